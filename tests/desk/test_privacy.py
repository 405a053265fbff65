"""A person's data is handed out, and what need not be kept goes; chain and balances stay, the books of later years are whole."""

import io
import zipfile
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Document, Draft, line
from faktura.core.errors import NotFound
from faktura.core.ledger import FinancialYear
from faktura.core.sender import Customer
from faktura.desk.desk import Desk, SenderDesk
from faktura.desk.search import Query
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.contents import StoredDocument
from faktura.ports.store import IndexRow, Store
from faktura.rules.crediting import credit_in_full
from faktura.testing.identities import TOLVAN
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import issued, pay, reference_of, rot_invoice
from tests.tried import tried

AFTER = date(2034, 1, 1)
"""The first day on which records of 2026 need not be kept (bokföringslagen 7 kap. 2 §)."""


def settled(desk: SenderDesk) -> Document:
    """An invoice to the person, sent, reminded of nothing, and paid by bankgiro."""
    document = issued(desk, buyer=PERSON)
    desk.deliveries.send(document.id, at_once=True)
    desk.run()
    pay(desk, f"P{document.number}", str(document.amount_due.major), reference=reference_of(document))
    return document


def everything(store: Store) -> bytes:
    """All bytes that the store holds of the sender, as far as its port shows them."""
    with store.read(SENDER.id) as reading:
        kept = [one.content or b"" for one in reading.every(StoredDocument)]
        rows = [repr(row).encode() for row in reading.every(IndexRow)]
        events = [record.body.encode() for _, record in reading.history()]
    return b"\n".join((*kept, *rows, *events))


def test_the_export_holds_everything_about_a_person_and_nothing_of_others(desk: SenderDesk) -> None:
    """Invoice, delivery, payment and events of the one; not a word of the other customer."""
    settled(desk)
    other = issued(desk, buyer=COMPANY)
    export = desk.privacy.export(PERSON.party.id)
    kinds = {record.kind for record in export.records}
    assert {"document", "receivable", "payment", "stored"} <= kinds
    data = b"\n".join(record.content or b"" for record in export.records)
    assert TOLVAN.full.encode() in data
    assert b"Lillgatan 7" in data
    assert COMPANY.party.name.encode() not in data
    assert other.id.encode() not in data
    assert desk.privacy.export("nobody").records == ()


def test_the_zip_is_plain_files_and_the_same_each_time(desk: SenderDesk) -> None:
    """With a list of contents; no name of a file holds a name or a number."""
    settled(desk)
    export = desk.privacy.export(PERSON.party.id)
    assert export.zip() == export.zip()
    with zipfile.ZipFile(io.BytesIO(export.zip())) as archive:
        names = archive.namelist()
        assert len(names) == len(export.records) + 1
        assert "contents.txt" in names
        assert all(TOLVAN.full[2:] not in name and "Tolvan" not in name for name in names)


def test_what_names_others_too_is_listed_and_not_handed_out(desk: SenderDesk) -> None:
    """The second owner of a house is named on the invoice of the first."""
    rot_invoice(desk, persons=2)
    export = desk.privacy.export("P2")
    both = [record for record in export.records if {"P1", "P2"} <= set(record.people) and record.kind == "stored"]
    assert both
    assert all(record.content is None for record in both)


def test_nothing_is_erased_while_it_must_be_kept(desk: SenderDesk, store: Store) -> None:
    """On the last day of the seventh year everything is there, and the reason is told with its law."""
    document = settled(desk)
    erasure = desk.privacy.erase(PERSON.party.id, on=date(2033, 12, 31))
    assert erasure.erased == ()
    assert {kept.code for kept in erasure.kept} == {"privacy.kept_until"}
    assert "2033-12-31" in erasure.kept[0].explain("sv")
    assert "bokföringslagen" in erasure.kept[0].explain("en")
    assert desk.invoices.get(document.id) == document


def test_a_deleted_draft_goes_at_once(desk: SenderDesk, store: Store) -> None:
    """It was never issued, so it is no accounting record: what is still a draft stays, every version of the deleted goes."""
    deleted = desk.invoices.draft(buyer=PERSON, lines=[line("Städning", 1, 400, vat=25)])
    deleted = desk.invoices.change(deleted, buyer_reference="Tolvan själv")
    desk.invoices.delete(deleted.id)
    live = desk.invoices.draft(buyer=PERSON, lines=[line("Städning", 1, 500, vat=25)])
    erasure = desk.privacy.erase(PERSON.party.id)
    assert len(erasure.erased) == 2
    assert [kept.code for kept in erasure.kept] == ["privacy.kept_open"]
    assert b"Tolvan sj" not in everything(store)
    assert desk.invoices.drafts() == (live,)
    desk.invoices.delete(live.id)
    assert len(desk.privacy.erase_expired().erased) == 1
    assert b"Tolvan" not in everything(store)
    assert desk.privacy.export(PERSON.party.id).records == ()
    assert desk.verify() == ()


def test_a_draft_made_for_the_wrong_person_goes_at_once(desk: SenderDesk, store: Store) -> None:
    """The version that was issued stays with its invoice, which is an accounting record; the one before names nobody's debt."""
    draft = desk.invoices.draft(buyer=PERSON, lines=[line("Städning", 1, 400, vat=25)])
    invoice = desk.invoices.issue(desk.invoices.change(draft, buyer=COMPANY.party).id, deliver=False)
    erasure = desk.privacy.erase(PERSON.party.id)
    assert len(erasure.erased) == 1
    assert desk.privacy.erase(COMPANY.party.id).erased == ()
    assert b"Tolvan" not in everything(store)
    assert desk.invoices.get(invoice.id) == invoice
    assert desk.verify() == ()


def test_a_deleted_credit_note_goes_though_it_names_its_invoice(desk: SenderDesk) -> None:
    """What it would have credited stays: only the draft was never issued."""
    invoice = issued(desk, buyer=PERSON)
    made = credit_in_full(invoice, draft_id="of no use")
    assert isinstance(made, Draft)
    draft = desk.invoices.draft(buyer=PERSON, lines=made.lines, kind=made.kind, credits=made.credits)
    desk.invoices.delete(draft.id)
    assert len(desk.privacy.erase(PERSON.party.id).erased) == 1
    assert desk.invoices.get(invoice.id) == invoice


def test_erasure_leaves_the_chain_and_the_sums(desk: SenderDesk, store: Store) -> None:
    """Afterwards no byte of the store names the person, and nothing that was counted has changed."""
    document = settled(desk)
    other = issued(desk, buyer=COMPANY)
    before = desk.summary(), desk.summary(as_of=date(2026, 10, 1))
    assert b"Tolvan" in everything(store)
    erasure = desk.privacy.erase(PERSON.party.id, on=AFTER)
    assert len(erasure.erased) >= 5
    for trace in (b"Tolvan", b"Lillgatan", TOLVAN.full.encode(), b"tolvan@person.example"):
        assert trace not in everything(store)
    assert (desk.summary(), desk.summary(as_of=date(2026, 10, 1))) == before
    assert desk.verify() == ()
    with pytest.raises(NotFound) as gone:
        desk.invoices.get(document.id)
    assert gone.value.code == "store.erased"
    (hit,) = desk.search.documents(Query(buyer_id=PERSON.party.id))
    assert (hit.number, hit.buyer_name) == (document.number, "")
    assert desk.invoices.get(other.id) == other


def test_the_books_of_what_is_kept_stay_whole(desk: SenderDesk) -> None:
    """Vouchers of others are as they were; a period that lacks erased documents says how many, a later one nothing."""
    settled(desk)
    other = issued(desk, buyer=COMPANY)
    since, until = date(2026, 1, 1), date(2026, 12, 31)
    before = [one for one in desk.books.vouchers(since, until) if other.id in one.documents]
    desk.privacy.erase(PERSON.party.id, on=AFTER)
    assert before
    assert list(desk.books.vouchers(since, until)) == before
    (told,) = (one for one in desk.books.export(since, until).findings if one.code == "books.erased")
    assert dict(told.facts)["documents"] == "1"
    assert not any(one.code == "books.erased" for one in desk.books.export(AFTER, AFTER).findings)
    assert desk.books.reconcile(until).others == ()


def test_look_ups_are_built_anew_without_names(desk: SenderDesk, store: Store) -> None:
    """After an erasure too, and to the same rows."""
    settled(desk)
    issued(desk, buyer=COMPANY)
    desk.privacy.erase(PERSON.party.id, on=AFTER)
    before = everything(store)
    desk.verification.rebuild_index()
    assert everything(store) == before
    assert desk.verify() == ()


def test_erasing_again_does_nothing_more(desk: SenderDesk) -> None:
    """What is gone is gone; the log says once what was done, and for whom."""
    settled(desk)
    assert desk.privacy.erase(PERSON.party.id, on=AFTER).erased
    again = desk.privacy.erase(PERSON.party.id, on=AFTER)
    assert (again.erased, again.kept) == ((), ())


def test_an_open_case_is_kept_however_old(desk: SenderDesk) -> None:
    """Somebody owes something, or paid too much, or has a draft waiting."""
    unpaid = issued(desk, buyer=PERSON)
    overpaid = issued(desk, buyer=PERSON)
    pay(desk, "P9", "1000", reference=reference_of(overpaid))
    desk.invoices.draft(buyer=PERSON, lines=[])
    erasure = desk.privacy.erase(PERSON.party.id, on=date(2050, 1, 1))
    assert erasure.erased == ()
    assert {kept.code for kept in erasure.kept} == {"privacy.kept_open"}
    assert desk.invoices.get(unpaid.id) == unpaid


def test_everything_whose_time_is_over_goes_at_once(desk: SenderDesk, store: Store) -> None:
    """Whoever it is about; what is still open stays."""
    settled(desk)
    open_still = issued(desk, buyer=COMPANY)
    erasure = desk.privacy.erase_expired(on=AFTER)
    assert erasure.erased
    assert b"Tolvan" not in everything(store)
    assert desk.invoices.get(open_still.id) == open_still


@pytest.mark.parametrize(
    ("year", "last"),
    [
        (FinancialYear(date(2026, 1, 1), date(2026, 12, 31)), date(2033, 12, 31)),
        (FinancialYear(date(2025, 9, 1), date(2026, 8, 31)), date(2034, 12, 31)),
        (FinancialYear(date(2025, 11, 1), date(2026, 10, 31)), date(2033, 12, 31)),
    ],
)
def test_a_broken_year_counts_from_the_calendar_year_of_its_end(
    store: Store, post: MemoryDelivery, clock: FixedClock, year: FinancialYear, last: date
) -> None:
    """An October invoice of a year that ends in August belongs to the year that ends in 2027."""
    desk = Desk(store, post, clock=clock).at(attrs.evolve(SENDER, financial_year=year), actor="anna")
    settled(desk)
    assert desk.privacy.erase(PERSON.party.id, on=last).erased == ()
    assert desk.privacy.erase(PERSON.party.id, on=date(last.year + 1, 1, 1)).erased


def test_a_later_payment_keeps_the_invoice_longer(desk: SenderDesk, clock: FixedClock) -> None:
    """Paid in 2027, it belongs to the books of that year too."""
    document = issued(desk, buyer=PERSON)
    pay(desk, "P1", str(document.amount_due.major), reference=reference_of(document), on=date(2027, 3, 1))
    assert desk.privacy.erase(PERSON.party.id, on=date(2034, 12, 31)).erased == ()
    assert desk.privacy.erase(PERSON.party.id, on=date(2035, 1, 1)).erased


@tried(0.4)
@given(st.lists(st.tuples(st.sampled_from([PERSON, COMPANY]), st.sampled_from([0, 40, 100, 130])), max_size=4))
def test_after_any_history_an_erasure_changes_no_sum(history: list[tuple[Customer, int]]) -> None:
    """Whatever is paid, part-paid or overpaid: totals, chain and numbers are as before, and what is owed is still there."""
    clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    store = MemoryStore()
    desk = Desk(store, MemoryDelivery(), clock=clock).at(SENDER, actor="anna")
    for number, (buyer, percent) in enumerate(history):
        document = issued(desk, buyer=buyer)
        if percent:
            pay(desk, f"P{number}", str(document.amount_due.major * percent / 100), reference=reference_of(document))
    before = desk.summary()
    desk.privacy.erase_expired(on=AFTER)
    assert desk.summary() == before
    assert desk.verify() == ()
    for hit in desk.search.documents():
        if hit.open:
            assert desk.invoices.get(hit.document_id).number == hit.number

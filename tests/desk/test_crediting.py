"""Crediting and netting on the desk: both shares of a ROT invoice, and every netting undone exactly."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from faktura.core.document import PaymentTerms, line
from faktura.core.errors import NotFound, RuleRefused
from faktura.core.ledger import BookkeepingMethod
from faktura.core.money import sek
from faktura.core.receivable import EntryKind
from faktura.core.vat import Vat, VatCategory
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.crediting import CreditedLine
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, issued, pay, reference_of, rot_invoice


def left(desk: SenderDesk, *ids: str) -> list[int]:
    """What is left of each receivable, in öre."""
    return [desk.invoices.balance(id).outstanding.minor for id in ids]


def test_a_credited_rot_invoice_is_settled_with_both_its_debtors(desk: SenderDesk) -> None:
    """The customer's share is netted with the customer's, Skatteverket's with Skatteverket's."""
    rot = rot_invoice(desk)
    assert left(desk, rot.id, f"{rot.id}:tax") == [8250_00, 3000_00]
    note = desk.invoices.credit(rot.id)
    assert left(desk, rot.id, f"{rot.id}:tax", note.id, f"{note.id}:tax") == [0, 0, 0, 0]
    summary = desk.summary()
    assert (summary.issued, summary.credited, summary.outstanding) == (11250_00, 11250_00, 0)


@pytest.mark.parametrize("method", list(BookkeepingMethod))
@pytest.mark.parametrize("amounts", [("1250",), ("625", "625"), ("100", "1150")])
@pytest.mark.parametrize("paid", ["", "250"])
def test_a_lost_debt_that_is_credited_gives_back_what_was_paid_and_its_vat_once(
    method: BookkeepingMethod, amounts: tuple[str, ...], paid: str
) -> None:
    """Written off with a reminder fee on it, then credited: the loss is taken back first, and no account has anything left."""
    clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    desk = Desk(MemoryStore(), clock=clock).at(evolve(SENDER, method=method), actor="anna")
    invoice = issued(desk, "1000", terms=PaymentTerms(reminder_fee=sek(60)))
    if paid:
        pay(desk, "P1", paid)
        desk.payments.link("P1", invoice.id)
    clock.advance(timedelta(days=45))
    desk.collections.remind(invoice.id)
    desk.collections.write_off(invoice.id, reason="bad_debt")
    back = sek(0)
    for amount in amounts:
        note = desk.invoices.credit(invoice.id, amount=sek(amount), deliver=False)
        if desk.invoices.balance(note.id).outstanding:
            back += desk.payments.refund_document(note.id)
    assert (back, desk.invoices.balance(invoice.id).outstanding) == (sek(paid or 0), sek(0))
    moved: Counter[str] = Counter()
    for voucher in desk.books.vouchers(DAY, date(2026, 12, 31)):
        moved.update({str(row.account): 0 for row in voucher.rows})
        for row in voucher.rows:
            moved[str(row.account)] += row.amount.minor
    assert {account: moved[account] for account in ("1510", "1930", "2611", "3001")} == dict.fromkeys(
        ("1510", "1930", "2611", "3001"), 0
    )
    assert desk.books.reconcile().is_explained
    assert desk.verify() == ()


def test_half_a_rot_invoice_is_credited_in_both_shares(desk: SenderDesk) -> None:
    """Four of eight hours: half the labour, half the deduction, the material untouched."""
    from decimal import Decimal

    rot = rot_invoice(desk)
    desk.invoices.credit(rot.id, lines=[CreditedLine("1", Decimal(4))])
    assert left(desk, rot.id, f"{rot.id}:tax") == [4750_00, 1500_00]
    desk.invoices.credit(rot.id)
    assert left(desk, rot.id, f"{rot.id}:tax") == [0, 0]


def test_the_credit_of_a_paid_invoice_stays_open(desk: SenderDesk) -> None:
    """There is nothing to set it off against; it can be refunded, or netted with the next invoice."""
    invoice = issued(desk)
    pay(desk, "P1", "125", reference=reference_of(invoice))
    note = desk.invoices.credit(invoice.id)
    assert left(desk, invoice.id, note.id) == [0, -125_00]
    later = issued(desk, "200")
    netting = desk.invoices.net([note.id, later.id])
    assert left(desk, note.id, later.id) == [0, 125_00]
    desk.invoices.undo_netting(netting)
    assert left(desk, note.id, later.id) == [-125_00, 250_00]


def test_a_credit_of_a_part_paid_invoice_is_set_off_as_far_as_it_is_open(desk: SenderDesk) -> None:
    """The rest of the credit is the customer's."""
    invoice = issued(desk)
    pay(desk, "P1", "100", reference=reference_of(invoice))
    note = desk.invoices.credit(invoice.id)
    assert left(desk, invoice.id, note.id) == [0, -100_00]


def test_nothing_is_netted_when_it_is_not_wished(desk: SenderDesk) -> None:
    """Both stay open, and a later netting closes them."""
    invoice = issued(desk)
    note = desk.invoices.credit(invoice.id, net=False)
    assert left(desk, invoice.id, note.id) == [125_00, -125_00]
    desk.invoices.net([invoice.id, note.id])
    assert left(desk, invoice.id, note.id) == [0, 0]


def test_a_netting_of_several_is_undone_exactly_and_once(desk: SenderDesk, clock: FixedClock) -> None:
    """Every balance and the totals are as before, on the day of the netting and after."""
    invoices = [issued(desk, price) for price in ("80", "160", "400")]
    note = desk.invoices.credit(invoices[2].id, amount=sek(300), net=False)
    ids = [*(one.id for one in invoices), note.id]
    before = (left(desk, *ids), desk.summary())
    netting = desk.invoices.net(ids)
    assert left(desk, *ids) == [0, 0, 500_00, 0]  # what remains stays on the greatest
    assert desk.summary() == before[1]
    clock.advance(timedelta(days=3))
    desk.invoices.undo_netting(netting)
    assert (left(desk, *ids), desk.summary()) == before
    assert desk.invoices.balance(ids[0], as_of=DAY + timedelta(2)).outstanding == sek(0)
    with pytest.raises(RuleRefused):
        desk.invoices.undo_netting(netting)
    with pytest.raises(NotFound):
        desk.invoices.undo_netting("no-such-netting")
    assert (left(desk, *ids), desk.summary()) == before


def test_only_one_customers_documents_are_netted(desk: SenderDesk) -> None:
    """Somebody else's credit settles nothing; neither do two debts, or one document with itself."""
    invoice, other = issued(desk), issued(desk, buyer=PERSON)
    note = desk.invoices.credit(other.id, net=False)
    for ids, code in (
        ([invoice.id, note.id], "netting.customers"),
        ([invoice.id, issued(desk).id], "netting.nothing"),
        ([invoice.id, invoice.id], "netting.twice"),
    ):
        with pytest.raises(RuleRefused) as refused:
            desk.invoices.net(ids)
        assert refused.value.code == code


def test_nothing_is_set_off_before_both_are_issued(desk: SenderDesk) -> None:
    """A credit note set off against a later invoice waits for it: no day shows a debt that falls before it rose."""
    credited, invoice = issued(desk), issued(desk, on=date(2026, 10, 10))
    note = desk.invoices.credit(credited.id, on=date(2026, 10, 5), net=False)
    desk.collections.write_off(credited.id, reason="goodwill", on=date(2026, 10, 5))
    desk.invoices.net([invoice.id, note.id], on=date(2026, 10, 6))
    for day, expected in ((date(2026, 10, 5), -125_00), (date(2026, 10, 9), -125_00), (date(2026, 10, 10), 0)):
        assert desk.summary(as_of=day).outstanding == expected
    state = desk.invoices.balance(note.id)
    assert [entry.on for entry in state.entries if entry.kind is EntryKind.NETTED] == [date(2026, 10, 10)]


def test_a_credit_note_is_not_credited(desk: SenderDesk) -> None:
    """It is corrected by a new invoice."""
    note = desk.invoices.credit(issued(desk).id)
    with pytest.raises(RuleRefused) as refused:
        desk.invoices.credit(note.id)
    assert refused.value.code == "credit.of_credit_note"


def test_what_another_system_owns_is_credited_there(store: Store, post: MemoryDelivery, clock: FixedClock) -> None:
    """Nothing is stored here, and it is paid here all the same; what was only handed over may be credited."""
    shop = Desk(store, post, clock=clock).at(evolve(SENDER, owners=("webshop",)), actor="anna")
    sold = [line("Skor", 1, 100, vat=25)]
    theirs, ours = (
        shop.invoices.issue(shop.invoices.draft(buyer=PERSON, lines=sold, origin=origin).id)
        for origin in ("webshop", "till")
    )
    with pytest.raises(RuleRefused) as error:
        shop.invoices.credit(theirs.id)
    assert error.value.code == "credit.owned_elsewhere"
    assert shop.invoices.balance(theirs.id).outstanding == sek(125)
    assert shop.invoices.credit(ours.id).amount_due == sek(125)


def test_the_vat_of_each_rate_is_taken_back_in_kronor(desk: SenderDesk) -> None:
    """Of 310 euro of VAT at 11.00 the 250 at 25 percent are credited: 2 750 kronor leave the account of that rate."""
    lines = [line("A", 1, 1000, vat=25), line("B", 1, 1000, vat=6)]
    draft = desk.invoices.draft(buyer=COMPANY, lines=lines, currency="EUR")
    invoice = desk.invoices.issue(draft.id, kronor_rate=Decimal("11"), deliver=False)
    note = desk.invoices.credit(invoice.id, lines=[CreditedLine("1")], deliver=False)
    assert note.totals.vat_in_kronor == sek(2750)
    sums = Counter[str]()
    for voucher in desk.books.vouchers(DAY, DAY):
        sums.update({row.account.number: row.amount.minor for row in voucher.rows})
    assert {account: minor for account, minor in sums.items() if minor} == {
        "1510": 11660_00, "2631": -660_00, "3003": -11000_00
    }  # fmt: skip


def test_a_credit_is_at_the_rate_recorded_for_the_invoice_when_its_vat_does_not_tell_it(desk: SenderDesk) -> None:
    """25 euro of VAT less 25 of a return state no kronor at all: the credit of either takes the rate from the books."""
    free = Vat(VatCategory.EXEMPT, Decimal(0), "exempt.education")
    lines = [line("A", 1, 100, vat=25), line("B", 1, 500, vat=free), line("Retur", -1, "208.33", vat=12)]
    draft = desk.invoices.draft(buyer=COMPANY, lines=lines, currency="EUR")
    invoice = desk.invoices.issue(draft.id, kronor_rate=Decimal("11.20"), deliver=False)
    notes = [desk.invoices.credit(invoice.id, lines=[CreditedLine("1")], deliver=False)]
    notes.append(desk.invoices.credit(invoice.id, deliver=False))
    assert [invoice.totals.vat_in_kronor, *(note.totals.vat_in_kronor for note in notes)] == [
        sek(0),
        sek(280),
        sek(-280),
    ]
    assert desk.books.reconcile(DAY).agrees

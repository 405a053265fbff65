"""Bad input gets a typed error that says what is wrong and what to do, and nothing is stored."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from faktura.core.document import line
from faktura.core.errors import FakturaError, InvalidAmount, InvalidIdentifier, MalformedFile, RuleRefused, StreamMoved
from faktura.core.identity import PersonalIdentityNumber
from faktura.core.money import sek
from faktura.desk.desk import SenderDesk
from faktura.ports.store import Store
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY, SENDER

Act = Callable[[SenderDesk], object]

FILE = bgmax_file("100164", "100.00", on=date(2026, 10, 1))


def stored(store: Store) -> list[str]:
    """Everything stored of the sender, by name."""
    with store.read(SENDER.id) as reading:
        return [record.name for _, record in reading.history()]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "file"),
        (b"%PDF-1.7 no bank file", "file"),
        (b"\x00\x01\x02\x03" * 50, "file"),
        (FILE[: FILE.index(b"\n70") + 1], "bgmax"),
        (FILE[: len(FILE) // 2], "bgmax"),
        (FILE.replace(b"000000000000010000", b"00000000000001000O", 1), "bgmax"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'><BkToCstmr", "camt"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><Document/>", "file"),
    ],
)
def test_a_bank_file_that_cannot_be_read_stores_nothing(
    desk: SenderDesk, store: Store, data: bytes, place: str
) -> None:
    """Unreadable, cut in the middle, or damaged: the error names format and place, and no payment is kept."""
    with pytest.raises(MalformedFile) as refusal:
        desk.payments.receive(data)
    assert refusal.value.format.startswith(place)
    assert refusal.value.expected
    assert stored(store) == []


def test_an_invoice_without_a_mandatory_particular_is_not_issued(desk: SenderDesk, store: Store) -> None:
    """The refusal lists what is missing with section and remedy; no number is used up."""
    nobody = attrs.evolve(COMPANY.party, name="", address=None)
    draft = desk.invoices.draft(buyer=nobody, lines=[line("Konsult", 1, "100", vat=25)])
    with pytest.raises(RuleRefused) as refusal:
        desk.invoices.issue(draft.id)
    assert refusal.value.code == "issue.incomplete"
    found = {finding.path: finding for finding in refusal.value.findings if finding.severity == "error"}
    assert {"buyer.name", "buyer.address"} <= set(found)
    assert all(one.law and one.problem and one.remedy for one in found.values())
    assert stored(store) == ["draft.saved"]
    good = desk.invoices.change(draft, buyer=COMPANY.party)
    assert desk.invoices.issue(good.id).number == str(SENDER.first_number)


@pytest.mark.parametrize("text", ["19121212-1213", "19120230-1212", "12-12", "1912121212121", "121212-12AB"])
def test_a_wrong_personal_number_is_refused_and_not_repeated(text: str) -> None:
    """Check digit, date, length or letters: refused, and the message does not show the number."""
    with pytest.raises(InvalidIdentifier) as refusal:
        PersonalIdentityNumber.parse(text)
    assert text not in str(refusal.value)
    assert text not in refusal.value.explain("sv")


def test_a_credit_above_the_invoice_is_refused(desk: SenderDesk, store: Store) -> None:
    """No more can be credited than is left, in one step or in several."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    invoice = desk.invoices.issue(draft.id)
    with pytest.raises(RuleRefused) as refusal:
        desk.invoices.credit(invoice.id, amount=sek("125.01"))
    assert refusal.value.code == "credit.exceeds"
    desk.invoices.credit(invoice.id, amount=sek("100"))
    before = stored(store)
    with pytest.raises(RuleRefused):
        desk.invoices.credit(invoice.id, amount=sek("25.01"))
    assert stored(store) == before
    assert desk.summary().outstanding == 25_00


def test_a_stale_write_is_refused(desk: SenderDesk) -> None:
    """Two clerks opened the same draft; the second to save is told, and the first change stays."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    first = desk.invoices.change(draft, buyer_reference="Anna")
    with pytest.raises(StreamMoved):
        desk.invoices.change(draft, buyer_reference="Bo")
    assert desk.invoices.drafts() == (first,)


@pytest.mark.parametrize(
    "act",
    [
        lambda _: line("Konsult", 1, "1E+1000000", vat=25),
        lambda _: line("Konsult", "1_000", "1", vat=25),
        lambda _: line("Konsult", "²", "1", vat=25),
        lambda _: sek("NaN"),
        lambda _: sek("１００"),
        lambda desk: desk.payments.receive(bgmax_file("1", "1E+1000000", on=date(2026, 10, 1))),
    ],
    ids=["exponent", "underscore", "superscript", "not a number", "full width", "in a file"],
)
def test_an_amount_that_is_no_plain_number_is_refused(desk: SenderDesk, act: Act) -> None:
    """Exponents, underscores, superscripts, full-width digits and NaN are no amounts."""
    with pytest.raises(InvalidAmount) as refusal:
        act(desk)
    assert refusal.value.explain("sv") != refusal.value.explain("en")


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.invoices.issue("no-such-draft"),
        lambda desk: desk.invoices.get("no-such-document"),
        lambda desk: desk.payments.link("no-such-payment", "no-such-document"),
        lambda desk: desk.collections.remind("no-such-document"),
    ],
    ids=["draft", "document", "payment", "reminder"],
)
def test_what_is_not_there_is_said_to_be_missing(desk: SenderDesk, act: Act) -> None:
    """An unknown id is `desk.not_found`, with the kind of thing and the id."""
    with pytest.raises(FakturaError) as refusal:
        act(desk)
    assert refusal.value.code == "desk.not_found"

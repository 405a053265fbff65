"""The Swedish invoice QR: the published examples, from documents, and both ways."""

import json
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import BankAccountNumber, PaymentAccount
from faktura.core.document import DocumentKind
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.qr.using_qr import InvoiceCode, VatShares, invoice_code, read, write
from faktura.testing.identities import BANK, BANKGIRO, IBANS, PLUSGIRO
from tests.formats.damage import assert_written_back, read_or_refused
from tests.formats.sample_documents import SAMPLES
from tests.reference import reference

FULL = InvoiceCode(
    name="Exempel AB",
    country="SE",
    organisation_number="556677-8899",
    reference="10000180",
    issued_on=date(2026, 11, 2),
    due_on=date(2026, 12, 2),
    due=sek("1250.50"),
    stated_currency=True,
    vat=VatShares(total=sek("250.10"), high=sek("250.10"), middle=sek(0), low=sek(0)),
    account=BANKGIRO[0],
    town="111 22 Stockholm",
)
MINIMAL = InvoiceCode(reference="10000180", due=sek("1250.50"), account=BANKGIRO[0])


def numbers(data: bytes) -> dict[str, object]:
    """The fields, amounts compared as numbers."""
    fields = json.loads(data, parse_float=Decimal, parse_int=Decimal)
    return {**fields, "due": Decimal(str(fields["due"]))}


@pytest.mark.parametrize(("name", "ours"), [("usingqr_invoice", FULL), ("usingqr_minimal", MINIMAL)])
def test_the_published_codes(name: str, ours: InvoiceCode) -> None:
    """Field by field in their order; the amount to pay may be a text or a number."""
    data = reference("bank", "swish", f"{name}.json").read_bytes()
    assert read(data) == ours
    assert list(numbers(write(ours)).items()) == list(numbers(data).items())


@st.composite
def codes(draw: st.DrawFn) -> InvoiceCode:
    """Codes for every kind of account."""
    accounts: list[PaymentAccount] = [*BANKGIRO[:2], *PLUSGIRO[:2], *IBANS, BankAccountNumber("82149", "9234726124")]
    account = draw(st.sampled_from(accounts))
    currency = draw(st.sampled_from(["SEK", "EUR"]))
    money = st.integers(0, 10**12).map(lambda minor: Money(minor, currency))
    shares = st.builds(VatShares, total=money, high=money, middle=money, low=money)
    days = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
    return InvoiceCode(
        reference=draw(st.sampled_from(["12351", "F-1"])),
        due=draw(money),
        account=account,
        bank=draw(st.sampled_from([None, BANK])) if account in IBANS else None,
        name=draw(st.sampled_from(["", 'Åäö & "Co"', "x" * 70])),
        country=draw(st.sampled_from(["", "SE"])),
        organisation_number=draw(st.sampled_from(["", "556677-8899"])),
        issued_on=draw(days),
        due_on=draw(days),
        stated_currency=currency != "SEK" or draw(st.booleans()),
        vat=draw(st.one_of(st.none(), shares)),
        town=draw(st.sampled_from(["", "111 22 Stockholm"])),
    )


@given(codes())
def test_what_is_written_is_read_back(code: InvoiceCode) -> None:
    """The same bytes each time."""
    assert read(write(code)) == code
    assert write(read(write(code))) == write(code)


def test_every_sample_document() -> None:
    """An invoice becomes a code with its amount and reference; a credit note, and what is not paid, does not."""
    written = 0
    for document in SAMPLES.values():
        refused = document.kind is DocumentKind.CREDIT_NOTE or document.amount_due.minor <= 0
        if refused or document.payment is None:
            with pytest.raises(NotExpressible):
                invoice_code(document)
            continue
        code = read(write(invoice_code(document)))
        assert document.payment is not None
        assert (code.due, code.reference) == (document.amount_due, document.payment.reference)
        assert code.vat is not None
        assert code.vat.total == document.totals.vat
        assert code.vat.high + code.vat.middle + code.vat.low == code.vat.total
        written += 1
    assert written > 3


@pytest.mark.parametrize(
    "change",
    [
        {"kind": 2},
        {"due": sek("-1")},
        {"due": Money(100, "EUR")},
        {"name": "x" * 71},
        {"bank": BANK},
    ],
)
def test_what_it_cannot_say_is_refused(change: dict[str, Money]) -> None:
    """Only an invoice to pay; nothing is cut."""
    with pytest.raises(NotExpressible):
        write(attrs.evolve(MINIMAL, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"uqr": 2}, {"uqr": None}, {"tp": None}, {"iref": None}, {"due": None}, {"due": "1 250"}, {"pt": "XX"}, {"pt": None},
        {"acc": "991-2347"}, {"acc": None}, {"idt": "2026-11-02"}, {"bc": "X"}, {"vh": "x", "vat": 1},
    ],
)  # fmt: skip
def test_a_broken_code_is_refused(change: dict[str, object]) -> None:
    """Another version, a field missing or of another form."""
    fields = {**json.loads(write(MINIMAL)), **change}
    with pytest.raises(MalformedFile):
        read(json.dumps(fields))


def test_a_code_without_a_reference_is_read_but_not_written() -> None:
    """Another program may leave it empty; what we wrote without one could not be read."""
    code = read(json.dumps({**json.loads(write(MINIMAL)), "iref": ""}))
    assert code.reference == ""
    with pytest.raises(NotExpressible):
        write(code)


def test_other_kinds_are_read_as_their_number() -> None:
    """What a credit note's code means is not confirmed."""
    assert read(write(MINIMAL).replace(b'"tp":1', b'"tp":2')).kind == 2


@given(st.integers(0, 400), st.binary(max_size=3), st.integers(0, 20))
def test_damage_anywhere_is_refused_or_read(at: int, put: bytes, lost: int) -> None:
    """A code from paper: one kind of error, never another; what is read can be written again."""

    def read_bytes(code: bytes) -> InvoiceCode:
        return read(code)

    data = write(FULL)
    code = read_or_refused(read_bytes, data[:at] + put + data[at + lost :], "usingqr")
    if code is not None:
        assert_written_back(code, write, read_bytes)

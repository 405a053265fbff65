"""Swish codes and links: every answer of the reference, and both ways."""

import csv

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import SwishNumber
from faktura.core.document import CreditNote, Document, Invoice
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.core.party import PartyKind, PaymentInstruction
from faktura.formats.swish.code import Editable, SwishCode, content, invoice_code, link, read, read_link
from faktura.testing.identities import BANKGIRO, SWISH
from faktura.testing.kept import kept
from tests.formats.damage import assert_written_back, read_or_refused
from tests.formats.sample_documents import SAMPLES
from tests.reference import reference


def test_every_answer_about_codes() -> None:
    """Amount, message and mask given or left out."""
    with reference("bank", "swish", "qr_prefilled_strings.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 6
    for row in rows:
        code = SwishCode(
            payee=SwishNumber(row["payee"]),
            amount=sek(row["amount_sek"]) if row["amount_sek"] else None,
            message=row["message"],
            editable=Editable(int(row["lock_mask"])) if row["lock_mask"] else None,
        )
        assert content(code) == row["expected_content"]
        assert read(row["expected_content"]) == code


def test_the_official_example() -> None:
    """Of the manual for QR codes."""
    code = read("C1237856901;100,00;12229445;0")
    assert code == SwishCode(payee=SWISH[0], amount=sek("100"), message="12229445", editable=Editable.NOTHING)


@kept
def codes() -> st.SearchStrategy[SwishCode]:
    """Codes of every kind, the message in any script."""
    return st.builds(
        SwishCode,
        payee=st.sampled_from(SWISH),
        amount=st.one_of(st.none(), st.integers(1, 10**13).map(Money)),
        message=st.text(st.characters(codec="utf-8"), max_size=70),
        editable=st.one_of(st.none(), st.integers(0, 7).map(Editable)),
    )


@given(codes())
def test_what_is_written_is_read_back(code: SwishCode) -> None:
    """As a code and, unless the payee may be changed, as a link."""
    assert read(content(code)) == code
    if code.editable is not None and Editable.PAYEE in code.editable:
        with pytest.raises(NotExpressible):
            link(code)
    else:
        assert read_link(link(code)) == attrs.evolve(code, editable=code.editable or Editable.NOTHING)


def test_the_form_of_the_link() -> None:
    """Decimal point, the names of what may be changed, and blanks percent-encoded."""
    code = SwishCode(payee=SWISH[1], amount=sek("45"), message="Gåva 1", editable=Editable.AMOUNT | Editable.MESSAGE)
    assert link(code) == (
        "https://app.swish.nu/1/p/sw/?sw=1231181189&amt=45.00&cur=SEK&msg=G%C3%A5va%201&edit=amt,msg&src=qr"
    )


BROKEN = [
    "", "C", "C1231181189", "D1231181189;;;", "C9231181189;;", "C1231181189;1.00;", "C1231181189;1,0;", "C1231181189;;a b",
    "C1231181189;;;8", "C1231181189;;%C3", "C1231181189;;%FF;0", "C1231181189;;;0\n", "C1231181189;;" + "a" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_code_is_refused(text: str) -> None:
    """Another payee than a company, a wrong amount, an encoding that is none."""
    with pytest.raises(MalformedFile):
        read(text)


@pytest.mark.parametrize(
    "rest", ["", "sw=0701234567", "sw=1231181189&cur=EUR", "sw=1231181189&edit=sw", "sw=1231181189&amt=1,00"]
)
def test_what_is_no_link_is_refused(rest: str) -> None:
    """Another currency or field, and another address."""
    with pytest.raises(MalformedFile):
        read_link(f"https://app.swish.nu/1/p/sw/?{rest}")
    with pytest.raises(MalformedFile):
        read_link(f"https://example.com/?{rest}")


@pytest.mark.parametrize(
    "code", [{"amount": sek("0")}, {"amount": Money(100, "EUR")}, {"message": "x" * 71}, {"message": "\ud800"}]
)
def test_what_swish_does_not_take(code: dict[str, Money]) -> None:
    """Nothing, another currency, too long a message, half a character."""
    wanted = attrs.evolve(SwishCode(payee=SWISH[1]), **code)  # type: ignore[arg-type]
    for write in (content, link):
        with pytest.raises(NotExpressible):
            write(wanted)


def paid_by(kind: PartyKind, document: Document) -> Document:
    payment = PaymentInstruction(accounts=(BANKGIRO[0],), reference="12351")
    return attrs.evolve(document, buyer=attrs.evolve(document.buyer, kind=kind), payment=payment)


def test_an_invoice_to_a_consumer_has_a_code_that_cannot_be_changed() -> None:
    """Its amount and its reference."""
    invoice = next(
        one for one in SAMPLES.values() if isinstance(one, Invoice) and one.currency == "SEK" and one.amount_due
    )
    code = invoice_code(paid_by(PartyKind.PERSON, invoice), SWISH[1])
    assert code == SwishCode(payee=SWISH[1], amount=invoice.amount_due, message="12351", editable=Editable.NOTHING)
    for kind in (PartyKind.COMPANY, PartyKind.PUBLIC_AUTHORITY):
        with pytest.raises(NotExpressible):
            invoice_code(paid_by(kind, invoice), SWISH[1])
    with pytest.raises(NotExpressible):
        invoice_code(attrs.evolve(paid_by(PartyKind.PERSON, invoice), payment=None), SWISH[1])


def test_a_credit_note_has_no_code() -> None:
    """Nobody shall pay it."""
    note = next(one for one in SAMPLES.values() if isinstance(one, CreditNote))
    with pytest.raises(NotExpressible):
        invoice_code(paid_by(PartyKind.PERSON, note), SWISH[1])


@given(st.one_of(st.text(max_size=60), st.text("C;%,0123456789AÅ&=", max_size=60).map("C1231181189;".__add__)))
def test_any_text_is_refused_or_read(text: str) -> None:
    """A code from paper or a link from a page: one kind of error, never another; what is read can be written again."""
    for reader, writer, start in (
        (read, content, ""),
        (read_link, link, "https://app.swish.nu/1/p/sw/?sw=1231181189&"),
    ):
        code = read_or_refused(reader, start + text, "swish")
        if code is not None:
            assert_written_back(code, writer, reader)

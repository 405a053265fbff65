"""The code line on the invoice: asked for, in its positions, read back from the print; never where nothing is to be paid."""

import attrs
import pytest

from faktura.core.document import Document
from faktura.core.money import Money, sek
from faktura.core.party import PaymentInstruction
from faktura.formats.payment_slip import WIDTH, printed_line, read_code_line
from faktura.formats.pdf import invoice
from faktura.formats.pdf.page import Pen
from tests.formats.pdf import sample_documents as samples
from tests.formats.pdf.drawn import drawn
from tests.formats.pdf.reading import text, texts

PITCH = 7.2


def line_of(document: Document) -> str:
    """The code line as it stands on the last page: what is drawn in each tenth of an inch."""
    *_, last = invoice.pages(document, Pen(), slip=True)
    positions = [" "] * WIDTH
    found = [one for one in drawn(last) if abs(one.x / PITCH - round(one.x / PITCH)) < 0.01]
    lowest = max(one.y for one in found if one.text == ">")
    for one in found:
        if abs(one.y - lowest) < 0.01:
            at = round(one.x / PITCH)
            positions[at : at + len(one.text)] = one.text
            if one.text.isdigit():
                assert one.right == pytest.approx(one.x + len(one.text) * PITCH, abs=0.05)
    return "".join(positions)


def test_the_line_is_read_back_from_its_positions() -> None:
    """Reference, amount and bankgiro; the text of the file, which has no positions, is read too."""
    document = samples.ten_lines()
    assert document.payment is not None
    printed = line_of(document)
    assert printed == printed_line(document.payment, document.amount_due)
    read = read_code_line(printed)
    assert (read.reference.digits, read.amount, read.account.digits) == ("12351", sek("75579.15"), "9912346")
    shown = text(invoice.write(document, slip=True))
    assert any(read_line(one) == read for one in shown.split("\n") if "#41#" in one.replace(" ", ""))


def read_line(shown: str) -> object:
    """The line as a reader of the file's text gives it: words with some blanks between."""
    words = shown.replace("# 41 #", "#41#").replace("9912346 #41#", "9912346#41#")
    return read_code_line(" ".join(words.split()))


def test_the_line_is_printed_when_it_is_asked_for_and_on_the_last_page_only() -> None:
    """In the face of the print no slip scanner reads it, so it does not stand there unasked."""
    assert "#" not in text(invoice.write(samples.ten_lines()))
    *others, last = texts(invoice.write(samples.many_lines(), slip=True))
    assert ">" in last
    assert not any(">" in page for page in others)


def test_nothing_payable_is_printed_where_nothing_is_to_be_paid() -> None:
    """A credit note, a direct debit, an amount of zero."""
    document = samples.ten_lines()
    debited = attrs.evolve(document, payment=attrs.evolve(samples.PAYMENT, direct_debit=True))
    for one in (samples.credit_note(), debited):
        assert ">" not in text(invoice.write(one, slip=True))


NO_LINE = [
    attrs.evolve(samples.PAYMENT, direct_debit=True),
    attrs.evolve(samples.PAYMENT, ocr=False),
    attrs.evolve(samples.PAYMENT, reference="F-1001"),
    attrs.evolve(samples.PAYMENT, accounts=samples.PAYMENT.accounts[1:]),
]


@pytest.mark.parametrize("instruction", NO_LINE, ids=["direct debit", "no OCR", "no number", "no bankgiro"])
def test_no_line_can_be_made_of_it(instruction: PaymentInstruction) -> None:
    """Then there is none, rather than one that leads astray; the same for no amount and foreign ones."""
    assert printed_line(instruction, sek(100)) == ""
    for amount in (sek(0), sek(-1), Money(100, "EUR")):
        assert printed_line(samples.PAYMENT, amount) == ""


def test_an_amount_too_large_for_the_line_is_left_to_the_payer() -> None:
    """The line of an open amount."""
    assert "#42#" in printed_line(samples.PAYMENT, sek("100000000"))

"""The payment part at the foot of the last page: what to pay, to which account, with which reference, by when.

No code line for scanners is printed: it must stand in OCR-B, a face that comes with no package used here, and in any other face no
machine reads it. `formats.payment_slip.code_line` gives its text to those who print slips with that face.
"""

from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.account import BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.money import Money
from faktura.core.party import PaymentInstruction
from faktura.core.wording import Language, Text
from faktura.formats import swedish
from faktura.formats.pdf import words
from faktura.formats.pdf.flow import Block
from faktura.formats.pdf.page import ACCENT, LEFT, QUIET, RIGHT, TINT, Page, Pen, mm

_PADDING: Final = 10.0
_LABEL: Final = 16.0
_VALUE: Final = 30.0
_SECOND: Final = 45.0
_LEADING: Final = 11.5


@frozen(kw_only=True)
class PaymentPart:
    """What the payer needs: the first account large, the others and the payee below."""

    payee: str
    instruction: PaymentInstruction
    amount: Money
    by: date | None
    by_label: Text
    language: Language

    def block(self, pen: Pen) -> Block:
        """Return the payment part as a block for the foot of the page."""
        below = self._below(pen)
        height = _SECOND - 4 + len(below) * _LEADING
        return Block(
            height=height + mm(3), draw=lambda page, y: self._draw(page, y + mm(3), height, below), bottom=True
        )

    def _below(self, pen: Pen) -> list[str]:
        others = [f"{_kind(one).say(self.language)} {one}" for one in self.instruction.accounts[1:]]
        text = f"{words.PAYEE.say(self.language)}: {self.payee}"
        return pen.wrap("   ·   ".join([text, *others]), 8.5, RIGHT - LEFT - 2 * _PADDING)

    def _draw(self, page: Page, y: float, height: float, below: list[str]) -> None:
        language, instruction = self.language, self.instruction
        page.band(LEFT, y, RIGHT - LEFT, height, TINT)
        page.band(LEFT, y, 2.2, height, ACCENT)
        account = instruction.accounts[0] if instruction.accounts else None
        cells = (
            (0.0, mm(48), _kind(account).say(language) if account else "", str(account) if account else ""),
            (mm(50), mm(52), self._reference_label(), instruction.reference),
            (mm(105), mm(24), self.by_label.say(language), swedish.day(self.by) if self.by else ""),
        )
        for x, room, label, value in cells:
            if value:
                page.text(LEFT + _PADDING + x, y + _LABEL, label, size=8, colour=QUIET)
                size = page.pen.fitting(value, 11, room, bold=True)
                page.text(LEFT + _PADDING + x, y + _VALUE, value, size=size, bold=True)
        amount = swedish.currency(self.amount, language)
        right = RIGHT - _PADDING
        page.text(right, y + _LABEL, words.TO_PAY.say(language), size=8, colour=QUIET, align="right")
        size = page.pen.fitting(amount, 13, mm(40), bold=True)
        page.text(right, y + _VALUE, amount, size=size, bold=True, align="right")
        for row, line in enumerate(below):
            page.text(LEFT + _PADDING, y + _SECOND + row * _LEADING, line, size=8.5)

    def _reference_label(self) -> str:
        return (words.OCR if self.instruction.ocr else words.REFERENCE).say(self.language)


def _kind(account: PaymentAccount) -> Text:
    match account:
        case BankgiroNumber():
            return words.ACCOUNTS["bankgiro"]
        case PlusgiroNumber():
            return words.ACCOUNTS["plusgiro"]
        case Iban():
            return words.ACCOUNTS["iban"]
        case _:
            return words.ACCOUNTS["account"]

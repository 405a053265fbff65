"""The payment part at the foot of the last page: what to pay, to which account, with which reference, by when.

A code line below it is printed where the caller asks for one and `formats.payment_slip` can write it, ten characters to the
inch across the page, as the manual places them. It stands in the face of the print, not in OCR-B, which comes with no
package used here: people, telephones and programs read it, a slip scanner does not. So it is not printed unasked.
"""

import re
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
_PITCH: Final = 7.2
"""A tenth of an inch: 83 positions are the width of the page."""

_ABOVE_LINE: Final = 24.0
_LINE: Final = re.compile(r"[0-9]+|[^0-9 ]")


@frozen(kw_only=True)
class PaymentPart:
    """What the payer needs: the first account large, the others and the payee below."""

    payee: str
    instruction: PaymentInstruction
    amount: Money
    by: date | None
    by_label: Text
    language: Language
    code_line: str = ""

    def block(self, pen: Pen) -> Block:
        """Return the payment part as a block for the foot of the page."""
        below = self._below(pen)
        height = _SECOND - 4 + len(below) * _LEADING
        line = _ABOVE_LINE if self.code_line else 0
        return Block(
            height=height + line + mm(3), draw=lambda page, y: self._draw(page, y + mm(3), height, below), bottom=True
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
        self._draw_line(page, y + height + _ABOVE_LINE - 4)

    def _draw_line(self, page: Page, y: float) -> None:
        """Set the code line, each character in its position: at this size a digit is as wide as one."""
        if not self.code_line:
            return
        size = _PITCH / page.pen.width("0", 1)
        for found in _LINE.finditer(self.code_line):
            page.text(found.start() * _PITCH, y, found[0], size=size)

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

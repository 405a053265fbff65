"""The code line of a bankgiro payment slip: 83 positions, the width of an A4 page in OCR-B, size 1.

A slip is read by machine, so a line is written only when everything in it can be read back. A slip scanner wants
it in OCR-B at ten characters per inch, at the bottom of the page with white around it; in another face people,
telephones and programs read it, and no scanner does. Slips of this kind are going out of use. A credit note, a document
with nothing to pay and a direct debit must not carry a line.

>>> from faktura.core.money import sek
>>> print(code_line(OcrReference("12351"), sek("1250.50"), BankgiroNumber("9912346")).rstrip())
H   #                     12351 #    1250 50   5 >                  9912346#41#
>>> read_code_line("# 12351 #    1250 50   5 >                  9912346#41#").amount.minor
125050
"""

import re
from typing import Final

from attrs import frozen

from faktura.core.account import BankgiroNumber
from faktura.core.check_digit import modulus_10
from faktura.core.errors import InputError, MalformedFile, NotExpressible
from faktura.core.money import Money
from faktura.core.party import PaymentInstruction
from faktura.core.reference import OcrReference
from faktura.core.wording import Text, register, said

WIDTH: Final = 83
_LARGEST: Final = 99_999_999_99
_LINE: Final = re.compile(
    r"(?:H {1,3})?# {1,24}([0-9]{2,25}) {1,3}#(?: {1,8}|)([0-9]{1,8}) ([0-9]{2}) {1,3}([0-9]) > {1,24}"
    r"([0-9]{7,8}) ?#41# {0,4}"
    r"|(?:H {1,3})?# {1,24}([0-9]{2,25}) {1,3}# {1,24}> {1,24}([0-9]{7,8}) ?#42# {0,4}",
    re.ASCII,
)


@frozen(kw_only=True)
class CodeLine:
    """What a code line says; `amount` is none when the payer fills it in (`#42#`)."""

    reference: OcrReference
    amount: Money | None
    account: BankgiroNumber


def code_line(reference: OcrReference, amount: Money | None, account: BankgiroNumber) -> str:
    """Return the code line of a payment of *amount* to *account*, or of an open amount when it is none.

    Raises:
        InputError: `payment_slip.nothing_to_pay` when *amount* is zero or less.
        NotExpressible: The currency is not SEK, or the amount exceeds 99 999 999,99.
    """
    head = f"H   # {reference.digits:>25} #"
    tail = f" >{'':17}{account.digits:>8}"
    if amount is None:
        return f"{head}{'':8} {'':2}   {'':1}{tail}#42#    "
    if amount.minor <= 0:
        raise InputError("payment_slip.nothing_to_pay")
    if amount.currency != "SEK" or amount.minor > _LARGEST:
        raise NotExpressible(format="payment slip", rule="at most 99 999 999.99 SEK", what=str(amount))
    kronor, ore = divmod(amount.minor, 100)
    return f"{head}{kronor:>8} {ore:02}   {modulus_10(f'{kronor}{ore:02}')}{tail}#41#    "


def printed_line(instruction: PaymentInstruction, amount: Money) -> str:
    """Return the code line for what *instruction* asks to pay, or nothing where there can be none.

    None for a direct debit or what a card has paid, an amount of zero or less or in another currency, a reference that is no OCR number, or
    where no account is a bankgiro; the first bankgiro stands on the line. An amount too large for it is left to the payer.
    """
    giro = next((one for one in instruction.accounts if isinstance(one, BankgiroNumber)), None)
    if (
        not (instruction.buyer_pays and instruction.ocr)
        or giro is None
        or amount.minor <= 0
        or amount.currency != "SEK"
    ):
        return ""
    try:
        reference = OcrReference.parse(instruction.reference)
    except InputError:
        return ""
    return code_line(reference, amount if amount.minor <= _LARGEST else None, giro)


def read_code_line(text: str) -> CodeLine:
    """Read a code line as a scanner gives it: the printer's mark and outer blanks may be missing.

    Raises:
        MalformedFile: It is no code line, or one of its check digits is wrong.
    """
    found = _LINE.fullmatch(text.strip(" ")) if len(text) <= 2 * WIDTH else None
    if found is None:
        raise _wrong("line", text, "H # reference # kronor öre check > bankgiro #41# or #42#")
    reference, kronor, ore, check, account, open_reference, open_account = found.groups()
    amount = None
    if reference is not None:
        if modulus_10(kronor + ore) != check:
            raise _wrong("check digit of the amount", check, modulus_10(kronor + ore))
        amount = Money(int(kronor) * 100 + int(ore))
    try:
        return CodeLine(
            reference=OcrReference(reference or open_reference),
            amount=amount,
            account=BankgiroNumber(account or open_account),
        )
    except InputError as error:
        raise _wrong("number", "", said(error)) from error


def _wrong(field: str, found: str, expected: str) -> MalformedFile:
    return MalformedFile(format="payment slip", line=1, field=field, found=found, expected=expected)


register(
    {
        "payment_slip.nothing_to_pay": Text(
            en="a code line is for an amount to pay, and here is none; leave the line out",
            sv="en kodrad gäller ett belopp att betala, och här finns inget; utelämna raden",
        ),
    }
)

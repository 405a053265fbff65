"""The European payment QR (EPC069-12): a euro transfer to an IBAN, as lines of text. Never for kronor.

>>> from faktura.core.money import amount
>>> print(write(EpcTransfer(name="Exempel AB", iban=Iban("SE4550000000058398257466"), amount=amount("99", "EUR"))).decode())
BCD
002
1
SCT
<BLANKLINE>
Exempel AB
SE4550000000058398257466
EUR99.00
"""

import re
from typing import Final

from attrs import frozen

from faktura.core.account import Bic, Iban
from faktura.core.errors import InputError, MalformedFile, NotExpressible
from faktura.core.money import Money
from faktura.core.wording import said
from faktura.formats.fields import Place

_FORMAT: Final = "epc-qr"
_HEAD: Final = ("BCD", "002", "1", "SCT")
_LEAST_LINES: Final = 7
_MOST_LINES: Final = 12
_MOST_BYTES: Final = 331
_NAME: Final = 70
_TEXT: Final = 140
_NOTE: Final = 70
_PURPOSE: Final = re.compile(r"[A-Z0-9]{1,4}", re.ASCII)
_REFERENCE: Final = re.compile(r"RF[0-9]{2}[0-9A-Za-z]{1,21}", re.ASCII)
_LARGEST: Final = 999_999_999_99
HIGHEST_VERSION: Final = 13
"""The largest QR code that every reader must take; its error level is M."""


@frozen(kw_only=True)
class EpcTransfer:
    """What the code asks for.

    Attributes:
        amount: Euro; none when the payer fills it in.
        bank: May be left out within the EEA.
        purpose: An ISO 20022 purpose code of at most four characters.
        reference: An ISO 11649 reference (RF...), which an OCR number is not; excludes *text*.
        text: Free text, at most 140 characters.
        note: To the payer, who does not send it on; at most 70 characters.
    """

    name: str
    iban: Iban
    amount: Money | None = None
    bank: Bic | None = None
    purpose: str = ""
    reference: str = ""
    text: str = ""
    note: str = ""


def write(transfer: EpcTransfer) -> bytes:
    """Return the text of the QR code, version 002 in UTF-8, without empty lines at the end.

    Raises:
        NotExpressible: Not euro, an amount outside 0.01 to 999 999 999.99, a text with line breaks or too long, both
            reference and text, a reference that is none, or more than 331 bytes in all.
    """
    _checked(transfer)
    money = transfer.amount
    lines = [
        *_HEAD,
        transfer.bank.code if transfer.bank is not None else "",
        transfer.name,
        transfer.iban.code,
        f"EUR{money.major:f}" if money is not None else "",
        transfer.purpose,
        transfer.reference,
        transfer.text,
        transfer.note,
    ]
    try:
        data = "\n".join(lines).rstrip("\n").encode()
    except UnicodeEncodeError:
        raise _no("UTF-8", "half a character") from None
    if len(data) > _MOST_BYTES:
        raise _no(f"at most {_MOST_BYTES} bytes", f"{len(data)} bytes")
    return data


def _checked(transfer: EpcTransfer) -> None:
    money = transfer.amount
    if money is not None and (money.currency != "EUR" or not 1 <= money.minor <= _LARGEST):
        raise _no("0.01 to 999999999.99 EUR", str(money))
    for field, text, most in (
        ("name", transfer.name, _NAME),
        ("text", transfer.text, _TEXT),
        ("note", transfer.note, _NOTE),
    ):
        if len(text) > most or text != text.strip() or any(not one.isprintable() for one in text):
            raise _no(f"{field}, one line of at most {most} characters", f"{len(text)} characters")
    if not transfer.name:
        raise _no("name, 1 to 70 characters", "a payee without a name")
    if transfer.purpose and not _PURPOSE.fullmatch(transfer.purpose):
        raise _no("purpose, at most four capitals or digits", "another purpose")
    if transfer.reference and transfer.text:
        raise _no("reference or text", "both")
    if transfer.reference and not _is_reference(transfer.reference):
        raise _no("reference, ISO 11649", "a reference that does not begin with RF and agree with its check digits")


def _no(rule: str, what: str) -> NotExpressible:
    return NotExpressible(format=_FORMAT, rule=rule, what=what)


def _is_reference(text: str) -> bool:
    from stdnum import iso11649

    return bool(_REFERENCE.fullmatch(text)) and iso11649.is_valid(text)


def read(data: bytes) -> EpcTransfer:
    """Read the text of a code of version 001 or 002, in UTF-8, its lines ended by LF or CR LF.

    An amount may be written with or without decimals.

    Raises:
        MalformedFile: Another text, a line too many, or a field of another form.
    """
    lines = _lines(data)
    lines += [""] * (_MOST_LINES - len(lines))
    bank, name, iban, money, purpose, reference, text, note = lines[4:]
    place = Place(format=_FORMAT, line=8, field="amount")
    if money and not money.startswith("EUR"):
        raise place.wrong(money[:20], "EUR and an amount")
    try:
        transfer = EpcTransfer(
            name=name,
            iban=Iban.parse(iban),
            amount=place.amount(money[3:], "EUR") if money else None,
            bank=Bic.parse(bank) if bank else None,
            purpose=purpose,
            reference=reference,
            text=text,
            note=note,
        )
        _checked(transfer)
    except (InputError, NotExpressible) as error:
        raise MalformedFile(format=_FORMAT, line=1, field="transfer", found="", expected=said(error)) from error
    return transfer


def _lines(data: bytes) -> list[str]:
    if len(data) > 2 * _MOST_BYTES:
        raise Place(format=_FORMAT, field="size").wrong(f"{len(data)} bytes", f"at most {_MOST_BYTES} bytes")
    try:
        lines = data.decode().rstrip("\r\n").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        raise Place(format=_FORMAT, line=1, field="text").wrong("bytes that are no UTF-8", "UTF-8") from None
    head = tuple(lines[:4])
    if head not in {_HEAD, ("BCD", "001", "1", "SCT")} or not _LEAST_LINES <= len(lines) <= _MOST_LINES:
        raise Place(format=_FORMAT, line=1, field="head").wrong(f"{len(lines)} lines", "BCD, 002, 1, SCT and 3-8 lines")
    return lines

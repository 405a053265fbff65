"""The Swish code with fixed content, for a QR code on an invoice, and the same as a link for a telephone.

`C` payee `;` amount `;` message `;` mask: the amount with a decimal comma, the message percent-encoded, the mask saying what the
payer may change. Source: Swish's manual for QR codes, section 6. The link is the form in wide use; no official text of
it was at hand. Only consumers pay by Swish, and only kronor.

>>> from faktura.core.money import sek
>>> code = SwishCode(payee=SwishNumber("1231181189"), amount=sek("100"), message="12229445", editable=Editable.NOTHING)
>>> content(code)
'C1231181189;100,00;12229445;0'
>>> link(code)
'https://app.swish.nu/1/p/sw/?sw=1231181189&amt=100.00&cur=SEK&msg=12229445&src=qr'
"""

import re
from enum import IntFlag
from typing import Final
from urllib.parse import parse_qsl, quote, unquote

from attrs import frozen

from faktura.core.account import SwishNumber
from faktura.core.document import CreditNote, Document
from faktura.core.errors import InputError, MalformedFile, NotExpressible
from faktura.core.money import Money
from faktura.core.wording import said
from faktura.formats.fields import Place
from faktura.formats.swish.values import FORMAT, amount

_MESSAGE: Final = 70
_CODE: Final = re.compile(
    r"C([0-9]{10});([0-9]{1,12},[0-9]{2})?;((?:[0-9A-Za-z_.~!*'()-]|%[0-9A-Fa-f]{2}){0,840})(?:;([0-7]))?", re.ASCII
)
_LINK: Final = "https://app.swish.nu/1/p/sw/?"
_EDIT: Final = "edit"


class Editable(IntFlag):
    """What the payer may change; the values are the mask's."""

    NOTHING = 0
    PAYEE = 1
    AMOUNT = 2
    MESSAGE = 4


_NAMES: Final = {"amt": Editable.AMOUNT, "msg": Editable.MESSAGE}


@frozen(kw_only=True)
class SwishCode:
    """What a Swish code asks for.

    Attributes:
        amount: None: the payer fills it in.
        message: At most 70 characters; the payment reference on an invoice, for the bank shows it to the payee.
        editable: None leaves the mask out, which means the same as nothing.
    """

    payee: SwishNumber
    amount: Money | None = None
    message: str = ""
    editable: Editable | None = None


def invoice_code(document: Document, payee: SwishNumber) -> SwishCode:
    """Return the code to print on *document*: its amount and payment reference, which the payer may not change.

    Raises:
        NotExpressible: Nothing is to be paid by Swish: a credit note, a company or an authority as buyer, another
            currency, no amount due, or no payment reference.
    """
    wrong = ""
    if isinstance(document, CreditNote):
        wrong = "a credit note"
    elif not document.buyer.is_consumer:
        wrong = "an invoice to an organisation"
    elif document.payment is None or not document.payment.reference or not document.payment.buyer_pays:
        wrong = "an invoice that is not paid by its reference"
    if wrong:
        raise NotExpressible(format=FORMAT, rule="consumers pay invoices", what=wrong)
    reference = document.payment.reference if document.payment is not None else ""
    return SwishCode(
        payee=payee, amount=amount(document.amount_due), message=_message(reference), editable=Editable.NOTHING
    )


def content(code: SwishCode) -> str:
    """Return the text of the QR code.

    Raises:
        NotExpressible: An amount outside Swish's limits, or a message of more than 70 characters.
    """
    asked = f"{amount(code.amount).major:f}".replace(".", ",") if code.amount is not None else ""
    mask = f";{code.editable.value}" if code.editable is not None else ""
    return f"C{code.payee.digits};{asked};{quote(_message(code.message), safe='')}{mask}"


def read(text: str) -> SwishCode:
    """Read the text of a Swish QR code.

    Raises:
        MalformedFile: It is none, or its payee is no company's Swish number.
    """
    found = _CODE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise Place(format=FORMAT, line=1, field="code").wrong(f"{len(text)} characters", "C payee;amount;message;mask")
    payee, asked, message, mask = found.groups()
    place = Place(format=FORMAT, line=1, field="amount")
    return SwishCode(
        payee=_payee(payee),
        amount=place.amount(asked.replace(",", "."), "SEK") if asked else None,
        message=_decoded(message),
        editable=Editable(int(mask)) if mask is not None else None,
    )


_LONGEST: Final = 1_000


def link(code: SwishCode) -> str:
    """Return the link that opens Swish on a telephone; amount and message as `content` has them, with a decimal point.

    Raises:
        NotExpressible: As for `content`, or the payee is editable, which the link cannot say.
    """
    editable = code.editable or Editable.NOTHING
    if Editable.PAYEE in editable:
        raise NotExpressible(format=FORMAT, rule="edit=amt,msg", what="a payee that may be changed")
    fields = [("sw", code.payee.digits)]
    if code.amount is not None:
        fields += [("amt", f"{amount(code.amount).major:f}"), ("cur", "SEK")]
    if code.message:
        fields.append(("msg", quote(_message(code.message), safe="")))
    if editable:
        fields.append((_EDIT, ",".join(name for name, flag in _NAMES.items() if flag in editable)))
    return _LINK + "&".join(f"{name}={value}" for name, value in (*fields, ("src", "qr")))


def read_link(text: str) -> SwishCode:
    """Read a link as `link` writes it; nothing editable reads as `Editable.NOTHING`.

    Raises:
        MalformedFile: Another address, no payee, another currency, or an unknown field to edit.
    """
    wrong = Place(format=FORMAT, line=1, field="link")
    if not text.startswith(_LINK) or len(text) > _LONGEST:
        raise wrong.wrong(f"{len(text)} characters", _LINK)
    fields = dict(parse_qsl(text.removeprefix(_LINK), keep_blank_values=True, max_num_fields=20))
    if fields.get("cur", "SEK") != "SEK":
        raise wrong.wrong(fields["cur"][:10], "SEK")
    editable = Editable.NOTHING
    for name in filter(None, fields.get(_EDIT, "").split(",")):
        if name not in _NAMES:
            raise wrong.wrong(name[:10], "amt, msg")
        editable |= _NAMES[name]
    asked = fields.get("amt", "")
    return SwishCode(
        payee=_payee(fields.get("sw", "")),
        amount=wrong.amount(asked, "SEK") if asked else None,
        message=fields.get("msg", ""),
        editable=editable,
    )


def _payee(digits: str) -> SwishNumber:
    try:
        return SwishNumber(digits)
    except InputError as error:
        raise MalformedFile(format=FORMAT, line=1, field="payee", found="", expected=said(error)) from error


def _decoded(message: str) -> str:
    try:
        return unquote(message, errors="strict")
    except UnicodeDecodeError:
        raise Place(format=FORMAT, line=1, field="message").wrong("bytes that are no UTF-8", "UTF-8") from None


def _message(text: str) -> str:
    if len(text) > _MESSAGE:
        what = f"{len(text)} characters"
        raise NotExpressible(format=FORMAT, rule=f"message, at most {_MESSAGE} characters", what=what)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotExpressible(format=FORMAT, rule="message in UTF-8", what="half a character") from None
    return text

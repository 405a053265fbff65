"""What a digital mailbox wants with a document: recipient, kind, PDF and how to pay, as Kivra's content fields.

The payload only: whether somebody has a mailbox, and the sending, is the host's own connection. That the amount is a text, and the
giro number bare digits, is what public programs send; no official schema was at hand. HTML parts are not made.

>>> from datetime import date
>>> from faktura.core.money import sek
>>> option = PaymentOption(due_on=date(2026, 12, 2), amount=sek("1250.50"), reference="12351")
>>> content = MailboxContent(recipient=MailAddress("a@example.com"), subject="Faktura 1042", kind=ContentKind.INVOICE,
...     parts=(PdfPart("1042.pdf", b"%PDF-1.7"),),
...     payment=MailboxPayment(account=BankgiroNumber("9912346"), options=(option,)))
>>> read(write(content)) == content
True
"""

import base64
import re
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from attrs import field, frozen

from faktura.core.account import BankgiroNumber, PlusgiroNumber, SwishNumber
from faktura.core.document import Document, DocumentKind
from faktura.core.errors import InputError, MalformedFile, NotExpressible
from faktura.core.identity import CoordinationNumber, PersonalIdentityNumber, VatNumber
from faktura.core.money import Money
from faktura.core.party import PaymentInstruction
from faktura.core.reminder import Reminder
from faktura.core.wording import said
from faktura.formats import payload
from faktura.formats.payload import Fields

_FORMAT: Final = "mailbox"
_LEAST: Final = 100
_REFERENCE: Final = 25
_SUBJECT: Final = 140
_ADDRESS: Final = re.compile(r"[^\s@\"<>(),;:\\]{1,64}@[^\s@\"<>(),;:\\]{1,255}")
_METHODS: Final[dict[str, type[BankgiroNumber | PlusgiroNumber]]] = {"1": BankgiroNumber, "2": PlusgiroNumber}
_PDF: Final = "application/pdf"


class ContentKind(StrEnum):
    """What is sent; a credit note can never be paid."""

    INVOICE = "invoice"
    REMINDER = "invoice.reminder"
    DEMAND = "invoice.debtcollection"
    CREDIT_NOTE = "letter.creditnotice"


@frozen
class MailAddress:
    """An e-mail address by which a mailbox is known."""

    address: str


Recipient = PersonalIdentityNumber | CoordinationNumber | VatNumber | MailAddress
"""A person by personal or coordination number, a company by VAT number, either by e-mail address."""


@frozen
class PdfPart:
    """A PDF, with the name it is shown under."""

    name: str
    data: bytes = field(repr=False)


@frozen(kw_only=True)
class PaymentOption:
    """One way to pay: all of it, or the least of a credit account.

    Attributes:
        amount: Kronor, at least one.
        reference: At most 25 characters; an OCR number for `SE_OCR`.
    """

    due_on: date
    amount: Money
    reference: str
    kind: Literal["SE_OCR", "TENANT_REF"] = "SE_OCR"


@frozen(kw_only=True)
class MailboxPayment:
    """Where to pay, by giro or by Swish too."""

    account: BankgiroNumber | PlusgiroNumber
    swish: SwishNumber | None = None
    options: tuple[PaymentOption, ...]


@frozen(kw_only=True)
class MailboxContent:
    """One item for a mailbox."""

    recipient: Recipient
    subject: str
    kind: ContentKind
    parts: tuple[PdfPart, ...]
    payment: MailboxPayment | None = None


def document_content(
    document: Document, *, recipient: Recipient, subject: str, pdf: bytes, swish: SwishNumber | None = None
) -> MailboxContent:
    """Return *document* with its *pdf* as an item, payable when it is an invoice to be paid by giro.

    Payable means: an amount due of a krona or more in kronor, a due date, a giro account, a reference, and no direct debit.
    Everything else is sent to be read.
    """
    note = document.kind is DocumentKind.CREDIT_NOTE
    return MailboxContent(
        recipient=recipient,
        subject=subject,
        kind=ContentKind.CREDIT_NOTE if note else ContentKind.INVOICE,
        parts=(PdfPart(f"{document.number}.pdf", pdf),),
        payment=None if note else _payment(document, swish),
    )


def reminder_content(
    reminder: Reminder, *, recipient: Recipient, subject: str, pdf: bytes, swish: SwishNumber | None = None
) -> MailboxContent:
    """Return *reminder* with its *pdf* as an item, payable on the same conditions as an invoice."""
    return MailboxContent(
        recipient=recipient,
        subject=subject,
        kind=ContentKind.REMINDER,
        parts=(PdfPart(f"{reminder.document_number}-{reminder.number}.pdf", pdf),),
        payment=_payable(reminder.payment, reminder.pay_by, reminder.amount_due, swish),
    )


def _payment(document: Document, swish: SwishNumber | None) -> MailboxPayment | None:
    return _payable(document.payment, document.due_date, document.amount_due, swish)


def _payable(
    paid: PaymentInstruction | None, due: date | None, amount: Money, swish: SwishNumber | None
) -> MailboxPayment | None:
    if paid is None or paid.direct_debit or not paid.reference or due is None:
        return None
    giro = next((one for one in paid.accounts if isinstance(one, BankgiroNumber | PlusgiroNumber)), None)
    if giro is None or amount.currency != "SEK" or amount.minor < _LEAST:
        return None
    kind: Literal["SE_OCR", "TENANT_REF"] = "SE_OCR" if paid.ocr else "TENANT_REF"
    option = PaymentOption(due_on=due, amount=amount, reference=paid.reference, kind=kind)
    return MailboxPayment(account=giro, swish=swish, options=(option,))


def write(content: MailboxContent) -> bytes:
    """Return *content* as JSON, the same bytes each time. It holds personal data: it is for the mailbox and no log.

    Raises:
        NotExpressible: A payable credit note, an amount below one krona or not in kronor, a reference of more than 25
            characters, a part that is no PDF, nothing to send, or a subject or address that is none.
    """
    if not content.parts or any(not one.data.startswith(b"%PDF-") or not one.name for one in content.parts):
        raise _no("parts, PDF", "a part that is no PDF, or none")
    if not 1 <= len(content.subject) <= _SUBJECT or not content.subject.isprintable():
        raise _no(f"subject, one line of at most {_SUBJECT} characters", f"{len(content.subject)} characters")
    if content.kind is ContentKind.CREDIT_NOTE and content.payment is not None:
        raise _no("a credit note is never payable", "a credit note with a payment")
    fields: dict[str, payload.Value] = {
        **_recipient(content.recipient),
        "subject": content.subject,
        "type": content.kind.value,
        "parts": [
            {"name": one.name, "data": base64.b64encode(one.data).decode("ascii"), "content_type": _PDF}
            for one in content.parts
        ],
    }
    if content.payment is not None:
        fields["payment_multiple_options"] = _options(content.payment)
    return payload.write(fields)


def _no(rule: str, what: str) -> NotExpressible:
    return NotExpressible(format=_FORMAT, rule=rule, what=what)


def _recipient(recipient: Recipient) -> dict[str, str]:
    match recipient:
        case PersonalIdentityNumber() | CoordinationNumber():
            return {"ssn": recipient.full}
        case VatNumber():
            return {"vat_number": str(recipient)}
        case MailAddress():
            if not _ADDRESS.fullmatch(recipient.address):
                raise _no("email", "an address that is none")
            return {"email": recipient.address}


def _options(payment: MailboxPayment) -> dict[str, payload.Value]:
    if not payment.options:
        raise _no("options, at least one", "a payment without an option")
    for one in payment.options:
        if one.amount.currency != "SEK" or one.amount.minor < _LEAST:
            raise _no("amount, 1.00 SEK or more", str(one.amount))
        if not 1 <= len(one.reference) <= _REFERENCE:
            raise _no(f"reference, 1 to {_REFERENCE} characters", f"{len(one.reference)} characters")
    return {
        "payable": True,
        "currency": "SEK",
        "method": next(method for method, kind in _METHODS.items() if isinstance(payment.account, kind)),
        "account": payment.account.digits,
        **({"swish_alias": payment.swish.digits} if payment.swish is not None else {}),
        "options": [
            {
                "due_date": one.due_on.isoformat(),
                "amount": f"{one.amount.major:f}",
                "type": one.kind,
                "reference": one.reference,
            }
            for one in payment.options
        ],
    }


def read(data: bytes) -> MailboxContent:
    """Read content as `write` makes it.

    Raises:
        MalformedFile: No JSON object, or a field missing or of another form.
    """
    fields = payload.read(data, format=_FORMAT, most_bytes=_MOST_BYTES)
    kind = fields.text("type", needed=True)
    if kind not in set(ContentKind):
        raise fields.place("type").wrong(kind[:30], " ".join(ContentKind))
    payments = fields.objects("payment_multiple_options")
    try:
        return MailboxContent(
            recipient=_read_recipient(fields),
            subject=fields.text("subject", needed=True),
            kind=ContentKind(kind),
            parts=tuple(_read_part(one) for one in fields.objects("parts")),
            payment=_read_payment(payments[0]) if payments else None,
        )
    except InputError as error:
        raise MalformedFile(format=_FORMAT, field="content", found="another number", expected=said(error)) from error


_MOST_BYTES: Final = 64 * 2**20


def _read_recipient(fields: Fields) -> Recipient:
    if number := fields.text("ssn"):
        try:
            return PersonalIdentityNumber.parse(number)
        except InputError:
            return CoordinationNumber.parse(number)
    if number := fields.text("vat_number"):
        return VatNumber.parse(number)
    return MailAddress(fields.text("email", needed=True))


def _read_part(fields: Fields) -> PdfPart:
    try:
        return PdfPart(
            fields.text("name", needed=True), base64.b64decode(fields.text("data", needed=True), validate=True)
        )
    except ValueError:
        raise fields.place("data").wrong("another text", "base64") from None


def _read_payment(fields: Fields) -> MailboxPayment:
    method = fields.text("method", needed=True)
    if method not in _METHODS:
        raise fields.place("method").wrong(method[:10], "1 or 2")
    swish = fields.text("swish_alias")
    return MailboxPayment(
        account=_METHODS[method](fields.text("account", needed=True)),
        swish=SwishNumber(swish) if swish else None,
        options=tuple(
            PaymentOption(
                due_on=one.place("due_date").day(one.text("due_date", needed=True)),
                amount=one.amount("amount"),
                reference=one.text("reference", needed=True),
                kind="TENANT_REF" if one.text("type") == "TENANT_REF" else "SE_OCR",
            )
            for one in fields.objects("options")
        ),
    )

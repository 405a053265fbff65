"""What a delivery carries on each channel: letter and files, made from the stored document.

Rendering is deterministic, so a delivery that is tried again carries the same bytes.
"""

from datetime import datetime
from typing import Final, Literal

from attrs import frozen

from faktura.core.delivery import Channel, Delivery, DeliveryFile
from faktura.core.document import Attachment, Document, DocumentKind
from faktura.core.errors import RuleRefused
from faktura.core.identity import CoordinationNumber, PersonalIdentityNumber
from faktura.core.reminder import Reminder
from faktura.core.sender import Sender
from faktura.formats.message import mail, text_message

PDF: Final = "application/pdf"
XML: Final = "application/xml"
JSON: Final = "application/json"

_PERSONAL: Final = (PersonalIdentityNumber, CoordinationNumber)


@frozen(kw_only=True)
class Dispatch:
    """What waits in the outbox: what to deliver, on which channel and where to.

    Attributes:
        content: SHA-256 of the stored document or reminder.
        logo, greeting: The sender's when it was planned (the logo as SHA-256 of the stored picture): a delivery that
            is tried again carries the same bytes, whatever the sender has changed since.
    """

    delivery_id: str
    document_id: str
    what: Literal["document", "reminder"]
    content: str
    channel: Channel
    address: str
    logo: str = ""
    greeting: str = ""


def document_pdf(document: Document, sender: Sender, *, preview: bool = False) -> bytes:
    """Return the PDF of *document* with the sender's logo and greeting, its attachments joined in."""
    from faktura.formats.pdf import attach, invoice

    pdf = invoice.write(document, logo=sender.logo, greeting=sender.greeting, preview=preview)
    return attach.with_attachments(pdf, document.attachments) if document.attachments else pdf


def reminder_pdf(reminder: Reminder, sender: Sender) -> bytes:
    """Return the PDF of *reminder* with the sender's logo."""
    from faktura.formats.pdf import reminder as reminder_format

    return reminder_format.write(reminder, logo=sender.logo)


def e_invoice(document: Document, channel: Channel, *, pdf: bytes | None = None) -> tuple[DeliveryFile, ...]:
    """Return the e-invoice of *document* for *channel*: with *pdf* embedded, or beside it in a second file.

    A Svefaktura 1.0 cannot embed a file: it points to those in its ObjectEnvelope.

    Raises:
        NotExpressible: The format has no place for something the document says.
    """
    embedded = (Attachment(name=file_name(document, "pdf"), content=pdf),) if pdf is not None else ()
    files = (*embedded, *document.attachments)
    name = file_name(document, "xml")
    if channel is not Channel.SVEFAKTURA:
        from faktura.formats.peppol import billing as peppol

        return (DeliveryFile(name=name, mime_type=XML, content=peppol.write(document, attachments=files)),)
    from faktura.formats.svefaktura import invoice as svefaktura

    invoice = DeliveryFile(name=name, mime_type=XML, content=svefaktura.write(document, attachments=files))
    if not files:
        return (invoice,)
    envelope = svefaktura.write_envelope(document, attachments=files)
    return invoice, DeliveryFile(name=file_name(document, "objects.xml"), mime_type=XML, content=envelope)


def document_delivery(dispatch: Dispatch, document: Document, sender: Sender, not_before: datetime) -> Delivery:
    """Return everything *dispatch* hands over for an invoice or credit note."""
    letter = mail.invoice_letter(document)
    text, html = "", ""
    files: tuple[DeliveryFile, ...] = ()
    match dispatch.channel:
        case Channel.TEXT_MESSAGE:
            text = text_message.invoice_text(document)
        case Channel.PEPPOL | Channel.SVEFAKTURA:
            files = e_invoice(document, dispatch.channel, pdf=document_pdf(document, sender))
        case Channel.MAILBOX:
            files = (mailbox_file(document, document_pdf(document, sender), subject=letter.subject),)
        case _:
            pdf = document_pdf(document, sender)
            files = (DeliveryFile(name=file_name(document, "pdf"), mime_type=PDF, content=pdf),)
    if dispatch.channel is Channel.EMAIL:
        text, html = letter.text, letter.html
    return _delivery(dispatch, sender, not_before, subject=letter.subject, text=text, html=html, files=files)


def reminder_delivery(dispatch: Dispatch, reminder: Reminder, sender: Sender, not_before: datetime) -> Delivery:
    """Return everything *dispatch* hands over for a reminder."""
    letter = mail.reminder_letter(reminder)
    if dispatch.channel is Channel.TEXT_MESSAGE:
        text = text_message.reminder_text(reminder)
        return _delivery(dispatch, sender, not_before, subject=letter.subject, text=text)
    if dispatch.channel is Channel.MAILBOX:
        item = mailbox_file(reminder, reminder_pdf(reminder, sender), subject=letter.subject)
        return _delivery(dispatch, sender, not_before, subject=letter.subject, files=(item,))
    name = f"paminnelse-{reminder.number}-{_safe(reminder.document_number)}.pdf"
    files = (DeliveryFile(name=name, mime_type=PDF, content=reminder_pdf(reminder, sender)),)
    mailed = dispatch.channel is Channel.EMAIL
    text, html = (letter.text, letter.html) if mailed else ("", "")
    return _delivery(dispatch, sender, not_before, subject=letter.subject, text=text, html=html, files=files)


def mailbox_file(what: Document | Reminder, pdf: bytes, *, subject: str) -> DeliveryFile:
    """Return *what* with its *pdf* as the payload of a digital mailbox, payable there when it can be.

    Raises:
        RuleRefused: The receiver has neither a personal number nor a VAT number.
    """
    from faktura.formats import mailbox

    buyer = what.buyer
    number = buyer.identity if isinstance(buyer.identity, _PERSONAL) else buyer.vat_number
    if number is None:
        raise RuleRefused("delivery.no_mailbox", party=buyer.id)
    if isinstance(what, Reminder):
        content = mailbox.reminder_content(what, recipient=number, subject=subject, pdf=pdf)
    else:
        content = mailbox.document_content(what, recipient=number, subject=subject, pdf=pdf)
    return DeliveryFile(name="mailbox.json", mime_type=JSON, content=mailbox.write(content))


def _delivery(
    dispatch: Dispatch,
    sender: Sender,
    not_before: datetime,
    *,
    subject: str,
    text: str = "",
    html: str = "",
    files: tuple[DeliveryFile, ...] = (),
) -> Delivery:
    return Delivery(
        id=dispatch.delivery_id,
        sender_id=sender.id,
        subject_id=dispatch.document_id,
        channel=dispatch.channel,
        address=dispatch.address,
        subject=subject,
        text=text,
        html=html,
        files=files,
        not_before=not_before,
    )


def file_name(document: Document, ending: str) -> str:
    """Return a safe file name: kind and number, nobody's name.

    >>> _safe("2026/17 å")
    '2026-17--'
    """
    kind = "kreditfaktura" if document.kind is DocumentKind.CREDIT_NOTE else "faktura"
    return f"{kind}-{_safe(document.number)}.{ending}"


def _safe(text: str) -> str:
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in text)

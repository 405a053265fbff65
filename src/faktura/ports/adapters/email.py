"""A delivery as an e-mail message (MIME), by the standard library; the same delivery, the same bytes."""

import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from faktura.core.delivery import Delivery
from faktura.ports.delivery import DeliveryRefused, fingerprint

DELIVERY_HEADER: Final = "X-Faktura-Delivery"
"""Sender and delivery id, each as in a URL: comes back in bounces, and tells which delivery they are about."""

_CONTROLS: Final = frozenset({"Cc", "Zl", "Zp"})


def email(delivery: Delivery, *, sender: str, id: str) -> bytes:
    """Return *delivery* as a message from *sender* with the message id *id*, its files attached.

    Line breaks in an address or the subject, by which headers are smuggled in, are refused, also those that
    hide in an encoded word (`=?utf-8?q?=0d=0a...?=`, which the library decodes and then writes as it is), and
    so is an address that is none; the refusal never shows it.

    Raises:
        DeliveryRefused: `address`, or `contents` for what no message can hold.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = Address(addr_spec=delivery.address)
        if sender:
            message["From"] = Address(addr_spec=sender)
        else:
            message["X-Unsent"] = "1"
    except (ValueError, MessageError, IndexError) as error:
        raise DeliveryRefused(id=delivery.id, reason="address") from error
    try:
        message["Subject"] = delivery.subject
        message["Date"] = format_datetime(delivery.not_before)
        message["Message-ID"] = f"<{id}@{sender.rpartition('@')[2] or 'faktura.invalid'}>"
        message[DELIVERY_HEADER] = " ".join(
            quote(id_, safe="", errors="surrogatepass") for id_ in (delivery.sender_id, delivery.id)
        )
        _fill(message, delivery)
        if _breaks(message):
            raise ValueError("a control character in a header")
        return message.as_bytes()
    except (ValueError, MessageError, LookupError) as error:
        raise DeliveryRefused(id=delivery.id, reason="contents") from error


def _breaks(message: EmailMessage) -> bool:
    """Whether a header, of the message or of a part, holds a line break or another control character."""
    values = (str(value) for part in message.walk() for value in part.values())
    return any(unicodedata.category(one) in _CONTROLS for value in values for one in value)


def _fill(message: EmailMessage, delivery: Delivery) -> None:
    message.set_content(delivery.text)
    if delivery.html:
        message.add_alternative(delivery.html, subtype="html")
    for file in delivery.files:
        main, _, sub = file.mime_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub or "octet-stream", filename=file.name)
    mark = fingerprint(delivery)[:32]
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):  # else they would be drawn by chance, and differ each time
        part.set_boundary(f"={mark}={number}=")

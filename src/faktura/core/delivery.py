"""What is handed to a delivery channel: a letter, an e-mail, an e-invoice, a text message."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen


class Channel(StrEnum):
    """How a document reaches its receiver."""

    EMAIL = "email"
    LETTER = "letter"
    PEPPOL = "peppol"
    SVEFAKTURA = "svefaktura"
    TEXT_MESSAGE = "text_message"
    MAILBOX = "mailbox"
    NONE = "none"


@frozen(kw_only=True)
class DeliveryFile:
    """A file of a delivery: its safe name, type and bytes."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class Delivery:
    """One thing to hand over, complete: the adapter needs to look nothing up.

    Attributes:
        id: Delivery id; the same id handed over twice must reach the receiver once.
        subject_id: The document or reminder it carries.
        address: Where to, by channel: e-mail address, endpoint `0007:5566778899`, phone number, or the
            lines of a postal address separated by line feeds. For a digital mailbox the receiver's id at the
            host: the payload alone names the person.
        not_before: Held until then, so that it can be stopped.
    """

    id: str
    sender_id: str
    subject_id: str
    channel: Channel
    address: str
    subject: str = ""
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    files: tuple[DeliveryFile, ...] = ()
    not_before: datetime


class FeedbackKind(StrEnum):
    """What a channel tells afterwards: it arrived, was opened, its link was followed, or it never arrived."""

    DELIVERED = "delivered"
    OPENED = "opened"
    FOLLOWED = "followed"
    FAILED = "failed"


@frozen(kw_only=True)
class Feedback:
    """One thing told about a delivery after it was handed over.

    Attributes:
        id: The channel's own, the same when it is told again.
        at: When it happened; aware.
        reason: With `FAILED`, the channel's code, such as the status `5.1.1` of a bounced mail; never personal data.
    """

    id: str
    sender_id: str
    delivery_id: str
    kind: FeedbackKind
    at: datetime
    reason: str = ""


@frozen(kw_only=True)
class Receipt:
    """What a channel answered: the delivery was taken over, with the channel's own id if it has one."""

    delivery_id: str
    external_id: str = ""

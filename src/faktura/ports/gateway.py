"""Gateways that take a ready payload: text messages and digital mailboxes. The host connects them; faktura makes the payload."""

from typing import Protocol

from attrs import field, frozen


@frozen(kw_only=True)
class TextMessage:
    """A text message (sms).

    Attributes:
        id: The same id sent again must reach the receiver once; most gateways take it as an idempotency key.
        to: Phone number as E.164: `+46701234567`.
    """

    id: str
    sender_id: str
    to: str = field(repr=False)
    text: str = field(repr=False)


@frozen(kw_only=True)
class MailboxItem:
    """An item for a digital mailbox.

    Attributes:
        id: As for `TextMessage`.
        content: The payload in the mailbox's own form (JSON, from `formats.mailbox`); it names the recipient.
    """

    id: str
    sender_id: str
    content: bytes = field(repr=False)


class TextMessageGateway(Protocol):
    """Sends text messages."""

    def send(self, message: TextMessage, /) -> str:
        """Send *message* and return the gateway's own id of it, or nothing; the same id again: the same answer.

        Raises:
            Unavailable: No answer; the message may or may not have been sent, and the same call is made again.
            DeliveryRefused: It will never be sent (`address`, `contents`).
        """
        ...


class MailboxGateway(Protocol):
    """Delivers to digital mailboxes."""

    def send(self, item: MailboxItem, /) -> str:
        """Deliver *item* and return the gateway's own id of it, or nothing; the same id again: the same answer.

        Raises:
            Unavailable: No answer; the item may or may not have arrived, and the same call is made again.
            DeliveryRefused: It will never be delivered (`address`: the receiver has no mailbox; `contents`).
        """
        ...

"""Deliveries by gateways: text messages and digital mailboxes, each delivery as the gateway's payload."""

import re
import threading
from typing import Final, Generic, TypeVar

from faktura.core.delivery import Channel, Delivery, Receipt
from faktura.core.errors import RecordedDifferently
from faktura.ports.delivery import DeliveryRefused
from faktura.ports.gateway import MailboxGateway, MailboxItem, TextMessage, TextMessageGateway
from faktura.ports.journal import DeliveryJournal, Once

_INTERNATIONAL: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_NATIONAL: Final = re.compile(r"0[1-9][0-9]{6,9}", re.ASCII)
_LONGEST_NUMBER: Final = 40


def e164(number: str) -> str:
    """Return a phone number as E.164; one that begins with a single 0 is Swedish. Empty when it is none.

    >>> e164("070-123 45 67"), e164("+46 (0)70 123 45 67"), e164("0046701234567"), e164("ring mig")
    ('+46701234567', '+46701234567', '+46701234567', '')
    """
    if len(number) > _LONGEST_NUMBER:
        return ""
    digits = re.sub(r"[ \-/().]", "", number.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif _NATIONAL.fullmatch(digits):
        digits = f"+46{digits[1:]}"
    return digits if _INTERNATIONAL.fullmatch(digits) else ""


class TextMessageDelivery:
    """A delivery port over a text message gateway."""

    def __init__(self, gateway: TextMessageGateway, *, journal: DeliveryJournal) -> None:
        """Send by *gateway*; *journal* remembers what it has taken."""
        self._gateway = gateway
        self._once = Once(journal)

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Send *delivery*; see `DeliveryPort.hand_over`. Files are not carried: a text message has none."""
        if delivery.channel is not Channel.TEXT_MESSAGE:
            raise DeliveryRefused(id=delivery.id, reason="channel")
        to = e164(delivery.address)
        if not to:
            raise DeliveryRefused(id=delivery.id, reason="address")
        if not delivery.text.strip():
            raise DeliveryRefused(id=delivery.id, reason="contents")
        message = TextMessage(id=delivery.id, sender_id=delivery.sender_id, to=to, text=delivery.text)
        return self._once.hand_over(delivery, lambda: self._gateway.send(message))


class MailboxDelivery:
    """A delivery port over a digital mailbox gateway; the payload is the delivery's only file."""

    def __init__(self, gateway: MailboxGateway, *, journal: DeliveryJournal) -> None:
        """Deliver by *gateway*; *journal* remembers what it has taken."""
        self._gateway = gateway
        self._once = Once(journal)

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Deliver *delivery*; see `DeliveryPort.hand_over`."""
        if delivery.channel is not Channel.MAILBOX:
            raise DeliveryRefused(id=delivery.id, reason="channel")
        if len(delivery.files) != 1 or delivery.files[0].mime_type != "application/json":
            raise DeliveryRefused(id=delivery.id, reason="contents")
        item = MailboxItem(id=delivery.id, sender_id=delivery.sender_id, content=delivery.files[0].content)
        return self._once.hand_over(delivery, lambda: self._gateway.send(item))


_P = TypeVar("_P", TextMessage, MailboxItem)


class _Recording(Generic[_P]):
    """Records payloads; the same id again is recorded once."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self._sent: dict[tuple[str, str], _P] = {}
        self._changing = threading.Lock()

    def send(self, payload: _P, /) -> str:
        """Record *payload* and return an id of it."""
        with self._changing:
            earlier = self._sent.setdefault((payload.sender_id, payload.id), payload)
        if earlier != payload:
            raise RecordedDifferently("delivery.id_used", id=payload.id)
        return f"memory:{payload.id}"

    @property
    def sent(self) -> tuple[_P, ...]:
        """What was sent, in order."""
        return tuple(self._sent.values())


class RecordingTextMessages(_Recording[TextMessage]):
    """A text message gateway that only records, for tests and trials."""


class RecordingMailbox(_Recording[MailboxItem]):
    """A mailbox gateway that only records, for tests and trials."""

"""Feedback given in code, and bounced mail: reports of delivery (RFC 3464) that come back as messages in a folder.

Mail systems send a bounce to the envelope sender. A host lets that mailbox be stored as `.eml` files in a folder; the report says
what happened, and the headers of our message in it say which delivery it was. Anybody can write such a mail: what it
reports is a hint for a person, never a proof that somebody did not get a letter.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import DateHeader
from email.message import EmailMessage, Message
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from faktura.core.delivery import Feedback, FeedbackKind
from faktura.core.errors import NotFound
from faktura.ports.adapters.email import DELIVERY_HEADER
from faktura.ports.adapters.folder import FolderBankFeed
from faktura.ports.bank import BankFile


class MemoryFeedback:
    """Feedback given in code, for tests and for hosts whose gateway calls them back."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._waiting: dict[str, Feedback] = {}
        self._done: set[str] = set()

    def add(self, feedback: Feedback) -> None:
        """Let the channel tell *feedback*."""
        self._waiting[feedback.id] = feedback

    def fetch(self) -> Iterator[Feedback]:
        """Yield what waits; see `DeliveryFeedback.fetch`."""
        yield from sorted(self._waiting.values(), key=lambda one: (one.at, one.id))

    def acknowledge(self, feedback: Feedback) -> None:
        """Take *feedback* out of what waits; see `DeliveryFeedback.acknowledge`."""
        if self._waiting.pop(feedback.id, None) is not None:
            self._done.add(feedback.id)
        elif feedback.id not in self._done:
            raise NotFound("feedback.unknown", id=feedback.id)


_ACTIONS: Final = {"failed": FeedbackKind.FAILED, "delivered": FeedbackKind.DELIVERED}
_LARGEST: Final = 10 * 2**20
_UNSAID: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STATUS: Final = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])", re.ASCII)


class BounceFolder:
    """Feedback out of a folder of mail; what is acknowledged moves to its subfolder `done`.

    Messages that are no reports on our mail (answers from customers, reports of mere delay) stay where they are, for a person.
    """

    def __init__(self, folder: str | Path) -> None:
        """Read from *folder*, which must exist when reports are fetched."""
        self._folder = Path(folder)
        self._files = FolderBankFeed(folder)

    def fetch(self) -> Iterator[Feedback]:
        """Yield the reports; see `DeliveryFeedback.fetch`."""
        found = [feedback for file in self._files.fetch() if (feedback := reported(file.content)) is not None]
        yield from sorted(found, key=lambda one: (one.at, one.id))

    def acknowledge(self, feedback: Feedback) -> None:
        """Move the message of *feedback* to `done`; see `DeliveryFeedback.acknowledge`."""
        for file in self._files.fetch():
            if _id(file) == feedback.id:
                self._files.acknowledge(file)
                return
        done = self._folder / "done"
        if not done.is_dir() or not any(_id(BankFile("", path.read_bytes())) == feedback.id for path in done.iterdir()):
            raise NotFound("feedback.unknown", id=feedback.id)


def _id(file: BankFile) -> str:
    return sha256(file.content).hexdigest()


def reported(data: bytes) -> Feedback | None:
    """Return what the message *data* reports on a delivery of ours; none when it is no such report, or cannot be read."""
    if len(data) > _LARGEST:
        return None
    try:
        return _reported(data)
    except Exception:  # noqa: BLE001 - one mail must not stop the others: the parser raises what it happens to meet
        return None


def _reported(data: bytes) -> Feedback | None:
    message = message_from_bytes(data, policy=default)
    if message.get_content_type() != "multipart/report" or not isinstance(message, EmailMessage):
        return None
    action = status = ours = ""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for fields in part.get_payload() if part.is_multipart() else ():
                if isinstance(fields, Message):
                    action, status = action or _field(fields, "Action").lower(), status or _field(fields, "Status")
        ours = ours or _field(part, DELIVERY_HEADER)
        if not ours and part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            ours = (
                _field(message_from_bytes(headers, policy=default), DELIVERY_HEADER)
                if isinstance(headers, bytes)
                else ""
            )
    sender_id, _, delivery_id = ours.partition(" ")
    if action not in _ACTIONS or not delivery_id:
        return None
    return Feedback(
        id=sha256(data).hexdigest(),
        sender_id=unquote(sender_id, errors="replace"),
        delivery_id=unquote(delivery_id, errors="replace"),
        kind=_ACTIONS[action],
        at=_moment(message),
        reason=_status_code(status) if action == "failed" else "",
    )


def _status_code(written: str) -> str:
    """Return the status code (RFC 3463) alone: beside it servers write comments, often with the receiver's address.

    >>> _status_code("5.1.1 (no mailbox anna@example.com)")
    '5.1.1'
    """
    found = _STATUS.match(written)
    return found[0] if found else ""


def _field(part: Message, name: str) -> str:
    return str(part.get(name, "")).strip()[:400]


def _moment(message: EmailMessage) -> datetime:
    """Return when the report was written; the beginning of time when it does not say, so that it sorts first."""
    try:
        header = message.get("Date")
        moment = header.datetime if isinstance(header, DateHeader) else None
        return _UNSAID if moment is None or moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # a year of twenty digits, or the last evening of the year 9999 somewhere
        return _UNSAID

"""What a delivery adapter remembers where its channel remembers nothing: a mail server, a print shop's folder.

A hand-over is noted before it begins and when it is done. A crash between the two leaves it in doubt: it is made
again under the same id, which is all that anybody can do who must not lose it, and the id lets the receiver see that
it is the same.
"""

import threading
from collections.abc import Callable
from typing import Protocol

from attrs import evolve, frozen

from faktura.core.delivery import Delivery, Receipt
from faktura.core.errors import RecordedDifferently
from faktura.ports.delivery import fingerprint


@frozen(kw_only=True)
class JournalEntry:
    """One hand-over.

    Attributes:
        fingerprint: Digest of what was handed over.
        external_id: The channel's own id, once it is known.
        done: The channel has taken it; before that the entry says that a hand-over was begun.
    """

    sender_id: str
    delivery_id: str
    fingerprint: str
    external_id: str = ""
    done: bool = False


class DeliveryJournal(Protocol):
    """Remembers hand-overs beyond the process, each under its sender and delivery id."""

    def find(self, sender_id: str, delivery_id: str) -> JournalEntry | None:
        """Return what is known of a delivery; none when nothing is.

        Raises:
            Unavailable: The journal cannot be read.
        """
        ...

    def note(self, entry: JournalEntry) -> None:
        """Keep *entry* in place of the earlier one of its id; it is safe when the call returns.

        Raises:
            Unavailable: The journal cannot be written; then nothing may be handed over.
        """
        ...


class MemoryJournal:
    """A journal that ends with its process, for tests and for channels that are asked once a run."""

    def __init__(self) -> None:
        """Begin with nothing handed over."""
        self._entries: dict[tuple[str, str], JournalEntry] = {}

    def find(self, sender_id: str, delivery_id: str) -> JournalEntry | None:
        """Return what is known of a delivery."""
        return self._entries.get((sender_id, delivery_id))

    def note(self, entry: JournalEntry) -> None:
        """Keep *entry*."""
        self._entries[entry.sender_id, entry.delivery_id] = entry


class Once:
    """Hands each delivery over once, by a journal; one at a time, so that two threads cannot both begin."""

    def __init__(self, journal: DeliveryJournal) -> None:
        """Remember in *journal*."""
        self._journal = journal
        self._one_at_a_time = threading.Lock()

    def hand_over(self, delivery: Delivery, send: Callable[[], str]) -> Receipt:
        """Let *send* hand *delivery* over, unless that is done, and return the receipt with what it returned.

        What *send* raises goes on to the caller and leaves the hand-over as begun: asked again, it is made again.

        Raises:
            RecordedDifferently: The id was used for a delivery with other contents.
        """
        with self._one_at_a_time:
            mark = fingerprint(delivery)
            entry = self._journal.find(delivery.sender_id, delivery.id)
            if entry is not None and entry.fingerprint != mark:
                raise RecordedDifferently("delivery.id_used", id=delivery.id)
            if entry is None:
                entry = JournalEntry(sender_id=delivery.sender_id, delivery_id=delivery.id, fingerprint=mark)
                self._journal.note(entry)
            if not entry.done:
                entry = evolve(entry, external_id=send(), done=True)
                self._journal.note(entry)
            return Receipt(delivery_id=delivery.id, external_id=entry.external_id)

"""The store: event streams, documents by digest, index rows, outbox and counters, each sender's apart.

A store is append-only towards events and documents, and does everything through one unit of work:

    with store.unit(sender_id) as unit:                    # all or nothing; readers see before or after
        number = unit.take("invoice")                      # held until commit: no gaps
        digest = unit.put(content)
        unit.append(stream, version, records)              # chained by digests
        unit.index(stream, rows)                           # what the stream stands for now
        unit.outbox([OutboxEntry(id=..., not_before=..., content=digest)])
        unit.remember(key, call, answer)

A store never looks inside what it keeps: event bodies, documents and index rows are the desk's. An
adapter is written with the checks of `ports.guarantees` and proven by `faktura.testing.StoreContract`.

Texts hold no NUL and no half of a surrogate pair; senders, streams, subjects, series, deliveries and keys
have names that are not empty; and what a thing is found by takes at most 2,000 bytes of UTF-8. What breaks
this is an `InputError`, in every store alike.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.event import EventRecord
from faktura.core.wording import Text, register
from faktura.ports.contents import Answer, Counter, Head, Seal, StoredDocument


@frozen(kw_only=True)
class IndexRow:
    """One entry of a look-up that the desk derives from events: an open item, a number, due work.

    All five together are the row; two rows of one subject differ in kind, key or order.

    Attributes:
        kind: Which look-up: `open_item`, `reference`, `number`, `due`, `draft`, `search`...
        key: What is looked up, exactly: a payment reference, a customer id, an amount; may be empty.
        order: Sorts and bounds the rows, as text by Unicode code points: an ISO date, a padded
            number; for a search by beginnings, the word itself.
        subject: What the row was derived from, as a rule the stream: all rows of a subject are
            replaced together.
        body: What the reader needs without loading the stream; small JSON, nobody's personal number.
    """

    kind: str
    key: str = ""
    order: str = ""
    subject: str
    body: str = field(default="", repr=False)


class OutboxStatus(StrEnum):
    """Where a delivery in the outbox stands; `handed_over` and `stopped` are final."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    HANDED_OVER = "handed_over"
    STOPPED = "stopped"
    FAILED = "failed"


def _aware(_instance: object, _attribute: object, value: datetime) -> None:
    if value.tzinfo is None:
        raise InputError("store.naive")


@frozen(kw_only=True)
class OutboxEntry:
    """A delivery on its way out; its content is a document of the store, where it can be erased.

    Attributes:
        id: Delivery id, the receiver's protection against getting it twice.
        not_before: When it may be handed over. Claimed: until when the claim holds, after which
            somebody else may take it up.
        content: Digest of what is handed over, from `Unit.put`.
        attempts: How many times a hand-over was begun.
        answer: The channel's own id when handed over, the adapter's reason code when failed.
    """

    id: str
    not_before: datetime = field(validator=_aware)
    content: str
    status: OutboxStatus = OutboxStatus.WAITING
    attempts: int = 0
    answer: str = ""


Kept = TypeVar("Kept", StoredDocument, IndexRow, OutboxEntry, Counter, Answer, Head, Seal)
"""What `Reading.every` can list."""


class Reading(Protocol):
    """What can be read of one sender; everything is as of one moment, the beginning of the reading.

    Iterators may be left unfinished, and end with the reading.
    """

    def events(self, stream: str, *, after: int = 0) -> tuple[EventRecord, ...]:
        """Return the records of *stream* with a version above *after*, oldest first; none if unknown."""
        ...

    def history(self, *, after: int = 0) -> Iterator[tuple[int, EventRecord]]:
        """Yield every record of the sender behind the position *after*, in the order of commit.

        Positions rise, are never given twice and may have gaps; a reader remembers the last and goes
        on there.
        """
        ...

    def document(self, digest: str) -> bytes:
        """Return the bytes stored under *digest*.

        Raises:
            NotFound: This sender has none, or has erased it; the code tells which.
        """
        ...

    def rows(
        self,
        kind: str,
        keys: Sequence[str] | None = None,
        *,
        since: str = "",
        until: str | None = None,
        after: IndexRow | None = None,
        most: int | None = None,
    ) -> Iterator[IndexRow]:
        """Yield the rows of *kind* by order, then subject, then key.

        With *keys*, the rows of each of them, one key after the other as they were given.

        Args:
            kind: Which look-up.
            keys: Exact keys; none at all for every key.
            since: The first order wanted.
            until: The first order no longer wanted; `None` for no bound.
            after: The last row of the page before, of the same key when one key is read: only what
                follows it.
            most: At most so many rows, with *keys* of each of them.
        """
        ...

    def deliveries(
        self, ids: Sequence[str] | None = None, *, until: datetime | None = None, most: int | None = None
    ) -> tuple[OutboxEntry, ...]:
        """Return the outbox entries of *ids*, in their order, whatever has become of them.

        Without *ids*, those that wait or are claimed with `not_before` at or before *until* (none: all
        of them), the earliest first, then by id; at most *most*.
        """
        ...

    def recall(self, key: str, call: str) -> str | None:
        """Return what was remembered under the idempotency *key*; `None` when nothing was.

        Raises:
            RecordedDifferently: The key was used for another *call* (the digest of its arguments).
        """
        ...

    def every(self, kind: type[Kept]) -> Iterator[Kept]:
        """Yield everything of *kind* that is stored, whatever has become of it: to verify, export or move it.

        Documents by digest, index rows by subject, kind, key and order, outbox entries by id, counters by
        series, answers by key, heads by stream, and the one seal if there are events. With `history`
        that is all there is.
        """
        ...


class Unit(Reading, Protocol):
    """One unit of work: stored whole when its block ends, not at all when the block raises.

    It reads its own writes. Units of one sender follow each other: who opens the second waits, and
    gets `Unavailable` when that lasts too long. A thread has one unit open at a time.
    """

    def take(self, series: str, *, first: int = 1) -> int:
        """Return the next number of *series*, beginning with *first*.

        Without gaps: the number is given again when the unit is not stored.
        """
        ...

    def append(self, stream: str, expected_version: int, records: Sequence[EventRecord]) -> tuple[EventRecord, ...]:
        """Add *records* to *stream*, sealed onto its chain, and return them as stored.

        Raises:
            StreamMoved: The stream does not end at *expected_version* (0: it is new).
            InputError: A record is of another stream, or its version does not follow.
        """
        ...

    def put(self, content: bytes) -> str:
        """Keep *content* and return its SHA-256 in hexadecimal; the same bytes again change nothing.

        What was erased is there again when it is put again.
        """
        ...

    def erase(self, digest: str, *, unseen: bool = False) -> None:
        """Erase the bytes stored under *digest* and keep the digest, to which events go on referring.

        Args:
            digest: The document's name.
            unseen: Note the document as erased although its bytes were never here: it was erased elsewhere.

        Raises:
            NotFound: This sender has none, and it was not to be unseen.
        """
        ...

    def index(self, subject: str, rows: Sequence[IndexRow]) -> None:
        """Let *rows* be all the rows of *subject*, in place of every earlier one; none removes them.

        Raises:
            InputError: A row has another subject, or two are alike in kind, key and order.
        """
        ...

    def outbox(self, entries: Sequence[OutboxEntry]) -> None:
        """Put *entries* into the outbox, or let the entries of the same ids be as they are now.

        Raises:
            AlreadyRecorded: An entry is final, or claimed and would be stopped.
        """
        ...

    def remember(self, key: str, call: str, answer: str) -> None:
        """Keep the *answer* to *call* under the idempotency *key*, for `recall`.

        Raises:
            AlreadyRecorded: The key has an answer to this very call.
            RecordedDifferently: The key was used for another call.
        """
        ...


class Store(Protocol):
    """Where everything is kept. Each sender's part is a world of its own: nothing crosses.

    What is called after its block has ended raises `PortError`; what cannot be reached raises
    `Unavailable`, and then nothing of the unit is stored, or, if only the acknowledgement was lost,
    all of it: `recall` tells which.
    """

    def unit(self, sender_id: str) -> AbstractContextManager[Unit]:
        """Open a unit of work; stored when the block ends, undone when it raises."""
        ...

    def read(self, sender_id: str) -> AbstractContextManager[Reading]:
        """Open a reading of what is stored now; waits for no unit, and no unit waits for it."""
        ...

    def senders(self) -> tuple[str, ...]:
        """Return the ids of the senders that have anything stored, in alphabetical order."""
        ...


register(
    {
        "store.naive": Text(
            en="a time in the store needs its time zone; give an aware datetime",
            sv="en tidpunkt i lagret behöver sin tidszon; ange en datetime med tidszon",
        ),
    }
)

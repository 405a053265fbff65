"""What the memory store holds of one sender: a ledger, and what a unit has written and not yet stored."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Final

from faktura.core.event import EventRecord
from faktura.ports import guarantees
from faktura.ports.contents import UNSEALED, Head, Seal
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus

UNFINISHED: Final = frozenset({OutboxStatus.WAITING, OutboxStatus.CLAIMED})
Sortable = tuple[str, str, str, IndexRow]


def sortable(row: IndexRow) -> Sortable:
    """Return *row* behind its place: order, subject and key, which are never those of another row of its kind."""
    return (row.order, row.subject, row.key, row)


class Rows:
    """The index rows of one sender: by subject, and sorted by kind and by key."""

    def __init__(self) -> None:
        self.by_subject: dict[str, tuple[IndexRow, ...]] = {}
        self._sorted: dict[tuple[str, str | None], list[Sortable]] = {}

    def copy(self) -> "Rows":
        """Return the same rows, to be changed apart."""
        other = Rows()
        other.by_subject = dict(self.by_subject)
        other._sorted = {place: list(rows) for place, rows in self._sorted.items()}
        return other

    def replace(self, subject: str, rows: tuple[IndexRow, ...]) -> None:
        """Let *rows* be all the rows of *subject*."""
        gone, new = guarantees.replaced(subject, self.by_subject.get(subject, ()), rows)
        for row in gone:
            for place in ((row.kind, None), (row.kind, row.key)):
                listed = self._sorted[place]
                del listed[bisect_left(listed, sortable(row)[:3])]
        for row in new:
            for place in ((row.kind, None), (row.kind, row.key)):
                insort(self._sorted.setdefault(place, []), sortable(row), key=lambda one: one[:3])
        if rows:
            self.by_subject[subject] = rows
        else:
            self.by_subject.pop(subject, None)

    def since(self, kind: str, key: str | None, start: tuple[str, ...]) -> Iterator[Sortable]:
        """Yield the rows of *kind*, and of *key* unless it is none, from the place *start* on."""
        listed = self._sorted.get((kind, key), [])
        for at in range(bisect_left(listed, start), len(listed)):
            yield listed[at]


class Ledger:
    """Everything stored for one sender. It is changed in place only while nobody reads it."""

    def __init__(self) -> None:
        self.readers = 0
        self.streams: dict[str, tuple[EventRecord, ...]] = {}
        self.heads: dict[str, Head] = {}
        self.history: list[tuple[int, EventRecord]] = []
        self.seal = UNSEALED
        self.documents: dict[str, bytes | None] = {}
        self.rows = Rows()
        self.counters: dict[str, int] = {}
        self.outbox: dict[str, OutboxEntry] = {}
        self.unfinished: dict[str, OutboxEntry] = {}
        self.answers: dict[str, tuple[str, str]] = {}

    def copy(self) -> "Ledger":
        """Return the same ledger, to be changed apart."""
        other = Ledger()
        other.streams = dict(self.streams)
        other.heads = dict(self.heads)
        other.history = list(self.history)
        other.seal = self.seal
        other.documents = dict(self.documents)
        other.rows = self.rows.copy()
        other.counters = dict(self.counters)
        other.outbox = dict(self.outbox)
        other.unfinished = dict(self.unfinished)
        other.answers = dict(self.answers)
        return other

    def take_in(self, pending: "Pending") -> None:
        """Make what a unit has written a part of this."""
        self.streams.update(pending.streams)
        self.heads.update(pending.heads)
        self.seal = pending.sealed_onto(self.seal)
        self.history.extend(enumerate(pending.history, start=len(self.history) + 1))
        self.documents.update(pending.documents)
        for subject, rows in pending.rows.items():
            self.rows.replace(subject, rows)
        self.counters.update(pending.counters)
        self.outbox.update(pending.outbox)
        for entry in pending.outbox.values():
            if entry.status in UNFINISHED:
                self.unfinished[entry.id] = entry
            else:
                self.unfinished.pop(entry.id, None)
        self.answers.update(pending.answers)


class Pending:
    """What one unit has written and nobody else sees yet."""

    def __init__(self) -> None:
        self.streams: dict[str, tuple[EventRecord, ...]] = {}
        self.heads: dict[str, Head] = {}
        self.history: list[EventRecord] = []
        self.documents: dict[str, bytes | None] = {}
        self.rows: dict[str, tuple[IndexRow, ...]] = {}
        self.counters: dict[str, int] = {}
        self.outbox: dict[str, OutboxEntry] = {}
        self.answers: dict[str, tuple[str, str]] = {}

    def sealed_onto(self, seal: Seal) -> Seal:
        """Return *seal* with the unit's records."""
        for record in self.history:
            seal = seal.over(record.digest)
        return seal

    def __bool__(self) -> bool:
        return any(vars(self).values())

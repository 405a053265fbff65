"""The store in memory, for tests and trials: it keeps every promise of a store, but ends with its process.

>>> store = MemoryStore()
>>> with store.unit("A") as unit:
...     unit.take("invoice", first=1001), unit.put(b"an invoice")[:8]
(1001, '827810f6')
>>> store.senders()
('A',)
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from heapq import merge
from itertools import islice

from faktura.core.errors import Unavailable
from faktura.core.event import EventRecord
from faktura.core.wording import Text, register
from faktura.ports import guarantees
from faktura.ports.adapters.memory_ledger import UNFINISHED, Ledger, Pending, Sortable, sortable
from faktura.ports.contents import Answer, Counter, Head, Seal, StoredDocument
from faktura.ports.store import IndexRow, Kept, OutboxEntry, Reading, Unit


class _Reading:
    """A ledger as it was when the reading began, or, in a unit, with the unit's own writes over it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._written = Pending()
        self._is_over = False

    def _check(self) -> None:
        if self._is_over:
            raise guarantees.over()

    def finish(self) -> None:
        """Let nothing be read or written through this any more."""
        self._is_over = True

    def events(self, stream: str, *, after: int = 0) -> tuple[EventRecord, ...]:
        """Return the records of *stream*; see `Reading.events`."""
        self._check()
        records = self._written.streams.get(stream) or self._ledger.streams.get(stream, ())
        return records[max(after, 0) :]

    def history(self, *, after: int = 0) -> Iterator[tuple[int, EventRecord]]:
        """Yield every record in the order of commit; see `Reading.history`."""
        self._check()
        stored = self._ledger.history
        for position in range(max(after, 0), len(stored)):
            self._check()
            yield stored[position]
        for position, record in enumerate(tuple(self._written.history), start=len(stored) + 1):
            self._check()
            if position > after:
                yield position, record

    def document(self, digest: str) -> bytes:
        """Return the bytes stored under *digest*; see `Reading.document`."""
        self._check()
        for documents in (self._written.documents, self._ledger.documents):
            if digest in documents:
                content = documents[digest]
                if content is None:
                    raise guarantees.erased(digest)
                return content
        raise guarantees.no_document(digest)

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
        """Yield the rows of *kind* in order; see `Reading.rows`."""
        self._check()
        if not all(map(guarantees.can_be_stored, (since, until or ""))):
            return
        last = None if after is None else (after.order, after.subject, after.key)
        for key in (None,) if keys is None else keys:
            found = self._sorted(kind, key, max((since,), last or (since,)))
            wanted = (row for *place, row in found if last is None or tuple(place) > last)
            bounded = (row for row in wanted if until is None or row.order < until)
            for row in islice(bounded, most):
                self._check()
                yield row

    def _sorted(self, kind: str, key: str | None, start: tuple[str, ...]) -> Iterable[Sortable]:
        stored = self._ledger.rows.since(kind, key, start)
        written = self._written.rows
        if not written:
            return stored
        kept = (one for one in stored if one[3].subject not in written)
        own = (row for rows in written.values() for row in rows if row.kind == kind and key in (None, row.key))
        return merge(kept, sorted((one for one in map(sortable, own) if one[:3] >= start), key=_place), key=_place)

    def deliveries(
        self, ids: Sequence[str] | None = None, *, until: datetime | None = None, most: int | None = None
    ) -> tuple[OutboxEntry, ...]:
        """Return outbox entries; see `Reading.deliveries`."""
        self._check()
        own = self._written.outbox
        if ids is not None:
            every = {**self._ledger.outbox, **own} if own else self._ledger.outbox
            return tuple(islice((every[id] for id in ids if id in every), most))
        open_ones = {**self._ledger.unfinished, **own}.values()
        due = (e for e in open_ones if e.status in UNFINISHED and (until is None or e.not_before <= until))
        return tuple(islice(sorted(due, key=lambda entry: (entry.not_before, entry.id)), most))

    def recall(self, key: str, call: str) -> str | None:
        """Return the answer remembered under *key*; see `Reading.recall`."""
        self._check()
        return guarantees.recalled(key, call, self._answer(key))

    def _answer(self, key: str) -> tuple[str, str] | None:
        return self._written.answers.get(key) or self._ledger.answers.get(key)

    def every(self, kind: type[Kept]) -> Iterator[Kept]:
        """Yield everything of *kind*; see `Reading.every`."""
        self._check()
        for one in self._every(kind):
            self._check()
            assert isinstance(one, kind)  # noqa: S101 - each kind has its own line below
            yield one

    def _every(self, kind: type[object]) -> Iterator[object]:
        stored, own = self._ledger, self._written
        if kind is StoredDocument:
            documents = {**stored.documents, **own.documents}
            return (StoredDocument(digest=digest, content=documents[digest]) for digest in sorted(documents))
        if kind is IndexRow:
            rows = {**stored.rows.by_subject, **own.rows}
            every = (row for subject in sorted(rows) for row in rows[subject])
            return iter(sorted(every, key=lambda row: (row.subject, row.kind, row.key, row.order)))
        if kind is Counter:
            counters = sorted({**stored.counters, **own.counters}.items())
            return (Counter(series=series, last=last) for series, last in counters)
        if kind is Answer:
            answers = sorted({**stored.answers, **own.answers}.items())
            return (Answer(key=key, call=call, answer=answer) for key, (call, answer) in answers)
        if kind is Seal:
            seal = own.sealed_onto(stored.seal)
            return iter([seal] if seal.position else [])
        kept: dict[type[object], dict[str, object]] = {
            Head: {**stored.heads, **own.heads},
            OutboxEntry: {**stored.outbox, **own.outbox},
        }
        return (one for _, one in sorted(kept[kind].items()))


def _place(one: Sortable) -> tuple[str, str, str]:
    return one[:3]


class _Unit(_Reading):
    """The one writer of a ledger."""

    def pending(self) -> Pending:
        """Return what the unit has written."""
        return self._written

    def take(self, series: str, *, first: int = 1) -> int:
        """Return the next number of *series*; see `Unit.take`."""
        self._check()
        guarantees.named(series)
        last = self._written.counters.get(series, self._ledger.counters.get(series))
        number = first if last is None else last + 1
        self._written.counters[series] = number
        return number

    def append(self, stream: str, expected_version: int, records: Sequence[EventRecord]) -> tuple[EventRecord, ...]:
        """Add *records* to *stream*; see `Unit.append`."""
        head = self._written.heads.get(stream) or self._ledger.heads.get(stream)
        linked = guarantees.chained(stream, expected_version, records, head=head)
        if linked:
            self._written.streams[stream] = (*self.events(stream), *linked)
            self._written.heads[stream] = guarantees.head_of(linked)
            self._written.history.extend(linked)
        return linked

    def put(self, content: bytes) -> str:
        """Keep *content* by its digest; see `Unit.put`."""
        self._check()
        digest = guarantees.digest_of(content)
        self._written.documents[digest] = bytes(content)
        return digest

    def erase(self, digest: str, *, unseen: bool = False) -> None:
        """Erase a document and keep its digest; see `Unit.erase`."""
        self._check()
        if not unseen and digest not in self._written.documents and digest not in self._ledger.documents:
            raise guarantees.no_document(digest)
        self._written.documents[digest] = None

    def index(self, subject: str, rows: Sequence[IndexRow]) -> None:
        """Let *rows* be all the rows of *subject*; see `Unit.index`."""
        self._check()
        guarantees.distinct(subject, rows)
        if rows or self._ledger.rows.by_subject.get(subject):
            self._written.rows[subject] = tuple(rows)
        else:
            self._written.rows.pop(subject, None)

    def outbox(self, entries: Sequence[OutboxEntry]) -> None:
        """Put *entries* into the outbox, or change them; see `Unit.outbox`."""
        self._check()
        admitted: dict[str, OutboxEntry] = {}
        for entry in entries:
            earlier = admitted.get(entry.id) or self._written.outbox.get(entry.id) or self._ledger.outbox.get(entry.id)
            guarantees.admit(earlier, entry)
            admitted[entry.id] = entry
        self._written.outbox.update(admitted)

    def remember(self, key: str, call: str, answer: str) -> None:
        """Keep the *answer* under *key*; see `Unit.remember`."""
        self._check()
        guarantees.unanswered(key, call, answer, self._answer(key))
        self._written.answers[key] = (call, answer)


class MemoryStore:
    """A `Store` in memory, safe to share between threads.

    Args:
        wait: Seconds a second unit of one sender waits for the first, before it gets `Unavailable`.
    """

    def __init__(self, *, wait: int = 10) -> None:
        """Make an empty store."""
        self._wait = wait
        self._ledgers: dict[str, Ledger] = {}
        self._writing: dict[str, threading.Lock] = {}
        self._changing = threading.Lock()
        self._mine = threading.local()

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        """Open a unit of work; see `Store.unit`."""
        if getattr(self._mine, "unit", None) is not None:
            raise guarantees.second_unit()
        guarantees.named(sender_id)
        with self._changing:
            lock = self._writing.setdefault(sender_id, threading.Lock())
        if not lock.acquire(timeout=self._wait):
            raise Unavailable("store.busy", seconds=self._wait)
        self._mine.unit = unit = _Unit(self._ledgers.get(sender_id) or Ledger())
        try:
            yield unit
            if pending := unit.pending():
                self._commit(sender_id, pending)
        finally:
            unit.finish()
            self._mine.unit = None
            lock.release()

    def _commit(self, sender_id: str, pending: Pending) -> None:
        with self._changing:
            ledger = self._ledgers.get(sender_id) or Ledger()
            if ledger.readers:  # they go on reading what was there before
                ledger = ledger.copy()
            ledger.take_in(pending)
            self._ledgers[sender_id] = ledger

    @contextmanager
    def read(self, sender_id: str) -> Iterator[Reading]:
        """Open a reading of what is stored now; see `Store.read`."""
        with self._changing:
            ledger = self._ledgers.get(sender_id) or Ledger()
            ledger.readers += 1
        reading = _Reading(ledger)
        try:
            yield reading
        finally:
            reading.finish()
            with self._changing:
                ledger.readers -= 1

    def senders(self) -> tuple[str, ...]:
        """Return the ids of the senders that have anything stored, in alphabetical order."""
        with self._changing:
            return tuple(sorted(self._ledgers))


register(
    {
        "store.busy": Text(
            en="another unit of this sender has lasted more than {seconds} seconds; try again later",
            sv="en annan arbetsenhet hos avsändaren har pågått mer än {seconds} sekunder; försök igen senare",
        ),
    }
)

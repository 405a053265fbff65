"""What a unit of the SQL stores does: it decides at once and writes at its end, or when it must read what it wrote."""

from collections.abc import Sequence
from typing import Final

from faktura.core.event import EventRecord
from faktura.ports import guarantees
from faktura.ports.adapters import sql_values
from faktura.ports.adapters.sql_reading import SqlReading
from faktura.ports.adapters.sql_session import Found, Session
from faktura.ports.contents import Head
from faktura.ports.store import IndexRow, OutboxEntry

_MUCH: Final = 5_000
"""So many events, rows and documents are written at once; a greater unit writes in several goes."""


class SqlUnit(SqlReading):
    """The one writer of a sender, as long as its transaction lasts.

    Statements on their way to the database cost more than their rows do, so what is written waits for the
    end of the unit and travels together; what must be known before (heads, counters, answers) is kept beside.
    """

    def __init__(self, session: Session, sender_id: str) -> None:
        """Begin to write for a sender whose turn it is."""
        super().__init__(session, sender_id)
        self.has_erased = False
        self._heads: dict[str, Head] = {}
        self._counters: dict[str, int] = {}
        self._entries: dict[str, OutboxEntry] = {}
        self._answers: dict[str, tuple[str, str]] = {}
        self._sealed = self._seal
        self._forget()

    def _forget(self) -> None:
        """Begin anew with nothing waiting to be written."""
        self._events: list[Found] = []
        self._led: set[str] = set()
        self._documents_put: dict[str, bytes] = {}
        self._indexed: dict[str, Sequence[IndexRow]] = {}
        self._counted: set[str] = set()
        self._sent: set[str] = set()
        self._answered: set[str] = set()
        self._waiting = 0

    def _wait(self, rows: int) -> None:
        self._waiting += rows
        if self._waiting > _MUCH:
            self._settled()

    def _settled(self) -> None:
        if self._waiting and not self._is_over:
            self.write()

    def write(self) -> None:
        """Send what waits to the database; the store calls this before it commits."""
        self._check()
        if not self._waiting:
            return
        sender = self._sender = self._sender or self._new_sender()
        seal = self._seal
        writes: tuple[tuple[str, list[Found]], ...] = (
            ("append", [(sender, *row) for row in self._events]),
            (
                "lead",
                [(sender, one.stream, one.version, one.digest) for one in map(self._heads.__getitem__, self._led)],
            ),
            ("put", [(sender, digest, content) for digest, content in self._documents_put.items()]),
            ("unindex", [(sender, subject) for subject in self._indexed]),
            ("index", [(sender, *sql_values.row_columns(row)) for rows in self._indexed.values() for row in rows]),
            ("count", [(sender, series, self._counters[series]) for series in self._counted]),
            ("outbox", [(sender, *sql_values.entry_columns(self._entries[id])) for id in self._sent]),
            ("remember", [(sender, key, *self._answers[key]) for key in self._answered]),
            ("seal", [(seal.position, seal.digest, sender)] if seal != self._sealed else []),
        )
        with self._session.together():
            for query, rows in writes:
                if rows:
                    self._session.many(query, rows)
        self._sealed = seal
        self._forget()

    def _new_sender(self) -> int:
        ((number,),) = self._run("new_sender", self._sender_id)
        return sql_values.number_of(number)

    def take(self, series: str, *, first: int = 1) -> int:
        """Return the next number of *series*; see `Unit.take`."""
        self._check()
        last = self._counters.get(series)
        if last is None:
            guarantees.named(series)
            found = self._run("counter", self._sender, series)
            last = sql_values.number_of(found[0][0]) if found else first - 1
        self._counters[series] = last + 1
        self._counted.add(series)
        self._wait(1)
        return last + 1

    def append(self, stream: str, expected_version: int, records: Sequence[EventRecord]) -> tuple[EventRecord, ...]:
        """Add *records* to *stream*; see `Unit.append`."""
        self._check()
        linked = guarantees.chained(stream, expected_version, records, head=self._head(stream))
        for record in linked:
            self._seal = self._seal.over(record.digest)
            self._events.append((self._seal.position, *sql_values.record_columns(record)))
        if linked:
            self._heads[stream] = guarantees.head_of(linked)
            self._led.add(stream)
            self._wait(len(linked))
        return linked

    def _head(self, stream: str) -> Head | None:
        known = self._heads.get(stream)
        if known is not None:
            return known
        found = self._run("head", self._sender, stream)
        return sql_values.head_of((stream, *found[0])) if found else None

    def put(self, content: bytes) -> str:
        """Keep *content* by its digest; see `Unit.put`."""
        self._check()
        digest = guarantees.digest_of(content)
        self._documents_put[digest] = bytes(content)
        self._wait(1 + len(content) // 1_000)
        return digest

    def erase(self, digest: str, *, unseen: bool = False) -> None:
        """Erase a document and keep its digest; see `Unit.erase`."""
        self._settled()
        if not unseen and not self._run("document", self._sender, digest):
            raise guarantees.no_document(digest)
        self._sender = self._sender or self._new_sender()
        self._session.many("erase", [(self._sender, digest)])
        self.has_erased = True

    def index(self, subject: str, rows: Sequence[IndexRow]) -> None:
        """Let *rows* be all the rows of *subject*; see `Unit.index`."""
        self._check()
        guarantees.distinct(subject, rows)
        self._indexed[subject] = tuple(rows)
        self._wait(len(rows) if rows or not self._sender else 1)

    def outbox(self, entries: Sequence[OutboxEntry]) -> None:
        """Put *entries* into the outbox, or change them; see `Unit.outbox`."""
        self._check()
        admitted: dict[str, OutboxEntry] = {}
        for entry in entries:
            guarantees.admit(admitted.get(entry.id) or self._entry(entry.id), entry)
            admitted[entry.id] = entry
        self._entries.update(admitted)
        self._sent.update(admitted)
        self._wait(len(admitted))

    def _entry(self, id: str) -> OutboxEntry | None:
        known = self._entries.get(id)
        if known is not None:
            return known
        found = self._run("entry", self._sender, id)
        return sql_values.entry_of(found[0]) if found else None

    def remember(self, key: str, call: str, answer: str) -> None:
        """Keep the *answer* under *key*; see `Unit.remember`."""
        self._check()
        guarantees.unanswered(key, call, answer, self._answer(key))
        self._answers[key] = (call, answer)
        self._answered.add(key)
        self._wait(1)

    def _answer(self, key: str) -> tuple[str, str] | None:
        return self._answers.get(key) or super()._answer(key)

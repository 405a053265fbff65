"""What a unit and a reading of the SQLite store do: one query or two for each promise.

Longer results are read page by page, so that no cursor stays open while the caller thinks.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from faktura.core.errors import Unavailable
from faktura.core.event import EventRecord, Stamp
from faktura.ports import guarantees
from faktura.ports.adapters.sqlite_queries import QUERIES
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus

_Value = str | int | bytes | None
_PAGE: Final = 500
_NO_BOUND: Final = b""
"""Sorts behind every text: SQLite puts bytes after text."""


def run(connection: sqlite3.Connection, statement: str, *values: _Value) -> list[tuple[_Value, ...]]:
    """Return all rows of *statement*; whatever SQLite has against it is `Unavailable`."""
    try:
        return connection.execute(statement, values).fetchall()
    except sqlite3.Error as error:
        raise Unavailable("store.unavailable", reason=str(error)) from error


class SqliteReading:
    """What is stored of one sender, as of the transaction that *connection* is in."""

    def __init__(self, connection: sqlite3.Connection, sender_id: str) -> None:
        """Begin to read; the first query is made here, and fixes what is seen."""
        self._connection = connection
        self._sender_id = sender_id
        self._is_over = False
        self._sender = self._number()

    def _number(self) -> int:
        """Return the sender's number, or 0, which no sender has."""
        found = self._run("sender", self._sender_id)
        return _int(found[0][0]) if found else 0

    def _run(self, query: str, *values: _Value) -> list[tuple[_Value, ...]]:
        if self._is_over:
            raise guarantees.over()
        return run(self._connection, QUERIES[query], *values)

    def finish(self) -> None:
        """Let nothing be read or written through this any more."""
        self._is_over = True

    def events(self, stream: str, *, after: int = 0) -> tuple[EventRecord, ...]:
        """Return the records of *stream*; see `Reading.events`."""
        return tuple(_record(row) for row in self._run("events", self._sender, stream, after))

    def history(self, *, after: int = 0) -> Iterator[tuple[int, EventRecord]]:
        """Yield every record in the order of commit; see `Reading.history`."""
        while page := self._run("history", self._sender, after, _PAGE):
            for position, *row in page:
                self._check()
                yield _int(position), _record(row)
            after = _int(page[-1][0])

    def _check(self) -> None:
        if self._is_over:
            raise guarantees.over()

    def document(self, digest: str) -> bytes:
        """Return the bytes stored under *digest*; see `Reading.document`."""
        found = self._run("document", self._sender, digest)
        if not found:
            raise guarantees.no_document(digest)
        return _bytes(found[0][0])

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
        if after is not None and after.order < since:
            after = None
        end = _NO_BOUND if until is None else until
        for key in (None,) if keys is None else keys:
            left, last = most, after
            while left is None or left > 0:
                size = _PAGE if left is None else min(left, _PAGE)
                page = self._page(kind, key, since, end, last, size)
                for last in page:
                    self._check()
                    yield last
                left = None if left is None else left - len(page)
                if len(page) < size:
                    break

    def _page(
        self, kind: str, key: str | None, since: str, end: str | bytes, last: IndexRow | None, size: int
    ) -> list[IndexRow]:
        """Return one page of rows of *kind*, and of *key* unless it is none, behind the row *last*."""
        own: tuple[_Value, ...] = (self._sender, kind) if key is None else (self._sender, kind, key)
        query = "rows" if key is None else "rows_of_key"
        if last is None:
            found = self._run(query, *own, since, end, size)
        elif key is None:
            found = self._run("rows_after", *own, last.order, last.subject, last.key, end, size)
        else:
            found = self._run("rows_of_key_after", *own, last.order, last.subject, end, size)
        return [_index_row(row) for row in found]

    def deliveries(
        self, ids: Sequence[str] | None = None, *, until: datetime | None = None, most: int | None = None
    ) -> tuple[OutboxEntry, ...]:
        """Return outbox entries; see `Reading.deliveries`."""
        if ids is not None:
            found = [row for id in ids for row in self._run("entry", self._sender, id)][:most]
        else:
            bound = _NO_BOUND if until is None else _time(until)
            found = self._run("due", self._sender, bound, -1 if most is None else most)
        return tuple(_entry(row) for row in found)

    def recall(self, key: str, call: str) -> str | None:
        """Return the answer remembered under *key*; see `Reading.recall`."""
        return guarantees.recalled(key, call, self._answer(key))

    def _answer(self, key: str) -> tuple[str, str] | None:
        found = self._run("answer", self._sender, key)
        return (str(found[0][0]), str(found[0][1])) if found else None


class SqliteUnit(SqliteReading):
    """The one writer of the file, as long as its transaction lasts."""

    def _write(self, query: str, *rows: tuple[_Value, ...]) -> None:
        """Run *query* for each of *rows*, the sender before it."""
        self._check()
        if not rows:
            return
        if not self._sender:
            self._run("new_sender", self._sender_id)
            self._sender = self._number()
        try:
            self._connection.executemany(QUERIES[query], ((self._sender, *row) for row in rows))
        except sqlite3.Error as error:
            raise Unavailable("store.unavailable", reason=str(error)) from error

    def take(self, series: str, *, first: int = 1) -> int:
        """Return the next number of *series*; see `Unit.take`."""
        found = self._run("counter", self._sender, series)
        number = _int(found[0][0]) + 1 if found else first
        self._write("count", (series, number))
        return number

    def append(self, stream: str, expected_version: int, records: Sequence[EventRecord]) -> tuple[EventRecord, ...]:
        """Add *records* to *stream*; see `Unit.append`."""
        ((version, digest),) = self._run("head", self._sender, stream) or ((0, ""),)
        linked = guarantees.chained(stream, expected_version, records, version=_int(version), digest=str(digest))
        self._write("append", *map(_columns, linked))
        return linked

    def put(self, content: bytes) -> str:
        """Keep *content* by its digest; see `Unit.put`."""
        digest = guarantees.digest_of(content)
        self._write("put", (digest, bytes(content)))
        return digest

    def index(self, subject: str, rows: Sequence[IndexRow]) -> None:
        """Let *rows* be all the rows of *subject*; see `Unit.index`."""
        earlier = tuple(_index_row(row) for row in self._run("rows_of_subject", self._sender, subject))
        gone, new = guarantees.replaced(subject, earlier, rows)
        self._write("unindex", *((row.kind, row.key, row.order, row.subject) for row in gone))
        self._write("index", *((row.kind, row.key, row.order, row.subject, row.body) for row in new))

    def outbox(self, entries: Sequence[OutboxEntry]) -> None:
        """Put *entries* into the outbox, or change them; see `Unit.outbox`."""
        for entry in entries:
            earlier = self._run("entry", self._sender, entry.id)
            guarantees.admit(_entry(earlier[0]) if earlier else None, entry)
            status, not_before = entry.status.value, _time(entry.not_before)
            row = (entry.id, not_before, entry.content, status, entry.attempts, entry.answer)
            self._write("outbox", row)

    def remember(self, key: str, call: str, answer: str) -> None:
        """Keep the *answer* under *key*; see `Unit.remember`."""
        guarantees.unanswered(key, call, self._answer(key))
        self._write("remember", (key, call, answer))


def _time(moment: datetime) -> str:
    """Return *moment* as text that sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _int(value: _Value) -> int:
    if not isinstance(value, int):
        raise Unavailable("store.unavailable", reason="no number where one was stored")
    return value


def _bytes(value: _Value) -> bytes:
    if not isinstance(value, bytes):
        raise Unavailable("store.unavailable", reason="no bytes where some were stored")
    return value


def _columns(record: EventRecord) -> tuple[_Value, ...]:
    stamp = record.stamp
    return (
        record.stream, record.version, record.name, record.schema, record.body, stamp.actor,
        stamp.happened_at.isoformat(), stamp.recorded_at.isoformat(), stamp.cause, record.previous, record.digest,
    )  # fmt: skip


def _record(row: Sequence[_Value]) -> EventRecord:
    stream, version, name, schema, body, actor, happened_at, recorded_at, cause, previous, digest = row
    stamp = Stamp(
        actor=str(actor),
        happened_at=datetime.fromisoformat(str(happened_at)),
        recorded_at=datetime.fromisoformat(str(recorded_at)),
        cause=str(cause),
    )
    return EventRecord(
        stream=str(stream),
        version=_int(version),
        name=str(name),
        schema=_int(schema),
        body=str(body),
        stamp=stamp,
        previous=str(previous),
        digest=str(digest),
    )


def _index_row(row: Sequence[_Value]) -> IndexRow:
    kind, key, place, subject, body = map(str, row)
    return IndexRow(kind=kind, key=key, order=place, subject=subject, body=body)


def _entry(row: Sequence[_Value]) -> OutboxEntry:
    id, not_before, content, status, attempts, answer = row
    return OutboxEntry(
        id=str(id),
        not_before=datetime.fromisoformat(str(not_before)),
        content=str(content),
        status=OutboxStatus(str(status)),
        attempts=_int(attempts),
        answer=str(answer),
    )

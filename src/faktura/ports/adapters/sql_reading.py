"""What a reading of the SQL stores does: one query or two for each promise.

Longer results are read page by page, each found by its index behind the last row of the page before: memory stays
constant, and no cursor of the database stays open while the caller thinks.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeVar

from faktura.core.event import EventRecord
from faktura.ports import guarantees
from faktura.ports.adapters import sql_values
from faktura.ports.adapters.sql_queries import rows_query
from faktura.ports.adapters.sql_session import Found, Session, Value
from faktura.ports.contents import UNSEALED, Answer, Counter, Head, Seal, StoredDocument
from faktura.ports.store import IndexRow, Kept, OutboxEntry

_PAGE: Final = 500
_NO_LIMIT: Final = 2**62

T = TypeVar("T")


class SqlReading:
    """What is stored of one sender, as of the transaction that *session* is in."""

    def __init__(self, session: Session, sender_id: str) -> None:
        """Begin to read; the first query is made here, and fixes what is seen."""
        self._session = session
        self._sender_id = sender_id
        self._is_over = False
        self._sender, self._seal = 0, UNSEALED
        for number, position, seal in self._run("sender", sender_id):
            self._sender = sql_values.number_of(number)
            self._seal = Seal(position=sql_values.number_of(position), digest=str(seal))

    def _run(self, query: str, *values: Value) -> list[Found]:
        self._check()
        for value in values:
            if isinstance(value, str) and not guarantees.can_be_stored(value):
                return []  # nothing is stored under it, and not every database can even be asked
        return self._session.run(query, *values)

    def _check(self) -> None:
        if self._is_over:
            raise guarantees.over()

    def _settled(self) -> None:
        """Let what is read next show what was written before: in a unit, that is."""

    def finish(self) -> None:
        """Let nothing be read or written through this any more."""
        self._is_over = True

    def events(self, stream: str, *, after: int = 0) -> tuple[EventRecord, ...]:
        """Return the records of *stream*; see `Reading.events`."""
        self._settled()
        return tuple(sql_values.record_of(row) for row in self._run("events", self._sender, stream, after))

    def history(self, *, after: int = 0) -> Iterator[tuple[int, EventRecord]]:
        """Yield every record in the order of commit; see `Reading.history`."""
        self._settled()
        for position, *row in self._pages("history", after, lambda row: row[0]):
            yield sql_values.number_of(position), sql_values.record_of(row)

    def _pages(self, query: str, after: Value, place: Callable[[Found], Value]) -> Iterator[Found]:
        """Yield the rows of a query that continues behind a *place*, page by page."""
        while page := self._run(query, self._sender, after, _PAGE):
            for row in page:
                self._check()
                yield row
            after = place(page[-1])

    def document(self, digest: str) -> bytes:
        """Return the bytes stored under *digest*; see `Reading.document`."""
        self._settled()
        found = self._run("document", self._sender, digest)
        if not found:
            raise guarantees.no_document(digest)
        content = sql_values.content_of(found[0][0])
        if content is None:
            raise guarantees.erased(digest)
        return content

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
        self._settled()
        if after is not None and after.order < since:
            after = None
        for key in (None,) if keys is None else keys:
            left, last = most, after
            while left is None or left > 0:
                size = _PAGE if left is None else min(left, _PAGE)
                page = self._page(kind, key, since, until, last, size)
                for last in page:
                    self._check()
                    yield last
                left = None if left is None else left - len(page)
                if len(page) < size:
                    break

    def _page(
        self, kind: str, key: str | None, since: str, until: str | None, last: IndexRow | None, size: int
    ) -> list[IndexRow]:
        """Return one page of rows of *kind*, and of *key* unless it is none, behind the row *last*."""
        values: list[Value] = [kind] if key is None else [kind, key]
        if last is None:
            values.append(since)
        else:
            values += [last.order, last.subject] if key is not None else [last.order, last.subject, last.key]
        if until is not None:
            values.append(until)
        query = rows_query(of_key=key is not None, after=last is not None, until=until is not None)
        return [sql_values.index_row_of(row) for row in self._run(query, self._sender, *values, size)]

    def deliveries(
        self, ids: Sequence[str] | None = None, *, until: datetime | None = None, most: int | None = None
    ) -> tuple[OutboxEntry, ...]:
        """Return outbox entries; see `Reading.deliveries`."""
        self._settled()
        limit = _NO_LIMIT if most is None else most
        if ids is not None:
            found = [row for id in ids for row in self._run("entry", self._sender, id)][:limit]
        elif until is None:
            found = self._run("due", self._sender, limit)
        else:
            found = self._run("due_until", self._sender, sql_values.time_of(until), limit)
        return tuple(sql_values.entry_of(row) for row in found)

    def recall(self, key: str, call: str) -> str | None:
        """Return the answer remembered under *key*; see `Reading.recall`."""
        return guarantees.recalled(key, call, self._answer(key))

    def _answer(self, key: str) -> tuple[str, str] | None:
        found = self._run("answer", self._sender, key)
        return (str(found[0][0]), str(found[0][1])) if found else None

    def every(self, kind: type[Kept]) -> Iterator[Kept]:
        """Yield everything of *kind*; see `Reading.every`."""
        self._settled()
        for one in self._every(kind):
            self._check()
            assert isinstance(one, kind)  # noqa: S101 - each kind has its own reader below
            yield one

    def _every(self, kind: type[object]) -> Iterator[object]:
        if kind is StoredDocument:
            return self._documents()
        if kind is IndexRow:
            return self._rows_by_subject()
        if kind is Seal:
            return iter([self._seal] if self._seal.position else [])
        query, read = _BY_KEY[kind]
        return (read(row) for row in self._pages(query, "", lambda row: row[0]))

    def _documents(self) -> Iterator[StoredDocument]:
        """Yield the documents one by one: a page of digests is small, a page of documents need not be."""
        for (digest,) in self._pages("digests", "", lambda row: row[0]):
            ((content,),) = self._run("document", self._sender, digest)
            yield StoredDocument(digest=str(digest), content=sql_values.content_of(content))

    def _rows_by_subject(self) -> Iterator[IndexRow]:
        """Yield all index rows, those of one subject together; a subject that a page cuts is read whole."""
        after: Value = ""
        while page := [
            sql_values.index_row_of(row) for row in self._run("rows_by_subject", self._sender, after, _PAGE)
        ]:
            after = page[-1].subject
            whole = [row for row in page if row.subject != after]
            cut = self._run("rows_of_subject", self._sender, after)
            whole += map(sql_values.index_row_of, cut)
            yield from sorted(whole, key=lambda row: (row.subject, row.kind, row.key, row.order))


_BY_KEY: Final[dict[type[object], tuple[str, Callable[[Found], object]]]] = {
    Head: ("heads", sql_values.head_of),
    OutboxEntry: ("entries", sql_values.entry_of),
    Counter: ("counters", sql_values.counter_of),
    Answer: ("answers", sql_values.answer_of),
}

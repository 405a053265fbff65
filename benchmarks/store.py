"""The stores alone: units of an invoice's size, beside bare statements that put the same bytes into the same tables.

For PostgreSQL it is the client's CPU time that counts; where no server starts, its lines are left out.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import psycopg
from attrs import frozen
from psycopg import sql

from benchmarks.measure import Row, Scale, in_turns, row
from faktura.core.event import EventRecord, Stamp
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import IndexRow, OutboxEntry, Unit
from tests.postgres import new_schema, server

_MOMENT: Final = datetime(2026, 10, 20, 9, tzinfo=UTC)
_STAMP: Final = Stamp(actor="anna", happened_at=_MOMENT, recorded_at=_MOMENT, cause="c" * 32)
_BODY: Final = '{"amount":"12500.00 SEK","document_id":"' + "d" * 300 + '"}'
_TABLES: Final = {
    "faktura_event": 13, "faktura_head": 4, "faktura_document": 3, "faktura_index": 6, "faktura_outbox": 7,
}  # fmt: skip
"""The tables a unit adds rows to, with their numbers of columns."""

_COUNT: Final = "UPDATE faktura_counter SET last = last + 1"

Rows = list[tuple[object, ...]]
AnyStore = SqliteStore | PostgresStore


@frozen
class _Database:
    """A database, and how it is written without faktura."""

    name: str
    plain: str
    place: Callable[[Path], str]
    open: Callable[[str], AnyStore]
    read: Callable[[str], dict[str, Rows]]
    write: Callable[[str, Iterator[dict[str, Rows]]], Iterator[None]]


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """Yield the lines of the table; databases are made in *folder*."""
    for database in (_SQLITE, *([] if isinstance(server(), str) else [_POSTGRES])):
        yield _stored(database, folder, scale.invoices, 1)
        yield _stored(database, folder, scale.rounds // 20 + 1, scale.invoices * 5)


def _stored(database: _Database, folder: Path, commits: int, size: int) -> Row:
    """Return the line for so many *commits* of *size* units each, after one to warm up."""
    source, plain, ours = (database.place(folder) for _ in range(3))
    with database.open(source) as store:
        _commit(store, count(1), size * (commits + 1))
    with database.open(plain) as store, store.unit("A") as unit:
        unit.take("invoice")  # so that the sender and all tables are there
    bare = database.write(plain, _parts(database.read(source), commits + 1))
    with database.open(ours) as store:
        numbers = count(1)
        times = in_turns(lambda: _commit(store, numbers, size), lambda: next(bare), rounds=commits, units=size)
    bare.close()  # type: ignore[attr-defined]
    work = f"store in {database.name}, {'one' if size == 1 else f'{size:,}'} a commit"
    return row(work, "invoice", times, f"bare {database.plain}, the same rows")


def _parts(found: dict[str, Rows], commits: int) -> Iterator[dict[str, Rows]]:
    """Yield what each of so many commits adds to the tables."""
    for at in range(commits):
        part = {table: len(some) // commits for table, some in found.items()}
        yield {table: some[at * part[table] : (at + 1) * part[table]] for table, some in found.items()}


def _commit(store: AnyStore, numbers: Iterator[int], size: int) -> None:
    with store.unit("A") as unit:
        for _ in range(size):
            _keep(unit, f"{next(numbers):032}")


def _keep(unit: Unit, id: str) -> None:
    """Store what issuing an invoice of ten lines stores: a number, two streams, documents, look-ups, a delivery."""
    unit.take("invoice")
    content = unit.put(id.encode() * 200)
    for stream, events in ((f"document/{id}", 2), (f"receivable/{id}", 1)):
        unit.append(stream, 0, [_record(stream, version) for version in range(1, events + 1)])
        kinds = ("number", "open_item", "customer", "search", "due")
        unit.index(stream, [IndexRow(kind=kind, key=id, order=id, subject=stream, body=_BODY[:80]) for kind in kinds])
    unit.outbox([OutboxEntry(id=id, not_before=_MOMENT, content=content)])


def _record(stream: str, version: int) -> EventRecord:
    return EventRecord(stream=stream, version=version, name="document.issued", schema=1, body=_BODY, stamp=_STAMP)


# -- SQLite ------------------------------------------------------------------------------------------------


def _sqlite_read(place: str) -> dict[str, Rows]:
    reading = sqlite3.connect(place)
    every = {table: f"SELECT * FROM {table}" for table in _TABLES}  # noqa: S608 - our own names
    found = {table: reading.execute(statement).fetchall() for table, statement in every.items()}
    reading.close()
    return found


def _sqlite_write(place: str, parts: Iterator[dict[str, Rows]]) -> Iterator[None]:
    """Add each part in a commit of its own, one for each `next`, counting the number and sealing the sender too."""
    writing = sqlite3.connect(place, isolation_level=None)
    writing.execute("PRAGMA synchronous = FULL")
    insert = "INSERT INTO {} VALUES ({})"
    statements = {table: insert.format(table, ", ".join("?" * columns)) for table, columns in _TABLES.items()}
    try:
        for part in parts:
            writing.execute("BEGIN IMMEDIATE")
            for table, some in part.items():
                writing.executemany(statements[table], some)
            writing.execute(_COUNT)
            writing.execute("UPDATE faktura_sender SET position = position + 3")
            writing.execute("COMMIT")
            yield
    finally:
        writing.close()


_SQLITE: Final = _Database(
    "SQLite",
    "sqlite3",
    lambda folder: str(Path(mkdtemp(dir=folder)) / "f.db"),
    SqliteStore,
    _sqlite_read,
    _sqlite_write,
)


# -- PostgreSQL --------------------------------------------------------------------------------------------


def _postgres_read(place: str) -> dict[str, Rows]:
    with psycopg.connect(place) as reading:
        select = sql.SQL("SELECT * FROM {} ORDER BY ctid")
        return {table: reading.execute(select.format(sql.Identifier(table))).fetchall() for table in _TABLES}


def _postgres_write(place: str, parts: Iterator[dict[str, Rows]]) -> Iterator[None]:
    """Add each part in a commit of its own, one for each `next`, counting the number and sealing the sender too."""
    insert = sql.SQL("INSERT INTO {} VALUES ({})")
    statements = {
        table: insert.format(sql.Identifier(table), sql.SQL(", ").join([sql.Placeholder()] * columns))
        for table, columns in _TABLES.items()
    }
    with psycopg.connect(place) as writing:
        cursor = writing.cursor()
        for part in parts:
            for table, some in part.items():
                cursor.executemany(statements[table], some)
            cursor.execute(_COUNT)
            cursor.execute("UPDATE faktura_sender SET position = position + 3")
            writing.commit()
            yield


_POSTGRES: Final = _Database(
    "PostgreSQL", "psycopg", lambda _: new_schema(), PostgresStore, _postgres_read, _postgres_write
)

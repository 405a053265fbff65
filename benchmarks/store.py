"""The SQLite store alone: units of an invoice's size, beside bare statements that put the same bytes into the same tables."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from benchmarks.measure import Row, Scale, in_turns, row
from faktura.core.event import EventRecord, Stamp
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import IndexRow, OutboxEntry, Unit

_MOMENT: Final = datetime(2026, 10, 20, 9, tzinfo=UTC)
_STAMP: Final = Stamp(actor="anna", happened_at=_MOMENT, recorded_at=_MOMENT, cause="c" * 32)
_BODY: Final = '{"amount":"12500.00 SEK","document_id":"' + "d" * 300 + '"}'
_TABLES: Final = {
    "faktura_event": 13,
    "faktura_head": 4,
    "faktura_document": 3,
    "faktura_index": 6,
    "faktura_outbox": 7,
}
"""The tables a unit adds rows to, with their numbers of columns."""


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """Yield the lines of the table; databases are made in *folder*."""
    yield _stored(folder, "store: a unit of an invoice's size, one a commit", scale.invoices, 1)
    size = scale.invoices * 3
    yield _stored(folder, f"store: the same, {size} a commit", scale.rounds // 20 + 1, size)


def _stored(folder: Path, work: str, commits: int, size: int) -> Row:
    """Return the line for so many *commits* of *size* units each, after one to warm up."""
    units = size * (commits + 1)
    place = Path(mkdtemp(dir=folder))
    with SqliteStore(place / "source.db") as source:
        _commit(source, count(1), units)
    with SqliteStore(place / "plain.db") as store, store.unit("A") as unit:
        unit.put(b"")  # so that the sender and all tables are there
    plain = _bare(place / "source.db", place / "plain.db", units, size)
    with SqliteStore(place / "ours.db") as store:
        numbers = count(1)
        times = in_turns(lambda: _commit(store, numbers, size), lambda: next(plain), rounds=commits, units=size)
    return row(work, "invoice", times, "bare sqlite3, the same rows")


def _commit(store: SqliteStore, numbers: Iterator[int], size: int) -> None:
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


def _bare(source: Path, target: Path, units: int, size: int) -> Iterator[None]:
    """Copy the rows of *source* into *target*, *size* units for each `next`, counters included."""
    reading = sqlite3.connect(source)
    found = {table: reading.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}  # noqa: S608 - our own names
    reading.close()
    writing = sqlite3.connect(target, isolation_level=None)
    writing.execute("PRAGMA synchronous = FULL")
    for first in range(0, units, size):
        writing.execute("BEGIN IMMEDIATE")
        for table, columns in _TABLES.items():
            each = len(found[table]) // units
            part = found[table][first * each : (first + size) * each]
            writing.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * columns)})", part)  # noqa: S608
        writing.execute("INSERT OR REPLACE INTO faktura_counter VALUES (1, 'invoice', ?)", (first + size,))
        writing.execute("COMMIT")
        if first + size == units:
            writing.close()
        yield

"""The desk over a SQLite file, and the same bytes put into an equal file by bare statements.

What faktura writes is learnt from a first copy of the file, row by row as it is committed; a second
copy is then written by faktura and a third by `sqlite3` alone, under the same pragmas.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp
from typing import Final

from benchmarks.material import LINES, ON
from faktura.core.claim import OpenItem
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, SENDER

_MOMENT: Final = datetime(2026, 10, 20, 9, tzinfo=UTC)

Batch = list[tuple[str, list[tuple[object, ...]]]]
"""Statements with their rows: what one commit adds to the file."""


class Copies:
    """A SQLite file, and as many copies of it as are wanted."""

    def __init__(self, folder: Path, invoices: int, *, issued: bool) -> None:
        """Make the file in *folder*: so many *invoices* of ten lines, as drafts or *issued*."""
        self._folder = Path(mkdtemp(dir=folder))
        self._number = count(1)
        self._first = self._folder / "first.db"
        with SqliteStore(self._first) as store:
            desk = _desk(store, "a")
            self.drafts = tuple(desk.invoices.draft(buyer=COMPANY, lines=LINES).id for _ in range(invoices))
            self.documents = tuple(desk.invoices.issue(id, on=ON) for id in self.drafts) if issued else ()

    def open_items(self) -> tuple[OpenItem, ...]:
        """Return what is owed on each issued document."""
        return tuple(
            OpenItem(
                id=one.id,
                creditor=SENDER.id,
                customer_id=one.buyer.id,
                number=one.number,
                reference=one.payment.reference if one.payment is not None else "",
                open=one.amount_due,
                due=one.due_date or one.issue_date,
                customer_name=one.buyer.name,
            )
            for one in self.documents
        )

    def path(self) -> Path:
        """Return the path of a fresh copy."""
        return Path(copy(self._first, self._folder / f"copy{next(self._number)}.db"))


def _desk(store: SqliteStore, name: str) -> SenderDesk:
    ids = count(1)
    return Desk(store, clock=FixedClock(_MOMENT), new_id=lambda: f"{name}{next(ids):031}").at(SENDER, actor="anna")


def desk_over(path: Path) -> tuple[SqliteStore, SenderDesk]:
    """Return a store over the copy at *path*, and a desk over that."""
    store = SqliteStore(path)
    return store, _desk(store, "b")


def recorded(path: Path, steps: Callable[[SenderDesk], Iterator[object]]) -> list[Batch]:
    """Return what each of the *steps* adds to the file at *path*."""
    store, desk = desk_over(path)
    with store:
        watching = sqlite3.connect(path)
        tables = _tables(watching)
        seen = {table: _last(watching, table) for table in tables}
        batches = [
            [(_insert(table, columns), _since(watching, table, seen)) for table, columns in tables.items()]
            for _ in steps(desk)
        ]
        watching.close()
    return batches


def bare(path: Path, batches: list[Batch]) -> Iterator[None]:
    """Add each batch to the file at *path* in a commit of its own, one for each `next`."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for batch in batches:
        connection.execute("BEGIN IMMEDIATE")
        for statement, rows in batch:
            connection.executemany(statement, rows)
        connection.execute("COMMIT")
        yield
    connection.close()


def _tables(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the tables whose rows are only added, with their numbers of columns."""
    found = {}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall():
        if "WITHOUT ROWID" not in sql and not name.startswith("sqlite_"):
            found[str(name)] = len(connection.execute(f"PRAGMA table_info({name})").fetchall())
    return found


def _last(connection: sqlite3.Connection, table: str) -> int:
    (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()  # noqa: S608 - our own names
    return int(last)


def _since(connection: sqlite3.Connection, table: str, seen: dict[str, int]) -> list[tuple[object, ...]]:
    after, seen[table] = seen[table], _last(connection, table)
    rows = connection.execute(f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid", (after,))  # noqa: S608
    return [tuple(row) for row in rows.fetchall()]


def _insert(table: str, columns: int) -> str:
    return f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608

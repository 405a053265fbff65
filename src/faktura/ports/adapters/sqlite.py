"""The store in one SQLite file: nothing to set up, safe between threads and processes, and across crashes.

Write-ahead log, one writer at a time (`BEGIN IMMEDIATE`), readers that never wait, and every commit on
disk before it is acknowledged (`synchronous = FULL`). Every query finds its rows by an index; a test
asserts each query plan.

>>> with SqliteStore(":memory:") as store:
...     with store.unit("A") as unit:
...         print(unit.take("invoice", first=1001))
...     print(store.senders())
1001
('A',)
"""

import os
import shutil
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Final, Self

from faktura.core.errors import PortError, Unavailable
from faktura.core.wording import Text, register
from faktura.ports import guarantees
from faktura.ports.adapters.sqlite_schema import migrate, version_of
from faktura.ports.adapters.sqlite_unit import SqliteReading, SqliteUnit, run
from faktura.ports.store import Reading, Unit

_TRIES: Final = 50


class SqliteStore:
    """A `Store` in a SQLite file, which is made when it is missing.

    Each unit and each reading has a connection of its own while it lasts; connections are kept for the
    next, and never carried into a forked process. Leave the store's block, or close it, when it is no
    longer needed.

    Args:
        path: The file; `":memory:"` for one that is gone when the store is closed.
        wait: Seconds a unit waits for another one, before it gets `Unavailable`.
    """

    def __init__(self, path: str | Path, *, wait: int = 10) -> None:
        """Open the file, bringing it up to this version's schema."""
        self._folder = tempfile.mkdtemp(prefix="faktura-") if str(path) == ":memory:" else None
        self._path = Path(self._folder, "store.db") if self._folder else Path(path)
        self._wait = wait
        self._mine = threading.local()
        self._changing = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._inherited: list[sqlite3.Connection] = []
        weakref.finalize(self, _close, self._idle, self._process, self._folder)
        try:
            with self._connection() as connection:
                migrate(connection)
        except sqlite3.Error as error:
            raise Unavailable("store.unavailable", reason=str(error)) from error

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        """Open a unit of work; see `Store.unit`."""
        if getattr(self._mine, "unit", None) is not None:
            raise guarantees.second_unit()
        with self._connection() as connection:
            run(connection, "BEGIN IMMEDIATE")
            unit = SqliteUnit(connection, sender_id)
            self._mine.unit = unit
            try:
                yield unit
                run(connection, "COMMIT")
            finally:
                unit.finish()
                self._mine.unit = None

    @contextmanager
    def read(self, sender_id: str) -> Iterator[Reading]:
        """Open a reading of what is stored now; see `Store.read`."""
        with self._connection() as connection:
            run(connection, "BEGIN")
            reading = SqliteReading(connection, sender_id)  # its first query fixes the moment that is read
            try:
                yield reading
            finally:
                reading.finish()

    def senders(self) -> tuple[str, ...]:
        """Return the ids of the senders that have anything stored, in alphabetical order."""
        with self._connection() as connection:
            return tuple(str(id) for (id,) in run(connection, "SELECT id FROM sender ORDER BY id"))

    def close(self) -> None:
        """Close the connections that are not in use; the store opens new ones when it is used again."""
        with self._changing:
            _close(self._idle, self._process, self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._taken() or self._opened()
        try:
            yield connection
        finally:
            _roll_back(connection)  # whatever went wrong, and wherever: an idle connection must hold no lock
            with self._changing:
                self._idle.append(connection)

    def _taken(self) -> sqlite3.Connection | None:
        """Return an idle connection, if there is one of this very process."""
        with self._changing:
            if self._process != os.getpid():  # a forked process must neither use nor close its parent's
                self._process = os.getpid()
                self._inherited.extend(self._idle)
                self._idle.clear()
            return self._idle.pop() if self._idle else None

    def _opened(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(self._path, timeout=self._wait, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise Unavailable("store.unavailable", reason=str(error)) from error
        try:
            version_of(connection)  # another application's file is not even touched
            _write_ahead(connection)
            connection.execute(f"PRAGMA synchronous = {'OFF' if self._folder else 'FULL'}")
        except sqlite3.Error as error:
            connection.close()
            raise Unavailable("store.unavailable", reason=str(error)) from error
        except PortError:
            connection.close()
            raise
        return connection


def _close(connections: list[sqlite3.Connection], process: int, folder: str | None) -> None:
    if process != os.getpid():
        return
    while connections:
        connections.pop().close()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; whoever does it first needs the file alone, and SQLite does not wait for that."""
    for tries_left in reversed(range(_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if not tries_left:
                raise
            sleep(1 / _TRIES)
        else:
            return


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):  # whatever broke the unit is told; this one only cleans up after it
            connection.execute("ROLLBACK")


register(
    {
        "store.unavailable": Text(
            en="the database does not answer ({reason}); try again later",
            sv="databasen svarar inte ({reason}); försök igen senare",
        ),
    }
)

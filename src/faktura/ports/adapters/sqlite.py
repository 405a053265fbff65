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
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Final

from faktura.core.errors import AlreadyRecorded
from faktura.core.wording import Text, register
from faktura.ports.adapters import sql_schema
from faktura.ports.adapters.sql_session import APPLICATION_ID, SqliteSession, unavailable
from faktura.ports.adapters.sql_store import OwnStore
from faktura.ports.adapters.sql_unit import SqlUnit
from faktura.ports.store import Reading

_TRIES: Final = 50


class _FileSession(SqliteSession):
    """A connection to a file that is ours alone."""

    def close(self) -> None:
        """Close the connection."""
        with suppress(sqlite3.Error):
            self.connection.close()

    def is_usable(self) -> bool:
        """A connection to a file is not cut off."""
        return True

    def take_turn(self, sender_id: str) -> None:
        """The turn came with `BEGIN IMMEDIATE`."""

    def migrate(self) -> None:
        """Bring the tables up to this version, and say so in the file's header, where older versions look."""
        super().migrate()
        self.say(f"PRAGMA application_id = {APPLICATION_ID}")
        self.say(f"PRAGMA user_version = {sql_schema.KNOWN}")


class SqliteStore(OwnStore[_FileSession]):
    """A `Store` in a SQLite file, which is made when it is missing, and brought up to this version's tables.

    A file it makes is its owner's alone (mode 0600), and so are its log and its backups; one that is there keeps its mode.
    What is erased is overwritten and leaves the log (`f.db-wal`) when the unit has ended, or when nobody reads any longer what
    was there before: then at the end of the store's next unit or reading, or when it is closed or opened next.

    Args:
        path: The file; `":memory:"` for one that is gone when the store is closed.
        wait: Seconds a unit waits for another one, before it gets `Unavailable`.
    """

    _begin_unit = "BEGIN IMMEDIATE"

    def __init__(self, path: str | Path, *, wait: int = 10) -> None:
        """Open the file."""
        self._folder = tempfile.mkdtemp(prefix="faktura-") if str(path) == ":memory:" else None
        self._path = Path(self._folder, "store.db") if self._folder else Path(path)
        if self._folder:
            weakref.finalize(self, _remove, self._folder, os.getpid())
        synchronous = "OFF" if self._folder else "FULL"
        file = self._path
        _make(file)
        self._owes = _has_log(file)  # a process that was killed may have erased something

        def open_session() -> _FileSession:
            return _opened(file, wait, synchronous)

        super().__init__(open_session)
        self._overwrite()

    def close(self) -> None:
        """Close the connections that are not in use; the store opens new ones when it is used again."""
        self._overwrite()
        super().close()
        if self._folder:
            _remove(self._folder, self._pool.process)

    @contextmanager
    def read(self, sender_id: str) -> Iterator[Reading]:
        """Open a reading of what is stored now; see `Store.read`."""
        with super().read(sender_id) as reading:
            yield reading
        self._overwrite()

    def _committed(self, unit: SqlUnit) -> None:
        """Overwrite what *unit* has erased."""
        self._owes = self._owes or unit.has_erased
        self._overwrite()

    def _overwrite(self) -> None:
        """Bring what was erased into the file and empty its log, if there is such a thing; else at the next chance."""
        if self._owes:
            self._owes = False  # what another thread erases from here on says so anew
            if not _emptied(self._path):
                self._owes = True

    def backup(self, path: str | Path) -> None:
        """Write everything, as of one moment, into a new file at *path*, while others go on reading and writing.

        The copy is a store like any other: open it, and `verify` it.

        Raises:
            AlreadyRecorded: There is a file at *path*.
            Unavailable: It cannot be written.
        """
        target = Path(path)
        with self._pool.session(self._begin_reading) as session:
            if not _make(target):
                raise AlreadyRecorded("store.backup_there")
            try:
                with closing(sqlite3.connect(target)) as copy:
                    session.connection.backup(copy)
            except sqlite3.Error as error:
                target.unlink(missing_ok=True)
                raise unavailable(error) from error


def _remove(folder: str, process: int) -> None:
    """Remove a temporary file with its folder, unless it is another process's."""
    if process == os.getpid():
        shutil.rmtree(folder, ignore_errors=True)


def _make(path: Path) -> bool:
    """Make an empty file at *path* for its owner alone, and tell whether it was not there; what fails, SQLite will say."""
    # Only a new file may be opened here: closing one would let go of the locks that SQLite holds on it in this process.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    except OSError:
        return True
    return True


def _has_log(path: Path) -> bool:
    """Whether a log with anything in it lies beside the file."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _emptied(path: Path) -> bool:
    """Write the log beside *path* into it and empty the log; false when somebody reads or writes just now: nobody waits."""
    try:
        there = f"{path.absolute().as_uri()}?mode=rw"  # never makes a file anew
        with closing(sqlite3.connect(there, timeout=0, uri=True)) as connection:
            ((busy, _, _),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error:
        return False
    return not busy


def _opened(path: Path, wait: int, synchronous: str) -> _FileSession:
    try:
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise unavailable(error) from error
    session = _FileSession(connection)
    try:
        session.belongs_to_us()  # another application's file is not even touched
        _write_ahead(connection)
        session.say(f"PRAGMA synchronous = {synchronous}")
        session.say("PRAGMA secure_delete = ON")  # what is erased is overwritten, whatever this SQLite was built to do
    except sqlite3.Error as error:
        connection.close()
        raise unavailable(error) from error
    except BaseException:
        connection.close()
        raise
    return session


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


register(
    {
        "store.backup_there": Text(
            en="there is a file where the backup is to be written; choose another path, or move that file away",
            sv="det finns redan en fil där säkerhetskopian ska skrivas; välj en annan sökväg, eller flytta filen",
        ),
    }
)

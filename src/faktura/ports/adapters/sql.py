"""The store inside a host's own transaction, over a connection of the host's own: SQLite or PostgreSQL.

The host keeps orders and invoices in one database and stores both together or neither:

>>> import sqlite3
>>> connection = sqlite3.connect(":memory:")
>>> migrate(connection)                             # once, when the host migrates its own tables
>>> store = SqlStore(connection)
>>> with store.unit("A") as unit:
...     unit.take("invoice")
1
>>> connection.rollback()                           # the order failed: so the number is given again
>>> with store.unit("A") as unit:
...     unit.take("invoice")
1
>>> connection.commit()
>>> connection.close()
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from faktura.core.errors import InputError
from faktura.core.wording import Text, register
from faktura.ports import guarantees
from faktura.ports.adapters import sql_schema
from faktura.ports.adapters.sql_reading import SqlReading
from faktura.ports.adapters.sql_session import Session, SqliteSession, savepoint
from faktura.ports.adapters.sql_unit import SqlUnit
from faktura.ports.store import Reading, Unit

if TYPE_CHECKING:
    import psycopg

HostConnection: TypeAlias = "sqlite3.Connection | psycopg.Connection[Any]"


class SqlStore:
    """A `Store` over one connection of the host's, which may be in a transaction of the host's, or not.

    What is different from a store with connections of its own:

    - A unit is a savepoint. When its block raises, its part is undone and the host's transaction goes on;
      when it ends well, it is stored when, and only if, the host commits. Where no transaction is open, a
      unit begins one and leaves it open: the commit is always the host's.
    - Numbers are without gaps all the same: they are held until the host commits, or given again when it
      rolls back. Until then the next unit of the sender waits (in SQLite: every writer of the file), so let
      the host's transaction be short.
    - A reading sees what the host's transaction sees: its own uncommitted writes, and in PostgreSQL's READ
      COMMITTED also what others commit meanwhile. Where no transaction is open it sees one moment.
    - Units need READ COMMITTED in PostgreSQL; in SQLite a transaction that has read before it writes gets
      `Unavailable` when somebody wrote in between: begin it with `BEGIN IMMEDIATE`.
    - Hand nothing over (`desk.run`) before the host has committed: what was sent cannot be rolled back.
    - How long to wait for a lock, whether a commit is on disk before it is acknowledged, and whether what is erased is
      overwritten, are the host's settings: `timeout`, `PRAGMA synchronous` and `PRAGMA secure_delete`, which must be on when
      it is erased; `lock_timeout` and `synchronous_commit`. In write-ahead mode SQLite overwrites with the next checkpoint
      and keeps its log: say `PRAGMA wal_checkpoint(TRUNCATE)` when an erasure is committed.
    - As its connection, it belongs to one thread at a time.
    """

    def __init__(self, connection: HostConnection) -> None:
        """Use *connection*, whose database has faktura's tables (`migrate`).

        Raises:
            PortError: The tables are missing, or of another version than this faktura's.
            InputError: It is no connection of `sqlite3` or psycopg 3.
        """
        self._session = _session(connection)
        self._has_unit = False
        sql_schema.current(self._session.version())

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        """Open a unit of work inside the host's transaction; see `Store.unit`."""
        if self._has_unit:
            raise guarantees.second_unit()
        guarantees.named(sender_id)
        if not self._session.is_open():
            self._session.begin()
        with savepoint(self._session):
            self._session.take_turn(sender_id)
            unit = SqlUnit(self._session, sender_id)
            self._has_unit = True
            try:
                yield unit
                unit.write()
            finally:
                unit.finish()
                self._has_unit = False

    @contextmanager
    def read(self, sender_id: str) -> Iterator[Reading]:
        """Open a reading of what the host's transaction sees; see `Store.read`."""
        begun = not self._session.is_open()
        if begun:
            self._session.begin(writing=False)
        try:
            reading = SqlReading(self._session, sender_id)
            try:
                yield reading
            finally:
                reading.finish()
        finally:
            if begun and self._session.is_open():
                self._session.say("ROLLBACK")

    def senders(self) -> tuple[str, ...]:
        """Return the ids of the senders that have anything stored, in alphabetical order."""
        return tuple(str(id) for (id,) in self._session.run("senders"))


def migrate(connection: HostConnection) -> None:
    """Make faktura's tables in the database of *connection*, or bring them up to this version.

    Everything happens in the host's transaction when one is open; otherwise in one of its own, which is
    committed. Call it where the host migrates its own tables; when there is nothing to do, nothing is done.

    Raises:
        PortError: The tables are those of a newer faktura.
    """
    session = _session(connection)
    if session.is_open():
        session.migrate()
        return
    session.begin()
    try:
        session.migrate()
    except BaseException:
        session.say("ROLLBACK")
        raise
    session.say("COMMIT")


def _session(connection: object) -> Session:
    if isinstance(connection, sqlite3.Connection):
        return SqliteSession(connection)
    if type(connection).__module__.partition(".")[0] == "psycopg":
        from faktura.ports.adapters.postgres_session import PostgresSession

        return PostgresSession(connection)  # type: ignore[arg-type]
    raise InputError("store.connection", found=type(connection).__name__)


register(
    {
        "store.connection": Text(
            en="a {found} is no connection the store can use; give it one of sqlite3 or psycopg 3",
            sv="{found} är ingen anslutning som lagret kan använda; ange en från sqlite3 eller psycopg 3",
        ),
    }
)

"""What the SQL stores ask of a connection, whichever database it leads to; SQLite's answer stands here.

A session never commits by itself: it runs statements and lets its owner, the store or the host, begin
and end. Whatever the database has against a statement is `Unavailable`, its own error behind that.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final, Protocol

from faktura.core.errors import PortError, Unavailable
from faktura.core.wording import Text, register
from faktura.ports.adapters import sql_schema
from faktura.ports.adapters.sql_queries import QUERIES

Value = str | int | bytes | None
Found = tuple[Value, ...]

APPLICATION_ID: Final = 0x66616B74
"""Marks a SQLite file as ours, as its header has it: `fakt`."""


class Session(Protocol):
    """One connection of a database that holds faktura's tables."""

    def run(self, query: str, *values: Value) -> list[Found]:
        """Return all rows of the query of that name."""
        ...

    def many(self, query: str, rows: Sequence[Found]) -> None:
        """Run the query of that name for each of *rows*."""
        ...

    def say(self, statement: str) -> None:
        """Run a statement that begins or ends something: `COMMIT`, `SAVEPOINT x`."""
        ...

    def together(self) -> AbstractContextManager[object]:
        """Let what is run inside the block travel together, where that is quicker."""
        ...

    def take_turn(self, sender_id: str) -> None:
        """Wait until no other unit of this sender is open; held until the transaction ends."""
        ...

    def begin(self, *, writing: bool = True) -> None:
        """Begin a transaction on a host's connection that has none open."""
        ...

    def is_open(self) -> bool:
        """Return whether a transaction is open."""
        ...

    def version(self) -> int:
        """Return the version of the tables, 0 when there are none; nothing is changed.

        Raises:
            PortError: The database cannot hold faktura's tables.
        """
        ...

    def migrate(self) -> None:
        """Bring the tables up to this version, in the transaction that is open; several may try at once."""
        ...


class SqliteSession:
    """A connection of `sqlite3`, whose transactions the owner begins and ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Speak through *connection*, whatever its row factory."""
        self.connection = connection
        self._cursor = connection.cursor()
        self._cursor.row_factory = None

    def run(self, query: str, *values: Value) -> list[Found]:
        """Return all rows of the query; see `Session.run`."""
        try:
            return self._cursor.execute(QUERIES[query], values).fetchall()
        except sqlite3.Error as error:
            raise unavailable(error) from error

    def many(self, query: str, rows: Sequence[Found]) -> None:
        """Run the query for each of *rows*; see `Session.many`."""
        try:
            self._cursor.executemany(QUERIES[query], rows)
        except sqlite3.Error as error:
            raise unavailable(error) from error

    def say(self, statement: str) -> None:
        """Run a statement that begins or ends something; see `Session.say`."""
        try:
            self._cursor.execute(statement)
        except sqlite3.Error as error:
            raise unavailable(error) from error

    def together(self) -> AbstractContextManager[object]:
        """Nothing travels: SQLite works in this very process."""
        return nullcontext()

    def take_turn(self, sender_id: str) -> None:  # noqa: ARG002 - one turn for all senders
        """SQLite has one writer at a time: be it, if that was not begun with `BEGIN IMMEDIATE`."""
        # An update of nothing takes the write lock, and fails at once when the transaction has read what is old by now.
        self.say("UPDATE faktura_schema SET version = version WHERE version < 0")

    def begin(self, *, writing: bool = True) -> None:
        """Begin a transaction; see `Session.begin`."""
        self.say("BEGIN IMMEDIATE" if writing else "BEGIN")

    def is_open(self) -> bool:
        """Return whether a transaction is open; see `Session.is_open`."""
        return self.connection.in_transaction

    def version(self) -> int:
        """Return the version of the tables; see `Session.version`."""
        try:
            if self._cursor.execute("SELECT 1 FROM sqlite_schema WHERE name = 'faktura_schema'").fetchall():
                ((version,),) = self._cursor.execute(QUERIES["version"]).fetchall()
                return int(version)
            if self._cursor.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,):
                (version,) = self._cursor.execute("PRAGMA user_version").fetchone()
                return int(version)  # version 1 kept its number there
        except sqlite3.Error as error:
            raise unavailable(error) from error
        return 0

    def migrate(self) -> None:
        """Bring the tables up to this version; see `Session.migrate`."""
        for step in sql_schema.missing_steps(self.version(), sql_schema.SQLITE):
            if isinstance(step, str):
                self.say(step)
            else:
                step(self.connection)

    def belongs_to_us(self) -> None:
        """Refuse a file that another application made; an empty one is nobody's.

        Raises:
            PortError: There are tables, and none of ours.
        """
        try:
            # In this order: another process may be making the tables, which are marked in the same commit.
            (tables,) = self._cursor.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            (application,) = self._cursor.execute("PRAGMA application_id").fetchone()
        except sqlite3.Error as error:
            raise unavailable(error) from error
        if tables and application != APPLICATION_ID:
            raise PortError("store.foreign")


def unavailable(error: Exception, reason: str = "") -> Unavailable:
    """Return the typed error for what a database says: *reason*, or else *error*, which stands behind it."""
    return Unavailable("store.unavailable", reason=" ".join((reason or str(error)).split()))


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Let the block be undone alone when it raises, inside a transaction that goes on."""
    session.say("SAVEPOINT faktura_unit")
    try:
        yield
        session.say("RELEASE SAVEPOINT faktura_unit")
    except BaseException:
        if session.is_open():  # a database that was full or cut off has undone everything already
            session.say("ROLLBACK TO SAVEPOINT faktura_unit")
            session.say("RELEASE SAVEPOINT faktura_unit")
        raise


register(
    {
        "store.unavailable": Text(
            en="the database does not answer ({reason}); try again later",
            sv="databasen svarar inte ({reason}); försök igen senare",
        ),
        "store.foreign": Text(
            en="the database file belongs to another application; give the store a file of its own, or use SqlStore",
            sv="databasfilen hör till ett annat program; ge lagret en egen fil, eller använd SqlStore",
        ),
    }
)

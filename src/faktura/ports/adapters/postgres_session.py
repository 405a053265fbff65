"""PostgreSQL's answer to what the SQL stores ask of a connection; only this module needs psycopg."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final

import psycopg
from psycopg.rows import tuple_row

from faktura.core.errors import PortError, Unavailable
from faktura.core.wording import Text, register
from faktura.ports.adapters import sql_schema
from faktura.ports.adapters.sql_queries import QUERIES, for_psycopg
from faktura.ports.adapters.sql_session import Found, Value, unavailable

_QUERIES: Final = {name: for_psycopg(statement) for name, statement in QUERIES.items()}
_TURN: Final = (
    b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 'faktura_sender'::regclass::oid::bigint)),"
    b" current_setting('transaction_isolation')"
)
"""The lock of one sender among these very tables; two senders share one by rare chance, and then wait for each other."""

_TABLES: Final = (
    # Not by to_regclass: that may go on believing that there is no such table when another process has just made it.
    b"SELECT EXISTS (SELECT FROM pg_tables WHERE tablename = 'faktura_schema' AND schemaname = ANY (current_schemas(false))),"
    b" current_setting('server_encoding')"
)

UNIT_LEVEL: Final = "ISOLATION LEVEL READ COMMITTED"
"""So that a unit sees what was stored before its turn came."""

READING_LEVEL: Final = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
"""So that a reading sees one moment."""

_MIGRATION: Final = b"SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), 1717660532))"

_SETTINGS: Final = (
    b"SELECT set_config('lock_timeout', %s, false), set_config('client_encoding', 'UTF8', false),"
    b" set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
    b" WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)"
)


class PostgresSession:
    """A connection of psycopg 3, whose transactions the owner begins and ends."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        """Speak through *connection*, whatever its row factory."""
        self.connection = connection
        self._cursor = connection.cursor(row_factory=tuple_row)

    def run(self, query: str, *values: Value) -> list[Found]:
        """Return all rows of the query; see `Session.run`."""
        return self._ask(_QUERIES[query], values)

    def _ask(self, statement: bytes, values: Sequence[Value] = ()) -> list[Found]:
        try:
            return self._cursor.execute(statement, values, binary=True).fetchall()
        except psycopg.Error as error:
            raise _unavailable(error) from error

    def many(self, query: str, rows: Sequence[Found]) -> None:
        """Run the query for each of *rows*; see `Session.many`."""
        try:
            if len(rows) == 1:
                self._cursor.execute(_QUERIES[query], rows[0])
            else:
                self._cursor.executemany(_QUERIES[query], rows)
        except psycopg.Error as error:
            raise _unavailable(error) from error

    def say(self, statement: str) -> None:
        """Run a statement that begins or ends something; see `Session.say`."""
        try:
            self._cursor.execute(statement.encode())
        except psycopg.Error as error:
            raise _unavailable(error) from error
        if statement == "COMMIT" and self._cursor.statusmessage != "COMMIT":
            # PostgreSQL answers the commit of a transaction in which something failed by undoing it, without an error.
            raise Unavailable("store.unavailable", reason="an earlier statement of the unit failed")

    def together(self) -> AbstractContextManager[object]:
        """Send statements without waiting for the answer to each."""
        return _pipeline(self.connection)

    def take_turn(self, sender_id: str) -> None:
        """Wait for the sender's lock; see `Session.take_turn`."""
        ((_, isolation),) = self._ask(_TURN, (sender_id,))
        if isolation != "read committed":  # the moment it sees was fixed before its turn came
            raise PortError("store.isolation", found=isolation)

    def begin(self, *, writing: bool = True) -> None:
        """Begin a transaction; see `Session.begin`. Without autocommit psycopg begins it with the next statement."""
        if self.connection.autocommit:
            self.say("BEGIN")
        self.say("SET TRANSACTION " + (UNIT_LEVEL if writing else READING_LEVEL))

    def is_open(self) -> bool:
        """Return whether a transaction is open; see `Session.is_open`."""
        return self.connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    def version(self) -> int:
        """Return the version of the tables; see `Session.version`."""
        ((has_tables, encoding),) = self._ask(_TABLES)
        if encoding != "UTF8":
            raise PortError("store.encoding", found=encoding)
        if not has_tables:
            return 0
        ((version,),) = self.run("version")
        assert isinstance(version, int)  # noqa: S101 - the column's type
        return version

    def migrate(self) -> None:
        """Bring the tables up to this version; see `Session.migrate`."""
        self._ask(_MIGRATION)
        for step in sql_schema.missing_steps(self.version(), sql_schema.POSTGRES):
            assert isinstance(step, str)  # noqa: S101 - Python has nothing to do between these steps
            self.say(step)

    def close(self) -> None:
        """Close the connection."""
        with suppress(psycopg.Error):
            self.connection.close()

    def is_usable(self) -> bool:
        """Return whether the connection still stands."""
        return not self.connection.closed and not self.connection.broken


def _unavailable(error: psycopg.Error) -> Unavailable:
    """Return the typed error, without PostgreSQL's details: those show the values, which may be personal."""
    return unavailable(error, error.diag.message_primary or "")


def opened(database: "str | Callable[[], psycopg.Connection[Any]]", wait: int) -> PostgresSession:
    """Return a session over a new connection, which waits so many seconds for a lock and commits to disk.

    Raises:
        Unavailable: The database does not answer.
    """
    try:
        connection = psycopg.connect(database) if isinstance(database, str) else database()
        connection.autocommit = True  # the store says itself where a transaction begins and ends
        connection.execute(_SETTINGS, (f"{wait * 1000 or 1}ms",))
    except psycopg.Error as error:
        raise _unavailable(error) from error
    return PostgresSession(connection)


@contextmanager
def _pipeline(connection: "psycopg.Connection[Any]") -> Iterator[None]:
    """Open psycopg's pipeline, with its errors as ours."""
    try:
        with connection.pipeline():
            yield
    except psycopg.Error as error:
        raise _unavailable(error) from error


register(
    {
        "store.isolation": Text(
            en="a unit in a transaction of {found} cannot see what was stored before its turn; use READ COMMITTED",
            sv="en arbetsenhet i en transaktion med {found} ser inte det som lagrades före dess tur; använd READ COMMITTED",
        ),
        "store.encoding": Text(
            en="the database is encoded in {found}, which cannot hold every text; use one in UTF8",
            sv="databasen har teckenkodningen {found}, som inte rymmer alla texter; använd en i UTF8",
        ),
    }
)

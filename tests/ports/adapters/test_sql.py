"""The store inside a host's own transaction keeps every promise too, and the last word is the host's."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from faktura.core.errors import InputError, PortError, Unavailable
from faktura.ports.adapters import sql
from faktura.ports.adapters.sql import SqlStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import Reading, Store, Unit
from faktura.testing.contracts import StoreContract
from faktura.testing.contracts.store_samples import Interrupted, record
from tests.postgres import new_schema

Connection = Any
"""One of sqlite3 or psycopg."""


class Host:
    """A host that stores its own things and ours in one transaction, and commits whatever the unit did.

    One connection for each thread's units, another for its readings, as a web server would.
    """

    def __init__(self, connect: Callable[[], Connection], *, begin: str = "") -> None:
        self._connect, self._begin = connect, begin
        self._mine = threading.local()
        self._opened: list[Connection] = []
        connection = connect()
        sql.migrate(connection)
        connection.execute("CREATE TABLE IF NOT EXISTS theirs (number INTEGER)")
        connection.commit()
        connection.close()

    def _own(self) -> tuple[Connection, SqlStore]:
        if not hasattr(self._mine, "store"):
            self._mine.connection = self._connect()
            self._opened.append(self._mine.connection)
            self._mine.store = SqlStore(self._mine.connection)
            self._mine.connection.rollback()
        return self._mine.connection, self._mine.store

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        connection, store = self._own()
        if self._begin and not store._has_unit:
            connection.execute(self._begin)
            connection.execute("INSERT INTO theirs VALUES (1)")
        with self._committed(connection, store), store.unit(sender_id) as unit:
            yield unit

    @contextmanager
    def _committed(self, connection: Connection, store: SqlStore) -> Iterator[None]:
        """Commit whatever happens: that nothing of a broken unit is stored is the savepoint's doing."""
        try:
            yield
        finally:
            if not store._has_unit:
                connection.commit()

    @contextmanager
    def read(self, sender_id: str) -> Iterator[Reading]:
        connection = self._connect()
        with closing(connection):
            store = SqlStore(connection)
            connection.rollback()
            with store.read(sender_id) as reading:
                yield reading

    def senders(self) -> tuple[str, ...]:
        with closing(self._connect()) as connection:
            return SqlStore(connection).senders()

    def close(self) -> None:
        for connection in self._opened:
            connection.close()


def sqlite_host(path: Path, *, timeout: int = 10, **options: Any) -> Callable[[], Connection]:
    """A host's way to its SQLite file: its own settings and row factory."""

    def connect() -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(path, timeout=timeout, check_same_thread=False, **options)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        return connection

    return connect


def postgres_host(uri: str, *, autocommit: bool = False, wait: str = "10s") -> Callable[[], Connection]:
    """A host's way to its PostgreSQL database: its own settings and row factory."""

    def connect() -> Connection:
        connection = psycopg.connect(uri, autocommit=autocommit, row_factory=dict_row)
        connection.execute("SELECT set_config('lock_timeout', %s, false)", (wait,))
        connection.commit()
        return connection

    return connect


class TestSqliteHost(StoreContract):
    """Python's usual mode, in which the unit begins the transaction."""

    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.connect = sqlite_host(tmp_path / "host.db")
        self.hurried = sqlite_host(tmp_path / "host.db", timeout=0)

    def make_store(self) -> Host:
        return Host(self.connect)

    def make_impatient_store(self) -> Host:
        return Host(self.hurried)

    def reopen(self, store: Store) -> Host:
        self.dispose(store)
        return Host(self.connect)


class TestSqliteHostInItsTransaction(TestSqliteHost):
    """The host has begun, and written something of its own."""

    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.connect = sqlite_host(tmp_path / "host.db", isolation_level=None)

    def make_store(self) -> Host:
        return Host(self.connect, begin="BEGIN IMMEDIATE")

    def make_impatient_store(self) -> Host:
        pytest.skip("the host's own BEGIN waits, before the store is asked")


class TestPostgresHost(StoreContract):
    """psycopg's usual mode, in which every statement is in a transaction."""

    @pytest.fixture(autouse=True)
    def _schema(self) -> None:
        uri = new_schema()
        self.connect, self.hurried = postgres_host(uri), postgres_host(uri, wait="1ms")

    def make_store(self) -> Host:
        return Host(self.connect)

    def make_impatient_store(self) -> Host:
        return Host(self.hurried)

    def reopen(self, store: Store) -> Host:
        self.dispose(store)
        return Host(self.connect)


class TestPostgresHostInItsTransaction(TestPostgresHost):
    """Autocommit, and a transaction that the host has begun."""

    @pytest.fixture(autouse=True)
    def _schema(self) -> None:
        uri = new_schema()
        self.connect = postgres_host(uri, autocommit=True)
        self.hurried = postgres_host(uri, autocommit=True, wait="1ms")

    def make_store(self) -> Host:
        return Host(self.connect, begin="BEGIN")


# -- the host's own transaction ----------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres", "postgres autocommit"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Connection]:
    """A host's way to a database with faktura's tables and one of its own."""
    if request.param == "sqlite":
        way = sqlite_host(tmp_path / "host.db")
    else:
        way = postgres_host(new_schema(), autocommit=request.param.endswith("autocommit"))
    Host(way).close()
    return way


@pytest.fixture
def connection(connect: Callable[[], Connection]) -> Iterator[Connection]:
    """The host's connection."""
    with closing(connect()) as opened:
        yield opened


def begin(connection: Connection) -> None:
    """Begin a transaction where the driver does not by itself."""
    if getattr(connection, "autocommit", False) is True:
        connection.execute("BEGIN")


def test_both_are_stored_or_neither(connection: Connection, connect: Callable[[], Connection]) -> None:
    """What the host stores and what the unit stores share one commit, and one rollback."""
    store = SqlStore(connection)
    for end, number, theirs in ((connection.rollback, 1, 0), (connection.commit, 1, 1), (connection.commit, 2, 2)):
        begin(connection)
        connection.execute("INSERT INTO theirs VALUES (7)")
        with store.unit("A") as unit:
            assert unit.take("invoice") == number
        end()
        with closing(connect()) as other:
            assert len(other.execute("SELECT number FROM theirs").fetchall()) == theirs


def test_a_broken_unit_leaves_the_host_its_transaction(connection: Connection) -> None:
    """The host may catch it, store something else and commit."""
    store = SqlStore(connection)
    begin(connection)
    connection.execute("INSERT INTO theirs VALUES (7)")
    with pytest.raises(Interrupted), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
        unit.append("s", 0, [record("s", 1)])
        unit.events("s")
        raise Interrupted
    with store.unit("A") as unit:
        assert unit.events("s") == ()
        unit.append("t", 0, [record("t", 1)])
    connection.commit()
    assert len(connection.execute("SELECT number FROM theirs").fetchall()) == 1
    with store.read("A") as reading:
        assert [one.stream for _, one in reading.history()] == ["t"]


def test_units_of_one_transaction_follow_each_other(connection: Connection) -> None:
    """Also for several senders; a reading in between sees them, and ends nothing."""
    store = SqlStore(connection)
    for sender, number in (("A", 1), ("B", 1), ("A", 2)):
        with store.unit(sender) as unit:
            assert unit.take("invoice") == number
        with store.read(sender) as reading:
            assert list(reading.history()) == []
    assert store.senders() == ("A", "B")
    connection.rollback()
    assert store.senders() == ()


def test_reading_leaves_no_transaction_behind(connection: Connection) -> None:
    """A host that only reads holds no lock afterwards."""
    store = SqlStore(connection)
    connection.rollback()
    with store.read("A") as reading:
        assert reading.events("s") == ()
    if isinstance(connection, sqlite3.Connection):
        assert not connection.in_transaction
    else:
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_the_number_is_held_until_the_host_commits(connect: Callable[[], Connection]) -> None:
    """Another host's unit waits that long, and then takes the next number."""
    first, second, taken = connect(), connect(), []

    def other() -> None:
        with SqlStore(second).unit("A") as unit:
            taken.append(unit.take("invoice"))
        second.commit()

    with SqlStore(first).unit("A") as unit:
        taken.append(unit.take("invoice"))
    thread = threading.Thread(target=other)
    thread.start()
    thread.join(0.2)
    assert taken == [1]
    first.commit()
    thread.join()
    assert taken == [1, 2]
    first.close()
    second.close()


def test_tables_must_be_there(tmp_path: Path) -> None:
    """A host that has not migrated is told to, and nothing is made behind its back."""
    with closing(sqlite3.connect(tmp_path / "host.db")) as connection:
        with pytest.raises(PortError) as refused:
            SqlStore(connection)
        assert refused.value.code == "store.older"
        assert connection.execute("SELECT * FROM sqlite_schema").fetchall() == []


def test_a_connection_of_something_else_is_refused() -> None:
    """With what it should be."""
    with pytest.raises(InputError) as refused:
        SqlStore(object())  # type: ignore[arg-type]
    assert refused.value.code == "store.connection"


def test_a_file_of_the_store_can_be_used_by_a_host(tmp_path: Path) -> None:
    """`SqliteStore` and `SqlStore` have the same tables."""
    with SqliteStore(tmp_path / "f.db") as store, store.unit("A") as unit:
        unit.take("invoice")
    with closing(sqlite3.connect(tmp_path / "f.db")) as connection, SqlStore(connection).unit("A") as unit:
        assert unit.take("invoice") == 2


def test_a_transaction_that_has_read_what_is_old_cannot_write(tmp_path: Path) -> None:
    """In SQLite a unit after a reading of the host's gets `Unavailable` when somebody wrote in between."""
    connect = sqlite_host(tmp_path / "host.db", isolation_level=None)
    Host(connect).close()
    with closing(connect()) as late, closing(connect()) as quick:
        late.execute("BEGIN")
        late.execute("SELECT * FROM theirs").fetchall()
        quick.execute("INSERT INTO theirs VALUES (1)")
        with pytest.raises(Unavailable), SqlStore(late).unit("A"):
            pytest.fail("the unit must not begin")


@pytest.mark.parametrize("level", [psycopg.IsolationLevel.REPEATABLE_READ, psycopg.IsolationLevel.SERIALIZABLE])
def test_a_unit_needs_to_see_what_was_stored_before_its_turn(level: psycopg.IsolationLevel) -> None:
    """In PostgreSQL a transaction whose moment was fixed before is refused; it can read."""
    connect = postgres_host(new_schema())
    Host(connect).close()
    with closing(connect()) as connection:
        connection.isolation_level = level
        with pytest.raises(PortError) as refused, SqlStore(connection).unit("A"):
            pytest.fail("the unit must not begin")
        assert refused.value.code == "store.isolation"
        with SqlStore(connection).read("A") as reading:
            assert list(reading.history()) == []

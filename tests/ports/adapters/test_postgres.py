"""The PostgreSQL store keeps every promise of a store, on a real server."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from faktura.core.errors import PortError, Unavailable
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.store import IndexRow, Store
from faktura.testing.contracts import StoreContract
from tests.postgres import new_schema


class TestPostgresStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _schema(self) -> None:
        self.uri = new_schema()

    def make_store(self) -> PostgresStore:
        return PostgresStore(self.uri)

    def make_impatient_store(self) -> PostgresStore:
        return PostgresStore(self.uri, wait=0)

    def reopen(self, store: Store) -> PostgresStore:
        self.dispose(store)
        return PostgresStore(self.uri)


# -- the server, and what can go wrong between it and us ----------------------------------------------------


@pytest.fixture
def uri() -> str:
    """Where an empty schema is."""
    return new_schema()


def test_a_store_may_be_given_a_way_to_connect(uri: str) -> None:
    """A host's own function, pool or settings; the store sets autocommit and row factory as it needs them."""
    opened = []

    def connect() -> "psycopg.Connection[dict[str, object]]":
        opened.append(psycopg.connect(uri, row_factory=dict_row, application_name="host"))
        return opened[-1]

    with PostgresStore(connect) as store, store.unit("A") as unit:
        assert unit.take("invoice") == 1
    assert len(opened) == 1
    assert opened[0].closed


def test_every_text_gets_through(uri: str) -> None:
    """Whatever encoding the connection was set to speak."""
    with PostgresStore(f"{uri}&client_encoding=latin1") as store:
        with store.unit("räksmörgås") as unit:
            unit.index("ключ", [IndexRow(kind="k", key="𝄞", subject="ключ")])
        with store.read("räksmörgås") as reading:
            assert [row.key for row in reading.rows("k", ["𝄞"])] == ["𝄞"]


def test_every_commit_is_on_disk_before_it_is_acknowledged(uri: str) -> None:
    """Also where the server, the database or the connection says otherwise."""
    with PostgresStore(f"{uri}%20-csynchronous_commit%3Doff") as store, store._pool.session("BEGIN") as session:
        assert session.connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    with (
        PostgresStore(f"{uri}%20-csynchronous_commit%3Dremote_write") as store,
        store._pool.session("BEGIN") as session,
    ):
        assert session.connection.execute("SHOW synchronous_commit").fetchone() == ("remote_write",)


def test_units_of_one_sender_take_turns_and_others_do_not_wait(uri: str) -> None:
    """A unit that waits too long is told, with the driver's own error behind."""
    with PostgresStore(uri, wait=0) as store, PostgresStore(uri, wait=0) as other:
        with store.unit("A") as unit:
            unit.take("invoice")
            with other.unit("B") as theirs:
                assert theirs.take("invoice") == 1
            with pytest.raises(Unavailable) as refused, other.unit("A"):
                pytest.fail("two units of one sender at once")
            assert isinstance(refused.value.__cause__, psycopg.errors.LockNotAvailable)
        with other.unit("A") as theirs:
            assert theirs.take("invoice") == 2


def test_a_unit_in_which_something_failed_is_not_acknowledged(uri: str) -> None:
    """PostgreSQL answers its commit by undoing it, without an error: that must not pass for stored."""
    with PostgresStore(uri) as store:
        with pytest.raises(Unavailable, match="earlier statement"), store.unit("A") as unit:  # noqa: PT012
            unit.take("invoice")
            unit.events("s")  # now the number is with the server, and nothing waits for the end of the unit
            with suppress(Unavailable):
                unit._session.say("SELECT 1/0")  # type: ignore[attr-defined]
        assert store.senders() == ()


def test_a_store_works_on_after_its_connections_were_cut(uri: str) -> None:
    """What was idle is opened anew without a word; a unit that was open is told, and not stored."""
    with PostgresStore(uri) as store, psycopg.connect(uri, autocommit=True) as admin:
        with store.read("A"), store.unit("A") as unit:
            unit.take("invoice")
        assert len(store._pool.idle) == 2
        admin.execute(CUT)
        with store.unit("A") as unit:
            assert unit.take("invoice") == 2
        with pytest.raises(Unavailable), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            assert unit.take("invoice") == 3
            admin.execute(CUT)
        with store.unit("A") as unit:
            assert unit.take("invoice") == 3
        assert len(store._pool.idle) == 1


CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"


def test_what_cannot_be_reached_is_unavailable(tmp_path: Path) -> None:
    """No server there: the typed error, with what to do."""
    with pytest.raises(Unavailable, match="try again later"):
        PostgresStore(f"postgresql://nobody@/none?host={tmp_path}")


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it."""
    monkeypatch.setitem(sys.modules, "faktura.ports.adapters.postgres_session", None)
    with pytest.raises(PortError, match=r"faktura\[postgres\]") as refused:
        PostgresStore("postgresql:///any")
    assert refused.value.code == "store.no_psycopg"


FORKS = """
import os, sys
from faktura.ports.adapters.postgres import PostgresStore
with PostgresStore(sys.argv[1]) as store:
    with store.unit("A") as unit:
        unit.take("invoice")
    child = os.fork()
    with store.unit("A") as unit:
        number = unit.take("invoice")
    if child:
        os.waitpid(child, 0)
        with store.unit("A") as unit:
            print(unit.take("invoice"))
"""


def test_a_connection_is_not_carried_into_a_forked_process(uri: str) -> None:
    """Parent and child go on, each with connections of its own."""
    done = subprocess.run([sys.executable, "-c", FORKS, uri], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "4\n", "")

"""The SQLite store keeps every promise of a store, also between processes, and asks no slow question."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from faktura.core.errors import AlreadyRecorded, FakturaError, PortError, Unavailable
from faktura.ports.adapters.sql_queries import QUERIES
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import Store
from faktura.testing.contracts import StoreContract


class TestSqliteStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.path = tmp_path / "f.db"

    def make_store(self) -> SqliteStore:
        return SqliteStore(self.path)

    def make_impatient_store(self) -> SqliteStore:
        return SqliteStore(self.path, wait=0)

    def reopen(self, store: Store) -> SqliteStore:
        self.dispose(store)
        return SqliteStore(self.path)


class TestSqliteStoreInMemory(StoreContract):
    def make_store(self) -> SqliteStore:
        return SqliteStore(":memory:")

    def make_impatient_store(self) -> SqliteStore:
        return SqliteStore(":memory:", wait=0)


# -- durability and other processes -----------------------------------------------------------------------


def test_a_commit_is_on_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    """Write-ahead log, and every commit synchronised."""
    with SqliteStore(tmp_path / "f.db") as store, store._pool.session("BEGIN") as session:
        settings = {name: session.connection.execute(f"PRAGMA {name}").fetchone() for name in SETTINGS}
    assert settings == SETTINGS


SETTINGS = {"journal_mode": ("wal",), "synchronous": (2,), "busy_timeout": (10_000,)}


DIES = """
import os, sys
from faktura.ports.adapters.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
with store.unit("A") as unit:
    unit.take("invoice")
print("stored", flush=True)
with store.unit("A") as unit:
    unit.take("invoice")
    unit.put(b"x" * 10_000_000)
    os.kill(os.getpid(), 9)
"""


def test_a_killed_process_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """And its unfinished unit leaves no number behind."""
    done = subprocess.run(
        [sys.executable, "-c", DIES, str(tmp_path / "f.db")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (-9, "stored\n")
    with SqliteStore(tmp_path / "f.db") as store, store.unit("A") as unit:
        assert unit.take("invoice") == 2


def test_a_unit_that_waits_too_long_is_told(tmp_path: Path) -> None:
    """With the typed error, behind which SQLite's own stands."""
    with SqliteStore(tmp_path / "f.db", wait=0) as store, SqliteStore(tmp_path / "f.db", wait=0) as other:
        with store.unit("A"), pytest.raises(Unavailable) as refused, other.unit("B"):
            pytest.fail("two writers at once")
        assert isinstance(refused.value.__cause__, sqlite3.OperationalError)
        with other.unit("B") as unit:
            unit.put(b"free again")


def test_a_failed_commit_stores_nothing(tmp_path: Path) -> None:
    """A disk that is full at the last moment: `Unavailable`, and the state is the one before."""
    with SqliteStore(tmp_path / "f.db") as store:
        with store._pool.session("BEGIN") as session:
            (pages,) = session.connection.execute("PRAGMA page_count").fetchone()
            session.say(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Unavailable), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            unit.take("invoice")
            unit.put(bytes(1_000_000))
        assert store.senders() == ()
        with store._pool.session("BEGIN") as session:
            session.say("PRAGMA max_page_count = 1000000")
        with store.unit("A") as unit:
            assert unit.take("invoice") == 1


@pytest.mark.parametrize("block", ["unit", "read"])
def test_a_block_that_fails_at_its_first_query_holds_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    """The connection that is kept for the next block has let go of its transaction."""
    with SqliteStore(tmp_path / "f.db", wait=1) as store, SqliteStore(tmp_path / "f.db", wait=1) as other:
        with monkeypatch.context() as first_query:
            first_query.setitem(QUERIES, "sender", "SELECT 1 FROM nowhere WHERE id = ?")
            with pytest.raises(Unavailable), getattr(store, block)("A"):
                pytest.fail("the block must not begin")
        for one in (other, store):
            with one.unit("A") as unit:
                unit.take("invoice")


def test_connections_are_kept_and_closed(tmp_path: Path) -> None:
    """One for each block that is open at the same time, used again afterwards, none left after closing."""
    store = SqliteStore(tmp_path / "f.db")
    with store.read("A"), store.read("A"), store.unit("A"):
        pass
    assert len(store._pool.idle) == 3
    threads = [threading.Thread(target=store.senders) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store._pool.idle) == 3
    store.close()
    assert store._pool.idle == []
    assert [path.name for path in tmp_path.iterdir()] == ["f.db"]
    assert store.senders() == ()
    store.close()


def test_a_memory_store_leaves_nothing_behind() -> None:
    """Its temporary file goes with it."""
    store = SqliteStore(":memory:")
    path = store._path
    with store.unit("A") as unit:
        unit.put(b"content")
    assert path.exists()
    store.close()
    assert not path.parent.exists()


# -- files that are not what they should be ---------------------------------------------------------------


def test_a_file_of_another_application_is_left_alone(tmp_path: Path) -> None:
    """Its tables stay as they are."""
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(PortError) as refused:
        SqliteStore(path)
    assert refused.value.code == "store.foreign"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"this is no database file, but long enough to be looked at" * 20, None])
def test_what_cannot_be_opened_is_unavailable(tmp_path: Path, content: bytes | None) -> None:
    """Something else in the file, or a folder in its place: the typed error with what to do."""
    path = tmp_path / "f.db"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(FakturaError) as refused:
        SqliteStore(path)
    assert isinstance(refused.value, Unavailable)
    assert re.search("try again later", str(refused.value))


# -- backup ------------------------------------------------------------------------------------------------


def test_a_backup_is_a_store_as_of_one_moment(tmp_path: Path) -> None:
    """Taken while a unit is open, it holds what was stored before, and works on by itself."""
    with SqliteStore(tmp_path / "f.db") as store:
        with store.unit("A") as unit:
            unit.take("invoice")
        with store.unit("A") as unit:
            unit.take("invoice")
            store.backup(tmp_path / "copy.db")
    with SqliteStore(tmp_path / "copy.db") as copy, copy.unit("A") as unit:
        assert unit.take("invoice") == 2


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    """Neither another file nor the store itself; and one that cannot be written leaves none behind."""
    with SqliteStore(tmp_path / "f.db") as store:
        with pytest.raises(AlreadyRecorded):
            store.backup(tmp_path / "f.db")
        with pytest.raises(Unavailable):
            store.backup(tmp_path / "no folder" / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["f.db"]


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    """With its log, its index and its backup, whatever the umask; a file that is there keeps its mode."""
    before = os.umask(0)
    try:
        (tmp_path / "theirs.db").touch(0o660)
        with SqliteStore(tmp_path / "f.db") as store, SqliteStore(tmp_path / "theirs.db") as theirs:
            store.backup(tmp_path / "copy.db")
            for one in (store, theirs):
                with one.unit("A") as unit:
                    unit.take("invoice")
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert {name for name in modes if name.startswith("f.db")} == {"f.db", "f.db-wal", "f.db-shm"}
    assert modes == {name: 0o660 if name.startswith("theirs") else 0o600 for name in modes}

"""What is erased from the SQLite store is in no byte of its file and its log, as soon as no reading needs it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import Store

SECRET = b"Tolvan Tolvansson "


def test_what_is_erased_is_in_no_byte_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite leaves what is deleted in free pages unless told otherwise; some builds of it are told, some are not."""
    connect = sqlite3.connect

    def plain(*args: Any, **settings: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **settings)
        connection.execute("PRAGMA secure_delete = OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", plain)
    path = tmp_path / "f.db"
    with SqliteStore(path) as store:
        with store.unit("A") as unit:
            digests = [unit.put(b"Tolvan Tolvansson " * times) for times in (1, 5_000)]
        with store.unit("A") as unit:
            for digest in digests:
                unit.erase(digest)
    assert not any(b"Tolvan" in file.read_bytes() for file in tmp_path.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that somebody closed a year ago, with a document in it."""
    with SqliteStore(tmp_path / "f.db") as store:
        put(store)
    assert is_there(tmp_path / "f.db")
    return tmp_path / "f.db"


def put(store: Store) -> None:
    """Store a document, and another that stays."""
    with store.unit("A") as unit:
        unit.put(SECRET * 400)
        unit.put(b"other")


def erase(store: Store) -> None:
    """Erase the document."""
    with store.unit("A") as unit:
        unit.erase(unit.put(SECRET * 400))


def is_there(path: Path) -> bool:
    """Whether a byte of the document is left in the file or beside it."""
    return any(SECRET in file.read_bytes() for file in path.parent.iterdir())


@pytest.mark.parametrize("again", [False, True])
def test_it_is_gone_when_the_unit_has_ended(path: Path, again: bool) -> None:
    """From the file of a year ago, and from the log of today; the store is in use all the while."""
    with SqliteStore(path) as store:
        if again:
            put(store)
        erase(store)
        assert not is_there(path)
        with store.unit("A") as unit:
            assert unit.take("invoice") == 1


def test_a_unit_that_was_undone_erases_nothing(path: Path) -> None:
    """And what it would have erased is there."""
    with SqliteStore(path) as store:
        with pytest.raises(ZeroDivisionError), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            unit.erase(unit.put(SECRET * 400))
            raise ZeroDivisionError
        assert is_there(path)


def test_a_file_that_was_taken_away_is_not_made_anew(path: Path) -> None:
    """What still had to be overwritten went with it."""
    store = SqliteStore(path)
    with store.read("A") as reading:
        assert list(reading.history()) == []
        erase(store)
        for file in path.parent.iterdir():
            file.unlink()
    store.close()
    assert list(path.parent.iterdir()) == []


def by_reading(store: Store) -> None:
    """The end of any reading is a chance."""
    with store.read("B"):
        pass


def by_a_unit(store: Store) -> None:
    """So is the end of any unit."""
    with store.unit("B") as unit:
        unit.put(b"content")


def by_closing(store: Store) -> None:
    """So is closing."""
    assert isinstance(store, SqliteStore)
    store.close()


@pytest.mark.parametrize("next_chance", [by_reading, by_a_unit, by_closing])
def test_while_another_reads_it_waits_for_the_next_chance(path: Path, next_chance: Callable[[Store], None]) -> None:
    """A reading keeps to its moment, so what was there then stays; nobody waits for it; then it goes."""
    with SqliteStore(path) as store, SqliteStore(path) as other:
        with other.read("A") as reading:
            assert list(reading.history()) == []
            erase(store)
            assert is_there(path)
        next_chance(store)
        assert not is_there(path)


def test_the_end_of_the_reading_that_was_in_the_way_is_a_chance(path: Path) -> None:
    """Within one store nothing is left to wait for."""
    with SqliteStore(path) as store:
        with store.read("A") as reading:
            assert list(reading.history()) == []
            erase(store)
        assert not is_there(path)


DIES = """
import os, sys
from faktura.ports.adapters.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
with store.read("A") as reading:
    list(reading.history())
    with store.unit("A") as unit:
        unit.erase(unit.put(b"Tolvan Tolvansson " * 400))
    os._exit(9)
"""


def test_what_a_killed_process_still_had_to_do_is_done_when_the_file_is_opened(path: Path) -> None:
    """It was erased, and the process died before it could be overwritten."""
    assert subprocess.run([sys.executable, "-c", DIES, str(path)], check=False).returncode == 9
    assert is_there(path)
    with SqliteStore(path):
        assert not is_there(path)

"""The tables of any older version are brought up to this one, all of the way or not at all; newer ones are refused."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from faktura.core.errors import PortError, Unavailable
from faktura.ports.adapters import sql_schema
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sql import SqlStore, migrate
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.contents import Head, Seal
from tests.postgres import new_database, new_schema

OLD = Path(__file__).parents[2] / "data" / "schema" / "sqlite-1.db.gz"
"""A file written when the tables had version 1: two senders, whose commits alternate."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the old file."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def tables_of(path: Path) -> list[tuple[str, ...]]:
    """Every table and index of a file, as it was made."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").fetchall()
    return [tuple(map(str, row)) for row in found]


def test_an_old_file_keeps_everything(old: Path) -> None:
    """Events with their positions, documents, index rows, entries, counters; and it gets heads and seals."""
    with closing(sqlite3.connect(old)) as connection:
        events = connection.execute(
            "SELECT s.id, e.position, e.stream, e.version, e.body, e.digest"
            " FROM event e JOIN sender s ON s.number = e.sender ORDER BY e.position"
        ).fetchall()
        rows = connection.execute("SELECT kind, key, place, subject, body FROM index_row").fetchall()
        documents = dict(connection.execute("SELECT digest, content FROM document").fetchall())
        entries = connection.execute("SELECT id, status, attempts FROM outbox ORDER BY id").fetchall()
        counters = connection.execute("SELECT last FROM counter ORDER BY last").fetchall()
    kept: dict[str, bytes] = {}
    found, indexed, heads = [], [], 0
    with SqliteStore(old) as store:
        assert store.senders() == ("andra-firman", "exempelbolaget")
        for sender in store.senders():
            with store.read(sender) as reading:
                history = list(reading.history())
                found += [(sender, at, one.stream, one.version, one.body, one.digest) for at, one in history]
                for head in reading.every(Head):
                    heads += 1
                    last = reading.events(head.stream)[-1]
                    assert (head.version, head.digest) == (last.version, last.digest)
                (seal,) = reading.every(Seal)
                again = Seal(position=0, digest="")
                for at, one in history:
                    again = again.at(at, one.digest)
                assert seal == again
                indexed += [(r.kind, r.key, r.order, r.subject, r.body) for k in kinds(rows) for r in reading.rows(k)]
                kept |= {digest: reading.document(digest) for digest in documents if has(reading, digest)}
        with store.read("exempelbolaget") as reading:
            ids = [id for id, _, _ in entries]
            assert [(e.id, e.status.value, e.attempts) for e in reading.deliveries(ids)] == entries
        with store.unit("exempelbolaget") as unit:
            assert unit.take("document") == max(counters)[0] + 1
    assert sorted(found, key=lambda one: one[1]) == events
    assert len({one[2] for one in found}) <= heads
    assert sorted(indexed) == sorted(rows)
    assert kept == documents


def kinds(rows: list[tuple[str, ...]]) -> set[str]:
    """The kinds of rows there are."""
    return {row[0] for row in rows}


def has(reading: object, digest: str) -> bool:
    """Whether the sender has that document."""
    try:
        reading.document(digest)  # type: ignore[attr-defined]
    except PortError:
        return False
    return True


def test_an_old_file_gets_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    """Nothing of the old is left, and nothing of the new is missing."""
    SqliteStore(old).close()
    SqliteStore(tmp_path / "new.db").close()
    assert tables_of(old) == tables_of(tmp_path / "new.db")
    with closing(sqlite3.connect(old)) as connection:  # where a version 1 would look
        assert connection.execute("PRAGMA user_version").fetchone() == (sql_schema.KNOWN,)


def test_an_old_file_is_brought_up_wholly_or_not_at_all(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that fails leaves the old file as it was, to be tried again."""
    before = tables_of(old)
    steps = sql_schema.SQLITE[1]
    monkeypatch.setitem(sql_schema.SQLITE, 1, (*steps, "no SQL"))
    with pytest.raises(Unavailable):
        SqliteStore(old)
    assert tables_of(old) == before
    monkeypatch.setitem(sql_schema.SQLITE, 1, steps)
    with SqliteStore(old) as store:
        assert len(store.senders()) == 2


def test_sqlite_tables_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    """An older faktura must not write into tables it does not know; it says which version they have."""
    path = tmp_path / "f.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE faktura_schema SET version = version + 1")
        connection.commit()
        for open_store in (lambda: SqliteStore(path), lambda: SqlStore(connection), lambda: migrate(connection)):
            with pytest.raises(PortError) as refused:
                open_store()
            assert (refused.value.code, refused.value.facts["found"]) == ("store.newer", sql_schema.KNOWN + 1)


def test_postgres_tables_of_a_newer_version_are_refused() -> None:
    """As in SQLite."""
    uri = new_schema()
    PostgresStore(uri).close()
    with psycopg.connect(uri) as connection:
        connection.execute("UPDATE faktura_schema SET version = version + 1")
        connection.commit()
        for open_store in (lambda: PostgresStore(uri), lambda: SqlStore(connection), lambda: migrate(connection)):
            with pytest.raises(PortError) as refused:
                open_store()
            assert refused.value.code == "store.newer"


def test_migrating_joins_the_hosts_transaction() -> None:
    """Rolled back with it, stored with it, and nothing to do the second time."""
    uri = new_schema()
    with psycopg.connect(uri) as connection:
        connection.execute("SELECT 1")
        migrate(connection)
        connection.rollback()
        with pytest.raises(PortError):
            SqlStore(connection)
        connection.rollback()
        for _ in range(2):
            migrate(connection)
        SqlStore(connection)


def test_a_database_that_cannot_hold_every_text_is_refused() -> None:
    """Its encoding is asked for before any table is made."""
    name = new_database("LATIN1")
    with pytest.raises(PortError) as refused:
        PostgresStore(name)
    assert refused.value.code == "store.encoding"

"""No query of the SQL stores is slow: each finds its rows by the index that was made for it, in both databases."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sql_queries import QUERIES
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import Store
from faktura.testing.contracts.store_samples import entry, record, row
from tests.postgres import new_schema

BY = {
    # query: table, index, and the columns by which the index is entered
    "sender": ("faktura_sender", "id", "id=?"),
    "seal": ("faktura_sender", "number", "rowid=?"),
    "events": ("faktura_event", "stream", "sender=? AND stream=? AND version>?"),
    "history": ("faktura_event", "position", "sender=? AND position>?"),
    "head": ("faktura_head", "pkey", "sender=? AND stream=?"),
    "heads": ("faktura_head", "pkey", "sender=? AND stream>?"),
    "document": ("faktura_document", "digest", "sender=? AND digest=?"),
    "digests": ("faktura_document", "digest", "sender=? AND digest>?"),
    "rows_of_subject": ("faktura_index", "subject", "sender=? AND subject=?"),
    "rows_by_subject": ("faktura_index", "subject", "sender=? AND subject>?"),
    "unindex": ("faktura_index", "subject", "sender=? AND subject=?"),
    "rows": ("faktura_index", "place", "sender=? AND kind=? AND place>?"),
    "rows_until": ("faktura_index", "place", "sender=? AND kind=? AND place>? AND place<?"),
    "rows_after": ("faktura_index", "place", "sender=? AND kind=? AND (place,subject,key)>(?,?,?)"),
    "rows_after_until": ("faktura_index", "place", "sender=? AND kind=? AND (place,subject,key)>(?,?,?) AND place<?"),
    "rows_of_key": ("faktura_index", "key", "sender=? AND kind=? AND key=? AND place>?"),
    "rows_of_key_until": ("faktura_index", "key", "sender=? AND kind=? AND key=? AND place>? AND place<?"),
    "rows_of_key_after": ("faktura_index", "key", "sender=? AND kind=? AND key=? AND (place,subject)>(?,?)"),
    "rows_of_key_after_until": (
        "faktura_index", "key", "sender=? AND kind=? AND key=? AND (place,subject)>(?,?) AND place<?",
    ),
    "due": ("faktura_outbox", "due", "sender=?"),
    "due_until": ("faktura_outbox", "due", "sender=? AND not_before<?"),
    "entry": ("faktura_outbox", "id", "sender=? AND id=?"),
    "entries": ("faktura_outbox", "id", "sender=? AND id>?"),
    "counter": ("faktura_counter", "pkey", "sender=? AND series=?"),
    "counters": ("faktura_counter", "pkey", "sender=? AND series>?"),
    "answer": ("faktura_answer", "pkey", "sender=? AND key=?"),
    "answers": ("faktura_answer", "pkey", "sender=? AND key>?"),
}  # fmt: skip

WHOLE = {"version", "senders"}
"""What is read whole: one row, and the list of all senders."""


def fill(store: Store, much: int) -> None:
    """Put enough into each table for an index to be worth its while."""
    for sender in ("A", "B"):
        with store.unit(sender) as unit:
            unit.append("s", 0, [record("s", version) for version in range(1, much)])
            for number in range(much):
                unit.append(f"s{number}", 0, [record(f"s{number}", 1)])
                unit.put(str(number).encode())
                unit.take(f"series {number}")
                unit.remember(f"key {number}", "call", "answer")
                unit.outbox([entry(f"d{number}")])
                unit.index(f"s{number}", [row(f"s{number}", key=str(number % 7), order=str(number))])


def test_every_query_is_named() -> None:
    """A query that is added is asked about too."""
    inserts = {name for name, statement in QUERIES.items() if statement.startswith("INSERT")}
    assert set(BY) | WHOLE | inserts == set(QUERIES)


# -- SQLite ------------------------------------------------------------------------------------------------


def sqlite_index(table: str, index: str) -> str:
    """The name SQLite has for an index, as it stands in a plan."""
    if index == "pkey":
        return "PRIMARY KEY"
    if index == "number":
        return "INTEGER PRIMARY KEY"
    return "INDEX sqlite_autoindex_faktura_sender_1" if table == "faktura_sender" else f"INDEX {table}_{index}"


@pytest.fixture(params=["empty", "filled", "analysed"], scope="module")
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection to the tables, without statistics and with them: SQLite plans by what it knows."""
    path = tmp_path_factory.mktemp("plans") / "f.db"
    with SqliteStore(path) as store:
        if request.param != "empty":
            fill(store, 300)
    with closing(sqlite3.connect(path)) as connection:
        if request.param == "analysed":
            connection.execute("ANALYZE")
        yield connection


def plan_of(connection: sqlite3.Connection, name: str) -> list[str]:
    """What SQLite would do."""
    values = [1] * QUERIES[name].count("?")
    return [detail for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {QUERIES[name]}", values)]


@pytest.mark.parametrize("name", sorted(BY))
def test_sqlite_finds_the_rows_of_every_query_by_an_index(tables: sqlite3.Connection, name: str) -> None:
    """One search, by the index that was made for it, as deep as it goes, and nothing sorted afterwards."""
    table, index, columns = BY[name]
    (plan,) = plan_of(tables, name)
    assert plan.replace("COVERING ", "") == f"SEARCH {table} USING {sqlite_index(table, index)} ({columns})"


def test_the_plans_of_sqlite_would_show_a_missing_index(tmp_path: Path) -> None:
    """The test above can fail: without its index a query scans and sorts."""
    SqliteStore(tmp_path / "f.db").close()
    with closing(sqlite3.connect(tmp_path / "f.db")) as connection:
        connection.execute("DROP INDEX faktura_index_place")
        assert "USE TEMP B-TREE FOR ORDER BY" in plan_of(connection, "rows")


# -- PostgreSQL --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def postgres() -> Iterator["psycopg.Connection[tuple[str]]"]:
    """A connection to tables with some thousand rows and statistics."""
    uri = new_schema()
    with PostgresStore(uri) as store:
        fill(store, 600)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ANALYZE")
        yield connection


def postgres_plan(connection: "psycopg.Connection[tuple[str]]", name: str) -> str:
    """What PostgreSQL would do whatever the values are: the plan that a prepared statement gets in the long run."""
    parts = QUERIES[name].split("?")
    numbered = "".join(f"{part}${at}" for at, part in enumerate(parts[:-1], start=1)) + parts[-1]
    found = connection.execute(f"EXPLAIN (GENERIC_PLAN, COSTS OFF) {numbered}".encode()).fetchall()
    return "\n".join(line for (line,) in found)


@pytest.mark.parametrize("name", sorted(set(BY) - {"sender", "seal"}))
def test_postgres_finds_the_rows_of_every_query_by_an_index(
    postgres: "psycopg.Connection[tuple[str]]", name: str
) -> None:
    """By the same index as SQLite; nothing is scanned whole, and nothing sorted but by the index."""
    table, index, columns = BY[name]
    plan = postgres_plan(postgres, name)
    assert f"{table}_{index}" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
    for column in columns.replace("(", "").replace(")", "").split(" AND "):
        assert column.strip(" ").split("=")[0].split(">")[0].split("<")[0].split(",")[0] in plan.split("Index Cond:")[1]


def test_the_plans_of_postgres_would_show_a_missing_index(postgres: "psycopg.Connection[tuple[str]]") -> None:
    """The test above can fail: without its index a query scans or sorts."""
    with postgres.transaction(force_rollback=True):
        postgres.execute("DROP INDEX faktura_index_place")
        plan = postgres_plan(postgres, "rows")
    assert "Sort" in plan

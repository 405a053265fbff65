"""Reading a large ledger takes no more memory than reading a small one."""

import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.contents import Head, StoredDocument
from faktura.ports.store import IndexRow, Reading
from faktura.ports.verification import damage
from faktura.testing.contracts.store_samples import record, row
from tests.postgres import new_schema

MANY = 3_000


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def store(request: pytest.FixtureRequest) -> Iterator[SqliteStore | PostgresStore]:
    """A store with many short streams, rows and documents of a sender, stored in one unit."""
    with SqliteStore(":memory:") if request.param == "sqlite" else PostgresStore(new_schema()) as made:
        with made.unit("A") as unit:
            for number in range(MANY):
                name = f"s{number:05}"
                unit.append(name, 0, [record(name, 1)])
                unit.index(name, [row(name, order=name)])
                unit.put(name.encode() * 20)
        yield made


READ: dict[str, Callable[[Reading], Iterator[object]]] = {
    "history": lambda reading: reading.history(),
    "rows": lambda reading: reading.rows("open_item"),
    "rows by subject": lambda reading: reading.every(IndexRow),
    "documents": lambda reading: reading.every(StoredDocument),
    "heads": lambda reading: reading.every(Head),
}


def peak(read: Callable[[], object]) -> int:
    """The most bytes that *read* held at a time."""
    tracemalloc.start()
    try:
        read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("what", READ)
def test_reading_holds_a_page_at_a_time(store: SqliteStore | PostgresStore, what: str) -> None:
    """Much less than everything: what is yielded is let go of."""
    with store.read("A") as reading:
        everything = peak(lambda: list(READ[what](reading)))
        streamed = peak(lambda: sum(1 for _ in READ[what](reading)))
    assert streamed * 2 < everything


def test_verifying_does_not_hold_what_it_has_seen(store: SqliteStore | PostgresStore) -> None:
    """The whole ledger is looked at within the memory of a page or two."""
    with store.read("A") as reading:
        everything = peak(lambda: list(reading.history()))
        assert peak(lambda: list(damage(reading))) * 2 < everything

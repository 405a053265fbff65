"""A desk to test with: over memory and over SQLite, at a fixed hour, with ids that can be foreseen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.testing.senders import SENDER


@pytest.fixture
def clock() -> FixedClock:
    """Nine o'clock UTC on 1 October 2026."""
    return FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))


@pytest.fixture
def post() -> MemoryDelivery:
    """A delivery port that keeps what it was handed."""
    return MemoryDelivery()


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each of the reference stores in turn."""
    if request.param == "memory":
        yield MemoryStore()
        return
    store = SqliteStore(tmp_path / "faktura.db")
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, post: MemoryDelivery, clock: FixedClock) -> SenderDesk:
    """The desk of the sender that tests use."""
    ids = count(1)
    return Desk(store, post, clock=clock, new_id=lambda: f"id{next(ids)}").at(SENDER, actor="anna")

"""The memory store keeps every promise of a store."""

import threading

import pytest

from faktura.core.errors import Unavailable
from faktura.ports.adapters.memory import MemoryStore
from faktura.testing.contracts import StoreContract
from faktura.testing.contracts.store_samples import row


class TestMemoryStore(StoreContract):
    def make_store(self) -> MemoryStore:
        return MemoryStore()

    def make_impatient_store(self) -> MemoryStore:
        return MemoryStore(wait=0)


def test_a_unit_that_waits_too_long_is_told() -> None:
    """Another thread's unit that never ends does not hang the host."""
    store = MemoryStore(wait=0)
    refused: list[type[Exception]] = []

    def second() -> None:
        try:
            with store.unit("A"):
                pytest.fail("two units at once")
        except Unavailable as error:
            refused.append(type(error))

    with store.unit("A"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        with pytest.raises(Exception, match="open already"), store.unit("B"):
            pass
    assert refused == [Unavailable]


def test_a_store_without_readers_is_changed_in_place() -> None:
    """Writing costs what is written, not what is stored: the ledger is copied only while somebody reads it."""
    store = MemoryStore()
    with store.unit("A") as unit:
        unit.index("s", [row("s")])
    ledger = store._ledgers["A"]
    with store.unit("A") as unit:
        unit.index("t", [row("t")])
    assert store._ledgers["A"] is ledger
    with store.read("A") as reading:
        with store.unit("A") as unit:
            unit.index("u", [row("u")])
        assert store._ledgers["A"] is not ledger
        assert len(list(reading.rows("open_item"))) == 2

"""The store contract finds stores that break a promise: each of these breaks one, and a named test tells."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import pytest
from attrs import evolve

from faktura.core.errors import Unavailable
from faktura.core.event import EventRecord
from faktura.ports.adapters import memory
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.memory_ledger import Ledger
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus, Reading, Store, Unit
from faktura.testing.contracts import StoreContract, store_units

Change = pytest.MonkeyPatch


def merges_stale_appends(patch: Change) -> Store:
    """Writes behind whatever is there."""
    original = memory._Unit.append

    def append(
        self: memory._Unit, stream: str, expected_version: int, records: Sequence[EventRecord]
    ) -> tuple[EventRecord, ...]:
        found = len(self.events(stream))
        moved = [evolve(one, version=found + n) for n, one in enumerate(records, start=1)]
        return original(self, stream, found, moved)

    patch.setattr(memory._Unit, "append", append)
    return MemoryStore()


class CommitsAlways(MemoryStore):
    """Stores what was written before the exception."""

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        error: BaseException | None = None
        with super().unit(sender_id) as unit:
            try:
                yield unit
            except Exception as caught:  # noqa: BLE001 - whatever it is, it is swallowed until the commit
                error = caught
        if error is not None:
            raise error


class KnowsNoSenders:
    """One part for everybody."""

    def __init__(self) -> None:
        self._store = MemoryStore()

    def unit(self, sender_id: str) -> AbstractContextManager[Unit]:
        return self._store.unit("all")

    def read(self, sender_id: str) -> AbstractContextManager[Reading]:
        return self._store.read("all")

    def senders(self) -> tuple[str, ...]:
        return self._store.senders()


def keeps_old_rows(patch: Change) -> Store:
    """Adds rows to those that were there."""
    original = memory._Unit.index

    def index(self: memory._Unit, subject: str, rows: Sequence[IndexRow]) -> None:
        earlier = self._ledger.rows.by_subject.get(subject, ())
        places = {(row.kind, row.key, row.order) for row in rows}
        kept = [row for row in earlier if (row.kind, row.key, row.order) not in places]
        original(self, subject, [*kept, *rows])

    patch.setattr(memory._Unit, "index", index)
    return MemoryStore()


def forgets_the_outbox_is_final(patch: Change) -> Store:
    """Lets a delivery that has left be stopped."""

    def outbox(self: memory._Unit, entries: Sequence[OutboxEntry]) -> None:
        self._written.outbox.update({entry.id: entry for entry in entries})

    patch.setattr(memory._Unit, "outbox", outbox)
    return MemoryStore()


def reads_what_is_being_written(patch: Change) -> Store:
    """Copies nothing for its readers."""
    patch.setattr(Ledger, "copy", lambda self: self)
    return MemoryStore()


BROKEN: list[tuple[Callable[[Change], Store], str]] = [
    (merges_stale_appends, "test_a_stale_append_is_refused_and_stores_nothing"),
    (lambda _: CommitsAlways(), "test_a_unit_that_raises_stores_nothing"),
    (lambda _: CommitsAlways(), "test_a_number_not_stored_is_given_again"),
    (lambda _: KnowsNoSenders(), "test_nothing_crosses_between_senders"),
    (keeps_old_rows, "test_the_rows_of_a_subject_are_replaced_together"),
    (reads_what_is_being_written, "test_readers_see_before_or_after"),
]


@pytest.mark.parametrize(("make", "test"), BROKEN)
def test_a_broken_promise_is_found(make: Callable[[Change], Store], test: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test that names the promise fails on the store that breaks it, and passes on one that does not."""
    method = getattr(StoreContract(), test)
    method(MemoryStore())
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        method(make(monkeypatch))


def test_a_final_delivery_that_moves_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, for a promise told by a table."""
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        StoreContract().test_what_is_final_stays(
            forgets_the_outbox_is_final(monkeypatch), OutboxStatus.HANDED_OVER, OutboxStatus.STOPPED
        )


class WaitsForEver(MemoryStore):
    """Lets a second unit wait as long as the first one lasts, whatever it is told."""

    def __init__(self, *, wait: int = 0) -> None:
        super().__init__(wait=wait + 3600)


class TellsItsOwnWay(MemoryStore):
    """Lets the driver's own error out."""

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        try:
            with super().unit(sender_id) as unit:
                yield unit
        except Unavailable as error:
            raise TimeoutError from error


@pytest.mark.parametrize("broken", [WaitsForEver, TellsItsOwnWay])
def test_a_store_that_lets_wait_for_ever_or_tells_in_its_own_way_is_found(
    broken: type[MemoryStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above, for a promise whose test makes its own store."""
    monkeypatch.setattr(store_units, "_ENDLESS", 0.5)
    suite = StoreContract()
    monkeypatch.setattr(suite, "make_impatient_store", lambda: MemoryStore(wait=0))
    suite.test_a_unit_that_waits_too_long_is_told()
    monkeypatch.setattr(suite, "make_impatient_store", lambda: broken(wait=0))
    with pytest.raises(AssertionError):
        suite.test_a_unit_that_waits_too_long_is_told()


def test_the_factory_method_is_asked_for() -> None:
    """A subclass without it is told at once."""
    with pytest.raises(NotImplementedError):
        StoreContract().make_store()

"""The store contract for units of work, senders, numbers, and what is kept."""

import threading
from datetime import timedelta
from typing import Final

import pytest

from faktura.core.errors import InputError, NotFound, PortError, StreamMoved, Unavailable
from faktura.core.event import broken_link
from faktura.ports.store import OutboxStatus, Reading, Store
from faktura.testing.contracts.store_samples import NOON, SWEDISH_NOON, Interrupted, entry, record, row
from faktura.testing.contracts.store_suite import StoreSuite

_ENDLESS: Final = 30.0
"""Seconds in which a unit that waits one second at most has long been told."""


class UnitsContract(StoreSuite):
    """A unit is stored whole or not at all, seen whole or not at all, and belongs to one sender."""

    def test_a_unit_that_raises_stores_nothing(self, store: Store) -> None:
        """Whatever had been written: number, events, document, rows, outbox, answer."""
        digest = ""
        with pytest.raises(Interrupted), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            unit.take("invoice")
            unit.append("s", 0, [record("s", 1)])
            digest = unit.put(b"content")
            unit.index("s", [row("s")])
            unit.outbox([entry("d1")])
            unit.remember("key", "call", "answer")
            raise Interrupted
        assert store.senders() == ()
        with store.unit("A") as unit:
            assert unit.take("invoice") == 1
            assert unit.events("s") == ()
            assert list(unit.history()) == []
            with pytest.raises(NotFound):
                unit.document(digest)
            assert list(unit.rows("open_item")) == []
            assert unit.deliveries() == unit.deliveries(["d1"]) == ()
            assert unit.recall("key", "call") is None

    def test_a_refusal_inside_a_unit_may_be_caught(self, store: Store) -> None:
        """What was refused changed nothing, and the rest of the unit stands."""
        with store.unit("A") as unit:
            unit.append("s", 0, [record("s", 1)])
            with pytest.raises(StreamMoved):
                unit.append("s", 0, [record("s", 1)])
            with pytest.raises(InputError):
                unit.index("s", [row("other")])
            unit.append("s", 1, [record("s", 2)])
        with store.read("A") as reading:
            assert [one.version for one in reading.events("s")] == [1, 2]

    def test_a_unit_reads_its_own_writes(self, store: Store) -> None:
        """Before they are stored, together with what was there."""
        with store.unit("A") as unit:
            unit.append("s", 0, [record("s", 1)])
            unit.index("s", [row("s", order="2"), row("s", order="4")])
            unit.index("t", [row("t", order="1")])
            unit.outbox([entry("d1")])
        with store.unit("A") as unit:
            unit.append("s", 1, [record("s", 2)])
            unit.append("u", 0, [record("u", 1)])
            digest = unit.put(b"new")
            unit.index("s", [row("s", order="3")])
            unit.outbox([entry("d2", NOON - timedelta(hours=1)), entry("d1", status=OutboxStatus.STOPPED)])
            unit.remember("key", "call", "answer")
            assert [one.version for one in unit.events("s")] == [1, 2]
            assert [one.stream for _, one in unit.history()] == ["s", "s", "u"]
            assert unit.document(digest) == b"new"
            assert [one.order for one in unit.rows("open_item")] == ["1", "3"]
            assert [one.id for one in unit.deliveries()] == ["d2"]
            assert [one.status for one in unit.deliveries(["d1"])] == [OutboxStatus.STOPPED]
            assert unit.recall("key", "call") == "answer"

    def test_readers_see_before_or_after(self, store: Store) -> None:
        """A reading keeps to its moment, a unit's writes show all at once, and neither waits for the other."""
        with store.unit("A") as unit:
            unit.append("r", 0, [record("r", 1)])
            unit.append("s", 0, [record("s", 1)])
            unit.index("s", [row("s", order="1")])
            unit.outbox([entry("d")])
        with store.read("A") as before:
            with store.unit("A") as unit:
                unit.append("s", 1, [record("s", 2)])
                unit.index("s", [row("s", order="2")])
                unit.outbox([entry("d", status=OutboxStatus.STOPPED)])
                with store.read("A") as during:
                    assert self._moment(during) == (1, 2, ["1"], 1)
            with store.read("A") as after:
                assert self._moment(after) == (2, 3, ["2"], 0)
            assert self._moment(before) == (1, 2, ["1"], 1)

    @staticmethod
    def _moment(reading: Reading) -> tuple[int, int, list[str], int]:
        orders = [one.order for one in reading.rows("open_item")]
        return len(reading.events("s")), len(list(reading.history())), orders, len(reading.deliveries())

    def test_what_has_ended_cannot_be_used(self, store: Store) -> None:
        """Neither a unit, nor a reading, nor an iterator taken from one."""
        with store.unit("A") as unit:
            unit.index("s", [row("s", order=str(number)) for number in range(3)])
        with pytest.raises(PortError):
            unit.put(b"too late")
        with store.read("A") as reading:
            left_over = reading.rows("open_item")
            next(left_over)
        with pytest.raises(PortError):
            reading.events("s")
        with pytest.raises(PortError):
            next(left_over)

    def test_a_unit_inside_a_unit_is_refused_at_once(self, store: Store) -> None:
        """It would wait for itself for ever; the outer one goes on."""
        with store.unit("A") as unit:
            for sender in "AB":
                with pytest.raises(PortError), store.unit(sender):
                    pytest.fail("the inner unit was opened")
            unit.put(b"content")
        assert store.senders() == ("A",)

    def test_nothing_crosses_between_senders(self, store: Store) -> None:
        """The same names in two senders' parts are two different things."""
        for sender in ("A", "Ä", "a"):
            with store.unit(sender) as unit:
                assert unit.take("invoice") == 1
                unit.append("s", 0, [record("s", 1, f'"{sender}"')])
                unit.index("s", [row("s", key="k", body=f'"{sender}"')])
                unit.outbox([entry("d")])
                unit.remember("key", sender, sender)
        with store.unit("A") as unit:
            digest = unit.put(b"of A alone")
        for sender in ("A", "Ä", "a"):
            with store.read(sender) as reading:
                assert [one.body for one in reading.events("s")] == [f'"{sender}"']
                assert [one.body for _, one in reading.history()] == [f'"{sender}"']
                assert [one.body for one in reading.rows("open_item", ["k"])] == [f'"{sender}"']
                assert len(reading.deliveries()) == 1
                assert reading.recall("key", sender) == sender
        with store.read("a") as reading, pytest.raises(NotFound):
            reading.document(digest)
        assert store.senders() == ("A", "a", "Ä")

    def test_only_senders_with_something_stored_are_listed(self, store: Store) -> None:
        """Neither reading nor an empty unit makes a sender."""
        with store.read("A"):
            pass
        with store.unit("B") as unit:
            unit.index("s", [])
            unit.outbox([])
            assert unit.append("s", 0, []) == ()
        assert store.senders() == ()

    def test_numbers_follow_each_other(self, store: Store) -> None:
        """From the first one asked for; each series for itself; within a unit and from unit to unit."""
        with store.unit("A") as unit:
            assert [unit.take("invoice", first=1001) for _ in range(3)] == [1001, 1002, 1003]
            assert unit.take("voucher") == 1
        with store.unit("A") as unit:
            assert unit.take("invoice", first=1001) == 1004
            assert unit.take("zero", first=0) == 0
            assert unit.take("zero", first=0) == 1

    def test_a_number_not_stored_is_given_again(self, store: Store) -> None:
        """No gap after a unit that failed."""
        with store.unit("A") as unit:
            assert unit.take("invoice") == 1
        with pytest.raises(Interrupted), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            assert [unit.take("invoice"), unit.take("invoice")] == [2, 3]
            raise Interrupted
        with store.unit("A") as unit:
            assert unit.take("invoice") == 2

    def test_threads_take_numbers_without_gap_or_double(self, store: Store) -> None:
        """Four writers, every fifth unit broken, and the numbers are still 1, 2, 3..."""
        taken: list[int] = []
        wrong: list[Exception] = []

        def write(writer: int) -> None:
            for turn in range(15):
                try:
                    with store.unit("A") as unit:
                        number = unit.take("invoice")
                        unit.append(f"d/{number}", 0, [record(f"d/{number}", 1)])
                        if (turn + writer) % 5 == 0:
                            raise Interrupted
                    taken.append(number)
                except Interrupted:
                    pass
                except Exception as error:  # noqa: BLE001 - whatever it is, the main thread must tell
                    wrong.append(error)

        threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert sorted(taken) == list(range(1, 49))
        with store.read("A") as reading:
            assert [one.stream for _, one in reading.history()] == [f"d/{number}" for number in range(1, 49)]

    def test_a_unit_that_waits_too_long_is_told(self) -> None:
        """It gets `Unavailable` and stores nothing; the one it waited for goes on, and the next one is let in."""
        store = self.make_impatient_store()
        told: list[Exception] = []

        def write() -> None:
            try:
                with store.unit("A") as unit:
                    unit.take("invoice")
            except Exception as error:  # noqa: BLE001 - whatever it is, the main thread must tell
                told.append(error)

        try:
            with store.unit("A") as unit:
                assert unit.take("invoice") == 1
                second = threading.Thread(target=write, daemon=True)
                second.start()
                second.join(_ENDLESS)
                assert not second.is_alive(), "the second unit waits for ever"
                assert [type(error) for error in told] == [Unavailable]
                unit.put(b"goes on")
            with store.unit("A") as unit:
                assert unit.take("invoice") == 2
        finally:
            self.dispose(store)

    def test_everything_is_there_after_reopening(self, store: Store) -> None:
        """What was acknowledged is kept, as it was."""
        with store.unit("A") as unit:
            unit.take("invoice")
            unit.append("s", 0, [record("s", 1, at=SWEDISH_NOON)])
            digest = unit.put(b"content")
            unit.index("s", [row("s", key="å")])
            unit.outbox([entry("d")])
            unit.remember("key", "call", "answer")
        with store.read("A") as reading:
            before = self._seen(reading)
        again = self.reopen(store)
        try:
            with again.read("A") as reading:
                assert self._seen(reading) == before
                assert reading.document(digest) == b"content"
                assert reading.recall("key", "call") == "answer"
                assert broken_link(reading.events("s")) is None
            with again.unit("A") as unit:
                assert unit.take("invoice") == 2
            assert again.senders() == ("A",)
        finally:
            self.dispose(again)

    @staticmethod
    def _seen(reading: Reading) -> tuple[object, ...]:
        rows = tuple(reading.rows("open_item", ["å"]))
        return (reading.events("s"), tuple(reading.history()), rows, reading.deliveries())

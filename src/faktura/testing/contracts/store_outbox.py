"""The store contract for the outbox and idempotency keys."""

from datetime import timedelta

import pytest
from attrs import evolve

from faktura.core.errors import AlreadyRecorded, RecordedDifferently
from faktura.ports.store import OutboxStatus, Store
from faktura.testing.contracts.store_samples import NOON, SWEDISH_NOON, entry
from faktura.testing.contracts.store_suite import StoreSuite


class OutboxContract(StoreSuite):
    """What is due is listed, what is final stays, and a key has one answer."""

    def test_what_is_due_is_listed(self, store: Store) -> None:
        """The earliest first; what is held until later, or finished, is not; times of any zone."""
        times = [NOON + timedelta(minutes=minutes) for minutes in (30, -30, 0)]
        entries = [entry(f"d{n}", at.astimezone(SWEDISH_NOON.tzinfo)) for n, at in enumerate(times)]
        with store.unit("A") as unit:
            unit.outbox(entries)
            unit.outbox([entry("x", status=status) for status in [OutboxStatus.WAITING, OutboxStatus.FAILED]])
        with store.read("A") as reading:
            assert reading.deliveries(until=NOON) == (entries[1], entries[2])
            assert reading.deliveries() == (entries[1], entries[2], entries[0])
            assert reading.deliveries(most=1) == (entries[1],)
            assert reading.deliveries(until=NOON - timedelta(days=1)) == ()
            assert [one.id for one in reading.deliveries(["x", "none", "d0"])] == ["x", "d0"]

    def test_a_claim_holds_until_its_time(self, store: Store) -> None:
        """A claimed delivery is due again when the claim has run out, with its attempts counted."""
        claimed = evolve(entry("d", NOON + timedelta(minutes=5)), status=OutboxStatus.CLAIMED, attempts=1)
        with store.unit("A") as unit:
            unit.outbox([entry("d")])
            unit.outbox([claimed])
        with store.read("A") as reading:
            assert reading.deliveries(until=NOON) == ()
            assert reading.deliveries(until=NOON + timedelta(minutes=5)) == (claimed,)

    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            (OutboxStatus.HANDED_OVER, OutboxStatus.WAITING),
            (OutboxStatus.HANDED_OVER, OutboxStatus.STOPPED),
            (OutboxStatus.STOPPED, OutboxStatus.HANDED_OVER),
            (OutboxStatus.CLAIMED, OutboxStatus.STOPPED),
        ],
    )
    def test_what_is_final_stays(self, store: Store, earlier: OutboxStatus, later: OutboxStatus) -> None:
        """What has left cannot be stopped, what was stopped cannot leave; the same word again is nothing new."""
        with store.unit("A") as unit:
            unit.outbox([entry("d", status=earlier)])
            unit.outbox([entry("d", status=earlier)])
        with pytest.raises(AlreadyRecorded), store.unit("A") as unit:
            unit.outbox([entry("e"), entry("d", status=later)])
        with store.read("A") as reading:
            assert [one.status for one in reading.deliveries(["d", "e"])] == [earlier]

    def test_entries_are_admitted_together(self, store: Store) -> None:
        """When one is refused none is changed, also if the refusal is caught; one that comes twice follows on itself."""
        with store.unit("A") as unit:
            unit.outbox([entry("d", status=OutboxStatus.STOPPED)])
        with store.unit("A") as unit:
            with pytest.raises(AlreadyRecorded):
                unit.outbox([entry("e"), entry("d")])
            with pytest.raises(AlreadyRecorded):
                unit.outbox([entry("f", status=OutboxStatus.HANDED_OVER), entry("f", status=OutboxStatus.STOPPED)])
            unit.outbox([entry("g", status=OutboxStatus.CLAIMED), entry("g", status=OutboxStatus.HANDED_OVER)])
        with store.read("A") as reading:
            found = [(one.id, one.status) for one in reading.deliveries(["d", "e", "f", "g"])]
        assert found == [("d", OutboxStatus.STOPPED), ("g", OutboxStatus.HANDED_OVER)]

    def test_a_failed_delivery_may_be_tried_again(self, store: Store) -> None:
        """After somebody has put right what was wrong."""
        failed = evolve(entry("d", status=OutboxStatus.FAILED), attempts=3, answer="address.unknown")
        with store.unit("A") as unit:
            unit.outbox([failed])
        with store.read("A") as reading:
            assert reading.deliveries() == ()
            assert reading.deliveries(["d"]) == (failed,)
        with store.unit("A") as unit:
            unit.outbox([entry("d")])
        with store.read("A") as reading:
            assert reading.deliveries() == (entry("d"),)

    def test_an_answer_is_remembered(self, store: Store) -> None:
        """The same key and call: the same answer, also an empty one; an unused key: none."""
        with store.unit("A") as unit:
            assert unit.recall("key", "call") is None
            unit.remember("key", "call", "invoice 1")
            unit.remember("ключ", "call", "")
        with store.read("A") as reading:
            assert reading.recall("key", "call") == "invoice 1"
            assert reading.recall("ключ", "call") == ""
            assert reading.recall("other", "call") is None

    def test_a_key_names_one_call_only(self, store: Store) -> None:
        """Another call under the key is refused, and so is a second answer."""
        with store.unit("A") as unit:
            unit.remember("key", "call", "answer")
        with store.read("A") as reading, pytest.raises(RecordedDifferently):
            reading.recall("key", "other call")
        with pytest.raises(RecordedDifferently), store.unit("A") as unit:
            unit.remember("key", "other call", "answer")
        with pytest.raises(AlreadyRecorded), store.unit("A") as unit:
            unit.remember("key", "call", "other answer")

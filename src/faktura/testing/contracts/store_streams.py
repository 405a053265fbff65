"""The store contract for event streams, their history, and documents."""

import pytest
from attrs import evolve

from faktura.core.errors import InputError, NotFound, StreamMoved
from faktura.core.event import EventRecord, broken_link
from faktura.ports.store import Store
from faktura.testing.contracts.store_samples import NOON, SWEDISH_NOON, record
from faktura.testing.contracts.store_suite import StoreSuite


class StreamsContract(StoreSuite):
    """Streams are append-only, chained, and read in order; documents come back by digest."""

    def test_an_unknown_stream_is_empty(self, store: Store) -> None:
        """Reading what was never written is no error, for a known sender or not."""
        with store.read("A") as reading:
            assert reading.events("receivable/F1") == ()
            assert list(reading.history()) == []

    def test_events_come_back_as_they_were_appended(self, store: Store) -> None:
        """Oldest first, every field, times with the offset they were given."""
        records = [record("s", 1, '{"å":"ß𝄞"}'), record("s", 2, at=SWEDISH_NOON)]
        with store.unit("A") as unit:
            stored = unit.append("s", 0, records)
        with store.read("A") as reading:
            assert reading.events("s") == stored
            assert reading.events("s", after=1) == stored[1:]
            assert reading.events("s", after=2) == ()
        assert [evolve(one, previous="", digest="") for one in stored] == records
        assert [one.stamp.happened_at.isoformat() for one in stored] == [
            one.stamp.happened_at.isoformat() for one in records
        ]

    def test_the_chain_holds_across_appends(self, store: Store) -> None:
        """Each record is sealed onto the one before, whichever unit wrote that."""
        for version in range(3):
            with store.unit("A") as unit:
                unit.append("s", version, [record("s", version + 1)])
        with store.unit("A") as unit:
            unit.append("s", 3, [record("s", 4), record("s", 5)])
            unit.append("s", 5, [record("s", 6)])
        with store.read("A") as reading:
            records = reading.events("s")
        assert len(records) == 6
        assert broken_link(records) is None
        assert all(one.digest for one in records)

    def test_a_stale_append_is_refused_and_stores_nothing(self, store: Store) -> None:
        """Two writers read version 0; the second must be told, not merged."""
        with store.unit("A") as unit:
            unit.append("s", 0, [record("s", 1)])
        lost = ""
        with pytest.raises(StreamMoved), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            lost = unit.put(b"lost with the unit")
            unit.append("s", 0, [record("s", 1, "{}")])
        with store.read("A") as reading:
            assert [one.body for one in reading.events("s")] == ['{"a":1}']
            with pytest.raises(NotFound):
                reading.document(lost)

    def test_an_append_ahead_of_the_stream_is_refused(self, store: Store) -> None:
        """Nobody can know events that are not stored."""
        with pytest.raises(StreamMoved), store.unit("A") as unit:
            unit.append("s", 1, [record("s", 2)])

    @pytest.mark.parametrize("wrong", [record("other", 1), record("s", 2), record("s", 0)])
    def test_a_record_of_another_place_is_refused(self, store: Store, wrong: EventRecord) -> None:
        """A record says itself which stream and version it is; it cannot be stored as another."""
        with pytest.raises(InputError), store.unit("A") as unit:
            unit.append("s", 0, [wrong])

    def test_a_record_without_a_time_zone_is_refused(self, store: Store) -> None:
        """A time without a zone is no moment."""
        with pytest.raises(InputError), store.unit("A") as unit:
            unit.append("s", 0, [record("s", 1, at=NOON.replace(tzinfo=None))])

    def test_history_is_in_the_order_of_commit(self, store: Store) -> None:
        """All streams of the sender together, positions rising, to be continued from the last one."""
        for number in range(3):
            with store.unit("A") as unit:
                unit.append(f"b{number}", 0, [record(f"b{number}", 1), record(f"b{number}", 2)])
                unit.append(f"a{number}", 0, [record(f"a{number}", 1)])
        with store.read("A") as reading:
            everything = list(reading.history())
            assert [one.stream for _, one in everything] == [f"{x}{n}" for n in range(3) for x in "bba"]
            positions = [position for position, _ in everything]
            assert positions == sorted(set(positions))
            assert positions[0] > 0
            for index, position in enumerate(positions):
                assert list(reading.history(after=position)) == everything[index + 1 :]

    def test_a_long_history_is_read_whole(self, store: Store) -> None:
        """More than any page an adapter may read at once."""
        with store.unit("A") as unit:
            unit.append("s", 0, [record("s", version) for version in range(1, 1202)])
        with store.read("A") as reading:
            assert [one.version for _, one in reading.history()] == list(range(1, 1202))
            assert broken_link(reading.events("s")) is None

    def test_documents_are_kept_by_digest(self, store: Store) -> None:
        """Any bytes, none at all and many; the same again is the same."""
        contents = [b"", b"\x00\xff\n", "räksmörgås".encode(), bytes(range(256)) * 8_000]
        with store.unit("A") as unit:
            digests = [unit.put(content) for content in contents]
            assert [unit.put(content) for content in contents] == digests
        with store.unit("A") as unit:
            assert unit.put(contents[1]) == digests[1]
        with store.read("A") as reading:
            assert [reading.document(digest) for digest in digests] == contents
        assert digests[0] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    def test_an_unknown_document_is_not_found(self, store: Store) -> None:
        """With the typed error, not with nothing."""
        with store.read("A") as reading, pytest.raises(NotFound):
            reading.document("0" * 64)

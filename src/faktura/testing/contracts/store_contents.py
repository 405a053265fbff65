"""The store contract for what verification and export need: lists of everything, heads, the seal, erased documents."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from faktura.core.errors import AlreadyRecorded, InputError, NotFound
from faktura.ports.contents import UNSEALED, Answer, Counter, Head, Seal, StoredDocument
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus, Reading, Store, Unit
from faktura.testing.contracts.store_samples import NOON, Interrupted, entry, record, row
from faktura.testing.contracts.store_suite import StoreSuite


class ContentsContract(StoreSuite):
    """Everything stored can be listed, and a store alone tells where streams and histories end."""

    def test_nothing_is_listed_of_nobody(self, store: Store) -> None:
        """An unknown sender has none of anything."""
        with store.read("A") as reading:
            for kind in (StoredDocument, IndexRow, OutboxEntry, Counter, Answer, Head, Seal):
                assert list(reading.every(kind)) == []  # type: ignore[type-var]

    def test_everything_is_listed_in_order(self, store: Store) -> None:
        """Each kind by what it is found by, whatever has become of it; in the unit too, before it is stored."""
        contents = [str(number).encode() for number in range(1100)]
        entries = [entry(id, NOON - timedelta(days=at)) for at, id in enumerate("badc")]
        entries.append(entry("e", status=OutboxStatus.STOPPED))
        rows = [
            row(subject, kind, key, order)
            for subject in "tsår"
            for kind in ("b", "a")
            for key in ("2", "1")
            for order in "yx"
        ]
        with store.unit("A") as unit:
            digests = sorted(unit.put(content) for content in contents)
            for subject in "tsår":
                unit.index(subject, [one for one in rows if one.subject == subject])
            unit.outbox(entries)
            for at, name in enumerate(("z", "å", "m"), start=5):
                unit.take(name, first=at)
                unit.remember(name, f"call {name}", "")
            everything = self._listed(unit)
        ordered = tuple(sorted(rows, key=lambda one: (one.subject, one.kind, one.key, one.order)))
        counters = tuple(Counter(series=name, last=last) for name, last in (("m", 7), ("z", 5), ("å", 6)))
        answers = tuple(Answer(key=name, call=f"call {name}", answer="") for name in "mzå")
        with store.read("A") as reading:
            assert self._listed(reading) == everything
            assert [one.digest for one in reading.every(StoredDocument)] == digests
        with store.read("B") as reading:
            assert self._listed(reading) == ((), (), (), (), ())
        assert everything[1:] == (ordered, tuple(sorted(entries, key=lambda one: one.id)), counters, answers)

    @staticmethod
    def _listed(reading: Reading) -> tuple[tuple[object, ...], ...]:
        return (
            tuple(reading.every(StoredDocument)),
            tuple(reading.every(IndexRow)),
            tuple(reading.every(OutboxEntry)),
            tuple(reading.every(Counter)),
            tuple(reading.every(Answer)),
        )

    def test_a_subject_of_many_rows_is_listed_whole(self, store: Store) -> None:
        """More rows of one subject than any page, between others."""
        rows = [row("m", key=f"{number:04}") for number in range(1200)]
        with store.unit("A") as unit:
            unit.index("m", rows)
            for subject in ("a", "z"):
                unit.index(subject, [row(subject)])
        with store.read("A") as reading:
            assert list(reading.every(IndexRow)) == [row("a"), *rows, row("z")]

    def test_heads_and_seal_follow_the_records(self, store: Store) -> None:
        """Each stream's last version and digest, and a digest over all records in the order of commit."""
        for step in (1, 2):
            with store.unit("A") as unit:
                unit.append("t", step - 1, [record("t", step)])
                unit.append("s", 2 * step - 2, [record("s", 2 * step - 1), record("s", 2 * step)])
                self._agree(unit)
            with pytest.raises(Interrupted), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
                unit.append("s", 2 * step, [record("s", 2 * step + 1)])
                raise Interrupted
            with store.unit("A") as unit:
                unit.put(b"no event")
            with store.read("A") as reading:
                self._agree(reading)
                assert [one.version for one in reading.every(Head)] == [2 * step, step]

    @staticmethod
    def _agree(reading: Reading | Unit) -> None:
        seal, heads = UNSEALED, {}
        for position, one in reading.history():
            seal = seal.at(position, one.digest)
            heads[one.stream] = Head(stream=one.stream, version=one.version, digest=one.digest)
        assert list(reading.every(Seal)) == [seal]
        assert list(reading.every(Head)) == [heads[stream] for stream in sorted(heads)]

    def test_an_erased_document_leaves_its_digest(self, store: Store) -> None:
        """Its bytes are gone, within the unit and after it; put again, they are there again."""
        with store.unit("A") as unit:
            digest, other = unit.put(b"personal"), unit.put(b"other")
        with store.unit("A") as unit:
            unit.erase(digest)
            with pytest.raises(NotFound):
                unit.document(digest)
        with store.read("A") as reading:
            with pytest.raises(NotFound) as gone:
                reading.document(digest)
            assert gone.value.code == "store.erased"
            kept = {one.digest: one.content for one in reading.every(StoredDocument)}
            assert kept == {digest: None, other: b"other"}
        with store.unit("B") as unit:  # it was erased where it came from
            unit.erase(digest, unseen=True)
        with store.read("B") as reading:
            assert list(reading.every(StoredDocument)) == [StoredDocument(digest=digest, content=None)]
        with store.unit("A") as unit:
            unit.erase(digest)
            assert unit.put(b"personal") == digest
        with store.read("A") as reading:
            assert reading.document(digest) == b"personal"

    def test_what_is_erased_in_a_unit_that_raises_is_kept(self, store: Store) -> None:
        """And what was never there cannot be erased; what the unit put itself can."""
        with store.unit("A") as unit:
            digest = unit.put(b"content")
            gone = unit.put(b"changed one's mind")
            unit.erase(gone)
        with pytest.raises(Interrupted), store.unit("A") as unit:  # noqa: PT012 - the block is the unit
            unit.erase(digest)
            raise Interrupted
        with pytest.raises(NotFound), store.unit("A") as unit:
            unit.erase("0" * 64)
        with pytest.raises(NotFound), store.unit("B") as unit:
            unit.erase(digest)
        with store.read("A") as reading:
            assert reading.document(digest) == b"content"
            with pytest.raises(NotFound):
                reading.document(gone)

    @pytest.mark.parametrize("name", ["", "\0", "half a pair \ud83d", "x" * 2_001, "å" * 1_001])
    def test_a_name_that_some_store_cannot_keep_is_refused_by_all(self, store: Store, name: str) -> None:
        """Of a subject, stream, delivery, key or series; as a row's key and order too; the unit goes on without it."""
        with store.unit("A") as unit:
            calls: list[Callable[[], object]] = [
                lambda: unit.index(name, [row(name)]),
                lambda: unit.index(name, []),
                lambda: unit.append(name, 0, [record(name, 1)]),
                lambda: unit.outbox([entry(name)]),
                lambda: unit.remember(name, "call", "answer"),
                lambda: unit.take(name),
            ]
            if name:  # a row may well be found by nothing
                calls += [
                    lambda: unit.index("s", [row("s", key=name)]),
                    lambda: unit.index("s", [row("s", order=name)]),
                ]
            for call in calls:
                with pytest.raises(InputError):
                    call()
            unit.put(b"content")
            assert (unit.events(name), unit.deliveries([name])) == ((), ())
            assert list(unit.rows("k", [name, "k"])) == []
            assert unit.recall(name, "call") is None
        with pytest.raises(InputError), store.unit(name) as unit:
            unit.put(b"content")
        with store.read("A") as reading:
            assert (*reading.every(IndexRow), *reading.history(), *reading.every(Counter)) == ()
        assert store.senders() == ("A",)

    def test_a_key_may_be_as_long_as_promised(self, store: Store) -> None:
        """Two thousand bytes, in every place where things are found."""
        long = "å" * 999 + "xx"
        with store.unit("A") as unit:
            unit.index("s", [row("s", "k", key=long[:-2])])
            unit.append(long, 0, [record(long, 1)])
            unit.outbox([entry(long)])
            unit.remember(long, "call", "answer")
            unit.take(long)
        with store.unit("A") as unit:
            assert [one.key for one in unit.rows("k", [long[:-2]])] == [long[:-2]]
            assert len(unit.events(long)) == len(unit.deliveries([long])) == 1
            assert unit.take(long) == 2
            with pytest.raises(AlreadyRecorded):
                unit.remember(long, "call", "answer")

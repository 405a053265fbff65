"""What one store holds of a sender is the same in another after export and restore; a damaged file restores nothing."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from faktura.core.document import line
from faktura.core.errors import AlreadyRecorded, MalformedFile
from faktura.desk.desk import Desk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.contents import Answer, Counter, Head, Seal, StoredDocument
from faktura.ports.store import IndexRow, OutboxEntry, Store
from faktura.ports.transfer import export, restore
from faktura.testing.senders import COMPANY, OTHER_SENDER, SENDER
from tests.desk.acts import issued
from tests.desk.test_verification import opened
from tests.formats.golden import month
from tests.postgres import new_schema

KINDS = (StoredDocument, IndexRow, OutboxEntry, Counter, Answer, Head)


@pytest.fixture(scope="module")
def source() -> MemoryStore:
    """A sender that has done everything, one of whose documents is erased; and somebody else."""
    store, clock = MemoryStore(), FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    desk = opened(store, clock)
    month(desk, clock)
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    document = desk.invoices.issue(draft.id, key="host 1", deliver=False)
    with store.unit(OTHER_SENDER.id) as unit:
        unit.put(b"somebody else's")
    with store.unit(SENDER.id) as unit:
        (event,) = unit.events(f"document/{document.id}")
        unit.erase(json.loads(event.body)["content"])
    desk.verification.rebuild_index()  # the look-ups of what was erased name nobody
    return store


@pytest.fixture
def lines(source: MemoryStore) -> list[bytes]:
    """The sender's file."""
    return list(export(source, SENDER.id))


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def target(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param == "memory":
        yield MemoryStore()
        return
    with SqliteStore(":memory:") if request.param == "sqlite" else PostgresStore(new_schema()) as store:
        yield store


def test_everything_is_the_same_in_the_other_store(source: MemoryStore, lines: list[bytes], target: Store) -> None:
    """Every thing of every kind, the history and its seal; the file of the copy is the file; and it verifies."""
    assert restore(target, iter(lines)) == SENDER.id
    assert target.senders() == (SENDER.id,)
    with source.read(SENDER.id) as one, target.read(SENDER.id) as other:
        for kind in KINDS:
            assert list(one.every(kind)) == list(other.every(kind))  # type: ignore[type-var]
        assert [record for _, record in one.history()] == [record for _, record in other.history()]
        assert [seal.digest for seal in one.every(Seal)] == [seal.digest for seal in other.every(Seal)]
    assert list(export(target, SENDER.id)) == lines
    clock = FixedClock(datetime(2026, 12, 1, 9, tzinfo=UTC))
    desk = Desk(target, clock=clock).at(SENDER, actor="bo")
    assert desk.verify() == ()
    assert desk.summary() == Desk(source, clock=clock).at(SENDER, actor="bo").summary()
    numbers = [int(hit.number) for hit in desk.search.documents()]
    assert int(issued(desk).number) == max(numbers) + 1


def test_a_store_that_has_something_of_the_sender_is_left_alone(lines: list[bytes], target: Store) -> None:
    """Two histories cannot become one."""
    restore(target, lines)
    with pytest.raises(AlreadyRecorded):
        restore(target, lines)
    assert list(export(target, SENDER.id)) == lines


def test_an_answer_alone_is_something_of_the_sender(lines: list[bytes], target: Store) -> None:
    """A secret of look-ups made for a file that told nothing new: two secrets cannot become one either."""
    with target.unit(SENDER.id) as unit:
        unit.remember("secret of the look-ups", "secret of the look-ups", "0" * 32)
    with pytest.raises(AlreadyRecorded) as raised:
        restore(target, lines)
    assert raised.value.code == "transfer.there"


def changed(data: bytes, **fields: object) -> bytes:
    """A line of the file with other fields."""
    return json.dumps({**json.loads(data), **fields}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def first(lines: list[bytes], what: str) -> int:
    """Where the first line of a kind is."""
    return next(at for at, data in enumerate(lines) if json.loads(data)["is"] == what)


SPOILT: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "nothing at all": lambda lines: lines[:0],
    "another file": lambda lines: [b"#FLAGGA 0\n", *lines],
    "a newer format": lambda lines: [changed(lines[0], version=2), *lines[1:]],
    "cut off": lambda lines: lines[:-1],
    "cut off within a line": lambda lines: [*lines[:20], lines[20][:9]],
    "a line less": lambda lines: [*lines[:30], *lines[31:]],
    "a line twice": lambda lines: [*lines[:30], lines[29], *lines[30:]],
    "no object": lambda lines: [lines[0], b"[1]\n", *lines[1:]],
    "an unknown kind": lambda lines: [lines[0], b'{"is":"magic"}\n', *lines[1:]],
    "a field less": lambda lines: [lines[0], b'{"is":"counter","series":"x"}\n', *lines[1:]],
    "no sender": lambda lines: [b'{"is":"faktura-export","version":1}\n', *lines[1:]],
    "a sender that is no text": lambda lines: [changed(lines[0], sender=None), *lines[1:]],
    "a sender without a name": lambda lines: [changed(lines[0], sender=""), *lines[1:]],
    "a sender that no store can name": lambda lines: [changed(lines[0], sender="a\0"), *lines[1:]],
    "nested beyond measure": lambda lines: [lines[0], b'{"is":' + b"[" * 100_000, *lines[1:]],
    "nested beyond measure at once": lambda lines: [b"[" * 100_000, *lines],
    "a number too long to read": lambda lines: [
        lines[0],
        b'{"is":"counter","series":"x","last":' + b"9" * 5_000 + b"}\n",
    ],
    "a number too large to keep": lambda lines: [
        lines[0],
        b'{"is":"counter","series":"x","last":' + b"9" * 40 + b"}\n",
    ],
    "a number that is none": lambda lines: [lines[0], b'{"is":"counter","series":"x","last":true}\n', *lines[1:]],
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_file_restores_nothing(lines: list[bytes], what: str) -> None:
    """The typed error with the line, and the store is as empty as before."""
    store = MemoryStore()
    with pytest.raises(MalformedFile):
        restore(store, SPOILT[what](lines))
    assert store.senders() == ()


@pytest.mark.parametrize(
    "line",
    [
        {"is": "counter", "series": "x", "last": 10**19},
        {"is": "counter", "series": "x", "last": -(10**19)},
        {"is": "entry", "id": "x", "not_before": "0001-01-01T00:00:00+23:59", "content": "", "status": "waiting",
         "attempts": 1, "answer": ""},
    ],
)  # fmt: skip
def test_what_no_database_could_keep_is_refused_by_all(
    lines: list[bytes], target: Store, line: dict[str, object]
) -> None:
    """A number of more than eight bytes, a moment before the first: with the line, whatever the store."""
    spoilt = [lines[0], json.dumps(line, separators=(",", ":")).encode() + b"\n"]
    end = {"is": "end", "lines": 2, "digest": hashlib.sha256(b"".join(spoilt)).hexdigest()}
    with pytest.raises(MalformedFile) as refused:
        restore(target, [*spoilt, json.dumps(end).encode()])
    assert refused.value.line == 2
    assert target.senders() == ()


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("event", {"body": "{}"}), ("event", {"actor": "bo"}), ("event", {"version": 2}), ("event", {"happened_at": "yesterday"}),
        ("document", {"content": "e30="}), ("document", {"content": "?"}), ("head", {"version": 9}), ("entry", {"status": "lost"}),
    ],
)  # fmt: skip
def test_what_was_changed_by_hand_is_found(lines: list[bytes], what: str, fields: dict[str, object]) -> None:
    """Also by somebody who makes the file's last line anew: the digests within do not agree."""
    at, store = first(lines, what), MemoryStore()
    spoilt = [*lines[:at], changed(lines[at], **fields), *lines[at + 1 :]]
    with pytest.raises(MalformedFile) as refused:
        restore(store, spoilt)
    assert refused.value.line == at + 1
    assert store.senders() == ()

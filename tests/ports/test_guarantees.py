"""The checks that store adapters share, each told in full by a table."""

from itertools import product

import pytest
from attrs import evolve

from faktura.core.errors import AlreadyRecorded, InputError, RecordedDifferently, StreamMoved
from faktura.core.event import broken_link
from faktura.ports.contents import Head
from faktura.ports.guarantees import (
    LONGEST,
    admit,
    chained,
    findable,
    head_of,
    recalled,
    replaced,
    storable,
    unanswered,
)
from faktura.ports.store import OutboxEntry, OutboxStatus
from faktura.testing.contracts.store_samples import NOON, entry, record, row

W, C, H, S, F = OutboxStatus
FOLLOWS = {
    # now: what may come next (the very same entry again always may)
    W: {W, C, H, S, F},
    C: {W, C, H, F},
    F: {W, C, H, S, F},
    H: set(),
    S: set(),
}


@pytest.mark.parametrize(("earlier", "later"), list(product(OutboxStatus, OutboxStatus)))
def test_what_may_follow_in_the_outbox(earlier: OutboxStatus, later: OutboxStatus) -> None:
    """Final is final, and what may be with the channel already can no longer be stopped."""
    now, then = entry("d", status=earlier), evolve(entry("d", status=later), attempts=1)
    if later in FOLLOWS[earlier]:
        admit(now, then)
    else:
        with pytest.raises(AlreadyRecorded):
            admit(now, then)
    admit(now, now)
    admit(None, then)


def test_records_are_sealed_onto_what_is_there() -> None:
    """The first link of the new part is the last digest of the old."""
    first = chained("s", 0, [record("s", 1), record("s", 2)], head=None)
    second = chained("s", 2, [record("s", 3)], head=head_of(first))
    assert broken_link([*first, *second]) is None
    forked = chained("s", 2, [record("s", 3)], head=Head(stream="s", version=2, digest=first[0].digest))
    assert broken_link([*first, *forked]) == 3


@pytest.mark.parametrize(("expected", "found"), [(0, 1), (1, 0), (2, 3)])
def test_a_moved_stream_is_told_with_its_version(expected: int, found: int) -> None:
    """The error says where the stream is, so that a log explains itself."""
    with pytest.raises(StreamMoved) as moved:
        chained("receivable/F1", expected, [], head=Head(stream="receivable/F1", version=found, digest="x"))
    assert moved.value.facts == {"stream": "receivable/F1", "expected": expected, "found": found}
    assert "receivable/F1 is at version" in str(moved.value)


def test_only_what_differs_is_written() -> None:
    """Rows that stay cost nothing; a changed body is a row gone and a row come."""
    kept, changed, gone, new = (row("s", key=key) for key in "abcd")
    changed_to = evolve(changed, body="2")
    assert replaced("s", [kept, changed, gone], [changed_to, new, kept]) == ((changed, gone), (changed_to, new))


def test_rows_in_one_place_are_refused() -> None:
    """Also when they say the same: the caller has derived one of them twice."""
    with pytest.raises(InputError):
        replaced("s", [], [row("s"), row("s")])


def test_an_answer_belongs_to_its_call() -> None:
    """Recalled for that call only, and never given twice."""
    assert recalled("key", "call", None) is None
    assert recalled("key", "call", ("call", "")) == ""
    unanswered("key", "call", "answer", None)
    with pytest.raises(RecordedDifferently):
        recalled("key", "other", ("call", "answer"))
    with pytest.raises(RecordedDifferently):
        unanswered("key", "other", "answer", ("call", "answer"))
    with pytest.raises(AlreadyRecorded):
        unanswered("key", "call", "", ("call", ""))


def test_an_entry_needs_a_time_zone() -> None:
    """Else nobody could say whether it is due."""
    with pytest.raises(InputError):
        OutboxEntry(id="d", not_before=NOON.replace(tzinfo=None), content="")


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "å\udfff"])
def test_what_some_database_cannot_keep_is_refused(text: str) -> None:
    """NUL and half of a surrogate pair; and the error does not repeat what may be a personal number."""
    for check in (storable, findable):
        with pytest.raises(InputError) as refused:
            check("ok", text)
        assert refused.value.facts == {}


@pytest.mark.parametrize(("texts", "fits"), [
    (("x" * LONGEST,), True), (("x" * (LONGEST + 1),), False), (("å" * (LONGEST // 2),), True),
    (("å" * (LONGEST // 2), "x"), False), (("𝄞" * (LONGEST // 4),), True), (("𝄞" * (LONGEST // 4), "x"), False),
])  # fmt: skip
def test_what_is_looked_up_fits_into_every_index(texts: tuple[str, ...], fits: bool) -> None:
    """Counted in bytes of UTF-8, all parts together."""
    if fits:
        findable(*texts)
    else:
        with pytest.raises(InputError):
            findable(*texts)
    storable(*texts)

"""Stored events are chained so that nothing can be changed unseen, and old ones are lifted to the newest schema."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from attrs import evolve, fields, frozen
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.event import (
    EVENT_CLASSES,
    Body,
    Event,
    EventRecord,
    Stamp,
    UnknownEvent,
    broken_link,
    sealed,
    stored,
    upcast,
    upcaster,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STAMP = Stamp(actor="anna", happened_at=NOON, recorded_at=NOON, cause="c1")


def record(version: int, body: str = "{}", stream: str = "draft/d1") -> EventRecord:
    """A record that is not sealed yet."""
    return EventRecord(stream=stream, version=version, name="draft.saved", schema=1, body=body, stamp=STAMP)


def chain(bodies: Sequence[str], stream: str = "draft/d1") -> list[EventRecord]:
    """A stream as a store keeps it."""
    made: list[EventRecord] = []
    for version, body in enumerate(bodies, start=1):
        made.append(sealed(record(version, body, stream), made[-1].digest if made else ""))
    return made


BODIES = st.lists(st.text(max_size=5), min_size=1, max_size=8)


@given(BODIES)
def test_a_sealed_chain_is_whole(bodies: list[str]) -> None:
    """Every digest is SHA-256 in hexadecimal, each record names the one before it, and none is broken."""
    records = chain(bodies)
    assert broken_link(records) is None
    assert [one.previous for one in records] == ["", *(one.digest for one in records[:-1])]
    assert {len(one.digest) for one in records} == {64}


def test_nothing_at_all_is_whole() -> None:
    """A stream that was never written has no broken link."""
    assert broken_link([]) is None


LATER = NOON + timedelta(seconds=1)
CHANGED: dict[str, Any] = {
    "stream": "draft/d2",
    "version": 7,
    "name": "draft.deleted",
    "schema": 2,
    "body": '{"draft_id":"d2"}',
    "stamp": evolve(STAMP, actor="bo"),
    "previous": "0" * 64,
    "digest": "0" * 64,
}


@pytest.mark.parametrize("field", [one.name for one in fields(EventRecord)])
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_change_of_any_field_is_found_where_it_is(field: str, at: int) -> None:
    """At the beginning, in the middle and at the end of a stream; a field added later must be tried too."""
    records = chain("abcd")
    records[at] = evolve(records[at], **{field: CHANGED[field]})
    assert broken_link(records) == at + 1


@pytest.mark.parametrize(
    "stamp",
    [
        evolve(STAMP, actor="b"),
        evolve(STAMP, happened_at=LATER),
        evolve(STAMP, recorded_at=LATER),
        evolve(STAMP, cause=""),
    ],
    ids=["actor", "happened", "recorded", "cause"],
)
def test_who_did_it_and_when_is_sealed_too(stamp: Stamp) -> None:
    """No part of the stamp can be rewritten."""
    records = chain("abc")
    records[1] = evolve(records[1], stamp=stamp)
    assert broken_link(records) == 2


@given(BODIES.filter(lambda bodies: len(bodies) > 1), st.data())
def test_a_record_that_is_missing_or_out_of_place_is_found(bodies: list[str], data: st.DataObject) -> None:
    """A gap shows at the record that follows it; two that changed places at the first of them."""
    records = chain(bodies)
    at = data.draw(st.integers(0, len(records) - 2))
    assert broken_link([*records[:at], *records[at + 1 :]]) == at + 1
    swapped = [*records[:at], records[at + 1], records[at], *records[at + 2 :]]
    assert broken_link(swapped) == at + 1


@pytest.mark.parametrize("renumbered", [False, True])
def test_a_removal_cannot_be_mended_by_numbering_anew(renumbered: bool) -> None:
    """The record after the gap names a record that is not there, whatever its version says."""
    one, _, three = chain("abc")
    after = evolve(three, version=2) if renumbered else three
    assert broken_link([one, after]) == 2


def test_a_record_of_another_stream_does_not_fit() -> None:
    """An exchanged record has a digest of its own that nothing follows, even when its version fits."""
    records, others = chain("abc"), chain("axc", stream="draft/d2")
    assert broken_link([records[0], others[1], records[2]]) == 2
    assert broken_link([*records[:2], others[2]]) == 3


def test_resealing_one_record_breaks_the_next() -> None:
    """Who changes a record and computes its digest anew would have to reseal everything after it."""
    records = chain("abc")
    records[0] = sealed(evolve(records[0], body="x"), "")
    assert broken_link(records) == 2


def test_neighbouring_fields_are_not_read_as_one() -> None:
    """`ab` + `c` and `a` + `bc` are two different records."""
    one = sealed(evolve(record(1), name="ab", body="c"), "")
    other = sealed(evolve(record(1), name="a", body="bc"), "")
    assert one.digest != other.digest


# -- schemas -----------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Painted(Event):
    """A fence was painted; known to these tests only."""

    name: ClassVar[str] = "test.painted"
    schema: ClassVar[int] = 3


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Painted` in its third schema: first `color`, then `colour`, then with coats."""
    monkeypatch.setitem(EVENT_CLASSES, "test.painted", Painted)
    monkeypatch.setattr("faktura.core.event._UPCASTERS", {})
    upcaster("test.painted", 1)(lambda body: {"colour": body["color"]})
    upcaster("test.painted", 2)(lambda body: {**body, "coats": 1})


@pytest.mark.usefixtures("painted")
@pytest.mark.parametrize(
    ("schema", "body"), [(1, {"color": "red"}), (2, {"colour": "red"}), (3, {"colour": "red", "coats": 1})]
)
def test_every_older_schema_is_lifted_step_by_step(schema: int, body: Body) -> None:
    """From whichever version it was stored in, through every step between; the stored body stays as it was."""
    before = dict(body)
    assert upcast("test.painted", schema, body) == {"colour": "red", "coats": 1}
    assert body == before


@pytest.mark.usefixtures("painted")
@pytest.mark.parametrize(("name", "schema"), [("test.painted", 4), ("test.painted", 0), ("test.varnished", 1)])
def test_what_this_version_does_not_know_is_refused_by_name(name: str, schema: int) -> None:
    """A newer schema, one before the first, or a name nobody knows; in both languages."""
    with pytest.raises(UnknownEvent) as refused:
        upcast(name, schema, {})
    assert refused.value.code == "event.unknown"
    for language in ("en", "sv"):
        said = refused.value.explain(language)
        assert name in said
        assert str(schema) in said


def test_a_missing_step_is_refused(painted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raising a schema without an upcaster would make old streams unreadable: it is said, not guessed."""
    monkeypatch.setattr("faktura.core.event._UPCASTERS", {})
    with pytest.raises(UnknownEvent):
        upcast("test.painted", 2, {"colour": "red"})


def test_every_older_schema_of_a_stored_event_has_its_step() -> None:
    """For each event class, a body of every schema from the first on can be lifted."""
    for name, cls in EVENT_CLASSES.items():
        for schema in range(1, cls.schema):
            assert isinstance(upcast(name, schema, {}), dict)


def test_an_event_needs_a_name_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """None, or one that another class has, is refused when the class is made; its own again is not."""
    monkeypatch.setattr("faktura.core.event.EVENT_CLASSES", {})

    @frozen
    class Nameless(Event):
        pass

    @frozen
    class Thief(Event):
        name: ClassVar[str] = "test.painted"

    assert stored(Painted) is Painted
    assert stored(Painted) is Painted
    for wrong in (Nameless, Thief):
        with pytest.raises(ValueError, match="name of its own"):
            stored(wrong)

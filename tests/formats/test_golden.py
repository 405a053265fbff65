"""What any version has stored is read for ever: one event of every class, and the whole streams of a desk.

Each folder of `tests/data/golden` was written by the version it is named after (`tests.formats.golden`) and is
never changed; a later version adds its own.
"""

import json as plain_json
from datetime import UTC, datetime
from itertools import groupby

import attrs
import pytest

from faktura.core.document import Document, Draft
from faktura.core.event import EVENT_CLASSES, EventRecord, UnknownEvent, broken_link
from faktura.core.payment import IncomingPayment
from faktura.core.reminder import Reminder
from faktura.core.version import VERSION
from faktura.desk.desk import Desk
from faktura.desk.received import Explanation
from faktura.desk.rendering import Dispatch
from faktura.formats import json
from faktura.formats.salted import unsalted
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.ports.verification import damage
from faktura.testing.senders import SENDER
from tests.formats.golden import EVENTS, GOLDEN, event_lines, lines, said

VERSIONS = sorted(folder.name for folder in GOLDEN.iterdir())

STORED: dict[str, type[object]] = {
    cls.__name__: cls for cls in (Draft, Document, IncomingPayment, Explanation, Reminder, Dispatch)
}


def test_every_event_class_is_among_them() -> None:
    """A class that is added must be added to `tests.formats.golden` too, once, and this version's folder written anew."""
    names = [event.name for event in EVENTS]
    assert len(set(names)) == len(names)
    core = {name for name, cls in EVENT_CLASSES.items() if cls.__module__.startswith("faktura.core.")}
    assert set(names) == core


def test_this_version_has_its_own() -> None:
    """What it stores is kept here from its first day on."""
    assert VERSION in VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_every_stored_event_is_read_to_the_same_event(version: str) -> None:
    """Its record is whole, and lifting it from the schema of that version gives the event as it is known now."""
    known = {event.name: event for event in EVENTS}
    records = [json.load(EventRecord, text) for text in lines(version, "events")]
    assert len(records) >= 32
    for record in records:
        assert json.event_of(record) == known[record.name], record.name
    assert broken_link(records) is None


def test_this_version_still_writes_what_it_stored() -> None:
    """Name, schema and every field; a field may be added with a default, a changed one needs a new schema."""
    written = {record.name: record for record in (json.load(EventRecord, text) for text in event_lines())}
    for record in (json.load(EventRecord, text) for text in lines(VERSION, "events")):
        assert written[record.name].schema == record.schema
        assert holds(plain_json.loads(written[record.name].body), plain_json.loads(record.body)), record.name


def holds(new: object, stored: object) -> bool:
    """Whether *new* says everything that *stored* says; fields that were added since may stand beside it."""
    if isinstance(new, dict) and isinstance(stored, dict):
        return all(name in new and holds(new[name], value) for name, value in stored.items())
    if isinstance(new, list) and isinstance(stored, list):
        return len(new) == len(stored) and all(map(holds, new, stored))
    return new == stored


# -- a whole sender ----------------------------------------------------------------------------------------


def restore(store: Store, version: str) -> None:
    """Put the stored records and values of a version into a new store, as a host restores a backup."""
    records = [json.load(EventRecord, text) for text in lines(version, "records")]
    with store.unit(SENDER.id) as unit:
        for line in lines(version, "values"):
            unit.put(line.partition(" ")[2].encode())
        for stream, some in groupby(records, key=lambda record: record.stream):
            part = list(some)
            assert unit.append(stream, part[0].version - 1, part) == tuple(part)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_whole_sender_is_replayed_to_the_same_answers(version: str) -> None:
    """Every digest as it was; each day's totals, every voucher and every reason the same, from the records alone."""
    store = MemoryStore()
    restore(store, version)
    desk = Desk(store, clock=FixedClock(datetime(2027, 1, 5, tzinfo=UTC))).at(SENDER, actor="later")
    with store.read(SENDER.id) as reading:
        assert list(damage(reading)) == []
    desk.verification.rebuild_index()
    # What is kept of the version is its records and values: neither its outbox and counters, nor request files.
    assert {finding.code for finding in desk.verify()} <= {"STORE-08", "STORE-10", "STORE-13"}
    stored = plain_json.loads((GOLDEN / version / "said.json").read_text("utf-8"))
    answers = said(desk)
    assert isinstance(answers, dict)
    assert answers.keys() == stored.keys()
    assert holds(answers, stored)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_stored_value_is_read_as_it_was(version: str) -> None:
    """Drafts, documents, payments, explanations, reminders and deliveries: written again, nothing is missing."""
    found = set()
    for line in lines(version, "values"):
        kind, _, text = line.partition(" ")
        written = unsalted(text.encode())
        value = json.load(STORED[kind], written)
        assert holds(plain_json.loads(json.dump(value)), plain_json.loads(written)), kind
        found.add(kind)
    assert found == set(STORED)


@pytest.mark.parametrize(("name", "schema"), [("receivable.opened", 99), ("receivable.teleported", 1)])
def test_an_event_of_an_unknown_newer_version_is_refused_by_name(name: str, schema: int) -> None:
    """Nothing is guessed and nothing stored: the error names event and schema, in both languages; verification says where."""
    store = MemoryStore()
    restore(store, VERSIONS[0])
    desk = Desk(store, clock=FixedClock(datetime(2026, 12, 1, tzinfo=UTC))).at(SENDER, actor="later")
    document = desk.overview.receivables()[0].id
    with store.unit(SENDER.id) as unit:
        last = unit.events(f"receivable/{document}")[-1]
        newer = attrs.evolve(last, version=last.version + 1, name=name, schema=schema)
        unit.append(newer.stream, last.version, [newer])
    for call in (
        lambda: desk.invoices.balance(document),
        lambda: desk.collections.pause(document, reason="x"),
        desk.summary,
    ):
        with pytest.raises(UnknownEvent) as refused:
            call()
        assert f"{name} of schema {schema}" in str(refused.value)
        assert name in refused.value.explain("sv")
    with store.read(SENDER.id) as reading:
        assert reading.events(newer.stream)[-1].version == newer.version
    assert newer.stream in {finding.path for finding in desk.verify() if finding.code == "STORE-07"}

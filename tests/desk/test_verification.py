"""Verification finds whatever is changed behind faktura's back, says where, and goes on to the end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from faktura.desk.desk import Desk, SenderDesk
from faktura.desk.work import RECEIVABLE
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.contents import Seal, StoredDocument
from faktura.ports.store import IndexRow, Store
from faktura.ports.verification import damage
from faktura.testing.senders import OTHER_SENDER, SENDER
from tests.desk.acts import issued, pay, reference_of
from tests.desk.test_payouts import ordered
from tests.formats.golden import month
from tests.postgres import new_schema


def opened(store: Store, clock: FixedClock | None = None) -> SenderDesk:
    """A desk that delivers, over *store*."""
    ids = count(1)
    now = clock or FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    return Desk(store, MemoryDelivery(), clock=now, new_id=lambda: f"id{next(ids):03}").at(SENDER, actor="anna")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each of the reference stores in turn."""
    if request.param == "memory":
        yield MemoryStore()
        return
    with SqliteStore(":memory:") if request.param == "sqlite" else PostgresStore(new_schema()) as made:
        yield made


def test_a_month_of_everything_is_whole(store: Store) -> None:
    """Whatever a desk can do: nothing differs, and building the look-ups anew changes nothing."""
    clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    desk = opened(store, clock)
    month(desk, clock)
    assert desk.verify() == ()
    with store.read(SENDER.id) as reading:
        before, (seal,) = list(reading.every(IndexRow)), reading.every(Seal)
        assert list(damage(reading)) == []
    assert desk.verification.rebuild_index() > 10
    with store.read(SENDER.id) as reading:
        assert list(reading.every(IndexRow)) == before
        assert list(reading.every(Seal)) == [seal]
    other = Desk(store).at(OTHER_SENDER, actor="bo")
    assert (other.verify(), other.verification.rebuild_index()) == ((), 0)


# -- what somebody may do to the file -------------------------------------------------------------------------

NAMES = """
    CREATE TEMP TABLE last_of_payment AS SELECT position, previous FROM faktura_event
        WHERE stream = 'payment/P1' ORDER BY version DESC LIMIT 1;
    CREATE TEMP TABLE second AS SELECT stream FROM faktura_event
        WHERE name = 'document.issued' AND body LIKE '%"1002"%';
    CREATE TEMP TABLE third AS SELECT DISTINCT stream FROM faktura_event
        WHERE position >= (SELECT max(position) - 3 FROM faktura_event);
"""
"""What the statements below call by name: the payment's last record, the second invoice's stream, the third's streams."""

DAMAGE: dict[str, tuple[str, dict[str, int]]] = {
    # what is done, and how many findings of which code there must be
    "an amount is changed": (
        "UPDATE faktura_event SET body = replace(body, '125', '126') WHERE name = 'receivable.opened' AND body LIKE '%\"1001\"%'",
        {"STORE-01": 1, "STORE-05": 1},
    ),
    "an actor is changed": ("UPDATE faktura_event SET actor = 'bo' WHERE position = 4", {"STORE-01": 1}),
    "a stream is cut off at its end": (
        "DELETE FROM faktura_event WHERE position = (SELECT position FROM last_of_payment)",
        {"STORE-02": 1, "STORE-03": 1, "STORE-05": 1, "STORE-11": 1},
    ),
    "a stream is cut off, and its head with it": (
        """UPDATE faktura_head SET version = version - 1, digest = (SELECT previous FROM last_of_payment)
               WHERE stream = 'payment/P1';
           DELETE FROM faktura_event WHERE position = (SELECT position FROM last_of_payment)""",
        {"STORE-03": 1, "STORE-05": 1, "STORE-11": 1},
    ),
    "a record in the middle is taken away": (
        "DELETE FROM faktura_event WHERE stream = 'payment/P1' AND version = 2",
        {"STORE-01": 1, "STORE-03": 1},
    ),
    "two records change places": (
        """UPDATE faktura_event SET position = -position WHERE position IN (2, 3);
           UPDATE faktura_event SET position = 5 + position WHERE position < 0""",
        {"STORE-03": 1},
    ),
    "the last invoice is taken away with all its traces": (
        """DELETE FROM faktura_index WHERE subject IN (SELECT stream FROM third);
           DELETE FROM faktura_head WHERE stream IN (SELECT stream FROM third);
           DELETE FROM faktura_event WHERE stream IN (SELECT stream FROM third)""",
        {"STORE-03": 1, "STORE-13": 1},
    ),
    "an invoice in the middle is taken away": (
        """DELETE FROM faktura_index WHERE subject IN (SELECT stream FROM second);
           DELETE FROM faktura_head WHERE stream IN (SELECT stream FROM second);
           DELETE FROM faktura_event WHERE stream IN (SELECT stream FROM second)""",
        {"STORE-03": 1, "STORE-07": 1, "STORE-09": 1},
    ),
    "a head is lost": ("DELETE FROM faktura_head WHERE stream = 'payment/P1'", {"STORE-02": 1, "STORE-06": 1, "STORE-11": 1}),
    "a document is changed": (
        """UPDATE faktura_document SET content = X'7B7D' WHERE digest =
               (SELECT min(digest) FROM faktura_document WHERE instr(CAST(content AS TEXT), '"1003"'))""",
        {"STORE-04": 1, "STORE-07": 2},
    ),
    "the documents are lost": ("DELETE FROM faktura_document", {"STORE-08": 3 + 3 + 2}),
    "a look-up says another amount": (
        "UPDATE faktura_index SET body = replace(body, '125.00 SEK', '1.00 SEK') WHERE kind = 'item.open'",
        {"STORE-05": 1},
    ),
    "a look-up is lost": ("DELETE FROM faktura_index WHERE kind = 'item.number'", {"STORE-05": 3}),
    "a look-up of nothing": (
        "INSERT INTO faktura_index SELECT sender, kind, key, place, 'receivable/none', body FROM faktura_index WHERE kind = 'item.open'",
        {"STORE-06": 1},
    ),
    "a counter is set back": ("UPDATE faktura_counter SET last = 1001", {"STORE-13": 1}),
    "a counter is lost": ("DELETE FROM faktura_counter", {"STORE-13": 1}),
    "an unknown event of a newer version": (
        "UPDATE faktura_event SET schema = 9 WHERE name = 'payment.received'", {"STORE-01": 1, "STORE-07": 1, "STORE-11": 1},
    ),
    "a delivery is said to have left": ("UPDATE faktura_outbox SET status = 'handed_over'", {"STORE-10": 1}),
    "the outbox is lost": ("DELETE FROM faktura_outbox", {"STORE-10": 1}),
    "the seal is exchanged": ("UPDATE faktura_sender SET seal = 'x'", {"STORE-03": 1}),
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with three invoices, one of them paid and one waiting to be delivered."""
    path = tmp_path / "f.db"
    with SqliteStore(path) as store:
        desk = opened(store)
        first, _ = issued(desk), issued(desk, "200")
        pay(desk, "P1", "125", reference=reference_of(first))
        desk.deliveries.send(first.id)
        issued(desk)
        assert desk.verify() == ()
    return path


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found_and_named(path: Path, what: str) -> None:
    """Every change made past faktura is found by the digests, and by what the events say beside them."""
    statements, codes = DAMAGE[what]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(NAMES)
        connection.executescript(statements)
        connection.commit()
    with SqliteStore(path) as store:
        findings = opened(store).verify()
    found = {code: sum(one.code == code for one in findings) for code in {one.code for one in findings}}
    assert found == codes
    for one in findings:
        assert one.problem
        assert one.remedy


def test_look_ups_are_built_anew_from_the_events(path: Path) -> None:
    """After damage to them, to the very rows they were; the events are not touched."""
    with SqliteStore(path) as store:
        with store.read(SENDER.id) as reading:
            rows, (seal,) = list(reading.every(IndexRow)), reading.every(Seal)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM faktura_index WHERE rowid % 2 = 0")
            connection.execute("UPDATE faktura_index SET body = 'no JSON' WHERE rowid % 3 = 0")
            connection.execute("INSERT INTO faktura_index VALUES (1, 'item.open', '', '', 'receivable/none', '')")
            connection.commit()
        desk = opened(store)
        assert {one.code for one in desk.verify()} == {"STORE-05", "STORE-06"}
        desk.verification.rebuild_index()
        assert desk.verify() == ()
        with store.read(SENDER.id) as reading:
            assert list(reading.every(IndexRow)) == rows
            assert list(reading.every(Seal)) == [seal]


def test_an_erased_document_is_in_order(store: Store) -> None:
    """Its digest stands where it stood, and nothing is missing; look-ups that still tell what it held are found."""
    desk = opened(store)
    document = issued(desk)
    with store.unit(SENDER.id) as unit:
        for one in list(unit.every(StoredDocument)):
            unit.erase(one.digest)
    assert {one.code for one in desk.verify()} == {"STORE-05"}
    desk.verification.rebuild_index()
    assert desk.verify() == ()
    assert desk.invoices.balance(document.id).outstanding.minor == 125_00


def test_a_stream_of_another_kind_has_its_chain_checked(store: Store) -> None:
    """What a host or a later version keeps in streams of its own is no finding."""
    desk = opened(store)
    document = issued(desk)
    with store.unit(SENDER.id) as unit:
        (record,) = unit.events(RECEIVABLE + document.id)
        unit.append("theirs/1", 0, [evolve(record, stream="theirs/1")])
    assert desk.verify() == ()


def test_a_lost_file_for_the_bank_is_missed(tmp_path: Path) -> None:
    """The order is there, and the file that the bank got is not: the event names both."""
    path = tmp_path / "f.db"
    with SqliteStore(path) as store:
        ordered(opened(store))
        assert opened(store).verify() == ()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("""DELETE FROM faktura_document WHERE digest =
            (SELECT json_extract(body, '$.file') FROM faktura_event WHERE name = 'bank_order.sent')""")
    with SqliteStore(path) as store:
        assert [one.code for one in opened(store).verify()] == ["STORE-08"]

"""Wherever the computer stands and whatever its clock does: the Swedish day decides, and nothing is lost or done twice."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from faktura.core.document import line
from faktura.core.event import EventRecord
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import Clock, FixedClock, swedish_day
from faktura.ports.store import Store
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY, SENDER
from tests.desk.acts import issued, reference_of

ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")


@contextmanager
def standing_in(zone: str) -> Iterator[None]:
    """Let the process stand in *zone*: fourteen hours before Greenwich, or eight behind."""
    with pytest.MonkeyPatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


MOMENTS = {
    # a moment, and the day it is in Sweden
    "before summer time begins": (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), date(2026, 3, 29)),
    "summer time begins": (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
    "the last hour of the day after": (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 29)),
    "midnight in summer time": (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
    "before summer time ends": (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
    "the same hour again": (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
    "the long day's end": (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), date(2026, 10, 25)),
    "New Year's Eve": (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
    "New Year": (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    "before the leap day": (datetime(2024, 2, 28, 22, 59, 59, tzinfo=UTC), date(2024, 2, 28)),
    "the leap day": (datetime(2024, 2, 28, 23, 0, tzinfo=UTC), date(2024, 2, 29)),
    "after the leap day": (datetime(2024, 2, 29, 23, 0, tzinfo=UTC), date(2024, 3, 1)),
}


def opened(store: Store, clock: Clock, post: MemoryDelivery | None = None) -> SenderDesk:
    """A desk by *clock*."""
    ids, secrets = count(1), count(1)
    return Desk(
        store,
        post or MemoryDelivery(),
        clock=clock,
        new_id=lambda: f"id{next(ids)}",
        new_secret=lambda: f"{next(secrets):032x}",
    ).at(SENDER, actor="anna")


def day_at(moment: datetime) -> tuple[list[EventRecord], object]:
    """Issue, deliver, be paid and remind around *moment*, and return all records and what the books say."""
    store, clock = MemoryStore(), FixedClock(moment)
    desk = opened(store, clock)
    first, second = issued(desk), desk.invoices.issue(draft(desk), at_once=True)
    assert first.issue_date == second.issue_date == swedish_day(moment)
    desk.run()
    clock.advance(timedelta(hours=1))
    desk.payments.receive(bgmax_file(reference_of(first), "125.00", on=clock.today()))
    clock.advance(timedelta(days=36))
    if clock.today() < date(2027, 1, 1):  # the reference rate is known to the end of 2026
        desk.run()
    assert desk.verify() == ()
    with store.read(SENDER.id) as reading:
        records = [record for _, record in reading.history()]
    vouchers = desk.books.vouchers(date(2024, 1, 1), date(2027, 12, 31))
    return records, (desk.summary(), desk.search.documents(), vouchers)


def draft(desk: SenderDesk) -> str:
    """A draft."""
    return desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)]).id


@pytest.mark.parametrize("what", MOMENTS)
def test_the_computers_zone_changes_nothing(what: str) -> None:
    """Every record, byte for byte, and every answer are the same wherever the computer stands; the day is the Swedish one."""
    moment, day = MOMENTS[what]
    seen = []
    for zone in ZONES:
        with standing_in(zone):
            seen.append(day_at(moment))
    assert seen[0] == seen[1] == seen[2]
    issued_on = [json.loads(one.body)["on"] for one in seen[0][0] if one.name == "document.issued"]
    assert issued_on == [day.isoformat()] * 2


@pytest.mark.parametrize("what", MOMENTS)
@pytest.mark.parametrize("zone", [ZoneInfo(name) for name in ZONES], ids=str)
def test_a_clock_in_another_zone_tells_the_same_moment(what: str, zone: ZoneInfo) -> None:
    """A host whose clock answers in local time gets the same days, and deliveries fall due at the same moment."""
    moment, day = MOMENTS[what]
    store, clock, post = MemoryStore(), FixedClock(moment.astimezone(zone)), MemoryDelivery()
    desk = opened(store, clock, post)
    document = desk.invoices.issue(draft(desk))
    assert document.issue_date == day
    for minutes, sent in ((59, 0), (1, 1), (60, 1)):
        clock.set((clock.now().astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone))
        desk.run()
        assert len(post.handed_over) == sent
    assert desk.verify() == ()


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Stores that keep times as they are, and as text."""
    if request.param == "memory":
        yield MemoryStore()
        return
    with SqliteStore(":memory:") as made:
        yield made


JUMPS = {
    "an hour back": [timedelta(hours=-1)] * 3,
    "a day back and forth": [timedelta(days=-1), timedelta(days=1)] * 2,
    "ahead forty days and back": [timedelta(days=40), timedelta(days=-40), timedelta(0)],
    "the hour that comes twice": [timedelta(hours=1), timedelta(hours=-1), timedelta(hours=1)],
}


@pytest.mark.parametrize("what", JUMPS)
def test_a_clock_that_jumps_breaks_nothing(store: Store, what: str) -> None:
    """Numbers go on, each delivery leaves once, each debt is reminded of once, the books add up on every day."""
    clock, post = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC)), MemoryDelivery()
    desk = opened(store, clock, post)
    documents, sent = [desk.invoices.issue(draft(desk), at_once=True)], list[str]()

    def run() -> None:
        sent.extend(one.document_id for one in desk.run().handed_over)

    for at, jump in enumerate(JUMPS[what]):
        run()
        clock.advance(jump)
        documents.append(desk.invoices.issue(draft(desk), at_once=True))
        run()
        paid = documents[-1]
        desk.payments.receive(bgmax_file(reference_of(paid), "125.00", on=clock.today(), serial=at + 1))
    clock.set(datetime(2026, 10, 1, 9, tzinfo=UTC) + timedelta(days=45))
    for _ in range(3):
        run()
        clock.advance(timedelta(hours=2))  # a reminder is held for an hour
    assert [int(document.number) for document in documents] == list(range(1001, 1001 + len(documents)))
    assert len(post.handed_over) == len(sent)
    letters = {id: sent.count(id) for id in sent}
    unpaid = documents[0].id
    assert letters == {document.id: 2 if document.id == unpaid else 1 for document in documents}
    assert desk.invoices.balance(unpaid).outstanding > documents[0].amount_due  # reminded once, with its fee
    assert len(desk.invoices.balance(unpaid).reminders) == 1
    for days in range(-50, 100, 5):
        assert desk.summary(as_of=date(2026, 10, 1) + timedelta(days=days)).balances
    assert desk.verify() == ()
    with store.read(SENDER.id) as reading:
        positions = [position for position, _ in reading.history()]
    assert positions == sorted(positions)


def test_a_claim_is_not_taken_over_when_the_clock_goes_back(store: Store) -> None:
    """A process died after it had claimed a delivery, and the clock was set back: it waits the longer, and leaves once."""
    clock, post = FixedClock(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)), MemoryDelivery()
    desk = opened(store, clock, post)
    desk.invoices.issue(draft(desk), at_once=True)
    (entry,) = desk.deliveries.waiting()
    assert desk.deliveries._claim(entry, clock.now()) is not None
    clock.advance(timedelta(hours=-1))
    assert desk.run().handed_over == ()
    clock.advance(timedelta(hours=1, minutes=10))
    assert len(desk.run().handed_over) == len(post.handed_over) == 1

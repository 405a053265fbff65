"""Nothing is dated before what it acts on: an explicit day is refused, a clock set back is put right."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from faktura.core.collection import CollectionPolicy
from faktura.core.collection_event import Instalment
from faktura.core.document import Draft, line
from faktura.core.errors import RuleRefused
from faktura.core.money import sek
from faktura.core.receivable import LimitationBreak
from faktura.desk.desk import SenderDesk
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.crediting import credit_in_full
from faktura.testing.senders import COMPANY
from tests.desk.acts import DAY, events, issued

Act = Callable[[SenderDesk, str, date | None], object]
AT_ONCE = CollectionPolicy(reminders_first=0)
SOON = date(2026, 12, 1)

ACTS: dict[str, Act] = {
    "invoices.credit": lambda desk, id, on: desk.invoices.credit(id, on=on, deliver=False),
    "invoices.credit, a part": lambda desk, id, on: desk.invoices.credit(id, amount=sek(10), on=on, net=False),
    "collections.write_off": lambda desk, id, on: desk.collections.write_off(id, reason="bad_debt", on=on),
    "collections.pause": lambda desk, id, on: desk.collections.pause(id, reason="x", on=on),
    "collections.resume": lambda desk, id, on: desk.collections.resume(id, on=on),
    "collections.dispute": lambda desk, id, on: desk.collections.dispute(id, reason="x", on=on),
    "collections.postpone": lambda desk, id, on: desk.collections.postpone(id, until=SOON, reason="x", on=on),
    "claims.agree_plan": lambda desk, id, on: desk.claims.agree_plan(
        id, (Instalment(SOON, sek(125)),), written=True, fee=False, on=on
    ),
    "claims.interrupted": lambda desk, id, on: desk.claims.interrupted(
        id, kind=LimitationBreak.ACKNOWLEDGED, evidence="x", on=on
    ),
    "claims.watch": lambda desk, id, on: desk.claims.watch(id, reason="x", on=on),
    "claims.unwatch": lambda desk, id, on: desk.claims.unwatch(id, reason="x", on=on),
    "claims.recount": lambda desk, id, on: desk.claims.recount(id, on=on),
}


@pytest.mark.parametrize("what", ACTS)
def test_nothing_is_dated_before_its_document(desk: SenderDesk, store: Store, clock: FixedClock, what: str) -> None:
    """The invoice is of 1 October: 30 September is refused and nothing stored; with the clock there it is done on the 1st."""
    id = issued(desk).id
    before = events(store)
    with pytest.raises(RuleRefused) as refused:
        ACTS[what](desk, id, DAY - timedelta(days=1))
    assert refused.value.code == "desk.too_early"
    assert events(store) == before
    clock.set(datetime(2026, 9, 20, 9, tzinfo=UTC))
    ACTS[what](desk, id, None)
    days = [one.on for one in events(store)[len(before) :] if hasattr(one, "on")]
    assert all(day == DAY for day in days)
    for day in (date(2026, 9, 25), DAY):
        assert desk.summary(as_of=day).balances
    assert desk.verify() == ()


def test_a_credit_note_made_by_hand_is_not_dated_before_its_invoice(desk: SenderDesk, clock: FixedClock) -> None:
    """A draft that names what it credits is held to its day as `credit` is."""
    made = credit_in_full(issued(desk), draft_id="of no use")
    assert isinstance(made, Draft)
    draft = desk.invoices.draft(
        buyer=COMPANY, lines=[line("Konsult", -1, 100, vat=25)], kind=made.kind, credits=made.credits
    )
    with pytest.raises(RuleRefused) as refused:
        desk.invoices.issue(draft.id, on=DAY - timedelta(days=1))
    assert refused.value.code == "desk.too_early"
    clock.set(datetime(2026, 9, 20, 9, tzinfo=UTC))
    assert desk.invoices.issue(draft.id).issue_date == DAY


FOLLOWED: dict[str, tuple[Act, Act]] = {
    "the end of a dispute": (
        ACTS["collections.dispute"],
        lambda desk, id, on: desk.collections.settle_dispute(id, outcome="x", on=on),
    ),
    "its end with the costs": (
        ACTS["collections.dispute"],
        lambda desk, id, on: desk.claims.settle_dispute(id, founded=False, on=on),
    ),
    "going on after a pause": (ACTS["collections.pause"], ACTS["collections.resume"]),
    "the end of a plan": (
        ACTS["claims.agree_plan"],
        lambda desk, id, on: desk.claims.end_plan(id, outcome="cancelled", on=on),
    ),
    "the end of a watch": (ACTS["claims.watch"], ACTS["claims.unwatch"]),
    "what was lost and is owed again": (
        ACTS["collections.write_off"],
        lambda desk, id, on: desk.claims.recover(id, sek(10), on=on),
    ),
    "the recall of a demand": (
        lambda desk, id, _: desk.claims.demand(id, AT_ONCE),
        lambda desk, id, on: desk.claims.recall(id, reason="mistake", on=on),
    ),
}


@pytest.mark.parametrize("what", FOLLOWED)
def test_nothing_ends_before_it_began(desk: SenderDesk, store: Store, clock: FixedClock, what: str) -> None:
    """Begun in November: ended the day before is refused, and with the clock set back it is ended the day it began."""
    id = issued(desk).id
    begin, end = FOLLOWED[what]
    clock.set(datetime(2026, 11, 10, 9, tzinfo=UTC))
    begin(desk, id, None)
    began, before = clock.today(), events(store)
    with pytest.raises(RuleRefused) as refused:
        end(desk, id, began - timedelta(days=1))
    assert refused.value.code == "desk.too_early"
    assert events(store) == before
    clock.set(datetime(2026, 11, 1, 9, tzinfo=UTC))
    end(desk, id, None)
    assert next(one.on for one in events(store)[len(before) :] if hasattr(one, "on")) == began
    assert desk.verify() == ()


def test_a_step_is_not_postponed_to_a_day_that_has_passed(desk: SenderDesk, store: Store) -> None:
    """Until today is the least."""
    id = issued(desk).id
    before = events(store)
    with pytest.raises(RuleRefused) as refused:
        desk.collections.postpone(id, until=DAY - timedelta(days=1), reason="x")
    assert refused.value.code == "collections.until_passed"
    assert events(store) == before
    desk.collections.postpone(id, until=DAY, reason="x")


def test_there_is_one_dispute_at_a_time(desk: SenderDesk, store: Store) -> None:
    """A second objection while one is open, a second end, an end of none, and one without a reason are refused."""
    id = issued(desk).id

    def refusal(act: Callable[[], object]) -> str:
        before = events(store)
        with pytest.raises(RuleRefused) as refused:
            act()
        assert events(store) == before
        return refused.value.code

    assert refusal(lambda: desk.collections.settle_dispute(id, outcome="x")) == "dispute.none"
    assert refusal(lambda: desk.collections.dispute(id, reason=" ")) == "dispute.reason"
    desk.collections.dispute(id, reason="x")
    assert refusal(lambda: desk.collections.dispute(id, reason="y")) == "dunning.disputed"
    desk.collections.settle_dispute(id, outcome="x")
    assert refusal(lambda: desk.collections.settle_dispute(id, outcome="y")) == "dispute.none"
    desk.collections.dispute(id, reason="another")

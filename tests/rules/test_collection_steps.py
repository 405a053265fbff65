"""The way from reminder to demand to order to pay, and everything that holds a step back."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.collection import CollectionPolicy
from faktura.core.collection_event import (
    DemandSent,
    Instalment,
    LongTermWatchStarted,
    OrderToPayApplied,
    PlanAgreed,
)
from faktura.core.errors import Refused
from faktura.core.money import sek
from faktura.core.receivable import DebtorKind, Receivable
from faktura.core.receivable_event import Disputed, Paused, Postponed, ReminderSent
from faktura.core.sender import ReminderPolicy
from faktura.rules.collection_steps import MayApply, Step, next_collection_step
from faktura.rules.demand import SendDemand
from faktura.rules.dunning import Remind, Wait
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import CLAIM, CONSUMER, DUE, MONDAY, ON_SATURDAY, STRICT, SUNDAY, TUESDAY, happened

LATER = date(2026, 5, 4)
POLICY = CollectionPolicy()
REMINDED = ReminderSent(receivable_id="F1", reminder_id="R1", on=date(2026, 3, 10), number=1, pay_by=date(2026, 3, 20))
DEMANDED = DemandSent(receivable_id="F1", demand_id="K1", on=date(2026, 3, 24), pay_by=date(2026, 4, 7))
PLAN = PlanAgreed(
    receivable_id="F1",
    plan_id="P1",
    on=date(2026, 4, 20),
    instalments=(Instalment(date(2026, 5, 4), sek(6000)), Instalment(date(2026, 6, 4), sek(6500))),
)


def step(claim: Receivable, on: date = LATER, policy: CollectionPolicy = POLICY) -> Step:
    return next_collection_step(claim, ReminderPolicy(), policy, law=SWEDEN, on=on)


def test_the_way_of_a_debt() -> None:
    """A reminder, the time to pay, a demand, its time to pay, then the order to pay."""
    assert isinstance(step(CLAIM, date(2026, 3, 10)), Remind)
    reminded = happened(CLAIM, [REMINDED])
    match step(reminded, date(2026, 3, 15)):
        case Wait(until, why):
            assert (until, why) == (date(2026, 3, 24), "collection.time_to_pay")
        case other:
            pytest.fail(str(other))
    match step(reminded, date(2026, 3, 24)):
        case SendDemand(fee, interest, pay_by):
            assert (fee, pay_by) == (sek(180), date(2026, 4, 7))
            assert interest is not None
        case other:
            pytest.fail(str(other))
    demanded = happened(reminded, [DEMANDED])
    wait = step(demanded, date(2026, 4, 10))
    assert isinstance(wait, Wait)
    assert wait.until == date(2026, 4, 11)
    assert isinstance(step(demanded, wait.until), MayApply)


def test_no_reminder_is_asked_for_before_a_demand() -> None:
    """By the law; the policy may ask for one."""
    assert isinstance(step(CLAIM, DUE + timedelta(days=1), CollectionPolicy(reminders_first=0)), SendDemand)
    early = step(CLAIM, DUE, CollectionPolicy(reminders_first=0))
    assert isinstance(early, Wait)
    assert early.why == "dunning.not_due"


def test_no_demand_while_a_debt_can_be_paid_in_time() -> None:
    """Due on a Saturday, paid in time on Monday; no demand, and no compensation, before Tuesday."""
    policy = CollectionPolicy(reminders_first=0, compensation=True)
    for on in (SUNDAY, MONDAY):
        wait = step(ON_SATURDAY, on, policy)
        assert isinstance(wait, Wait)
        assert (wait.until, wait.why) == (TUESDAY, "dunning.in_time")
    assert isinstance(step(ON_SATURDAY, TUESDAY, policy), SendDemand)
    strict = next_collection_step(ON_SATURDAY, ReminderPolicy(), policy, law=STRICT, on=SUNDAY)
    assert isinstance(strict, SendDemand)
    assert strict.fee == sek(450)


def test_compensation_is_for_businesses() -> None:
    """The same policy charges a consumer the fee."""
    policy = attrs.evolve(POLICY, reminders_first=0, compensation=True)
    ours, theirs = step(CLAIM, LATER, policy), step(CONSUMER, LATER, policy)
    assert isinstance(ours, SendDemand)
    assert isinstance(theirs, SendDemand)
    assert (ours.fee, ours.fee_kind) == (sek(450), "compensation")
    assert (theirs.fee, theirs.fee_kind) == (sek(180), "demand")


OLD = Receivable.opened(id="F1", principal=sek(5000), due=date(2023, 3, 1), debtor=DebtorKind.CONSUMER)
REFUSED = [
    (Receivable.opened(id="K", principal=-sek(5), due=DUE, debtor=DebtorKind.COMPANY), "dunning.credit_note"),
    (attrs.evolve(CLAIM, debtor=DebtorKind.TAX_AGENCY), "dunning.tax_agency"),
    (CLAIM.paid(sek(12500), on=DUE), "dunning.settled"),
    (OLD, "limitation.expired"),
    (happened(CLAIM, [Disputed(receivable_id="F1", on=DUE, reason="never came")]), "dunning.disputed"),
    (happened(CLAIM, [Paused(receivable_id="F1", on=DUE, reason="asked")]), "dunning.paused"),
    (
        happened(
            CLAIM, [DEMANDED, OrderToPayApplied(receivable_id="F1", application_id="B", on=LATER, approved_by="a")]
        ),
        "dunning.beyond",
    ),
    (happened(CLAIM, [LongTermWatchStarted(receivable_id="F1", on=LATER, reason="no means")]), "dunning.beyond"),
    (CLAIM.paid(sek(12401), on=DUE), "collection.small"),
]


@pytest.mark.parametrize(("claim", "code"), REFUSED)
def test_no_waiting_cures_these(claim: Receivable, code: str) -> None:
    """Somebody must act, or nothing is owed; said in both languages."""
    found = step(claim)
    assert isinstance(found, Refused)
    assert found.code == code
    assert "{" not in found.explain("sv") + found.explain("en")


def test_a_postponement_moves_the_step_and_not_the_due_date() -> None:
    """The due date of a sent invoice never moves."""
    late = happened(CLAIM, [REMINDED, Postponed(receivable_id="F1", on=LATER, until=date(2026, 6, 1), reason="asked")])
    found = step(late)
    assert isinstance(found, Wait)
    assert (found.until, found.why, late.due) == (date(2026, 6, 2), "dunning.postponed", DUE)
    assert isinstance(step(late, found.until), SendDemand)


def test_a_plan_that_is_kept_holds_every_step_back() -> None:
    """Until the day an instalment is overdue; then somebody must end it."""
    unreminded = step(happened(CLAIM, [PLAN]), date(2026, 4, 30))
    assert isinstance(unreminded, Wait)
    assert unreminded.why == "collection.plan"
    planned = happened(CLAIM, [REMINDED, DEMANDED, PLAN])
    wait = step(planned, date(2026, 5, 5))
    assert isinstance(wait, Wait)
    assert (wait.until, wait.why) == (date(2026, 5, 8), "collection.plan")
    broken = step(planned, date(2026, 5, 8))
    assert isinstance(broken, Refused)
    assert broken.code == "plan.defaulted"
    kept = step(planned.paid(sek(6000), on=date(2026, 5, 4), id="P"), date(2026, 5, 8))
    assert isinstance(kept, Wait)
    assert kept.until == date(2026, 6, 8)


@given(st.lists(st.integers(0, 40), max_size=10), st.integers(0, 2), st.booleans())
def test_a_wait_always_ends(gaps: list[int], first: int, compensated: bool) -> None:
    """On the day it names, the answer is another one; waits never turn back in time."""
    policy = attrs.evolve(POLICY, reminders_first=first, compensation=compensated)
    day = DUE
    for gap in gaps:
        day = min(day + timedelta(days=gap), date(2026, 12, 1))
        found = step(CLAIM, day, policy)
        if isinstance(found, Wait):
            assert found.until > day
            assert found.until.isoformat() in found.explain("sv")
            again = step(CLAIM, found.until, policy)
            assert not isinstance(again, Wait) or again.until > found.until


def test_every_step_says_what_it_is() -> None:
    """A list of steps can be printed: each has its sentence, in both languages."""
    reminded = happened(CLAIM, [REMINDED])
    steps = [step(reminded, date(2026, 3, 24)), step(happened(reminded, [DEMANDED]), LATER)]
    assert [type(one) for one in steps] == [SendDemand, MayApply]
    assert steps[0].explain("sv").startswith("inkassokrav kan skickas med kostnaden 180,00")
    assert all(one.explain("sv") != one.explain("en") for one in steps)

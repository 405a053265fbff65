"""Instalment plans: parts that sum exactly, the fee, how a plan is kept, and what a default returns to."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import is_bank_day
from faktura.core.collection_event import DemandSent, Instalment, PlanAgreed
from faktura.core.errors import InputError, Refused
from faktura.core.money import Money, sek, total
from faktura.core.receivable import DunningStage, Receivable
from faktura.core.receivable_event import Disputed, FeeCharged
from faktura.rules.instalments import agree_plan, amount_to_plan, end_plan, plan_standing, spread_out
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import CLAIM, DUE, happened

ON = date(2026, 4, 20)
DEMANDED = happened(
    CLAIM, [DemandSent(receivable_id="F1", demand_id="K1", on=date(2026, 3, 24), pay_by=date(2026, 4, 7))]
)


def agreed(claim: Receivable = DEMANDED, parts: int = 3) -> Receivable:
    wanted = amount_to_plan(claim, law=SWEDEN, on=ON)
    instalments = spread_out(wanted, parts=parts, first=date(2026, 5, 4))
    events = agree_plan(claim, instalments, plan_id="P1", on=ON, law=SWEDEN, written=True)
    assert not isinstance(events, Refused), events
    return happened(claim, events)


@given(st.integers(1, 10**9), st.integers(1, 120), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 4))
def test_parts_sum_exactly_on_bank_days_in_order(minor: int, parts: int, first: date, months: int) -> None:
    """No öre is lost or made, no two parts differ by more than one, each day is one to pay on."""
    amount = Money(max(minor, parts))
    found = spread_out(amount, parts=parts, first=first, months=months)
    assert total((one.amount for one in found), "SEK") == amount
    sizes = [one.amount.minor for one in found]
    assert max(sizes) - min(sizes) <= 1
    assert all(is_bank_day(one.due) for one in found)
    assert all(one.due < other.due for one, other in pairwise(found))


@pytest.mark.parametrize(("parts", "months"), [(0, 1), (121, 1), (2, 0)])
def test_a_plan_of_no_parts_is_an_error(parts: int, months: int) -> None:
    """As is one without an end."""
    with pytest.raises(InputError):
        spread_out(sek(1000), parts=parts, first=ON, months=months)


def test_the_plan_carries_its_fee_once_and_in_writing() -> None:
    """170 kronor, in the sum of the parts; the stage is what it was."""
    planned = agreed()
    assert planned.left.fees == sek(170)
    assert planned.stage is DunningStage.DEMANDED
    assert planned.collection.plan is not None
    assert total((one.amount for one in planned.collection.plan.instalments), "SEK") == planned.outstanding


def test_a_plan_without_a_fee_need_not_be_written() -> None:
    """Then it is the debt alone that is spread out."""
    parts = spread_out(sek(12500), parts=2, first=ON)
    events = agree_plan(CLAIM, parts, plan_id="P1", on=ON, law=SWEDEN, written=False, fee=False)
    assert not isinstance(events, Refused)
    assert [type(event) for event in events] == [PlanAgreed]


GOOD = spread_out(sek(12670), parts=2, first=ON)
REFUSED = [
    # the debt, instalments, written, code
    (CLAIM.paid(sek(12500), on=ON), GOOD, True, "dunning.settled"),
    (agreed(CLAIM), GOOD, True, "plan.in_force"),
    (happened(CLAIM, [Disputed(receivable_id="F1", on=ON, reason="x")]), GOOD, True, "dunning.disputed"),
    (CLAIM, GOOD, False, "plan.unwritten"),
    (CLAIM, (), True, "plan.days"),
    (CLAIM, tuple(reversed(GOOD)), True, "plan.days"),
    (CLAIM, (Instalment(ON - timedelta(days=1), sek(12670)),), True, "plan.days"),
    (CLAIM, (Instalment(ON, sek(0)), *GOOD), True, "plan.days"),
    (CLAIM, spread_out(sek(12500), parts=2, first=ON), True, "plan.sum"),
    (CLAIM, spread_out(sek("12670.01"), parts=2, first=ON), True, "plan.sum"),
]


@pytest.mark.parametrize(("claim", "instalments", "written", "code"), REFUSED)
def test_no_plan(claim: Receivable, instalments: tuple[Instalment, ...], written: bool, code: str) -> None:
    """Each with its reason, in both languages."""
    found = agree_plan(claim, instalments, plan_id="P", on=ON, law=SWEDEN, written=written)
    assert isinstance(found, Refused)
    assert found.code == code
    assert "{" not in found.explain("sv") + found.explain("en")


def test_how_a_plan_is_kept() -> None:
    """Only what was paid since it was agreed counts; an instalment is overdue the day after it."""
    before = DEMANDED.paid(sek(500), on=ON, id="before")
    planned = agreed(before)
    first = planned.collection.plan.instalments[0] if planned.collection.plan else None
    assert first is not None
    on_the_day = plan_standing(planned, on=first.due)
    assert not isinstance(on_the_day, Refused)
    assert (on_the_day.kept, on_the_day.due, on_the_day.paid) == (True, first.amount, sek(0))
    late = plan_standing(planned, on=first.due + timedelta(days=1))
    assert not isinstance(late, Refused)
    assert (late.late, late.next) == (first.amount, first)
    patient = plan_standing(planned, on=first.due + timedelta(days=3), grace=3)
    assert not isinstance(patient, Refused)
    assert patient.kept
    paid = plan_standing(planned.paid(first.amount, on=first.due, id="P"), on=first.due + timedelta(days=1))
    assert not isinstance(paid, Refused)
    assert paid.kept
    assert paid.next is not None
    assert paid.next.due > first.due


@given(st.lists(st.integers(1, 6000_00), max_size=5), st.integers(1, 6), st.integers(0, 300))
def test_the_standing_adds_up(payments: list[int], parts: int, days: int) -> None:
    """Overdue is what was due before the day less what was paid, never below nothing."""
    planned = agreed(parts=parts)
    for number, minor in enumerate(payments):
        amount = min(Money(minor), planned.outstanding)
        if amount:
            planned = planned.paid(amount, on=ON, id=str(number))
    on = ON + timedelta(days=days)
    standing = plan_standing(planned, on=on)
    assert not isinstance(standing, Refused)
    assert planned.collection.plan is not None
    passed = sum(one.amount.minor for one in planned.collection.plan.instalments if one.due < on)
    assert standing.late.minor == max(passed - standing.paid.minor, 0)
    assert standing.paid + planned.outstanding == agreed(parts=parts).outstanding
    assert (standing.next is None) == (not planned.outstanding)


def test_a_default_returns_the_debt_to_its_former_stage() -> None:
    """What was demanded is demanded; the fee of the plan stays owed."""
    planned = agreed()
    events = end_plan(planned, outcome="defaulted", on=date(2026, 5, 8), grace=3)
    assert not isinstance(events, Refused)
    after = happened(planned, events)
    assert after.collection.plan is None
    assert after.stage is DEMANDED.stage is DunningStage.DEMANDED
    assert after.left == planned.left


def test_an_end_must_be_true() -> None:
    """A kept plan is not defaulted, an unpaid one not kept; without a plan there is nothing to end."""
    planned = agreed()
    for claim, outcome, code in (
        (planned, "defaulted", "plan.kept"),
        (planned, "kept", "plan.unpaid"),
        (CLAIM, "cancelled", "plan.none"),
    ):
        found = end_plan(claim, outcome=outcome, on=ON)  # type: ignore[arg-type]
        assert isinstance(found, Refused)
        assert found.code == code
    assert not isinstance(end_plan(planned, outcome="cancelled", on=ON), Refused)
    paid = planned.paid(planned.outstanding, on=ON, id="P")
    assert not isinstance(end_plan(paid, outcome="kept", on=ON), Refused)


def test_a_fee_charged_later_does_not_count_as_unpaid_plan() -> None:
    """The plan is its own parts; new costs stand beside it."""
    planned = agreed()
    more = happened(
        planned, [FeeCharged(receivable_id="F1", charge_id="x", kind="procedure", on=DUE, amount=sek(300), law="")]
    )
    assert plan_standing(more, on=ON) == plan_standing(planned, on=ON)

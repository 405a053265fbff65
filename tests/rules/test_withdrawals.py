"""Withdrawals: on which day, what is tried again, and that nothing is drawn without a mandate or twice."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import bank_days_between, is_bank_day
from faktura.core.errors import Refused
from faktura.core.mandate import (
    Mandate,
    MandateState,
    WithdrawalAttempt,
    WithdrawalOrder,
    WithdrawalOutcome,
    WithdrawalResult,
)
from faktura.core.money import Money, sek
from faktura.core.receivable import DebtorKind, DunningStage, Receivable, evolve
from faktura.core.receivable_event import Disputed, Paused, Postponed
from faktura.rules.dunning import Wait
from faktura.rules.withdrawals import (
    WithdrawalCase,
    WithdrawalPolicy,
    next_withdrawal,
    plan_withdrawals,
    record_result,
)

PAYEE = "bankgiro:9912346"
DUE = date(2026, 11, 27)
ON = date(2026, 11, 20)
POLICY = WithdrawalPolicy()
CLAIM = attrs.evolve(
    Receivable.opened(id="F1", principal=sek(500), due=DUE, debtor=DebtorKind.CONSUMER), reference="10000180"
)
MANDATE = Mandate(payee=PAYEE, payer_number="101", state=MandateState.ACTIVE, since=date(2026, 1, 2))
ORDER = WithdrawalOrder(
    id="F1:withdrawal:1", receivable_id="F1", payee=PAYEE, payer_number="101", amount=sek(500), on=DUE,
    reference="10000180",
)  # fmt: skip


def step(
    claim: Receivable = CLAIM,
    mandate: Mandate | None = MANDATE,
    *outcomes: WithdrawalOutcome,
    on: date = ON,
    policy: WithdrawalPolicy = POLICY,
) -> WithdrawalOrder | Wait | Refused:
    attempts = tuple(
        WithdrawalAttempt(order=attrs.evolve(ORDER, id=f"F1:withdrawal:{at}"), outcome=outcome)
        for at, outcome in enumerate(outcomes, start=1)
    )
    case = WithdrawalCase(receivable=claim, mandate=mandate, attempts=attempts)
    return next_withdrawal(case, payee=PAYEE, policy=policy, on=on)


def test_what_is_due_is_drawn_on_its_day() -> None:
    """All that is left, with the reference of the invoice, to the payer of the mandate."""
    assert step() == ORDER
    part_paid = CLAIM.paid(sek(200), on=ON)
    assert step(part_paid) == attrs.evolve(ORDER, amount=sek(300))


DAYS = [
    # due, first day of the mandate, on, lead, withdrawn
    (date(2026, 11, 28), None, ON, 1, date(2026, 11, 30)),  # a Saturday
    (date(2026, 12, 24), None, date(2026, 12, 14), 1, date(2026, 12, 28)),
    (DUE, date(2026, 12, 1), ON, 1, date(2026, 12, 1)),
    (date(2026, 11, 2), None, ON, 1, date(2026, 11, 23)),  # overdue: as soon as the bank can
    (date(2026, 11, 2), None, ON, 0, ON),
    (date(2026, 11, 23), None, ON, 3, date(2026, 11, 25)),
]


@pytest.mark.parametrize(("due", "first_day", "on", "lead", "day"), DAYS)
def test_the_day_is_a_bank_day_that_the_order_can_reach(
    due: date, first_day: date | None, on: date, lead: int, day: date
) -> None:
    """Neither before the debt is due nor before the mandate holds."""
    claim = Receivable.opened(id="F1", principal=sek(500), due=due, debtor=DebtorKind.CONSUMER)
    made = step(claim, attrs.evolve(MANDATE, first_day=first_day), on=on, policy=WithdrawalPolicy(lead=lead))
    assert isinstance(made, WithdrawalOrder)
    assert made.on == day


def test_a_postponed_debt_is_drawn_when_its_time_has_come() -> None:
    """The later day counts."""
    postponed = evolve(CLAIM, Postponed(receivable_id="F1", on=ON, until=date(2026, 12, 1), reason=""))
    made = step(postponed)
    assert isinstance(made, WithdrawalOrder)
    assert made.on >= date(2026, 12, 1)


def test_an_order_far_ahead_waits() -> None:
    """So that what is paid till then lowers it."""
    early = step(on=date(2026, 11, 2))
    assert isinstance(early, Wait)
    assert (early.until, early.why) == (date(2026, 11, 13), "withdrawal.early")
    assert step(on=early.until) == ORDER


OWED = [
    (attrs.evolve(CLAIM, debtor=DebtorKind.TAX_AGENCY), "withdrawal.tax_agency"),
    (CLAIM.paid(sek(500), on=ON), "withdrawal.settled"),
    (evolve(CLAIM, Disputed(receivable_id="F1", on=ON, reason="")), "withdrawal.disputed"),
    (evolve(CLAIM, Paused(receivable_id="F1", on=ON, reason="")), "withdrawal.paused"),
    (attrs.evolve(CLAIM, stage=DunningStage.DEMANDED), "withdrawal.collection"),
    (Receivable.opened(id="F1", principal=sek(-5), due=DUE, debtor=DebtorKind.COMPANY), "withdrawal.credit_note"),
    (
        Receivable.opened(id="F1", principal=Money(5, "EUR"), due=DUE, debtor=DebtorKind.COMPANY),
        "withdrawal.currency",
    ),
]


@pytest.mark.parametrize(("claim", "code"), OWED)
def test_what_is_not_owed_so_is_not_drawn(claim: Receivable, code: str) -> None:
    """Each with its reason, said in both languages."""
    found = step(claim)
    assert isinstance(found, Refused)
    assert found.code == code
    assert found.explain("sv") != found.explain("en")


AFTER = [
    # outcomes so far, on, what follows
    (["pending"], ON, "wait 2026-12-01 withdrawal.pending"),
    (["pending"], date(2026, 12, 1), "withdrawal.unanswered"),
    (["bank_retries"], date(2026, 11, 30), "wait 2026-12-07 withdrawal.bank_retries"),
    (["bank_retries"], date(2026, 12, 7), "withdrawal.unanswered"),
    (["no_cover"], date(2026, 11, 30), "order 2026-12-04"),
    (["no_cover"], date(2026, 12, 10), "order 2026-12-11"),
    (["no_cover", "no_cover"], date(2026, 12, 10), "withdrawal.exhausted"),
    (["no_cover", "pending"], ON, "wait 2026-12-01 withdrawal.pending"),
    (["closed"], date(2026, 11, 30), "withdrawal.closed"),
    (["rejected"], date(2026, 11, 30), "withdrawal.rejected"),
    (["cancelled"], date(2026, 11, 30), "withdrawal.cancelled"),
    (["done"], date(2026, 11, 30), "withdrawal.drawn"),
    (["no_cover", "done"], date(2026, 11, 30), "withdrawal.drawn"),
]


def said(found: WithdrawalOrder | Wait | Refused) -> str:
    match found:
        case WithdrawalOrder():
            return f"order {found.on}"
        case Wait():
            assert found.explain("sv") != found.explain("en")
            return f"wait {found.until} {found.why}"
        case Refused():
            return found.code


@pytest.mark.parametrize(("outcomes", "on", "expected"), AFTER)
def test_what_follows_an_earlier_attempt(outcomes: list[str], on: date, expected: str) -> None:
    """Status 1 is tried again as often as the policy says, 2 never, 9 by the bank alone."""
    assert said(step(CLAIM, MANDATE, *map(WithdrawalOutcome, outcomes), on=on)) == expected


def test_a_new_mandate_begins_anew() -> None:
    """An account that was closed is another account now; an order that waits for its answer still waits."""
    anew = attrs.evolve(MANDATE, since=date(2026, 12, 1))
    on = date(2026, 12, 2)
    for outcome in (WithdrawalOutcome.CLOSED, WithdrawalOutcome.REJECTED):
        assert said(step(CLAIM, anew, outcome, on=on)) == "order 2026-12-03"
    assert said(step(CLAIM, anew, WithdrawalOutcome.PENDING, on=on)) == "withdrawal.unanswered"
    assert said(step(CLAIM, anew, WithdrawalOutcome.DONE, on=on)) == "withdrawal.drawn"


@given(
    st.none() | st.sampled_from(MandateState),
    st.lists(st.sampled_from(WithdrawalOutcome), max_size=4),
    st.dates(date(2026, 11, 1), date(2027, 1, 31)),
    st.integers(0, 3),
    st.integers(-100, 100),
)
def test_nothing_is_drawn_without_a_mandate_or_twice(
    state: MandateState | None, outcomes: list[WithdrawalOutcome], on: date, lead: int, left: int
) -> None:
    """An order needs an active mandate, no order that may still be carried out, and money that is owed."""
    claim = Receivable.opened(id="F1", principal=Money(left), due=DUE, debtor=DebtorKind.COMPANY)
    mandate = None if state is None else attrs.evolve(MANDATE, state=state)
    made = step(claim, mandate, *outcomes, on=on, policy=WithdrawalPolicy(lead=lead))
    if isinstance(made, WithdrawalOrder):
        assert state is MandateState.ACTIVE
        assert set(outcomes) <= {WithdrawalOutcome.NO_COVER}
        assert len(outcomes) <= POLICY.retries
        assert (made.amount.minor, made.amount) == (left, claim.outstanding)
        assert is_bank_day(made.on)
        assert made.on >= DUE
        assert bank_days_between(on, made.on) >= lead
    elif isinstance(made, Wait):
        assert made.until > on


@given(st.dates(date(2026, 10, 1), date(2027, 1, 31)))
def test_waiting_ends(on: date) -> None:
    """Asked again on the day it names, the rule has an order within a few steps."""
    for _ in range(3):
        made = step(on=on)
        if isinstance(made, WithdrawalOrder):
            return
        assert isinstance(made, Wait)
        on = made.until
    pytest.fail("still waiting")


def test_the_plan_says_why_of_each_that_is_left_out() -> None:
    """Nothing disappears from a list."""
    cases = (
        WithdrawalCase(receivable=CLAIM, mandate=MANDATE),
        WithdrawalCase(receivable=CLAIM, mandate=None),
        WithdrawalCase(receivable=CLAIM.paid(sek(500), on=ON), mandate=MANDATE),
    )
    plan = plan_withdrawals(cases, payee=PAYEE, policy=POLICY, on=ON)
    assert tuple(one.case for one in plan) == cases
    assert [said(one.step) for one in plan] == ["order 2026-11-27", "withdrawal.no_mandate", "withdrawal.settled"]


RESULT = WithdrawalResult(
    payee=PAYEE, payer_number="101", amount=sek(500), on=DUE, reference="0000000010000180",
    outcome=WithdrawalOutcome.DONE,
)  # fmt: skip


def test_a_result_is_recorded_at_its_order() -> None:
    """Zeros before the reference are the bank's; of two orders the one of the day."""
    later = attrs.evolve(ORDER, id="F1:withdrawal:2", on=date(2026, 12, 4))
    attempts = (WithdrawalAttempt(order=later), WithdrawalAttempt(order=ORDER))
    told = record_result(attempts, RESULT, on=ON)
    assert told == (attempts[0], WithdrawalAttempt(order=ORDER, outcome=WithdrawalOutcome.DONE, told_on=ON))
    elsewhere = record_result(attempts, attrs.evolve(RESULT, on=date(2026, 12, 8)), on=ON)
    assert isinstance(elsewhere, tuple)
    assert elsewhere[0].outcome is WithdrawalOutcome.DONE


def test_the_bank_may_try_before_it_gives_its_last_answer() -> None:
    """Status 9 and then 1: one failure, not two."""
    tried = attrs.evolve(RESULT, outcome=WithdrawalOutcome.BANK_RETRIES)
    failed = attrs.evolve(RESULT, outcome=WithdrawalOutcome.NO_COVER)
    attempts: tuple[WithdrawalAttempt, ...] = (WithdrawalAttempt(order=ORDER),)
    for result in (tried, failed):
        told = record_result(attempts, result, on=ON)
        assert isinstance(told, tuple)
        attempts = told
    assert [one.outcome for one in attempts] == [WithdrawalOutcome.NO_COVER]


@pytest.mark.parametrize(
    "result",
    [
        attrs.evolve(RESULT, payer_number="102"),
        attrs.evolve(RESULT, payee="bankgiro:55555551"),
        attrs.evolve(RESULT, amount=sek(499)),
        attrs.evolve(RESULT, reference="10000181"),
    ],
)
def test_a_result_of_something_else_is_left_to_a_person(result: WithdrawalResult) -> None:
    """As is one for an order that has its answer."""
    assert said_code(record_result((WithdrawalAttempt(order=ORDER),), result, on=ON)) == "withdrawal.unknown_result"
    answered = (WithdrawalAttempt(order=ORDER, outcome=WithdrawalOutcome.DONE),)
    assert said_code(record_result(answered, RESULT, on=ON)) == "withdrawal.unknown_result"


def said_code(found: tuple[WithdrawalAttempt, ...] | Refused) -> str:
    return found.code if isinstance(found, Refused) else "recorded"


def test_a_rejected_order_needs_no_amount_to_be_found() -> None:
    """It may be what was wrong."""
    rejected = attrs.evolve(RESULT, amount=None, on=None, outcome=WithdrawalOutcome.REJECTED)
    assert said_code(record_result((WithdrawalAttempt(order=ORDER),), rejected, on=ON)) == "recorded"


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (lambda: WithdrawalPolicy(lead=-1), "lead"),
        (lambda: WithdrawalPolicy(ahead=-1), "ahead"),
        (lambda: WithdrawalPolicy(retries=-1), "retries"),
        (lambda: WithdrawalPolicy(retry_after=0), "retry_after"),
    ],
)
def test_a_policy_cannot_go_backwards(wrong: Callable[[], WithdrawalPolicy], name: str) -> None:
    """No order before today, no retry on the same day."""
    with pytest.raises(ValueError, match=name):
        wrong()


def test_every_day_is_counted_from_the_order_of_the_attempt() -> None:
    """However many were made."""
    days = [DUE + timedelta(days=at) for at in (0, 7, 14)]
    tried = tuple(
        WithdrawalAttempt(order=attrs.evolve(ORDER, on=day), outcome=WithdrawalOutcome.NO_COVER) for day in days
    )
    policy = WithdrawalPolicy(retries=3)
    case = reduce(
        lambda made, one: attrs.evolve(made, attempts=(*made.attempts, one)),
        tried,
        WithdrawalCase(receivable=CLAIM, mandate=MANDATE),
    )
    made = next_withdrawal(case, payee=PAYEE, policy=policy, on=days[-1])
    assert isinstance(made, WithdrawalOrder)
    assert (made.id, bank_days_between(days[-1], made.on)) == ("F1:withdrawal:4", 5)

"""Withdrawals by direct debit (autogiro): when an invoice is drawn, when a failed one is tried again, and when never.

Never without an active mandate, never while an earlier order waits for its answer, and never once money was drawn.
The days are bank days; how early an order must reach the bank, and how long the bank tries by itself, are the
creditor's agreement with it, and so the policy's.

>>> from faktura.core.mandate import MandateState
>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> claim = Receivable.opened(id="F1", principal=sek(500), due=date(2026, 11, 29), debtor=DebtorKind.CONSUMER)
>>> mandate = Mandate(payee="bankgiro:9912346", payer_number="101", state=MandateState.ACTIVE, since=date(2026, 1, 2))
>>> case = WithdrawalCase(receivable=claim, mandate=mandate)
>>> order = next_withdrawal(case, payee="bankgiro:9912346", policy=WithdrawalPolicy(), on=date(2026, 11, 20))
>>> order.on.isoformat(), str(order.amount), order.id
('2026-11-30', '500.00 SEK', 'F1:withdrawal:1')
>>> next_withdrawal(WithdrawalCase(receivable=claim, mandate=None), payee="bankgiro:9912346",
...                 policy=WithdrawalPolicy(), on=date(2026, 11, 20)).code
'withdrawal.no_mandate'
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from attrs import evolve, field, frozen
from attrs.validators import ge

from faktura.core.calendar import SWEDISH_BANK_DAYS, BankCalendar
from faktura.core.errors import Refused
from faktura.core.mandate import (
    Mandate,
    WithdrawalAttempt,
    WithdrawalOrder,
    WithdrawalOutcome,
    WithdrawalResult,
)
from faktura.core.receivable import DebtorKind, DunningStage, Receivable
from faktura.rules.dunning import Wait
from faktura.rules.mandates import hindrance
from faktura.rules.wording import withdrawals  # noqa: F401 - registers the sentences

_CURRENCY: Final = "SEK"
_FINAL: Final = {
    WithdrawalOutcome.CLOSED: "withdrawal.closed",
    WithdrawalOutcome.REJECTED: "withdrawal.rejected",
    WithdrawalOutcome.CANCELLED: "withdrawal.cancelled",
}


@frozen(kw_only=True)
class WithdrawalPolicy:
    """How a creditor withdraws.

    Attributes:
        lead: Bank days from the day an order is made to the earliest day of withdrawal.
        ahead: Days before the withdrawal from which it is ordered; what is paid till then lowers it.
        retries: How many times a withdrawal without cover is tried again.
        retry_after: Bank days from a withdrawal without cover to the next.
        answer_within: Bank days after the withdrawal in which the bank's answer comes.
        bank_retries_for: Bank days in which the bank itself tries again (status 9).
    """

    lead: int = field(default=1, validator=ge(0))
    ahead: int = field(default=14, validator=ge(0))
    retries: int = field(default=1, validator=ge(0))
    retry_after: int = field(default=5, validator=ge(1))
    answer_within: int = field(default=2, validator=ge(0))
    bank_retries_for: int = field(default=4, validator=ge(0))
    calendar: BankCalendar = SWEDISH_BANK_DAYS


@frozen(kw_only=True)
class WithdrawalCase:
    """A receivable that may be withdrawn, its payer's mandate if any, and every earlier attempt, oldest first.

    Attributes:
        erased: How many attempts were made before those, and erased: their ids are not given again.
    """

    receivable: Receivable
    mandate: Mandate | None
    attempts: tuple[WithdrawalAttempt, ...] = ()
    erased: int = 0


@frozen(kw_only=True)
class PlannedWithdrawal:
    """What is done about one case: an order, or why not."""

    case: WithdrawalCase
    step: WithdrawalOrder | Wait | Refused


def plan_withdrawals(
    cases: Iterable[WithdrawalCase], *, payee: str, policy: WithdrawalPolicy, on: date
) -> tuple[PlannedWithdrawal, ...]:
    """Return the next step of each of *cases*, in their order; those without an order say why."""
    return tuple(
        PlannedWithdrawal(case=case, step=next_withdrawal(case, payee=payee, policy=policy, on=on)) for case in cases
    )


def next_withdrawal(
    case: WithdrawalCase, *, payee: str, policy: WithdrawalPolicy, on: date
) -> WithdrawalOrder | Wait | Refused:
    """Return the order to send on the day *on* for what *case* owes, or why none is sent.

    The withdrawal is on the due date, or the bank day after it; later when the debt is postponed, the mandate holds
    from a later day, an earlier attempt failed, or the order could not reach the bank in time.

    Args:
        payee: The account that is paid, as `bankgiro:9912346`.
    """
    refused = _owed(case.receivable) or hindrance(case.mandate, payee=payee)
    if refused is not None or case.mandate is None:
        return refused or Refused(code="withdrawal.no_mandate")
    earlier = _after(case, case.mandate, policy, on)
    if isinstance(earlier, Wait | Refused):
        return earlier
    claim = case.receivable
    wanted = max(day for day in (claim.due, claim.postponed_until, case.mandate.first_day, earlier) if day is not None)
    calendar = policy.calendar
    day = max(calendar.next_bank_day(wanted), calendar.add_bank_days(on, policy.lead))
    start = day - timedelta(days=policy.ahead)
    if start > on and calendar.add_bank_days(start, policy.lead) <= day:
        return Wait(until=start, why="withdrawal.early", facts=(("day", day.isoformat()),))
    return WithdrawalOrder(
        id=f"{claim.id}:withdrawal:{case.erased + len(case.attempts) + 1}",
        receivable_id=claim.id,
        payee=payee,
        payer_number=case.mandate.payer_number,
        amount=claim.outstanding,
        on=day,
        reference=claim.reference or claim.number,
    )


def _owed(claim: Receivable) -> Refused | None:
    """Return what about the debt itself keeps it from being withdrawn."""
    left = claim.outstanding
    if claim.is_credit:
        return Refused(code="withdrawal.credit_note")
    if claim.debtor is DebtorKind.TAX_AGENCY:
        return Refused(code="withdrawal.tax_agency")
    if left.minor <= 0:
        return Refused(code="withdrawal.settled")
    if left.currency != _CURRENCY:
        return Refused(code="withdrawal.currency", facts=(("currency", left.currency),))
    if claim.disputed:
        return Refused(code="withdrawal.disputed")
    if claim.paused:
        return Refused(code="withdrawal.paused")
    if claim.stage not in (DunningStage.NONE, DunningStage.REMINDED):
        return Refused(code="withdrawal.collection")
    return None


def _after(case: WithdrawalCase, mandate: Mandate, policy: WithdrawalPolicy, on: date) -> date | Wait | Refused | None:
    """Return the first day that the last attempt leaves open; none when there was no attempt."""
    if not case.attempts:
        return None
    waiting = [one for one in case.attempts if one.waiting]
    if waiting:
        return _waiting(waiting[-1], policy, on)
    if drawn := [one for one in case.attempts if one.outcome is WithdrawalOutcome.DONE]:
        return _refused("withdrawal.drawn", drawn[-1])
    # a mandate made after the failure is on another account, or has put right what was wrong
    since = [one for one in case.attempts if one.order.on >= mandate.since]
    if not since:
        return None
    last = since[-1]
    if last.outcome in _FINAL:
        return _refused(_FINAL[last.outcome], last)
    failed = sum(one.outcome is WithdrawalOutcome.NO_COVER for one in since)
    if failed > policy.retries:
        return Refused(code="withdrawal.exhausted", facts=(("times", str(failed)),))
    return policy.calendar.add_bank_days(last.order.on, policy.retry_after)


def _waiting(attempt: WithdrawalAttempt, policy: WithdrawalPolicy, on: date) -> Wait | Refused:
    by_bank = attempt.outcome is WithdrawalOutcome.BANK_RETRIES
    days = policy.bank_retries_for + policy.answer_within if by_bank else policy.answer_within
    until = policy.calendar.add_bank_days(attempt.order.on, days)
    if until <= on:
        return _refused("withdrawal.unanswered", attempt)
    why = "withdrawal.bank_retries" if by_bank else "withdrawal.pending"
    return Wait(until=until, why=why, facts=(("day", attempt.order.on.isoformat()),))


def _refused(code: str, attempt: WithdrawalAttempt) -> Refused:
    return Refused(code=code, facts=(("day", attempt.order.on.isoformat()),))


def record_result(
    attempts: tuple[WithdrawalAttempt, ...], result: WithdrawalResult, *, on: date
) -> tuple[WithdrawalAttempt, ...] | Refused:
    """Return *attempts* with *result*, told on the day *on*, at the order it is about.

    That is one that waits for an answer, to the same account, payer, amount and reference; of several the one of
    the same day, else the oldest. The zeros a bank puts before a reference do not count.
    """
    fitting = [one for one in attempts if one.waiting and _fits(one.order, result)]
    if not fitting:
        return Refused(code="withdrawal.unknown_result")
    found = next((one for one in fitting if one.order.on == result.on), fitting[0])
    at = attempts.index(found)
    told = evolve(found, outcome=result.outcome, told_on=on)
    return (*attempts[:at], told, *attempts[at + 1 :])


def _fits(order: WithdrawalOrder, result: WithdrawalResult) -> bool:
    return (
        (order.payee, order.payer_number) == (result.payee, result.payer_number)
        and result.amount in (None, order.amount)
        and order.reference.lstrip("0").strip() == result.reference.lstrip("0").strip()
    )

"""The next step of collection: reminders first, then the demand, then the order to pay, or a reason to wait.

`next_collection_step` goes on where `rules.dunning.next_step` ends. Consumers and businesses go the same way with
other costs: compensation in place of fees is for businesses and public bodies alone. An objection, a pause or a
plan that is kept holds every step back; a postponement moves the next step, never the due date.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> from faktura.rules.law.book import SWEDEN
>>> claim = Receivable.opened(id="F1", principal=sek("12500"), due=date(2026, 3, 2), debtor=DebtorKind.COMPANY)
>>> policy = CollectionPolicy(reminders_first=0)
>>> match next_collection_step(claim, ReminderPolicy(), policy, law=SWEDEN, on=date(2026, 3, 9)):
...     case SendDemand(fee, interest, pay_by): print(fee, interest.amount, pay_by)
180.00 SEK 23.97 SEK 2026-03-19
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from faktura.core.calendar import next_bank_day
from faktura.core.collection import CollectionPolicy
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.receivable import DebtorKind, DunningStage, Receivable
from faktura.core.sender import ReminderPolicy
from faktura.core.wording import Language, sentence
from faktura.rules.costs import COMPENSATION, DEMAND, charge_compensation, fee_to_charge
from faktura.rules.demand import SendDemand, earliest_deadline
from faktura.rules.dunning import DISPUTE_LAW, Remind, Wait, next_step, wait_for_due
from faktura.rules.instalments import plan_standing
from faktura.rules.interest import accrued_interest
from faktura.rules.law.book import LawBook
from faktura.rules.limitation import fallen
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

APPLICATION_LAW: Final = "inkassolagen (1974:182) 5, 6 §§"


@frozen(kw_only=True)
class MayApply:
    """An order to pay may be applied for: the demand's time is out. It still takes the creditor's explicit yes."""

    demand_id: str
    since: date
    law: str = APPLICATION_LAW

    def explain(self, language: Language = "en") -> str:
        """Return the step in one sentence."""
        return sentence("collection.may_apply", language, since=self.since)


Step = Remind | SendDemand | MayApply | Wait | Refused


def next_collection_step(
    receivable: Receivable, reminders: ReminderPolicy, policy: CollectionPolicy, *, law: LawBook, on: date
) -> Step:
    """Return what to do about *receivable* on the day *on*: remind, demand, apply, wait, or why nothing.

    Raises:
        LawNotKnown: A fee, the reference rate or the time to pay is not known for the day.
    """
    refused = _hindrance(receivable, policy, law, on)
    if refused is not None:
        return refused
    bare = receivable.collection.demand is None and receivable.collection.plan is None
    if bare and len(receivable.reminders) < policy.reminders_first:
        return next_step(receivable, reminders, law=law, on=on)
    waits = [wait for wait in _waits(receivable, reminders, policy, law, on) if wait.until > on]
    if waits:
        return max(waits, key=lambda wait: wait.until)
    plan = _plan_step(receivable, policy, on)
    if plan is not None:
        return plan
    demand = receivable.collection.demand
    if demand is not None:
        return MayApply(demand_id=demand.id, since=_after(demand.pay_by, policy.patience))
    return _demand(receivable, policy, law, on)


def _hindrance(receivable: Receivable, policy: CollectionPolicy, law: LawBook, on: date) -> Refused | None:
    """Return what no waiting cures, the weightiest first."""
    left = receivable.outstanding
    if receivable.is_credit:
        return Refused(code="dunning.credit_note")
    if receivable.debtor is DebtorKind.TAX_AGENCY:
        return Refused(code="dunning.tax_agency")
    if left.minor <= 0:
        return Refused(code="dunning.settled")
    expired = fallen(receivable, law=law, on=on)
    if expired is not None:
        return expired
    if receivable.disputed:
        return Refused(code="dunning.disputed", law=DISPUTE_LAW)
    if receivable.paused:
        return Refused(code="dunning.paused")
    if receivable.stage in (DunningStage.ENFORCEMENT, DunningStage.LONG_TERM_WATCH):
        return Refused(code="dunning.beyond", facts=(("stage", receivable.stage.value),))
    if left.currency == policy.smallest.currency and left < policy.smallest:
        facts = (("left", str(left)), ("smallest", str(policy.smallest)))
        return Refused(code="collection.small", facts=facts)
    return None


def _waits(
    receivable: Receivable, reminders: ReminderPolicy, policy: CollectionPolicy, law: LawBook, on: date
) -> Iterator[Wait]:
    """Yield each reason to wait, with the first day it no longer holds."""
    yield wait_for_due(receivable.due, days=1, law=law, on=on)
    if receivable.postponed_until is not None:
        until = receivable.postponed_until
        yield _wait("dunning.postponed", _after(until, 0), until)
    if receivable.collection.demand is not None:
        last = receivable.collection.demand.pay_by
        yield _wait("collection.time_to_pay", _after(last, policy.patience), last)
    elif receivable.reminders:
        last = next_bank_day(receivable.reminders[-1] + timedelta(days=reminders.pay_within))
        yield _wait("collection.time_to_pay", _after(last, policy.patience), last)


def _plan_step(receivable: Receivable, policy: CollectionPolicy, on: date) -> Wait | Refused | None:
    """Return what a plan in force says: wait for the next instalment, or that it is not kept and must be ended."""
    standing = plan_standing(receivable, on=on, grace=policy.patience)
    if isinstance(standing, Refused):
        return None
    if not standing.kept or standing.next is None:
        return Refused(code="plan.defaulted", law="lag (1981:739) 2-4 §§", facts=(("late", str(standing.late)),))
    return _wait("collection.plan", max(_after(standing.next.due, policy.patience), _after(on, 0)), standing.next.due)


def _demand(receivable: Receivable, policy: CollectionPolicy, law: LawBook, on: date) -> SendDemand:
    fee, kind = Money.zero(receivable.principal.currency), DEMAND
    if policy.compensation:
        compensated = charge_compensation(receivable, charge_id="", law=law, on=on)
        if not isinstance(compensated, Refused):
            fee, kind = compensated[0].amount, COMPENSATION
    if policy.fee and kind == DEMAND:
        fee = fee_to_charge(receivable, DEMAND, law=law, on=on)
    interest = accrued_interest(receivable, law=law, on=on) if policy.interest else None
    earliest = earliest_deadline(on, law=law, letter_days=policy.letter_bank_days)
    return SendDemand(
        fee=fee,
        fee_kind=kind,
        interest=interest if interest is not None and interest.amount else None,
        pay_by=max(earliest, next_bank_day(on + timedelta(days=policy.pay_within))),
    )


def _after(day: date, patience: int) -> date:
    return day + timedelta(days=patience + 1)


def _wait(why: str, until: date, day: date) -> Wait:
    name = "postponed" if why == "dunning.postponed" else "day"
    return Wait(until=until, why=why, facts=((name, day.isoformat()), ("until", until.isoformat())))

"""Instalment plans (avbetalningsplaner): parts that sum to the debt, kept or not, and what follows.

A plan is made in writing with the debtor; then its fee may be charged (lag (1981:739)). While it is kept the other
steps rest. When it is not, `end_plan` returns the debt to the stage it had: nothing of it was lost by the plan.

>>> from faktura.core.money import sek
>>> [(str(one.amount), one.due.isoformat()) for one in spread_out(sek("1000"), parts=3, first=date(2026, 1, 31))]
[('333.34 SEK', '2026-02-02'), ('333.33 SEK', '2026-03-02'), ('333.33 SEK', '2026-03-31')]
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from attrs import frozen

from faktura.core.calendar import add_months, next_bank_day
from faktura.core.collection_event import Instalment, PlanAgreed, PlanEnded
from faktura.core.errors import InputError, Refused
from faktura.core.event import Event
from faktura.core.money import Money, total
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.receivable_event import FeeCharged
from faktura.rules.costs import PLAN, fee_to_charge
from faktura.rules.law.book import LawBook
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

Outcome = Literal["kept", "defaulted", "cancelled"]

_LONGEST: Final = 120
_LAW: Final = "lag (1981:739) 2-4 §§"


def spread_out(amount: Money, *, parts: int, first: date, months: int = 1) -> tuple[Instalment, ...]:
    """Return *amount* in as even *parts* as öre allow, every so many *months* from *first*, on bank days.

    Raises:
        InputError: Fewer than one part or more than 120, no months between them, or no amount.
    """
    if not 1 <= parts <= _LONGEST or months < 1 or amount.minor < parts:
        raise InputError("plan.parts", parts=parts, amount=str(amount))
    days = (next_bank_day(add_months(first, number * months)) for number in range(parts))
    return tuple(Instalment(due, share) for due, share in zip(days, amount.allocate([1] * parts), strict=True))


def amount_to_plan(receivable: Receivable, *, law: LawBook, on: date, fee: bool = True) -> Money:
    """Return what a plan agreed *on* that day must sum to: everything left, and the plan's fee."""
    added = fee_to_charge(receivable, PLAN, law=law, on=on) if fee else Money.zero(receivable.principal.currency)
    return receivable.outstanding + added


def agree_plan(
    receivable: Receivable,
    instalments: tuple[Instalment, ...],
    *,
    plan_id: str,
    on: date,
    law: LawBook,
    written: bool,
    fee: bool = True,
) -> tuple[Event, ...] | Refused:
    """Return the events of a plan agreed with the debtor: its fee, if it may carry one, and the plan.

    Refused: no debt, a plan in force, a debt under dispute, a fee without a written plan, days out of order
    or in the past, or parts that do not sum to `amount_to_plan` to the öre.
    """
    if receivable.is_credit or receivable.outstanding.minor <= 0:
        return Refused(code="dunning.settled")
    if receivable.collection.plan is not None:
        return Refused(code="plan.in_force", law=_LAW)
    if receivable.disputed:
        return Refused(code="dunning.disputed", law="inkassolagen (1974:182) 4, 8 §§")
    if fee and not written:
        return Refused(code="plan.unwritten", law=law.instalment_plan_fee.law)
    ordered = all(one.due < other.due for one, other in pairwise(instalments))
    if not instalments or instalments[0].due < on or not ordered or any(one.amount.minor <= 0 for one in instalments):
        return Refused(code="plan.days", law=_LAW)
    wanted = amount_to_plan(receivable, law=law, on=on, fee=fee)
    found = total((one.amount for one in instalments), wanted.currency)
    if found != wanted:
        return Refused(code="plan.sum", law=_LAW, facts=(("found", str(found)), ("wanted", str(wanted))))
    agreed = PlanAgreed(receivable_id=receivable.id, plan_id=plan_id, on=on, instalments=instalments)
    added = wanted - receivable.outstanding
    if not added:
        return (agreed,)
    charged = FeeCharged(
        receivable_id=receivable.id,
        charge_id=f"{plan_id}:fee",
        kind=PLAN,
        on=on,
        amount=added,
        law=law.instalment_plan_fee.law,
    )
    return (charged, agreed)


@frozen(kw_only=True)
class PlanStanding:
    """How a plan is kept on a day.

    Attributes:
        due: What should have been paid by the end of the day. paid: What was, since the plan was agreed.
        next: The first instalment that is not paid in full; none when all are.
        late: What is overdue: of instalments whose day has passed.
    """

    due: Money
    paid: Money
    late: Money
    next: Instalment | None

    @property
    def kept(self) -> bool:
        """Whether nothing is overdue."""
        return not self.late


def plan_standing(receivable: Receivable, *, on: date, grace: int = 0) -> PlanStanding | Refused:
    """Return how the plan in force is kept; an instalment is overdue *grace* days after its own."""
    plan = receivable.collection.plan
    if plan is None:
        return Refused(code="plan.none", law=_LAW)
    currency, nothing = receivable.principal.currency, Money.zero(receivable.principal.currency)
    kinds = (EntryKind.PAID, EntryKind.NETTED)
    moved = (entry for entry in receivable.entries[plan.after :] if entry.kind in kinds)
    paid = -total((entry.parts.sum for entry in moved), currency)
    asked = [one for one in plan.instalments if one.due + timedelta(days=grace) < on]
    overdue = total((one.amount for one in asked), currency)
    running, following = nothing, None
    for one in plan.instalments:
        running += one.amount
        if running > paid:
            following = one
            break
    return PlanStanding(
        due=total((one.amount for one in plan.instalments if one.due <= on), currency),
        paid=paid,
        late=max(overdue - paid, nothing),
        next=following,
    )


def end_plan(receivable: Receivable, *, outcome: Outcome, on: date, grace: int = 0) -> tuple[PlanEnded, ...] | Refused:
    """End the plan: `kept` when all is paid, `defaulted` when an instalment is overdue, `cancelled` by agreement.

    The debt stands at the stage it had before: reminded, demanded, or at Kronofogden.
    """
    standing = plan_standing(receivable, on=on, grace=grace)
    if isinstance(standing, Refused):
        return standing
    plan = receivable.collection.plan
    if outcome == "defaulted" and standing.kept:
        return Refused(code="plan.kept", law=_LAW, facts=(("paid", str(standing.paid)),))
    if outcome == "kept" and standing.next is not None and receivable.outstanding.minor > 0:
        return Refused(code="plan.unpaid", law=_LAW, facts=(("left", str(receivable.outstanding)),))
    id = plan.id if plan is not None else ""
    return (PlanEnded(receivable_id=receivable.id, plan_id=id, on=on, outcome=outcome),)

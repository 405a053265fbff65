"""Costs of collection: which fee may be charged on a day, and the compensation that stands in its place.

Amounts are the caps of lag (1981:739) on the day of the action. Late-payment compensation (förseningsersättning,
4 a §) is owed between businesses and by public bodies as soon as the right to interest has arisen, without
agreement or reminder, and not where the creditor has let the interest go. It is not added to fees: it covers them
up to its amount.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> print(costs_owed(sek(60) + sek(180), law=SWEDEN, on=date(2026, 5, 1), compensation=True))
450.00 SEK
"""

from datetime import date
from typing import Final

from faktura.core.dated import DatedTable
from faktura.core.errors import Refused
from faktura.core.money import Money, total
from faktura.core.receivable import DebtorKind, Receivable
from faktura.core.receivable_event import FeeCharged
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.interest import bears_none
from faktura.rules.law.book import LawBook
from faktura.rules.limitation import fallen
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

REMINDER: Final = "reminder"
DEMAND: Final = "demand"
PLAN: Final = "instalment_plan"
COMPENSATION: Final = "compensation"
FEES: Final = (REMINDER, DEMAND, PLAN)

_BUSINESSES: Final = frozenset({DebtorKind.COMPANY, DebtorKind.PUBLIC_AUTHORITY})


def fee_table(kind: str, law: LawBook) -> DatedTable[Money]:
    """Return the table of the fee *kind*: `reminder`, `demand`, `instalment_plan` or `compensation`."""
    tables = {
        REMINDER: law.reminder_fee,
        DEMAND: law.demand_fee,
        PLAN: law.instalment_plan_fee,
        COMPENSATION: law.late_compensation,
    }
    return tables[kind]


def reminder_fee(*, agreed: bool, law: LawBook, on: date) -> Money:
    """Return the largest reminder fee on the day: none unless agreed at the latest when the debt arose."""
    return _cap(law.reminder_fee, on, due=agreed)


def demand_fee(*, complete: bool, law: LawBook, on: date) -> Money:
    """Return the largest fee of a collection demand: none unless the letter is *complete* (inkassolagen 5 §)."""
    return _cap(law.demand_fee, on, due=complete)


def plan_fee(*, written: bool, law: LawBook, on: date) -> Money:
    """Return the largest fee of an instalment plan: none unless it is *written*, full and made with the debtor."""
    return _cap(law.instalment_plan_fee, on, due=written)


def compensation(debtor: DebtorKind, *, interest_due: bool, law: LawBook, on: date) -> Money | Refused:
    """Return the late-payment compensation a debtor of that kind owes; nothing before interest is due."""
    if debtor not in _BUSINESSES:
        return Refused(code="costs.compensation_business", law=law.late_compensation.law)
    return _cap(law.late_compensation, on, due=interest_due)


def _cap(table: DatedTable[Money], on: date, *, due: bool) -> Money:
    amount = table.at(on)
    return amount if due else Money.zero(amount.currency)


def costs_owed(fees: Money, *, law: LawBook, on: date, compensation: bool) -> Money:
    """Return the costs owed in all: the lawful *fees*, or the compensation that covers them up to its amount."""
    return max(fees, law.late_compensation.at(on)) if compensation else fees


def charged_fees(receivable: Receivable) -> Money:
    """Return the fees charged on the debt, the compensation apart, corrections deducted."""
    return total((one.amount for one in receivable.collection.charged(*FEES)), receivable.principal.currency)


def fee_to_charge(receivable: Receivable, kind: str, *, law: LawBook, on: date) -> Money:
    """Return what a demand or a plan may add in fees now: the cap, once for each kind.

    Nothing once the compensation is charged, which stands in its place, nor on a debt in another currency
    than the cap.
    """
    cap, nothing = fee_table(kind, law).at(on), Money.zero(receivable.principal.currency)
    replaced = receivable.collection.charged(COMPENSATION, kind)
    return nothing if replaced or cap.currency != nothing.currency else cap


def charge_compensation(
    receivable: Receivable, *, charge_id: str, law: LawBook, on: date
) -> tuple[FeeCharged, ...] | Refused:
    """Charge the late-payment compensation: what it is more than the fees charged already.

    Refused: a consumer, nothing left to pay, a day when it did not exist, a debt that bears no interest or has
    fallen, nothing late yet, a debt in another currency, charged before, or fees that reach it.
    """
    section = law.late_compensation.law
    owed = compensation(
        receivable.debtor, interest_due=on > last_day_in_time(receivable.due, law=law, on=on), law=law, on=on
    )
    if isinstance(owed, Refused):
        return owed
    if receivable.outstanding.minor <= 0:
        return Refused(code="dunning.settled")
    hindered = _no_right(receivable, law, on)
    if hindered is not None:
        return hindered
    if not owed:
        return Refused(code="costs.not_late", law=section, facts=(("due", receivable.due.isoformat()),))
    if owed.currency != receivable.principal.currency:
        return Refused(code="costs.currency", law=section, facts=(("currency", receivable.principal.currency),))
    if receivable.collection.charged(COMPENSATION):
        return Refused(code="costs.compensation_charged", law=section)
    added = owed - charged_fees(receivable)
    if added.minor <= 0:
        return Refused(code="costs.covered", law=section, facts=(("fees", str(charged_fees(receivable))),))
    charged = FeeCharged(
        receivable_id=receivable.id, charge_id=charge_id, kind=COMPENSATION, on=on, amount=added, law=section
    )
    return (charged,)


def _no_right(receivable: Receivable, law: LawBook, on: date) -> Refused | None:
    """Return why no day of delay gives a right to the compensation: the law had none, or no interest is owed."""
    section = law.late_compensation.law
    if not law.late_compensation.at(on):
        first = min(row.since for row in law.late_compensation.rows if row.value)
        facts = (("on", on.isoformat()), ("since", first.isoformat()))
        return Refused(code="costs.compensation_not_yet", law=section, facts=facts)
    if bears_none(receivable.interest, receivable.interest_percent):
        return Refused(code="costs.no_interest", law=section)
    return fallen(receivable, law=law, on=on)

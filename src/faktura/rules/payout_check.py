"""What Skatteverket's e-service and the law ask of one case in a request for payout.

The checks are those of its rules for importing a file, besides what its schema says, and HUSFL 7-8 §§; for green
technology the same with its own limits (GRÖNFL 7 §).

>>> from faktura.rules.law.book import SWEDEN
>>> request_deadline(date(2026, 3, 1), SWEDEN)  # 31 January 2027 is a Sunday
datetime.date(2027, 2, 1)
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from faktura.core.calendar import next_bank_day
from faktura.core.deduction import DeductionKind
from faktura.core.errors import Refused
from faktura.core.payout_request import PayoutCase
from faktura.rules.deductions import DWELLING_LAW, names_dwelling, old_enough, payout_limit
from faktura.rules.law.book import LawBook
from faktura.rules.law.tax_reduction_act import WorkArea
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

_LOWEST_PRICE: Final = 2
_MOST_HOURS: Final = 999
_PAYOUT_ACT: Final = "HUSFL 7 §"
_SERVICE: Final = "Skatteverket, rules for importing a file"


def request_deadline(paid_on: date, law: LawBook) -> date:
    """Return the last day a request for work *paid_on* that day may reach Skatteverket (HUSFL 8 §)."""
    last = law.request_deadline.at(paid_on)
    return next_bank_day(date(paid_on.year + 1, last.month, last.day))


def kind_of(case: PayoutCase, law: LawBook) -> DeductionKind | None:
    """Return whether *case* is ROT, RUT or green technology, by its work; none when it has no work or two kinds."""
    areas = _areas(case, law)
    kinds = {areas[work.type].kind if work.type in areas else None for work in case.works}
    return kinds.pop() if len(kinds) == 1 else None


def case_fault(case: PayoutCase, *, on: date, law: LawBook) -> Refused | None:
    """Return the first thing that keeps *case* out of a request sent *on* that day, or none."""
    return _about_days(case, on, law) or _about_work(case, law) or _about_amounts(case, law)


def _areas(case: PayoutCase, law: LawBook) -> Mapping[str, WorkArea]:
    return {area.type: area for area in law.work_areas.at(case.paid_on)}


def _about_days(case: PayoutCase, on: date, law: LawBook) -> Refused | None:
    first = law.rot_percent.rows[-1].since
    if case.paid_on < first:
        return _no(case, "payout.too_early", _PAYOUT_ACT, first=first.isoformat())
    if case.paid_on > on:
        return _no(case, "payout.future", _SERVICE, paid_on=case.paid_on.isoformat())
    deadline = request_deadline(case.paid_on, law)
    if deadline < on:
        return _no(case, "payout.too_late", law.request_deadline.law, deadline=deadline.isoformat())
    if not old_enough(case.buyer.born, case.paid_on.year, law):
        age = law.deduction_age.at(case.paid_on)
        return _no(case, "payout.under_age", law.deduction_age.law, age=str(age), year=str(case.paid_on.year))
    return None


def _about_work(case: PayoutCase, law: LawBook) -> Refused | None:
    areas, kind = _areas(case, law), kind_of(case, law)
    types = [work.type for work in case.works]
    if kind is None or len(set(types)) < len(types):
        return _no(case, "payout.work", law.work_areas.law, types=", ".join(types))
    timed = [work for work in case.works if areas[work.type].hours]
    if any(work.hours is None or not 0 <= work.hours <= _MOST_HOURS or work.material < 0 for work in timed):
        return _no(case, "payout.hours", _SERVICE, most=str(_MOST_HOURS))
    if timed and not any(work.hours for work in timed):
        return _no(case, "payout.hours", _SERVICE, most=str(_MOST_HOURS))
    if kind is not DeductionKind.RUT and not names_dwelling(case.dwelling):
        return _no(case, "payout.dwelling", DWELLING_LAW[kind])
    if kind is DeductionKind.GREEN and len(types) > 1:
        return _no(case, "payout.installations", "Skatteverket, request for green technology")
    return None


def _about_amounts(case: PayoutCase, law: LawBook) -> Refused | None:
    price, paid, requested = case.price_of_work, case.paid, case.requested
    amounts = {"price": str(price), "paid": str(paid), "requested": str(requested)}
    if price < _LOWEST_PRICE or min(paid, requested, case.other_cost) < 0:
        return _no(case, "payout.price", _SERVICE, **amounts)
    if requested > paid:
        return _no(case, "payout.above_paid", _SERVICE, **amounts)
    if requested + paid > price:
        return _no(case, "payout.above_price", _PAYOUT_ACT, **amounts)
    kind = kind_of(case, law)
    assert kind is not None  # noqa: S101 - the work has been looked at
    fraction = payout_limit(kind, case.paid_on, law, installation=case.works[0].type)
    if requested and requested >= fraction * (paid + 1):  # the öre dropped from `paid` may have reached one krona
        return _no(case, "payout.limit", _PAYOUT_ACT, fraction=str(fraction), **amounts)
    return None


def _no(case: PayoutCase, code: str, law: str, **facts: str) -> Refused:
    return Refused(code=code, law=law, facts=(("number", case.invoice_number), *facts.items()))

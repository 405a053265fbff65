"""ROT and RUT on an invoice: how much of the price Skatteverket pays, and for whom.

The deduction is a percentage of the labour including VAT, öre dropped (HUSFL 5, 7 §§), within each person's
yearly caps. The day the buyer pays decides percentage and caps; when the invoice is issued that day is only
expected. VAT is charged on the full price and never changes.

>>> from faktura.core.identity import PersonalIdentityNumber
>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> anna = DeductionBuyer(person_id="C1", name="Anna", identity=PersonalIdentityNumber("199610202385"))
>>> wish = DeductionWish(kind=DeductionKind.RUT, buyers=(anna,))
>>> work = WorkDone(type="Stadning", hours=12, labour=sek("5100.00"), material=sek(0))
>>> granted = grant_deduction(wish, (work,), sek(0), expected_payment=date(2026, 3, 2), law=SWEDEN)
>>> str(granted.amount), granted.rate_since.isoformat()
('2550.00 SEK', '2009-07-01')
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from faktura.core.dated import Row
from faktura.core.deduction import (
    Deduction,
    DeductionBuyer,
    DeductionKind,
    DeductionShare,
    DeductionWish,
    Dwelling,
    WorkDone,
)
from faktura.core.errors import Refused
from faktura.core.money import Money, total
from faktura.rules.law.book import LawBook
from faktura.rules.law.tax_reduction_act import WorkArea, YearlyCap
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

ORE: Final = 100
_SENIOR: Final = 65
_MOST_HOURS: Final = 999


def grant_deduction(
    wish: DeductionWish,
    works: tuple[WorkDone, ...],
    other_cost: Money,
    *,
    expected_payment: date,
    law: LawBook,
) -> Deduction | Refused:
    """Return the deduction the buyers get on this invoice, or why there can be none.

    It may be zero: no labour, or nothing left of the buyers' caps. What the buyers say is used already is
    taken as they say it; only they can know.

    Args:
        works: Labour, material and hours of each line, including VAT; lines of one type are added up. For a
            standard-value service (IL 67 kap. 11 a §) `labour` is the whole charge: the share of it that the
            law deems labour is taken here, and its material joins the other costs.
        other_cost: Travel, machines, administration including VAT: outside the deduction.
        expected_payment: The day that decides percentage and caps until the buyer has paid.

    Raises:
        LawNotKnown: The tables do not reach that day.
    """
    refused = _about_buyers(wish, expected_payment, law) or _about_dwelling(wish)
    if refused is not None:
        return refused
    merged = _merged(wish.kind, works, expected_payment, law)
    if isinstance(merged, Refused):
        return merged
    row = percent_row(wish.kind, expected_payment, law)
    labour = total((work.labour for work in merged), "SEK")
    wanted = int(Fraction(row.value) * labour.minor / (100 * ORE))  # öre are dropped, HUSFL 5 §
    cap = law.deduction_caps.at(expected_payment)
    rooms = [_room(buyer, wish.kind, cap, expected_payment.year) for buyer in wish.buyers]
    kronor = split_kronor(wanted, [buyer.weight for buyer in wish.buyers], rooms)
    shares = tuple(
        DeductionShare(person_id=buyer.person_id, name=buyer.name, identity=buyer.identity, amount=Money(one * ORE))
        for buyer, one in zip(wish.buyers, kronor, strict=True)
    )
    loose = total((work.material for work in works if _is_standard(work.type, expected_payment, law)), "SEK")
    return Deduction(
        kind=wish.kind,
        percent=row.value,
        labour=labour,
        amount=Money(sum(kronor) * ORE),
        shares=shares,
        works=merged,
        other_cost=other_cost + loose,
        dwelling=wish.dwelling,
        expected_payment=expected_payment,
        rate_since=row.since,
    )


def percent_row(kind: DeductionKind, on: date, law: LawBook) -> Row[Decimal]:
    """Return the percentage of *kind* for a payment *on* that day, with the row of the law it stands in."""
    table = law.rot_percent if kind is DeductionKind.ROT else law.rut_percent
    return table.row_at(on)


def largest_payout(kind: DeductionKind, paid_for_work: Money, *, on: date, law: LawBook) -> Money:
    """Return the most Skatteverket pays against what the buyer paid for the work *on* that day (HUSFL 7 §).

    >>> from faktura.core.money import sek
    >>> from faktura.rules.law.book import SWEDEN
    >>> str(largest_payout(DeductionKind.ROT, sek(7004), on=date(2026, 2, 10), law=SWEDEN))
    '3001.00 SEK'
    """
    table = law.rot_limit if kind is DeductionKind.ROT else law.rut_limit
    return Money(int(table.at(on) * paid_for_work.minor / ORE) * ORE)


def old_enough(born: date, payment_year: int, law: LawBook) -> bool:
    """Whether somebody *born* that day turns 18 at the latest in the payment year (IL 67 kap. 11 §)."""
    return payment_year - born.year >= law.deduction_age.at(date(payment_year, 12, 31))


def names_dwelling(dwelling: Dwelling | None) -> bool:
    """Whether *dwelling* says where: a property, or a housing association and its apartment."""
    if dwelling is None:
        return False
    return bool(dwelling.designation) or (dwelling.association is not None and bool(dwelling.apartment))


def split_kronor(kronor: int, weights: Sequence[Decimal], rooms: Sequence[int]) -> list[int]:
    """Split whole *kronor* by *weights*, nobody above their room; what does not fit goes to the others.

    An odd krona goes to the first. What fits nobody is left out: the sum is then less.

    >>> split_kronor(3001, [Decimal(1), Decimal(1)], [50_000, 50_000])
    [1501, 1500]
    >>> split_kronor(9000, [Decimal(1), Decimal(1), Decimal(1)], [1000, 50_000, 50_000])
    [1000, 4000, 4000]
    """
    shares = [0] * len(weights)
    while (rest := kronor - sum(shares)) > 0:
        able = [i for i, weight in enumerate(weights) if weight > 0 and shares[i] < rooms[i]]
        if not able:
            break
        parts = Money(rest).allocate([weights[i] for i in able])  # a unit is a krona here
        for i, part in zip(able, parts, strict=True):
            shares[i] = min(shares[i] + part.minor, rooms[i])
    return shares


def _about_buyers(wish: DeductionWish, on: date, law: LawBook) -> Refused | None:
    if not wish.buyers:
        return Refused(code="deduction.no_buyer", law="HUSFL 7 §")
    numbers = {buyer.identity.full for buyer in wish.buyers}
    if len(numbers) < len(wish.buyers):
        return Refused(code="deduction.same_buyer")
    if any(buyer.weight < 0 for buyer in wish.buyers) or not any(buyer.weight for buyer in wish.buyers):
        return Refused(code="deduction.weights")
    for buyer in wish.buyers:
        if not old_enough(buyer.identity.born, on.year, law):
            facts = (("person", buyer.person_id), ("age", str(law.deduction_age.at(on))), ("year", str(on.year)))
            return Refused(code="deduction.under_age", law=law.deduction_age.law, facts=facts)
    return None


def _about_dwelling(wish: DeductionWish) -> Refused | None:
    if wish.kind is DeductionKind.ROT and not names_dwelling(wish.dwelling):
        return Refused(code="deduction.dwelling", law="IL 67 kap. 13 a, 15 §§")
    return None


def _merged(kind: DeductionKind, works: tuple[WorkDone, ...], on: date, law: LawBook) -> tuple[WorkDone, ...] | Refused:
    """Return the works added up by type, in the order of the request schema, standard values taken."""
    areas = {area.type: area for area in law.work_areas.at(on) if area.kind is kind}
    for work in works:
        refused = _about_work(work, areas.get(work.type), kind)
        if refused is not None:
            return refused
    merged = (_one(area, [work for work in works if work.type == area.type], on, law) for area in areas.values())
    found = tuple(work for work in merged if work is not None)
    for work in found:
        late = work.labour and work.hours is None and areas[work.type].hours
        if late or (work.hours or 0) > _MOST_HOURS:
            return Refused(code="deduction.hours", facts=(("type", work.type), ("most", str(_MOST_HOURS))))
    return found


def _about_work(work: WorkDone, area: WorkArea | None, kind: DeductionKind) -> Refused | None:
    facts = (("type", work.type), ("kind", kind.name))
    if area is None:
        return Refused(code="deduction.work_type", law="IL 67 kap. 13-13 c §§", facts=facts)
    if {work.labour.currency, work.material.currency} != {"SEK"}:
        return Refused(code="deduction.currency", facts=facts)
    if min(work.labour.minor, work.material.minor, work.hours or 0) < 0:
        return Refused(code="deduction.negative", facts=facts)
    if not area.hours and work.hours is not None:
        return Refused(code="deduction.no_hours", law="IL 67 kap. 11 a §", facts=facts)
    return None


def _one(area: WorkArea, works: list[WorkDone], on: date, law: LawBook) -> WorkDone | None:
    if not works:
        return None
    hours = [work.hours for work in works if work.hours is not None]
    labour = total((work.labour for work in works), "SEK")
    material = total((work.material for work in works), "SEK")
    if not area.hours:
        deemed = Money(int(law.standard_share.at(on) * labour.minor))
        return WorkDone(type=area.type, hours=None, labour=deemed, material=Money(0)) if labour else None
    if not (labour or material or any(hours)):
        return None
    return WorkDone(type=area.type, hours=sum(hours) if hours else None, labour=labour, material=material)


def _is_standard(type: str, on: date, law: LawBook) -> bool:
    return any(area.type == type and not area.hours for area in law.work_areas.at(on))


def _room(buyer: DeductionBuyer, kind: DeductionKind, cap: YearlyCap, year: int) -> int:
    """Return what is left of the person's caps, whole kronor: of the kind, and of both together."""
    if kind is DeductionKind.ROT:
        own, used = cap.rot, buyer.used_rot
    else:
        senior = cap.rut_senior is not None and year - buyer.identity.born.year > _SENIOR  # 65 when the year begins
        own, used = (cap.rut_senior or cap.rut) if senior else cap.rut, buyer.used_rut
    left = min(own - used, cap.together - buyer.used_rot - buyer.used_rut)
    return max(left.minor // ORE, 0)

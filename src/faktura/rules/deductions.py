"""ROT, RUT and green technology on an invoice: how much of the price Skatteverket pays, and for whom.

The deduction is a percentage of the labour including VAT, öre dropped (HUSFL 5, 7 §§), within each person's
yearly caps; of green technology it is a percentage of labour and material (GRÖNFL 7 §). The day the buyer pays
decides percentage and caps; when the invoice is issued that day is only expected. VAT is charged on the full
price and never changes.

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
from faktura.core.document import Draft
from faktura.core.errors import Refused
from faktura.core.money import Money, total
from faktura.rules.deduction_split import ORE, room_left, split_between, split_kronor
from faktura.rules.green_technology import grant_green, green_limit, green_percent
from faktura.rules.law.book import LawBook
from faktura.rules.law.tax_reduction_act import WorkArea
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

__all__ = [
    "DWELLING_LAW",
    "ORE",
    "expected_payment",
    "grant_deduction",
    "largest_payout",
    "names_dwelling",
    "old_enough",
    "payout_limit",
    "percent_row",
    "split_kronor",
]

DWELLING_LAW: Final = {DeductionKind.ROT: "IL 67 kap. 13 a, 15 §§", DeductionKind.GREEN: "IL 67 kap., GRÖNFL"}
_MOST_HOURS: Final = 999
_EITHER: Final = {DeductionKind.ROT: DeductionKind.GREEN, DeductionKind.GREEN: DeductionKind.ROT}


def expected_payment(draft: Draft, wish: DeductionWish, *, on: date) -> date:
    """Return the day the buyer is expected to pay a *draft* that is issued *on*: as wished, else when it is due.

    It decides percentage, caps and which work gives a deduction, until the buyer has paid.
    """
    return wish.expected_payment or draft.due_on(on)


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
    granted = _granted(wish, merged, expected_payment, law)
    if isinstance(granted, Refused):
        return granted
    kronor, counted = granted
    row = _percent(wish.kind, merged, expected_payment, law)
    loose = total((work.material for work in works if _is_standard(work.type, expected_payment, law)), "SEK")
    return Deduction(
        kind=wish.kind,
        percent=row.value,
        labour=_base(wish.kind, merged),
        amount=Money(sum(kronor) * ORE),
        shares=tuple(_share(buyer, one) for buyer, one in zip(wish.buyers, kronor, strict=True)),
        works=counted,
        other_cost=other_cost + loose,
        dwelling=wish.dwelling,
        expected_payment=expected_payment,
        rate_since=row.since,
    )


def _granted(
    wish: DeductionWish, merged: tuple[WorkDone, ...], on: date, law: LawBook
) -> tuple[list[int], tuple[WorkDone, ...]] | Refused:
    """Return each buyer's whole kronor, and the works as the invoice states them."""
    if wish.kind is DeductionKind.GREEN:
        return grant_green(wish.buyers, merged, on=on, law=law)
    percent = percent_row(wish.kind, on, law).value
    wanted = int(Fraction(percent) * _base(wish.kind, merged).minor / (100 * ORE))  # öre are dropped, HUSFL 5 §
    cap = law.deduction_caps.at(on)
    kronor = split_between(wanted, wish.buyers, [room_left(one, wish.kind, cap, on.year) for one in wish.buyers])
    return kronor if isinstance(kronor, Refused) else (kronor, merged)


def _share(buyer: DeductionBuyer, kronor: int) -> DeductionShare:
    return DeductionShare(
        person_id=buyer.person_id, name=buyer.name, identity=buyer.identity, amount=Money(kronor * ORE)
    )


def _base(kind: DeductionKind, works: tuple[WorkDone, ...]) -> Money:
    """Return what the deduction is counted on: labour, of green technology material too."""
    green = kind is DeductionKind.GREEN
    return total((work.labour + work.material if green else work.labour for work in works), "SEK")


def _percent(kind: DeductionKind, works: tuple[WorkDone, ...], on: date, law: LawBook) -> Row[Decimal]:
    """Return the percentage of the kind, of green technology the highest of its installations."""
    if kind is not DeductionKind.GREEN:
        return percent_row(kind, on, law)
    return max((green_percent(work.type, on, law) for work in works), key=lambda row: row.value)


def percent_row(kind: DeductionKind, on: date, law: LawBook, *, installation: str = "") -> Row[Decimal]:
    """Return the percentage of *kind* for a payment *on* that day, with the row of the law it stands in.

    Green technology has one for each *installation*.
    """
    if kind is DeductionKind.GREEN:
        return green_percent(installation, on, law)
    table = law.rot_percent if kind is DeductionKind.ROT else law.rut_percent
    return table.row_at(on)


def payout_limit(kind: DeductionKind, on: date, law: LawBook, *, installation: str = "") -> Fraction:
    """Return the largest payout as a fraction of what the buyer paid for the work *on* that day."""
    if kind is DeductionKind.GREEN:
        return green_limit(installation, on, law)
    return (law.rot_limit if kind is DeductionKind.ROT else law.rut_limit).at(on)


def largest_payout(
    kind: DeductionKind, paid_for_work: Money, *, on: date, law: LawBook, installation: str = ""
) -> Money:
    """Return the most Skatteverket pays against what the buyer paid for the work *on* that day (HUSFL 7 §).

    Only what was paid on an invoice that shows the deduction counts: instalments paid in full without one
    never give one later (KR Jönköping 3104-14). Of green technology it is what was paid for the *installation*.

    >>> from faktura.core.money import sek
    >>> from faktura.rules.law.book import SWEDEN
    >>> str(largest_payout(DeductionKind.ROT, sek(7004), on=date(2026, 2, 10), law=SWEDEN))
    '3001.00 SEK'
    """
    limit = payout_limit(kind, on, law, installation=installation)
    return Money(int(limit * paid_for_work.minor / ORE) * ORE)


def old_enough(born: date, payment_year: int, law: LawBook) -> bool:
    """Whether somebody *born* that day turns 18 at the latest in the payment year (IL 67 kap. 11 §)."""
    return payment_year - born.year >= law.deduction_age.at(date(payment_year, 12, 31))


def names_dwelling(dwelling: Dwelling | None) -> bool:
    """Whether *dwelling* says where: a property, or a housing association and its apartment."""
    if dwelling is None:
        return False
    return bool(dwelling.designation) or (dwelling.association is not None and bool(dwelling.apartment))


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
    if wish.kind is not DeductionKind.RUT and not names_dwelling(wish.dwelling):
        return Refused(code="deduction.dwelling", law=DWELLING_LAW[wish.kind])
    return None


def _merged(kind: DeductionKind, works: tuple[WorkDone, ...], on: date, law: LawBook) -> tuple[WorkDone, ...] | Refused:
    """Return the works added up by type, in the order of the request schema, standard values taken."""
    areas = {area.type: area for area in law.work_areas.at(on) if area.kind is kind}
    either = {area.type for area in law.work_areas.at(on) if area.kind is _EITHER.get(kind)}
    for work in works:
        if work.type in either:
            return Refused(code="deduction.green_and_rot", law="IL 67 kap. 13 c §", facts=(("type", work.type),))
        refused = _about_work(work, areas.get(work.type), kind)
        if refused is not None:
            return refused
    merged = (_one(area, [work for work in works if work.type == area.type], on, law) for area in areas.values())
    found = tuple(work for work in merged if work is not None)
    if kind is DeductionKind.GREEN and not found:
        return Refused(code="deduction.no_installation", law="GRÖNFL")
    for work in found:
        late = work.labour and work.hours is None and areas[work.type].hours
        if kind is DeductionKind.GREEN:  # asked for at any price, for each installation
            late = not work.hours
        if late or (work.hours or 0) > _MOST_HOURS:
            return Refused(code="deduction.hours", facts=(("type", work.type), ("most", str(_MOST_HOURS))))
    return found


def _about_work(work: WorkDone, area: WorkArea | None, kind: DeductionKind) -> Refused | None:
    facts = (("type", work.type), ("kind", kind.label))
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

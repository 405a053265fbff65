"""The part of a ROT or RUT deduction that falls with a credit note, in proportion to the labour credited.

What is left of the deduction never exceeds its share of the labour that is left: öre and odd kronor
fall with the credit. After Skatteverket has paid, the repayment is a matter of its own.
"""

from fractions import Fraction

from attrs import evolve

from faktura.core.deduction import Deduction, DeductionShare, WorkDone
from faktura.core.money import Money
from faktura.core.product import CostKind
from faktura.rules.credit_left import Left
from faktura.rules.ratio import half_up_ratio

_KRONA = 100


def credited_deduction(left: Left, after: dict[str, int], *, rest: bool) -> Deduction | None:
    """Return the deduction that falls now; *after* is each line's net that then remains, in minor units.

    With *rest*, everything is credited and the deduction falls wholly.
    """
    granted = left.document.deduction
    if granted is None:
        return None
    before = [note.deduction for note in left.already if note.deduction is not None]
    if rest and not before:
        return granted
    works = tuple(_work(left, work, before, after, rest=rest) for work in granted.works)
    other = _other(left, granted, before, after, rest=rest)
    kronor = _kronor(granted, before, works, rest=rest)
    found = evolve(
        granted,
        labour=Money(sum(work.labour.minor for work in works)),
        amount=Money(kronor * _KRONA),
        shares=_shares(granted, before, kronor),
        works=works,
        other_cost=Money(other),
    )
    return found if rest or found.amount or found.labour or found.other_cost else None


def _gone(left: Left, after: dict[str, int], cost: CostKind, kind: str = "") -> Fraction:
    """Return how much of the lines of *cost* (of work type *kind*) is credited when this is done, 0 to 1."""
    lines = [
        one.line
        for one in left.lines.values()
        if one.line.cost is cost and (not kind or (one.line.work is not None and one.line.work.type == kind))
    ]
    whole = sum(line.net.minor for line in lines)
    if not whole:
        return Fraction(0)
    return min(max(Fraction(whole - sum(after[line.id] for line in lines), whole), Fraction(0)), Fraction(1))


def _step(whole: int, done: int, gone: Fraction, *, rest: bool) -> int:
    """Return what of *whole* falls now, when *done* fell before and the share *gone* shall have fallen."""
    reached = whole if rest else half_up_ratio(whole * gone.numerator, gone.denominator)
    return max(reached - done, 0) if whole >= 0 else min(reached - done, 0)


def _work(left: Left, work: WorkDone, before: list[Deduction], after: dict[str, int], *, rest: bool) -> WorkDone:
    done = [one for earlier in before for one in earlier.works if one.type == work.type]
    gone = _gone(left, after, CostKind.LABOUR, work.type)
    labour = _step(work.labour.minor, sum(one.labour.minor for one in done), gone, rest=rest)
    material = _step(
        work.material.minor,
        sum(one.material.minor for one in done),
        _gone(left, after, CostKind.MATERIAL),
        rest=rest,
    )
    hours = None
    if work.hours is not None:
        hours = _step(work.hours, sum(one.hours or 0 for one in done), gone, rest=rest)
    return WorkDone(type=work.type, hours=hours, labour=Money(labour), material=Money(material))


def _other(left: Left, granted: Deduction, before: list[Deduction], after: dict[str, int], *, rest: bool) -> int:
    gone = _gone(left, after, CostKind.OTHER)
    return _step(granted.other_cost.minor, sum(one.other_cost.minor for one in before), gone, rest=rest)


def _kronor(granted: Deduction, before: list[Deduction], works: tuple[WorkDone, ...], *, rest: bool) -> int:
    whole = granted.amount.minor // _KRONA
    done = sum(one.amount.minor for one in before) // _KRONA
    labour = granted.labour.minor - sum(one.labour.minor for one in before) - sum(one.labour.minor for one in works)
    if rest or not granted.labour.minor:
        return whole - done
    return max(whole - whole * labour // granted.labour.minor - done, 0)


def _shares(granted: Deduction, before: list[Deduction], kronor: int) -> tuple[DeductionShare, ...]:
    """Split *kronor* over what is left of each person's share, so that nobody gives back more than they got."""
    left = []
    for index, share in enumerate(granted.shares):
        left.append((share.amount.minor - sum(one.shares[index].amount.minor for one in before)) // _KRONA)
    parts = Money(kronor).allocate(left if any(left) else [1] * len(left))  # a unit is a krona here
    return tuple(
        evolve(share, amount=Money(part.minor * _KRONA)) for share, part in zip(granted.shares, parts, strict=True)
    )

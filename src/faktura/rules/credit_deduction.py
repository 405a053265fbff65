"""The part of a deduction that falls with a credit note, in proportion to the labour credited.

Of green technology each installation's part falls in proportion to its labour and material. What is left of
the deduction never exceeds its share of what is left of the work: öre and odd kronor fall with the credit.
After Skatteverket has paid, the repayment is a matter of its own (`rules.payout_repayment`).
"""

from fractions import Fraction

from attrs import evolve

from faktura.core.deduction import Deduction, DeductionKind, DeductionShare, WorkDone
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
    if granted.kind is DeductionKind.GREEN:
        works = tuple(
            _installation(work, one, before, rest=rest) for work, one in zip(granted.works, works, strict=True)
        )
        kronor = sum((work.granted or Money(0)).minor for work in works) // _KRONA
    else:
        kronor = _kronor(granted, before, works, rest=rest)
    found = evolve(
        granted,
        labour=Money(sum(_base(granted, work) for work in works)),
        amount=Money(kronor * _KRONA),
        shares=_shares(granted, before, kronor),
        works=works,
        other_cost=Money(other),
    )
    return found if rest or found.amount or found.labour or found.other_cost else None


def _base(granted: Deduction, work: WorkDone) -> int:
    """Return what of *work* the deduction is counted on: labour, of green technology material too."""
    return work.labour.minor + (work.material.minor if granted.kind is DeductionKind.GREEN else 0)


def _installation(whole: WorkDone, falls: WorkDone, before: list[Deduction], *, rest: bool) -> WorkDone:
    """Return *falls* with the part of the deduction of the *whole* installation that falls with it."""
    earlier = [one for deduction in before for one in deduction.works if one.type == whole.type]
    granted = (whole.granted or Money(0)).minor // _KRONA
    done = sum((one.granted or Money(0)).minor for one in earlier) // _KRONA
    cost = whole.labour.minor + whole.material.minor
    left = cost - sum(one.labour.minor + one.material.minor for one in (*earlier, falls))
    stays = 0 if rest or not cost else granted * left // cost
    return evolve(falls, percent=whole.percent, granted=Money(max(granted - stays - done, 0) * _KRONA))


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
        _gone(left, after, CostKind.MATERIAL, _own_material(left, work)),
        rest=rest,
    )
    hours = None
    if work.hours is not None:
        hours = _step(work.hours, sum(one.hours or 0 for one in done), gone, rest=rest)
    return WorkDone(type=work.type, hours=hours, labour=Money(labour), material=Money(material))


def _own_material(left: Left, work: WorkDone) -> str:
    """Return the work's type when lines of material name it; else all material goes with all work."""
    lines = (one.line for one in left.lines.values() if one.line.cost is CostKind.MATERIAL)
    return work.type if any(line.work is not None and line.work.type == work.type for line in lines) else ""


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

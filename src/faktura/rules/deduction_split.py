"""How a deduction is split between the persons who ask for it: whole kronor, each inside the own cap.

The split is free (Skatteverket): by weights, equal as a rule, or by the kronor somebody is to have. The sum
never exceeds what the work gives; an odd krona goes to the first.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from faktura.core.deduction import DeductionBuyer, DeductionKind
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.rules.law.tax_reduction_act import YearlyCap
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

ORE: Final = 100
_SENIOR: Final = 65


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


def split_between(kronor: int, buyers: Sequence[DeductionBuyer], rooms: Sequence[int]) -> list[int] | Refused:
    """Split *kronor* between *buyers*: whoever names an amount gets it, the others share the rest by weight.

    A named amount is refused when it is no whole krona, above the person's own room, or when the named
    amounts exceed the whole. When all name theirs, they may leave something out.
    """
    refused = _about_shares(kronor, buyers, rooms)
    if refused is not None:
        return refused
    named = {i: buyer.share.minor // ORE for i, buyer in enumerate(buyers) if buyer.share is not None}
    others = [i for i in range(len(buyers)) if i not in named]
    rest = kronor - sum(named.values())
    parts = split_kronor(rest, [buyers[i].weight for i in others], [rooms[i] for i in others])
    shares = named | dict(zip(others, parts, strict=True))
    return [shares[i] for i in range(len(buyers))]


def _about_shares(kronor: int, buyers: Sequence[DeductionBuyer], rooms: Sequence[int]) -> Refused | None:
    named = [(buyer, buyer.share, room) for buyer, room in zip(buyers, rooms, strict=True) if buyer.share is not None]
    for buyer, share, room in named:
        facts = (("person", buyer.person_id), ("share", str(share)), ("room", str(room)))
        if share.currency != "SEK" or share.minor < 0 or share.minor % ORE:
            return Refused(code="deduction.share_kronor", law="HUSFL 5 §", facts=facts)
        if share.minor > room * ORE:
            return Refused(code="deduction.share_cap", law="IL 67 kap. 19 §", facts=facts)
    whole = sum(share.minor for _, share, _ in named)
    if whole > kronor * ORE:
        sums = (("shares", str(whole // ORE)), ("most", str(kronor)))
        return Refused(code="deduction.share_sum", law="HUSFL 7 §", facts=sums)
    return None


def room_left(buyer: DeductionBuyer, kind: DeductionKind, cap: YearlyCap, year: int) -> int:
    """Return what is left of the person's caps of ROT or RUT, whole kronor: of the kind, and of both together."""
    if kind is DeductionKind.ROT:
        own, used = cap.rot, buyer.used_rot
    else:
        senior = cap.rut_senior is not None and year - buyer.identity.born.year > _SENIOR  # 65 when the year begins
        own, used = (cap.rut_senior or cap.rut) if senior else cap.rut, buyer.used_rut
    left = min(own - used, cap.together - buyer.used_rot - buyer.used_rut)
    return max(left.minor // ORE, 0)


def green_room_left(buyer: DeductionBuyer, cap: Money) -> int:
    """Return what is left of the person's *cap* of green technology, whole kronor; ROT and RUT do not touch it."""
    return max((cap - buyer.used_green).minor // ORE, 0)

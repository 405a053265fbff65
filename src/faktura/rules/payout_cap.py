"""The yearly caps of each person, over all that one seller asks for.

What other sellers ask for, only the buyer knows: the seller is told by the buyer, and asks for less.
"""

from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from faktura.core.deduction import DeductionKind
from faktura.core.errors import Refused
from faktura.core.identity import CoordinationNumber, PersonalIdentityNumber
from faktura.core.payout_request import PayoutCase
from faktura.rules.deduction_split import ORE
from faktura.rules.law.book import LawBook
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences


@frozen(kw_only=True)
class EarlierRequest:
    """What the seller has asked for one person before, of payments in `year`, less what was refused or credited.

    `kronor` is whole kronor.
    """

    buyer: PersonalIdentityNumber | CoordinationNumber
    kind: DeductionKind
    year: int
    kronor: int


def over_cap(
    cases: tuple[PayoutCase, ...], kind: DeductionKind, earlier: Iterable[EarlierRequest], law: LawBook
) -> Refused | None:
    """Refuse *cases*, of one kind and year, that go above somebody's cap, alone or with what was asked for *earlier*.

    ROT and RUT have a cap together too (IL 67 kap. 19 §).
    """
    on = max(case.paid_on for case in cases)
    before: dict[str, dict[DeductionKind, int]] = defaultdict(lambda: defaultdict(int))
    for one in earlier:
        if one.year == on.year:
            before[one.buyer.full][one.kind] += one.kronor
    asked: dict[str, int] = defaultdict(int)
    for case in cases:
        asked[case.buyer.full] += case.requested
    for buyer, kronor in asked.items():
        for kinds, most, act in _caps(kind, cases, law):
            was = sum(before[buyer][other] for other in kinds)
            if kronor + was > most:
                numbers = ", ".join(dict.fromkeys(case.invoice_number for case in cases if case.buyer.full == buyer))
                facts = (("requested", str(kronor)), ("before", str(was)), ("cap", str(most)), ("numbers", numbers))
                return Refused(code="payout.cap_before" if was else "payout.cap", law=act, facts=facts)
    return None


def _caps(
    kind: DeductionKind, cases: tuple[PayoutCase, ...], law: LawBook
) -> list[tuple[tuple[DeductionKind, ...], int, str]]:
    """Return the caps that hold for *kind*: the kinds that share one, whole kronor, and the law it stands in.

    Of RUT it is the highest that anybody has: whom age gives the higher one is seen when the invoice is made.
    """
    on = max(case.paid_on for case in cases)
    if kind is DeductionKind.GREEN:
        return [((kind,), law.green_cap.at(on).minor // ORE, law.green_cap.law)]
    cap, act = law.deduction_caps.at(on), law.deduction_caps.law
    own = cap.rot if kind is DeductionKind.ROT else max(cap.rut, cap.rut_senior or cap.rut)
    both = (DeductionKind.ROT, DeductionKind.RUT)
    return [((kind,), own.minor // ORE, act), (both, cap.together.minor // ORE, act)]

"""A plain payment that is certain, kept small: what it was weighed against is put in order when somebody asks."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from math import exp2

from attrs import define

from faktura.core.claim import OpenItem
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.amounts import Fit
from faktura.rules.matching.scales import Scales, is_round
from faktura.rules.matching.sets import ClaimSet
from faktura.rules.matching.weigh import BEFORE_ISSUE, TOLD, Signs, Weighed, compare, is_late, margin_of, merged

Rival = tuple[OpenItem, Signs]
"""A claim of somebody who is called as the payer, with the signs that speak for it."""


@define
class Sure:
    """A plain payment, booked *on* that day, with its claim, the signs that speak for it, and what they come to.

    Attributes:
        at: Its place in the batch.
        times: How often the payer has paid for the customer.
        rest: The odds of everything that is none of these claims.
        named: Claims that payments of the batch name: of a rival's equal ones another stands for them.
    """

    at: int
    item: OpenItem
    on: date
    signs: Signs
    probability: float
    margin: float
    times: int = 0
    rivals: Sequence[Rival] = ()
    rest: float = 0.0
    named: AbstractSet[str] = frozenset()

    def ranked(self, label: str) -> tuple[Weighed, ...]:
        """Return it and its rivals as any other sets are kept, the likeliest first."""
        first = _single(self.item, self.signs, "reference.exact")
        first.labels, first.times, first.probability = (label,), self.times, self.probability
        if not self.rivals:
            return (first,)
        others = [_single(item, signs, "reference.other") for item, signs in self.rivals]
        for one in others:
            one.ignores = True
        left = {one.set.items[0].id: one.set.fit.open for one in (first, *others)}
        every = merged([first, *others], left, self.named)
        compare(every, self.rest)
        return tuple(every[:TOLD])


def _single(item: OpenItem, signs: Signs, reference: str) -> Weighed:
    open_ = item.open.minor
    one = ClaimSet(items=(item,), fit=Fit(relation="exact", parts=(open_,), open=open_))
    return Weighed(set=one, signs=signs, weight=weight_of(signs), reference=reference, payer=signs[2][0])


def weight_of(signs: Signs) -> float:
    """Return what *signs* weigh together, in bits."""
    return sum([weight for _, weight in signs])


class Balance:
    """Weighs plain payments; those of one kind are weighed once."""

    def __init__(self, scales: Scales, policy: MatchingPolicy, named: AbstractSet[str]) -> None:
        """Weigh on *scales*; certain is what *policy* says; *named* are the claims that payments of the batch name."""
        self.scales, self._named = scales, named
        self._auto, self._margin = float(policy.auto), policy.margin
        self._kind = lru_cache(maxsize=4096)(self._of_kind)
        self._unnamed = lru_cache(maxsize=1024)(self._signs_unnamed)

    def sure(
        self,
        at: int,
        payment: IncomingPayment,
        item: OpenItem,
        code: str,
        weight: float,
        times: int = 0,
        *,
        known: bool = False,
    ) -> Sure | None:
        """Return the payment as certain to settle *item*, or none, by what its payer's sign *code* weighs."""
        amount = payment.amount
        common = self.scales.common(amount.minor, amount.currency)
        signs, _, _, probability, margin = self._kind(common, is_round(amount.minor), code, weight, known)
        if probability < self._auto or margin < self._margin:
            return None
        return Sure(at, item, payment.booked_on, signs, probability, margin, times)

    def beside(
        self, at: int, payment: IncomingPayment, item: OpenItem, code: str, weight: float, rivals: Sequence[Rival]
    ) -> Sure | None:
        """Return the same beside *rivals*."""
        amount = payment.amount
        common = self.scales.common(amount.minor, amount.currency)
        signs, odds, rest, _, _ = self._kind(common, is_round(amount.minor), code, weight, False)
        every = odds + sum([exp2(weight_of(signs)) for _, signs in rivals]) + rest
        probability, margin = odds / every, margin_of(odds, every)
        if probability < self._auto or margin < self._margin:
            return None
        return Sure(at, item, payment.booked_on, signs, probability, margin, 0, rivals, rest, self._named)

    def rival(self, payment: IncomingPayment, item: OpenItem, code: str, weight: float) -> Signs:
        """Return the signs of a claim of the same amount that the payment does not name, whose payer's sign is *code*."""
        amount = payment.amount
        return self._unnamed(
            self.scales.common(amount.minor, amount.currency), code, weight, is_late((item,), payment.booked_on)
        )

    def _signs_unnamed(self, common: int, code: str, weight: float, late: bool) -> Signs:
        signs = (
            ("reference.other", self.scales.unnamed),
            ("amount.exact", self.scales.of_amount("amount.exact", common)),
            (code, weight),
        )
        return (*signs, ("date.before_issue", BEFORE_ISSUE)) if late else signs

    def _of_kind(
        self, common: int, round_: bool, code: str, weight: float, known: bool
    ) -> tuple[Signs, float, float, float, float]:
        """Return the signs, their odds and those of nothing, the probability and the margin."""
        scales = self.scales
        signs = (
            ("reference.exact", scales.references["reference.exact"]),
            ("amount.exact", scales.of_amount("amount.exact", common)),
            (code, weight),
        )
        odds = exp2(weight_of(signs))
        rest = 1.0 + scales.of_none(common, round_, named=True, known=known)
        return signs, odds, rest, odds / (odds + rest), margin_of(odds, odds + rest)

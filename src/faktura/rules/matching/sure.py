"""A plain payment that is certain, kept small: what it was weighed against is put in order when somebody asks."""

from collections.abc import Container, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import exp2

from attrs import define

from faktura.core.claim import OpenItem
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.amounts import Fit
from faktura.rules.matching.claim_set import ClaimSet
from faktura.rules.matching.equals import merged
from faktura.rules.matching.explanation import Grounds
from faktura.rules.matching.scales import Scales, is_round
from faktura.rules.matching.weigh import BEFORE_ISSUE, TOLD, compare, margin_of
from faktura.rules.matching.weighed import Signs, Weighed

Rival = tuple[OpenItem, Signs]
"""A claim of somebody who is called as the payer, with the signs that speak for it."""


@define
class Sure(Grounds):
    """A plain payment with its claim, the signs that speak for it, and what they come to.

    Attributes:
        at: Its place in the batch.
        chance: That the claim is what it is for.
        times: How often the payer has paid for the customer.
        rest: The odds of everything that is none of these claims.
        named: Those of the rivals that payments of the batch name: of a rival's equal ones another stands for them.
    """

    at: int
    item: OpenItem
    signs: Signs
    chance: float
    times: int = 0
    rivals: Sequence[Rival] = ()
    rest: float = 0.0
    named: AbstractSet[str] = frozenset()

    def among(self, named: Container[str], more: Container[str]) -> None:
        """Note which of the rivals are among all that the payments of the batch have *named*, or among *more*."""
        self.named = frozenset([item.id for item, _ in self.rivals if item.id in named or item.id in more])

    @property
    def first(self) -> tuple[float, Signs]:
        """The probability and the signs."""
        return self.chance, self.signs

    @property
    def ranked(self) -> tuple[Weighed, ...]:
        """It and its rivals as any other sets are kept, the likeliest first."""
        one = _single(self.item, self.signs, "reference.exact")
        one.labels, one.times, one.probability = (self.payment.references[0].text,), self.times, self.chance
        if not self.rivals:
            return (one,)
        others = [_single(item, signs, "reference.other") for item, signs in self.rivals]
        for other in others:
            other.ignores = True
        every = merged([one, *others], self.payment, self.policy, self.named)
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

    def __init__(self, scales: Scales, policy: MatchingPolicy) -> None:
        """Weigh on *scales*; certain is what *policy* says."""
        self.scales = scales
        self._policy, self._auto = policy, float(policy.auto)
        self._kind = lru_cache(maxsize=4096)(self._of_kind)
        self.rival = lru_cache(maxsize=1024)(self._rival)

    def sure(
        self,
        at: int,
        payment: IncomingPayment,
        item: OpenItem,
        sign: tuple[str, float],
        *,
        times: int = 0,
        known: bool = False,
        rivals: Sequence[Rival] = (),
        against: float = 0.0,
    ) -> Sure | None:
        """Return the payment, which stands *at* a place of the batch, as certain to settle *item*, or none.

        Args:
            sign: What tells who its payer is, and its weight in bits.
            times: How often he has paid for the customer; he is *known* by account or number.
            rivals: Claims of others who are called as he is; *against*: their odds together.
        """
        amount, (code, weight) = payment.amount, sign
        common = self.scales.common(amount.minor, amount.currency)
        signs, odds, rest, probability, margin = self._kind(common, is_round(amount.minor), code, weight, known)
        if rivals:
            every = odds + against + rest
            probability, margin = odds / every, margin_of(odds, every)
        if weight <= self.scales.other or probability < self._auto or margin < self._policy.margin:
            return None
        return Sure(payment, self._policy, at, item, signs, probability, times, rivals, rest, bits=margin)

    def _rival(self, common: int, code: str, weight: float, late: bool) -> tuple[Signs, float]:
        """Return the signs and the odds of a claim of the same amount that is not named, whose payer's sign is *code*."""
        signs: Signs = (
            ("reference.other", self.scales.unnamed),
            ("amount.exact", self.scales.of_amount("amount.exact", common)),
            (code, weight),
        )
        if late:
            signs = (*signs, ("date.before_issue", BEFORE_ISSUE))
        return signs, exp2(weight_of(signs))

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
        rest = 1.0 + scales.of_none(common, round_, True, known)
        return signs, odds, rest, odds / (odds + rest), margin_of(odds, odds + rest)

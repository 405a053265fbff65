"""What became of a payment, told: what is settled, or what a person is asked."""

from typing import Final

from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.case import Case
from faktura.rules.matching.decision import Claimed, MatchDecision, Matched, Suggested, Suggestion, Unmatched
from faktura.rules.matching.explanation import Grounds
from faktura.rules.matching.gates import Stopped
from faktura.rules.matching.lacking import STRONG
from faktura.rules.matching.reason import reasons_for
from faktura.rules.matching.weigh import TOLD, describe
from faktura.rules.matching.weighed import Verdict, Weighed

MOST: Final = TOLD
"""The most suggestions a person is given: as many as are kept with what a sentence about them needs."""

_SEEN: Final = 3
_EVEN: Final = 0.5
"""When the first few sets together are likelier wrong than right they only lead astray: the reason is all there is to say."""


def matched(payment: IncomingPayment, verdict: Verdict, policy: MatchingPolicy) -> Matched:
    """Return the decision that the likeliest set is settled."""
    first = verdict.ranked[0]
    currency = payment.amount.currency
    fit = first.set.fit
    return Matched(
        payment_id=payment.id,
        allocations=_claimed(first, currency),
        rest=Money(fit.rest, currency),
        difference=Money(fit.difference, currency),
        relation=fit.relation,
        grounds=Grounds(payment, policy, found=tuple(verdict.ranked[:MOST]), bits=verdict.margin),
    )


def _claimed(one: Weighed, currency: str) -> tuple[Claimed, ...]:
    parts = zip(one.set.items, one.set.fit.parts, strict=True)
    return tuple([Claimed(item_id=item.id, amount=Money(part, currency)) for item, part in parts if part])


def _meant(case: Case, one: Weighed) -> bool:
    """Whether the payer names or calls whose exact amount he pays, however unlikely he is to mean it.

    So he does with his own name where the account is known as another's.
    """
    if one.set.fit.relation != "exact":
        return False
    own = bool(case.links) and one.set.items[0].customer_id in case.namesakes
    return own or one.reference in STRONG or one.payer == "payer.called"


def asked(case: Case, verdict: Verdict, stopped: Stopped, policy: MatchingPolicy) -> MatchDecision:
    """Return the decision that a person is asked, or that nothing is known."""
    payment = case.payment
    gate, reason = stopped
    for one in verdict.ranked[1:TOLD]:
        describe(case, one)
    worth = [
        one
        for one in verdict.ranked[:MOST]
        if (one.probability >= policy.suggest or _meant(case, one)) and any(one.set.fit.parts)
    ]
    unsaid: list[Weighed] = []
    if reason.code != "matching.same_day" and sum(one.probability for one in worth[:_SEEN]) < _EVEN:
        worth, unsaid = [], worth
    grounds = Grounds(
        payment, policy, found=tuple(worth), unsaid=tuple(unsaid), gate=gate, stopped=reason, bits=verdict.margin
    )
    if not worth:
        return Unmatched(payment_id=payment.id, grounds=grounds)
    suggestions = tuple(
        Suggestion(
            allocations=_claimed(one, payment.amount.currency),
            probability=round(one.probability, 6),
            reasons=reasons_for(payment, one, settled=False),
        )
        for one in worth
    )
    return Suggested(payment_id=payment.id, suggestions=suggestions, grounds=grounds)

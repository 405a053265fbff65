"""Matching (avprickning): which open items each payment of a batch settles, how sure that is, and why.

>>> from datetime import date
>>> from faktura.core.candidates import InMemoryCandidates
>>> from faktura.core.claim import OpenItem
>>> from faktura.core.money import sek
>>> from faktura.core.payment import IncomingPayment, PaymentReference, Source
>>> item = OpenItem(id="F1", creditor="A", customer_id="C", number="1", reference="12351", open=sek("499"),
...                 due=date(2026, 3, 1))
>>> payment = IncomingPayment(id="P1", account="bankgiro:9912346", booked_on=date(2026, 3, 2), amount=sek("499"),
...     references=(PaymentReference(text="12351", kind="ocr"),),
...     source=Source(format="bgmax", digest="", place="line 3"))
>>> (decision,) = match([payment], InMemoryCandidates([item]), statistics=Statistics.of([item]), creditor="A")
>>> print(decision.explain("en"))
OCR 12351 and the amount 499.00 SEK agree.
"""

import gc
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen

from faktura.core.claim import Candidates
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.batch import Batch
from faktura.rules.matching.booked import Booked
from faktura.rules.matching.case import Case
from faktura.rules.matching.decision import Claimed, MatchDecision, Matched, Suggested, Suggestion, Unmatched
from faktura.rules.matching.evidence import gather
from faktura.rules.matching.explanation import Grounds
from faktura.rules.matching.gates import Stopped
from faktura.rules.matching.lacking import STRONG
from faktura.rules.matching.plain import Plain
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.reach import Reach, short_of, with_rivals
from faktura.rules.matching.reason import because, reasons_for
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.weigh import Verdict, Weighed

MOST_ROUNDS: Final = 20
"""Of a chain in which each payment becomes certain only by the one before it, no more than so many are followed."""

MOST: Final = 5
"""The most suggestions a person is given."""

_SEEN: Final = 3
_EVEN: Final = 0.5
"""When the first few sets together are likelier wrong than right they only lead astray: the reason is all there is to say."""

_PLAIN: Final = MatchingPolicy()
_NOTHING_KNOWN: Final = Statistics()


def match(
    payments: Sequence[IncomingPayment],
    candidates: Candidates,
    policy: MatchingPolicy = _PLAIN,
    *,
    creditor: str = "",
    statistics: Statistics = _NOTHING_KNOWN,
) -> tuple[MatchDecision, ...]:
    """Decide each of *payments*, which came to *creditor*; the decisions stand in the order of the payments.

    No item is given more than it has open by all payments together, and neither the order of the payments nor that
    of the items decides anything. Nothing is stored; the same call decides alike.

    Args:
        candidates: Look-ups among the creditor's items; for the batch, and for what waits in it, they are asked a
            fixed number of times.
        policy: What may be decided without a person.
        creditor: Only its items count.
        statistics: How common amounts are in the ledger, and what confirmed links have taught.
    """
    on = gc.isenabled()
    gc.disable()  # matching makes no cycles, and to look for them takes as long as the matching
    try:
        return _decided(payments, candidates, policy, creditor, Scales(statistics))
    finally:
        if on:
            gc.enable()


def _decided(
    payments: Sequence[IncomingPayment],
    candidates: Candidates,
    policy: MatchingPolicy,
    creditor: str,
    scales: Scales,
) -> tuple[MatchDecision, ...]:
    """Decide until no more is certain: what waits is decided again as if what is certain were booked.

    So the last time is the very run that somebody makes after booking, and that run finds nothing new.
    """
    some, repeated = _each_once(payments)
    decided: list[MatchDecision | None] = [None] * len(payments)
    for at in repeated:
        decided[at] = _repeated(payments[at], policy)
    waiting: dict[int, Reach] = {}
    rounds = 0
    ledger, books = candidates, Booked(candidates)
    while some:
        once = _once([payments[at] for at in some], ledger, policy, creditor, scales)
        reach = {some[at]: Reach.of(case) for at, case in once.cases.items() if waiting or at not in once.settled}
        again = short_of(some, waiting | reach) if waiting else set()  # who may want now what others want too
        once = once.without({at for at, place in enumerate(some) if place in again}) if again else once
        for at, made in zip(some, once.made, strict=True):
            decided[at] = made if made is not None else decided[at]
        waiting = {at: one for at, one in (waiting | reach).items() if not isinstance(decided[at], Matched)}
        if not waiting:
            break
        changed = books.take(once.plain, [(once.cases[at], one) for at, one in once.settled.items()])
        ledger = books if once.plain.of_claim or once.settled else ledger
        rounds += 1
        first = again.union([some[at] for at in once.later])
        some = changed.concerned(waiting, first) if rounds < MOST_ROUNDS else with_rivals(first, waiting)
    return tuple([one for one in decided if one is not None])


@frozen
class _Once:
    """What was decided of a batch.

    Attributes:
        made: The decisions, by place; none of those that are to be decided later.
        plain: The plain payments.
        cases: All others; `settled` by those that are certain; `later` those that wait for what is certain to be booked.
    """

    made: Sequence[MatchDecision | None]
    plain: PlainPayments
    cases: Mapping[int, Case]
    settled: Mapping[int, Weighed]
    later: Sequence[int]

    def without(self, some: AbstractSet[int]) -> "_Once":
        """Return the same as if *some* were not decided."""
        for claim in [claim for claim, one in self.plain.of_claim.items() if one.at in some]:
            self.plain.take(claim)
        return _Once(
            [None if at in some else one for at, one in enumerate(self.made)],
            self.plain,
            self.cases,
            {at: one for at, one in self.settled.items() if at not in some},
            [at for at in self.later if at not in some],
        )


def _once(
    payments: Sequence[IncomingPayment],
    candidates: Candidates,
    policy: MatchingPolicy,
    creditor: str,
    scales: Scales,
) -> _Once:
    plain = Plain(candidates, scales, policy, creditor).find(payments)
    odd = [at for at, one in enumerate(plain.decided) if one is None]
    cases = gather([payments[at] for at in odd], candidates, creditor, scales, named=plain.of_claim)

    def gathered(claims: Sequence[str], named: Container[str] = ()) -> Sequence[Case]:
        some = [plain.take(claim) for claim in claims]
        odd.extend(one.at for one in some)
        return gather([one.payment for one in some], candidates, creditor, scales, named=named)

    shared = {item.id for case in cases for hit in case.hits for item in hit.open if item.id in plain.of_claim}
    cases += gathered(sorted(shared), shared)
    batch = Batch(cases, scales, policy)
    batch.settle(plain, gathered)
    for one in plain.beside:
        one.among(batch.named)
    decided: list[MatchDecision | None] = [*plain.decided]
    for place, at in enumerate(odd):
        if place in batch.settled:
            decided[at] = matched(payments[at], batch.settled[place], policy)
        elif place not in batch.later:
            decided[at] = _asked(batch.cases[place], *batch.verdicts[place], policy)
    settled = {odd[place]: one.ranked[0] for place, one in batch.settled.items()}
    later = [odd[place] for place in sorted(batch.later)]
    return _Once(decided, plain, dict(zip(odd, batch.cases, strict=True)), settled, later)


def _repeated(payment: IncomingPayment, policy: MatchingPolicy) -> MatchDecision:
    grounds = Grounds(payment, policy, gate="repeated", stopped=because("matching.repeated"))
    return Unmatched(payment_id=payment.id, grounds=grounds)


def _each_once(payments: Sequence[IncomingPayment]) -> tuple[list[int], list[int]]:
    """Return the places of the payments, each id once, and those of the repeated; which is which the places do not tell."""
    if len({payment.id for payment in payments}) == len(payments):
        return list(range(len(payments))), []
    first: dict[str, int] = {}
    for at in sorted(range(len(payments)), key=lambda at: (payments[at].booked_on, repr(payments[at]))):
        first.setdefault(payments[at].id, at)
    unique = sorted(first.values())
    return unique, [at for at, payment in enumerate(payments) if first[payment.id] != at]


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


def _asked(case: Case, verdict: Verdict, stopped: Stopped, policy: MatchingPolicy) -> MatchDecision:
    """Return the decision that a person is asked, or that nothing is known."""
    payment = case.payment
    gate, reason = stopped
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

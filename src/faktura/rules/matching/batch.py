"""Many payments at once: no claim is given more than it has open, and their order decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import define, field

from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.case import Case
from faktura.rules.matching.contests import Contests
from faktura.rules.matching.gates import Stopped, before_weighing, stopped
from faktura.rules.matching.plain_payments import Named, PlainPayments
from faktura.rules.matching.reason import because
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.weigh import weigh
from faktura.rules.matching.weighed import Verdict, Weighed

MOST_TOGETHER: Final = 200
"""More payments than this that name one claim are left to a person: weighing them all takes too long."""

_NOTHING: Final[frozenset[str]] = frozenset()


@define
class Batch(Contests):
    """Payments that are to be decided together, on the claims as they are.

    Attributes:
        verdicts: The last weighing of each that is not certain.
        named: Claims that a payment names, and no other claim with it.
        naming: How many payments name each claim; `crowded` when they are too many for one of them.
        settled: The outcome of each that is certain, by its place.
        unsure: Who, by the place in `cases`, is known not to be certain as long as nothing is booked.
        later: Who can be decided only when what is certain is booked.
    """

    scales: Scales
    policy: MatchingPolicy
    verdicts: dict[int, tuple[Verdict, Stopped]] = field(factory=dict)
    named: Named = field(factory=Named)
    naming: dict[str, int] = field(factory=dict)
    crowded: bool = False
    settled: dict[int, Verdict] = field(factory=dict)
    unsure: set[int] = field(factory=set)
    later: set[int] = field(factory=set)

    def settle(self, plain: PlainPayments, gathered: Callable[[Sequence[str]], Sequence[Case]]) -> None:
        """Settle what is certain and goes before its rivals; all see the same claims, so their order decides nothing.

        Whoever waits for one of those is left for later. Where nothing is certain, whoever waits for what a person has to
        decide is decided with it.

        Args:
            plain: The plain payments; they are certain.
            gathered: Takes those out of *plain* whose claims others want too, and gives their cases.
        """
        self.named.plain = plain.of_claim
        ready = self._ready(self._add(self.cases) - self.unsure)
        wanted = {item.id for one in ready.values() for item in one.ranked[0].set.items}
        if contested := wanted & plain.of_claim.keys():
            ready |= self._ready(self._add(gathered(sorted(contested))))
        if plain.of_claim:
            self.later |= self.unsure
        else:
            ready |= self._ready(self.unsure)
        self._set_beside(plain, ready)
        while ready:
            waiting: set[int] = set()
            certain = self.winners(ready, waiting)
            if certain or plain.of_claim:
                self.settled = {at: ready[at] for at in certain}
                self._ready(waiting & self.blocked.keys())
                self.later |= waiting - self.blocked.keys()
                return
            if waiting.isdisjoint(self.blocked):
                self.block(waiting, ready)  # each waits for another
            ready = self._ready(waiting)

    def _set_beside(self, plain: PlainPayments, ready: Mapping[int, Verdict]) -> None:
        """Note when *plain* payments came for those whom others are *ready* to pay for, with as much."""
        wanted = {
            (item.customer_id, self.cases[at].payment.amount.minor)
            for at, verdict in ready.items()
            for item in verdict.ranked[0].set.items
            if item.customer_id
        }
        for customer, minor in wanted:
            days = [one.payment.booked_on for one in plain.of_customer(customer) if one.item.open.minor == minor]
            if days:
                self.beside[customer, minor] = days

    def _add(self, cases: Sequence[Case]) -> set[int]:
        """Add cases, with what they may settle, and return their places."""
        first = len(self.cases) if cases is not self.cases else 0
        if cases is not self.cases:
            self.cases.extend(cases)
        for at, case in enumerate(cases, start=first):
            names = {item.id for hit in case.hits for item in hit.open} if case.hits else _NOTHING
            for one in names:
                self.naming[one] = self.naming.get(one, 0) + 1
            self.named.others.update([hit.open[0].id for hit in case.hits if len(hit.open) == 1])
            for customer in case.pointed:
                self.equal.setdefault((customer, case.payment.amount.minor), []).append(at)
        self.crowded = max(self.naming.values(), default=0) > MOST_TOGETHER
        return set(range(first, first + len(cases)))

    def _ready(self, some: AbstractSet[int]) -> dict[int, Verdict]:
        """Weigh *some*, and return the certain ones."""
        ready = {}
        for at in sorted(some):
            verdict, gate = self._decide(at)
            if gate is None:
                ready[at] = verdict
            else:
                self.verdicts[at] = (verdict, gate)
        return ready

    def _decide(self, at: int) -> tuple[Verdict, Stopped | None]:
        case = self.cases[at]
        if (outright := before_weighing(case)) is not None:
            return Verdict([]), outright
        verdict = weigh(case, self.scales, self.policy, self.named)
        if at in self.blocked:
            for one in verdict.ranked[:1]:
                one.probability /= self.twins[at]
            return verdict, self.blocked[at]
        if self.crowded and any(self.naming[item.id] > MOST_TOGETHER for hit in case.hits for item in hit.open):
            return verdict, ("too_many", because("matching.too_many"))
        return verdict, stopped(case, verdict, self.scales, self.policy)


def last_debt(one: Weighed) -> object:
    """Return the claim that takes the difference: the last that is a debt."""
    return next((item for item in reversed(one.set.items) if item.open.minor > 0), None)

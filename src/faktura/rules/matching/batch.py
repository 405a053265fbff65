"""Many payments at once: no claim is given more than it has open, and their order decides nothing."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import define, field

from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.again import Paid, said_by
from faktura.rules.matching.case import Case
from faktura.rules.matching.contests import Contests
from faktura.rules.matching.gates import Stopped, before_weighing, stopped
from faktura.rules.matching.plainly import Named, Plainly
from faktura.rules.matching.reason import because
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.sure import Sure
from faktura.rules.matching.weigh import TOLD, Verdict, Weighed, describe, weigh

MOST_TOGETHER: Final = 200
"""More payments than this that name one claim are left to a person: weighing them all takes too long."""

_NOTHING: Final[frozenset[str]] = frozenset()


@define
class Batch(Contests):
    """Payments that are not settled yet, and what is left of each claim while they are.

    Attributes:
        paid: What has been matched in this batch, by customer: what a second payment may be a copy of.
        verdicts: The last weighing of every other.
        named: Claims that a payment names, and no other claim with it.
        naming: How many payments name each claim; `crowded` when they are too many for one of them.
        watching: Who may settle each claim; `owners`: who points at each customer.
    """

    scales: Scales
    policy: MatchingPolicy
    paid: dict[str, list[Paid]] = field(factory=lambda: defaultdict(list))
    verdicts: dict[int, tuple[Verdict, Stopped]] = field(factory=dict)
    named: Named = field(factory=Named)
    naming: dict[str, int] = field(factory=dict)
    crowded: bool = False
    watching: dict[str, set[int]] = field(factory=dict)
    owners: dict[str, set[int]] = field(factory=dict)

    def settle(self, plain: Plainly, gathered: Callable[[Sequence[str]], Sequence[Case]]) -> None:
        """Settle in rounds what is certain, each round on what the round before left, until nothing is.

        Within a round every payment sees the same claims, so their order decides nothing. Who changes a claim
        wakes those that may settle it too.

        Args:
            plain: The plain payments; they are certain in the first round.
            gathered: Takes those out of *plain* whose claims others want too, and gives their cases.
        """
        self.named.plain = plain.of_claim
        ready = self._ready(self._add(self.cases))
        wanted = {item.id for one in ready.values() for item in one.ranked[0].set.items}
        if contested := wanted & plain.of_claim.keys():
            ready |= self._ready(self._add(gathered(sorted(contested))))
        self._set_beside(plain, ready)
        awake = self._carry_out(ready)
        self.beside = {}
        for one in plain.concerning(self.left.keys(), self.owners.keys()):  # most concern nobody
            awake |= self._settle_surely(one)
        awake -= self.settled.keys()
        while awake or (awake := self._released()):
            awake = self._carry_out(self._ready(awake - self.settled.keys()))

    def _set_beside(self, plain: Plainly, ready: Mapping[int, Verdict]) -> None:
        """Note when *plain* payments came for those whom others are *ready* to pay for, with as much."""
        wanted = {
            (item.customer_id, self.cases[at].payment.amount.minor)
            for at, verdict in ready.items()
            for item in verdict.ranked[0].set.items
            if item.customer_id
        }
        for customer, minor in wanted:
            theirs = [one for one in plain.pointing(customer) if one.item.customer_id == customer]
            days = [one.payment.booked_on for one in theirs if one.item.open.minor == minor]
            if days:
                self.beside[customer, minor] = days

    def _released(self) -> set[int]:
        """Return who is no longer blocked, because one of those who wanted the same claim is certain of it no longer."""
        blocked = {at: stop for at, stop in self.blocked.items() if at not in self.settled}
        self.blocked = {}
        certain = self._ready(blocked.keys())
        if len(certain) < len(blocked):
            return set(certain)
        self.blocked = blocked
        self._ready(blocked.keys())
        return set()

    def _add(self, cases: Sequence[Case]) -> set[int]:
        """Add cases, with what they may settle, and return their places."""
        first = len(self.cases) if cases is not self.cases else 0
        if cases is not self.cases:
            self.cases.extend(cases)
        left, watching = self.left, self.watching
        for at, case in enumerate(cases, start=first):
            for item in case.seen():
                if item.id in left:
                    watching[item.id].add(at)
                else:
                    left[item.id] = item.open.minor
                    watching[item.id] = {at}
            names = {item.id for hit in case.hits for item in hit.open} if case.hits else _NOTHING
            for one in names:
                self.naming[one] = self.naming.get(one, 0) + 1
            self.named.others.update([hit.open[0].id for hit in case.hits if len(hit.open) == 1])
            for customer in case.pointed:
                if customer in self.owners:
                    self.owners[customer].add(at)
                else:
                    self.owners[customer] = {at}
                self.equal.setdefault((customer, case.payment.amount.minor), []).append(at)
        self.crowded = max(self.naming.values(), default=0) > MOST_TOGETHER
        return set(range(first, first + len(cases)))

    def _ready(self, awake: AbstractSet[int]) -> dict[int, Verdict]:
        """Weigh those that are awake, and return the certain ones."""
        ready = {}
        for at in sorted(awake):
            verdict, gate = self._decide(at)
            if gate is None:
                ready[at] = verdict
            else:
                for one in verdict.ranked[1:TOLD]:
                    describe(self.cases[at], one, self.left)
                self.verdicts[at] = (verdict, gate)
        return ready

    def _carry_out(self, ready: dict[int, Verdict]) -> set[int]:
        """Book those of *ready* that nobody contests, and return who has to be weighed again."""
        awake: set[int] = set()
        for at in self.winners(ready, awake):
            minor = self.cases[at].payment.amount.minor
            for item_id, customer in self._book(at, ready[at]):
                awake |= self.watching[item_id]
                awake.update(self.equal.get((customer, minor), ()))
        return awake - self.settled.keys()

    def _settle_surely(self, one: Sure) -> AbstractSet[int]:
        """Take note of a plain payment that concerns another, and return whom it wakes."""
        item, minor, on = one.item, one.item.open.minor, one.payment.booked_on
        paid = Paid(customer=item.customer_id, minor=minor, on=on, items=(item,), said=item.reference)
        self.paid[item.customer_id].append(paid)
        awake: set[int] = set()
        if item.id in self.left:
            self.left[item.id] = 0
            awake = self.watching[item.id]
        return awake.union(self.equal.get((item.customer_id, minor), ()))

    def _decide(self, at: int) -> tuple[Verdict, Stopped | None]:
        case = self.cases[at]
        if (outright := before_weighing(case)) is not None:
            return Verdict([]), outright
        verdict = weigh(case, self.left, self.scales, self.policy, self.paid, self.named)
        if at in self.blocked:
            for one in verdict.ranked[:1]:
                one.probability /= self.twins[at]
            return verdict, self.blocked[at]
        if self.crowded and any(self.naming[item.id] > MOST_TOGETHER for hit in case.hits for item in hit.open):
            return verdict, ("too_many", because("matching.too_many"))
        return verdict, stopped(case, verdict, self.scales, self.policy)

    def _book(self, at: int, verdict: Verdict) -> list[tuple[str, str]]:
        first = verdict.ranked[0]
        payment = self.cases[at].payment
        self.settled[at] = verdict
        self.verdicts.pop(at, None)
        touched = []
        for item, part in zip(first.set.items, first.set.fit.parts, strict=True):
            self.left[item.id] -= part
            if first.set.fit.difference > 0 and item is last_debt(first):
                self.left[item.id] -= first.set.fit.difference
            touched.append((item.id, item.customer_id))
        minor, items, said = payment.amount.minor, tuple(first.set.items), said_by(payment)
        for customer in {item.customer_id for item in items}:
            self.paid[customer].append(
                Paid(customer=customer, minor=minor, on=payment.booked_on, items=items, said=said)
            )
        return touched


def last_debt(one: Weighed) -> object:
    """Return the claim that takes the difference: the last that is a debt."""
    return next((item for item in reversed(one.set.items) if item.open.minor > 0), None)

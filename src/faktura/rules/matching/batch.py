"""Many payments at once: no claim is given more than it has open, and their order decides nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from attrs import define, field

from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.again import Paid, named_open, near_in_time, said_by
from faktura.rules.matching.case import Case
from faktura.rules.matching.gates import Stopped, before_weighing, stopped
from faktura.rules.matching.reason import because
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.sure import Sure
from faktura.rules.matching.weigh import TOLD, Verdict, Weighed, describe, weigh

MOST_TOGETHER: Final = 200
"""More payments than this that name one claim are left to a person: weighing them all takes too long."""

_NOBODY: Final[frozenset[int]] = frozenset()
_NOTHING: Final[frozenset[str]] = frozenset()

_STRONGER: Final = 6.0
"""Of payments for the same claim one goes first without regard to the day when it outweighs the others by so much."""


@define
class Batch:
    """Payments that are not settled yet, and what is left of each claim while they are.

    Attributes:
        left: What is open of each claim, by id, in minor units.
        paid: What has been matched in this batch, by customer: what a second payment may be a copy of.
        settled: The outcome of each case that is certain, by its place.
        verdicts: The last weighing of every other.
        named: Claims that a payment names, and no other claim with it.
        naming: How many payments name each claim; `crowded` when they are too many for one of them.
        watching: Who may settle each claim; `owners`: who points at each customer.
        blocked: What stops a case for as long as the others that want the same claim are as certain.
        twins: How many payments want the same claim with equal right, by the place of each.
    """

    cases: list[Case]
    scales: Scales
    policy: MatchingPolicy
    left: dict[str, int] = field(factory=dict)
    paid: dict[str, list[Paid]] = field(factory=lambda: defaultdict(list))
    settled: dict[int, Verdict] = field(factory=dict)
    verdicts: dict[int, tuple[Verdict, Stopped]] = field(factory=dict)
    twins: dict[int, int] = field(factory=dict)
    named: set[str] = field(factory=set)
    naming: dict[str, int] = field(factory=dict)
    crowded: bool = False
    watching: dict[str, set[int]] = field(factory=dict)
    owners: dict[str, set[int]] = field(factory=dict)
    blocked: dict[int, Stopped] = field(factory=dict)

    def settle(self, sure: Mapping[str, Sure], gathered: Callable[[Sequence[str]], Sequence[Case]]) -> set[str]:
        """Settle in rounds what is certain, each round on what the round before left, until nothing is.

        Within a round every payment sees the same claims, so their order decides nothing. Who changes a claim
        wakes those that may settle it too.

        Args:
            sure: The plain payments, by the claim each settles; they are certain in the first round.
            gathered: Gives the cases of those that turn out not to be alone, by claim.

        Returns:
            The claims of the plain payments that were not alone: they are cases now, the last ones.
        """
        self.named.update(sure)
        ready = self._ready(self._add(self.cases))
        contested = {item.id for one in ready.values() for item in one.ranked[0].set.items if item.id in sure}
        if contested:
            ready |= self._ready(self._add(gathered(sorted(contested))))
        plain = [one for claim, one in sure.items() if claim not in contested]
        awake = self._carry_out(ready, plain)
        for one in plain:
            awake |= self._settle_surely(one)
        while awake or (awake := self._released()):
            awake = self._carry_out(self._ready(awake - self.settled.keys()))
        return contested

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
            self.named.update([hit.open[0].id for hit in case.hits if len(hit.open) == 1])
            for customer in case.pointed:
                if customer in self.owners:
                    self.owners[customer].add(at)
                else:
                    self.owners[customer] = {at}
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

    def _carry_out(self, ready: dict[int, Verdict], plain: Sequence[Sure] = ()) -> set[int]:
        """Book those of *ready* that nobody contests, beside the *plain*, and return who has to be weighed again."""
        awake: set[int] = set()
        for at in self._winners(ready, awake, plain):
            for item_id, customer in self._book(at, ready[at]):
                awake |= self.watching[item_id] | self.owners.get(customer, _NOBODY)
        return awake - self.settled.keys()

    def _settle_surely(self, one: Sure) -> AbstractSet[int]:
        """Take note of a plain payment, as far as any other is concerned, and return whom it concerns: most nobody."""
        item = one.item
        concerned = self.owners.get(item.customer_id, _NOBODY)
        if item.id in self.left:
            self.left[item.id] = 0
            concerned = concerned | self.watching[item.id]
        if concerned:
            minor, on = item.open.minor, one.payment.booked_on
            paid = Paid(customer=item.customer_id, minor=minor, on=on, items=(item,), said=item.reference)
            self.paid[item.customer_id].append(paid)
        return concerned

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

    def _winners(self, ready: dict[int, Verdict], awake: set[int], plain: Sequence[Sure]) -> list[int]:
        """Return who of *ready* is booked now, with the *plain*; the others are awake again, or blocked for good."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for at, verdict in ready.items():
            for item in verdict.ranked[0].set.items:
                wanted[item.id].append(at)
        waiting: set[int] = set()
        for item_id in sorted(wanted):
            some = wanted[item_id]
            if len(some) < 2:
                continue
            if not self._enough(item_id, some, ready):
                waiting |= self._contest(some, ready)
            elif repeated := self._repeated(some):
                waiting |= self._contest(repeated, ready)
        waiting |= self._perhaps_again([at for at in ready if at not in waiting], ready, plain)
        awake |= waiting
        return [at for at in ready if at not in waiting]

    def _perhaps_again(self, going: list[int], ready: dict[int, Verdict], plain: Sequence[Sure]) -> set[int]:
        """Return who of *going* names nothing open and pays as much for a customer as another lately: that one is first.

        A plain payment names what it pays: on the same day it is the first.
        """
        alike: dict[tuple[str, int], list[int]] = defaultdict(list)
        for at in going:
            for customer in {item.customer_id for item in ready[at].ranked[0].set.items}:
                alike[customer, self.cases[at].payment.amount.minor].append(at)
        waiting = set()
        days: dict[tuple[str, int], list[date]] = defaultdict(list)
        for one in plain if alike else ():
            if (key := (one.item.customer_id, one.item.open.minor)) in alike:
                days[key].append(one.payment.booked_on)
        for key, some in alike.items():
            if len(some) + len(days.get(key, ())) < 2:
                continue
            bound = {at for at in some if named_open(self.cases[at], self.left)}
            order = sorted(some, key=lambda at: (self.cases[at].payment.booked_on, at not in bound, *self._order(at)))
            for place, at in enumerate(order):
                day = self.cases[at].payment.booked_on
                before = [self.cases[other].payment.booked_on for other in order[:place]]
                before += [other for other in days.get(key, ()) if other <= day]
                if at not in bound and any(near_in_time(other, day) for other in before):
                    waiting.add(at)
        return waiting

    def _order(self, at: int) -> tuple[object, ...]:
        return (*_rank(self.cases[at].payment), at)

    def _enough(self, item_id: str, some: Iterable[int], ready: dict[int, Verdict]) -> bool:
        """Whether the claim has room for all of them."""
        sums = sum(
            part
            for at in some
            for item, part in zip(ready[at].ranked[0].set.items, ready[at].ranked[0].set.fit.parts, strict=True)
            if item.id == item_id
        )
        left = self.left[item_id]
        return abs(sums) <= abs(left) and sums * left >= 0

    def _repeated(self, some: Iterable[int]) -> list[int]:
        """Return those of *some*, who pay parts of one claim, that may be one payment made twice."""
        paid = [(at, self.cases[at].payment) for at in some]
        return [
            at
            for at, one in paid
            if any(
                at != other and one.amount == again.amount and near_in_time(one.booked_on, again.booked_on)
                for other, again in paid
            )
        ]

    def _contest(self, some: list[int], ready: dict[int, Verdict]) -> set[int]:
        """Return who of *some*, who want the same claim, must wait: all but the one that goes first, or all.

        Who may as well settle an equal claim of the customer waits for those who mean this one.
        """
        order = sorted(some, key=self._order)
        free = [at for at in order if ready[at].ranked[0].equals > 1]
        if len(free) == len(some):
            return set(free[1:])
        if free:
            bound = [at for at in order if at not in free]
            return {*free, *(self._contest(bound, ready) if len(bound) > 1 else ())}
        first, second = order[0], order[1]
        weights = {at: ready[at].ranked[0].weight for at in some}
        strongest = max(some, key=lambda at: (weights[at], -order.index(at)))
        if all(weights[strongest] - weights[at] > _STRONGER for at in some if at != strongest):
            if self._sooner(strongest, some) or self._against(strongest, some, ready):
                return set(some) - {strongest}
        elif (
            self.cases[first].payment.booked_on < self.cases[second].payment.booked_on
            and weights[first] >= weights[strongest] - _STRONGER
        ):
            return set(some) - {first}
        label = ", ".join(ready[first].ranked[0].labels) or ready[first].ranked[0].set.items[0].number
        for at in some:
            self.twins[at] = len(some)
            self.blocked[at] = ("duplicate", because("matching.same_day", reference=label))
        return set(some)

    def _sooner(self, one: int, some: list[int]) -> bool:
        day = self.cases[one].payment.booked_on
        return all(day <= self.cases[at].payment.booked_on for at in some)

    def _against(self, one: int, some: list[int], ready: dict[int, Verdict]) -> bool:
        """Whether the others are payers that something speaks against."""
        return all(ready[at].ranked[0].payer == "payer.other" for at in some if at != one)

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


def _rank(payment: IncomingPayment) -> tuple[date, list[tuple[int, int | str]]]:
    return payment.booked_on, natural(payment.id)


def natural(text: str) -> list[tuple[int, int | str]]:
    """Return a key that sorts `P2` before `P10`.

    >>> sorted(["P10", "P2", "A"], key=natural)
    ['A', 'P2', 'P10']
    """
    key: list[tuple[int, int | str]] = []
    run = ""
    for one in text:
        if run and (one in _DIGITS) != (run[-1] in _DIGITS):
            key.append((0, int(run)) if run[-1] in _DIGITS else (1, run))
            run = ""
        run += one
    if run:
        key.append((0, int(run)) if run[-1] in _DIGITS else (1, run))
    return key


_DIGITS: Final = frozenset("0123456789")

"""Payments of one batch that want the same claim, or may be copies of each other: which of them goes first, if any does."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import define, field

from faktura.core.payment import IncomingPayment
from faktura.rules.matching.again import named_open, near_in_time
from faktura.rules.matching.case import Case
from faktura.rules.matching.gates import Stopped
from faktura.rules.matching.reason import because, numbers_of
from faktura.rules.matching.weighed import Verdict

_STRONGER: Final = 6.0
"""Of payments for the same claim one goes first without regard to the day when it outweighs the others by so much."""


@define
class Contests:
    """What payments want of each other's claims.

    Attributes:
        equal: Who points at each customer with which amount.
        beside: The days of the plain payments that point at each customer with which amount: they are booked before.
        blocked: What stops a case for as long as the others that want the same claim are as certain.
        twins: How many payments want the same claim with equal right, by the place of each.
    """

    cases: list[Case]
    equal: dict[tuple[str, int], list[int]] = field(factory=dict, kw_only=True)
    beside: dict[tuple[str, int], list[date]] = field(factory=dict, kw_only=True)
    blocked: dict[int, Stopped] = field(factory=dict, kw_only=True)
    twins: dict[int, int] = field(factory=dict, kw_only=True)

    def winners(self, ready: dict[int, Verdict], waiting: set[int]) -> list[int]:
        """Return who of *ready* is booked now; the others are *waiting*, some of them blocked."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for at, verdict in ready.items():
            for item in verdict.ranked[0].set.items:
                wanted[item.id].append(at)
        for item_id in sorted([one for one, some in wanted.items() if len(some) > 1]):
            some = wanted[item_id]
            if not self._enough(item_id, some, ready):
                named = [at for at in some if not self._by_sum_only(at, item_id, ready)] or some
                waiting |= set(some).difference(named)
                if not self._enough(item_id, named, ready):
                    waiting |= self._contest(named, ready)
            elif repeated := self._repeated(some):
                waiting |= self._contest(repeated, ready)
        waiting |= self._perhaps_again([at for at in ready if at not in waiting], ready)
        return [at for at in ready if at not in waiting]

    def _by_sum_only(self, at: int, item_id: str, ready: dict[int, Verdict]) -> bool:
        """Whether it takes the claim beside others only because together they make the amount: it names it nowhere."""
        several = len(ready[at].ranked[0].set.items) > 1
        return several and not any(item.id == item_id for hit in self.cases[at].hits for item in hit.open)

    def _perhaps_again(self, some: list[int], ready: dict[int, Verdict]) -> set[int]:
        """Return who of *some* names nothing open and pays as much for a customer as another lately: that one is first.

        Where that one is not certain, nobody can say which of the two is the copy.
        """
        waiting, going = set(), dict.fromkeys(some)
        for at in going:
            if named_open(self.cases[at]):
                if self._copy_of_waiting(at, ready):
                    waiting.add(at)
                continue
            minor = self.cases[at].payment.amount.minor
            for customer in {item.customer_id for item in ready[at].ranked[0].set.items}:
                first = [
                    one
                    for one in self.equal.get((customer, minor), ())
                    if customer in self.cases[one].payers_of_as_much() and self._first(one, at)
                ]
                if any(one in going for one in first) or self._after_plain(at, customer, minor):
                    waiting.add(at)
                elif any(one not in ready and self._surely(one, customer) for one in first):
                    waiting.add(at)
                    self.twins[at] = 1
                    self.blocked[at] = ("duplicate", because("matching.paid_before"))
        return waiting

    def _after_plain(self, at: int, customer: str, minor: int) -> bool:
        """Whether a plain payment of as much points at the customer and is the first of the two: it names what it pays."""
        day = self.cases[at].payment.booked_on
        return any(other <= day and near_in_time(other, day) for other in self.beside.get((customer, minor), ()))

    def _copy_of_waiting(self, at: int, ready: dict[int, Verdict]) -> bool:
        """Whether the same payer has paid as much for what *at* names just before, and a person is asked about that."""
        case, payer = self.cases[at], self.cases[at].payment.payer
        names = {item.id for item in named_open(case)}
        for item in ready[at].ranked[0].set.items:
            for one in self.equal.get((item.customer_id, case.payment.amount.minor), ()):
                other = self.cases[one]
                same = other.payment.payer.account == payer.account and other.payment.payer.name == payer.name
                waits = one not in ready and same and self._first(one, at)
                if waits and names == {its.id for its in named_open(other)}:
                    self.twins[at] = 2
                    self.blocked[at] = ("duplicate", because("matching.paid_before"))
                    return True
        return False

    def _first(self, one: int, at: int) -> bool:
        """Whether *one*, about as old as *at*, is the first of the two: by the day, by what it names, by its number."""
        mine, other = self.cases[at].payment.booked_on, self.cases[one].payment.booked_on
        if one == at or not near_in_time(mine, other):
            return False
        named = bool(named_open(self.cases[one]))
        return other < mine or (other == mine and (named or self._order(one) < self._order(at)))

    def _surely(self, one: int, customer: str) -> bool:
        """Whether *one* is that customer's and names nothing open."""
        case = self.cases[one]
        known = customer in case.organisations or any(link.customer_id == customer for link in case.links)
        known |= any(item.customer_id == customer for hit in case.hits for item in (*hit.open, *hit.paid))
        return known and not named_open(case)

    def _order(self, at: int) -> tuple[object, ...]:
        return (*rank(self.cases[at].payment), at)

    def _enough(self, item_id: str, some: Iterable[int], ready: dict[int, Verdict]) -> bool:
        """Whether the claim has room for all of them."""
        wanted = open_ = 0
        for one in (ready[at].ranked[0].set for at in some):
            for item, part in zip(one.items, one.fit.parts, strict=True):
                if item.id == item_id:
                    wanted, open_ = wanted + part, item.open.minor
        return abs(wanted) <= abs(open_) and wanted * open_ >= 0

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
        self.block(some, ready)
        return set(some)

    def block(self, some: Iterable[int], ready: dict[int, Verdict]) -> None:
        """Block all of *some*: nothing tells which of them is too much."""
        order = sorted(some, key=self._order)
        first = ready[order[0]].ranked[0]
        label = ", ".join(first.labels) or numbers_of(first.set.items)
        for at in order:
            self.twins[at] = len(order)
            self.blocked[at] = ("duplicate", because("matching.same_day", reference=label))

    def _sooner(self, one: int, some: list[int]) -> bool:
        day = self.cases[one].payment.booked_on
        return all(day <= self.cases[at].payment.booked_on for at in some)

    def _against(self, one: int, some: list[int], ready: dict[int, Verdict]) -> bool:
        """Whether the others are payers that something speaks against."""
        return all(ready[at].ranked[0].payer == "payer.other" for at in some if at != one)


def rank(payment: IncomingPayment) -> tuple[date, list[tuple[int, int | str]]]:
    """Return what tells which of two payments is the first: the day, or else the number."""
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

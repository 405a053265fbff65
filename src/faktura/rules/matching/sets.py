"""Which sets of claims a payment may settle: everything its evidence points at, never everything there is."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

from attrs import define, field

from faktura.core.candidates import by_age
from faktura.core.claim import OpenItem
from faktura.core.payment import PaymentChannel
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.amounts import EXPLAINED, Fit, fit, tolerance, worths_of
from faktura.rules.matching.case import Case, Hit
from faktura.rules.matching.claim_set import ClaimSet, named_by, of_others, says_it_all, without_fee_paid_too
from faktura.rules.matching.sums import MOST_AMOUNTS, sums, without_netted

MOST: Final = 60
"""More sets than this for one payment are not weighed: it is ambiguous."""

_MOST_SINGLES: Final = 12
_MOST_UNEXPLAINED: Final = 3
_SURE: Final = frozenset({"exact", "discount"})
"""How a single claim must fit, to the minor unit, for no sum to be looked for beside it."""


def sets_of(case: Case, policy: MatchingPolicy) -> tuple[ClaimSet, ...]:
    """Return what *case* may settle, each set once, in the order it was found; at most `MOST`."""
    finder = _Finder(case, policy, case.payment.amount.minor)
    finder.look()
    found = tuple(finder.found.values())
    return tuple(without_fee_paid_too(found)) if len(found) > 1 else found


@define
class _Finder:
    """Looks for the sets of one payment; a single claim is fitted once, however often it is found."""

    case: Case
    policy: MatchingPolicy
    paid: int
    singles: dict[str, ClaimSet] = field(factory=dict)
    found: dict[str | frozenset[str], ClaimSet] = field(factory=dict)

    def _take(self, one: ClaimSet) -> None:
        """Take *one* in, unless it was found before or settles nothing of one of its claims."""
        if not self._has_room():
            return
        items = one.items
        if len(items) == 1:
            if one.fit.parts[0]:
                self.found.setdefault(items[0].id, one)
        elif all(one.fit.parts) and (one.divided or not of_others(self.case, items)):
            self.found.setdefault(frozenset([item.id for item in items]), one)

    def _has_room(self) -> bool:
        """Whether anything that is found now is weighed."""
        return len(self.found) < MOST

    def look(self) -> None:
        """Find every set the evidence points at."""
        case = self.case
        if case.requests:
            self._requests()
        if case.hits and self._look_at_named():
            return
        if len(case.called) > 1 and (each := self._one_of_each()):
            self._take(self._set(each))
        self._of_customers()

    def _look_at_named(self) -> bool:
        """Find what the payer names; return whether that is all there is."""
        case = self.case
        named = list({item.id: item for item in named_by(case.hits)}.values())
        if named:
            self._named(named)
            if says_it_all(case, named):
                if case.namesakes or case.called:
                    mine = {item.customer_id for item in named}
                    for customer in dict.fromkeys((*case.namesakes, *chain.from_iterable(case.called))):
                        if customer not in mine:
                            self._of_amount(customer)
                return True
            if len(named) > 1:
                for item in named[:_MOST_SINGLES]:
                    if item.open.minor > 0:
                        self._take(self._single(item))
                self._some_of(named)
            self._with_more(named)
        for hit in case.hits:
            if self._has_room() and len(hit.open) > 1 and sum([1 for item in hit.open if item.open.minor]) > 1:
                self._shared(hit)
        return False

    def _named(self, named: Sequence[OpenItem]) -> None:
        """Find what is named together, as the payer divided it if he did."""
        if len(named) == 1:
            if named[0].open.minor > 0:
                self._take(self._single(named[0]))
        elif divided := self._divided(named):
            self._take(ClaimSet(items=tuple(named), fit=divided, divided=True))
        elif any(item.open.minor > 0 for item in named):
            self._take(self._set(named))

    def _some_of(self, named: Sequence[OpenItem]) -> None:
        """Find which of what is named make exactly what is paid, or what the bank says was sent."""
        original, amount = self.case.payment.original, self.case.payment.amount
        sent = original is not None and original.currency == amount.currency and original.minor != self.paid
        for worths in worths_of(named, self.case.payment):
            for paid in (self.paid, original.minor) if original is not None and sent else (self.paid,):
                for way in sums(worths, paid).ways:
                    self._take(self._set([named[place] for place in way]))

    def _of_customers(self) -> None:
        """Find what the amount explains of what the customers have open, and what is found without a customer."""
        case = self.case
        told: set[str] = set()  # what the policy declares is all there is
        if self.policy.oldest_first:
            told.update([item.customer_id for hit in case.hits if len(hit.open) > 1 for item in hit.open])
        for customer, items in case.customers.items():
            if customer not in told and self._has_room():
                self._of_customer(customer, items)
        for customer in case.same:
            if customer not in case.customers and self._has_room():
                self._of_amount(customer)
        for some in (case.near, case.by_amount):
            for item in some[:_MOST_SINGLES]:
                if item.open.minor > 0:
                    self._take(self._single(item))

    def _single(self, item: OpenItem) -> ClaimSet:
        """Return *item* alone."""
        if (one := self.singles.get(item.id)) is None:
            one = self.singles[item.id] = self._set((item,))
        return one

    def _set(self, items: Sequence[OpenItem], *, tried: int = 1, declared: bool = False) -> ClaimSet:
        fits = fit(self.case.payment, items, self.policy)
        return ClaimSet(items=tuple(items), fit=fits, tried=tried, declared=declared)

    def _one_of_each(self) -> list[OpenItem]:
        """Return an equal share of each customer the text calls by name, the oldest; nothing where one has none."""
        called, customers = self.case.called, self.case.customers
        share = self.paid // len(called)
        each = []
        for group in called:
            fits = [item for one in group for item in customers.get(one, ()) if item.open.minor == share]
            each += by_age(fits)[:1]
        return each if len({item.id for item in each}) == len(called) else []

    def _shared(self, hit: Hit) -> None:
        """Find what the amount explains of the claims that share a reference, each customer's apart."""
        of: dict[str, list[OpenItem]] = {}
        for item in hit.open:
            if item.open.minor:
                of.setdefault(item.customer_id, []).append(item)
        for items in of.values():
            if self._has_room():
                self._among(items, group=True)

    def _divided(self, named: Sequence[OpenItem]) -> Fit | None:
        """Return the payer's own division of the amount, when it is one and fits what is open."""
        given: dict[str, int] = {}
        for hit in self.case.hits:
            if hit.amount is None:
                continue
            for item in hit.open:
                if item in named and (len(hit.open) == 1 or item.open.minor == hit.amount.minor):
                    given[item.id] = given.get(item.id, 0) + hit.amount.minor
        parts = tuple(given.get(item.id, 0) for item in named)
        if not given or sum(parts) != self.paid:
            return None
        opens = [item.open.minor for item in named]
        if any(part * open_ <= 0 or abs(part) > abs(open_) for part, open_ in zip(parts, opens, strict=True)):
            return None
        return Fit(relation="exact" if list(parts) == opens else "part", parts=parts, open=sum(opens), usual=True)

    def _with_more(self, named: Sequence[OpenItem]) -> None:
        """Find what is named with what else its customers have open, where together that is exactly what is paid."""
        case = self.case
        chosen = {item.id for item in named}
        owners = dict.fromkeys([item.customer_id for item in named] + [link.customer_id for link in case.links])
        others = [
            item
            for customer in owners
            for item in case.customers.get(customer, ())
            if item.id not in chosen and item.open.minor
        ]
        if not others:
            return
        for worths in worths_of((*named, *others), case.payment):
            over = self.paid - sum(worths[: len(named)])
            rest = zip(others, worths[len(named) :], strict=True)
            some = [(item, worth) for item, worth in rest if over > 0 or worth < 0]
            found = sums([worth for _, worth in some], over, least=1)
            for way in found.ways:
                self._take(self._set([*named, *(some[place][0] for place in way)], tried=found.tried))

    def _of_customer(self, customer: str, items: Sequence[OpenItem]) -> None:
        """Find what the amount explains of one customer's open items."""
        found = self._of_amount(customer)
        if customer not in self.case.namesakes:
            self._among([item for item in items if item.open.minor], found=found)

    def _of_amount(self, customer: str) -> Sequence[ClaimSet]:
        """Take each single item of *customer*'s that has just the amount open, and return them."""
        same = [self._single(item) for item in self.case.same.get(customer, ()) if item.open.minor == self.paid]
        for one in same:
            self._take(one)
        return same

    def _among(self, items: Sequence[OpenItem], *, group: bool = False, found: Sequence[ClaimSet] = ()) -> None:
        """Find the single items and sums that the amount explains; of a *group* that one reference names, also parts.

        Those *found* by the exact amount are taken already.
        """
        paid = self.paid
        near = tolerance(self.case.payment, self.policy)
        debts = [item for item in items if item.open.minor > 0]
        others = [item for item in debts if item.open.minor != paid] if found else debts
        explained = self._explained(others, near) if others else []
        for one in explained[: max(_MOST_SINGLES - len(found), 0)]:
            self._take(one)
        explained += found
        if len(items) > 1 and (
            group or not [one for one in explained if one.fit.relation in _SURE and not one.fit.tolerated]
        ):
            self._sums(items, near)
        if group and self.policy.oldest_first and len({item.customer_id for item in items}) == 1:
            self._oldest(items)
        elif group or not explained:
            told = {one.items[0].id for one in explained}
            others = [item for item in debts if item.id not in told]
            for item in others[: _MOST_SINGLES if group else _MOST_UNEXPLAINED]:
                self._take(self._single(item))

    def _sums(self, items: Sequence[OpenItem], near: int) -> None:
        """Find what of *items* makes exactly what is paid, or all that does not net to nothing when that is nearly so."""
        ways = 0
        for worths in worths_of(items, self.case.payment):
            tried = sums(worths, self.paid)
            ways += len(tried.ways)
            for way in tried.ways:
                self._take(self._set([items[place] for place in way], tried=tried.tried))
        opens = [item.open.minor for item in items]
        if not ways and abs(sum(opens) - self.paid) <= near:
            for way in without_netted(opens):
                if len(way) > 1:
                    self._take(self._set([items[place] for place in way]))

    def _explained(self, debts: Sequence[OpenItem], near: int) -> list[ClaimSet]:
        """Return those of *debts* whose difference from what is paid is explained."""
        payment, found = self.case.payment, []
        abroad = payment.original is not None or payment.channel is PaymentChannel.FOREIGN
        for item in debts:
            declared = item.discount_percent is not None or item.deduction is not None
            if abroad or declared or -near <= item.open.minor - self.paid <= near:
                found.append(self._single(item))
        return [one for one in found if one.fit.relation in EXPLAINED]

    def _oldest(self, items: Sequence[OpenItem]) -> None:
        """Find the oldest debts that the amount reaches."""
        reach, taken = self.paid, []
        for item in items:
            if reach > 0 and item.open.minor > 0:
                taken.append(item)
                reach -= item.open.minor
        if taken:
            self._take(self._set(taken, declared=True))

    def _requests(self) -> None:
        """Find the requests whose sum Skatteverket paid, whole or less a refused claim or two."""
        for items in self.case.requests.values():
            if not self._has_room():
                return
            open_ = [item for item in items if item.open.minor > 0]
            short = sum([item.open.minor for item in open_]) - self.paid
            if not open_ or short < 0:
                continue
            refused = [item for item in open_ if item.open.minor == short][:2] if short else []
            ways = [[item for item in open_ if item is not one] for one in refused] if short else [open_]
            for way in ways:
                if way:
                    self._take(self._of_request(way, len(open_), len(open_)))
            if not ways and len(open_) <= MOST_AMOUNTS:
                found = sums([item.open.minor for item in open_], self.paid)
                for places in found.ways:
                    self._take(
                        self._of_request([open_[place] for place in places], found.tried * len(open_), len(open_))
                    )

    def _of_request(self, items: Sequence[OpenItem], tried: int, every: int) -> ClaimSet:
        fits = fit(self.case.payment, items, self.policy)
        return ClaimSet(items=tuple(items), fit=fits, tried=tried, of_request=every)

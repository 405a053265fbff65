"""The plain payments of a batch: by the claim each settles, and by the customers it points at."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import define, field

from faktura.core.money import Money
from faktura.rules.matching.decision import Claimed, Matched
from faktura.rules.matching.sure import Sure


@define
class Plainly:
    """Plain payments that are certain, each with its decision, until others turn out to want their claims.

    Attributes:
        of_claim: By the claim each settles.
        decided: What is decided of each, by its place in the batch.
        beside: Those that were weighed beside what others called as their payer have open.
    """

    of_claim: dict[str, Sure] = field(factory=dict)
    decided: dict[int, Matched] = field(factory=dict)
    beside: list[Sure] = field(factory=list)
    _pointing: dict[str, list[Sure]] = field(factory=dict)

    def add(self, one: Sure) -> None:
        """Take *one* in, and decide it while its payment and its claim are at hand."""
        item, payment = one.item, one.payment
        self.of_claim[item.id] = one
        nothing = _zero(payment.amount.currency)
        self.decided[one.at] = Matched(
            payment_id=payment.id,
            grounds=one,
            allocations=(Claimed(item_id=item.id, amount=payment.amount),),
            rest=nothing,
            difference=nothing,
            relation="exact",
        )
        if one.rivals:
            self.beside.append(one)
        for customer in one.pointed if one.rivals else (item.customer_id,):
            if (others := self._pointing.get(customer)) is None:
                self._pointing[customer] = [one]
            else:
                others.append(one)

    def take(self, claim: str) -> Sure:
        """Take out who settles *claim*: it is not plain after all."""
        one = self.of_claim.pop(claim)
        del self.decided[one.at]
        return one

    def pointing(self, customer: str) -> Iterator[Sure]:
        """Yield those that point at *customer*."""
        for one in self._pointing.get(customer, ()):
            if one.at in self.decided:
                yield one

    def concerning(self, claims: Iterable[str], customers: Iterable[str]) -> list[Sure]:
        """Return those that settle one of *claims*, or any claim of *customers*, in their order in the batch."""
        found = {one.at: one for claim in claims if (one := self.of_claim.get(claim)) is not None}
        for customer in customers:
            found.update([(one.at, one) for one in self.pointing(customer) if one.item.customer_id == customer])
        return [found[at] for at in sorted(found)]


_zero = lru_cache(maxsize=64)(Money.zero)

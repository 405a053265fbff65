"""The plain payments of a batch: by the claim each settles, and by the customers it points at."""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from attrs import define, field

from faktura.core.money import Money
from faktura.rules.matching.decision import Claimed, Matched
from faktura.rules.matching.sure import Sure


@define
class Plainly:
    """Plain payments that are certain, each with its decision, until others turn out to want their claims.

    Attributes:
        decided: What is decided of each payment of the batch, by its place; none of those that are not plain.
        of_claim: The plain ones by the claim each settles.
        beside: Those that were weighed beside what others called as their payer have open.
    """

    decided: list[Matched | None]
    of_claim: dict[str, Sure] = field(factory=dict)
    beside: list[Sure] = field(factory=list)
    _pointing: dict[str, Sure | list[Sure]] = field(factory=dict)

    @classmethod
    def among(cls, payments: Sequence[object]) -> "Plainly":
        """Return that none of *payments* is plain, to begin with."""
        return cls([None] * len(payments))

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
        pointing = self._pointing
        for customer in one.pointed if one.rivals else (item.customer_id,):
            if (other := pointing.setdefault(customer, one)) is not one:
                if isinstance(other, list):
                    other.append(one)
                else:
                    pointing[customer] = [other, one]
        if one.rivals:
            self.beside.append(one)

    def take(self, claim: str) -> Sure:
        """Take out who settles *claim*: it is not plain after all."""
        one = self.of_claim.pop(claim)
        self.decided[one.at] = None
        return one

    def pointing(self, customer: str) -> Iterator[Sure]:
        """Yield those that point at *customer*."""
        held = self._pointing.get(customer, ())
        for one in (held,) if isinstance(held, Sure) else held:
            if self.decided[one.at] is not None:
                yield one


@define
class Named:
    """The claims that a payment of the batch names, and no other claim with it: plain payments, and others."""

    plain: Container[str] = ()
    others: set[str] = field(factory=set)

    def __contains__(self, claim: object) -> bool:
        """Whether a payment names *claim* alone."""
        return claim in self.plain or claim in self.others


_zero = lru_cache(maxsize=64)(Money.zero)

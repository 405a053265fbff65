"""The plain payments of a batch: by the claim each settles, and by its customer."""

from collections.abc import Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from attrs import define, field

from faktura.core.money import Money
from faktura.rules.matching.decision import Claimed, Matched
from faktura.rules.matching.sure import Sure


@define
class PlainPayments:
    """Plain payments that are certain, each with its decision, until others turn out to want their claims.

    Attributes:
        decided: What is decided of each payment of the batch, by its place; none of those that are not plain.
        of_claim: The plain ones by the claim each settles.
        beside: Those that were weighed beside what others called as their payer have open.
        unsure: The places of those that were weighed so, and are not certain as long as the others owe that.
    """

    decided: list[Matched | None]
    of_claim: dict[str, Sure] = field(factory=dict)
    beside: list[Sure] = field(factory=list)
    unsure: set[int] = field(factory=set)
    _of_customer: dict[str, Sure | list[Sure]] = field(factory=dict)

    @classmethod
    def among(cls, payments: Sequence[object]) -> "PlainPayments":
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
        if (other := self._of_customer.setdefault(item.customer_id, one)) is not one:
            if isinstance(other, list):
                other.append(one)
            else:
                self._of_customer[item.customer_id] = [other, one]
        if one.rivals:
            self.beside.append(one)

    def take(self, claim: str) -> Sure:
        """Take out who settles *claim*: it is not plain after all."""
        one = self.of_claim.pop(claim)
        self.decided[one.at] = None
        return one

    def of_customer(self, customer: str) -> Iterator[Sure]:
        """Yield those that settle a claim of *customer*'s."""
        held = self._of_customer.get(customer, ())
        for one in (held,) if isinstance(held, Sure) else held:
            if self.decided[one.at] is not None:
                yield one

    @property
    def customers(self) -> AbstractSet[str]:
        """Whose claims they settle; some whose payments were taken out may be among them."""
        return self._of_customer.keys() if self.of_claim else frozenset()


@define
class Named:
    """The claims that a payment of the batch names, and no other claim with it: plain payments, and others."""

    plain: Container[str] = ()
    others: set[str] = field(factory=set)

    def __contains__(self, claim: object) -> bool:
        """Whether a payment names *claim* alone."""
        return claim in self.plain or claim in self.others


_zero = lru_cache(maxsize=64)(Money.zero)

"""A set of claims with what speaks for and against it, and all that a payment may be for."""

from collections.abc import Sequence
from typing import Literal

from attrs import define

from faktura.rules.matching.claim_set import ClaimSet

Told = Literal["", "month", "number"]

Signs = tuple[tuple[str, float], ...]
"""Codes of the signs with their weights in bits."""


@define
class Weighed:
    """A set with what speaks for and against it.

    Attributes:
        reference: The sign of what the payer named; `payer` of who paid.
        labels: The numbers of the payment that name it, as printed; `by_number` when they are document numbers.
        shared: The reference names more than this.
        times: How often the payer has paid for the customer.
        told: By what it is told from its equals: the month that the payer writes, or a number of its own with a slip.
        same: Other sets of the customer that nothing tells apart from this, until `merged` counts them.
        equals: How many sets of one customer nothing tells apart from this, itself included.
        ignores: The text names another claim that this set leaves out.
        more: The customer has other claims open.
        probability: That this is what the payment is for, one of the equals counted as right.
    """

    set: ClaimSet
    signs: Signs
    weight: float
    reference: str
    payer: str
    labels: tuple[str, ...] = ()
    by_number: bool = False
    shared: bool = False
    times: int = 0
    same: Sequence[ClaimSet] = ()
    equals: int = 1
    told: Told = ""
    ignores: bool = False
    more: bool = False
    probability: float = 0.0


@define
class Verdict:
    """The sets of a payment, the likeliest first, and what else it may be.

    Attributes:
        margin: By how many bits the first outweighs whatever comes next.
        twice: It may be a second payment of what is paid already.
    """

    ranked: list[Weighed]
    margin: float = 0.0
    twice: bool = False


def order_of(one: ClaimSet) -> tuple[object, ...]:
    """Return a key that puts small sets first, and of those the oldest."""
    return (len(one.items), [(item.due, item.number, item.id) for item in one.items])

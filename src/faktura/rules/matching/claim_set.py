"""A set of claims that a payment may settle together, with how its amount fits them."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define

from faktura.core.claim import ItemKind, OpenItem
from faktura.rules.matching.amounts import EXPLAINED, Fit
from faktura.rules.matching.case import Case, Hit


@define(kw_only=True)
class ClaimSet:
    """Claims a payment may settle together.

    Attributes:
        tried: How many sets of that size were looked at to find it; 1 when it is named or is all there is.
        declared: Taken oldest first, as the policy says.
        divided: The payer said how much is for each.
        of_request: How many open claims the request to Skatteverket has that these are of; 0 for other claims.
    """

    items: tuple[OpenItem, ...]
    fit: Fit
    tried: int = 1
    declared: bool = False
    divided: bool = False
    of_request: int = 0


def is_exact(one: ClaimSet) -> bool:
    """Whether the payment is exactly what *one* has open, or less by what is told to the minor unit."""
    return one.fit.relation in EXPLAINED and not one.fit.tolerated


def is_within(one: ClaimSet, other: ClaimSet) -> bool:
    """Whether *one* is some, and not all, of *other*."""
    return {item.id for item in one.items} < {item.id for item in other.items}


def has_fee(items: Sequence[OpenItem]) -> bool:
    """Whether one of *items* is a fee."""
    return any(item.kind is ItemKind.FEE for item in items)


def strange_fee(items: Sequence[OpenItem]) -> bool:
    """Whether a fee is among *items* that bears none of their references: it reminded of another invoice."""
    references = {item.reference for item in items if item.kind is not ItemKind.FEE}
    return any(item.kind is ItemKind.FEE and item.reference not in references for item in items)


def without_fee_paid_too(sets: Iterable[ClaimSet]) -> Iterator[ClaimSet]:
    """Yield *sets* but for those that leave over exactly what their own fee is: then the fee is paid too."""
    every = list(sets)
    whole = [one.items for one in every if one.fit.relation == "exact" and has_fee(one.items)]
    debts = [{item.id for item in items if item.kind is not ItemKind.FEE} for items in whole if not strange_fee(items)]
    for one in every:
        if one.fit.relation != "over" or {item.id for item in one.items} not in debts:
            yield one


def of_others(case: Case, items: Sequence[OpenItem]) -> bool:
    """Whether a credit note, not named, is among them whose customer has no debt there: nobody takes off another's."""
    strange = [item for item in items if item.open.minor < 0]
    if not strange:
        return False
    debtors = {item.customer_id for item in items if item.open.minor > 0}
    taken = {item.id for item in strange if item.customer_id not in debtors}
    return bool(taken) and not taken <= {item.id for hit in case.hits for item in hit.open}


def named_by(hits: Sequence[Hit]) -> Iterator[OpenItem]:
    """Yield the item each hit names, where it is one: alone, or the one with the amount the payer gave it."""
    for hit in hits:
        items = [item for item in hit.open if item.open.minor]
        if len(items) > 1 and hit.amount is not None:
            items = [item for item in items if item.open.minor == hit.amount.minor]
        if len(items) == 1:
            yield items[0]


def says_it_all(case: Case, named: Sequence[OpenItem]) -> bool:
    """Whether what is named is exactly what is paid, and no account or number is known as somebody else's.

    Then only those who are called as the payer or in the text, and have the very amount open, may be meant instead.
    """
    if sum([item.open.minor for item in named]) != case.payment.amount.minor:
        return False
    if any(hit.strength == "loose" for hit in case.hits) or len(
        {item.id for hit in case.hits for item in hit.open}
    ) > len(named):
        return False
    known = {link.customer_id for link in case.links} | set(case.organisations)
    return not known or not known.isdisjoint([item.customer_id for item in named])

"""Which sets of claims a payment may settle: everything its evidence points at, never everything there is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.payment import PaymentChannel
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.amounts import EXPLAINED, Fit, discount_of, fit, tolerance
from faktura.rules.matching.case import Case, Hit
from faktura.rules.matching.sums import MOST_AMOUNTS, sums

Left = Mapping[str, int]
"""What is open of each item now, in minor units, by item id: other payments of the batch lower it."""

MOST: Final = 60
"""More sets than this for one payment are not weighed: it is ambiguous."""

_MOST_SINGLES: Final = 12
_MOST_UNEXPLAINED: Final = 3
_SURE: Final = frozenset({"exact", "discount"})
"""How a single claim must fit for no sum to be looked for beside it."""


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


def sets_of(case: Case, left: Left, policy: MatchingPolicy) -> tuple[ClaimSet, ...]:
    """Return what *case* may settle, each set once, in the order it was found; at most `MOST`."""
    found: dict[str | frozenset[str], ClaimSet] = {}
    for one in _found(case, left, policy):
        if not all(one.fit.parts):
            continue  # what is given nothing is not settled: the set without it is another
        items = one.items
        if len(items) > 1 and not one.divided and _of_others(case, items, left):
            continue
        found.setdefault(items[0].id if len(items) == 1 else frozenset([item.id for item in items]), one)
        if len(found) >= MOST:
            break
    return tuple(_without_fee_paid_too(found.values()) if len(found) > 1 else found.values())


def _without_fee_paid_too(sets: Iterable[ClaimSet]) -> Iterator[ClaimSet]:
    """Yield *sets* but for those that leave over exactly what their own fee is: then the fee is paid too."""
    every = list(sets)
    whole = [one.items for one in every if one.fit.relation == "exact" and has_fee(one.items)]
    debts = [{item.id for item in items if item.kind is not ItemKind.FEE} for items in whole if not strange_fee(items)]
    for one in every:
        if one.fit.relation != "over" or {item.id for item in one.items} not in debts:
            yield one


def has_fee(items: Sequence[OpenItem]) -> bool:
    """Whether one of *items* is a fee."""
    return any(item.kind is ItemKind.FEE for item in items)


def strange_fee(items: Sequence[OpenItem]) -> bool:
    """Whether a fee is among *items* that bears none of their references: it reminded of another invoice."""
    references = {item.reference for item in items if item.kind is not ItemKind.FEE}
    return any(item.kind is ItemKind.FEE and item.reference not in references for item in items)


def _of_others(case: Case, items: Sequence[OpenItem], left: Left) -> bool:
    """Whether a credit note, not named, is among them whose customer has no debt there: nobody takes off another's."""
    debtors = {item.customer_id for item in items if left[item.id] > 0}
    strange = {item.id for item in items if left[item.id] < 0 and item.customer_id not in debtors}
    return bool(strange) and not strange <= {item.id for hit in case.hits for item in hit.open}


def _found(case: Case, left: Left, policy: MatchingPolicy) -> Iterator[ClaimSet]:
    if case.requests:
        yield from _requests(case, left, policy)
    named = list({item.id: item for item in _chosen(case.hits, left)}.values())
    if named:
        if divided := _divided(case, named, left):
            yield ClaimSet(items=tuple(named), fit=divided, divided=True)
        elif any(left[item.id] > 0 for item in named):
            yield _set(case, named, left, policy)
        if says_it_all(case, named, left):
            mine = {item.customer_id for item in named}
            for customer in case.namesakes:
                if customer not in mine:
                    yield from _of_amount(case, customer, left, policy)
            return
        if len(named) > 1:
            for item in named[:_MOST_SINGLES]:
                if left[item.id] > 0:
                    yield _set(case, [item], left, policy)
        yield from _with_more(case, named, left, policy)
    for hit in case.hits:
        if len(hit.open) > 1 and sum(1 for item in hit.open if left[item.id]) > 1:
            yield from _shared(case, hit, left, policy)
    if len(case.called) > 1 and (each := _one_of_each(case, left)):
        yield _set(case, each, left, policy)
    shared = {item.customer_id for hit in case.hits if len(hit.open) > 1 for item in hit.open if policy.oldest_first}
    for customer, items in case.customers.items():
        if customer in shared:
            continue  # what the policy declares is all there is
        yield from _of_customer(case, customer, items, left, policy)
    for customer in case.same:
        if customer not in case.customers:
            yield from _of_amount(case, customer, left, policy)
    for item in (*case.near[:_MOST_SINGLES], *case.by_amount[:_MOST_SINGLES]):
        if left[item.id] > 0:
            yield _set(case, [item], left, policy)


def _one_of_each(case: Case, left: Left) -> list[OpenItem]:
    """Return an equal share of each customer the text calls by name, the oldest; nothing where one has none."""
    share = case.payment.amount.minor // len(case.called)
    each = []
    for group in case.called:
        fits = [item for one in group for item in case.customers.get(one, ()) if left[item.id] == share]
        each += fits[:1]
    return each if len({item.id for item in each}) == len(case.called) else []


def _shared(case: Case, hit: Hit, left: Left, policy: MatchingPolicy) -> Iterator[ClaimSet]:
    """Yield what the amount explains of the claims that share a reference, each customer's apart."""
    of: dict[str, list[OpenItem]] = {}
    for item in hit.open:
        if left[item.id]:
            of.setdefault(item.customer_id, []).append(item)
    for items in of.values():
        yield from _among(case, items, left, policy, group=True)


def _chosen(hits: Sequence[Hit], left: Left) -> Iterator[OpenItem]:
    """Yield the item each hit names, where it is one: alone, or the one with the amount the payer gave it."""
    for hit in hits:
        items = [item for item in hit.open if left[item.id]]
        if len(items) > 1 and hit.amount is not None:
            items = [item for item in items if left[item.id] == hit.amount.minor]
        if len(items) == 1:
            yield items[0]


def says_it_all(case: Case, named: Sequence[OpenItem], left: Left) -> bool:
    """Whether what is named is exactly what is paid, and no account or number is known as somebody else's.

    Then only those who are called as the payer, and have the very amount open, may be meant instead.
    """
    if sum([left[item.id] for item in named]) != case.payment.amount.minor:
        return False
    if any(hit.strength == "loose" for hit in case.hits) or len(
        {item.id for hit in case.hits for item in hit.open}
    ) > len(named):
        return False
    known = {link.customer_id for link in case.links} | set(case.organisations)
    return not known or not known.isdisjoint([item.customer_id for item in named])


def _divided(case: Case, named: Sequence[OpenItem], left: Left) -> Fit | None:
    """Return the payer's own division of the amount, when it is one and fits what is open."""
    given: dict[str, int] = {}
    for hit in case.hits:
        if hit.amount is None:
            continue
        for item in hit.open:
            if item in named and (len(hit.open) == 1 or left[item.id] == hit.amount.minor):
                given[item.id] = given.get(item.id, 0) + hit.amount.minor
    parts = tuple(given.get(item.id, 0) for item in named)
    if len(named) < 2 or sum(parts) != case.payment.amount.minor:
        return None
    fits = all(
        part * left[item.id] > 0 and abs(part) <= abs(left[item.id]) for item, part in zip(named, parts, strict=True)
    )
    whole = all(part == left[item.id] for item, part in zip(named, parts, strict=True))
    open_ = sum([left[item.id] for item in named])
    return Fit(relation="exact" if whole else "part", parts=parts, open=open_, usual=True) if fits else None


def _set(
    case: Case, items: Sequence[OpenItem], left: Left, policy: MatchingPolicy, *, tried: int = 1, declared: bool = False
) -> ClaimSet:
    return ClaimSet(items=tuple(items), fit=fit(case.payment, items, left, policy), tried=tried, declared=declared)


def _with_more(case: Case, named: Sequence[OpenItem], left: Left, policy: MatchingPolicy) -> Iterator[ClaimSet]:
    """Yield what is named with what else its customers have open, where together that is exactly what is paid."""
    chosen = {item.id for item in named}
    owners = dict.fromkeys(item.customer_id for item in named)
    owners |= dict.fromkeys(link.customer_id for link in case.links)
    others = [
        item
        for customer in owners
        for item in case.customers.get(customer, ())
        if item.id not in chosen and left[item.id]
    ]
    for worth in _worths(case, (*named, *others), left):
        over = case.payment.amount.minor - sum([worth[item.id] for item in named])
        some = others if over > 0 else [item for item in others if worth[item.id] < 0]
        found = sums([worth[item.id] for item in some], over, least=1)
        for way in found.ways:
            yield _set(case, [*named, *(some[place] for place in way)], left, policy, tried=found.tried)


def _worths(case: Case, items: Sequence[OpenItem], left: Left) -> Iterator[Left]:
    """Yield what is left of each item, and, where there is one, what is left of it less the discount."""
    yield left
    less = {item.id: discount_of(item, left[item.id], case.payment) for item in items}
    if any(less.values()):
        yield {item.id: left[item.id] - less[item.id] for item in items}


def _of_customer(
    case: Case, customer: str, items: Sequence[OpenItem], left: Left, policy: MatchingPolicy
) -> Iterator[ClaimSet]:
    """Yield what the amount explains of one customer's open items."""
    found = list(_of_amount(case, customer, left, policy))
    yield from found
    if customer not in case.namesakes:
        yield from _among(case, [item for item in items if left[item.id]], left, policy, found=found)


def _of_amount(case: Case, customer: str, left: Left, policy: MatchingPolicy) -> Iterator[ClaimSet]:
    paid = case.payment.amount.minor
    for item in case.same.get(customer, ()):
        if left[item.id] == paid:
            yield _set(case, (item,), left, policy)


def _among(
    case: Case,
    items: Sequence[OpenItem],
    left: Left,
    policy: MatchingPolicy,
    *,
    group: bool = False,
    found: Sequence[ClaimSet] = (),
) -> Iterator[ClaimSet]:
    """Yield the single items and sums that the amount explains; of a *group* that one reference names, also parts.

    Those *found* by the exact amount are not yielded again.
    """
    near = tolerance(case.payment, policy)
    paid = case.payment.amount.minor
    debts = [item for item in items if left[item.id] > 0]
    others = [item for item in debts if left[item.id] != paid] if found else debts
    explained = [one for one in _explained(case, others, left, policy, near) if one.fit.relation in EXPLAINED]
    yield from explained[: max(_MOST_SINGLES - len(found), 0)]
    explained += found
    if len(items) > 1 and (group or not any(one.fit.relation in _SURE for one in explained)):
        ways = 0
        for worth in _worths(case, items, left):
            tried = sums([worth[item.id] for item in items], paid)
            ways += len(tried.ways)
            for way in tried.ways:
                yield _set(case, [items[place] for place in way], left, policy, tried=tried.tried)
        if not ways and abs(sum(left[item.id] for item in items) - paid) <= near:
            yield _set(case, items, left, policy)
    if group and policy.oldest_first and len({item.customer_id for item in items}) == 1:
        yield from _oldest(case, items, left, policy)
        return
    if group or not explained:
        told = {one.items[0].id for one in explained}
        others = [item for item in debts if item.id not in told]
        for item in others[: _MOST_SINGLES if group else _MOST_UNEXPLAINED]:
            yield _set(case, (item,), left, policy)


def _explained(
    case: Case, debts: Sequence[OpenItem], left: Left, policy: MatchingPolicy, near: int
) -> Iterator[ClaimSet]:
    """Yield those of *debts* whose difference from what is paid may be explained."""
    payment = case.payment
    paid, abroad = payment.amount.minor, payment.original is not None or payment.channel is PaymentChannel.FOREIGN
    for item in debts:
        declared = item.discount_percent is not None or item.deduction is not None
        if abroad or declared or -near <= left[item.id] - paid <= near:
            yield _set(case, (item,), left, policy)


def _oldest(case: Case, items: Sequence[OpenItem], left: Left, policy: MatchingPolicy) -> Iterator[ClaimSet]:
    """Yield the oldest debts that the amount reaches."""
    reach, taken = case.payment.amount.minor, []
    for item in items:
        if reach > 0 and left[item.id] > 0:
            taken.append(item)
            reach -= left[item.id]
    if taken:
        yield _set(case, taken, left, policy, declared=True)


def _requests(case: Case, left: Left, policy: MatchingPolicy) -> Iterator[ClaimSet]:
    """Yield the requests whose sum Skatteverket paid, whole or less a refused claim or two."""
    paid = case.payment.amount.minor
    for items in case.requests.values():
        open_ = [item for item in items if left[item.id] > 0]
        short = sum([left[item.id] for item in open_]) - paid
        if not open_ or short < 0:
            continue
        ways = (
            [open_]
            if not short
            else [[item for item in open_ if item is not one] for one in _refused(open_, short, left)]
        )
        for way in ways:
            if way:
                fits = fit(case.payment, way, left, policy)
                yield ClaimSet(items=tuple(way), fit=fits, tried=len(open_), of_request=len(open_))
        if not ways and len(open_) <= MOST_AMOUNTS:
            found = sums([left[item.id] for item in open_], paid)
            for places in found.ways:
                some = tuple(open_[place] for place in places)
                fits = fit(case.payment, some, left, policy)
                yield ClaimSet(items=some, fit=fits, tried=found.tried * len(open_), of_request=len(open_))


def _refused(items: Sequence[OpenItem], short: int, left: Left) -> list[OpenItem]:
    return [item for item in items if left[item.id] == short][:2]

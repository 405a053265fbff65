"""Weighing the sets a payment may settle against each other, and against none of them."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from math import exp2, log2
from typing import Final

from faktura.core.claim import OpenItem
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.again import Doubt, doubt
from faktura.rules.matching.case import Case, Hit
from faktura.rules.matching.claim_set import ClaimSet, is_exact, is_within
from faktura.rules.matching.equals import merged
from faktura.rules.matching.scales import Scales, is_agent
from faktura.rules.matching.sets import sets_of
from faktura.rules.matching.signs import amount_sign, inside_of, payer_sign, reference_signs
from faktura.rules.matching.weighed import Verdict, Weighed, order_of

TOLD: Final = 5
"""So many sets of a payment are kept with what a sentence about them needs."""

_FEW: Final = 3
"""Fewer sets than this are weighed one by one."""

_AGENTS_MORE: Final = 4.0
_MUCH_MORE: Final = 0.3
_LITTLE_MORE: Final = 0.0003
_SOME_MORE: Final = 0.015
"""Odds that an amount that fits nothing is for more than what it is nearest to, where the customer has more open."""

_ODD: Final = frozenset({"over", "part"})
"""How the amount is of a set that may not be all it is for."""

BEFORE_ISSUE: Final = -14.0
"""Nobody pays an invoice that is not written yet."""

_LESS: Final = 1.0
"""What a tolerance explains weighs so much less, in bits, than what is exact within it."""

_CREDIT_TO_COME: Final = -5.0
"""What was promised is now and then taken off before the credit note is written."""


def weigh(
    case: Case,
    scales: Scales,
    policy: MatchingPolicy,
    named: Container[str] = (),
) -> Verdict:
    """Return the sets *case* may settle with their probabilities, which with "none of them" make one.

    Args:
        named: Claims that other payments name; of equal ones the others go first.
    """
    payment = case.payment
    again = doubt(case, oldest_first=policy.oldest_first)
    twice = again.odds > 0
    weighed = merged(_every(case, sets_of(case, policy), scales, twice=twice), payment, policy, named)
    if not weighed:
        return Verdict([], 0.0, twice)
    for one in weighed:
        if one.set.fit.tolerated and len(one.set.items) > 1:
            _give_way(one, weighed)
    known = bool(case.links or case.organisations)
    is_named = bool([hit for hit in case.hits if hit.alone])
    rest = 1.0 + scales.none(payment.amount.minor, payment.amount.currency, named=is_named, known=known)
    if twice:
        rest += _second(case, again, weighed, scales)
    odd = [one for one in weighed if one.set.fit.relation in _ODD]
    fits = bool(odd and [one for one in weighed if is_exact(one.set)])
    for one in odd:
        if one.set.fit.relation == "over" or not fits:
            rest += exp2(one.weight) * _more_than_seen(case, one.set, fits=fits)
    margin = compare(weighed, rest)
    twice = twice and again.stops(weighed[0].set.items, payment.booked_on)
    describe(case, weighed[0])
    return Verdict(weighed, margin, twice)


def _give_way(one: Weighed, weighed: Sequence[Weighed]) -> None:
    """Let *one*, which only a tolerance explains, weigh less than a part of it that needs none."""
    exact = [other.weight for other in weighed if is_exact(other.set) and is_within(other.set, one.set)]
    if exact and one.weight > (most := max(exact) - _LESS):
        one.signs = (*one.signs, ("amount.exact_within", most - one.weight))
        one.weight = most


def compare(weighed: list[Weighed], rest: float) -> float:
    """Give each set its probability beside the *rest*, put the likeliest first, and return by how much it is."""
    if len(weighed) == 1:
        best = exp2(weighed[0].weight)
        weighed[0].probability = best / (best + rest)
        return margin_of(best, best + rest)
    odds = [exp2(one.weight) for one in weighed]
    every = sum(odds) + rest
    for one, its in zip(weighed, odds, strict=True):
        one.probability = its / every
    weighed.sort(key=_likelier)
    return margin_of(exp2(weighed[0].weight), every)


def margin_of(best: float, every: float) -> float:
    """Return by how many bits the *best* odds outweigh the others of *every*, at most 60."""
    return min(log2(best / max(every - best, best * 1e-18)), 60.0) if every > best else 60.0


def _second(case: Case, again: Doubt, weighed: Sequence[Weighed], scales: Scales) -> float:
    """Return the odds that it is a second payment of what is paid: as if of an open claim, but rarer."""
    amount, on = case.payment.amount, case.payment.booked_on
    sign = max(
        (scales.references[f"reference.{hit.strength}"] for hit in case.hits if hit.paid), default=scales.unnamed
    )
    payer = max((scales.account(link, len(case.links), on) for link in case.links), default=0.0)
    weight = sign + payer + scales.amount("amount.exact", amount.minor, amount.currency)
    best = min(weighed, key=_likelier)
    return again.of(best.set.items, on) * exp2(max(weight, best.weight))


def _more_than_seen(case: Case, one: ClaimSet, *, fits: bool) -> float:
    """Return the odds that an amount that does not fit *one* is paid for it together with other claims.

    What is left over may be for claims that nothing points at. Where no set *fits*, too much or too little may be less a
    credit note, or with a fee, that the customer has open too.
    """
    over = one.fit.relation == "over"
    if over and is_agent(len(case.links)):
        return _AGENTS_MORE
    if over and one.fit.rest * 4 > one.fit.open:
        return _MUCH_MORE
    if fits or one.divided or one.declared:
        return _LITTLE_MORE if over else 0.0
    customers, chosen = {item.customer_id for item in one.items}, {item.id for item in one.items}
    return _SOME_MORE if _more_open(case, customers, chosen) else _LITTLE_MORE if over else 0.0


def _likelier(one: Weighed) -> tuple[float, tuple[object, ...]]:
    return -round(one.weight, 6), order_of(one.set)


def _every(case: Case, sets: Sequence[ClaimSet], scales: Scales, *, twice: bool) -> list[Weighed]:
    """Return *sets* weighed; single claims that no sign tells apart, of a customer or of namesakes, are weighed once."""
    if len(sets) < _FEW:
        return [_weighed(case, one, scales, twice=twice) for one in sets]
    told = {item.id for hit in case.hits for item in hit.open} | {item.id for item in case.near}
    known = {item.customer_id for hit in case.hits for item in (*hit.open, *hit.paid)}
    known.update([item.customer_id for item in case.near], case.organisations, [one.customer_id for one in case.links])
    known.update([one for group in case.called for one in group])
    namesakes, on = frozenset(case.namesakes), case.payment.booked_on
    alike: dict[tuple[object, ...], dict[str, Weighed]] = {}
    every = []
    for one in sets:
        item = one.items[0]
        if len(one.items) > 1 or one.fit.relation != "exact" or one.of_request or item.id in told:
            every.append(_weighed(case, one, scales, twice=twice))
            continue
        customer = item.customer_id
        who: object = customer if customer in known else customer in namesakes
        key = (who, item.customer_name, item.customer_org, item.kind, is_late(one.items, on), one.declared)
        if (twins := alike.get(key)) is None:
            new = _weighed(case, one, scales, twice=twice)
            alike[key] = {customer: new}
        elif customer and (twin := twins.get(customer)) is not None:
            twin.same = [*twin.same, one]
            continue
        else:
            twin = next(iter(twins.values()))
            new = twins[customer] = Weighed(
                one, twin.signs, twin.weight, twin.reference, twin.payer, ignores=twin.ignores
            )
        every.append(new)
    return every


def is_late(items: Sequence[OpenItem], on: date) -> bool:
    """Whether one of *items* was not yet issued *on* that day."""
    return bool([item for item in items if item.issued is not None and item.issued > on])


def _weighed(case: Case, one: ClaimSet, scales: Scales, *, twice: bool) -> Weighed:
    reference, signs, ignores = reference_signs(case, one, scales, twice=twice)
    payer, weight = payer_sign(case, one.items, scales)
    signs += [amount_sign(case, one, scales), (payer, weight)]
    if is_late(one.items, case.payment.booked_on):
        debts = is_late([item for item in one.items if item.open.minor > 0], case.payment.booked_on)
        signs.append(("date.before_issue", BEFORE_ISSUE if debts else _CREDIT_TO_COME))
    whole = sum([weight for _, weight in signs])
    return Weighed(one, tuple(signs), whole, reference, payer, ignores=ignores)


def describe(case: Case, weighed: Weighed) -> None:
    """Fill in what a sentence about the set needs."""
    inside = inside_of(case, weighed.set)
    customers = {item.customer_id for item in weighed.set.items}
    chosen = {item.id for item in weighed.set.items}
    weighed.more = _more_open(case, customers, chosen)
    for link in case.links:
        if link.customer_id in customers and link.count > weighed.times:
            weighed.times = link.count
    if inside or weighed.reference in {"reference.near", "reference.earlier"}:
        weighed.labels = _labels(case, weighed.set, inside, weighed.reference)
    if inside:
        weighed.by_number = not [hit for hit in inside if not hit.by_number]
        wide = [hit for hit in inside if hit.amount is None and len(hit.open) > 1]
        weighed.shared = bool(wide) and any(sum([1 for item in hit.open if item.open.minor]) > 1 for hit in wide)


def _more_open(case: Case, customers: Iterable[str], chosen: Container[str]) -> bool:
    """Whether *customers* have more open than what is *chosen*."""
    for one in customers:
        for item in case.customers.get(one, ()):
            if item.id not in chosen and item.open.minor:
                return True
    return False


def _labels(case: Case, one: ClaimSet, inside: Sequence[Hit], reference: str) -> tuple[str, ...]:
    if reference == "reference.near":
        return tuple(dict.fromkeys(item.reference or item.number for item in one.items if item in case.near))
    if reference == "reference.earlier":
        own = {item.customer_id for item in one.items}
        return tuple(hit.label for hit in case.hits if any(its.customer_id in own for its in (*hit.paid, *hit.open)))[
            :1
        ]
    return tuple(dict.fromkeys(hit.label for hit in inside))

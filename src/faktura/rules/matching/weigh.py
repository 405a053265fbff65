"""Weighing the sets a payment may settle against each other, and against none of them."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from math import exp2, log2
from typing import Final

from attrs import define, frozen

from faktura.core.claim import OpenItem
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.evidence import Case, Hit, digits
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.scales import Scales, is_agent
from faktura.rules.matching.sets import ClaimSet, Left, sets_of
from faktura.rules.matching.weights import NONE

DUPLICATE_DAYS: Final = 16
"""A payment as a paid claim's, within so many days of it, may be the same one twice: two weeks, and a weekend."""

_BEFORE_ISSUE: Final = -14.0
_IGNORED: Final = -9.0
_ELSEWHERE: Final = -3.0
_SLIPPED_ELSEWHERE: Final = -8.0
_USUAL: Final = 0.10
_WHOLE: Final = 0.0005
_UNUSUAL: Final = 0.00003
_SOME_NAMED: Final = 0.012
_WHOLE_REQUEST: Final = 0.85
_LESS_REFUSED: Final = 0.12
_CREDIT_TAKEN: Final = 0.4
"""P(an open credit note is taken off | the customer has one)."""
_EACH_NAMED: Final = 4.0
_MOST_NAMED: Final = 12.0
_STRENGTHS: Final = ("exact", "text", "number", "loose")
_SEQUEL: Final = -3.3
"""A saved reference is seldom used again within two weeks."""

_NOBODY: Final[frozenset[str]] = frozenset()

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
        equals: How many sets of one customer nothing tells apart from this, itself included.
        ignores: The text names another claim that this set leaves out.
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
    equals: int = 1
    ignores: bool = False
    probability: float = 0.0


@frozen(kw_only=True)
class Paid:
    """A payment that this batch has matched already: what a second one may be a copy of."""

    customer: str
    minor: int
    on: date


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


def weigh(
    case: Case,
    left: Left,
    scales: Scales,
    policy: MatchingPolicy,
    paid: Mapping[str, Sequence[Paid]],
    named: Set[str] = _NOBODY,
) -> Verdict:
    """Return the sets *case* may settle with their probabilities, which with "none of them" make one.

    Args:
        paid: What this batch has matched, by customer.
        named: Claims that other payments name; of equal ones the others go first.
    """
    payment = case.payment
    twice = _twice(case, left, paid)
    every_set = [_weighed(case, one, left, scales, twice=twice) for one in sets_of(case, left, policy)]
    weighed = _merged(every_set, left, named)
    known = bool(case.links or case.organisations)
    is_named = any(hit.alone for hit in case.hits)
    minor, currency = payment.amount.minor, payment.amount.currency
    rest = [1.0, scales.none(minor, currency, named=is_named, known=known)]
    if twice:
        sign = max((scales.references[f"reference.{hit.strength}"] for hit in case.hits if hit.paid), default=scales.unnamed)
        payer = max((scales.account(link, len(case.links)) for link in case.links), default=0.0)
        rest.append(NONE["twice"] * exp2(sign + payer + scales.amount("amount.exact", minor, currency)))
    odds = [exp2(one.weight) for one in weighed]
    every = sum(odds) + sum(rest)
    for one, its in zip(weighed, odds, strict=True):
        one.probability = its / every
    weighed.sort(key=lambda one: (-round(one.weight, 6), _order(one.set)))
    if not weighed:
        return Verdict([], 0.0, twice)
    best = exp2(weighed[0].weight)
    margin = log2(best / max(every - best, best * 1e-18)) if every > best else 60.0
    return Verdict(weighed, min(margin, 60.0), twice)


def _order(one: ClaimSet) -> tuple[object, ...]:
    return (len(one.items), [(item.due, item.number, item.id) for item in one.items])


def _twice(case: Case, left: Left, paid: Mapping[str, Sequence[Paid]]) -> bool:
    """Whether an equal payment for the same customer came within two weeks, and nothing open is named exactly."""
    if any(hit.alone and len(hit.open) == 1 and not hit.paid and left[hit.open[0].id] for hit in case.hits):
        return False
    minor, on = case.payment.amount.minor, case.payment.booked_on
    for hit in case.hits:
        for item in (*hit.paid, *hit.open):
            if _settled(item, left, minor) and _recent(item.paid_on or on, on):
                return True
    for customer in case.pointed_at():
        for one in paid.get(customer, ()):
            if one.minor == minor and _recent(one.on, on):
                return True
        for item in case.same.get(customer, ()):
            if item.paid_on and _settled(item, left, minor) and _recent(item.paid_on, on):
                return True
    return False


def _settled(item: OpenItem, left: Left, minor: int) -> bool:
    whole = item.open if item.open.minor else item.total
    return not left.get(item.id, item.open.minor) and whole is not None and whole.minor == minor


def _recent(earlier: date, on: date) -> bool:
    return 0 <= (on - earlier).days <= DUPLICATE_DAYS


def _weighed(case: Case, one: ClaimSet, left: Left, scales: Scales, *, twice: bool) -> Weighed:
    reference, signs, ignores = reference_signs(case, one, left, scales, twice=twice)
    payer, weight = payer_sign(case, one.items, scales)
    signs += [amount_sign(case, one, scales), (payer, weight)]
    if any(item.issued and item.issued > case.payment.booked_on for item in one.items):
        signs.append(("date.before_issue", _BEFORE_ISSUE))
    inside = _inside(case, one)
    customers = {item.customer_id for item in one.items}
    return Weighed(
        set=one,
        signs=tuple(signs),
        weight=sum([weight for _, weight in signs]),
        reference=reference,
        payer=payer,
        labels=_labels(case, one, inside, reference),
        by_number=any(hit.by_number for hit in inside),
        shared=any(sum(1 for item in hit.open if left[item.id]) > 1 for hit in inside),
        times=max((link.count for link in case.links if link.customer_id in customers), default=0),
        ignores=ignores,
    )


def _inside(case: Case, one: ClaimSet) -> list[Hit]:
    chosen = {item.id for item in one.items}
    return [hit for hit in case.hits if any(item.id in chosen for item in hit.open)]


def _labels(case: Case, one: ClaimSet, inside: Sequence[Hit], reference: str) -> tuple[str, ...]:
    if reference == "reference.near":
        return tuple(item.reference or item.number for item in one.items)
    if reference == "reference.earlier":
        return tuple(hit.label for hit in case.hits if hit.paid)[:1]
    return tuple(dict.fromkeys(hit.label for hit in inside))


def amount_sign(case: Case, one: ClaimSet, scales: Scales) -> tuple[str, float]:
    """Return what the amount says for the set."""
    amount, fit = case.payment.amount, one.fit
    code = f"amount.{fit.relation}"
    weight = scales.amount(code, amount.minor, amount.currency)
    if fit.relation in {"part", "over"}:
        weight += log2(_USUAL if fit.usual else _WHOLE if amount.minor % 100 == 0 else _UNUSUAL)
    if fit.relation in {"fee", "deduction"}:
        weight += log2(0.05)
    return code, weight


def payer_sign(case: Case, items: Sequence[OpenItem], scales: Scales) -> tuple[str, float]:
    """Return what the payer says for the set: the customer, somebody alike, somebody unknown, or another customer."""
    best: tuple[str, float] = ("payer.other", scales.payer("payer.other"))
    for item in {item.customer_id: item for item in items}.values():
        one = _payer(case, item, scales)
        if one[1] > best[1]:
            best = one
    return best


def _payer(case: Case, item: OpenItem, scales: Scales) -> tuple[str, float]:
    link = next((link for link in case.links if link.customer_id == item.customer_id), None)
    if link is not None:
        return "payer.account", scales.account(link, len(case.links))
    theirs = digits(case.payment.payer.organisation_number)
    if item.customer_id in case.organisations or (theirs and theirs == item.customer_org):
        return "payer.organisation", scales.organisation()
    like = likeness(item.customer_name, case.payment.payer.name)
    if case.from_tax_agency and item.kind.value == "tax_agency":
        return "payer.organisation", scales.organisation()
    if like in {"name", "alike"}:
        others = sum(1 for one in case.namesakes if one != item.customer_id)
        return f"payer.{like}", scales.name(f"payer.{like}", 0 if others < 0 else others)
    if case.links and not is_agent(len(case.links)):
        return "payer.other", scales.payer("payer.other")
    if case.links:
        return "payer.unlike", scales.payer("payer.unlike")
    if like == "unlike" and (case.organisations or _fits_another(case)):
        return "payer.namesake", scales.payer("payer.namesake")
    return f"payer.{like}", scales.payer(f"payer.{like}")


def _fits_another(case: Case) -> bool:
    """Whether a customer called as the payer has something open of exactly the amount."""
    return any(item.open.minor for one in case.namesakes for item in case.same.get(one, ()))


def reference_signs(
    case: Case, one: ClaimSet, left: Left, scales: Scales, *, twice: bool
) -> tuple[str, list[tuple[str, float]], bool]:
    """Return what the payer's words say for the set: its sign, the weights, and whether they name something else too."""
    chosen = {item.id for item in one.items}
    inside = _inside(case, one)
    outside = [hit for hit in case.hits if any(left[item.id] for item in hit.open) and hit not in inside]
    against = [hit for hit in outside if hit.strength != "loose"]
    if inside:
        signs = _named(inside, chosen, one, left, scales)
        if outside:
            against = [hit for hit in against if not _payers_own(hit, one, case)]
            weight = _IGNORED * len(against) + _ELSEWHERE * (len(outside) - len(against))
            signs.append(("reference.ignored", weight))
        return signs[0][0], signs, bool(against)
    several = [("several", _several(one, left, scales))] if len(one.items) > 1 or one.of_request else []
    if any(item.id in chosen for item in case.near):
        length = len(case.unknown[0]) if case.unknown else 0
        return "reference.near", [("reference.near", scales.near(length)), *several], False
    customers = {item.customer_id for item in one.items}
    if any(hit.strength != "loose" and any(item.customer_id in customers for item in hit.paid) for hit in case.hits):
        open_ = sum(len(case.customers.get(customer, ())) for customer in customers)
        weight = scales.earlier(open_) + (_SEQUEL if twice else 0.0)
        return "reference.earlier", [("reference.earlier", weight), *several], bool(against)
    code = "reference.other" if against else "reference.silent"
    if any(item.customer_id in customers for item in case.near):
        several.append(("reference.slip", _SLIPPED_ELSEWHERE))
    return code, [(code, scales.unnamed), *several], bool(against)


def _payers_own(hit: Hit, one: ClaimSet, case: Case) -> bool:
    """Whether a document number of another customer, beside a set that fits the payer and the amount, is his own."""
    customers = {item.customer_id for item in one.items}
    if not hit.by_number or any(item.customer_id in customers for item in hit.open) or one.fit.relation != "exact":
        return False
    mine = {link.customer_id for link in case.links} | set(case.organisations) | set(case.namesakes)
    return bool(customers & mine) and mine.isdisjoint(item.customer_id for item in hit.open)


def _several(one: ClaimSet, left: Left, scales: Scales) -> float:
    """Return the weight of paying several claims that are not named; credit notes of the customer are soon taken."""
    if one.of_request:
        return log2(_WHOLE_REQUEST if len(one.items) == one.of_request else _LESS_REFUSED / max(one.tried, 1))
    debts = sum(1 for item in one.items if left[item.id] > 0)
    if debts == 1:
        return log2(_CREDIT_TAKEN) - log2(max(one.tried, 1))
    return scales.several - log2(max(one.tried, 1))


def _named(
    inside: Sequence[Hit], chosen: set[str], one: ClaimSet, left: Left, scales: Scales
) -> list[tuple[str, float]]:
    strongest = min(inside, key=lambda hit: _STRENGTHS.index(hit.strength))
    code = f"reference.{strongest.strength}"
    weight = scales.references[code]
    choice = sum(1 for item in strongest.open if left[item.id])
    if choice > 1 and not one.of_request:
        weight -= log2(choice)
    signs = [(code, weight)]
    covered = {item.id for hit in inside for item in hit.open} & chosen
    more = len({item.id for hit in inside for item in hit.open if item.id in chosen}) - 1
    if len(inside) > 1 and more > 0:
        signs.append(("reference.each", min(_EACH_NAMED * more, _MOST_NAMED)))
    more_items = [item for item in one.items if item.id not in covered]
    if more_items:
        credits = all(left[item.id] < 0 for item in more_items)
        signs.append(("reference.some", log2(_CREDIT_TAKEN if credits else _SOME_NAMED) - log2(max(one.tried, 1))))
    elif len(inside) == 1 and (len(chosen) > 1 or one.of_request):
        signs.append(("several", _several(one, left, scales)))
    return signs


def _merged(weighed: list[Weighed], left: Left, named: Set[str]) -> list[Weighed]:
    """Return the sets with those of one customer that nothing tells apart as one: the oldest stands for them."""
    alike: dict[tuple[object, ...], list[Weighed]] = {}
    for one in weighed:
        customers = {item.customer_id for item in one.set.items}
        own = "" if len(customers) == 1 and "" not in customers else "".join(item.id for item in one.set.items)
        amounts = tuple(sorted(left[item.id] for item in one.set.items))
        key = (own, tuple(sorted(customers)), amounts, one.set.fit.relation, one.reference, round(one.weight, 6))
        alike.setdefault(key, []).append(one)
    merged = []
    for some in alike.values():
        first = min(some, key=lambda one: (sum(item.id in named for item in one.set.items), _order(one.set)))
        if len(some) > 1:
            first.equals = len(some)
            first.weight += log2(len(some))
        merged.append(first)
    return merged

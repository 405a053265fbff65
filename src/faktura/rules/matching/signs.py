"""The signs: what the payer's words, the amount and the payer say for a set of claims, in bits."""

from collections.abc import Sequence
from math import log2
from typing import Final

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import is_first_name_key
from faktura.rules.matching.called import calls
from faktura.rules.matching.case import Case, Hit, digits
from faktura.rules.matching.claim_set import ClaimSet, strange_fee
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.scales import Scales, is_agent

_IGNORED: Final = -9.0
_ELSEWHERE: Final = -3.0
_SLIPPED_ELSEWHERE: Final = -8.0
_CALLED: Final = -14.0
"""The text calls another customer, and no claim."""

_CALLED_BY_FIRST_NAME: Final = -4.0
"""So it does by a first name that others have too: of one of the family, or who signs."""

_CALLED_BESIDE: Final = -4.0
"""The text calls another customer beside the claim it names: the claim is the likelier, but nobody knows."""

_ONE_OF_SEVERAL: Final = 2.5
"""Of those that an account pays for the payer is called as this one."""

_USUAL: Final = 0.10
_ROUND: Final = 100_00
_ROUND_SUM: Final = 0.01
_WHOLE: Final = 0.0005
_MUCH: Final = 0.1
_ODD_ROUNDING: Final = 0.02
"""P(the paid amount has öre | it was rounded)."""

_EVERYTHING: Final = 0.1
"""P(all that a customer has open is paid at once | several claims are open)."""

_UNUSUAL: Final = 0.00003
_SAID: Final = -3.0
"""The payer's own division, or the declared order, explains the amount as well as an exact one, but is rarer."""

_SOME_NAMED: Final = 0.012
_WHOLE_REQUEST: Final = 0.85
_LESS_REFUSED: Final = 0.12
_CREDIT_TAKEN: Final = 0.5
"""P(an open credit note is taken off, an open fee is paid too | the customer has one)."""
_EACH_NAMED: Final = 4.0
_MOST_NAMED: Final = 12.0
_STRENGTHS: Final = ("exact", "text", "number", "loose")
_SEQUEL: Final = -3.3
"""A saved reference is seldom used again within two weeks."""


def amount_sign(case: Case, one: ClaimSet, scales: Scales) -> tuple[str, float]:
    """Return what the amount says for the set."""
    amount, fit = case.payment.amount, one.fit
    if fit.relation == "exact" and not one.declared:
        return "amount.exact", scales.amount("amount.exact", amount.minor, amount.currency)
    code = f"amount.{fit.relation}"
    if one.declared or (one.divided and fit.relation == "part"):
        return code, scales.amount("amount.exact", amount.minor, amount.currency) + _SAID
    weight = scales.amount(code, amount.minor, amount.currency)
    if fit.relation in {"part", "over"}:
        weight += log2(_USUAL if fit.usual else _spread(amount.minor))
        if fit.rest * 4 > fit.open:
            weight += log2(_MUCH)
    if fit.relation in {"rounded", "discount"} and fit.tolerated and amount.minor % 100:
        weight += log2(_ODD_ROUNDING)
    if fit.relation in {"fee", "deduction"}:
        weight += log2(0.05)
    return code, weight


def _spread(minor: int) -> float:
    """Return P(a part or a surplus of no usual size makes exactly this amount): round sums are commoner."""
    if minor % _ROUND == 0:
        return _ROUND_SUM
    return _WHOLE if minor % 100 == 0 else _UNUSUAL


def payer_sign(case: Case, items: Sequence[OpenItem], scales: Scales) -> tuple[str, float]:
    """Return what the payer says for the set: the customer, somebody alike, somebody unknown, or another customer."""
    if len(items) == 1:
        one = _payer(case, items[0], scales)
        return one if one[1] >= scales.other else ("payer.other", scales.other)
    each = [_payer(case, item, scales) for item in {item.customer_id: item for item in items}.values()]
    return min(each, key=_bits)  # who is known to pay for one customer may not be paying for another


def _bits(sign: tuple[str, float]) -> float:
    return sign[1]


def _payer(case: Case, item: OpenItem, scales: Scales) -> tuple[str, float]:
    for link in case.links:
        if link.customer_id == item.customer_id:
            return "payer.account", _account(case, link, item, scales)
    company = item.customer_org
    if item.customer_id in case.organisations or (
        company and company == digits(case.payment.payer.organisation_number)
    ):
        return "payer.organisation", scales.organisation()
    like = likeness(item.customer_name, case.payment.payer.name)
    if case.from_tax_agency and item.kind is ItemKind.TAX_AGENCY:
        return "payer.organisation", scales.organisation()
    if like in {"name", "alike"}:
        others = sum([1 for one in case.namesakes if one != item.customer_id])
        return f"payer.{like}", scales.name(f"payer.{like}", others)
    if case.called and any(item.customer_id in group for group in case.called):
        return "payer.called", scales.name("payer.name", max(len(group) for group in case.called) - 1)
    if case.links and not (is_agent(len(case.links)) or _pays_for_one_more(case, item)):
        return "payer.other", scales.payer("payer.other")
    if case.links:
        return "payer.unlike", scales.payer("payer.unlike")
    if like == "unlike" and (case.organisations or _fits_another(case)):
        return "payer.namesake", scales.payer("payer.namesake")
    return f"payer.{like}", scales.payer(f"payer.{like}")


def _account(case: Case, link: PayerLink, item: OpenItem, scales: Scales) -> float:
    """Return what an account weighs that has paid for the customer of *item*, beside the payer's name where nothing is named."""
    weight = scales.account(link, len(case.links), case.payment.booked_on)
    if case.namesakes and case.is_silent:
        name = case.payment.payer.name
        whole = any(likeness(its.customer_name, name) == "name" for one in case.namesakes for its in case.same[one][:1])
        code = "payer.name" if whole else "payer.alike"
        return min(weight, scales.against_name(code, len(case.namesakes), link, case.payment.booked_on))
    several = len(case.links) > 1 and case.is_silent
    if several and likeness(item.customer_name, case.payment.payer.name) in {"name", "alike"}:
        return weight + _ONE_OF_SEVERAL
    return weight


def _pays_for_one_more(case: Case, item: OpenItem) -> bool:
    """Whether the holder of the account, who is none of those it has paid for, pays what the reference of *item* names.

    Those of whom no name is known are left out; where none is, he may be the customer himself.
    """
    named = any(hit.strength == "exact" and item.id in [one.id for one in hit.open] for hit in case.hits)
    if not named or item.open != case.payment.amount:
        return False
    linked = [one for link in case.links for one in case.customers.get(link.customer_id, ())[:1]]
    linked += [one for link in case.links for one in case.same.get(link.customer_id, ())[:1]]
    return bool(linked) and all(likeness(one.customer_name, case.payment.payer.name) == "unlike" for one in linked)


def _fits_another(case: Case) -> bool:
    """Whether a customer called as the payer has something open of exactly the amount."""
    return any(item.open.minor for one in case.namesakes for item in case.same.get(one, ()))


def inside_of(case: Case, one: ClaimSet) -> list[Hit]:
    """Return what of the payment's words names a claim of the set."""
    if not case.hits:
        return []
    chosen = {item.id for item in one.items}
    return [hit for hit in case.hits if not chosen.isdisjoint([item.id for item in hit.open])]


def reference_signs(
    case: Case, one: ClaimSet, scales: Scales, *, twice: bool
) -> tuple[str, list[tuple[str, float]], bool]:
    """Return what the payer's words say for the set: its sign, the weights, and whether they name something else too."""
    if not (case.hits or case.near or case.called or one.of_request or len(one.items) > 1):
        return "reference.silent", [("reference.silent", scales.unnamed)], False
    chosen = {item.id for item in one.items}
    inside = inside_of(case, one)
    called = not case.called or calls(case, one.items)
    outside = [hit for hit in case.hits if hit not in inside and [item for item in hit.open if item.open.minor]]
    against = [hit for hit in outside if hit.strength != "loose"]
    if inside:
        signs = _named(inside, chosen, one, scales)
        if outside:
            against = [hit for hit in against if not _payers_own(hit, one, case)]
            weight = _IGNORED * len(against) + _ELSEWHERE * (len(outside) - len(against))
            signs.append(("reference.ignored", weight))
        if not called:
            signs.append(("payer.calls", _CALLED_BESIDE))
        return signs[0][0], signs, bool(against)
    against += [hit for hit in outside if hit.strength == "loose" and hit.is_just(case.payment.amount)]
    several = [("several", _several(one, scales))] if len(one.items) > 1 or one.of_request else []
    if case.near and any(item.id in chosen for item in case.near):
        length = len(case.unknown[0]) if case.unknown else 0
        return "reference.near", [("reference.near", scales.near(length)), *several], False
    customers = {item.customer_id for item in one.items}
    if [hit for hit in case.hits if hit.paid and hit.strength != "loose" and _paid_of(hit, customers)]:
        open_ = sum(len(case.customers.get(customer, ())) for customer in customers)
        weight = scales.earlier(open_) + (_SEQUEL if twice else 0.0)
        return "reference.earlier", [("reference.earlier", weight), *several], bool(against)
    if not called:
        return "reference.other", [("reference.other", scales.unnamed), ("payer.calls", _of_call(case)), *several], True
    code = "reference.other" if against else "reference.silent"
    if case.near and any(item.customer_id in customers for item in case.near):
        several.append(("reference.slip", _SLIPPED_ELSEWHERE))
    return code, [(code, scales.unnamed), *several], bool(against)


def _of_call(case: Case) -> float:
    """Return what it weighs against a set that the text calls others than its customers."""
    return _CALLED_BY_FIRST_NAME if all(map(is_first_name_key, case.names)) else _CALLED


def _paid_of(hit: Hit, customers: set[str]) -> bool:
    """Whether *hit* names a claim of *customers* that is paid."""
    return any(item.customer_id in customers for item in hit.paid)


def _payers_own(hit: Hit, one: ClaimSet, case: Case) -> bool:
    """Whether a document number of another customer, beside a set that fits the payer and the amount, is his own."""
    customers = {item.customer_id for item in one.items}
    if not hit.by_number or any(item.customer_id in customers for item in hit.open) or one.fit.relation != "exact":
        return False
    mine = {link.customer_id for link in case.links} | set(case.organisations) | set(case.namesakes)
    return bool(customers & mine) and mine.isdisjoint(item.customer_id for item in hit.open)


def _several(one: ClaimSet, scales: Scales) -> float:
    """Return the weight of paying several claims that are not named; credit notes of the customer are soon taken."""
    if one.of_request:
        return log2(_WHOLE_REQUEST if len(one.items) == one.of_request else _LESS_REFUSED / max(one.tried, 1))
    debts = sum(1 for item in one.items if item.open.minor > 0 and item.kind is not ItemKind.FEE)
    if debts == 1:
        return log2(_CREDIT_TAKEN) - log2(max(one.tried, 1))
    return log2(_EVERYTHING) if one.tried == 1 else scales.several - log2(one.tried)


def _named(inside: Sequence[Hit], chosen: set[str], one: ClaimSet, scales: Scales) -> list[tuple[str, float]]:
    alone = len(inside) == 1
    strongest = inside[0] if alone else min(inside, key=lambda hit: _STRENGTHS.index(hit.strength))
    code = f"reference.{strongest.strength}"
    weight = scales.references[code]
    choice = sum([1 for item in strongest.open if item.open.minor])
    if choice > 1 and not one.of_request:
        weight -= log2(choice)
    signs = [(code, weight)]
    if alone and len(chosen) == 1 and not one.of_request:
        return signs
    covered = {item.id for hit in inside for item in hit.open} & chosen
    more = len({item.id for hit in inside for item in hit.open if item.id in chosen}) - 1
    if not alone and more > 0:
        signs.append(("reference.each", min(_EACH_NAMED * more, _MOST_NAMED)))
    more_items = [item for item in one.items if item.id not in covered]
    if more_items:
        credits = all(item.open.minor < 0 or item.kind is ItemKind.FEE for item in more_items)
        credits &= not strange_fee(one.items)
        signs.append(("reference.some", log2(_CREDIT_TAKEN if credits else _SOME_NAMED) - log2(max(one.tried, 1))))
    elif alone:
        signs.append(("several", _several(one, scales)))
    return signs

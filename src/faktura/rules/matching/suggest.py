"""What a person might choose for a payment that is not certain: bounded look-ups, at most five answers.

In order: what the payer named; a reference one digit away, an item of a customer the payer has paid
for, or a number in the payer's text, with the very amount; the same without it; and last, the only
item in the whole ledger with the amount.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from faktura.core.check_digit import is_digits
from faktura.core.claim import MOST_BY_AMOUNT, Candidates, OpenItem
from faktura.core.money import Money
from faktura.core.reference import LONGEST
from faktura.rules.matching.certain import Left
from faktura.rules.matching.decision import Claimed, Reason, Suggestion, because
from faktura.rules.matching.evidence import Case, bare, eligible

MOST: Final = 5
"""The most suggestions a person is given."""

_SHORTEST: Final = 4
_MOST_TOKENS: Final = 12
_MOST_CHECKED: Final = 4
"""References of one payment whose neighbours are looked up."""

_TOKEN: Final = re.compile(r"[0-9A-Za-z]{1,25}", re.ASCII)
_TEXT: Final = 600
_DIGITS: Final = "0123456789"


def neighbours(digits: str) -> frozenset[str]:
    """Return every number one edit away from *digits*: a digit changed, lost, added, or swapped with the next.

    >>> sorted(one for one in neighbours("12") if len(one) == 1), "21" in neighbours("12"), "12" in neighbours("12")
    (['1', '2'], True, False)
    """
    found: set[str] = set()
    for at in range(len(digits) + 1):
        before, after = digits[:at], digits[at:]
        found.update(before + one + after for one in _DIGITS)
        if after:
            found.add(before + after[1:])
            found.update(before + one + after[1:] for one in _DIGITS)
    for at, (one, other) in enumerate(pairwise(digits)):
        found.add(digits[:at] + other + one + digits[at + 2 :])
    return frozenset(found - {digits})


@frozen(kw_only=True)
class Found:
    """What the look-ups of a whole batch gave."""

    references: Mapping[str, tuple[OpenItem, ...]]
    numbers: Mapping[str, tuple[OpenItem, ...]]
    customers: Mapping[str, tuple[OpenItem, ...]]
    amounts: Mapping[Money, tuple[OpenItem, ...]]


def look_up(cases: Sequence[Case], candidates: Candidates) -> Found:
    """Return what is near *cases*, with four batch look-ups in all."""
    tokens = {token for case in cases for token in _tokens(case)}
    near = {one for case in cases for digits in _unknown(case) for one in neighbours(digits)}
    customers = {one for case in cases for one in _customers(case)}
    return Found(
        references=candidates.by_reference(sorted(tokens | near)),
        numbers=candidates.by_number(sorted(tokens)),
        customers=candidates.by_customer(sorted(customers)),
        amounts=candidates.by_amount(sorted({case.payment.amount for case in cases}, key=str)),
    )


def suggest(case: Case, found: Found, left: Left, creditor: str) -> tuple[Suggestion, ...]:
    """Return what a person might choose for *case*, the likeliest first."""
    ranked: list[tuple[int, OpenItem, Reason]] = []

    def add(rank: int, rank_with_amount: int, item: OpenItem, reason: Reason) -> None:
        if eligible(item, case.payment, creditor, case.known) == "yes" and _open(item, left) > 0:
            same = _open(item, left) == case.payment.amount.minor
            ranked.append((rank_with_amount if same else rank, item, reason))

    for digits in _unknown(case):
        for one in sorted(neighbours(digits) & found.references.keys()):
            for item in found.references[one]:
                add(5, 1, item, because("matching.one_digit", reference=item.reference))
    for customer in sorted(_customers(case)):
        for item in found.customers.get(customer, ())[:MOST_BY_AMOUNT]:
            code = "matching.payer_known" if customer in case.known else "matching.same_customer"
            add(7, 2, item, because(code))
    for token in _tokens(case):
        for by in (found.references, found.numbers):
            for item in by.get(token, ()):
                add(4, 3, item, because("matching.in_text", reference=token))
    same = found.amounts.get(case.payment.amount, ())
    mine = [item for item in same if eligible(item, case.payment, creditor, case.known) == "yes"]
    if len(mine) == 1 and len(same) < MOST_BY_AMOUNT:
        add(6, 6, mine[0], because("matching.only_amount", amount=case.payment.amount))
    named = _named(case, left)
    singles = _singles(case, ranked, left, {one.allocations for one in named})
    return (*named, *singles)[:MOST]


def _open(item: OpenItem, left: Left) -> int:
    return left.get(item.id, item.open.minor)


def _named(case: Case, left: Left) -> tuple[Suggestion, ...]:
    """Return what the payer named, taken in that order; and where one reference names several, each of them."""
    open_ = [item for item in case.items if _open(item, left)]
    single = [slot for slot in case.slots if sum(bool(_open(item, left)) for item in slot.items) > 1]
    choices = [[item] for item in _by_age(open_)] if single else [open_]
    choices.sort(key=lambda items: sum(_open(item, left) for item in items) != case.payment.amount.minor)
    made: list[Suggestion] = []
    for items in choices[:MOST]:
        if allocations := _taken(items, case.payment.amount, left):
            chosen = {one.item_id for one in allocations}
            labels = dict.fromkeys(slot.label for slot in case.slots if any(item.id in chosen for item in slot.items))
            reason = because("matching.named", reference=", ".join(labels))
            made.append(Suggestion(allocations=allocations, reasons=(reason,)))
    return tuple(made)


def _by_age(items: list[OpenItem]) -> list[OpenItem]:
    return sorted(items, key=lambda item: (item.due, item.number, item.id))


def _taken(items: Sequence[OpenItem], paid: Money, left: Left) -> tuple[Claimed, ...]:
    """Return *items* settled as far as *paid* reaches, credit notes first; nothing when there is no debt."""
    credits = [item for item in items if _open(item, left) < 0]
    debts = [item for item in items if _open(item, left) > 0]
    if not debts:
        return ()
    reach = paid.minor - sum(_open(item, left) for item in credits)
    if reach > sum(_open(item, left) for item in debts):
        credits, reach = [], paid.minor
    taken = [Claimed(item_id=item.id, amount=Money(_open(item, left), paid.currency)) for item in credits]
    for item in debts:
        part = min(reach, _open(item, left))
        if part:
            taken.append(Claimed(item_id=item.id, amount=Money(part, paid.currency)))
            reach -= part
    return tuple(taken)


def _singles(
    case: Case,
    ranked: list[tuple[int, OpenItem, Reason]],
    left: Left,
    said: set[tuple[Claimed, ...]],
) -> list[Suggestion]:
    """Return one suggestion for each item of *ranked*, its reasons gathered, those already *said* left out."""
    ranked.sort(key=lambda one: (one[0], one[1].due, one[1].number, one[1].id, one[2].code))
    reasons: dict[str, list[Reason]] = {}
    items: dict[str, OpenItem] = {}
    for _, item, reason in ranked:
        items.setdefault(item.id, item)
        if reason not in reasons.setdefault(item.id, []):
            reasons[item.id].append(reason)
    made = []
    for item in items.values():
        allocations = _taken([item], case.payment.amount, left)
        if allocations in said:
            continue
        if _open(item, left) == case.payment.amount.minor:
            reasons[item.id].append(because("matching.same_amount", amount=case.payment.amount))
        made.append(Suggestion(allocations=allocations, reasons=tuple(reasons[item.id])))
    return made


def _tokens(case: Case) -> tuple[str, ...]:
    """Return the words of the payer's texts that could be numbers of ours."""
    words = (word for text in case.texts for word in _TOKEN.findall(text[:_TEXT]))
    numbers = (word for word in words if any(one.isdigit() for one in word))
    return tuple(dict.fromkeys(numbers))[:_MOST_TOKENS]


def _unknown(case: Case) -> tuple[str, ...]:
    """Return the digits the payer gave as a reference of which nothing is known, or nothing open."""
    texts = (bare(text) for text in case.texts)
    return tuple(dict.fromkeys(text for text in texts if is_digits(text) and _SHORTEST <= len(text) <= LONGEST))[
        :_MOST_CHECKED
    ]


def _customers(case: Case) -> frozenset[str]:
    return case.known | {item.customer_id for item in case.items}

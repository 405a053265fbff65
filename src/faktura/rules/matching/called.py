"""Which customers a payer calls by name in the text: "Nils Berg", "Mats Larsson o Björn Larsson".

A known payer who writes another's name pays for that one.

>>> [name for name, _ in names_said("Mats Larsson o Björn Larsson", 700_00)]
['Mats Larsson', 'Björn Larsson', 'Mats Larsson', 'Björn Larsson']
>>> names_said("faktura 1023", 700_00), names_said("tack", 700_00)
([], [])
"""

import re
from collections.abc import Sequence
from typing import Final

from faktura.core.claim import Candidates, OpenItem
from faktura.core.money import Money
from faktura.core.payer_name import name_keys, payer_keys
from faktura.rules.matching.case import Case

_BETWEEN: Final = re.compile(r"\s+(?:o|och|and)\s+|\s*[/&+;]\s*", re.IGNORECASE)
_LONGEST: Final = 100
_MOST: Final = 4


def look_for_called(cases: Sequence[Case], candidates: Candidates) -> None:
    """Fill in whom the cases that name no claim call by name, as far as those owe the amount, or an equal share of it."""
    asked: dict[int, list[tuple[str, Money]]] = {}
    for at, case in enumerate(cases):
        if case.hits or case.payment.reversal:
            continue
        payment = case.payment
        texts = [one.text for one in payment.references if one.kind == "text"]
        said = names_said(" ".join([*texts, payment.message]), payment.amount.minor)
        pairs = [(payer_keys(name)[0], Money(minor, payment.amount.currency)) for name, minor in said]
        if pairs:
            asked[at] = pairs
    found = candidates.by_name(tuple(dict.fromkeys(pair for some in asked.values() for pair in some))) if asked else {}
    for at, pairs in asked.items():
        groups = (tuple(found.get(pair, ())) for pair in pairs)
        cases[at].called = tuple(dict.fromkeys(group for group in groups if group))
        cases[at].names = tuple(dict.fromkeys(key for key, _ in pairs))


def calls(case: Case, items: Sequence[OpenItem]) -> bool:
    """Whether *items* are those of the customers the text calls by name, where it calls any."""
    every = {one for group in case.called for one in group}
    if not every or {key for item in items for key in name_keys(item.customer_name)[:1]} >= set(case.names):
        return True
    customers = {item.customer_id for item in items}
    return customers <= every and all(not customers.isdisjoint(group) for group in case.called)


def names_said(text: str, minor: int) -> list[tuple[str, int]]:
    """Return what in *text* may be a customer's name, with what that customer would pay: all of *minor*, or a share."""
    text = text[:_LONGEST].strip()
    if not text or any(one.isdigit() for one in text):
        return []
    parts = [part for part in _BETWEEN.split(text) if len(part.split()) > 1 and payer_keys(part)]
    said = [(part, minor) for part in parts[:_MOST]]
    if 1 < len(parts) <= _MOST and minor % len(parts) == 0:
        said += [(part, minor // len(parts)) for part in parts]
    return said


def shares(minor: int) -> list[int]:
    """Return what each of those called by name may pay of *minor*: all of it, or an equal share."""
    return [minor // parts for parts in range(1, _MOST + 1) if minor % parts == 0]

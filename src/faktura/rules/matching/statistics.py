"""What is known beforehand of a creditor's claims and payers: an explicit, frozen input of matching.

Nothing of it is counted on the side while payments are matched, so the same statistics give the same
decisions whatever else the ledger holds.

>>> from datetime import date
>>> from faktura.core.money import sek
>>> item = OpenItem(id="F1", creditor="A", customer_id="C", number="1", reference="12351", open=sek(350),
...                 due=date(2026, 3, 1))
>>> statistics = Statistics.of([item])
>>> statistics.claims, statistics.with_amount(350_00, "SEK")
(1, 1)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final, Self

import attrs
from attrs import field, frozen

from faktura.core.check_digit import is_digits, modulus_10
from faktura.core.claim import OpenItem
from faktura.rules.matching.weights import GENERIC, Seen

_SAMPLE: Final = 200
"""So many references are looked at to learn whether the creditor's references carry check digits."""

Amounts = Mapping[str, Mapping[int, int]]

_NO_AMOUNTS: Final[Amounts] = MappingProxyType({})
_NO_SEEN: Final[Seen] = MappingProxyType({})


@frozen(kw_only=True)
class Statistics:
    """Frequencies of a creditor's open claims, and what confirmed links have taught.

    Attributes:
        claims: Open claims; `customers` among which they are.
        amounts: How many claims have each amount open, by currency and minor units.
        check_digits: The creditor's references end in a check digit, so that a slip seldom makes another one.
        seen: How often each sign stood with a payment a person or time has confirmed, by its code (`weights`).
    """

    claims: int = GENERIC
    customers: int = GENERIC
    amounts: Amounts = field(default=_NO_AMOUNTS, repr=False)
    check_digits: bool = True
    seen: Seen = field(default=_NO_SEEN, repr=False)

    @classmethod
    def of(cls, items: Iterable[OpenItem], *, seen: Seen = _NO_SEEN) -> Self:
        """Count *items* once; paid ones only tell what references look like."""
        every = tuple(items)
        minors: dict[str, list[int]] = {}
        customers: set[str] = set()
        for item in every:
            if minor := item.open.minor:
                customers.add(item.customer_id)
                minors.setdefault(item.open.currency, []).append(minor)
        amounts = {currency: MappingProxyType(Counter(minors[currency])) for currency in sorted(minors)}
        references = tuple(islice((item.reference for item in every if item.reference), _SAMPLE))
        checked = sum(map(has_check_digit, references))
        return cls(
            claims=sum(map(len, minors.values())),
            customers=len(customers),
            amounts=MappingProxyType(amounts),
            check_digits=checked * 10 >= len(references) * 9,
            seen=seen,
        )

    def with_amount(self, minor: int, currency: str) -> int:
        """Return how many claims have exactly that amount open."""
        return self.amounts[currency].get(minor, 0) if currency in self.amounts else 0

    def confirmed(self, codes: Iterable[str], times: int = 1) -> Self:
        """Return the statistics after a link with these signs was confirmed; *times* -1 takes it back exactly."""
        counted = Counter(self.seen)
        for code in codes:
            counted[code] += times
        return attrs.evolve(self, seen=MappingProxyType({code: n for code, n in sorted(counted.items()) if n}))


def has_check_digit(reference: str) -> bool:
    """Whether *reference* is digits of which the last is their check digit (modulus 10)."""
    return len(reference) > 2 and is_digits(reference) and modulus_10(reference[:-1]) == reference[-1]

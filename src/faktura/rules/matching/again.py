"""Whether a payment may be a second one of what is paid already, and how much speaks for it.

An equal payment of the same customer within two weeks is suspect. A copy repeats the number of the first or gives none;
one with another number of the customer's is another payment, and so is one that comes later, when the next claim falls due.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen
from rapidfuzz.distance import OSA

from faktura.core.claim import OpenItem, settles
from faktura.core.payment import IncomingPayment
from faktura.rules.matching.case import Case, Hit
from faktura.rules.matching.weights import NONE

DUPLICATE_DAYS: Final = 16
"""A payment as a paid claim's, within so many days of it, may be the same one twice: two weeks, and a weekend."""

_TWO_WEEKS: Final = 14
_SAME_DAY: Final = 10.0
"""How much commoner a copy is on the very day than on one of the days after it."""

_OVER_A_WEEKEND: Final = 0.05
_OTHER_NUMBER: Final = 0.005
"""P(a copy gives another number of ours than the first | it is one)."""

_ABOUT_DUE: Final = 10
_WELL_BEFORE: Final = 16
_EARLY: Final = 4.0
_VERY_EARLY: Final = 20.0
"""How much rarer it is to pay a claim well before it is due than about the day or after it."""

_TOLERATED: Final = 0.0006
"""Odds of a second payment that a person need not look at."""


@frozen
class Doubt:
    """That a payment is the second one of what is paid.

    Attributes:
        odds: To those that it is for what is open, before the day it came is held against what falls due.
        surely: No day and no probability clears it: it names what is paid, and that alone.
    """

    odds: float = 0.0
    surely: bool = False

    def of(self, items: Sequence[OpenItem], on: date) -> float:
        """Return the odds beside *items*: who pays them long before they are due is likelier to pay others twice."""
        early = max((item.due for item in items), default=on).toordinal() - on.toordinal()
        return self.odds * (1.0 if early <= _ABOUT_DUE else _EARLY if early <= _WELL_BEFORE else _VERY_EARLY)

    def stops(self, items: Sequence[OpenItem], on: date) -> bool:
        """Whether a person has to look before *items* are settled."""
        return self.surely or self.of(items, on) > _TOLERATED


_NONE: Final = Doubt()
_SURELY: Final = Doubt(NONE["twice"], surely=True)


def doubt(case: Case, *, oldest_first: bool = False) -> Doubt:
    """Return how likely *case* is a second payment; where a claim is named, only an equal part of that very claim.

    None where the sender has declared *oldest_first*, and the reference is the customer's for every claim: whoever pays
    twice on such a reference has paid the next claim.
    """
    if oldest_first and _names_customer(case):
        return _NONE
    minor, on = case.payment.amount.minor, case.payment.booked_on
    if named := named_open(case):
        return _SURELY if [item for item in named if _part_again(item, minor, on)] else _NONE
    if [hit for hit in case.hits if hit.paid and hit.strength != "loose" and _names_paid(hit, minor, on)]:
        return _SURELY
    odds = NONE["twice"] * sum([_likely(case, days, said) for days, said in _earlier(case)])
    return Doubt(odds) if odds else _NONE


def named_open(case: Case) -> list[OpenItem]:
    """Return the open claims that *case* names, each by a reference that is its alone."""
    if not case.hits:
        return []
    return [hit.open[0] for hit in case.hits if hit.strength != "loose" and len(hit.open) == 1 and not hit.paid]


def _names_customer(case: Case) -> bool:
    """Whether all the numbers that *case* gives are one customer's for several claims."""
    named = [(*hit.open, *hit.paid) for hit in case.hits if hit.strength != "loose"]
    return all(len(items) > 1 for items in named) and len({item.customer_id for items in named for item in items}) == 1


def said_by(payment: IncomingPayment) -> str:
    """Return the digits of all that the payer wrote."""
    texts = (*(one.text for one in payment.references), payment.message)
    return "".join([one for text in texts for one in text if one in "0123456789"])


def _likely(case: Case, days: int, said: str) -> float:
    odds = _SAME_DAY if not days else 1.0 if days <= _TWO_WEEKS else _OVER_A_WEEKEND
    numbers = any(hit.strength != "loose" for hit in case.hits)
    if said and numbers and OSA.distance(said, said_by(case.payment), score_cutoff=1) > 1:
        return odds * _OTHER_NUMBER
    return odds


def _earlier(case: Case) -> Iterator[tuple[int, str]]:
    """Yield how many days ago an equal payment of the same customer came, and the digits it gave, where they are known."""
    minor, on = case.payment.amount.minor, case.payment.booked_on
    named = [item for hit in case.hits for item in hit.paid]
    some = [its for one in case.payers_of_as_much() for its in (*case.same.get(one, ()), *named) if not its.open.minor]
    for item in {one.id: one for one in some}.values():
        paid_on = item.paid_on
        if paid_on is not None and _recent(paid_on, on) and _paid_by(item) == minor:
            yield (on - paid_on).days, item.last.said if item.last is not None else ""


def _paid_by(item: OpenItem) -> int:
    """Return how much the payment was that paid *item*; one that is not known was for it alone."""
    whole = item.last.amount if item.last is not None else None
    return (settles(item) if whole is None else whole).minor


def _names_paid(hit: Hit, minor: int, on: date) -> bool:
    """Whether *hit* names one claim only, which such a payment settled about that day, or who knows when."""
    alone = len(hit.paid) + len(hit.open) == 1
    days = [item.paid_on for item in hit.paid if settles(item).minor == minor]
    return any(day is None or (alone and near_in_time(day, on)) for day in days)


def _part_again(item: OpenItem, minor: int, on: date) -> bool:
    """Whether an equal part of *item* was paid within two weeks.

    Of a part of unknown day, what is left is taken to be another.
    """
    if not was_paid_before(item, minor):
        return False
    return item.open.minor != minor if item.paid_on is None else near_in_time(item.paid_on, on)


def was_paid_before(item: OpenItem, minor: int) -> bool:
    """Whether *minor* is what was paid last of *item*, which is still open, or all that was paid of it."""
    if item.last is not None:
        return item.open.minor > 0 and item.last.part.minor == minor
    if item.total is None or not 0 < item.open.minor < item.total.minor:
        return False
    before = item.total.minor - item.open.minor
    return before == minor and (item.deduction is None or item.deduction.minor != before)


def near_in_time(one: date, other: date) -> bool:
    """Whether the two days are so near that equal payments on them may be one payment twice."""
    return abs((one - other).days) <= DUPLICATE_DAYS


def _recent(earlier: date, on: date) -> bool:
    return 0 <= (on - earlier).days <= DUPLICATE_DAYS

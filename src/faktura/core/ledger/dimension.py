"""Dimensions (SIE 4B chapter 8): cost centres, projects and whatever else a sender follows up by.

>>> shop = DimensionObject(Dimension(COST_CENTRE, "100"), "Butik", until=date(2026, 12, 31))
>>> shop.is_open(date(2026, 12, 31)), shop.is_open(date(2027, 1, 1))
(True, False)
"""

from datetime import date
from typing import Final

from attrs import field, frozen


@frozen
class Dimension:
    """One object a row is tagged with: SIE dimension number (1 cost centre, 6 project) and its code."""

    number: int
    code: str


COST_CENTRE: Final = 1
"""Kostnadsställe; numbers from 20 on are free for the sender's own dimensions."""
PROJECT: Final = 6


@frozen
class DimensionObject:
    """An entry of the sender's register of cost centres, projects and the like.

    Attributes:
        name: What it is called in the SIE file.
        since, until: The first and the last day something may be booked on it; none: no bound.
    """

    dimension: Dimension
    name: str
    since: date | None = field(default=None, kw_only=True)
    until: date | None = field(default=None, kw_only=True)

    def is_open(self, day: date) -> bool:
        """Return whether something may be booked on it that *day*."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

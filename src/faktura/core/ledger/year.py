"""Financial years (räkenskapsår, BFL 3 kap.): calendar years, broken years, and years made longer or shorter.

>>> broken = FinancialYear(date(2025, 7, 1), date(2026, 6, 30))
>>> year_of(date(2028, 2, 29), broken)
FinancialYear(start=datetime.date(2027, 7, 1), end=datetime.date(2028, 6, 30))
>>> year_of(date(2026, 5, 1), None)
FinancialYear(start=datetime.date(2026, 1, 1), end=datetime.date(2026, 12, 31))
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from attrs import field, frozen

from faktura.core.calendar import add_months
from faktura.core.errors import InputError
from faktura.core.wording import Text, register

_LONGEST: Final = 18
"""Months: a first, last or changed year may be so long (BFL 3 kap. 3 §)."""


@frozen
class FinancialYear:
    """A financial year: first and last day, at most eighteen months apart (BFL 3 kap. 3 §)."""

    start: date
    end: date = field()

    @end.validator
    def _reasonable(self, _attribute: object, end: date) -> None:
        last = self.start.year * 12 + self.start.month + _LONGEST
        if end < self.start or end.year * 12 + end.month > last:
            raise InputError("ledger.year", start=self.start.isoformat(), end=end.isoformat())

    def holds(self, day: date) -> bool:
        """Return whether *day* falls in the year."""
        return self.start <= day <= self.end

    @property
    def next(self) -> "FinancialYear":
        """The year after it, of twelve months (BFL 3 kap. 1 §)."""
        start = self.end + timedelta(days=1)
        return FinancialYear(start, add_months(start, 12) - timedelta(days=1))

    @property
    def previous(self) -> "FinancialYear":
        """The year before it, of twelve months."""
        return FinancialYear(add_months(self.start, -12), self.start - timedelta(days=1))


def year_of(day: date, usual: FinancialYear | None, others: Iterable[FinancialYear] = ()) -> FinancialYear:
    """Return the financial year *day* falls in.

    The years given stand; before, between and after them years of twelve months follow each other, cut short where
    the next given one begins. None given at all: calendar years.
    """
    given: list[FinancialYear] = sorted([*((usual,) if usual else ()), *others], key=lambda year: year.start)
    given = given or [FinancialYear(date(day.year, 1, 1), date(day.year, 12, 31))]
    before = [year for year in given if year.start <= day]
    if not before:
        year = given[0]
        while day < year.start:
            year = year.previous
        return year
    year, following = before[-1], [one.start for one in given if one.start > day]
    while day > year.end:
        year = year.next
    if following and year.end >= following[0]:
        year = FinancialYear(year.start, following[0] - timedelta(days=1))
    return year


register(
    {
        "ledger.year": Text(
            en="a financial year cannot run from {start} to {end}; it lasts at most eighteen months",
            sv="ett räkenskapsår kan inte gå från {start} till {end}; det är högst arton månader",
        ),
    }
)

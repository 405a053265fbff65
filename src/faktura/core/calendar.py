"""Days on which Swedish banks are open, and months counted as the law counts them.

>>> next_bank_day(date(2026, 6, 19))  # Midsummer Eve
datetime.date(2026, 6, 22)
>>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 2, 28), 1, anchor_day=31)
(datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.wording import Text, register

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@lru_cache(maxsize=256)
def holidays_of(year: int) -> Mapping[date, str]:
    """Return the days of *year* when banks are closed besides Saturdays and Sundays, with Swedish names.

    The public holidays of lag (1989:253), 6 June from 2005 among them, and the three eves that
    lag (1930:173) 2 § puts beside them: Midsummer Eve, Christmas Eve and New Year's Eve. Some fall
    on a Saturday or Sunday. Maundy Thursday and Twelfth Night are ordinary days.

    >>> holidays_of(2026)[date(2026, 6, 19)]
    'Midsommarafton'
    """
    import holidays

    found = holidays.country_holidays("SE", years=year, language="sv", categories=("public", "de_facto"))
    return MappingProxyType(dict(sorted(found.items())))


def _plain(day: date) -> date:
    """Refuse a moment where a day is meant: it would equal no day of any calendar, and pass as open."""
    if isinstance(day, datetime):
        raise InputError("calendar.moment", found=type(day).__name__)
    return day


def _days(closed: Iterable[date]) -> frozenset[date]:
    return frozenset(closed)


@frozen
class BankCalendar:
    """Which days are bank days: Monday to Friday, except holidays and the three eves.

    The same days count when a statutory time limit ends: on a Saturday, a holiday or one of the
    eves it moves to the next weekday, lag (1930:173) 2 §.

    Attributes:
        closed: Further days on which the host's bank or office is closed.
    """

    closed: frozenset[date] = field(default=frozenset(), converter=_days)

    def is_bank_day(self, day: date) -> bool:
        """Whether *day* is a bank day."""
        _plain(day)
        return day.weekday() < _SATURDAY and day not in holidays_of(day.year) and day not in self.closed

    def next_bank_day(self, day: date) -> date:
        """Return *day* if it is a bank day, else the first bank day after it."""
        while not self.is_bank_day(day):
            day += _DAY
        return day

    def add_bank_days(self, day: date, number: int) -> date:
        """Return the *number*th bank day after *day*, or before it when negative; 0 is `next_bank_day`.

        >>> BankCalendar().add_bank_days(date(2026, 12, 23), 1)
        datetime.date(2026, 12, 28)
        """
        if number == 0:
            return self.next_bank_day(day)
        step = _DAY if number > 0 else -_DAY
        left = abs(number)
        while left:
            day += step
            left -= self.is_bank_day(day)
        return day

    def bank_days_between(self, first: date, last: date) -> int:
        """Return how many bank days come after *first*, up to and including *last*; negative backwards.

        >>> BankCalendar().bank_days_between(date(2026, 12, 23), date(2026, 12, 28))
        1
        """
        if last < first:
            return -self.bank_days_between(last, first)
        span = range(1, (last - first).days + 1)
        return sum(self.is_bank_day(first + timedelta(days=after)) for after in span)


SWEDISH_BANK_DAYS: Final = BankCalendar()
"""The calendar of Swedish banks, without anybody's own closed days."""


def is_bank_day(day: date) -> bool:
    """Whether *day* is a Swedish bank day."""
    return SWEDISH_BANK_DAYS.is_bank_day(day)


def next_bank_day(day: date) -> date:
    """Return *day* if it is a Swedish bank day, else the first one after it."""
    return SWEDISH_BANK_DAYS.next_bank_day(day)


def add_bank_days(day: date, number: int) -> date:
    """Return the *number*th Swedish bank day after *day*; see `BankCalendar.add_bank_days`."""
    return SWEDISH_BANK_DAYS.add_bank_days(day, number)


def bank_days_between(first: date, last: date) -> int:
    """Return how many Swedish bank days come after *first*, up to and including *last*."""
    return SWEDISH_BANK_DAYS.bank_days_between(first, last)


def add_months(day: date, number: int, anchor_day: int | None = None) -> date:
    """Return the day *number* months after *day* (before, when negative), on the same number.

    A month too short for it gives its last day, lag (1930:173) 1 §. *anchor_day* is the number a
    series began on, so that the 31st comes back after a short month; without it the number is that
    of *day*.

    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    _plain(day)
    wanted = day.day if anchor_day is None else anchor_day
    years, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not 1 <= wanted <= 31 or not date.min.year <= years <= date.max.year:
        raise InputError("calendar.months", number=number, anchor_day=wanted)
    return date(years, month + 1, min(wanted, monthrange(years, month + 1)[1]))


register(
    {
        "calendar.moment": Text(
            en="a day is wanted, not a {found}; take the date of the moment in its own time zone first",
            sv="en dag behövs, inte {found}; ta först tidpunktens datum i dess egen tidszon",
        ),
        "calendar.months": Text(
            en="{number} months on, day {anchor_day}: no such day; "
            "give a number from 1 to 31 and a year from 1 to 9999",
            sv="{number} månader bort, dag {anchor_day}: ingen sådan dag finns; "
            "ange ett dagnummer från 1 till 31 och ett år från 1 till 9999",
        ),
    }
)

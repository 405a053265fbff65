"""The days of a payment order that repeats: on one day of the month, or on the last bank day of it.

A day of the month on which banks are closed moves to the next bank day; the last bank day is at or before the last
day. A month too short for the day gives its last one, and the day comes back afterwards.

>>> [day.isoformat() for day in withdrawal_days(date(2026, 1, 31), Interval.MONTHLY, 3)]
['2026-02-02', '2026-03-02', '2026-03-31']
>>> [day.isoformat() for day in withdrawal_days(date(2026, 1, 31), Interval.LAST_QUARTERLY, 2)]
['2026-01-30', '2026-04-30']
"""

from datetime import date, timedelta
from typing import Final

from faktura.core.calendar import SWEDISH_BANK_DAYS, BankCalendar, add_months
from faktura.core.mandate import Interval

_MONTHS: Final = {
    Interval.MONTHLY: 1,
    Interval.QUARTERLY: 3,
    Interval.HALF_YEARLY: 6,
    Interval.YEARLY: 12,
    Interval.LAST_MONTHLY: 1,
    Interval.LAST_QUARTERLY: 3,
    Interval.LAST_HALF_YEARLY: 6,
    Interval.LAST_YEARLY: 12,
}
_LAST: Final = frozenset(
    {Interval.LAST_MONTHLY, Interval.LAST_QUARTERLY, Interval.LAST_HALF_YEARLY, Interval.LAST_YEARLY}
)


def withdrawal_days(
    first: date, interval: Interval, number: int, *, calendar: BankCalendar = SWEDISH_BANK_DAYS
) -> tuple[date, ...]:
    """Return the first *number* days of an order that begins on *first*; one day when it is carried out once."""
    if interval is Interval.ONCE:
        return (calendar.next_bank_day(first),)[:number]
    months = (add_months(first, at * _MONTHS[interval], first.day) for at in range(number))
    if interval in _LAST:
        return tuple(_last_bank_day(day, calendar) for day in months)
    return tuple(calendar.next_bank_day(day) for day in months)


def _last_bank_day(day: date, calendar: BankCalendar) -> date:
    last = add_months(day, 0, 31)
    return last if calendar.is_bank_day(last) else calendar.add_bank_days(last + timedelta(days=1), -1)

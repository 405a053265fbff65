"""The days of orders that repeat."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import is_bank_day
from faktura.core.mandate import Interval
from faktura.rules.withdrawal_days import withdrawal_days

CASES = [
    (date(2026, 6, 19), Interval.ONCE, 3, ["2026-06-22"]),  # Midsummer Eve
    (date(2026, 1, 15), Interval.MONTHLY, 3, ["2026-01-15", "2026-02-16", "2026-03-16"]),
    (date(2026, 1, 30), Interval.QUARTERLY, 2, ["2026-01-30", "2026-04-30"]),
    (date(2026, 2, 27), Interval.HALF_YEARLY, 2, ["2026-02-27", "2026-08-27"]),
    (date(2024, 2, 29), Interval.YEARLY, 2, ["2024-02-29", "2025-02-28"]),
    (date(2026, 1, 5), Interval.LAST_MONTHLY, 2, ["2026-01-30", "2026-02-27"]),
    (date(2026, 2, 1), Interval.LAST_QUARTERLY, 2, ["2026-02-27", "2026-05-29"]),
    (date(2026, 6, 1), Interval.LAST_HALF_YEARLY, 2, ["2026-06-30", "2026-12-30"]),  # New Year's Eve is closed
    (date(2026, 5, 1), Interval.LAST_YEARLY, 2, ["2026-05-29", "2027-05-31"]),
    (date(2026, 5, 1), Interval.MONTHLY, 0, []),
]


@pytest.mark.parametrize(("first", "interval", "number", "days"), CASES)
def test_each_interval(first: date, interval: Interval, number: int, days: list[str]) -> None:
    """On the day or the bank day after it; or on the last bank day of the month."""
    assert [day.isoformat() for day in withdrawal_days(first, interval, number)] == days


@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.sampled_from(Interval), st.integers(0, 12))
def test_days_are_bank_days_in_order(first: date, interval: Interval, number: int) -> None:
    """As many as asked for, and never two in one month's place."""
    days = withdrawal_days(first, interval, number)
    assert len(days) == (min(number, 1) if interval is Interval.ONCE else number)
    assert all(is_bank_day(day) for day in days)
    assert list(days) == sorted(set(days))

"""Bank days and months."""

import json
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import (
    SWEDISH_BANK_DAYS,
    BankCalendar,
    add_bank_days,
    add_months,
    bank_days_between,
    holidays_of,
    is_bank_day,
    next_bank_day,
)
from faktura.core.errors import InputError
from tests.reference import reference

DAYS = st.dates(date(2005, 1, 1), date(2045, 12, 31))
NEAR = st.dates(date(2025, 1, 1), date(2027, 12, 31))
DAY = timedelta(days=1)


def test_the_holidays_are_those_of_the_published_list() -> None:
    """Every day of 26 years is open or closed as in the list, weekends apart."""
    published = json.loads(reference("rules", "skatteverket", "bank-holidays.json").read_text("utf-8"))["years"]
    assert len(published) == 26
    for year, listed in published.items():
        assert sorted(holidays_of(int(year))) == sorted(date.fromisoformat(one["date"]) for one in listed)
        closed = {date.fromisoformat(one["date"]) for one in listed}
        for after in range(366 if monthrange(int(year), 2)[1] == 29 else 365):
            day = date(int(year), 1, 1) + timedelta(days=after)
            assert is_bank_day(day) == (day.weekday() < 5 and day not in closed), day


CASES = [
    # day,               open?  why
    (date(2025, 6, 6), False, "the national day, a Friday"),
    (date(2005, 6, 6), False, "the first year it was a holiday"),
    (date(2004, 6, 7), True, "a Monday when it was none"),
    (date(2026, 6, 19), False, "Midsummer Eve"),
    (date(2026, 12, 24), False, "Christmas Eve"),
    (date(2026, 12, 31), False, "New Year's Eve"),
    (date(2026, 4, 2), True, "Maundy Thursday"),
    (date(2026, 1, 5), True, "Twelfth Night"),
    (date(2026, 1, 6), False, "Epiphany"),
    (date(2026, 4, 3), False, "Good Friday"),
    (date(2026, 4, 6), False, "Easter Monday"),
    (date(2026, 5, 14), False, "Ascension Day"),
    (date(2026, 5, 15), True, "the squeeze day after it"),
    (date(2026, 5, 25), True, "Whit Monday, a holiday until 2004"),
    (date(2004, 5, 31), False, "Whit Monday of 2004"),
    (date(2026, 10, 31), False, "All Saints, a Saturday"),
    (date(2026, 11, 21), False, "a Saturday"),
]


@pytest.mark.parametrize(("day", "expected", "why"), CASES, ids=str)
def test_which_days_banks_are_open(day: date, expected: bool, why: str) -> None:
    """Monday to Friday except holidays, 6 June and the three eves."""
    assert is_bank_day(day) == expected, why


@given(DAYS)
def test_the_next_bank_day_is_the_first_one_not_before(day: date) -> None:
    """A bank day stays; else nothing open is passed over."""
    moved = next_bank_day(day)
    assert is_bank_day(moved)
    assert moved >= day
    assert not any(is_bank_day(day + timedelta(days=after)) for after in range((moved - day).days))
    assert next_bank_day(moved) == moved


@given(DAYS, st.integers(1, 40))
def test_adding_bank_days_is_undone_by_counting_them(day: date, number: int) -> None:
    """The n-th bank day after a day has n bank days up to it; the n-th before likewise."""
    later = add_bank_days(day, number)
    assert is_bank_day(later)
    assert bank_days_between(day, later) == number
    assert bank_days_between(later, day) == -number
    earlier = add_bank_days(day, -number)
    assert is_bank_day(earlier)
    assert bank_days_between(earlier - DAY, day - DAY) == number
    assert add_bank_days(next_bank_day(day), 0) == add_bank_days(day, 0) == next_bank_day(day)


@given(NEAR, NEAR, NEAR)
def test_counts_of_bank_days_add_up(first: date, second: date, third: date) -> None:
    """Straight from the first to the third is by way of the second, whatever their order."""
    there = bank_days_between(first, second) + bank_days_between(second, third)
    assert bank_days_between(first, third) == there


@given(DAYS, st.integers(2, 60))
def test_adding_one_by_one_is_adding_at_once(day: date, number: int) -> None:
    """Bank days are stepped, never estimated."""
    one_by_one = day
    for _ in range(number):
        one_by_one = add_bank_days(one_by_one, 1)
    assert one_by_one == add_bank_days(day, number)


def test_a_host_closes_further_days() -> None:
    """Its own calendar knows them; the Swedish one does not."""
    ours = BankCalendar([date(2026, 5, 15)])
    assert not ours.is_bank_day(date(2026, 5, 15))
    assert ours.next_bank_day(date(2026, 5, 14)) == date(2026, 5, 18)
    assert SWEDISH_BANK_DAYS.next_bank_day(date(2026, 5, 14)) == date(2026, 5, 15)
    assert ours == BankCalendar(frozenset({date(2026, 5, 15)}))


def test_holidays_are_named_and_cannot_be_changed_by_mistake() -> None:
    """One year is built once and shared, so it is read-only."""
    year = holidays_of(2026)
    assert year is holidays_of(2026)
    assert [year[date(2026, 12, day)] for day in (24, 25, 26, 31)] == [
        "Julafton", "Juldagen", "Annandag jul", "Nyårsafton",
    ]  # fmt: skip
    with pytest.raises(TypeError):
        year[date(2026, 11, 21)] = "ours"  # type: ignore[index]


def test_a_moment_is_no_day() -> None:
    """A datetime equals no day of the calendar and would pass as open on New Year's Day."""
    moment = datetime(2027, 1, 1, 12, tzinfo=UTC)
    for call in (is_bank_day, next_bank_day, lambda day: add_months(day, 1)):
        with pytest.raises(InputError) as refused:
            call(moment)
        assert refused.value.code == "calendar.moment"


MONTHS = [
    # day,              months, anchor, result             lag (1930:173) 1 §: same number, else the month's last day
    (date(2026, 1, 15), 1, None, date(2026, 2, 15)),
    (date(2026, 1, 31), 1, None, date(2026, 2, 28)),
    (date(2024, 1, 31), 1, None, date(2024, 2, 29)),
    (date(2026, 3, 31), 1, None, date(2026, 4, 30)),
    (date(2026, 12, 31), 2, None, date(2027, 2, 28)),
    (date(2024, 2, 29), 12, None, date(2025, 2, 28)),
    (date(2024, 2, 29), 48, None, date(2028, 2, 29)),
    (date(2026, 3, 31), -1, None, date(2026, 2, 28)),
    (date(2026, 1, 1), -1, None, date(2025, 12, 1)),
    (date(2026, 2, 28), 1, 31, date(2026, 3, 31)),
    (date(2026, 4, 30), 1, 31, date(2026, 5, 31)),
    (date(2025, 2, 28), 36, 29, date(2028, 2, 29)),
    (date(2026, 5, 10), 0, None, date(2026, 5, 10)),
]


@pytest.mark.parametrize(("day", "number", "anchor", "expected"), MONTHS)
def test_months(day: date, number: int, anchor: int | None, expected: date) -> None:
    """The same number, or the last day of a month too short for it."""
    assert add_months(day, number, anchor) == expected


@given(DAYS, st.integers(-240, 240), st.integers(-240, 240))
def test_a_series_kept_by_its_anchor_does_not_drift(day: date, first: int, second: int) -> None:
    """With the anchor, two steps are one long step, whatever short month lies between."""
    stepped = add_months(add_months(day, first, day.day), second, day.day)
    assert stepped == add_months(day, first + second, day.day)
    assert (stepped + DAY).month != stepped.month or stepped.day == day.day


@given(DAYS, st.integers(1, 120))
def test_months_are_months(day: date, number: int) -> None:
    """As many calendar months on as asked, never a day of another one."""
    later = add_months(day, number)
    assert (later.year - day.year) * 12 + later.month - day.month == number
    assert later.day <= day.day


@pytest.mark.parametrize(("number", "anchor"), [(1, 0), (1, 32), (1, -1), (12 * 9000, None), (-12 * 3000, None)])
def test_months_that_lead_nowhere(number: int, anchor: int | None) -> None:
    """No day 0 or 32, no year outside the calendar."""
    with pytest.raises(InputError) as refused:
        add_months(date(2026, 1, 31), number, anchor)
    assert refused.value.code == "calendar.months"

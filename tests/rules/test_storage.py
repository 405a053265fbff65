"""How long the records of a financial year are kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import LawNotKnown
from faktura.rules.law.book import SWEDEN
from faktura.rules.storage import may_be_removed, storage_time


@pytest.mark.parametrize(
    ("year_end", "until"),
    [
        (date(2025, 12, 31), date(2032, 12, 31)),
        (date(2026, 4, 30), date(2033, 12, 31)),  # a broken year: the calendar year of its last day counts
        (date(2026, 1, 31), date(2033, 12, 31)),
        (date(2016, 12, 31), date(2023, 12, 31)),
    ],
)
def test_to_the_end_of_the_seventh_year(year_end: date, until: date) -> None:
    """After the calendar year in which the financial year ended (bokföringslagen 7 kap. 2 §)."""
    found = storage_time(year_end, law=SWEDEN)
    assert (found.until, found.years) == (until, 7)
    assert not may_be_removed(year_end, on=until, law=SWEDEN)
    assert may_be_removed(year_end, on=until + timedelta(days=1), law=SWEDEN)


def test_it_says_that_it_was_read_second_hand() -> None:
    """The row is marked S."""
    assert "confirm it" in storage_time(date(2025, 12, 31), law=SWEDEN).explain("en")
    assert "bekräfta det" in storage_time(date(2025, 12, 31), law=SWEDEN).explain("sv")


def test_a_year_outside_the_table_is_refused() -> None:
    """Nothing is removed on a guess."""
    with pytest.raises(LawNotKnown):
        storage_time(date(2015, 12, 31), law=SWEDEN)


@given(st.dates(date(2016, 1, 1), date(2027, 12, 31)))
def test_seven_whole_years_at_least(year_end: date) -> None:
    """And less than eight, ending with a year."""
    found = storage_time(year_end, law=SWEDEN)
    assert (found.until.month, found.until.day) == (12, 31)
    assert found.until.year - year_end.year == 7

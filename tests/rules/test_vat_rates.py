"""The rate of each named supply on the days it changed, and the row that is said to have given it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.dated import Row
from faktura.core.errors import LawNotKnown
from faktura.core.vat import VatCategory
from faktura.rules.law.book import SWEDEN
from faktura.rules.vat_rates import Supply, rate_of

RATES = [
    # supply,                    from,             percent, the percent of the day before
    (Supply.STANDARD,            date(2016, 1, 1), 25, None),
    (Supply.FOOD,                date(2026, 4, 1), 6, 12),
    (Supply.FOOD,                date(2028, 1, 1), 12, 6),
    (Supply.TAKE_AWAY,           date(2026, 4, 1), 6, 12),
    (Supply.RESTAURANT,          date(2016, 1, 1), 12, None),
    (Supply.STRONG_DRINK,        date(2016, 1, 1), 25, None),
    (Supply.HOTEL,               date(2016, 1, 1), 12, None),
    (Supply.CAMPING,             date(2016, 1, 1), 12, None),
    (Supply.ART,                 date(2016, 1, 1), 12, None),
    (Supply.REPAIR,              date(2017, 1, 1), 12, 25),
    (Supply.REPAIR,              date(2022, 7, 1), 6, 12),
    (Supply.REPAIR,              date(2023, 4, 1), 12, 6),
    (Supply.BOOK,                date(2016, 1, 1), 6, None),
    (Supply.NEWSPAPER,           date(2016, 1, 1), 6, None),
    (Supply.PASSENGER_TRANSPORT, date(2016, 1, 1), 6, None),
    (Supply.CONCERT,             date(2016, 1, 1), 6, None),
    (Supply.CINEMA,              date(2017, 1, 1), 25, 6),
    (Supply.E_PUBLICATION,       date(2019, 7, 1), 6, 25),
]  # fmt: skip


@pytest.mark.parametrize(("supply", "day", "percent", "before"), RATES)
def test_the_rate_of_a_tax_point(supply: Supply, day: date, percent: int, before: int | None) -> None:
    """The row of the day gives the rate, the day before has the older one; before 2016 nothing is known."""
    found = rate_of(supply, day, SWEDEN)
    assert (found.percent, found.since, found.vat.category) == (Decimal(percent), day, VatCategory.STANDARD)
    if before is None:
        with pytest.raises(LawNotKnown):
            rate_of(supply, day - timedelta(days=1), SWEDEN)
    else:
        assert rate_of(supply, day - timedelta(days=1), SWEDEN).percent == before


def test_every_supply_is_in_the_table_above() -> None:
    """Nothing is named without its rate being shown."""
    assert {row[0] for row in RATES} == set(Supply)


@given(st.sampled_from(Supply), st.dates(date(2016, 1, 1), date(2027, 12, 31)))
def test_a_known_day_has_a_lawful_rate_and_its_row(supply: Supply, day: date) -> None:
    """Every supply has one of the rates that exist, from a row that has begun."""
    found = rate_of(supply, day, SWEDEN)
    assert found.percent in SWEDEN.vat_rates.at(day)
    assert found.since <= day


@given(st.sampled_from(Supply), st.dates(date(2029, 1, 1), date(2100, 1, 1)))
def test_a_day_beyond_the_table_is_refused(supply: Supply, day: date) -> None:
    """The last rate is never carried forward."""
    with pytest.raises(LawNotKnown):
        rate_of(supply, day, SWEDEN)


def test_what_was_read_second_hand_says_so() -> None:
    """A row marked S, and take-away as food, ask to be confirmed; a read row does not."""
    assert "confirm it" in rate_of(Supply.REPAIR, date(2022, 8, 1), SWEDEN).explain("en")
    assert "bekräfta det" in rate_of(Supply.TAKE_AWAY, date(2026, 5, 1), SWEDEN).explain("sv")
    assert "confirm" not in rate_of(Supply.FOOD, date(2026, 5, 1), SWEDEN).explain("en")


def test_a_host_changes_a_rate_without_a_release() -> None:
    """The new row is used from its day on, and named."""
    food = SWEDEN.vat_food.extended(Row(date(2028, 7, 1), Decimal(6)), date(2028, 12, 31))
    found = rate_of(Supply.FOOD, date(2028, 7, 1), evolve(SWEDEN, vat_food=food))
    assert (found.percent, found.since) == (Decimal(6), date(2028, 7, 1))

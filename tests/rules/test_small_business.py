"""The exemption of small businesses by turnover and day."""

from datetime import date

import pytest

from faktura.core.errors import LawNotKnown, Refused
from faktura.core.money import sek
from faktura.rules.law.book import SWEDEN
from faktura.rules.small_business import Exempt, Turnover, small_business

CASES = [
    # day, this year, last year, the year before; the code of a refusal, or the limit
    (date(2026, 5, 1), 120_000, 120_000, 120_000, 120_000),
    (date(2026, 5, 1), 120_001, 0, 0, "small_business.this_year"),
    (date(2026, 5, 1), 0, 120_001, 0, "small_business.last_year"),
    (date(2026, 5, 1), 0, 0, 120_001, "small_business.year_before"),
    (date(2025, 1, 1), 100_000, 0, 0, 120_000),
    (date(2024, 12, 31), 80_001, 0, 0, "small_business.this_year"),
    (date(2024, 12, 31), 80_000, 0, 0, 80_000),
    (date(2022, 6, 30), 30_000, 0, 0, 30_000),
    (date(2022, 6, 30), 30_001, 0, 0, "small_business.this_year"),
]


@pytest.mark.parametrize(("on", "this", "last", "before", "expected"), CASES)
def test_turnover_is_at_most_the_limit(on: date, this: int, last: int, before: int, expected: int | str) -> None:
    """In the year and each of the two before; the row of the day is said."""
    turnover = Turnover(this_year=sek(this), last_year=sek(last), year_before=sek(before))
    found = small_business(turnover, on=on, law=SWEDEN)
    assert found.law == ("ML 18 kap. 4 §" if on >= date(2023, 7, 1) else "mervärdesskattelagen (1994:200)")
    assert found.explain("sv") != found.explain("en")
    match found:
        case Exempt():
            assert found.limit == sek(int(expected))
            assert found.vat.ground == "exempt.small_business"
            assert "små företag" in found.text()
        case Refused(code):
            assert code == expected


def test_an_earlier_limit_says_that_it_was_read_second_hand() -> None:
    """80 000 is marked S, 120 000 is not."""
    turnover = Turnover(this_year=sek(1))
    assert "confirm it" in small_business(turnover, on=date(2024, 1, 1), law=SWEDEN).explain("en")
    assert "confirm it" not in small_business(turnover, on=date(2026, 1, 1), law=SWEDEN).explain("en")


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_table_is_refused(day: date) -> None:
    """The exemption began 2017 as far as is known."""
    with pytest.raises(LawNotKnown):
        small_business(Turnover(this_year=sek(1)), on=day, law=SWEDEN)

"""The Limitation Act: three years for consumers, ten for others, since 1982."""

from datetime import date

import pytest

from faktura.core.errors import LawNotKnown
from faktura.rules.law.limitation_act import CONSUMER_YEARS, ORDINARY_YEARS, UNTOLD_YEARS


@pytest.mark.parametrize("day", [date(1982, 1, 1), date(2026, 11, 21), date(2027, 12, 31)])
def test_years(day: date) -> None:
    """The same since the act came into force."""
    assert (CONSUMER_YEARS.at(day), ORDINARY_YEARS.at(day)) == (3, 10)


def test_before_the_act_is_refused() -> None:
    """A claim that arose in 1981 is not for this table."""
    with pytest.raises(LawNotKnown):
        CONSUMER_YEARS.at(date(1981, 12, 31))


def test_a_year_after_proceedings_untold_read_second_hand() -> None:
    """Preskriptionslagen 7 §, marked S."""
    row = UNTOLD_YEARS.row_at(date(2026, 11, 21))
    assert (row.value, row.confidence) == (1, "S")

"""The tables of green technology, row by row."""

from datetime import date
from fractions import Fraction

import pytest

from faktura.core.deduction import DeductionKind
from faktura.core.money import sek
from faktura.rules.law import green_technology_act as act
from faktura.rules.law.tax_reduction_act import WORK_AREAS


@pytest.mark.parametrize("day", ["2021-01-01", "2022-12-31", "2023-01-01", "2025-06-30", "2025-07-01", "2026-11-21"])
def test_the_limit_is_the_percentage_of_the_rest(day: str) -> None:
    """p percent of the cost is p/(100-p) of what the buyer pays: 3/17, 1/4, 1."""
    on = date.fromisoformat(day)
    for percents, limits in ((act.SOLAR_PERCENT, act.SOLAR_LIMIT), (act.STORAGE_PERCENT, act.STORAGE_LIMIT)):
        percent = Fraction(percents.at(on))
        assert limits.at(on) == percent / (100 - percent)


def test_one_cap_since_the_beginning() -> None:
    """50 000 kronor for a person and year."""
    assert act.GREEN_CAP.at(date(2021, 1, 1)) == act.GREEN_CAP.at(date(2026, 11, 21)) == sek(50_000)


def test_the_installations_are_work_since_2021() -> None:
    """Named as in the request."""
    for day, found in ((date(2020, 12, 31), ()), (date(2021, 1, 1), act.INSTALLATIONS)):
        assert tuple(area.type for area in WORK_AREAS.at(day) if area.kind is DeductionKind.GREEN) == found

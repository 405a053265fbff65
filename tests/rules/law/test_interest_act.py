"""The reference rate, half-year by half-year, against the published list."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from faktura.core.errors import LawNotKnown
from faktura.rules.law.interest_act import LATE_MARGIN, REFERENCE_RATE

CASES = [
    # day,               reference rate, with the statutory margin
    ("2002-07-01", "4.50", "12.50"),
    ("2008-12-31", "4.50", "12.50"),
    ("2009-01-01", "2.00", "10.00"),
    ("2012-07-01", "1.50", "9.50"),
    ("2015-06-30", "0.00", "8.00"),
    ("2016-06-30", "0.00", "8.00"),
    ("2016-07-01", "-0.50", "7.50"),
    ("2022-06-30", "0.00", "8.00"),
    ("2022-07-01", "0.50", "8.50"),
    ("2024-07-01", "4.00", "12.00"),
    ("2025-07-01", "2.00", "10.00"),
    ("2026-06-30", "2.00", "10.00"),
]


@pytest.mark.parametrize(("day", "rate", "late"), CASES)
def test_reference_rate_and_late_rate(day: str, rate: str, late: str) -> None:
    """The reference rate of the half-year, and eight points above it."""
    on = date.fromisoformat(day)
    assert REFERENCE_RATE.at(on) == Decimal(rate)
    assert REFERENCE_RATE.at(on) + LATE_MARGIN.at(on) == Decimal(late)


def test_every_row_stands_in_the_published_list(shared: Callable[..., Path]) -> None:
    """Each half-year since 2002-07-01, its rate, and which one is only inferred."""
    listed = json.loads(shared("rules", "skatteverket", "reference-rates.json").read_bytes())["rates"]
    marks = {"confirmed": "C", "inferred": "U"}
    want = [(row["valid_from"], row["rate"], marks[row["confidence"]]) for row in listed]
    mine = [(row.since.isoformat(), str(row.value), row.confidence) for row in reversed(REFERENCE_RATE.rows)]
    assert mine == want


def test_the_half_years_leave_no_gap() -> None:
    """Each row begins where the half-year before it ended."""
    for newer, older in pairwise(REFERENCE_RATE.rows):
        follows = date(older.since.year, 7, 1) if older.since.month == 1 else date(older.since.year + 1, 1, 1)
        assert newer.since == follows


def test_the_next_half_year_is_not_guessed() -> None:
    """The last rate holds to the end of its half-year and not a day longer."""
    assert REFERENCE_RATE.at(date(2026, 12, 31)) == Decimal("2.00")
    with pytest.raises(LawNotKnown):
        REFERENCE_RATE.at(date(2027, 1, 1))

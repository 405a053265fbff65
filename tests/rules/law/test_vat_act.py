"""Rates of VAT on the days they changed, and the limits of the VAT Act."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from faktura.core.dated import DatedTable
from faktura.core.errors import LawNotKnown
from faktura.core.money import sek
from faktura.rules.law import vat_act

RATES = [
    # table,                    day,                before, from then on
    (vat_act.FOOD_RATE, date(2026, 4, 1), 12, 6),
    (vat_act.FOOD_RATE, date(2028, 1, 1), 6, 12),
    (vat_act.REPAIR_RATE, date(2017, 1, 1), 25, 12),
    (vat_act.REPAIR_RATE, date(2022, 7, 1), 12, 6),
    (vat_act.REPAIR_RATE, date(2023, 4, 1), 6, 12),
    (vat_act.CINEMA_RATE, date(2017, 1, 1), 6, 25),
    (vat_act.E_PUBLICATION_RATE, date(2019, 7, 1), 25, 6),
]


@pytest.mark.parametrize(("table", "day", "before", "after"), RATES)
def test_a_rate_changes_on_its_day(table: DatedTable[Decimal], day: date, before: int, after: int) -> None:
    """The day before has the old rate, the day itself the new."""
    assert (table.at(day - timedelta(days=1)), table.at(day)) == (Decimal(before), Decimal(after))


def test_the_rates_that_exist_hold_every_rate_of_the_tables() -> None:
    """25, 12 and 6 percent, and none of the tables says another."""
    tables = [row[0] for row in RATES] + [vat_act.STANDARD_RATE, vat_act.REDUCED_RATE, vat_act.LOW_RATE]
    assert {row.value for table in tables for row in table.rows} == vat_act.RATES.at(date(2026, 11, 21))


def test_contents_are_known_from_the_act_of_2023() -> None:
    """Seventeen items since 2023-07-01; the sections of the act before are not given."""
    assert len(vat_act.INVOICE_CONTENTS.at(date(2023, 7, 1))) == 17
    with pytest.raises(LawNotKnown):
        vat_act.INVOICE_CONTENTS.at(date(2023, 6, 30))


LIMITS = [
    (vat_act.SIMPLIFIED_LIMIT, date(2026, 1, 1), 4_000),
    (vat_act.ELECTRONICS_LIMIT, date(2021, 4, 1), 100_000),
    (vat_act.SMALL_BUSINESS_LIMIT, date(2022, 6, 30), 30_000),
    (vat_act.SMALL_BUSINESS_LIMIT, date(2024, 12, 31), 80_000),
    (vat_act.SMALL_BUSINESS_LIMIT, date(2025, 1, 1), 120_000),
]


@pytest.mark.parametrize(("table", "day", "kronor"), LIMITS)
def test_limits(table: DatedTable[object], day: date, kronor: int) -> None:
    """Limits in kronor on a day."""
    assert table.at(day) == sek(kronor)

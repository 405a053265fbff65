"""The statutory fees before and after they were raised on 16 March 2013."""

from datetime import date

import pytest

from faktura.core.dated import DatedTable
from faktura.core.money import Money, sek
from faktura.rules.law import collection_costs_act as act

CASES = [
    # fee,                    until 2013-03-15, from 2013-03-16
    (act.REMINDER_FEE, 50, 60),
    (act.DEMAND_FEE, 160, 180),
    (act.INSTALMENT_PLAN_FEE, 150, 170),
    (act.LATE_COMPENSATION, 0, 450),
]


@pytest.mark.parametrize(("table", "before", "after"), CASES)
def test_fees(table: DatedTable[Money], before: int, after: int) -> None:
    """The day of the action decides; late-payment compensation did not exist before."""
    assert table.at(date(2013, 3, 15)) == sek(before)
    assert table.at(date(2013, 3, 16)) == sek(after)

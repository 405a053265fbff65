"""The law book: complete, sourced, and never known without end."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve, fields

from faktura.core.dated import DatedTable, Row
from faktura.core.errors import LawNotKnown
from faktura.rules.law import (
    bookkeeping_act,
    collection_costs_act,
    debt_collection_act,
    green_technology_act,
    interest_act,
    limitation_act,
    order_to_pay_act,
    public_e_invoice_act,
    tax_reduction_act,
    vat_act,
)
from faktura.rules.law.book import SWEDEN, LawBook

STATE_OF_KNOWLEDGE = date(2026, 11, 21)
TABLES = [pytest.param(getattr(SWEDEN, field.name), id=field.name) for field in fields(LawBook)]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_source_and_a_last_day(table: DatedTable[object]) -> None:
    """Act, unit and source are said; today is known; some day after is not."""
    assert table.law
    assert table.unit
    assert table.source
    assert table.at(STATE_OF_KNOWLEDGE) is not None
    assert table.known_until is not None
    with pytest.raises(LawNotKnown):
        table.at(date(2029, 1, 1))


def test_every_table_of_every_act_is_in_the_book() -> None:
    """A table that no book holds could not be exchanged by a host."""
    acts = (
        vat_act,
        interest_act,
        collection_costs_act,
        debt_collection_act,
        limitation_act,
        order_to_pay_act,
        tax_reduction_act,
        green_technology_act,
        bookkeeping_act,
        public_e_invoice_act,
    )
    tables = [value for act in acts for value in vars(act).values() if isinstance(value, DatedTable)]
    held = [getattr(SWEDEN, field.name) for field in fields(LawBook)]
    assert len(tables) == len(held)
    assert all(any(table is one for one in held) for table in tables)


def test_a_host_extends_one_table_and_leaves_the_shipped_book_alone() -> None:
    """The day the new rate is published a host goes on without a release."""
    rate = SWEDEN.reference_rate.extended(Row(date(2027, 1, 1), Decimal("2.50")), date(2027, 6, 30))
    law = evolve(SWEDEN, reference_rate=rate)
    assert law.reference_rate.at(date(2027, 6, 30)) == Decimal("2.50")
    with pytest.raises(LawNotKnown):
        SWEDEN.reference_rate.at(date(2027, 1, 1))

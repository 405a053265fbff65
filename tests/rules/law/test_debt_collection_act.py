"""The Debt Collection Act's table of times: founded on practice, and it says so."""

from datetime import date

import pytest

from faktura.core.errors import LawNotKnown
from faktura.rules.law.book import SWEDEN
from faktura.rules.law.debt_collection_act import DEMAND_BANK_DAYS, DEMAND_CONTENTS, DEMAND_DAYS, LETTER_BANK_DAYS


def test_eight_days_and_four_bank_days() -> None:
    """The practice of the authority and the board; earlier than the decision of 2021 it is general knowledge."""
    assert (DEMAND_DAYS.at(date(2026, 3, 2)), DEMAND_BANK_DAYS.at(date(2026, 3, 2))) == (8, 4)
    assert [row.confidence for row in DEMAND_DAYS.rows] == ["C", "G"]
    assert LETTER_BANK_DAYS.rows[0].confidence == "U"
    with pytest.raises(LawNotKnown):
        DEMAND_DAYS.at(date(2003, 6, 30))


def test_principal_interest_and_costs_apart() -> None:
    """Inkassolagen 5 §."""
    contents = DEMAND_CONTENTS.at(date(2026, 3, 2))
    assert len(contents) == 8
    assert {"principal", "costs"} < set(contents)


AUTHORITIES = [
    (date(2023, 12, 31), "Integritetsskyddsmyndigheten"),
    (date(2024, 1, 1), "Finansinspektionen"),
]


@pytest.mark.parametrize(("day", "name"), AUTHORITIES)
def test_who_gives_licences(day: date, name: str) -> None:
    """Moved at the turn of the year 2024."""
    assert SWEDEN.licensing_authority.at(day).startswith(name)

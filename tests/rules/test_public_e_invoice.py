"""The duty to send the public sector electronic invoices."""

from datetime import date

import pytest

from faktura.core.errors import LawNotKnown
from faktura.core.party import PartyKind
from faktura.rules.law.book import SWEDEN
from faktura.rules.public_e_invoice import public_e_invoice


@pytest.mark.parametrize(
    ("buyer", "procured", "owed"),
    [
        (PartyKind.PUBLIC_AUTHORITY, date(2019, 4, 1), True),
        (PartyKind.PUBLIC_AUTHORITY, date(2019, 3, 31), False),
        (PartyKind.COMPANY, date(2026, 1, 1), False),
        (PartyKind.PERSON, date(2026, 1, 1), False),
    ],
)
def test_contracts_procured_since_april_2019(buyer: PartyKind, procured: date, owed: bool) -> None:
    """Only towards public bodies, only by contracts procured from then on."""
    duty = public_e_invoice(buyer, procured=procured, law=SWEDEN)
    assert (duty is not None) is owed
    if duty is not None:
        assert (duty.law, duty.since) == ("lag (2018:1277)", date(2019, 4, 1))
        assert "EN 16931" in duty.explain("sv")
        assert "confirm it" in duty.explain("en")


def test_a_day_outside_the_table_is_refused() -> None:
    """A duty that nobody has looked up is not denied."""
    with pytest.raises(LawNotKnown):
        public_e_invoice(PartyKind.PUBLIC_AUTHORITY, procured=date(2028, 1, 1), law=SWEDEN)

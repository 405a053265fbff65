"""A part of an invoice passes between its debtors: two events whose effects sum to zero."""

from datetime import date, timedelta

import pytest

from faktura.core.money import sek
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable_event import Postponed
from faktura.rules.payout_transfer import pass_to_buyer

ON = date(2026, 3, 2)


@pytest.mark.parametrize("kronor", [1500, -1500])
def test_what_one_owes_less_the_other_owes_more(kronor: int) -> None:
    """Only a debt that grew lets the next reminder wait."""
    events = pass_to_buyer("F1", sek(kronor), transfer_id="T", on=ON, pay_within=14)
    moved = [(one.receivable_id, one.other_id, one.effect) for one in events if isinstance(one, ShareTransferred)]
    assert moved == [("F1:tax", "F1", sek(-kronor)), ("F1", "F1:tax", sek(kronor))]
    waits = [one.until for one in events if isinstance(one, Postponed)]
    assert waits == ([ON + timedelta(days=14)] if kronor > 0 else [])

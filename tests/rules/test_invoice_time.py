"""The last day to issue an invoice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import LawNotKnown
from faktura.rules.invoice_time import InvoiceTime, latest_issue
from faktura.rules.law.book import SWEDEN


@pytest.mark.parametrize(
    ("kind", "supplied", "latest"),
    [
        (InvoiceTime.BUILDING, date(2026, 3, 5), date(2026, 5, 31)),
        (InvoiceTime.BUILDING, date(2025, 12, 31), date(2026, 2, 28)),
        (InvoiceTime.BUILDING, date(2023, 12, 1), date(2024, 2, 29)),
        (InvoiceTime.EU_LISTED, date(2026, 3, 5), date(2026, 4, 15)),
        (InvoiceTime.EU_LISTED, date(2026, 12, 31), date(2027, 1, 15)),
    ],
)
def test_the_last_day(kind: InvoiceTime, supplied: date, latest: date) -> None:
    """ML 17 kap. 16 § and 17-18 §§."""
    assert latest_issue(kind, supplied, law=SWEDEN) == latest


@given(st.sampled_from(InvoiceTime), st.dates(date(2023, 7, 1), date(2027, 12, 31)))
def test_it_is_the_same_for_a_whole_month(kind: InvoiceTime, supplied: date) -> None:
    """And always in a later month."""
    latest = latest_issue(kind, supplied, law=SWEDEN)
    assert latest == latest_issue(kind, supplied.replace(day=1), law=SWEDEN)
    assert latest > supplied


def test_the_act_before_is_not_known() -> None:
    """Supplied before 2023-07-01."""
    with pytest.raises(LawNotKnown):
        latest_issue(InvoiceTime.BUILDING, date(2023, 6, 30), law=SWEDEN)

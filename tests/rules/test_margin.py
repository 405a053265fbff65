"""VAT on the margin of one sale."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import CurrencyMismatch
from faktura.core.money import Money, amount, sek
from faktura.rules.margin import margin_vat


@pytest.mark.parametrize(
    ("sold", "bought", "percent", "vat"),
    [
        ("12500", "10000", 25, "500"),
        ("10000", "10000", 25, "0"),
        ("9000", "10000", 25, "0"),  # a loss
        ("1120", "0", 12, "120"),
        ("100.03", "0", 25, "20.01"),  # 20.006, rounded half up
    ],
)
def test_the_vat_within_the_margin(sold: str, bought: str, percent: int, vat: str) -> None:
    """A fifth of it at 25 %, never below zero."""
    assert margin_vat(sek(sold), sek(bought), Decimal(percent)).vat == sek(vat)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from([25, 12, 6]))
def test_margin_is_taxable_amount_and_vat(sold: int, bought: int, percent: int) -> None:
    """They add up, and the VAT never exceeds the rate's share of the price."""
    found = margin_vat(Money(sold), Money(bought), Decimal(percent))
    assert found.taxable + found.vat == found.margin
    assert 0 <= found.vat.minor <= max(sold - bought, 0)


def test_two_currencies_are_refused() -> None:
    """One price is converted first."""
    with pytest.raises(CurrencyMismatch):
        margin_vat(sek(1), amount(1, "EUR"), Decimal(25))

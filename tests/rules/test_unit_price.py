"""The unit price behind an amount: whoever multiplies gets the amount again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.money import Money, exponent
from faktura.core.rounding import EXACT, half_up
from faktura.rules.unit_price import unit_price

AMOUNTS = st.integers(1, 10**13)
QUANTITIES = st.builds(
    lambda units, decimals: Decimal(units).scaleb(-decimals), st.integers(1, 10**12), st.integers(0, 6)
)


@given(AMOUNTS, QUANTITIES, st.sampled_from(("SEK", "JPY", "KWD")))
def test_price_times_quantity_rounds_to_the_amount(amount: int, quantity: Decimal, currency: str) -> None:
    """So Peppol's R120 (0.02) and Svefaktura's tolerance (0.5) hold for any quantity."""
    price, base = unit_price(amount, quantity, currency)
    product = EXACT.divide(EXACT.multiply(quantity, price), base)
    assert Money.rounded(product, currency, half_up).minor == amount
    assert price >= 0
    assert -int(price.as_tuple().exponent) <= 6
    mirrored = unit_price(-amount, -quantity, currency)
    assert mirrored == (price, base)


@given(AMOUNTS, QUANTITIES)
def test_four_decimals_are_enough_for_svefaktura(amount: int, quantity: Decimal) -> None:
    """PriceAmount of Svefaktura has four decimals: quantity × price / base is within 0.5 (R-15)."""
    price, base = unit_price(amount, quantity, "SEK")
    short = price.quantize(Decimal("0.0001"))
    assert abs(quantity * short / base - Decimal(amount).scaleb(-exponent("SEK"))) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("amount", "quantity", "price", "base"),
    [
        # öre,  units,     price,      for units
        (800_00, "8",      "100.00",   "1"),
        (100_00, "3",      "33.333",   "1"),
        (100_00, "7",      "14.286",   "1"),
        (1,      "3",      "0.003",    "1"),
        (1_00,   "300000", "0.000333", "100"),
    ],
)  # fmt: skip
def test_the_fewest_decimals_are_chosen(amount: int, quantity: str, price: str, base: str) -> None:
    """Two decimals where they do, up to six where they must, then a price for ten, a hundred..."""
    assert unit_price(amount, Decimal(quantity), "SEK") == (Decimal(price), Decimal(base))

"""Exact fractions: rounding of one value, and whole shares of values with both signs."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from faktura.core.rounding import EXACT, half_up
from faktura.rules.ratio import half_up_ratio, over, spread


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_a_ratio_rounds_as_the_decimal_does(numerator: int, decimals: int) -> None:
    """The same rounding as `core.rounding.half_up`, for both signs."""
    assert half_up_ratio(numerator, 10**decimals) == half_up(EXACT.scaleb(Decimal(numerator), -decimals))


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), st.integers(1, 12_500))
def test_shares_sum_to_the_whole_and_are_within_one(exact: list[int], denominator: int) -> None:
    """However the values' signs mix, nothing is lost or made."""
    total = half_up_ratio(sum(exact), denominator)
    shares = spread(total, exact, denominator)
    assert sum(shares) == total
    assert all(abs(share - Fraction(value, denominator)) < 1 for share, value in zip(shares, exact, strict=True))


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), st.integers(1, 12_500))
def test_shares_mirror(exact: list[int], denominator: int) -> None:
    """A negative whole is shared as the positive one."""
    total = half_up_ratio(sum(exact), denominator)
    if total:
        mirrored = spread(-total, [-value for value in exact], denominator)
        assert mirrored == tuple(-share for share in spread(total, exact, denominator))


def test_percent_as_a_ratio() -> None:
    """A percentage is never a float on the way."""
    numerator, denominator = over(Decimal("8.5"))
    assert Fraction(numerator, denominator) == Fraction(85, 1000)

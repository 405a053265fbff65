"""Four ways to a whole number, alike for both signs."""

from collections.abc import Callable
from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.rounding import down, half_even, half_up, up

RULES: tuple[Callable[[Decimal], int], ...] = (half_up, half_even, down, up)
VALUES = st.decimals(-(10**12), 10**12, places=6)

CASES = [
    # value,   half up, half even, down, up
    ("0", 0, 0, 0, 0),
    ("0.4", 0, 0, 0, 1),
    ("0.5", 1, 0, 0, 1),
    ("0.6", 1, 1, 0, 1),
    ("1.5", 2, 2, 1, 2),
    ("2.5", 3, 2, 2, 3),
    ("0.49999999999999999999999999999999999999", 0, 0, 0, 1),
    ("0.50000000000000000000000000000000000001", 1, 1, 0, 1),
    ("111693.75", 111694, 111694, 111693, 111694),
    ("7", 7, 7, 7, 7),
]


@pytest.mark.parametrize(("value", "by_half_up", "by_half_even", "by_down", "by_up"), CASES)
def test_each_rule(value: str, by_half_up: int, by_half_even: int, by_down: int, by_up: int) -> None:
    """The table holds for the value, and mirrored for its negative."""
    for sign in (1, -1):
        number = Decimal(value).copy_sign(Decimal(sign))  # a product would round to the context's digits
        found = (half_up(number), half_even(number), down(number), up(number))
        assert found == tuple(sign * one for one in (by_half_up, by_half_even, by_down, by_up))


@given(VALUES)
def test_rounding_is_symmetric_and_close(value: Decimal) -> None:
    """A negative amount rounds as the mirror of the positive one; the nearest is never far."""
    for rule in RULES:
        assert rule(-value) == -rule(value)
        assert abs(Fraction(value) - rule(value)) < 1
    for nearest in (half_up, half_even):
        assert abs(Fraction(value) - nearest(value)) <= Fraction(1, 2)
    assert abs(down(value)) <= abs(value) <= abs(up(value))


@given(st.integers(-(10**30), 10**30))
def test_whole_numbers_stay(whole: int) -> None:
    """However many digits they have."""
    assert [rule(Decimal(whole)) for rule in RULES] == [whole] * len(RULES)


@given(VALUES)
def test_the_callers_decimal_context_changes_nothing(value: Decimal) -> None:
    """A host that works with three digits and rounds up elsewhere still gets the law's öre."""
    expected = [rule(value) for rule in RULES]
    with localcontext(prec=3, rounding=ROUND_UP):
        assert [rule(value) for rule in RULES] == expected

"""The bound on a counted share is the exact one, found by summing the binomial itself."""

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.lab.confidence import lowest


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_the_bound_is_where_so_few_failures_become_unlikely(counted: tuple[int, int]) -> None:
    """At the bound, as many or fewer failures come with the risk asked for: an exact sum of fractions says so."""
    right, of = counted
    bound = lowest(right, of)
    assert bound is not None
    share = Fraction(1 - bound)
    chance = sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of - right + 1))
    assert abs(chance - Fraction(1, 20)) < Fraction(1, 10**6)


@pytest.mark.parametrize("of", [100, 3_000, 30_000, 100_000])
def test_without_a_failure_it_is_the_rule_of_three(of: int) -> None:
    """1 - 3/n: thirty thousand right decisions prove 0.9999, and not more."""
    bound = lowest(of, of)
    assert bound is not None
    assert abs(bound - (1 - Decimal(3) / of)) < Decimal(6) / of**2 + Decimal(1) / (100 * of)


def test_many_failures_agree_with_the_exact_bound() -> None:
    """The approximation beyond two thousand failures meets the exact bound at the border."""
    exact, near = lowest(98_000, 100_000), lowest(97_999, 100_000)
    assert exact is not None
    assert near is not None
    assert abs(exact - near) < Decimal("0.0001")


def test_nothing_proves_nothing() -> None:
    """No decisions, no bound; none right, nothing at least."""
    assert lowest(0, 0) is None
    assert lowest(0, 5) == 0

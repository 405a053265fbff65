"""Calibration: what was stated beside what came true."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.lab.calibration import EDGES, bins_of, brier, expected_error

stated = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


@given(stated)
def test_every_decision_stands_in_one_bin(rows: list[tuple[float, bool]]) -> None:
    """Counts sum up, means lie within their bin, and the edges belong somewhere: 0 below, 1 above."""
    bins = bins_of(rows)
    assert sum(one.count for one in bins) == len(rows)
    for one in bins:
        assert one.low - 1e-9 <= one.stated <= one.high + 1e-9
        assert (one.low, one.high) in set(pairwise(EDGES))


@given(stated)
def test_errors_lie_between_perfect_and_perverse(rows: list[tuple[float, bool]]) -> None:
    """Both measures are none of nothing, and else between 0 and 1."""
    for found in (expected_error(bins_of(rows)), brier(rows)):
        assert (found is None) == (not rows)
        assert found is None or 0 <= found <= 1 + 1e-9


def test_a_known_case() -> None:
    """Ten statements of 0.8 of which eight come true are calibrated, though uncertain; ten of which none does are not."""
    honest = [(0.8, at < 8) for at in range(10)]
    assert expected_error(bins_of(honest)) == pytest.approx(0)
    assert brier(honest) == pytest.approx(0.16)
    assert expected_error(bins_of([(0.8, False)] * 10)) == pytest.approx(0.8)

"""Tens of thousands of small quarrelsome ledgers, matched and matched again; a few hundred stand with the other properties."""

from collections.abc import Callable

import pytest

from tests.rules.matching.test_idempotence import Runs, runs_among_namesakes, runs_at_odds


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("made", [runs_at_odds, runs_among_namesakes])
def test_what_is_booked_makes_nothing_more_certain(made: Callable[[int], Runs]) -> None:
    """What waits for a person is, in a later run, what it was in this one, to the last digit."""
    for seed in range(30_000):
        found = made(seed)
        assert found.later == found.waiting, seed

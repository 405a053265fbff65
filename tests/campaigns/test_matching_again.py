"""Tens of thousands of small quarrelsome ledgers, matched and matched again; a few hundred stand with the other properties."""

from collections.abc import Callable

import pytest

from tests.rules.matching.test_idempotence import twice_among_namesakes, twice_at_odds


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("matched_twice", [twice_at_odds, twice_among_namesakes])
def test_what_is_booked_makes_nothing_more_certain(matched_twice: Callable[[int], None]) -> None:
    """What waits for a person is, in a later run, what it was in this one, to the last digit."""
    for seed in range(30_000):
        matched_twice(seed)

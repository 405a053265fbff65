"""How many examples a property is tried on, as a multiple of what the profile says (`tests/conftest.py`).

A number written out would be the same in `make test`, which has seconds, and in `make soak`, which has an hour.
"""

from hypothesis import settings

LEAST = 25
"""What a property is tried on at the least, unless its test says why fewer do."""


def tried(times: float) -> settings:
    """Settings for *times* as many examples as other properties have."""
    return settings(max_examples=max(round(settings().max_examples * times), LEAST))

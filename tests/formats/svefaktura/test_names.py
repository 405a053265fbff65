"""Postal codes and telephone numbers without what R-8 and R-9 forbid."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.svefaktura.names import postal, telephone


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("08-123 45 67", "081234567"),
        ("+46 8 123 45 67", "+4681234567"),
        ("+46 (0)8-123 45 67", "+4681234567"),
        ("", ""),
    ],
)
def test_telephone_numbers_are_digits(written: str, sent: str) -> None:
    """The trunk zero in brackets is not dialled after a country code."""
    assert telephone(written) == sent


@given(st.text())
def test_whatever_is_written_fits_the_rules(text: str) -> None:
    """The patterns of the two rules."""
    assert re.fullmatch(r"\+?[0-9]*", telephone(text), re.ASCII)
    assert re.fullmatch(r"\w*", postal(text))

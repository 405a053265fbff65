"""Rates are compared as numbers, however they are written; what repeats is known by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.einvoice.en16931.breakdown import _one_way
from faktura.formats.einvoice.preflight.values import decimal
from faktura.formats.peppol.preflight import BOOK

_NUMBERS = st.from_regex(r"[+-]?(?:[0-9]{1,4}(?:\.[0-9]{0,4})?|\.[0-9]{1,4})", fullmatch=True)


@given(_NUMBERS, _NUMBERS)
def test_two_rates_are_written_alike_exactly_when_they_are_equal(one: str, other: str) -> None:
    """`25`, `25.00` and `+25.` are one rate, and so are `0` and `-0`; no two others are."""
    assert (_one_way(one) == _one_way(other)) == (decimal(one) == decimal(other))


@pytest.mark.parametrize("one", ["25", "25.0", "+25.00", " 25 "])
def test_a_rate_has_one_text(one: str) -> None:
    """Zeros, sign and blanks do not make another rate."""
    assert _one_way(one) == "25."


@pytest.mark.parametrize("times", [1, 2])
def test_what_stands_twice_is_found_in_the_whole_document(times: int) -> None:
    """A rule that forbids repetition is passed by only where nothing of that name is repeated."""
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
    period = f'<a:InvoicePeriod xmlns:a="{ubl}CommonAggregateComponents-2"/>'
    tree = BOOK.tree(f'<Invoice xmlns="{ubl}Invoice-2">{period * times}</Invoice>'.encode())
    assert tree.repeated == ({"InvoicePeriod"} if times > 1 else set())
    assert ("UBL-SR-08" in {one.code for one in BOOK.judge(tree)}) == (times > 1)

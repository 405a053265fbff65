"""Quantities and prices are exact decimals; text is read through one strict pattern, in any decimal context."""

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InvalidAmount
from faktura.core.number import exact


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", "0"),
        ("-0,5", "-0.5"),
        ("007", "7"),
        ("950.00", "950.00"),
        ("999999999999.999999", "999999999999.999999"),
        (8, "8"),
        (-(10**12) + 1, "-999999999999"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal("1E+3"), "1000"),
        (Decimal("2.500000000"), "2.5"),
        (Decimal("0E-1000000"), "0"),
    ],
)
def test_plain_numbers_are_read_as_they_are(value: str | int | Decimal, number: str) -> None:
    """Point or comma, up to twelve digits before it and six after; zeros at the end say nothing."""
    assert exact(value) == Decimal(number)
    assert len(f"{exact(value):f}") <= 20


@pytest.mark.parametrize(
    "value",
    [
        "", " 1", "1 ", "+1", "1.", ".5", "1,2,3", "1.234,5", "1 000", "1_000", "1e3", "0x10", "NaN", "Infinity", "--1",
        "²", "１", "٣", "1\n", "1.0000000", "1000000000000", "1" * 100,
        10**12, pytest.param(10**5000, id="an int of 5001 digits"), -(10**12), Decimal("1E+1000000"),
        Decimal("1E-7"), Decimal("NaN"), Decimal("sNaN"),
        Decimal("-Infinity"), Decimal("0E+1000000"), Decimal("1.0000001"),
    ],
    ids=repr,
)  # fmt: skip
def test_anything_else_is_refused_in_a_short_sentence(value: str | int | Decimal) -> None:
    """What was found is shown, shortened, and what to write instead."""
    with pytest.raises(InvalidAmount) as refused:
        exact(value)
    assert refused.value.code == "number.text"
    assert len(str(refused.value)) < 140


@pytest.mark.parametrize("value", [1.5, True, None, b"1", [1]])
def test_other_types_are_refused_by_name(value: object) -> None:
    """A float is not exact, and true is no quantity."""
    with pytest.raises(InvalidAmount) as refused:
        exact(value)  # type: ignore[arg-type]
    assert refused.value.code == "number.type"
    assert type(value).__name__ in str(refused.value)


@given(st.decimals(-(10**12) + 1, 10**12 - 1, places=6), st.integers(1, 9))
def test_the_callers_decimal_context_changes_nothing(number: Decimal, precision: int) -> None:
    """A host that computes with few digits, or traps every rounding, gets the same numbers."""
    with decimal.localcontext() as context:
        context.prec = precision
        context.traps[decimal.Inexact] = True
        assert exact(number) == number
        assert exact(f"{number:f}") == number
        assert exact(Decimal("123456.7890000000")) == Decimal("123456.789")


@given(st.text(max_size=8))
def test_text_is_a_number_or_refused(text: str) -> None:
    """No text whatever gives another exception, and what is read says what was written."""
    try:
        number = exact(text)
    except InvalidAmount:
        return
    assert text.isascii()
    assert f"{number:f}" == f"{Decimal(text.replace(',', '.')):f}"

"""XPath's arithmetic and words, beside the engine that the official rules run on."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saxonche import PySaxonProcessor

from faktura.formats.einvoice.xpath import (
    NOTHING,
    cents_of,
    double_cents,
    double_total,
    exactly,
    is_telephone,
    is_word,
    number,
    quotient,
    time_of,
)

_amounts = st.decimals(-10_000, 10_000, places=3).map(str)
ENGINE: Final = PySaxonProcessor(license=False)


def asked(expression: str) -> str:
    """What the engine makes of an XPath expression."""
    return str(ENGINE.new_xpath_processor().evaluate_single(expression))


@given(st.lists(_amounts, min_size=1, max_size=6))
def test_sums_and_roundings_are_the_engines_own(texts: list[str]) -> None:
    """`sum` of untyped texts, and the two ways the rules round it to the cent."""
    listed = ", ".join(f"xs:untypedAtomic('{text}')" for text in texts)
    total = f"sum(({listed}))"
    assert number(asked(total)) == double_total(texts)
    assert Fraction(asked(f"round(xs:decimal({total}) * 10 * 10) div 100")) == cents_of(texts)
    assert number(asked(f"round(number(xs:decimal({total}) * 10 * 10)) div 100")) == double_cents(double_total(texts))


@pytest.mark.parametrize("text", ["", "abc", "559999-0008", "a_b", "å1", "1+1", "½", " ", "1 2", "A$", "\u00ad"])
def test_words_are_the_engines_words(text: str) -> None:
    """Signs are words there, punctuation is not."""
    assert asked(f"matches('{text}', '^\\w*$')") == str(is_word(text)).lower()


@pytest.mark.parametrize("text", ["", "+46812345", "08-123", "+", "++1", "٣", "1 "])
def test_telephone_numbers_are_the_engines(text: str) -> None:
    """Digits of any script, with at most a plus before them."""
    assert asked(f"matches('{text}', '^\\+?\\d*$')") == str(is_telephone(text)).lower()


@pytest.mark.parametrize(
    "text", ["1", " 1.50 ", "+1", ".5", "1.", "1e3", "1_0", "", "x", "1,5", "0x1", "--1", "infinity"]
)
def test_numbers_are_the_engines(text: str) -> None:
    """What is none is NaN, which nothing equals."""
    found = asked(f"number('{text}')")
    assert found == "NaN" if number(text) != number(text) else float(found) == number(text)


def test_nothing_is_never_right() -> None:
    """An absent amount, a division by zero, and no number at all."""
    assert number(None) != number(None)
    assert quotient(1, 0) != quotient(1, 0)
    assert not abs(NOTHING) < 1
    with pytest.raises(ValueError, match="nan"):
        exactly(NOTHING)


def test_more_is_added_before_the_rounding() -> None:
    """Half a cent goes up, towards plus infinity."""
    assert cents_of(["0.25"], Decimal("0.005")) == Fraction("0.26")
    assert cents_of([], Decimal("-0.005")) == 0


def test_moments_are_compared_over_their_zones() -> None:
    """Without one they are in UTC; what is none is refused."""
    assert time_of("2026-11-02T01:00:00+01:00") == time_of("2026-11-02T00:00:00")
    assert time_of("2026-11-02T00:00:00.5Z") > time_of("2026-11-02T00:00:00")
    with pytest.raises(ValueError, match="2026-11-02"):
        time_of("2026-11-02")

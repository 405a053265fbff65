"""What all numbers share: cleaning, modulus 10, and what a message may show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from faktura.core.check_digit import compact, is_digits, masked, modulus_10, shown


@given(st.text("0123456789", min_size=1, max_size=30))
def test_a_number_with_its_check_digit_passes_luhn(digits: str) -> None:
    """`modulus_10` is the Luhn check digit, and no other digit passes in its place."""
    right = modulus_10(digits)
    assert [one for one in "0123456789" if luhn.is_valid(digits + one)] == [right]


@pytest.mark.parametrize("worked", ["9912346", "55555551"])
def test_bankgirots_worked_examples(worked: str) -> None:
    """Bankgirot computes 991-2346 and 5555-5551 step by step in its manual."""
    assert modulus_10(worked[:-1]) == worked[-1]


@pytest.mark.parametrize("text", ["", "²", "٣٤", "１２", "1 2", "1\n", "1_0", "+1", "½"])
def test_only_ascii_digits_are_digits(text: str) -> None:
    """What Python calls a digit is not what a bank calls a digit."""
    assert not is_digits(text)


@given(st.text(max_size=60))
def test_a_masked_text_holds_no_digit_of_any_script(text: str) -> None:
    """No numeral survives, the rest keeps its place."""
    result = masked(text)
    assert not any(one.isnumeric() for one in result)
    assert len(result) == (len(text) if len(text) <= 40 else 43)


@given(st.text(st.sampled_from("0123456789-+ "), max_size=60))
def test_what_is_shown_is_too_short_for_a_personal_number(text: str) -> None:
    """Ten digits or more are masked, whatever field they were typed into."""
    assert sum(one.isdigit() for one in shown(text)) < 10


@given(st.text(max_size=300))
def test_cleaning_is_bounded_and_done_once(text: str) -> None:
    """Cleaning twice changes nothing, and text of any length becomes short."""
    once = compact(text)
    assert compact(once) == once
    assert len(once) <= 80


def test_typographic_spaces_and_hyphens_are_read() -> None:
    """Numbers are pasted from documents that hyphenate and space them."""
    assert compact("55\u00a055\u20115551\t") == "5555-5551"

"""Texts for the bank: nothing is changed unless the caller asks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import NotExpressible
from faktura.formats.iso20022.payment_texts import held, simplified, taken

REFUSED = ["", " a", "a ", "a\nb", "é", "a&b", "a_b", "x" * 36, "²", "１"]


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_banks_do_not_take_is_refused(text: str) -> None:
    """Naming the field, and not the text: it may be anybody's name."""
    with pytest.raises(NotExpressible) as refused:
        held(text, format="pain.001", rule="Nm", most=35)
    assert refused.value.rule.startswith("Nm")


@pytest.mark.parametrize("text", ["Åsa Öberg", "0-9 A-Z / - ? : ( ) . , ' +", "a"])
def test_what_the_banks_take_is_left_as_it_is(text: str) -> None:
    """Letters, digits, å ä ö and a few signs."""
    assert held(text, format="pain.001", rule="Nm", most=35) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [("René Ångström", "Rene Ångström"), ("A & B", "A + B"), ("Søren Æ", "Sören Ä"), ("a\u0308", "ä"), ("x²", "x2")],
)
def test_simplified(text: str, said: str) -> None:
    """As like as can be; Swedish letters stay."""
    assert simplified(text) == said


@given(st.text(max_size=60))
def test_whatever_is_simplified_is_taken(text: str) -> None:
    """And simplifying twice changes nothing."""
    once = simplified(text)
    assert not once or taken(once)
    assert simplified(once) == once

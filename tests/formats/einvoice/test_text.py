"""Texts and numbers as elements hold them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faktura.core.errors import NotExpressible
from faktura.core.money import Money
from faktura.formats.einvoice.text import amounts, attribute, held, held_attribute, number, words


def sayable(text: str) -> bool:
    """Whether XML 1.0 has a way to write every character."""
    try:
        etree.Element("a").text = text
    except ValueError:
        return False
    return True


@given(st.text())
def test_an_element_gives_back_what_is_held(text: str) -> None:
    """What is written is read by any XML parser as `held` says; what XML cannot write is refused."""
    if not sayable(text.strip()):
        with pytest.raises(NotExpressible):
            words(text)
        return
    root = etree.fromstring(f"<a>{words(text)}</a>".encode())
    assert (root.text or "").strip() == held(text)


@given(st.text())
def test_an_attribute_gives_back_what_is_held(text: str) -> None:
    """On one line, with every quote escaped."""
    if not sayable(" ".join(text.split())):
        with pytest.raises(NotExpressible):
            attribute(text)
        return
    root = etree.fromstring(f'<a b="{attribute(text)}"/>'.encode())
    assert root.get("b") == held_attribute(text)


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_say_is_refused(character: str) -> None:
    """A control character, half a surrogate pair, a noncharacter."""
    with pytest.raises(NotExpressible) as error:
        words(f"a{character}b")
    assert (error.value.format, error.value.rule) == ("XML 1.0", "Char")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["SEK", "EUR", "JPY"]))
def test_an_amount_is_written_exactly(minor: int, currency: str) -> None:
    """With the currency's own decimals, sign first, never an exponent."""
    money = Money(minor, currency)
    text = amounts(currency, "f", "R")(money)
    assert Decimal(text) == money.major
    assert Money.parse(text, currency) == money
    assert len(text.partition(".")[2]) == (0 if currency == "JPY" else 2)


def test_another_currency_is_refused() -> None:
    """One document, one currency."""
    with pytest.raises(NotExpressible) as error:
        amounts("SEK", "peppol-bis-3", "R051")(Money(1, "EUR"))
    assert (error.value.format, error.value.rule) == ("peppol-bis-3", "R051")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_number_is_written_exactly(value: Decimal) -> None:
    """All its digits, no exponent."""
    assert Decimal(number(value)) == value
    assert "E" not in number(value.normalize())

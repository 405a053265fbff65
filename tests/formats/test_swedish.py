"""The fast texts are babel's texts, byte for byte; babel is the oracle."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.money import LARGEST, Money, sek
from faktura.core.wording import Language
from faktura.formats import swedish

LANGUAGES = st.sampled_from(["sv", "en"])
MONEY = st.builds(Money, st.integers(-LARGEST, LARGEST), st.sampled_from(["SEK", "EUR", "NOK"]))
DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=6) | st.decimals(
    min_value=-9999, max_value=9999, places=2
)


@given(MONEY, LANGUAGES)
def test_amounts_are_babels(money: Money, language: Language) -> None:
    """Groups, decimal sign, minus sign and no-break spaces."""
    assert swedish.amount(money, language) == format_decimal(money.major, "#,##0.00", locale=language)


@given(st.integers(-LARGEST, LARGEST), LANGUAGES)
def test_amounts_have_the_decimals_of_their_currency(minor: int, language: Language) -> None:
    """None in yen, three in Kuwaiti dinars."""
    yen, dinars = Money(minor, "JPY"), Money(minor, "KWD")
    assert swedish.amount(yen, language) == format_decimal(yen.major, "#,##0", locale=language)
    assert swedish.amount(dinars, language) == format_decimal(dinars.major, "#,##0.000", locale=language)


@given(MONEY)
def test_currencies_are_babels(money: Money) -> None:
    """Kronor by babel's own Swedish pattern, others with the ISO code; in English the code comes first."""
    if money.currency == "SEK":
        assert swedish.currency(money) == format_currency(money.major, "SEK", locale="sv")
    else:
        assert swedish.currency(money) == format_currency(money.major, money.currency, "#,##0.00\u00a0¤¤", locale="sv")
    english = format_currency(money.major, money.currency, "¤¤\u00a0#,##0.00", locale="en")
    assert swedish.currency(money, "en") == english


@given(DECIMALS, LANGUAGES)
def test_quantities_and_prices_are_babels(number: Decimal, language: Language) -> None:
    """Trailing zeros are dropped from a quantity; a price keeps two decimals."""
    assert swedish.quantity(number, language) == format_decimal(number, "#,##0.######", locale=language)
    assert swedish.price(number, language) == format_decimal(number, "#,##0.00####", locale=language)


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_percentages_are_babels(number: Decimal) -> None:
    """The sign stands apart in Swedish and close in English."""
    share = number / 100
    assert swedish.percent(number) == format_percent(share, "#,##0.######\u00a0%", locale="sv")
    assert swedish.percent(number, "en") == format_percent(share, "#,##0.######%", locale="en")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_are_babels_short_swedish_dates(on: date) -> None:
    """Sweden writes ISO 8601, and an English text for Sweden does too."""
    assert swedish.day(on) == format_date(on, "short", locale="sv")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (swedish.amount(sek("0")), "0,00"),
        (swedish.amount(sek("-0.05")), "-0,05"),
        (swedish.amount(sek("999999.99")), "999\u00a0999,99"),
        (swedish.currency(sek("1250.50")), "1\u00a0250,50\u00a0kr"),
        (swedish.currency(sek("1250.50"), "en"), "SEK\u00a01,250.50"),
        (swedish.quantity(Decimal("1E+3")), "1\u00a0000"),
        (swedish.quantity(Decimal("-0.000")), "0"),
        (swedish.percent(Decimal("25.00")), "25\u00a0%"),
    ],
)
def test_how_it_looks(written: str, expected: str) -> None:
    """A table for the eye."""
    assert written == expected

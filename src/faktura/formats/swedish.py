"""Amounts, quantities, percentages and dates as people read them, in Swedish and in English.

The same text as babel writes, at a twentieth of its cost; a test proves the two byte for byte alike.
Groups and units are held together by a no-break space.

>>> from faktura.core.money import sek
>>> amount(sek("1250.50")), currency(sek("1250.50")), currency(sek("-1250.50"), "en")
('1\\xa0250,50', '1\\xa0250,50\\xa0kr', '-SEK\\xa01,250.50')
>>> quantity(Decimal("7.50")), percent(Decimal("12.5")), day(date(2026, 11, 21))
('7,5', '12,5\\xa0%', '2026-11-21')
"""

from datetime import date
from decimal import Decimal
from typing import Final

from faktura.core.money import Money, exponent
from faktura.core.wording import Language

NO_BREAK: Final = "\u00a0"
_SWEDISH: Final = str.maketrans({",": NO_BREAK, ".": ","})


def amount(money: Money, language: Language = "sv") -> str:
    """Return *money* without its currency, with all the decimals the currency has: `1 250,50`.

    babel's `format_decimal` with the pattern `#,##0.00`.
    """
    decimals = exponent(money.currency)
    sign = "-" if money.minor < 0 else ""
    if not decimals:
        return _local(f"{sign}{abs(money.minor):,}", language)
    whole, part = divmod(abs(money.minor), 10**decimals)
    return _local(f"{sign}{whole:,}.{part:0{decimals}}", language)


def currency(money: Money, language: Language = "sv") -> str:
    """Return *money* with its currency: `1 250,50 kr`, `1 250,50 EUR`; in English `SEK 1,250.50`.

    babel's `format_currency`, for Swedish kronor with its own Swedish pattern, else with the ISO code.
    """
    digits = amount(abs(money), language)
    sign = "-" if money.minor < 0 else ""
    if language == "sv":
        return f"{sign}{digits}{NO_BREAK}{'kr' if money.currency == 'SEK' else money.currency}"
    return f"{sign}{money.currency}{NO_BREAK}{digits}"


def quantity(number: Decimal, language: Language = "sv") -> str:
    """Return *number* with the decimals it needs and no more: `7,5`, `1 000`.

    babel's `format_decimal` with the pattern `#,##0.######`; *number* has at most six decimals.
    """
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _local("0" if text == "-0" else text, language)


def price(number: Decimal, language: Language = "sv") -> str:
    """Return a unit price with at least two decimals, and as many as it needs: `950,00`, `0,8125`.

    babel's `format_decimal` with the pattern `#,##0.00####`; *number* has at most six decimals.
    """
    whole, _, part = f"{number:,f}".partition(".")
    text = f"{whole}.{part.rstrip('0').ljust(2, '0')}"
    return _local("0.00" if text == "-0.00" else text, language)


def percent(number: Decimal, language: Language = "sv") -> str:
    """Return *number*, which counts in percent, with its sign: `25 %`, in English `25%`."""
    return f"{quantity(number, language)}{NO_BREAK if language == 'sv' else ''}%"


def day(date_: date) -> str:
    """Return a date as it is written in Sweden in either language: `2026-11-21` (ISO 8601)."""
    return date_.isoformat()


def _local(text: str, language: Language) -> str:
    return text.translate(_SWEDISH) if language == "sv" else text

"""Amounts and percentages inside a sentence: the plain form of each language.

Documents have a formatter of their own; this one serves reasons and explanations.

>>> from faktura.core.money import sek
>>> amount_in(sek("-12500.5"), "sv").replace("\\xa0", " "), amount_in(sek("-12500.5"), "en")
('−12 500,50 kr', '-12,500.50 SEK')
>>> percent_in(Decimal("7.50"), "sv").replace("\\xa0", " "), percent_in(Decimal("10.00"), "en")
('7,5 %', '10 %')
"""

from decimal import Decimal
from typing import Final

from faktura.core.money import Money, exponent
from faktura.core.wording import Language

_SPACE: Final = "\xa0"
_SWEDISH: Final = str.maketrans(",.-", f"{_SPACE},−")


def amount_in(money: Money, language: Language) -> str:
    """Return *money* as it is written within a sentence of *language*."""
    plain = f"{money.major:,.{exponent(money.currency)}f}"
    unit = "kr" if (money.currency, language) == ("SEK", "sv") else money.currency
    if language == "en":
        return f"{plain} {unit}"
    return plain.translate(_SWEDISH) + _SPACE + unit


def percent_in(percent: Decimal, language: Language) -> str:
    """Return *percent* with no more decimals than it needs."""
    plain = f"{percent.normalize():f}"
    return f"{plain} %" if language == "en" else plain.translate(_SWEDISH) + _SPACE + "%"

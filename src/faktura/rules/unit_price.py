"""The unit price without VAT behind a net amount, so that whoever multiplies gets the amount again.

With prices including VAT, and for a part of a package, the line's amount is what was agreed and the
price without VAT follows from it. BT-146 may have up to six decimals here, and BT-149 says how many
units it is for when six are not enough.
"""

from decimal import Decimal
from typing import Final

from faktura.core.money import exponent
from faktura.core.rounding import EXACT
from faktura.rules.ratio import half_up_ratio

_FEWEST: Final = 2
_SHORT: Final = 4  # decimals of PriceAmount in Svefaktura 1.0
_MOST: Final = 6
_ENOUGH_UNITS: Final = 9_000  # up to here a price rounded to four decimals misses the amount by less than 0.5


def unit_price(amount: int, quantity: Decimal, currency: str) -> tuple[Decimal, Decimal]:
    """Return price and base quantity such that quantity × price / base rounds half up to *amount*.

    *amount* is in minor units and has the sign of *quantity*, which is not zero. The fewest decimals
    from two to six are chosen; if six are too few the price is for ten units, a hundred, a thousand...
    So the e-invoice rules on line amounts hold for any quantity: PEPPOL-EN16931-R120, and Svefaktura
    R-15 even when the price is cut to that format's four decimals.

    >>> unit_price(10000, Decimal(3), "SEK")
    (Decimal('33.333'), Decimal('1'))
    >>> unit_price(100, Decimal(300_000), "SEK")
    (Decimal('0.000333'), Decimal('100'))
    """
    units, divisor = abs(quantity).as_integer_ratio()
    scale = 10 ** exponent(currency)
    base = 1
    while True:
        few = units <= _ENOUGH_UNITS * divisor * base
        for decimals in range(_FEWEST, (_MOST if few else _SHORT) + 1):
            fraction = divisor * base * 10**decimals
            price = half_up_ratio(abs(amount) * fraction, units * scale)
            if half_up_ratio(units * price * scale, fraction) == abs(amount):
                return EXACT.scaleb(Decimal(price), -decimals), Decimal(base)
        base *= 10

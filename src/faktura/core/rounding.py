"""Rounding modes by name: every step from `Decimal` to whole minor units says which one it uses.

>>> half_up(Decimal("111693.75"))
111694
>>> half_up(Decimal("-0.5")), half_even(Decimal("2.5")), down(Decimal("3001.5")), down(Decimal("-0.9"))
(-1, 2, 3001, 0)
"""

import decimal
from collections.abc import Callable
from decimal import Decimal
from typing import Final

Rounding = Callable[[Decimal], int]

EXACT: Final = decimal.Context(prec=60)
"""Wide enough that no product or quotient of an invoice is rounded before its named rounding."""


def half_up(value: Decimal) -> int:
    """Round to the nearest whole; a half goes away from zero (5-9 up), alike for both signs.

    How VAT is rounded to öre and an invoice to kronor: Skatteverket's guidance on rounding,
    lag (1970:1029) 1 §.
    """
    return int(value.to_integral_value(decimal.ROUND_HALF_UP, EXACT))


def half_even(value: Decimal) -> int:
    """Round to the nearest whole; a half goes to the even neighbour (SFTI's guide for Svefaktura 1.0)."""
    return int(value.to_integral_value(decimal.ROUND_HALF_EVEN, EXACT))


def down(value: Decimal) -> int:
    """Drop the fraction, towards zero: "öretal bortfaller", lag (2009:194) 5 §."""
    return int(value.to_integral_value(decimal.ROUND_DOWN, EXACT))


def up(value: Decimal) -> int:
    """Round away from zero to the next whole."""
    return int(value.to_integral_value(decimal.ROUND_UP, EXACT))

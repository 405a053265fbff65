"""Quantities, prices and percentages as exact decimals, read from text through a strict pattern.

>>> exact("950.00"), exact(8), exact("-0,5")
(Decimal('950.00'), Decimal('8'), Decimal('-0.5'))
>>> exact("1E+1000000")
Traceback (most recent call last):
faktura.core.errors.InvalidAmount: '1E+1000000' is not a plain number; write digits with at most 6 decimals, such as 12.5
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from faktura.core.check_digit import shown
from faktura.core.errors import InvalidAmount
from faktura.core.rounding import EXACT
from faktura.core.wording import Text, register

_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?", re.ASCII)
_LONGEST: Final = 20
_WHOLE_DIGITS: Final = 12
_LARGEST: Final = 10**_WHOLE_DIGITS
_MOST_DECIMALS: Final = 6
_SMALLEST: Final = Decimal("0.000001")


@lru_cache(maxsize=1024)
def _of_text(text: str) -> Decimal:
    """Return *text* as a number; the same prices and quantities come again and again."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise InvalidAmount("number.text", found=shown(text))
    return Decimal(text.replace(",", "."))


def exact(value: str | int | Decimal) -> Decimal:
    """Return *value* as an exact `Decimal`: at most twelve digits before the point and six after."""
    if type(value) is Decimal:
        number = value
    elif isinstance(value, str):
        return _of_text(value)
    elif type(value) is bool or not isinstance(value, (int, Decimal)):
        raise InvalidAmount("number.type", found=type(value).__name__)
    else:
        number = Decimal(value)
    _, written, power = number.as_tuple()
    if isinstance(power, int) and -_MOST_DECIMALS <= power <= 0 and len(written) + power <= _WHOLE_DIGITS:
        return number
    if not number.is_finite() or number.adjusted() > _LONGEST or number.copy_abs() >= _LARGEST:
        raise InvalidAmount("number.text", found=shown(str(number)[:_LONGEST]))
    if not isinstance(power, int) or power >= -_MOST_DECIMALS:
        return number
    plain = EXACT.quantize(number, _SMALLEST)  # a thousand zeros after the point say nothing more
    if plain != number:
        raise InvalidAmount("number.text", found=shown(str(number)[:_LONGEST]))
    return plain


register(
    {
        "number.text": Text(
            en="{found!r} is not a plain number; write digits with at most 6 decimals, such as 12.5",
            sv="{found!r} är inget vanligt tal; skriv siffror med högst 6 decimaler, som 12,5",
        ),
        "number.type": Text(
            en="a quantity or price is text, an int or a Decimal, not {found}; a float is not exact",
            sv="antal och pris anges som text, heltal eller Decimal, inte {found}; flyttal är inte exakta",
        ),
    }
)

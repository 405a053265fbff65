"""How a line stands towards VAT: category, percent and, where no VAT is charged, the ground.

The categories are those of EN 16931 (BT-118, code list UNCL5305). Which rate is lawful on a day, and
what must be printed for a ground, is decided in `rules`; here it is only said.

>>> vat(25)
Vat(category=<VatCategory.STANDARD: 'S'>, percent=Decimal('25'), ground='')
>>> REVERSE_CHARGE_BUILDING.percent
Decimal('0')
"""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.wording import Text, register


class VatCategory(StrEnum):
    """The VAT category code of EN 16931 (UNCL5305)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_EU = "K"
    EXPORT = "G"
    OUTSIDE = "O"


@frozen
class Vat:
    """The VAT treatment of a line, an allowance or a charge.

    Attributes:
        category: VAT category code (BT-151).
        percent: Rate in percent (BT-152): above zero for S, zero for every other category.
        ground: Why no VAT is charged, as a key into the statutory texts of `rules.wording`
            (`reverse_charge.building`, `exempt.education`...), or the text itself; empty for S.
    """

    category: VatCategory
    percent: Decimal = field()
    ground: str = ""

    @percent.validator
    def _fits(self, _attribute: object, value: Decimal) -> None:
        charged = self.category is VatCategory.STANDARD
        if not isinstance(value, Decimal) or not _measured(value) or not 0 <= value < _HUNDRED:
            raise InputError("vat.percent", found=str(value)[:20])
        if charged != (value > 0):
            raise InputError("vat.percent_of_category", category=self.category.value, percent=str(value))


_HUNDRED: Final = 100
_MOST_DECIMALS: Final = 20


def _measured(value: Decimal) -> bool:
    """Whether *value* is a number that can be written out: `1E-1000000` would be a million digits."""
    power = value.as_tuple().exponent
    return isinstance(power, int) and power >= -_MOST_DECIMALS


@lru_cache(maxsize=256)
def _ordinary(written: str) -> Vat:
    rate = _percent(written)
    return Vat(VatCategory.STANDARD if rate else VatCategory.EXEMPT, rate)


def vat(percent: int | str | Decimal) -> Vat:
    """Return ordinary VAT of *percent*, never given as a float; 0 means exempt without a stated ground.

    >>> vat("12").percent
    Decimal('12')
    """
    if not isinstance(percent, int | str | Decimal):
        raise InputError("vat.percent", found=type(percent).__name__)
    if isinstance(percent, Decimal):
        return Vat(VatCategory.STANDARD if percent else VatCategory.EXEMPT, percent)
    return _ordinary(percent if isinstance(percent, str) else _written(percent))


def _written(percent: int) -> str:
    return str(percent) if abs(percent) <= _HUNDRED else "a number beyond 100"


def _percent(written: str) -> Decimal:
    whole, _, part = written.partition(".")
    if not (written.isascii() and whole.isdigit() and len(whole) <= _DIGITS and (part.isdigit() or "." not in written)):
        raise InputError("vat.percent", found=written[:20])
    return Decimal(written)


_DIGITS: Final = 2

VAT_25: Final = vat(25)
VAT_12: Final = vat(12)
VAT_6: Final = vat(6)
REVERSE_CHARGE_BUILDING: Final = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), "reverse_charge.building")
OUTSIDE_VAT: Final = Vat(VatCategory.OUTSIDE, Decimal(0), "outside.compensation")

register(
    {
        "vat.percent": Text(
            en="{found!r} is no VAT rate; give percent from 0 to below 100, such as 25",
            sv="{found!r} är ingen momssats; ange procent från 0 till under 100, som 25",
        ),
        "vat.percent_of_category": Text(
            en="VAT category {category} does not go with {percent} %; only category S has a rate above zero",
            sv="momskategori {category} går inte ihop med {percent} %; bara kategori S har en sats över noll",
        ),
    }
)

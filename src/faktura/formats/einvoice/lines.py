"""What the readers of e-invoices fill in on a line because no format states it."""

from decimal import Decimal
from functools import lru_cache

from faktura.core.money import Money
from faktura.core.vat import Vat


def gross_of(net: Money, vat: Vat) -> Money:
    """Return what a line costs including VAT, for print: its net and its rate, rounded half up (away from zero).

    >>> from faktura.core.vat import VAT_25
    >>> gross_of(Money(10), VAT_25).minor, gross_of(Money(-10), VAT_25).minor
    (13, -13)
    """
    numerator, denominator = _part(vat.percent)
    size = (2 * abs(net.minor) * numerator + denominator) // (2 * denominator)
    return Money(net.minor + (size if net.minor >= 0 else -size), net.currency)


@lru_cache(maxsize=256)
def _part(percent: Decimal) -> tuple[int, int]:
    """Return *percent* of a whole as numerator and denominator."""
    numerator, denominator = percent.as_integer_ratio()
    return numerator, denominator * 100

"""Exact fractions of minor units: one value rounded half up, or several that must sum to a whole.

Ratios are kept as two ints, so nothing is rounded before the one place that says so.

>>> half_up_ratio(446775 * 25, 100)
111694
>>> spread(10, (33, 33, 34), 10)
(3, 3, 4)
"""

from collections.abc import Sequence
from decimal import Decimal


def half_up_ratio(numerator: int, denominator: int) -> int:
    """Return *numerator* / *denominator* as the nearest whole; a half goes away from zero.

    The same rounding as `core.rounding.half_up`, on a fraction; *denominator* is above zero.

    >>> half_up_ratio(5, 2), half_up_ratio(-5, 2), half_up_ratio(-4, 3)
    (3, -3, -1)
    """
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def spread(total: int, exact: Sequence[int], denominator: int) -> tuple[int, ...]:
    """Return whole shares that sum to *total*, each within one of its exact value *exact* / *denominator*.

    Unlike `Money.allocate` the exact values may have both signs; they must sum to within a half of
    *total*. The largest remainders are rounded up, the earlier share first among equals; a negative
    total is shared as the mirror of the positive one.

    >>> spread(80, (12500, -2500), 125), spread(-80, (-12500, 2500), 125)
    ((100, -20), (-100, 20))
    """
    if total < 0:
        return tuple(-share for share in spread(-total, [-value for value in exact], denominator))
    shares = [value // denominator for value in exact]
    missing = total - sum(shares)
    if missing:
        rests = [value % denominator for value in exact]
        for index in sorted(range(len(rests)), key=lambda index: (-rests[index], index))[:missing]:
            shares[index] += 1
    return tuple(shares)


def over(percent: Decimal) -> tuple[int, int]:
    """Return *percent* of a whole as numerator and denominator, in ints.

    >>> over(Decimal("12.5"))
    (25, 200)
    """
    numerator, denominator = percent.as_integer_ratio()
    return numerator, denominator * 100

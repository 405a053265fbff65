"""How sure a counted share is: exact one-sided bounds (Clopper and Pearson), without a statistics library.

>>> print(round(lowest(30_000, 30_000), 6))   # no error in n: 1 - 3/n at 95 %
0.999900
>>> print(round(lowest(99_995, 100_000), 6), round(lowest(10, 10), 3))
0.999895 0.741
"""

from decimal import Decimal, localcontext
from typing import Final

_STEPS: Final = 40
_EXACT: Final = 2_000
"""With more failures than this the bound is Wilson's, which by then agrees to the fourth decimal."""
_Z: Final = Decimal("1.6448536")


def lowest(right: int, of: int, *, risk: Decimal = Decimal("0.05")) -> Decimal | None:
    """Return the share that *right* of so many tells at least, wrong at most with *risk*; none of nothing.

    With no failure in n it is 1 - risk^(1/n), about 1 - 3/n at 95 %. To claim 0.9999 takes 30,000 without one.
    """
    if not of:
        return None
    failures = of - right
    if right == 0:
        return Decimal(0)
    with localcontext() as context:
        context.prec = 28
        if failures > _EXACT:
            return _wilson(right, of)
        low, high = Decimal(0), Decimal(1)
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _at_most(failures, of, middle) > risk:
                low = middle
            else:
                high = middle
        return 1 - high


def _at_most(failures: int, of: int, share: Decimal) -> Decimal:
    """Return the chance of at most so many failures, each coming with chance *share*."""
    term = (1 - share) ** of
    total = term
    odds = share / (1 - share)
    for one in range(failures):
        term = term * (of - one) / (one + 1) * odds
        total += term
    return total


def _wilson(right: int, of: int) -> Decimal:
    share, n = Decimal(right) / of, Decimal(of)
    middle = share + _Z**2 / (2 * n)
    width = _Z * ((share * (1 - share) + _Z**2 / (4 * n)) / n).sqrt()
    return (middle - width) / (1 + _Z**2 / n)


def between(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson), for the eye: 3 of 4 may be anything from a third to nearly all.

    >>> [round(one, 2) for one in between(3, 4)]
    [0.3, 0.95]
    """
    share, z = right / of, 1.959964
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    width = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return max(middle - width, 0.0), min(middle + width, 1.0)

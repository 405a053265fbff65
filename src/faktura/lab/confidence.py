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

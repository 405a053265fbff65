"""Stated probabilities beside what came true: bins, expected calibration error, Brier score."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

Stated = tuple[float, bool]
"""A probability that was stated, and whether what it was about came true."""

EDGES: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0)
"""Tenths, and finer where automatic decisions are."""


@frozen(kw_only=True)
class Bin:
    """The decisions whose stated probability lies between two edges, the upper one not included."""

    low: float
    high: float
    count: int
    stated: float
    came_true: float


def bins_of(stated: Iterable[Stated], edges: Sequence[float] = EDGES) -> tuple[Bin, ...]:
    """Return the bins that hold anything, with the mean of what was stated and the share that came true.

    >>> [(one.count, one.stated, one.came_true) for one in bins_of([(0.5, True), (0.52, False), (1.0, True)])]
    [(2, 0.51, 0.5), (1, 1.0, 1.0)]
    """
    places: dict[int, list[Stated]] = {}
    for said, true in stated:
        places.setdefault(min(bisect_right(edges, said), len(edges) - 1), []).append((said, true))
    return tuple(
        Bin(
            low=edges[at - 1],
            high=edges[at],
            count=len(rows),
            stated=sum(said for said, _ in rows) / len(rows),
            came_true=sum(true for _, true in rows) / len(rows),
        )
        for at, rows in sorted(places.items())
    )


def expected_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: the mean gap between stated and true, each bin by its count."""
    count = sum(one.count for one in bins)
    return sum(one.count * abs(one.stated - one.came_true) for one in bins) / count if count else None


def brier(stated: Sequence[Stated]) -> float | None:
    """Return the Brier score, 0 for perfect foresight, 0.25 for always saying one half.

    >>> brier([(1.0, True), (0.5, False)])
    0.125
    """
    return sum((said - true) ** 2 for said, true in stated) / len(stated) if stated else None

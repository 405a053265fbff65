"""Which of some open amounts make a sum: a bounded search that says when there is more than one answer."""

from collections.abc import Sequence
from itertools import combinations, islice
from typing import Final

from attrs import frozen

MOST_AMOUNTS: Final = 12
"""Of more open items nearly every amount is the sum of some: then only the oldest so many are tried."""

MOST_TOGETHER: Final = 6
"""The largest number of items that are looked for without being named."""


@frozen
class Sums:
    """The ways to make a sum.

    Attributes:
        ways: Places of the amounts, each way ascending; of the smallest size that has one, at most two.
        tried: How many sums were looked at: the more, the likelier a hit by chance.
    """

    ways: tuple[tuple[int, ...], ...]
    tried: int


def sums(amounts: Sequence[int], target: int, *, least: int = 2) -> Sums:
    """Return which of *amounts* make exactly *target*, *least* of them or more; all of them together go first.

    >>> sums([100, 250, 300], 400), sums([100, 100, 300], 400).ways
    (Sums(ways=((0, 2),), tried=4), ((0, 2), (1, 2)))
    """
    every = len(amounts)
    if every >= least and sum(amounts) == target:
        return Sums((tuple(range(every)),), 1)
    some = amounts[:MOST_AMOUNTS]
    tried = 1
    for size in range(least, min(MOST_TOGETHER, len(some) - (len(some) == every)) + 1):
        ways = []
        for number, sum_ in enumerate(map(sum, combinations(some, size))):
            tried += 1
            if sum_ == target:
                ways.append(next(islice(combinations(range(len(some)), size), number, None)))
                if len(ways) > 1:
                    break
        if ways:
            return Sums(tuple(ways), tried)
    return Sums((), tried)

"""Which of some open amounts make a sum: a bounded search that says when there is more than one answer."""

from collections.abc import Sequence
from itertools import combinations, islice
from typing import Final

from attrs import frozen

MOST_AMOUNTS: Final = 12
"""Of more open items nearly every amount is the sum of some: then only the oldest so many are tried."""

MOST_TOGETHER: Final = 6
"""The largest number of items that are looked for without being named."""

_FEW: Final = 2


@frozen
class Sums:
    """The ways to make a sum.

    Attributes:
        ways: Places of the amounts, each way ascending; at most two: of all amounts but those that net to nothing, or of
            the smallest size that has one; where that has a single one, the same with others instead of one of its amounts.
        tried: How many sums were looked at: the more, the likelier a hit by chance.
    """

    ways: tuple[tuple[int, ...], ...]
    tried: int


def sums(amounts: Sequence[int], target: int, *, least: int = 2) -> Sums:
    """Return which of *amounts* make exactly *target*, *least* of them or more; all of them together go first.

    What nets to nothing, such as an invoice and its credit note, is no part of what was paid.

    >>> sums([100, 250, 300], 400), sums([100, 100, 300], 400).ways
    (Sums(ways=((0, 2),), tried=4), ((0, 2), (1, 2)))
    >>> sums([100, 700, 300, -700], 400)
    Sums(ways=((0, 2),), tried=1)
    >>> sums([100, 250, 125, 125], 350).ways
    ((0, 1), (0, 2, 3))
    """
    every = len(amounts)
    if every >= least and sum(amounts) == target:
        return Sums(tuple([way for way in without_netted(amounts) if len(way) >= least]), 1)
    some = amounts[:MOST_AMOUNTS]
    found = _smallest(some, target, least)
    if len(found.ways) == 1 and (other := _instead(some, found.ways[0])):
        return Sums((*found.ways, other), found.tried)
    return found


def _instead(amounts: Sequence[int], way: tuple[int, ...]) -> tuple[int, ...]:
    """Return *way* with two or three others instead of one of its amounts that make as much together; empty if none do."""
    others = [place for place in range(len(amounts)) if place not in way]
    left = [amounts[place] for place in others]
    for one in way:
        for some in _smallest(left, amounts[one], _FEW, _FEW + 1).ways[:1]:
            return tuple(sorted([*(place for place in way if place != one), *(others[place] for place in some)]))
    return ()


def without_netted(amounts: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the places of *amounts* without those that net to nothing; at most two ways, where it may be either of two.

    >>> without_netted([100, 300, -300, 200, -200]), without_netted([300, 300, -300])
    ([(0,)], [(1,), (0,)])
    """
    return _without_netted(amounts, tuple(range(len(amounts))))


def _without_netted(amounts: Sequence[int], places: tuple[int, ...]) -> list[tuple[int, ...]]:
    some = [amounts[place] for place in places]
    if min(some, default=0) >= 0:
        return [places]
    netted = _smallest(some[:MOST_AMOUNTS], 0, 2).ways
    if not netted:
        return [places]
    left = [tuple([place for at, place in enumerate(places) if at not in way]) for way in netted]
    return list(dict.fromkeys([way for one in left for way in _without_netted(amounts, one)]))[:2]


def _smallest(amounts: Sequence[int], target: int, least: int, most: int = MOST_TOGETHER) -> Sums:
    """Return the ways of the smallest size, *least* or more and *most* or fewer, that make *target*."""
    tried = 1
    for size in range(least, min(most, len(amounts)) + 1):
        ways = []
        for number, sum_ in enumerate(map(sum, combinations(amounts, size))):
            tried += 1
            if sum_ == target:
                ways.append(next(islice(combinations(range(len(amounts)), size), number, None)))
                if len(ways) > 1:
                    break
        if ways:
            return Sums(tuple(ways), tried)
    return Sums((), tried)

"""Several sequences that read as one, so that what is kept in columns need not be copied to be a part of the whole.

>>> both = Joined(((1, 2), range(3, 5)))
>>> len(both), both[-1], both[1:3], both == (1, 2, 3, 4)
(4, 4, (2, 3), True)
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import TypeVar, overload

Element_co = TypeVar("Element_co", covariant=True)


class Joined(Sequence[Element_co]):
    """The elements of *parts*, one part after the other; equal to any sequence of equal elements."""

    __slots__ = ("_ends", "parts")

    def __init__(self, parts: Sequence[Sequence[Element_co]]) -> None:
        """Join *parts*, which must not change afterwards."""
        self.parts = parts
        self._ends = tuple(accumulate(map(len, parts)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Element_co]:
        return chain.from_iterable(self.parts)

    @overload
    def __getitem__(self, at: int) -> Element_co: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Element_co, ...]: ...
    def __getitem__(self, at: int | slice) -> Element_co | tuple[Element_co, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(len(self))[at])
        place = range(len(self))[at]
        part = bisect_right(self._ends, place)
        return self.parts[part][place - (self._ends[part - 1] if part else 0)]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} elements in {len(self.parts)} parts>"

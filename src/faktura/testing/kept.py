"""A strategy that is built once: hypothesis checks each new one, which costs more than drawing from it.

>>> from hypothesis import strategies as st
>>> @kept
... def digits(length: int) -> st.SearchStrategy[str]:
...     return st.integers(0, 10**length - 1).map(lambda number: str(number).zfill(length))
>>> digits(3) is digits(3)
True
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from hypothesis.strategies import SearchStrategy

_P = ParamSpec("_P")
_T = TypeVar("_T")


def kept(make: Callable[_P, SearchStrategy[_T]]) -> Callable[_P, SearchStrategy[_T]]:
    """Let *make* build one strategy for equal arguments; for arguments that cannot be hashed, a new one each time."""
    known: dict[object, SearchStrategy[_T]] = {}

    @wraps(make)
    def strategy(*args: _P.args, **facts: _P.kwargs) -> SearchStrategy[_T]:
        key = (args, tuple(facts.items()))
        try:
            found = known.get(key)
        except TypeError:
            return make(*args, **facts)
        if found is None:
            found = known[key] = make(*args, **facts)
        return found

    return strategy

"""How alike the payer's name and a customer's are, after folding.

>>> likeness("Anna Lind", "LIND, ANNA"), likeness("Anna Lind", "A LIND"), likeness("Anna Lind", "Karl Lind")
('name', 'alike', 'surname')
"""

import re
from functools import lru_cache
from typing import Final, Literal

from rapidfuzz.fuzz import token_sort_ratio

from faktura.core.payer_name import LONGEST, blurred, folded

Likeness = Literal["name", "alike", "surname", "unlike", "untold"]

_CUT: Final = 30
"""Names this long may have been cut on the way."""

_ALIKE: Final = 90.0


def likeness(customer: str, payer: str) -> Likeness:
    """Return how the payer's name compares with the customer's; `untold` when one of them is missing.

    `name`: the same words. `alike`: the same but for initials, a further person, a slip or a lost end.
    `surname`: a name in common.
    """
    if customer.casefold() == payer.casefold() and len(customer) <= LONGEST >= len(payer) and _TOLD.search(customer):
        return "name"
    return _compared(customer, payer)


_TOLD: Final = re.compile(r"[0-9a-z]{2}", re.ASCII | re.IGNORECASE)
"""Two letters, of which the first is left of a name whatever is folded: no mark can follow it."""


@lru_cache(maxsize=1 << 11)
def _compared(customer: str, payer: str) -> Likeness:
    ours, theirs = folded(customer), folded(payer)
    if "?" in payer or "?" in customer:
        ours, theirs = tuple(map(blurred, ours)), tuple(map(blurred, theirs))
    if not ours or not theirs:
        return "untold"
    mine, yours = set(ours), set(theirs)
    if mine == yours or (len(payer) >= _CUT and _cut(ours, theirs)):
        return "name"
    if (len(mine) > 1 and mine < yours) or _initials(ours, theirs):
        return "alike"
    if token_sort_ratio(" ".join(ours), " ".join(theirs)) >= _ALIKE:
        return "alike"
    if any(len(word) > 2 for word in mine & yours):
        return "surname"
    return "unlike"


def _cut(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether *theirs* is *ours* without its end."""
    *whole, last = theirs
    left = [word for word in ours if word not in whole]
    return len(ours) - len(left) == len(set(whole)) and any(word.startswith(last) for word in left)


def _initials(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether each word of the shorter name is in the longer, or is the initial of one there; at least one in full."""
    if not any(len(word) == 1 for word in (*ours, *theirs)):
        return False
    short, long = sorted((ours, theirs), key=len)
    left = list(long)
    full = 0
    for word in sorted(short, key=len, reverse=True):
        found = next((one for one in left if one == word), None)
        full += found is not None and len(word) > 2
        if found is None:
            found = next((one for one in left if _initial(one, word)), None)
        if found is None:
            return False
        left.remove(found)
    return full > 0


def _initial(one: str, other: str) -> bool:
    return 1 in {len(one), len(other)} and one[0] == other[0]

"""What the numbers of Swedish trade share: spaces and hyphens, modulus 10, and what a message may show.

>>> compact("55\\u00a055-5551"), modulus_10("991234"), masked("19121212-1213")
('5555-5551', '6', '########-####')
"""

import re
from functools import lru_cache
from typing import Final

_SPACES: Final = dict.fromkeys(map(ord, " \t\u00a0\u2009\u202f"))
_HYPHENS: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_SHOWN: Final = 40
_PERSONAL: Final = 10
"""So many digits a personal number has at least; shorter text cannot hold one."""


def compact(text: str) -> str:
    """Return *text* without spaces, its typographic hyphens as `-`; what else it holds is left alone.

    Only the first characters are kept of text far too long to be any number, so that nothing slow
    follows.
    """
    return text[: 2 * _SHOWN].translate(_SPACES | _HYPHENS)


def is_digits(text: str) -> bool:
    """Whether *text* is one or more of 0-9 (`str.isdigit` would also accept `²` and `٣`).

    >>> is_digits("0042"), is_digits("²"), is_digits("")
    (True, False, False)
    """
    return _DIGITS.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def modulus_10(digits: str) -> str:
    """Return the check digit that belongs after *digits*: weights 2, 1, 2... from the right (Luhn).

    The numbers of the seller and of known customers come again on every document, so the last few thousand are kept.

    >>> modulus_10("5555555")
    '1'
    """
    from stdnum import luhn

    return luhn.calc_check_digit(digits)


def masked(text: str) -> str:
    """Return *text* with every digit as `#`: its shape tells what is wrong, and no number leaks."""
    shown = "".join("#" if one.isnumeric() else one for one in text[:_SHOWN])
    return shown if len(text) <= _SHOWN else shown + "..."


def shown(text: str) -> str:
    """Return *text* for a message: masked as soon as it is long enough to hold a personal number.

    >>> shown("991-2347"), shown("121212-1212")
    ('991-2347', '######-####')
    """
    personal = len(text) > _SHOWN or sum(one.isnumeric() for one in text) >= _PERSONAL
    return masked(text) if personal else text

"""Digits that are a day or a year, and no number of ours: "2026-11-27", "27.11.2026", "Medlemsavgift 2026".

>>> is_date("2026/11/27"), is_date("2026-0111"), is_year("2026", "Medlemsavgift 2026"), is_year("2026", "2025, 2026")
(True, False, True, False)
"""

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(
    r"(?:19|20)[0-9]{2}([-/.])(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12][0-9]|3[01]))?"
    r"|(?:0?[1-9]|[12][0-9]|3[01])([-/.])(?:0?[1-9]|1[0-2])\2(?:19|20)[0-9]{2}",
    re.ASCII,
)
"""A day, or a year with a month, with the same sign between."""

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SHORT: Final = 6
_FEW_DAYS: Final = 7
"""So far from the booking a day is written that the bank or the payer says it was paid."""


def is_date(word: str) -> bool:
    """Whether *word* is a day, or a month of a year, as it is written with signs between."""
    return _DATE.fullmatch(word) is not None


def is_year(word: str, text: str) -> bool:
    """Whether *word* is a year among other words of *text*; among numbers alone it may be one of a list."""
    return len(word) == 4 and _YEAR.fullmatch(word) is not None and _WORD.search(text) is not None


def is_day_of(digits: str, booked: date) -> bool:
    """Whether *digits* are a day within a week of the booking, the year in full or in two digits.

    >>> is_day_of("20261119", date(2026, 11, 23)), is_day_of("261119", date(2026, 11, 23))
    (True, True)
    >>> is_day_of("20261019", date(2026, 11, 23)), is_day_of("20263119", date(2026, 11, 23))
    (False, False)
    """
    full = f"20{digits}" if len(digits) == _SHORT else digits
    if len(full) != _SHORT + 2 or not full.startswith("20"):
        return False
    try:
        day = date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError:
        return False
    return abs((day - booked).days) <= _FEW_DAYS

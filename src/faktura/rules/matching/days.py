"""Digits that are a day or a year, and no number of ours, and the month that a payer writes.

As "2026-11-27", "27.11.2026", "Medlemsavgift 2026"; "hyra april".

>>> is_date("2026/11/27"), is_date("2026-0111"), is_year("2026", "Medlemsavgift 2026"), is_year("2026", "2025, 2026")
(True, False, True, False)
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
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


_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan", "februari february feb", "mars march mar", "april apr", "maj may", "juni june jun",
            "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_NAMES: Final = frozenset({"jan", "maj", "may", "april", "june", "august"})
"""Months that are somebody's name too: within a month of the booking they are the month."""

_OF_YEAR: Final = re.compile(
    r"(?<![0-9])20[0-9]{2}[-/.](0[1-9]|1[0-2])(?![-/.]?[0-9])|(?<![0-9])(?<![0-9][-/.])(0?[1-9]|1[0-2])[-/.]20[0-9]{2}(?![0-9])",
    re.ASCII,
)
"""A month of a year, before it or after it; a day has neither."""

_ABOUT_THE_TURN: Final = 25
"""What is due this late may be for the month or for the next one: rents are due before the month begins."""

_RENT: Final = re.compile(r"hyr(?:a|an|or|orna)\b|\brent\b", re.IGNORECASE)
_INVOICE: Final = re.compile(r"\b(?:fakt(?:ura|uran|uror|urorna)?|räkning(?:en)?|inv(?:oice)?)\b", re.IGNORECASE)

Reading = Callable[[int, date, date | None], bool]
"""Whether what is due on a day, and was issued on another if that is known, is for a month."""


@lru_cache(maxsize=512)
def month_said(text: str, booked: int) -> int:
    """Return the month that *text* names, which came in the month *booked*; 0 when it names none, or several.

    >>> month_said("Hyra april", 3), month_said("Hyra april o maj", 4), month_said("Jan Ek", 8), month_said("2026-04", 3)
    (4, 0, 0, 4)
    >>> month_said("Hyra 4/2026", 3), month_said("betalt 27.04.2026", 4)
    (4, 0)
    """
    found = {number for word in _WORD.findall(text.casefold()) if (number := _month(word, booked))}
    found.update([int(before or after) for after, before in _OF_YEAR.findall(text)])
    return found.pop() if len(found) == 1 else 0


def _month(word: str, booked: int) -> int:
    number = _MONTHS.get(word, 0)
    return 0 if word in _NAMES and (booked - number) % 12 not in {11, 0, 1} else number


def readings(text: str) -> tuple[Reading, ...]:
    """Return how the month that *text* names is to be read, the surest way first.

    A rent is paid before its month begins, and an invoice is called by the month it was written in or is due in.

    >>> [one(4, date(2026, 3, 31), None) for one in readings("Hyra april")]
    [False, True, False]
    """
    if _RENT.search(text):
        return _due_early_in, _due_just_before, _due_or_written_in
    if _INVOICE.search(text):
        return _due_or_written_in, _due_just_before
    return _due_early_in, _about


def _due_early_in(month: int, due: date, _issued: date | None) -> bool:
    return due.month == month and due.day < _ABOUT_THE_TURN


def _due_just_before(month: int, due: date, _issued: date | None) -> bool:
    return due.day >= _ABOUT_THE_TURN and due.month % 12 + 1 == month


def _due_or_written_in(month: int, due: date, issued: date | None) -> bool:
    return due.month == month or (issued is not None and issued.month == month)


def _about(month: int, due: date, issued: date | None) -> bool:
    return _due_just_before(month, due, issued) or _due_or_written_in(month, due, issued)

"""How XPath 2.0 sees the text of an element: as a number, a word or a day.

Official rule sets are written in XPath, whose `number()` and `sum()` are binary floating point
(xs:double), and whose `\\w` is not Python's. A pre-flight must give the verdict of the receiver, also where
a difference is just as large as a rule allows; so it computes in the rules' own arithmetic, here and
nowhere else. No amount of a document is ever made from these numbers. What is no number is `NOTHING`, which no
comparison finds right.

>>> number(" 99.90 "), number("1_000") == number("1_000"), double_total(["0.1", "0.2"]) == number("0.3")
(99.9, False, False)
>>> is_word("5599990008"), is_word("559999-0008"), day_of("2026-11-02T00:00:00"[:10])
(True, False, (739557, 0))
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Final
from unicodedata import category

_BLANKS: Final = " \t\r\n"
_DOUBLE: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_TELEPHONE: Final = re.compile(r"\+?\d*")
Double = float
"""xs:double, as the rules compute; never an amount of ours."""

NOTHING: Final[Double] = float("nan")
HALF: Final[Double] = 0.5
THOUSANDTH: Final[Double] = 0.001


def number(text: str | None) -> Double:
    """Return `number(text)`; what is absent or no number is `NOTHING`."""
    if text is None:
        return NOTHING
    text = text.strip(_BLANKS)
    return float(text) if _DOUBLE.fullmatch(text) else NOTHING


def double_total(texts: Iterable[str]) -> Double:
    """Return `sum()` of *texts*, added in their order; 0 for none."""
    total = 0.0
    for text in texts:
        total += number(text)
    return total


def quotient(value: Double, by: Double) -> Double:
    """Return `value div by`; by zero it is nothing a rule would accept."""
    return value / by if by else NOTHING


def decimal(text: str) -> Decimal:
    """Return `xs:decimal(text)`.

    Raises:
        ValueError: It is no decimal number.
    """
    text = text.strip(_BLANKS)
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def exactly(value: Double) -> Fraction | None:
    """Return *value* as the exact fraction it is, as `xs:decimal()` does; None for no number."""
    return Fraction(value) if abs(value) < float("inf") else None


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    r"""Whether all of *text* is `\w` of XML Schema: no punctuation (nor `_`), no blank, no control character."""
    return (text.isascii() and text.isalnum()) or all(category(sign)[0] not in "PZC" for sign in text)


def is_telephone(text: str) -> bool:
    """Whether *text* is digits, of any script, with at most a plus before them."""
    return _TELEPHONE.fullmatch(text) is not None


def normalized(text: str) -> str:
    """Return *text* with its blanks, tabs and line ends as single blanks, none outside."""
    return text if text.isalnum() else " ".join(part for part in re.split("[ \t\r\n]+", text) if part)


Moment = tuple[int, Double]
"""A point in time to compare: days, and seconds of the day, in UTC."""


@lru_cache(maxsize=1024)
def day_of(text: str) -> Moment | None:
    """Return the beginning of the day *text* (xs:date); without a zone it is in UTC; None for no date."""
    found = _DAY.fullmatch(text.strip(_BLANKS))
    return _moment(found[1], 0.0, found[2]) if found else None


@lru_cache(maxsize=1024)
def time_of(text: str) -> Moment | None:
    """Return the moment *text* (xs:dateTime); None for no such."""
    found = _TIME.fullmatch(text.strip(_BLANKS))
    if not found or int(found[2]) > 24 or int(found[3]) > 59:
        return None
    return _moment(found[1], (int(found[2]) * 60 + int(found[3])) * 60 + float(found[4]), found[5])


def _moment(day: str, seconds: Double, zone: str | None) -> Moment | None:
    try:
        days = date.fromisoformat(day).toordinal()
    except ValueError:
        return None
    if zone and zone != "Z":
        shift = (int(zone[1:3]) * 60 + int(zone[4:6])) * 60
        seconds -= shift if zone[0] == "+" else -shift
    more, rest = divmod(seconds, 86400)
    return days + int(more), rest


def before(first: Moment | None, second: Moment | None) -> bool:
    """Whether *first* is before or at *second*; where either is none, it is not."""
    return first is not None and second is not None and first <= second


def cents_of(texts: Iterable[str], *more: Decimal) -> Fraction:
    """Return `round(xs:decimal(sum(texts)) * 100) div 100`, with *more* added before rounding."""
    total = exactly(double_total(texts))
    if total is None:
        raise ValueError(total)
    return Fraction(floor((total + sum(map(Fraction, more))) * 100 + Fraction(1, 2)), 100)


def double_cents(value: Double) -> Double:
    """Return `round(number(xs:decimal(value) * 100)) div 100`."""
    exact = exactly(value)
    if exact is None:
        raise ValueError(value)
    return floor(Fraction(float(exact * 100)) + Fraction(1, 2)) / 100

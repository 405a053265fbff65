"""How XPath 2.0 computes in binary floating point, and which signs are its words: for rules that are written so.

`number()` and `sum()` of texts are xs:double, and `\\w` is not Python's. A pre-flight must give the verdict of the
receiver, also where a difference is just as large as a rule allows; so it computes in the rules' own arithmetic, here and
nowhere else. No amount of a document is ever made from these numbers. What is no number is `NOTHING`, which no
comparison finds right. Values that the rules read as decimals and dates are in `preflight.values`.

>>> number(" 99.90 "), number("1_000") == number("1_000"), double_total(["0.1", "0.2"]) == number("0.3")
(99.9, False, False)
>>> is_word("5599990008"), is_word("559999-0008"), is_telephone("+4681234567")
(True, False, True)
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Final
from unicodedata import category

_BLANKS: Final = " \t\r\n"
_DOUBLE: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?", re.ASCII)
_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_TELEPHONE: Final = re.compile(r"\+?\d*")
_MOST: Final = 400
Double = float
"""xs:double, as the rules compute; never an amount of ours."""

NOTHING: Final[Double] = float("nan")
HALF: Final[Double] = 0.5
THOUSANDTH: Final[Double] = 0.001


@lru_cache(maxsize=4096)
def number(text: str | None) -> Double:
    """Return `number(text)`; what is absent or no number is `NOTHING`."""
    stripped = text.strip(_BLANKS) if text is not None else ""
    return float(stripped) if len(stripped) <= _MOST and _DOUBLE.fullmatch(stripped) else NOTHING


def double_total(texts: Iterable[str]) -> Double:
    """Return `sum()` of *texts*, added in their order; 0 for none."""
    total = 0.0
    for text in texts:
        total += number(text)
    return total


def quotient(value: Double, by: Double) -> Double:
    """Return `value div by`; by zero it is nothing a rule would accept."""
    return value / by if by else NOTHING


def exactly(value: Double) -> Fraction:
    """Return *value* as the exact fraction it is, as `xs:decimal()` does.

    Raises:
        ValueError: It is no number.
    """
    if not abs(value) < float("inf"):
        raise ValueError(value)
    return Fraction(value)


def cents_of(texts: Iterable[str], *more: Decimal) -> Fraction:
    """Return `round(xs:decimal(sum(texts)) * 100) div 100`, with *more* added before rounding."""
    total = exactly(double_total(texts)) + sum(map(Fraction, more))
    return Fraction(floor(total * 100 + Fraction(1, 2)), 100)


def double_cents(value: Double) -> Double:
    """Return `round(number(xs:decimal(value) * 100)) div 100`."""
    return floor(Fraction(float(exactly(value) * 100)) + Fraction(1, 2)) / 100


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    r"""Whether all of *text* is `\w` of XML Schema: no punctuation (nor `_`), no blank, no control character."""
    return (text.isascii() and text.isalnum()) or all(category(sign)[0] not in "PZC" for sign in text)


def is_telephone(text: str) -> bool:
    """Whether *text* is digits, of any script, with at most a plus before them."""
    return _TELEPHONE.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def time_of(text: str) -> datetime:
    """Return the moment *text* (xs:dateTime); without a zone it is in UTC.

    Raises:
        ValueError: It is no such moment.
    """
    stripped = text.strip(_BLANKS)
    if not _TIME.fullmatch(stripped):
        raise ValueError(stripped[:40])
    moment = datetime.fromisoformat(stripped)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

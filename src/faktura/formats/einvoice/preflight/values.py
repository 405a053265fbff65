"""How the official rules read values: XPath 2.0's text, decimal, double, date and boolean, each by its own pattern.

A text that is no such value raises `ValueError`, and so does a single value asked of several elements: the official
engines stop there, and the schema's own findings tell of it.

>>> normal(" a  b\\n"), decimal(" +1.50 "), cents(Decimal("-1.005")), double("1E2"), is_number("abc")
('a b', Decimal('1.50'), Decimal('-1'), Decimal('1E+2'), False)
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Final

from faktura.formats.einvoice.preflight.tree import Element

_BLANK: Final = " \t\r\n"
_INNER: Final = re.compile("[\t\r\n]|  ")
_BLANKS: Final = re.compile("[ \t\r\n]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_DOUBLE: Final = re.compile(r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?|-?INF|NaN)", re.ASCII)
_DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))?", re.ASCII)
_HUNDRED: Final = Decimal(100)
_HALF: Final = Decimal("0.5")
_MOST: Final = 400
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


def normal(text: str) -> str:
    """Return *text* without outer blanks and with one space for each run of blanks inside (`normalize-space`)."""
    if text.isalnum():
        return text
    text = text.strip(_BLANK)
    return _BLANKS.sub(" ", text) if _INNER.search(text) else text


@lru_cache(maxsize=4096)
def decimal(text: str) -> Decimal:
    """Return *text* as `xs:decimal`."""
    stripped = text.strip(_BLANK)
    if len(stripped) > _MOST or not _DECIMAL.fullmatch(stripped):
        raise ValueError(stripped[:20])
    return Decimal(stripped)


@lru_cache(maxsize=4096)
def double(text: str) -> Decimal:
    """Return *text* as `xs:double`, held as a decimal: exponents, `INF` and `NaN` are let through."""
    stripped = text.strip(_BLANK)
    if len(stripped) > _MOST or not _DOUBLE.fullmatch(stripped):
        raise ValueError(stripped[:20])
    return Decimal(stripped.replace("INF", "Infinity"))


def is_number(text: str) -> bool:
    """Whether *text* is a number at all: `number(text)` is not `NaN`."""
    try:
        return not double(text).is_nan()
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def day(text: str) -> datetime:
    """Return *text* as `xs:date`: the instant at which the day begins, in UTC where no zone is stated."""
    found = _DATE.fullmatch(text.strip(_BLANK))
    if found is None:
        raise ValueError(text[:20])
    begun = datetime.fromisoformat(found[1])
    if found[3] is None:
        return begun.replace(tzinfo=UTC)
    offset = timedelta(hours=int(found[4]), minutes=int(found[5]))
    return begun.replace(tzinfo=timezone(offset if found[3] == "+" else -offset))


def is_day(text: str) -> bool:
    """Whether *text* can be read as `xs:date`."""
    try:
        return bool(day(text))
    except ValueError:
        return False


def single(nodes: list[Element]) -> Element | None:
    """Return the one element of *nodes*, if any; several are an error."""
    if len(nodes) > 1:
        raise ValueError(nodes[0].name)
    return nodes[0] if nodes else None


def text_of(node: Element, path: str) -> str:
    """Return the text of the one element at *path* as it stands; empty when there is none."""
    found = node.kids.get(path) or node.all(path)
    if len(found) > 1:
        raise ValueError(path)
    return found[0].text if found else ""


def said(node: Element, path: str) -> str:
    """Return the text of the one element at *path*, blanks normalised; empty when there is none."""
    return normal(text_of(node, path))


def number(node: Element, path: str) -> Decimal | None:
    """Return the decimal of the one element at *path*; none when it is not there."""
    found = node.kids.get(path) or node.all(path)
    if len(found) > 1:
        raise ValueError(path)
    return decimal(found[0].text) if found else None


def numbers(node: Element, path: str) -> list[Decimal]:
    """Return the decimals of all elements at *path*."""
    return [decimal(one.text) for one in node.all(path)]


def added(values: Iterable[Decimal]) -> Decimal:
    """Return the sum, zero of nothing."""
    return sum(values, ZERO)


def cents(value: Decimal) -> Decimal:
    """Return *value* rounded to two decimals, halves up towards plus infinity (`round(. * 100) div 100`)."""
    return whole(value * _HUNDRED) / _HUNDRED


def whole(value: Decimal) -> Decimal:
    """Return *value* rounded to an integer, halves up towards plus infinity (`round`)."""
    return (value + _HALF).to_integral_value(ROUND_FLOOR)


def decimals(text: str) -> int:
    """Return how many characters follow the first point of *text*, blanks and all."""
    return len(text.partition(".")[2])


def true_or_false(text: str) -> bool:
    """Return *text* as `xs:boolean`."""
    stripped = text.strip(_BLANK)
    if stripped in ("true", "1"):
        return True
    if stripped in ("false", "0"):
        return False
    raise ValueError(stripped[:20])


def is_charge(node: Element) -> bool:
    """Whether *node*, an allowance or charge, says that it is a charge; without an indicator it is neither."""
    return any(true_or_false(one.text) for one in node.all("ChargeIndicator"))


def is_allowance(node: Element) -> bool:
    """Whether *node*, an allowance or charge, says that it is an allowance."""
    return any(not true_or_false(one.text) for one in node.all("ChargeIndicator"))


def minus_as_double(value: Decimal, less: int) -> Decimal:
    """Return *value* − *less* as the official rules compute it in one place: in binary, then back to decimal.

    It differs from the exact value by less than a billionth, which decides only at the very edge of a tolerance.
    """
    numerator, denominator = value.as_integer_ratio()
    return Decimal(numerator / denominator - less)

"""What a worked example gives: its input, read strictly, value by value.

A rule's runner asks for what it needs; what is missing or of another shape is `NotUnderstood`, and the
example is reported so instead of being answered by a guess. Keys nobody asks for are left alone.

>>> given = Given({"principal": "1000.00", "due_date": "2026-03-02", "debtor": "business"})
>>> given.money("principal").minor, given.day("due_date").isoformat(), given.text("debtor")
(100000, '2026-03-02', 'business')
>>> given.money("costs")
Traceback (most recent call last):
faktura.testing.vector_rules.given.NotUnderstood: costs
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from faktura.core.errors import InputError
from faktura.core.money import Money, amount

Answers = Mapping[str, object]
"""What a runner found, by the names of `expected`; money, Decimals, dates, fractions, lists and mappings."""

T = TypeVar("T")


class NotUnderstood(Exception):
    """The example asks something no runner answers, or gives something none can read."""


class Given:
    """The input of one example."""

    def __init__(self, values: Mapping[str, object]) -> None:
        """Hold *values* as they were read from JSON (numbers as int or Decimal)."""
        self.values = values

    def __contains__(self, key: object) -> bool:
        """Whether *key* is given at all, be it as null."""
        return key in self.values

    def has(self, *keys: str) -> bool:
        """Whether every one of *keys* is given, and is not null."""
        return all(self.values.get(key) is not None for key in keys)

    def raw(self, key: str) -> object:
        """Return the value of *key* as it stands."""
        value = self.values.get(key)
        if value is None:
            raise NotUnderstood(key)
        return value

    def text(self, key: str) -> str:
        """Return the text of *key*."""
        value = self.raw(key)
        if not isinstance(value, str):
            raise NotUnderstood(key)
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return the truth of *key*; *default* when it is not given."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise NotUnderstood(key)
        return value

    def whole(self, key: str) -> int:
        """Return the whole number of *key*, given as a number or as text."""
        value = self.decimal(key)
        if value != value.to_integral_value():
            raise NotUnderstood(key)
        return int(value)

    def decimal(self, key: str) -> Decimal:
        """Return the number of *key*; `12 %` is read as 12."""
        return number(self.raw(key), key)

    def money(self, key: str, currency: str = "SEK") -> Money:
        """Return the amount of *key*, in kronor unless another *currency* is named."""
        value = self.decimal(key)
        try:
            return amount(value, currency)
        except InputError:
            raise NotUnderstood(key) from None

    def day(self, key: str) -> date:
        """Return the day of *key*, ISO 8601."""
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            raise NotUnderstood(key) from None

    def rows(self, key: str) -> tuple["Given", ...]:
        """Return the list of records under *key*; none when it is not given."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise NotUnderstood(key)
        return tuple(Given(row) for row in value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under *key*."""
        value = self.raw(key)
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise NotUnderstood(key)
        return tuple(value)

    def first(self, read: Callable[[str], T], *keys: str) -> T:
        """Return what *read* makes of the first of *keys* that is given."""
        for key in keys:
            if self.has(key):
                return read(key)
        raise NotUnderstood(" or ".join(keys))


def number(value: object, key: str) -> Decimal:
    """Return *value* as a Decimal; text, int and Decimal are read, a trailing percent sign is left out."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise NotUnderstood(key)
    try:
        found = Decimal(value.removesuffix("%").strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise NotUnderstood(key) from None
    if not found.is_finite():
        raise NotUnderstood(key)
    return found

"""What every reader of e-invoices asks of an element: texts, numbers, amounts and days at a path, each by a strict pattern.

What has been read is marked, so that the rest can be named.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NoReturn

from faktura.core.errors import InputError, MalformedFile
from faktura.core.money import Money, exponent

_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})", re.ASCII)
_DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]{8,20})?(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_CURRENCIES: Final = ("currencyID", "amountCurrencyID")
_SHOWN: Final = 40
_CENTS: Final = 2
_ORDINARY: Final = re.compile(r"(-?[0-9]{1,12})\.([0-9]{2})", re.ASCII)
"""An amount as most are written: two decimals, well within what `Money` holds."""


@lru_cache(maxsize=2048)
def _number(text: str) -> Decimal | None:
    """Return *text* as a number, none when it is none; the same quantities and prices come again and again."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


class Readable:
    """An element that can be asked for what stands below it; `Node` and the pre-flight's `Element` are such."""

    __slots__ = ()

    attributes: Mapping[str, str]

    @property
    def format(self) -> str:
        """The format's name, for errors."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """The way here from the root."""
        raise NotImplementedError

    @property
    def line(self) -> int:
        """The line on which the element begins."""
        raise NotImplementedError

    def find(self, path: str) -> "Readable | None":
        """The first element at *path* below this one."""
        raise NotImplementedError

    def read(self) -> str:
        """The element's own text; it counts as carried from here on."""
        raise NotImplementedError

    def words(self, path: str) -> str:
        """The text of the first element at *path*, read; empty when absent."""
        found = self.find(path)
        return found.read() if found is not None else ""

    def demanded(self, path: str) -> str:
        """The text at *path*, which may be neither absent nor empty."""
        found = self.words(path)
        if not found:
            self.fail(path, "", "a value")
        return found

    def number(self, path: str, default: Decimal | None = None) -> Decimal:
        """The decimal number at *path*, read by a strict pattern; without *default* it must be there."""
        text = self.words(path)
        if not text:
            return default if default is not None else self.fail(path, "", "a value")
        value = _number(text)
        if value is None:
            self.fail(path, text, "a decimal number")
        return value

    def amount(self, path: str, currency: str, default: Money | None = None) -> Money:
        """The amount at *path* in *currency*; zeros beyond its decimals are let through."""
        stated = self.find(path)
        if stated is None:
            return default if default is not None else self.fail(path, "", "a value")
        for name in _CURRENCIES:
            if stated.attributes.get(name, currency) != currency:
                stated.fail("", stated.attributes[name], f"an amount in {currency}")
        text, decimals = stated.read(), exponent(currency)
        if decimals == _CENTS and (ordinary := _ORDINARY.fullmatch(text)):
            return Money(int(ordinary[1] + ordinary[2]), currency)
        exact = self.number(path) * 10**decimals
        if exact != int(exact):
            self.fail(path, text, f"an amount with at most {decimals} decimals")
        try:
            return Money(int(exact), currency)
        except InputError:
            self.fail(path, text, "an amount of at most 10^15 minor units")

    def day(self, path: str) -> date | None:
        """The date at *path*; a time of day after it is midnight for all these formats and says nothing."""
        text = self.words(path)
        if not text:
            return None
        found = _DATE.fullmatch(text)
        try:
            return date.fromisoformat(found[1] if found else "")
        except ValueError:
            self.fail(path, text, "a date, YYYY-MM-DD")

    def fail(self, path: str, found: str, expected: str) -> NoReturn:
        """Raise that something at *path* below this element is not what it must be."""
        place = f"{self.path}/{path}" if path else self.path
        raise MalformedFile(format=self.format, line=self.line, field=place, found=found[:_SHOWN], expected=expected)

"""Fields of files from outside, read through strict ASCII patterns: amounts and dates with their place.

`Decimal` accepts `1_000`, full-width digits, `NaN` and `1E+1000000`, and `str.isdigit` accepts `²`;
a bank file has none of these, so nothing here does.

>>> here = Place(format="camt.054", line=12, field="Ntry/Amt")
>>> here.amount("8.50000", "EUR")
Money(minor=850, currency='EUR')
>>> here.minor_units("000000000000125050", "SEK")
Money(minor=125050, currency='SEK')
>>> here.amount("1_000", "SEK")
Traceback (most recent call last):
faktura.core.errors.MalformedFile: camt.054 line 12, Ntry/Amt: found '1_000 SEK', expected an amount such as 1250.50 SEK; ...
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from attrs import frozen

from faktura.core.check_digit import shown
from faktura.core.errors import InvalidAmount, MalformedFile
from faktura.core.money import Money, exponent

_MAJOR: Final = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,5}))?", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_SHORT_DAY: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_LONGEST: Final = 40


@lru_cache(maxsize=4096)
def major_units(text: str, currency: str) -> Money | None:
    """Return *text*, major units with a decimal point, as money; None when it is no such amount.

    Kept for a while: a bank file says most amounts more than once.
    """
    found = _MAJOR.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    part = (found[2] or "").rstrip("0")
    try:
        decimals = exponent(currency)
        return Money(int(found[1] + part.ljust(decimals, "0")), currency) if len(part) <= decimals else None
    except InvalidAmount:
        return None


@frozen(kw_only=True)
class Place:
    """Where a field stands, for the error when it cannot be read.

    Attributes:
        format: The format's name as `show` prints it.
        line: The 1-based line, or 0.
        field: The field, or the path of the element.
    """

    format: str
    line: int = 0
    field: str

    def wrong(self, found: str, expected: str) -> MalformedFile:
        """Return the error that *found* stands here instead of *expected*.

        What could hold a personal number is masked.
        """
        return MalformedFile(
            format=self.format, line=self.line, field=self.field, found=shown(found), expected=expected
        )

    def amount(self, text: str, currency: str) -> Money:
        """Read major units with a decimal point, zero or more; zeros beyond the currency's decimals may stand."""
        if (found := major_units(text, currency)) is None:
            raise self.wrong(f"{text[:_LONGEST]} {currency}".strip(), "an amount such as 1250.50 SEK")
        return found

    def minor_units(self, text: str, currency: str) -> Money:
        """Read a zero-filled number of minor units (öre); blanks mean nothing stands there, and are refused."""
        try:
            if not _DIGITS.fullmatch(text):
                raise InvalidAmount("money.text")
            return Money(int(text), currency)
        except InvalidAmount:
            raise self.wrong(text[:_LONGEST], f"digits, the amount in hundredths of {currency}") from None

    def decimals_of(self, currency: str) -> int:
        """Return the decimals of *currency*; refuse what is no currency code."""
        try:
            Money(0, currency)
        except InvalidAmount:
            raise self.wrong(currency, "a currency code such as SEK") from None
        return exponent(currency)

    def day(self, text: str) -> date:
        """Read the day of an ISO 8601 date or time, as its writer's calendar had it: time and zone are let go."""
        return self._day(_ISO_DAY.match(text[:_LONGEST]), text, "a date such as 2026-11-02")

    def short_day(self, text: str) -> date:
        """Read a date written YYYYMMDD."""
        return self._day(_SHORT_DAY.fullmatch(text[:_LONGEST]), text, "a date such as 20261102")

    def _day(self, found: re.Match[str] | None, text: str, expected: str) -> date:
        try:
            if found is None:
                raise ValueError
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise self.wrong(text[:_LONGEST], expected) from None

"""Money: whole minor units of one currency, never a float.

>>> sek("12500") + sek("0.50")
Money(minor=1250050, currency='SEK')
>>> print(sek("-1234.5"), Money(300, "JPY"))
-1234.50 SEK 300 JPY
"""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import total_ordering
from typing import Final

from attrs import frozen

from faktura.core.check_digit import shown
from faktura.core.errors import CurrencyMismatch, InvalidAmount
from faktura.core.rounding import EXACT, Rounding
from faktura.core.wording import Text, register

LARGEST: Final = 10**15
"""The largest amount either way, in minor units: ten thousand billion kronor."""

_EXPONENTS: Final = {
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_AMOUNT: Final = re.compile(r"(-?)([0-9]{1,16})(?:[.,]([0-9]{1,3}))?", re.ASCII)


def exponent(currency: str) -> int:
    """Return how many decimals *currency* has (ISO 4217): 2 for SEK, 0 for JPY, 3 for KWD."""
    return _EXPONENTS.get(currency, 2)


def _within(minor: int) -> int:
    if not -LARGEST <= minor <= LARGEST:
        raise InvalidAmount("money.too_large", found="more than 10^15 minor units")
    return minor


def minor_units(major: Decimal, currency: str, rounding: Rounding) -> int:
    """Return *major* units (kronor) as whole minor units of *currency*, rounded by the named *rounding*.

    >>> from faktura.core.rounding import half_up
    >>> minor_units(Decimal("1116.9375"), "SEK", half_up)
    111694
    """
    if not major.is_finite() or major.adjusted() > _LARGEST_EXPONENT:
        raise InvalidAmount("money.too_large", found="more than 10^15 minor units")
    return _within(rounding(EXACT.scaleb(major, exponent(currency))))


@total_ordering
@frozen(order=False)
class Money:
    """An amount of one currency.

    Attributes:
        minor: Whole minor units (öre for SEK), within 10^15 either way; negative when owed back.
        currency: ISO 4217 code in upper case.

    >>> Money(125_00, "SEK") + Money(50, "SEK")
    Money(minor=12550, currency='SEK')
    >>> Money(1_00, "SEK") + Money(1_00, "EUR")
    Traceback (most recent call last):
    faktura.core.errors.CurrencyMismatch: cannot combine EUR with SEK; convert one side first
    """

    minor: int
    currency: str = "SEK"

    def __hash__(self) -> int:
        """Hash by the number alone: amounts are looked up by the million, and seldom in more than one currency."""
        return self.minor

    def __attrs_post_init__(self) -> None:
        """Check both at once: there are many amounts to an invoice."""
        minor, currency = self.minor, self.currency
        if type(minor) is not int:
            raise InvalidAmount("money.not_whole", found=type(minor).__name__)
        if not -LARGEST <= minor <= LARGEST:
            raise InvalidAmount("money.too_large", found="more than 10^15 minor units")
        if currency != "SEK" and (not isinstance(currency, str) or not _CURRENCY.fullmatch(currency)):
            raise InvalidAmount("money.currency", found=repr(currency)[:20])

    @classmethod
    def parse(cls, text: str, currency: str = "SEK") -> "Money":
        """Read an amount in major units from *text*: ASCII digits, a point or comma, no grouping.

        >>> Money.parse("1250,50")
        Money(minor=125050, currency='SEK')
        >>> Money.parse("1E+1000000")
        Traceback (most recent call last):
        faktura.core.errors.InvalidAmount: '1E+1000000' is not an amount in SEK; write digits with at most 2 decimals, such as 1250.50
        """
        decimals = exponent(currency)
        found = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST else None
        if found is None or len(found[3] or "") > decimals:
            raise InvalidAmount("money.text", found=shown(text), currency=currency, decimals=decimals)
        minor = int(found[2]) * 10**decimals + int((found[3] or "").ljust(decimals, "0") or "0")
        return cls(-minor if found[1] else minor, currency)

    @classmethod
    def rounded(cls, major: Decimal, currency: str, rounding: Rounding) -> "Money":
        """Return *major* (kronor) as money, rounded to the minor unit by the named *rounding*.

        >>> from faktura.core.rounding import half_up
        >>> Money.rounded(Decimal("1116.9375"), "SEK", half_up)
        Money(minor=111694, currency='SEK')
        """
        return cls(minor_units(major, currency, rounding), currency)

    @classmethod
    def zero(cls, currency: str = "SEK") -> "Money":
        """Return nothing, in *currency*."""
        return cls(0, currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units (kronor), exactly: `Decimal('12.50')`."""
        return EXACT.scaleb(Decimal(self.minor), -exponent(self.currency))

    @property
    def sign(self) -> int:
        """-1, 0 or 1."""
        return (self.minor > 0) - (self.minor < 0)

    def times(self, factor: Decimal, rounding: Rounding) -> "Money":
        """Return the amount times *factor*, rounded once to the minor unit by *rounding*."""
        if not factor.is_finite() or factor.adjusted() > _LARGEST_EXPONENT:
            raise InvalidAmount("money.too_large", found="more than 10^15 minor units")
        return Money(rounding(EXACT.multiply(Decimal(self.minor), factor)), self.currency)

    def allocate(self, weights: Sequence[int | Decimal]) -> tuple["Money", ...]:
        """Split by *weights*, losing and making nothing; each share is within one minor unit of exact.

        The largest remainders get the left-over units, the earlier share first among equals; a
        negative amount splits as the mirror of the positive one. Weights are zero or more, at
        least one of them more.

        >>> [share.minor for share in sek("100").allocate([1, 1, 1])]
        [3334, 3333, 3333]
        """
        return tuple(Money(part, self.currency) for part in _largest_remainder(self.minor, weights))

    def _check(self, other: "Money") -> None:
        if other.currency != self.currency:
            raise CurrencyMismatch("money.mixed", one=other.currency, other=self.currency)

    def __add__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __mul__(self, factor: int) -> "Money":
        if type(factor) is not int:
            return NotImplemented
        return Money(self.minor * factor, self.currency)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        self._check(other)
        return self.minor < other.minor

    def __str__(self) -> str:
        return f"{self.major:f} {self.currency}"


_LONGEST: Final = 24
_LARGEST_EXPONENT: Final = 16


def _weighs(weight: int | Decimal) -> bool:
    """Whether *weight* is zero or more, and of a size whose exact ratio fits in memory."""
    exact = Decimal(weight)
    return exact.is_finite() and exact >= 0 and abs(exact.adjusted()) <= EXACT.prec


def _largest_remainder(amount: int, weights: Sequence[int | Decimal]) -> list[int]:
    if not all(map(_weighs, weights)) or not any(weights):
        raise InvalidAmount("money.weights")
    ratios = [Decimal(weight).as_integer_ratio() for weight in weights]
    scale = math.lcm(*(denominator for _, denominator in ratios))
    whole = [numerator * (scale // denominator) for numerator, denominator in ratios]
    total, size = sum(whole), abs(amount)
    shares = [size * weight // total for weight in whole]
    rests = [size * weight % total for weight in whole]
    order = sorted(range(len(whole)), key=lambda index: (-rests[index], index))
    for index in order[: size - sum(shares)]:
        shares[index] += 1
    return shares if amount >= 0 else [-share for share in shares]


def sek(kronor: str | int | Decimal) -> Money:
    """Return *kronor* as money: `sek("12500")`, `sek(60)`, `sek("99.50")`; at most two decimals.

    >>> sek("99.5").minor
    9950
    """
    return amount(kronor, "SEK")


def amount(major: str | int | Decimal, currency: str) -> Money:
    """Return *major* units of *currency* as money, refusing what would need rounding.

    >>> amount("1000", "EUR")
    Money(minor=100000, currency='EUR')
    """
    if type(major) is bool or not isinstance(major, str | int | Decimal):
        raise InvalidAmount("money.not_whole", found=type(major).__name__)
    return Money.parse(major if isinstance(major, str) else _plain(major), currency)


def _plain(major: int | Decimal) -> str:
    if isinstance(major, int):
        return str(major) if abs(major) <= LARGEST else "too large"
    if not major.is_finite() or abs(major.adjusted()) > _LARGEST_EXPONENT:
        return str(major)
    return f"{major:f}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of *amounts*, all in *currency*; nothing at all is zero.

    >>> total([sek("1"), sek("2.50")], "SEK").minor
    350
    """
    result = Money.zero(currency)
    for one in amounts:
        result = result + one
    return result


register(
    {
        "money.text": Text(
            en="{found!r} is not an amount in {currency}; write digits with at most {decimals} decimals, such as 1250.50",
            sv="{found!r} är inget belopp i {currency}; skriv siffror med högst {decimals} decimaler, som 1250,50",
        ),
        "money.not_whole": Text(
            en="money holds whole minor units, not {found}; give text, an int or a Decimal",
            sv="pengar räknas i hela ören, inte {found}; ange text, ett heltal eller en Decimal",
        ),
        "money.too_large": Text(
            en="the amount is {found}; check the quantity and the price",
            sv="beloppet är för stort ({found}); kontrollera antal och pris",
        ),
        "money.currency": Text(
            en="{found} is no currency code; use three capital letters of ISO 4217, such as SEK",
            sv="{found} är ingen valutakod; använd tre versaler enligt ISO 4217, som SEK",
        ),
        "money.mixed": Text(
            en="cannot combine {one} with {other}; convert one side first",
            sv="{one} kan inte räknas ihop med {other}; räkna om den ena först",
        ),
        "money.weights": Text(
            en="an amount is split by weights of zero or more, at least one of them more; give such weights",
            sv="ett belopp delas med vikter som är noll eller mer och minst en större än noll; ange sådana vikter",
        ),
    }
)

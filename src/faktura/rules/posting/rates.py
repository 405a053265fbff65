"""A document in the currency of the books: parts at one rate, and what any stretch of it is worth.

In kronor every öre is worth itself. In another currency a point of the document stands at its rounded place in
kronor, so what stretches are worth sums exactly, however the document is cut by payments.

>>> from decimal import Decimal
>>> from datetime import date
>>> euro = Scale.of(ExchangeRate("EUR", Decimal("11.205"), date(2026, 3, 2)), "SEK")
>>> [euro.value([(low, low + 1)]) for low in range(3)], euro.value([(0, 3)])
([11, 11, 12], 34)
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from faktura.core.document import Document
from faktura.core.errors import RuleRefused
from faktura.core.ledger import ExchangeRate, Rates
from faktura.core.money import exponent
from faktura.rules.posting.portion import Stretch, largest, worth
from faktura.rules.posting.sales import SalePart


@frozen
class Scale:
    """What minor units of one currency are worth in minor units of another; the books' own currency is worth itself."""

    ratio: Fraction | None = None
    rate: ExchangeRate | None = None

    @classmethod
    def of(cls, rate: ExchangeRate | None, books: str) -> "Scale":
        """Return the scale of *rate* towards the currency *books*; none: the same currency."""
        if rate is None:
            return cls()
        return cls(Fraction(rate.rate) * Fraction(10) ** (exponent(books) - exponent(rate.currency)), rate)

    def at(self, point: int) -> int:
        """Return where *point* stands in the books, rounded half up away from zero."""
        if self.ratio is None:
            return point
        exact = abs(point) * self.ratio
        size = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
        return size if point >= 0 else -size

    def value(self, stretches: Iterable[Stretch]) -> int:
        """Return what *stretches* are worth; exact over any way of cutting."""
        return sum(self.at(high) - self.at(low) for low, high in stretches)

    def moved(self, stretches: Iterable[Stretch]) -> list[Stretch]:
        """Return *stretches* in the books' minor units."""
        return [(self.at(low), self.at(high)) for low, high in stretches]


@frozen
class Priced:
    """What a document is booked as at one rate.

    Attributes:
        parts: In the currency of the books; they sum to `scale.at` of the whole document.
        taxed: The document at the rate that its VAT is due at, when that is another.
    """

    parts: tuple[SalePart, ...]
    scale: Scale
    taxed: "Priced | None" = None

    def shares(self, stretches: Sequence[Stretch]) -> tuple[int, ...]:
        """Return what *stretches* are worth in each part; the largest revenue takes what the VAT is worth more or less."""
        shares = list(worth(self.parts, self.scale.moved(stretches)))
        if self.taxed is None or self.parts[(rest := largest(self.parts))].is_vat:
            return tuple(shares)
        for index, due in enumerate(self.taxed.shares(stretches)):
            if self.parts[index].is_vat:
                shares[rest] += shares[index] - due
                shares[index] = due
        return tuple(shares)


def priced(document: Document, parts: tuple[SalePart, ...], scale: Scale, *, stated: bool = True) -> Priced:
    """Return *parts* of *document* at the rate of *scale*.

    VAT is the VAT in kronor the document states, if it does (ML 17 kap. 29 §) and *stated* is wanted, else each
    rate's at the rate, rounded half up; the largest revenue takes the difference to the whole.
    """
    if scale.ratio is None:
        return Priced(parts, scale)
    tax = document.totals.vat_in_kronor if stated else None
    minors = [scale.at(part.minor) for part in parts]
    taxes = [index for index, part in enumerate(parts) if part.is_vat]
    weights = [parts[index].minor for index in taxes]
    if tax is not None and any(weights) and min(weights) >= 0:
        shared = tax.allocate(weights)
        for index, share in zip(taxes, shared, strict=True):
            minors[index] = share.minor
    whole = scale.at(sum(part.minor for part in parts))
    if parts:
        minors[largest(parts)] += whole - sum(minors)
    changed = (evolve(part, minor=minor) for part, minor in zip(parts, minors, strict=True))
    return Priced(tuple(changed), scale)


def scale_for(currency: str, books: str, rate: ExchangeRate | None, rates: Rates, *, what: str, on: date) -> Scale:
    """Return the scale of *currency* towards *books* by *rate*, else by what *rates* has for the day.

    Raises:
        RuleRefused: There is no rate (`posting.rate`), or one of another currency (`posting.currency`).
    """
    if currency == books:
        return Scale()
    found = rate or rates.at(currency, on)
    if found is None:
        raise RuleRefused("posting.rate", what=what, currency=currency, on=on.isoformat(), books=books)
    if found.currency != currency:
        raise RuleRefused("posting.currency", what=what, found=currency, books=found.currency)
    return Scale.of(found, books)


@frozen(kw_only=True)
class Around:
    """What a document's account must know of the others.

    Attributes:
        rates: The exchange rates the caller has.
        worth: Worth in the books of each allocation, by its id, as the payment's own account has it.
        scales: The rates of payments by their id. issued: the rate each document was issued at, by its id.
    """

    rates: Rates = Rates()
    worth: Mapping[str, int] = field(factory=dict)
    scales: Mapping[str, Scale] = field(factory=dict)
    issued: Mapping[str, ExchangeRate] = field(factory=dict)

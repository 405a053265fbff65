"""The rate of VAT on a named supply, by its tax point, saying which row of the law gave it.

>>> from faktura.rules.law.book import SWEDEN
>>> rate_of(Supply.FOOD, date(2026, 3, 31), SWEDEN).percent, rate_of(Supply.FOOD, date(2026, 4, 1), SWEDEN).percent
(Decimal('12'), Decimal('6'))
>>> print(rate_of(Supply.FOOD, date(2026, 4, 1), SWEDEN).explain("en"))
VAT on food is 6 % from 2026-04-01 (ML 9 kap., prop. 2025/26:55)
>>> rate_of(Supply.FOOD, date(2029, 1, 1), SWEDEN)
Traceback (most recent call last):
faktura.core.errors.LawNotKnown: VAT on food, ML 9 kap.: known for 2016-01-01 - 2028-12-31, not for 2029-01-01; extend ...
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from attrs import frozen

from faktura.core.dated import Confidence, DatedTable
from faktura.core.vat import Vat
from faktura.core.vat import vat as vat_of
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.vat_section import section_at
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.figures import percent_in


class Supply(StrEnum):
    """What is sold, as far as the rate of VAT asks; everything not named is `STANDARD`."""

    STANDARD = "standard"
    FOOD = "food"
    TAKE_AWAY = "take_away"
    RESTAURANT = "restaurant"
    STRONG_DRINK = "strong_drink"
    HOTEL = "hotel"
    CAMPING = "camping"
    ART = "art"
    REPAIR = "repair"
    BOOK = "book"
    NEWSPAPER = "newspaper"
    PASSENGER_TRANSPORT = "passenger_transport"
    CONCERT = "concert"
    CINEMA = "cinema"
    E_PUBLICATION = "e_publication"


_TABLES: Final[dict[Supply, Callable[[LawBook], DatedTable[Decimal]]]] = {
    Supply.STANDARD: lambda law: law.vat_standard,
    Supply.FOOD: lambda law: law.vat_food,
    Supply.TAKE_AWAY: lambda law: law.vat_food,
    Supply.RESTAURANT: lambda law: law.vat_reduced,
    Supply.STRONG_DRINK: lambda law: law.vat_standard,
    Supply.HOTEL: lambda law: law.vat_reduced,
    Supply.CAMPING: lambda law: law.vat_reduced,
    Supply.ART: lambda law: law.vat_reduced,
    Supply.REPAIR: lambda law: law.vat_repair,
    Supply.BOOK: lambda law: law.vat_low,
    Supply.NEWSPAPER: lambda law: law.vat_low,
    Supply.PASSENGER_TRANSPORT: lambda law: law.vat_low,
    Supply.CONCERT: lambda law: law.vat_low,
    Supply.CINEMA: lambda law: law.vat_cinema,
    Supply.E_PUBLICATION: lambda law: law.vat_e_publication,
}

_SECOND_HAND: Final = frozenset({Supply.TAKE_AWAY})
"""Supplies whose table was read in a secondary source only: take-away food counts as food."""


@frozen(kw_only=True)
class Rate:
    """The rate of a supply, and the row it was read from.

    Attributes:
        percent: Percent of the taxable amount.
        since: First day of the row.
        law: Act and chapter; `source` is where the row was read.
        confidence: `C` read in a source; `S`, `G`, `U`: confirm it before relying on it.
    """

    supply: Supply
    percent: Decimal
    since: date
    law: str
    source: str
    confidence: Confidence = "C"

    @property
    def vat(self) -> Vat:
        """The rate as the VAT treatment of a line."""
        return vat_of(self.percent)

    def explain(self, language: Language = "en") -> str:
        """Return supply, rate, row and source in one sentence; what is not confirmed says so."""
        code = "vat.rate" if self.confidence == "C" else "vat.rate_unconfirmed"
        what = sentence(f"vat.supply.{self.supply.value}", language)
        percent = percent_in(self.percent, language)
        return sentence(
            code, language, supply=what, percent=percent, since=self.since, law=self.law, source=self.source
        )


def rate_of(supply: Supply, on: date, law: LawBook) -> Rate:
    """Return the rate of VAT on *supply* when its tax point, as a rule the day of supply, is *on*.

    Take-away food counts as food, eating on the spot as restaurant; spirits, wine and strong beer served
    there have the ordinary rate.

    Raises:
        LawNotKnown: The table does not reach that day.
    """
    table = _TABLES[supply](law)
    row = table.row_at(on)
    return Rate(
        supply=supply,
        percent=row.value,
        since=row.since,
        law=section_at(table.law, on),
        source=row.source or table.source,
        confidence="S" if supply in _SECOND_HAND and row.confidence == "C" else row.confidence,
    )

"""The exemption of small businesses (undantag för små företag, ML 18 kap.).

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> found = small_business(Turnover(this_year=sek(119_000), last_year=sek(90_000), year_before=sek(0)),
...                        on=date(2026, 11, 1), law=SWEDEN)
>>> print(found.vat.ground, found.limit, found.since)
exempt.small_business 120000.00 SEK 2025-01-01
"""

from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from faktura.core.dated import Confidence
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.vat_section import section_at
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.figures import amount_in
from faktura.rules.wording.statutory import statement

_GROUND: Final = "exempt.small_business"


@frozen(kw_only=True)
class Turnover:
    """Turnover without VAT in kronor: of the year so far including the sale in question, and the two years before."""

    this_year: Money
    last_year: Money = Money(0)
    year_before: Money = Money(0)


@frozen(kw_only=True)
class Exempt:
    """The sale is exempt; `limit` and `since` are the row that was used."""

    vat: Vat
    limit: Money
    since: date
    law: str
    confidence: Confidence = "C"

    def text(self, language: Language = "sv") -> str:
        """Return what the invoice says instead of VAT (ML 17 kap. 24 § 13)."""
        return statement(_GROUND).text.say(language)

    def explain(self, language: Language = "en") -> str:
        """Return why the sale is exempt, in one sentence; an earlier limit read second-hand says so."""
        code = "small_business.exempt" if self.confidence == "C" else "small_business.exempt_unconfirmed"
        return sentence(code, language, limit=amount_in(self.limit, language), since=self.since)


def small_business(turnover: Turnover, *, on: date, law: LawBook) -> Exempt | Refused:
    """Return whether a sale *on* that day is exempt because the seller is small.

    The turnover of the year and of each of the two years before is at most the limit of the day; the sale that
    passes the limit is taxed itself.

    Refused:
        `small_business.this_year`, `.last_year`, `.year_before`: the turnover of that year is above.
    Raises:
        LawNotKnown: The limit is not known for that day.
    """
    row = law.small_business_limit.row_at(on)
    section = section_at(law.small_business_limit.law, on)
    years = (
        ("this_year", turnover.this_year),
        ("last_year", turnover.last_year),
        ("year_before", turnover.year_before),
    )
    for name, amount in years:
        if amount > row.value:
            facts = (("turnover", str(amount)), ("limit", str(row.value)))
            return Refused(code=f"small_business.{name}", law=section, facts=facts)
    return Exempt(
        vat=Vat(VatCategory.EXEMPT, Decimal(0), _GROUND),
        limit=row.value,
        since=row.since,
        law=section,
        confidence=row.confidence,
    )

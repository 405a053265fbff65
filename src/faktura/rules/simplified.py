"""When an invoice may be simplified (förenklad faktura): ML 17 kap. 26-28 §§.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> simplified_invoice(sek(4000), on=date(2026, 3, 2), law=SWEDEN).code
'simplified.small'
>>> print(simplified_invoice(sek("4000.01"), on=date(2026, 3, 2), law=SWEDEN).explain("en"))
a simplified invoice may be 4000.00 SEK at most including VAT, this one is 4000.01 SEK; issue a full invoice
"""

from datetime import date
from enum import StrEnum
from typing import Final

from attrs import frozen

from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.wording import Language, sentence
from faktura.rules.law.book import LawBook
from faktura.rules.wording import vat as _wording  # noqa: F401 - registers the sentences

_MAY: Final = "ML 17 kap. 26 §"
BARRED: Final = "ML 17 kap. 27 §"


class FullOnly(StrEnum):
    """Supplies that need a full invoice whatever their size (ML 17 kap. 27 §)."""

    INTRA_EU = "intra_eu"
    DISTANCE_SALE = "distance_sale"  # into Sweden
    FOREIGN_SELLER = "foreign_seller"  # with reverse charge


@frozen(kw_only=True)
class Simplified:
    """The invoice may be simplified; `contents` lists what it must hold even so (ML 17 kap. 28 §)."""

    code: str
    contents: tuple[str, ...]
    law: str = _MAY

    def explain(self, language: Language = "en") -> str:
        """Return why it may be simplified, in one sentence."""
        return sentence(self.code, language)


def simplified_invoice(
    with_vat: Money,
    *,
    on: date,
    law: LawBook,
    credit_note: bool = False,
    small_business: bool = False,
    supply: FullOnly | None = None,
) -> Simplified | Refused:
    """Return whether an invoice of *with_vat*, issued *on* that day, may be simplified.

    Three roads lead there: the total including VAT is within the limit, it is a credit note, or the seller is a
    *small_business* exempt from VAT. None of them is open to a *supply* that needs a full invoice.

    Refused:
        `simplified.intra_eu`, `.distance_sale`, `.foreign_seller`; `simplified.too_large`;
        `simplified.currency` (the limit is in kronor).
    Raises:
        LawNotKnown: Before 2023-07-01, or later than the table is known.
    """
    contents, limit = law.simplified_contents.at(on), law.simplified_limit.at(on)
    if supply is not None:
        return Refused(code=f"simplified.{supply.value}", law=BARRED)
    if credit_note:
        return Simplified(code="simplified.credit_note", contents=contents)
    if small_business:
        return Simplified(code="simplified.small_business", contents=contents)
    if with_vat.currency != limit.currency:
        return Refused(code="simplified.currency", law=_MAY, facts=(("currency", with_vat.currency),))
    if with_vat > limit:
        facts = (("limit", str(limit)), ("total", str(with_vat)))
        return Refused(code="simplified.too_large", law=_MAY, facts=facts)
    return Simplified(code="simplified.small", contents=contents)

"""The terms of payment as one text, for formats that have no fields of their own for them.

>>> from faktura.core.document import PaymentTerms
>>> terms_text(PaymentTerms(days=30), "sv")
'30 dagar netto. Dröjsmålsränta enligt räntelagen (referensräntan plus 8 procentenheter).'
"""

from functools import lru_cache
from typing import Final

from faktura.core.document import InterestKind, PaymentTerms
from faktura.core.wording import Language, sentence
from faktura.formats import swedish
from faktura.formats.einvoice import wording

_INTEREST: Final = {
    InterestKind.STATUTORY: "einvoice.terms.statutory",
    InterestKind.OVER_REFERENCE: "einvoice.terms.over_reference",
    InterestKind.FIXED: "einvoice.terms.fixed",
    InterestKind.NONE: "einvoice.terms.none",
}
__all__ = ["terms_text", "wording"]


@lru_cache(maxsize=256)
def terms_text(terms: PaymentTerms, language: Language) -> str:
    """Return days, interest and reminder fee in words, without no-break spaces."""
    percent = swedish.quantity(terms.interest_percent, language)
    said = [
        sentence("einvoice.terms.days", language, days=terms.days),
        sentence(_INTEREST[terms.interest], language, percent=percent),
    ]
    if terms.reminder_fee:
        fee = swedish.currency(terms.reminder_fee, language)
        said.append(sentence("einvoice.terms.reminder_fee", language, amount=fee))
    return " ".join(said).replace(swedish.NO_BREAK, " ")

"""The terms of payment as one text, for formats that have no fields of their own for them.

>>> from faktura.core.document import PaymentTerms
>>> terms_text(PaymentTerms(days=30), "sv")
'30 dagar netto. Dröjsmålsränta enligt räntelagen (referensräntan plus 8 procentenheter).'
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from faktura.core.document import InterestKind, PaymentTerms
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.errors import InputError
from faktura.core.wording import Language, sentence, text_of
from faktura.formats import swedish
from faktura.formats.einvoice import wording

_INTEREST: Final = {
    InterestKind.STATUTORY: "einvoice.terms.statutory",
    InterestKind.OVER_REFERENCE: "einvoice.terms.over_reference",
    InterestKind.FIXED: "einvoice.terms.fixed",
    InterestKind.NONE: "einvoice.terms.none",
}
__all__ = ["early_payment_line", "early_payment_of", "terms_text", "wording"]


@lru_cache(maxsize=256)
def terms_text(terms: PaymentTerms, language: Language) -> str:
    """Return days, interest, reminder fee and early-payment discount in words, without no-break spaces."""
    percent = swedish.quantity(terms.interest_percent, language)
    said = [
        sentence("einvoice.terms.days", language, days=terms.days),
        sentence(_INTEREST[terms.interest], language, percent=percent),
    ]
    if terms.reminder_fee:
        fee = swedish.currency(terms.reminder_fee, language)
        said.append(sentence("einvoice.terms.reminder_fee", language, amount=fee))
    if (early := terms.early_payment) is not None:
        percent = swedish.quantity(early.percent, language)
        said.append(sentence("einvoice.terms.early_payment", language, percent=percent, days=early.days))
    return " ".join(said).replace(swedish.NO_BREAK, " ")


def early_payment_line(early: EarlyPaymentDiscount) -> str:
    """Return the discount as a line that programs read within the terms (BT-20), as XRechnung and Peppol's DE-R-018 have it.

    >>> early_payment_line(EarlyPaymentDiscount(percent=Decimal("2.5"), days=10))
    '#SKONTO#TAGE=10#PROZENT=2.50#'
    """
    return f"#SKONTO#TAGE={early.days}#PROZENT={early.percent:.2f}#"


def early_payment_of(text: str) -> EarlyPaymentDiscount | None:
    """Return the one early-payment discount that the terms of payment offer, in a line for programs or in our words.

    None when they say it in other words, offer several, or offer it on a part of the amount: nothing is guessed.

    >>> early_payment_of("30 dagar netto. Kassarabatt 2,5 % om allt betalas inom 10 dagar från fakturadatum.")
    EarlyPaymentDiscount(percent=Decimal('2.5'), days=10, next_bank_day=False)
    >>> early_payment_of("2 % vid snabb betalning"), early_payment_of("#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=9.00#")
    (None, None)
    """
    lines = [one.strip() for one in text.split("\n") if one.strip().startswith("#SKONTO#")]
    found = [_LINE.fullmatch(one) for one in lines] or [one for form in _SAID for one in form.finditer(text)]
    if len(found) != 1 or found[0] is None:
        return None
    try:
        return EarlyPaymentDiscount(percent=Decimal(found[0]["percent"].replace(",", ".")), days=int(found[0]["days"]))
    except InputError:
        return None


_NUMBERS: Final = {"percent": r"(?P<percent>[0-9]{1,2}(?:[.,][0-9]{1,2})?)", "days": r"(?P<days>[0-9]{1,3})"}
_LINE: Final = re.compile("#SKONTO#TAGE={days}#PROZENT={percent}#".format(**_NUMBERS), re.ASCII)
_SAID: Final = tuple(
    re.compile(re.escape(said).replace(r"\{percent\}", _NUMBERS["percent"]).replace(r"\{days\}", _NUMBERS["days"]))
    for said in (text_of("einvoice.terms.early_payment").say("sv"), text_of("einvoice.terms.early_payment").say("en"))
)

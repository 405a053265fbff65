"""The amounts of a document against EN 16931's and Peppol's rules on them, with their tolerances."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from faktura.core.document import Document, VatBreakdown
from faktura.core.errors import Finding
from faktura.core.money import exponent
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.en16931 import wording
from faktura.formats.einvoice.sums import Sum, sums
from faktura.formats.peppol.names import FAMILIES

__all__ = ["findings", "wording"]

_CODES: Final = {
    "line": "PEPPOL-EN16931-R120",
    "lines": "BR-CO-10",
    "allowances": "BR-CO-11",
    "charges": "BR-CO-12",
    "without_vat": "BR-CO-13",
    "vat": "BR-CO-14",
    "with_vat": "BR-CO-15",
    "amount_due": "BR-CO-16",
    "vat_amount": "BR-CO-17",
}
SLACK: Final = Fraction(2, 100)
"""How far a line (R120), or a discount counted in percent (R040), may lie from its parts: in kronor, euro, krónur."""

_WHOLE: Final = Fraction(1)


def findings(document: Document) -> Iterator[Finding]:
    """Yield each amount that differs from its parts by more than its rule allows."""
    for one in sums(document):
        if _breaks(one):
            yield one.finding(_code(one))


def _code(one: Sum) -> str:
    if one.of == "vat_base" and isinstance(one.part, VatBreakdown):
        return f"{FAMILIES[one.part.category]}-08"
    return _CODES[one.of]


def _breaks(one: Sum) -> bool:
    """Whether the difference is beyond the rule: 0.02 on a line, below 1.00 on VAT, else nothing at all.

    Those are whole units of the currency: two öre, and no more than a fiftieth of a króna, which has none.
    """
    if not one.difference:
        return False
    off = one.difference / int(10 ** exponent(one.stated.currency))
    if one.of == "line":
        return off > SLACK
    if one.of == "vat_amount":
        return off >= _WHOLE
    if one.of == "vat_base" and isinstance(one.part, VatBreakdown) and one.part.category is VatCategory.STANDARD:
        return off >= _WHOLE
    return True

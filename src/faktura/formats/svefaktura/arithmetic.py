"""The amounts of a document against SFTI's rules on them; nearly all allow half a krona."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from faktura.core.document import Document, InvoiceLine
from faktura.core.errors import Finding
from faktura.core.money import exponent, total
from faktura.formats.einvoice.sums import Sum, sums
from faktura.formats.svefaktura import wording

__all__ = ["findings", "wording"]

_CODES: Final = {"lines": "R-69", "without_vat": "R-70", "vat": "R-67", "with_vat": "R-71", "vat_amount": "R-4"}
_INCLUSIVE: Final = ("lines", "without_vat", "vat", "with_vat")
"""Rules that let exactly half a krona through."""


def findings(document: Document) -> Iterator[Finding]:
    """Yield each amount that differs from its parts by more than its rule allows."""
    half = Fraction(10 ** exponent(document.currency), 2)
    for one in sums(document):
        code = _line_code(one.part) if isinstance(one.part, InvoiceLine) else _CODES.get(one.of)
        if code is None:
            continue
        if one.difference > half or (one.difference == half and one.of not in _INCLUSIVE):
            yield one.finding(code)
        elif one.of == "with_vat" and one.difference and document.totals.rounding:
            yield one.finding("R-92", severity="warning")
    yield from _bases(document, half)


def _bases(document: Document, half: Fraction) -> Iterator[Finding]:
    rows = document.totals.breakdown
    made = total((row.base for row in rows), document.currency)
    one = Sum("without_vat", "totals.without_vat", document.totals.without_vat, Fraction(made.minor))
    if rows and one.difference >= half:
        yield one.finding("R-10")


def _line_code(line: InvoiceLine) -> str:
    """Return the rule of a line: there is one for each way to make its amount."""
    based = line.base_quantity != 1
    if not line.allowances:
        return "R-15" if based else "R-20"
    if line.allowances[0].charge:
        return "R-12" if based else "R-14"
    return "R-11" if based else "R-13"

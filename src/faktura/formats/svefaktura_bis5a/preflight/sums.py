"""The sums of a BIS 5A document: what is stated, and what the rules of CEN BII make of its parts, to the cent.

The rounding to kronor is inside the total with VAT. What is missing makes nothing, and nothing is never what is stated.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from faktura.formats.einvoice.preflight.book import Check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import decimal
from faktura.formats.einvoice.wording import REMEDY, difference
from faktura.formats.einvoice.xpath import cents_of
from faktura.formats.svefaktura_bis5a.names import Form
from faktura.formats.svefaktura_bis5a.preflight.bii import VAT, first

Pair = tuple[Decimal | None, Fraction | None]
"""An amount as it is stated, and as its parts make it; none where there is none."""

_ZERO: Final = Decimal(0)


def adds_up(code: str, pair: Callable[[Element], Pair], en: str, sv: str) -> Check:
    """Return the check that the two of a *pair* are equal; its sentence says both."""

    def equal(node: Element) -> bool:
        stated, made = pair(node)
        return stated is not None and made is not None and Fraction(stated) == made

    def facts(node: Element) -> tuple[tuple[str, str], ...]:
        stated, made = pair(node)
        computed = f"{Decimal(made.numerator) / made.denominator:.2f}" if made is not None else "-"
        return ("stated", f"{stated:f}" if stated is not None else "-"), ("computed", computed)

    return Check(code, equal, difference(en, sv), REMEDY, facts=facts)


def amount(node: Element, name: str) -> Decimal | None:
    """Return the first amount at that path; none when it is not there."""
    text = first(node, name)
    return None if text is None else decimal(text)


def texts(nodes: Iterable[Element], path: str) -> list[str]:
    """Return the texts at *path* below all *nodes*."""
    return [text for node in nodes for text in node.texts(path)]


def lines(total: Element, form: Form) -> Pair:
    """R051: the amounts of all lines."""
    stated = (one.texts("LineExtensionAmount") for one in total.tree.every(form.line))
    made = cents_of((), *(decimal(text[0]) for text in stated if text))
    return amount(total, "LineExtensionAmount"), made


def without_vat(total: Element) -> Pair:
    """R052: the lines, plus charges, less discounts; without either it is not rounded."""
    stated, of_lines = amount(total, "TaxExclusiveAmount"), amount(total, "LineExtensionAmount")
    less, more = amount(total, "AllowanceTotalAmount"), amount(total, "ChargeTotalAmount")
    if of_lines is None:
        return stated, None
    if less is None and more is None:
        return stated, Fraction(of_lines)
    return stated, cents_of((), of_lines, more or _ZERO, -(less or _ZERO))


def with_vat(total: Element) -> Pair:
    """R053: the total without VAT, the VAT and the rounding."""
    stated, without = amount(total, "TaxInclusiveAmount"), amount(total, "TaxExclusiveAmount")
    if without is None:
        return stated, None
    taxes = total.tree.root.texts("TaxTotal/TaxAmount")
    return stated, cents_of(taxes, without, amount(total, "PayableRoundingAmount") or _ZERO)


def to_pay(total: Element) -> Pair:
    """R056: the total with VAT, less what is paid; when nothing is, it is not rounded."""
    stated, inclusive = amount(total, "PayableAmount"), amount(total, "TaxInclusiveAmount")
    paid = amount(total, "PrepaidAmount")
    if inclusive is None or paid is None:
        return stated, None if inclusive is None else Fraction(inclusive)
    return stated, cents_of((), inclusive, -paid)


def adjusted(total: Element, name: str, indicator: str) -> Pair:
    """R054, R055: the discounts or the charges of the document; a total that is not stated is right."""
    stated = amount(total, name)
    if stated is None:
        return _ZERO, Fraction(0)
    some = [one for one in total.tree.root.all("AllowanceCharge") if indicator in one.texts("ChargeIndicator")]
    return stated, cents_of(texts(some, "Amount"))


def of_bases(root: Element) -> Pair:
    """R058: the bases of all VAT categories, where there is a total of VAT."""
    totals = root.all("TaxTotal")
    vat = [one for one in totals if VAT in one.texts("TaxSubtotal/TaxCategory/TaxScheme/ID")]
    if not vat:
        return _ZERO, Fraction(0)
    made = cents_of(texts(totals, "TaxSubtotal/TaxableAmount")) if any(one.has("TaxAmount") for one in vat) else None
    return amount(root, "LegalMonetaryTotal/TaxExclusiveAmount"), made

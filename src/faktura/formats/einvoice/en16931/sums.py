"""What each total of a UBL document states, and what its parts make (BR-CO-10 to 17).

Each is a pair: the stated amount, and the one made of its parts, rounded to two decimals with halves
up; none where it is not there. Some rules are not plain equality: they have a test of their own beside the pair.
"""

from decimal import Decimal
from typing import Final

from faktura.formats.einvoice.en16931.adding import Pair
from faktura.formats.einvoice.en16931.breakdown import near_tax
from faktura.formats.einvoice.en16931.categories import is_vat
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import (
    ZERO,
    added,
    cents,
    decimal,
    is_allowance,
    is_charge,
    number,
    single,
    whole,
)

_LINES: Final = ("InvoiceLine", "CreditNoteLine")
_HUNDRED: Final = Decimal(100)


def _some(nodes: list[Element], name: str) -> list[Decimal]:
    """Return the amounts called *name* of those *nodes* that state one."""
    return [value for one in nodes if (value := number(one, name)) is not None]


def sum_of_lines(node: Element) -> Pair:
    """BR-CO-10: the net amounts of all lines."""
    stated = number(node, "LineExtensionAmount")
    lines = [line for name in _LINES for line in node.tree.every(name)]
    return stated, cents(added(_some(lines, "LineExtensionAmount")))


def _adjustments(node: Element, *, charges: bool) -> list[Element]:
    wanted = is_charge if charges else is_allowance
    return [one for one in node.parent.all("AllowanceCharge") if wanted(one)] if node.parent is not None else []


def adjustments(node: Element, name: str, *, charges: bool) -> Pair:
    """BR-CO-11, BR-CO-12: the allowances or the charges of the document."""
    return number(node, name), cents(added(_some(_adjustments(node, charges=charges), "Amount")))


def adjustments_right(node: Element, name: str, *, charges: bool) -> bool:
    """Whether their total is right; where there are none, it need not be stated."""
    stated, made = adjustments(node, name, charges=charges)
    return stated == made if stated is not None else not _adjustments(node, charges=charges)


def without_vat(node: Element) -> Pair:
    """BR-CO-13: the lines, less allowances, plus charges."""
    stated = number(node, "TaxExclusiveAmount")
    lines = number(node, "LineExtensionAmount") if stated is not None else None
    if lines is None:
        return stated, None
    charges, less = number(node, "ChargeTotalAmount"), number(node, "AllowanceTotalAmount")
    if charges is None and less is None:
        return stated, lines
    return stated, cents(lines + (charges or ZERO) - (less or ZERO))


def to_pay(node: Element) -> Pair:
    """BR-CO-16: the total with VAT, less what is paid, plus the rounding."""
    payable = number(node, "PayableAmount")
    total = number(node, "TaxInclusiveAmount") if payable is not None else None
    if total is None:
        return payable, None
    paid, rounding = number(node, "PrepaidAmount"), number(node, "PayableRoundingAmount")
    return payable, total - (paid or ZERO) + (rounding or ZERO)


def to_pay_right(node: Element) -> bool:
    """Whether it is right: the rounding is taken from the one side, what is paid from the other, each then rounded."""
    payable, made = to_pay(node)
    if payable is None or made is None:
        return False
    paid, rounding = number(node, "PrepaidAmount"), number(node, "PayableRoundingAmount")
    total = made + (paid or ZERO) - (rounding or ZERO)
    left = payable if rounding is None else cents(payable - rounding)
    return left == (total if paid is None else cents(total - paid))


def with_vat(node: Element) -> Pair:
    """BR-CO-15: the total without VAT and the VAT, in the document's currency."""
    return next((_with_vat_in(node, one.text) for one in node.all("DocumentCurrencyCode")), (None, None))


def with_vat_right(node: Element) -> bool:
    """Whether it is right, with exactly one VAT total in each document currency that is stated."""
    pairs = [_with_vat_in(node, one.text) for one in node.all("DocumentCurrencyCode")]
    return all(made is not None and stated == made for stated, made in pairs)


def _with_vat_in(node: Element, currency: str) -> Pair:
    taxes = [
        decimal(stated.text)
        for tax in node.all("TaxTotal")
        if (stated := single([one for one in tax.all("TaxAmount") if one.attributes.get("currencyID") == currency]))
    ]
    totals = node.all("LegalMonetaryTotal")
    if len(taxes) != 1:
        return None, None
    before = _some(totals, "TaxExclusiveAmount")
    if len(before) > 1:
        raise ValueError("TaxExclusiveAmount")
    after = _some(totals, "TaxInclusiveAmount")
    made = cents(before[0] + taxes[0]) if before else None
    return (made if made in after else next(iter(after), None)), made


def sum_of_rows(node: Element) -> Pair:
    """BR-CO-14: the VAT of each row of the breakdown."""
    return number(node, "TaxAmount"), cents(added(_some(node.all("TaxSubtotal"), "TaxAmount")))


def rows_right(node: Element) -> bool:
    """Whether it is right; a VAT total without breakdown is the one in the accounting currency."""
    if not node.has("TaxSubtotal"):
        return True
    stated, made = sum_of_rows(node)
    return stated == made


def _rate(node: Element) -> Decimal | None:
    rates = _some([one for one in node.all("TaxCategory") if is_vat(one)], "Percent")
    if len(rates) > 1:
        raise ValueError("Percent")
    return rates[0] if rates else None


def tax_of_row(node: Element) -> Pair:
    """BR-CO-17: the taxable amount times the rate."""
    base = number(node, "TaxableAmount")
    return number(node, "TaxAmount"), cents(base * (_rate(node) or ZERO) / _HUNDRED) if base is not None else None


def tax_right(node: Element) -> bool:
    """Whether it is right: within one; a rate that rounds to nothing goes with a VAT that rounds to nothing."""
    rate = _rate(node)
    tax = number(node, "TaxAmount")
    if rate is None or whole(rate) == ZERO:
        return tax is not None and whole(tax) == ZERO
    return near_tax(tax, number(node, "TaxableAmount"), rate)

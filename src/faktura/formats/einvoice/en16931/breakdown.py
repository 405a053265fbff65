"""The VAT breakdown against what it sums: taxable amounts and VAT of each row, by category (rules 08 and 09).

A line's category counts here whatever its tax scheme says; the official rules do not ask.
"""

from decimal import Decimal
from typing import Final

from faktura.formats.einvoice.en16931.adding import Pair, adds_up
from faktura.formats.einvoice.en16931.categories import category
from faktura.formats.einvoice.preflight.book import Check
from faktura.formats.einvoice.preflight.checks import AMOUNT, check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import (
    ONE,
    ZERO,
    added,
    cents,
    decimal,
    is_allowance,
    is_charge,
    minus_as_double,
    number,
    single,
)

_HUNDRED: Final = Decimal(100)
_LINES: Final = ("InvoiceLine", "CreditNoteLine")


def base_check(prefix: str, code: str, *, many: bool) -> Check:
    """Return rule 08 of a family: the taxable amount is the sum of its lines, charges and allowances."""
    return adds_up(
        f"{prefix}-08",
        lambda node: _base(node, code, many=many),
        (lambda node: _each_rate(node, code)) if many else lambda node: _exact(node, code),
    )


def _base(node: Element, code: str, *, many: bool) -> Pair:
    """The taxable amount as stated, and as the lines and adjustments of the category, or of its rate, make it."""
    rate = number(node, "Percent") if many else None
    root = node.tree.root
    lines = [
        line
        for name in _LINES
        for line in root.all(name)
        if _of(line, _ITEM, code) and (rate is None or _rated(line, _ITEM, rate))
    ]
    return _amount(node, "TaxableAmount"), added(map(_line_amount, lines)) + _adjusted(root, code, rate)


def tax_check(prefix: str, *, many: bool) -> Check:
    """Return rule 09 of a family: the VAT is the taxable amount times the rate, within one; or it is nothing."""
    if not many:
        return check(
            f"{prefix}-09",
            lambda node: _amount(node, "TaxAmount") == ZERO,
            "the VAT of a category without VAT is not zero",
            "momsen för en kategori utan moms är inte noll",
            AMOUNT,
        )
    return check(
        f"{prefix}-09",
        lambda node: near_tax(_amount(node, "TaxAmount"), _amount(node, "TaxableAmount"), number(node, "Percent")),
        "the VAT is not the taxable amount times its rate",
        "momsen är inte beskattningsunderlaget gånger skattesatsen",
        AMOUNT,
    )


def near_tax(tax: Decimal | None, base: Decimal | None, rate: Decimal | None) -> bool:
    """Whether *tax* lies less than one from *base* times *rate*, both without their signs."""
    if tax is None or base is None or rate is None:
        return False
    made = cents(abs(base) * (rate / _HUNDRED))
    return abs(tax) - 1 < made < abs(tax) + 1


def _amount(node: Element, name: str) -> Decimal | None:
    above = node.parent
    return number(above, name) if above is not None else None


def _of(node: Element, below: str, code: str) -> bool:
    return any(category(one) == code for one in node.all(below))


def _rated(node: Element, below: str, rate: Decimal) -> bool:
    return any(number(one, "Percent") == rate for one in node.all(below))


def _line_amount(line: Element) -> Decimal:
    stated = single(line.all("LineExtensionAmount"))
    return decimal(stated.text) if stated is not None else ZERO


def _adjusted(root: Element, code: str, rate: Decimal | None) -> Decimal:
    """Charges less allowances of the document, of the category and, if one is given, the *rate*."""
    result = ZERO
    for one in root.all("AllowanceCharge"):
        if _of(one, "TaxCategory", code) and (rate is None or _rated(one, "TaxCategory", rate)):
            amount = number(one, "Amount")
            if amount is not None:
                result += amount if is_charge(one) else -amount if is_allowance(one) else ZERO
    return result


def _exact(node: Element, code: str) -> bool:
    root = node.tree.root
    for name in _LINES:
        if node.tree.every(name):
            stated = _amount(node, "TaxableAmount")
            lines = [line for line in root.all(name) if _of(line, _ITEM, code)]
            if stated == added(map(_line_amount, lines)) + _adjusted(root, code, None):
                return True
    return False


_ITEM: Final = "Item/ClassifiedTaxCategory"


def _each_rate(node: Element, code: str) -> bool:
    rate = number(node, "Percent")
    if rate is None:
        return True
    root, stated = node.tree.root, _amount(node, "TaxableAmount")
    standard = code == "S"
    adjusted = standard and any(
        _of(one, "TaxCategory", code) and _rated(one, "TaxCategory", rate) for one in node.tree.every("AllowanceCharge")
    )
    for name in _LINES:
        every = node.tree.every(name)
        used = adjusted or any(not standard or (_of(one, _ITEM, code) and _rated(one, _ITEM, rate)) for one in every)
        if used and stated is not None:
            lines = [one for one in root.all(name) if _of(one, _ITEM, code) and _rated(one, _ITEM, rate)]
            if _within_one(stated, added(map(_line_amount, lines)) + _adjusted(root, code, rate)):
                return True
    return False


def _within_one(stated: Decimal, made: Decimal) -> bool:
    difference = abs(stated - made)
    if difference != ONE:
        return difference < ONE
    return minus_as_double(stated, 1) < made < minus_as_double(stated, -1)

"""The lines of a Svefaktura 1.0, read."""

from decimal import Decimal
from typing import Final

from faktura.core.document import AllowanceCharge, InvoiceLine, VatBreakdown
from faktura.core.errors import Finding, InputError
from faktura.core.money import Money
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.lines import gross_of
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.svefaktura.names import EXEMPT, STANDARD

Rows = tuple[VatBreakdown, ...]
"""The VAT specification of the document."""

_CATEGORIES: Final = {STANDARD: VatCategory.STANDARD, EXEMPT: VatCategory.EXEMPT}
_NOTHING: Final = Decimal(0)
_ONE: Final = Decimal(1)


def vat_of(stated: Element, rows: Rows, found: list[Finding]) -> Vat:
    """Return the VAT of a TaxCategory: its own reason for exemption, or the only one the document gives.

    The standard category at 0 %, which the rules only question, is zero-rated, and told.
    """
    stated.words("TaxScheme/ID")
    code = stated.demanded("ID")
    category = _CATEGORIES.get(code.upper()) or stated.fail("ID", code, "S or E")
    percent = stated.number("Percent", _NOTHING)
    reason = stated.words("ExemptionReason")
    exempt = {row.reason for row in rows if row.category is VatCategory.EXEMPT}
    if category is VatCategory.EXEMPT and not reason and len(exempt) == 1:
        reason = exempt.pop()
    if category is VatCategory.STANDARD and not percent:
        found.append(Finding(code="svefaktura.zero_rate", path=stated.path, severity="warning"))
        category = VatCategory.ZERO
    try:
        return Vat(category, percent, reason if category is VatCategory.EXEMPT else "")
    except InputError:
        stated.fail("Percent", f"{percent:f}", f"a rate that goes with {code}")


def line_of(node: Element, currency: str, rows: Rows, found: list[Finding]) -> InvoiceLine:
    """Return one line; without a unit price it is one piece for its whole amount."""
    item = node.find("Item") or node.fail("Item", "", "an item")
    vat = _line_vat(node, item, rows, found)
    net = node.amount("LineExtensionAmount", currency)
    quantity, price = _priced(node, net)
    counted = node.find("InvoicedQuantity")
    return InvoiceLine(
        id=node.words("ID"),
        text=item.words("Description") or node.words("Note"),
        note=node.words("Note") if item.find("Description") is not None else "",
        quantity=quantity,
        unit=counted.attributes.get("quantityUnitCode", "") if counted is not None else "",
        price=price,
        net=net,
        vat=vat,
        base_quantity=item.number("BasePrice/BaseQuantity", _ONE) or _ONE,
        stated_price=price,
        gross=gross_of(net, vat),
        allowances=tuple(_discount(one, currency, vat) for one in node.every("AllowanceCharge")),
        product_id=item.words("SellersItemIdentification/ID"),
    )


def _line_vat(node: Element, item: Element, rows: Rows, found: list[Finding]) -> Vat:
    stated = item.find("TaxCategory")
    if stated is not None:
        return vat_of(stated, rows, found)
    if not rows:
        return Vat(VatCategory.OUTSIDE, _NOTHING)
    row = rows[0]
    if len(rows) > 1:
        facts = (("rate", f"{row.percent:f}"),)
        found.append(Finding(code="svefaktura.line_vat", path=node.path, severity="warning", facts=facts))
    return Vat(row.category, row.percent, row.reason)


def _priced(node: Element, net: Money) -> tuple[Decimal, Decimal]:
    if node.find("Item/BasePrice/PriceAmount") is not None:
        return node.number("InvoicedQuantity", _ONE), node.number("Item/BasePrice/PriceAmount")
    return (_ONE if net.minor >= 0 else -_ONE), abs(net).major


def _discount(node: Element, currency: str, vat: Vat) -> AllowanceCharge:
    base = node.find("AllowanceChargeBaseAmount")
    return AllowanceCharge(
        charge=node.words("ChargeIndicator") in ("true", "1"),
        text="",
        amount=node.amount("Amount", currency),
        vat=vat,
        base=node.amount("AllowanceChargeBaseAmount", currency) if base is not None else None,
    )


def order_of(root: Element) -> str:
    """Return the buyer's order number that the lines state, when they state but one."""
    path = "OrderLineReference/OrderReference/BuyersID"
    stated = [found for node in root.every("InvoiceLine") if (found := node.find(path)) is not None]
    if len({one.bare for one in stated}) != 1:
        return ""
    for one in stated:
        one.read()
    return stated[0].bare

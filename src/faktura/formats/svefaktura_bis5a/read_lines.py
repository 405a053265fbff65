"""Lines, VAT categories, discounts and charges of a BIS 5A document, read."""

from decimal import Decimal
from typing import Final

from faktura.core.document import AllowanceCharge, InvoiceLine, VatBreakdown
from faktura.core.errors import Finding, InputError
from faktura.core.money import total
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.lines import gross_of
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.ubl import period_of
from faktura.formats.svefaktura_bis5a.held import ground_of
from faktura.formats.svefaktura_bis5a.names import Form

Rows = tuple[VatBreakdown, ...]
"""The VAT specification of the document."""

_LOWER: Final = "AA"
_HIGHER: Final = "H"
_CATEGORIES: Final = {category.value: category for category in VatCategory} | dict.fromkeys(
    (_LOWER, _HIGHER), VatCategory.STANDARD
)
_NOTHING: Final = Decimal(0)
_ONE: Final = Decimal(1)


def category_of(stated: Element) -> VatCategory:
    """Return the category of a TaxCategory; a lower and a higher rate are the standard category at their rate."""
    code = stated.demanded("ID")
    stated.words("TaxScheme/ID")
    return _CATEGORIES.get(code) or stated.fail("ID", code, "one of " + " ".join(_CATEGORIES))


def vat_of(stated: Element | None, rows: Rows, found: list[Finding]) -> Vat:
    """Return the VAT of a line, discount or charge; what it leaves unsaid is the specification's first of its kind."""
    if stated is None and not rows:
        return Vat(VatCategory.OUTSIDE, _NOTHING)
    category = category_of(stated) if stated is not None else None
    kind = [row for row in rows if category in (None, row.category)]
    said = stated is not None and stated.find("Percent") is not None
    if stated is not None and category is not None and (said or not kind or category is not VatCategory.STANDARD):
        return rated(stated, category, rows, found)
    if len({one.percent for one in kind}) > 1 and stated is not None:
        facts = (("rate", f"{kind[0].percent:f}"),)
        found.append(Finding(code="bis5a.line_vat", path=stated.path, severity="warning", facts=facts))
    return Vat(kind[0].category, kind[0].percent, ground_of(kind[0].category, rows))


def rated(stated: Element, category: VatCategory, rows: Rows, found: list[Finding]) -> Vat:
    """Return a *category* with the rate that stands beside it; the standard category at 0 % is zero-rated, and told."""
    percent = stated.number("Percent", _NOTHING)
    if category is VatCategory.STANDARD and not percent:
        found.append(Finding(code="bis5a.zero_rate", path=stated.path, severity="warning"))
        category = VatCategory.ZERO
    try:
        return Vat(category, percent, ground_of(category, rows))
    except InputError:
        stated.fail("Percent", f"{percent:f}", f"a rate that goes with {category.value}")


def adjustment_of(node: Element, currency: str, vat: Vat) -> AllowanceCharge:
    """Return a discount or charge of the document or of a line."""
    return AllowanceCharge(
        charge=node.words("ChargeIndicator") in ("true", "1"),
        text=node.words("AllowanceChargeReason") or node.words("AllowanceChargeReasonCode"),
        amount=node.amount("Amount", currency),
        vat=vat,
    )


def line_of(node: Element, form: Form, currency: str, rows: Rows, found: list[Finding]) -> InvoiceLine:
    """Return one line; without a price it is one piece for its whole amount before discounts and charges."""
    item = node.find("Item") or node.fail("Item", "", "an item")
    vat = vat_of(item.find("ClassifiedTaxCategory"), rows, found)
    net = node.amount("LineExtensionAmount", currency)
    quantity, price = node.find(form.quantity), node.find("Price/PriceAmount")
    allowances = tuple(adjustment_of(one, currency, vat) for one in node.every("AllowanceCharge"))
    if price is not None:
        counted, each = node.number(form.quantity, _ONE), node.number("Price/PriceAmount")
    else:
        bare = net - total((one.amount if one.charge else -one.amount for one in allowances), currency)
        counted, each = (_ONE if bare.minor >= 0 else -_ONE), abs(bare).major
    name = item.words("Name")
    return InvoiceLine(
        id=node.words("ID"),
        text=name or item.words("Description"),
        note=node.words("Note") or (item.words("Description") if name else ""),
        quantity=counted,
        unit=quantity.attributes.get("unitCode", "") if quantity is not None else "",
        price=each,
        net=net,
        vat=vat,
        base_quantity=node.number("Price/BaseQuantity", _ONE) or _ONE,
        stated_price=each,
        gross=gross_of(net, vat),
        allowances=allowances,
        period=period_of(node),
        product_id=item.words("SellersItemIdentification/ID"),
    )

"""Lines, discounts, charges and VAT categories of BIS 5A."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from faktura.core.document import AllowanceCharge, InvoiceLine
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.text import attribute, number, words
from faktura.formats.einvoice.ubl_text import Amount, period, sellers_item
from faktura.formats.svefaktura_bis5a.held import category_of
from faktura.formats.svefaktura_bis5a.names import LISTS, Form
from faktura.formats.svefaktura_bis5a.parties import leaf

_CATEGORY: Final = LISTS["category"]
_UNITS: Final = LISTS["unit"]
LF: Final = "\n"


def tax_category(name: str, category: VatCategory, percent: Decimal, indent: str, reason: str = "") -> str:
    """Return a VAT category with its rate and, in the specification, its reason."""
    return (
        f'{indent}<cac:{name}>\n{indent}  <cbc:ID schemeID="{_CATEGORY}">{category_of(category).value}</cbc:ID>\n'
        f"{indent}  <cbc:Percent>{number(percent)}</cbc:Percent>\n{reason}"
        f"{indent}  <cac:TaxScheme>\n{indent}    <cbc:ID>VAT</cbc:ID>\n{indent}  </cac:TaxScheme>\n{indent}</cac:{name}>\n"
    )


def adjustment(one: AllowanceCharge, money: Amount, unit: str, indent: str, *, category: bool) -> str:
    """Return a discount or charge of a line, or, with its VAT *category*, of the document; percentages have no place."""
    vat = tax_category("TaxCategory", one.vat.category, one.vat.percent, indent + "  ") if category else ""
    return (
        f"{indent}<cac:AllowanceCharge>\n{indent}  <cbc:ChargeIndicator>{'true' if one.charge else 'false'}"
        f"</cbc:ChargeIndicator>\n{leaf('AllowanceChargeReason', one.text, indent + '  ')}"
        f"{indent}  <cbc:Amount{unit}>{money(one.amount)}</cbc:Amount>\n{vat}{indent}</cac:AllowanceCharge>\n"
    )


def line_writer(form: Form, money: Amount, unit: str, *, outside: bool) -> Callable[[InvoiceLine], str]:
    """Return the function that writes one line of a document of *form*; *outside* VAT it has no category."""

    def write(line: InvoiceLine) -> str:
        note, own, base = words(line.note), words(line.product_id), line.base_quantity
        adjusted = "".join(adjustment(one, money, unit, "    ", category=False) for one in line.allowances)
        vat = "" if outside else tax_category("ClassifiedTaxCategory", line.vat.category, line.vat.percent, "      ")
        return (
            f"  <cac:{form.line}>\n    <cbc:ID>{words(line.id)}</cbc:ID>\n"
            f"{f'    <cbc:Note>{note}</cbc:Note>{LF}' if note else ''}"
            f'    <cbc:{form.quantity} unitCode="{attribute(line.unit)}" unitCodeListID="{_UNITS}">'
            f"{number(line.quantity)}</cbc:{form.quantity}>\n"
            f"    <cbc:LineExtensionAmount{unit}>{money(line.net)}</cbc:LineExtensionAmount>\n"
            f"{period(line.period, '    ') if line.period else ''}{adjusted}"
            f"    <cac:Item>\n      <cbc:Name>{words(line.text)}</cbc:Name>\n{sellers_item(own) if own else ''}{vat}"
            f"    </cac:Item>\n    <cac:Price>\n      <cbc:PriceAmount{unit}>{number(line.price)}</cbc:PriceAmount>\n"
            f"{f'      <cbc:BaseQuantity>{number(base)}</cbc:BaseQuantity>{LF}' if base != 1 else ''}"
            f"    </cac:Price>\n  </cac:{form.line}>\n"
        )

    return write

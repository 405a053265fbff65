"""Lines, discounts, charges and VAT categories of Peppol BIS Billing 3: the part written most often."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from faktura.core.document import AllowanceCharge, InvoiceLine
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.text import attribute, number, words
from faktura.formats.einvoice.ubl_text import Amount, period, sellers_item
from faktura.formats.peppol.names import Form


def tax_category(name: str, category: VatCategory, percent: Decimal, indent: str, reasons: str = "") -> str:
    """Return a VAT category with its rate; a rate of "outside VAT" may not be stated (BR-O-05)."""
    return _category(name, category, number(percent) if category is not VatCategory.OUTSIDE else "", indent, reasons)


@lru_cache(maxsize=1024)
def _category(name: str, category: VatCategory, percent: str, indent: str, reasons: str) -> str:
    """Return the few texts that stand on every line, kept by the rate as it is written."""
    rate = f"{indent}  <cbc:Percent>{percent}</cbc:Percent>\n" if percent else ""
    return (
        f"{indent}<cac:{name}>\n{indent}  <cbc:ID>{category.value}</cbc:ID>\n{rate}{reasons}"
        f"{indent}  <cac:TaxScheme>\n{indent}    <cbc:ID>VAT</cbc:ID>\n{indent}  </cac:TaxScheme>\n{indent}</cac:{name}>\n"
    )


def adjustment(one: AllowanceCharge, money: Amount, unit: str, indent: str, *, category: bool) -> str:
    """Return a discount or charge of a line, or, with its VAT *category*, of the document."""
    share = base = ""
    if one.percent is not None and one.base is not None:  # R041, R042: both or none
        share = f"{indent}  <cbc:MultiplierFactorNumeric>{number(one.percent)}</cbc:MultiplierFactorNumeric>\n"
        base = f"{indent}  <cbc:BaseAmount{unit}>{money(one.base)}</cbc:BaseAmount>\n"
    vat = tax_category("TaxCategory", one.vat.category, one.vat.percent, indent + "  ") if category else ""
    return (
        f"{indent}<cac:AllowanceCharge>\n{indent}  <cbc:ChargeIndicator>{'true' if one.charge else 'false'}"
        f"</cbc:ChargeIndicator>\n{indent}  <cbc:AllowanceChargeReason>{words(one.text)}</cbc:AllowanceChargeReason>\n"
        f"{share}{indent}  <cbc:Amount{unit}>{money(one.amount)}</cbc:Amount>\n{base}{vat}{indent}</cac:AllowanceCharge>\n"
    )


def line_writer(form: Form, money: Amount, unit: str) -> Callable[[InvoiceLine], str]:
    """Return the function that writes one line of a document of *form*."""

    def write(line: InvoiceLine) -> str:
        note = words(line.note)
        own = words(line.product_id)
        base = line.base_quantity
        code = attribute(line.unit)
        allowances = line.allowances and "".join(
            adjustment(one, money, unit, "    ", category=False) for one in line.allowances
        )
        return (
            f"  <cac:{form.line}>\n    <cbc:ID>{words(line.id)}</cbc:ID>\n"
            f"{f'    <cbc:Note>{note}</cbc:Note>{LF}' if note else ''}"
            f'    <cbc:{form.quantity} unitCode="{code}">{number(line.quantity)}</cbc:{form.quantity}>\n'
            f"    <cbc:LineExtensionAmount{unit}>{money(line.net)}</cbc:LineExtensionAmount>\n"
            f"{period(line.period, '    ') if line.period else ''}{allowances or ''}"
            f"    <cac:Item>\n      <cbc:Name>{words(line.text)}</cbc:Name>\n"
            f"{sellers_item(own) if own else ''}"
            f"{tax_category('ClassifiedTaxCategory', line.vat.category, line.vat.percent, '      ')}"
            f"    </cac:Item>\n    <cac:Price>\n      <cbc:PriceAmount{unit}>{number(line.price)}</cbc:PriceAmount>\n"
            f"{_base(base, code) if base != 1 else ''}    </cac:Price>\n  </cac:{form.line}>\n"
        )

    return write


LF = "\n"


def _base(quantity: Decimal, code: str) -> str:
    return f'      <cbc:BaseQuantity unitCode="{code}">{number(quantity)}</cbc:BaseQuantity>\n'

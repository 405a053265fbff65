"""The writer of Peppol BIS Billing 3: places what `rules` computed, and computes nothing itself.

Elements stand in the order of UBL 2.1; what is empty is left out (PEPPOL-EN16931-R008).
"""

from collections.abc import Iterable

from faktura.core.document import Attachment, Document, DocumentKind, Totals, VatBreakdown
from faktura.core.money import Money
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.terms import early_payment_line, terms_text
from faktura.formats.einvoice.text import amounts, words
from faktura.formats.einvoice.ubl_text import Amount
from faktura.formats.einvoice.vat_rows import one_each
from faktura.formats.peppol.delivery import delivery_xml, payment_xml
from faktura.formats.peppol.expressible import obstacles
from faktura.formats.peppol.held import note_of
from faktura.formats.peppol.lines import adjustment, line_writer, tax_category
from faktura.formats.peppol.names import CAC, CBC, CUSTOMIZATION, FORMAT, FORMS, PROFILE, Form
from faktura.formats.peppol.parties import buyer_xml, payee_xml, seller_xml
from faktura.formats.peppol.references import day, leaf, references_xml


def write(document: Document, *, attachments: tuple[Attachment, ...] | None = None) -> bytes:
    """Return *document* as Peppol BIS Billing 3, UTF-8, the same bytes for the same document.

    Args:
        attachments: Files to embed; left open, the document's own.

    Raises:
        NotExpressible: Naming the first rule of EN 16931, Peppol or Sweden that a receiver would
            reject the document by.
    """
    embedded = document.attachments if attachments is None else attachments
    for obstacle in obstacles(document, embedded):
        raise obstacle.error()
    form, currency = FORMS[document.kind], document.currency
    money = amounts(currency, FORMAT, "PEPPOL-EN16931-R051")
    unit = f' currencyID="{currency}"'
    after = "".join(
        (
            _parties(document),
            delivery_xml(document),
            payment_xml(document.payment),
            _terms(document),
            *(adjustment(one, money, unit, "  ", category=True) for one in document.allowances),
            _tax(document.totals, money, unit),
            _totals(document, money, unit),
            *map(line_writer(form, money, unit), document.lines),
            f"</{form.root}>\n",
        )
    )
    return b"".join((_head(document, form).encode(), *references_xml(document, embedded), after.encode()))


def _head(document: Document, form: Form) -> str:
    totals = document.totals
    due = day("DueDate", document.due_date) if document.kind is DocumentKind.INVOICE else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{form.root} xmlns="{form.namespace}" '
        f'xmlns:cac="{CAC}" xmlns:cbc="{CBC}">\n'
        f"  <cbc:CustomizationID>{CUSTOMIZATION}</cbc:CustomizationID>\n"
        f"  <cbc:ProfileID>{PROFILE}</cbc:ProfileID>\n"
        f"  <cbc:ID>{words(document.number)}</cbc:ID>\n"
        f"  <cbc:IssueDate>{document.issue_date.isoformat()}</cbc:IssueDate>\n{due}"
        f"  <cbc:{form.type_element}>{words(document.type_code) or form.code}</cbc:{form.type_element}>\n"
        f"{leaf('Note', note_of(document))}"
        f"  <cbc:DocumentCurrencyCode>{document.currency}</cbc:DocumentCurrencyCode>\n"
        f"{leaf('TaxCurrencyCode', totals.vat_in_kronor.currency) if totals.vat_in_kronor is not None else ''}"
        f"{leaf('AccountingCost', document.references.accounting_cost)}"
        f"{leaf('BuyerReference', document.buyer_reference)}"
    )


def _parties(document: Document) -> str:
    outside = any(row.category is VatCategory.OUTSIDE for row in document.totals.breakdown)
    payee = payee_xml(document.payee) if document.payee else ""
    return seller_xml(document.seller, outside=outside) + buyer_xml(document.buyer, outside=outside) + payee


def _terms(document: Document) -> str:
    if document.kind is DocumentKind.CREDIT_NOTE:
        return ""
    said = words(terms_text(document.terms, document.language))
    if (early := document.terms.early_payment) is not None:
        said += f"\n{early_payment_line(early)}\n"  # its line ends with the note (DE-R-018)
    return f"  <cac:PaymentTerms>\n    <cbc:Note>{said}</cbc:Note>\n  </cac:PaymentTerms>\n"


def _tax(totals: Totals, money: Amount, unit: str) -> str:
    kronor = ""
    if totals.vat_in_kronor is not None:
        in_kronor = amounts(totals.vat_in_kronor.currency, FORMAT, "PEPPOL-EN16931-R051")(totals.vat_in_kronor)
        kronor = (
            f'  <cac:TaxTotal>\n    <cbc:TaxAmount currencyID="{totals.vat_in_kronor.currency}">{in_kronor}'
            "</cbc:TaxAmount>\n  </cac:TaxTotal>\n"
        )
    rows = "".join(_row(row, money, unit) for row in one_each(totals.breakdown))
    return (
        f"  <cac:TaxTotal>\n    <cbc:TaxAmount{unit}>{money(totals.vat)}</cbc:TaxAmount>\n{rows}"
        f"  </cac:TaxTotal>\n{kronor}"
    )


def _row(row: VatBreakdown, money: Amount, unit: str) -> str:
    reasons = leaf("TaxExemptionReasonCode", row.reason_code, "        ") + leaf(
        "TaxExemptionReason", row.reason, "        "
    )
    return (
        f"    <cac:TaxSubtotal>\n      <cbc:TaxableAmount{unit}>{money(row.base)}</cbc:TaxableAmount>\n"
        f"      <cbc:TaxAmount{unit}>{money(row.amount)}</cbc:TaxAmount>\n"
        f"{tax_category('TaxCategory', row.category, row.percent, '      ', reasons)}    </cac:TaxSubtotal>\n"
    )


def _totals(document: Document, money: Amount, unit: str) -> str:
    totals = document.totals
    paid = totals.prepaid + totals.deduction
    kinds = {one.charge for one in document.allowances}
    rows: Iterable[tuple[str, Money | None]] = (
        ("LineExtensionAmount", totals.lines),
        ("TaxExclusiveAmount", totals.without_vat),
        ("TaxInclusiveAmount", totals.with_vat),
        ("AllowanceTotalAmount", totals.allowances if False in kinds else totals.allowances or None),
        ("ChargeTotalAmount", totals.charges if True in kinds else totals.charges or None),
        ("PrepaidAmount", paid or None),
        ("PayableRoundingAmount", totals.rounding or None),
        ("PayableAmount", totals.amount_due),
    )
    said = "".join(f"    <cbc:{name}{unit}>{money(one)}</cbc:{name}>\n" for name, one in rows if one is not None)
    return f"  <cac:LegalMonetaryTotal>\n{said}  </cac:LegalMonetaryTotal>\n"

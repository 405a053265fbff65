"""The writer of Peppol BIS Billing 3: places what `rules` computed, and computes nothing itself.

Elements stand in the order of UBL 2.1; what is empty is left out (PEPPOL-EN16931-R008).
"""

from base64 import b64encode
from collections.abc import Iterable
from datetime import date
from typing import Final

from faktura.core.account import BankgiroNumber, PlusgiroNumber
from faktura.core.document import Attachment, Document, DocumentKind, Totals, VatBreakdown
from faktura.core.money import Money
from faktura.core.party import PaymentInstruction
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.terms import terms_text
from faktura.formats.einvoice.text import amounts, attribute, words
from faktura.formats.einvoice.vat_rows import one_each
from faktura.formats.peppol.expressible import obstacles
from faktura.formats.peppol.held import note_of, supplied_on
from faktura.formats.peppol.lines import Amount, adjustment, line_writer, period, tax_category
from faktura.formats.peppol.names import (
    BANKGIRO,
    CAC,
    CBC,
    CUSTOMIZATION,
    FORMAT,
    FORMS,
    PLUSGIRO,
    PROFILE,
    Form,
)
from faktura.formats.peppol.parties import buyer_xml, payee_xml, seller_xml

_BRANCHES: Final = {BankgiroNumber: BANKGIRO, PlusgiroNumber: PLUSGIRO}
_TRANSFER: Final = "30"
_UNDEFINED: Final = "1"


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
    before = _head(document, form) + _references(document)
    after = "".join(
        (
            _parties(document),
            _delivery(document),
            _payment(document.payment),
            _terms(document),
            *(adjustment(one, money, unit, "  ", category=True) for one in document.allowances),
            _tax(document.totals, money, unit),
            _totals(document, money, unit),
            *map(line_writer(form, money, unit), document.lines),
            f"</{form.root}>\n",
        )
    )
    if not embedded:
        return (before + after).encode()
    return b"".join((before.encode(), *map(_attachment, embedded), after.encode()))


def _leaf(name: str, value: str, indent: str = "  ") -> str:
    said = words(value)
    return f"{indent}<cbc:{name}>{said}</cbc:{name}>\n" if said else ""


def _day(name: str, day: date | None, indent: str = "  ") -> str:
    return f"{indent}<cbc:{name}>{day.isoformat()}</cbc:{name}>\n" if day else ""


def _head(document: Document, form: Form) -> str:
    totals = document.totals
    due = _day("DueDate", document.due_date) if document.kind is DocumentKind.INVOICE else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{form.root} xmlns="{form.namespace}" '
        f'xmlns:cac="{CAC}" xmlns:cbc="{CBC}">\n'
        f"  <cbc:CustomizationID>{CUSTOMIZATION}</cbc:CustomizationID>\n"
        f"  <cbc:ProfileID>{PROFILE}</cbc:ProfileID>\n"
        f"  <cbc:ID>{words(document.number)}</cbc:ID>\n"
        f"  <cbc:IssueDate>{document.issue_date.isoformat()}</cbc:IssueDate>\n{due}"
        f"  <cbc:{form.type_element}>{form.code}</cbc:{form.type_element}>\n"
        f"{_leaf('Note', note_of(document))}"
        f"  <cbc:DocumentCurrencyCode>{document.currency}</cbc:DocumentCurrencyCode>\n"
        f"{_leaf('TaxCurrencyCode', totals.vat_in_kronor.currency) if totals.vat_in_kronor is not None else ''}"
        f"{_leaf('BuyerReference', document.buyer_reference)}"
    )


def _references(document: Document) -> str:
    parts = [period(document.period, "  ")]
    if document.order_reference.strip():
        parts.append(
            f"  <cac:OrderReference>\n{_leaf('ID', document.order_reference, '    ')}  </cac:OrderReference>\n"
        )
    parts += [
        f"  <cac:BillingReference>\n    <cac:InvoiceDocumentReference>\n{_leaf('ID', one.number, '      ')}"
        f"{_day('IssueDate', one.issue_date, '      ')}"
        "    </cac:InvoiceDocumentReference>\n  </cac:BillingReference>\n"
        for one in document.preceding
    ]
    if document.contract_reference.strip():
        parts.append(
            f"  <cac:ContractDocumentReference>\n{_leaf('ID', document.contract_reference, '    ')}"
            "  </cac:ContractDocumentReference>\n"
        )
    return "".join(parts)


def _attachment(one: Attachment) -> bytes:
    """Return one embedded file (BG-24)."""
    name = attribute(one.name)
    before = (
        f"  <cac:AdditionalDocumentReference>\n    <cbc:ID>{words(name)}</cbc:ID>\n    <cac:Attachment>\n"
        f'      <cbc:EmbeddedDocumentBinaryObject mimeCode="{one.mime_type}" filename="{name}">'
    )
    after = "</cbc:EmbeddedDocumentBinaryObject>\n    </cac:Attachment>\n  </cac:AdditionalDocumentReference>\n"
    return before.encode() + b64encode(one.content) + after.encode()


def _parties(document: Document) -> str:
    outside = any(row.category is VatCategory.OUTSIDE for row in document.totals.breakdown)
    payee = payee_xml(document.payee) if document.payee else ""
    return seller_xml(document.seller, outside=outside) + buyer_xml(document.buyer, outside=outside) + payee


def _delivery(document: Document) -> str:
    day = supplied_on(document)
    country = ""
    if any(row.category is VatCategory.INTRA_EU for row in document.totals.breakdown) and document.buyer.address:
        # BR-IC-12: without an address of its own, delivery is to the buyer's
        country = (
            "    <cac:DeliveryLocation>\n      <cac:Address>\n        <cac:Country>\n"
            f"          <cbc:IdentificationCode>{document.buyer.address.country}</cbc:IdentificationCode>\n"
            "        </cac:Country>\n      </cac:Address>\n    </cac:DeliveryLocation>\n"
        )
    if day is None and not country:
        return ""
    return f"  <cac:Delivery>\n{_day('ActualDeliveryDate', day, '    ')}{country}  </cac:Delivery>\n"


def _payment(payment: PaymentInstruction | None) -> str:
    if payment is None:
        return ""
    reference = _leaf("PaymentID", payment.reference, "    ")
    if not payment.accounts:
        return (
            f"  <cac:PaymentMeans>\n    <cbc:PaymentMeansCode>{_UNDEFINED}</cbc:PaymentMeansCode>\n"
            f"{reference}  </cac:PaymentMeans>\n"
        )
    return "".join(
        f"  <cac:PaymentMeans>\n    <cbc:PaymentMeansCode>{_TRANSFER}</cbc:PaymentMeansCode>\n{reference}"
        f"    <cac:PayeeFinancialAccount>\n      <cbc:ID>{account.digits}</cbc:ID>\n"
        f"{_branch(_BRANCHES.get(type(account), ''))}    </cac:PayeeFinancialAccount>\n  </cac:PaymentMeans>\n"
        for account in payment.accounts
    )


def _branch(code: str) -> str:
    if not code:
        return ""
    return (
        f"      <cac:FinancialInstitutionBranch>\n        <cbc:ID>{code}</cbc:ID>\n"
        "      </cac:FinancialInstitutionBranch>\n"
    )


def _terms(document: Document) -> str:
    if document.kind is DocumentKind.CREDIT_NOTE:
        return ""
    said = words(terms_text(document.terms, document.language))
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
    reasons = _leaf("TaxExemptionReasonCode", row.reason_code, "        ") + _leaf(
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

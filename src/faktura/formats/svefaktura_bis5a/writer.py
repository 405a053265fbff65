"""The writer of BIS 5A: places what `rules` computed, and computes nothing itself.

The rounding to kronor is inside TaxInclusiveAmount (BII2-T10-R053). Elements stand in the order of UBL 2.1, which is
not the same for invoices and credit notes.
"""

from base64 import b64encode
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from faktura.core.account import BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.document import Attachment, Document, DocumentKind, VatBreakdown
from faktura.core.money import Money
from faktura.formats.einvoice.further import further
from faktura.formats.einvoice.held import is_outside, note_of, rows_of
from faktura.formats.einvoice.terms import terms_text
from faktura.formats.einvoice.text import amounts, attribute, number, words
from faktura.formats.einvoice.ubl_text import period
from faktura.formats.svefaktura_bis5a.expressible import obstacles
from faktura.formats.svefaktura_bis5a.held import bank_code, due_of
from faktura.formats.svefaktura_bis5a.lines import adjustment, line_writer, tax_category
from faktura.formats.svefaktura_bis5a.names import (
    AUTOGIRO,
    BANKGIRO,
    BBAN,
    BIC,
    CAC,
    CARD,
    CBC,
    DIRECT_DEBIT,
    FORMAT,
    FORMS,
    IBAN,
    LISTS,
    LOCAL,
    MULTIPLY,
    PLACED,
    PLUSGIRO,
    PROFILE,
    REFERENCES,
    RELATED,
    TRANSFER,
    TYPE,
    UNDEFINED,
    VERSION,
)
from faktura.formats.svefaktura_bis5a.parties import buyer_xml, card_xml, leaf, location_xml, payee_xml, seller_xml

_CHANNELS: Final = {BankgiroNumber: BANKGIRO, PlusgiroNumber: PLUSGIRO, Iban: IBAN}
_FINEST_RATE: Final = Decimal("0.000001")


def write(document: Document, *, attachments: tuple[Attachment, ...] | None = None) -> bytes:
    """Return *document* as BIS 5A 2.0 ("Svefaktura 2.0"), UTF-8, the same bytes for the same document.

    Args:
        attachments: Files to embed, the PDF among them; left open, the document's own.

    Raises:
        NotExpressible: Naming the first rule that a receiver would reject the document by.
    """
    files = document.attachments if attachments is None else attachments
    for obstacle in obstacles(document, files):
        raise obstacle
    writer = _Writer(document)
    before, after = writer.before().encode(), writer.after().encode()
    return b"".join((before, *map(_attachment, files), after)) if files else before + after


def _day(name: str, day: date | None, indent: str = "  ") -> str:
    return f"{indent}<cbc:{name}>{day.isoformat()}</cbc:{name}>\n" if day else ""


def _listed(name: str, of: str, text: str, indent: str = "  ") -> str:
    return f'{indent}<cbc:{name} listID="{LISTS[of]}">{text}</cbc:{name}>\n'


def _reference(name: str, text: str) -> str:
    return f"  <cac:{name}>\n{leaf('ID', text, '    ')}  </cac:{name}>\n" if text.strip() else ""


def _additional(text: str, kind: str) -> str:
    said = leaf("ID", text, "    ")
    kinds = f"    <cbc:DocumentType>{kind}</cbc:DocumentType>\n"
    return f"  <cac:AdditionalDocumentReference>\n{said}{kinds}  </cac:AdditionalDocumentReference>\n" if said else ""


def _attachment(one: Attachment) -> bytes:
    name = attribute(one.name)
    before = (
        f"  <cac:AdditionalDocumentReference>\n    <cbc:ID>{words(name)}</cbc:ID>\n    <cac:Attachment>\n"
        f'      <cbc:EmbeddedDocumentBinaryObject mimeCode="{attribute(one.mime_type)}" filename="{name}">'
    )
    after = "</cbc:EmbeddedDocumentBinaryObject>\n    </cac:Attachment>\n  </cac:AdditionalDocumentReference>\n"
    return before.encode() + b64encode(one.content) + after.encode()


class _Writer:
    """One document being written: its form, its currency and how its amounts are said."""

    def __init__(self, document: Document) -> None:
        self.source, self.form = document, FORMS[document.kind]
        self.invoice = document.kind is DocumentKind.INVOICE
        self.money = amounts(document.currency, FORMAT, f"CL-{self.form.rules}-R003")
        self.unit = f' currencyID="{document.currency}"'
        self.outside = is_outside(document)
        self.rows = rows_of(document)

    def before(self) -> str:
        """Return all that stands before the embedded files."""
        source, form = self.source, self.form
        kronor = source.totals.vat_in_kronor
        kind = _listed("InvoiceTypeCode", "type", source.type_code.strip() or TYPE) if self.invoice else ""
        currencies = _listed("DocumentCurrencyCode", "currency", source.currency)
        if kronor is not None:
            currencies += _listed("TaxCurrencyCode", "currency", kronor.currency)
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{form.root} xmlns="{form.namespace}" xmlns:cac="{CAC}" '
            f'xmlns:cbc="{CBC}">\n  <cbc:UBLVersionID>{VERSION}</cbc:UBLVersionID>\n'
            f"  <cbc:CustomizationID>{form.customization}</cbc:CustomizationID>\n"
            f"  <cbc:ProfileID>{PROFILE}</cbc:ProfileID>\n{leaf('ID', source.number, '  ')}"
            f"{_day('IssueDate', source.issue_date)}{kind}"
            f"{leaf('Note', note_of(source, further(source, placed=PLACED)), '  ')}{currencies}"
            f"{leaf('AccountingCost', source.references.accounting_cost, '  ')}{period(source.period, '  ')}"
            f"{_reference('OrderReference', source.order_reference)}{self._preceding()}"
        )

    def _preceding(self) -> str:
        """Return what is credited and the contract; an invoice says the one it is about beside its files."""
        contract = _reference("ContractDocumentReference", self.source.contract_reference)
        more = self.source.references
        contract += "".join(_additional(getattr(more, name), kind) for name, kind in REFERENCES.items())
        if self.invoice:
            return contract + "".join(_additional(one.number, RELATED) for one in self.source.preceding)
        credited = "".join(
            f"  <cac:BillingReference>\n    <cac:InvoiceDocumentReference>\n{leaf('ID', one.number, '      ')}"
            f"{_day('IssueDate', one.issue_date, '      ')}    </cac:InvoiceDocumentReference>\n  </cac:BillingReference>\n"
            for one in self.source.preceding
        )
        return credited + contract

    def after(self) -> str:
        """Return all that stands after the embedded files."""
        source, outside = self.source, self.outside
        adjusted = "".join(
            adjustment(one, self.money, self.unit, "  ", category=not outside) for one in source.allowances
        )
        exchange = self._exchange()
        return "".join(
            (
                seller_xml(source.seller),
                buyer_xml(source.buyer, source.buyer_reference),
                payee_xml(source.payee) if source.payee is not None else "",
                self._delivery(),
                self._payment(),
                self._terms(),
                adjusted + exchange if self.invoice else exchange + adjusted,
                "" if outside else self._tax(),
                self._totals(),
                *map(line_writer(self.form, self.money, self.unit, outside=outside), source.lines),
                f"</{self.form.root}>\n",
            )
        )

    def _delivery(self) -> str:
        place = self.source.deliver_to
        inside = _day("ActualDeliveryDate", self.source.delivery_date, "    ") + (location_xml(place) if place else "")
        return f"  <cac:Delivery>\n{inside}  </cac:Delivery>\n" if inside else ""

    def _payment(self) -> str:
        payment, due = self.source.payment, _day("PaymentDueDate", due_of(self.source), "    ")
        reference = leaf("PaymentID", payment.reference, "    ") if payment is not None else ""
        if payment is not None and payment.direct_debit:
            return _means(DIRECT_DEBIT, due, AUTOGIRO, reference)
        if payment is not None and payment.card is not None:
            return _means(CARD, due, "", reference, card_xml(payment.card))
        if payment is None or not payment.accounts:
            return _means(UNDEFINED, due, "", reference) if due or reference else ""
        return "".join(
            _means(TRANSFER, due, _CHANNELS.get(type(one), BBAN), reference, _account(one)) for one in payment.accounts
        )

    def _terms(self) -> str:
        if not self.invoice:
            return ""
        said = words(terms_text(self.source.terms, self.source.language))
        return f"  <cac:PaymentTerms>\n    <cbc:Note>{said}</cbc:Note>\n  </cac:PaymentTerms>\n"

    def _exchange(self) -> str:
        """Return the rate that the VAT in the two currencies makes: the model has the amounts, and no rate."""
        kronor, vat = self.source.totals.vat_in_kronor, self.source.totals.vat
        if kronor is None:
            return ""
        rate = (kronor.major / vat.major).quantize(_FINEST_RATE, ROUND_HALF_EVEN).normalize()
        return (
            f"  <cac:TaxExchangeRate>\n{_listed('SourceCurrencyCode', 'currency', self.source.currency, '    ')}"
            f"{_listed('TargetCurrencyCode', 'currency', kronor.currency, '    ')}"
            f"    <cbc:CalculationRate>{number(rate)}</cbc:CalculationRate>\n"
            f"    <cbc:MathematicOperatorCode>{MULTIPLY}</cbc:MathematicOperatorCode>\n  </cac:TaxExchangeRate>\n"
        )

    def _tax(self) -> str:
        totals = self.source.totals
        rows = "".join(self._row(row, totals.vat_in_kronor) for row in self.rows)
        return f"  <cac:TaxTotal>\n    <cbc:TaxAmount{self.unit}>{self.money(totals.vat)}</cbc:TaxAmount>\n{rows}  </cac:TaxTotal>\n"

    def _row(self, row: VatBreakdown, kronor: Money | None) -> str:
        said = ""
        if kronor is not None:  # one row alone bears VAT, or the document was refused
            part = kronor if row.amount else Money.zero(kronor.currency)
            amount = amounts(kronor.currency, FORMAT, "EUGEN-T10-R046")(part)
            name = "TransactionCurrencyTaxAmount"
            said = f'      <cbc:{name} currencyID="{kronor.currency}">{amount}</cbc:{name}>\n'
        reason = leaf("TaxExemptionReason", row.reason, "        ")
        return (
            f"    <cac:TaxSubtotal>\n      <cbc:TaxableAmount{self.unit}>{self.money(row.base)}</cbc:TaxableAmount>\n"
            f"      <cbc:TaxAmount{self.unit}>{self.money(row.amount)}</cbc:TaxAmount>\n{said}"
            f"{tax_category('TaxCategory', row.category, row.percent, '      ', reason)}    </cac:TaxSubtotal>\n"
        )

    def _totals(self) -> str:
        totals, kinds = self.source.totals, {one.charge for one in self.source.allowances}
        rows: tuple[tuple[str, Money | None], ...] = (
            ("LineExtensionAmount", totals.lines),
            ("TaxExclusiveAmount", totals.without_vat),
            ("TaxInclusiveAmount", totals.with_vat + totals.rounding),
            ("AllowanceTotalAmount", totals.allowances if False in kinds else totals.allowances or None),
            ("ChargeTotalAmount", totals.charges if True in kinds else totals.charges or None),
            ("PrepaidAmount", (totals.prepaid + totals.deduction) or None),
            ("PayableRoundingAmount", totals.rounding or None),
            ("PayableAmount", totals.amount_due),
        )
        said = "".join(
            f"    <cbc:{name}{self.unit}>{self.money(one)}</cbc:{name}>\n" for name, one in rows if one is not None
        )
        return f"  <cac:LegalMonetaryTotal>\n{said}  </cac:LegalMonetaryTotal>\n"


def _means(code: str, due: str, channel: str, reference: str, account: str = "") -> str:
    return (
        f"  <cac:PaymentMeans>\n{_listed('PaymentMeansCode', 'means', code, '    ')}{due}"
        f"{leaf('PaymentChannelCode', channel, '    ')}{reference}{account}  </cac:PaymentMeans>\n"
    )


def _account(account: PaymentAccount) -> str:
    scheme, bank = (IBAN, bank_code(account)) if isinstance(account, Iban) else (LOCAL, None)
    branch = (
        "      <cac:FinancialInstitutionBranch>\n        <cac:FinancialInstitution>\n"
        f'          <cbc:ID schemeID="{BIC}">{bank.code}</cbc:ID>\n'
        "        </cac:FinancialInstitution>\n      </cac:FinancialInstitutionBranch>\n"
        if bank is not None
        else ""
    )
    return (
        f'    <cac:PayeeFinancialAccount>\n      <cbc:ID schemeID="{scheme}">{account.digits}</cbc:ID>\n{branch}'
        "    </cac:PayeeFinancialAccount>\n"
    )

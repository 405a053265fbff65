"""The writer of Svefaktura 1.0: places what `rules` computed, and computes nothing itself.

Invoice and credit note are one document type with positive amounts; the rounding to kronor is inside
the total to pay (R-71). Prefixes: `ID` below a `cac` class is `cac`, amounts and texts are `cbc`.
"""

from decimal import Decimal

from faktura.core.account import BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.document import (
    AllowanceCharge,
    Attachment,
    Document,
    InterestKind,
    InvoiceLine,
    References,
    Totals,
    VatBreakdown,
)
from faktura.core.money import Money
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.further import further
from faktura.formats.einvoice.held import is_outside, note_of, reason_of, rows_of
from faktura.formats.einvoice.text import amounts, attribute, number, words
from faktura.formats.svefaktura.envelope import objects_of
from faktura.formats.svefaktura.expressible import obstacles
from faktura.formats.svefaktura.held import due_of, line_note, terms_note
from faktura.formats.svefaktura.names import (
    BANKGIRO,
    CAC,
    CBC,
    EXEMPT,
    FORMAT,
    IBAN,
    PLACED,
    PLUSGIRO,
    ROOT,
    STANDARD,
    TYPES,
)
from faktura.formats.svefaktura.parties import buyer_xml, delivery_xml, leaf, seller_xml

_BRANCHES = {BankgiroNumber: BANKGIRO, PlusgiroNumber: PLUSGIRO}


def write(document: Document, *, attachments: tuple[Attachment, ...] | None = None) -> bytes:
    """Return *document* as Svefaktura 1.0, UTF-8, the same bytes for the same document.

    Args:
        attachments: What is to go along; left open, the document's own. A Svefaktura 1.0 cannot embed a file: it
            points to each, in the envelope that `write_envelope` gives for the same files.

    Raises:
        NotExpressible: Naming the first rule of SFTI, or the element, that stands in the way.
    """
    files = document.attachments if attachments is None else attachments
    for obstacle in obstacles(document, files):
        raise obstacle
    return _Writer(document, files).document().encode()


class _Writer:
    """One document being written: its currency and how its amounts are said."""

    def __init__(self, document: Document, files: tuple[Attachment, ...]) -> None:
        self.source, self.files = document, files
        self.money = amounts(document.currency, FORMAT, "R-100")
        self.unit = f' amountCurrencyID="{document.currency}"'
        self.outside = is_outside(document)
        self.rows = rows_of(document)

    def document(self) -> str:
        """Return the whole, in the order of the schema."""
        source = self.source
        return "".join(
            (
                self._head(),
                buyer_xml(source.buyer),
                seller_xml(source.seller),
                delivery_xml(source.deliver_to) if source.deliver_to is not None else "",
                self._payment(),
                self._terms(),
                *map(self._adjustment, source.allowances),
                self._exchange(),
                self._tax(source.totals),
                self._totals(source.totals),
                *map(self._line, source.lines),
                _reference("RequisitionistDocumentReference", source.buyer_reference),
                *(_reference("InitialInvoiceDocumentReference", one.number) for one in source.preceding),
                self._period(),
                "</Invoice>\n",
            )
        )

    def _head(self) -> str:
        source = self.source
        kronor = source.totals.vat_in_kronor
        supplied = source.delivery_date
        contract = source.contract_reference.strip()
        note = note_of(source, further(source, placed=PLACED))
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="{ROOT}" xmlns:cac="{CAC}" xmlns:cbc="{CBC}">\n'
            f"  <ID>{words(source.number)}</ID>\n  <cbc:IssueDate>{source.issue_date.isoformat()}</cbc:IssueDate>\n"
            f"  <InvoiceTypeCode>{TYPES[source.kind]}</InvoiceTypeCode>\n{leaf('cbc:Note', note, '  ')}"
            f"{f'  <TaxPointDate>{supplied.isoformat()}</TaxPointDate>{_LF}' if supplied else ''}"
            f"  <InvoiceCurrencyCode>{source.currency}</InvoiceCurrencyCode>\n"
            f"{leaf('TaxCurrencyCode', kronor.currency, '  ') if kronor is not None else ''}"
            f"  <LineItemCountNumeric>{len(source.lines)}</LineItemCountNumeric>\n"
            f"{_additional('CT', contract) if contract else ''}{_references(source.references)}"
            f"{''.join(_additional('ATS', one.urn) for one in objects_of(self.files)) if self.files else ''}"
        )

    def _payment(self) -> str:
        payment, due = self.source.payment, due_of(self.source)
        day = f"    <cbc:DuePaymentDate>{due.isoformat()}</cbc:DuePaymentDate>\n" if due else ""
        if payment is not None and not payment.buyer_pays:
            return ""
        reference = words(payment.reference) if payment is not None else ""
        said = f"      <cac:PaymentInstructionID>{reference}</cac:PaymentInstructionID>\n" if reference else ""
        payee = self.source.payee
        name = (
            f"    <cac:PayeePartyName>\n{leaf('cbc:Name', payee.name, '      ')}    </cac:PayeePartyName>\n"
            if payee
            else ""
        )
        if payment is None or not payment.accounts:
            account = f"    <cac:PayeeFinancialAccount>\n{said}    </cac:PayeeFinancialAccount>\n" if said else ""
            return _means(day + account) if day or account else ""
        return "".join(
            _means(
                f"{day}    <cac:PayeeFinancialAccount>\n{_account(one)}{said}    </cac:PayeeFinancialAccount>\n{name}"
            )
            for one in payment.accounts
        )

    def _terms(self) -> str:
        note, terms = terms_note(self.source), self.source.terms
        if not note:
            return ""
        rate = ""
        if terms.interest is InterestKind.FIXED:
            percent = number(terms.interest_percent)
            rate = f"    <cbc:PenaltySurchargePercent>{percent}</cbc:PenaltySurchargePercent>\n"
        return f"  <cac:PaymentTerms>\n    <cbc:Note>{words(note)}</cbc:Note>\n{rate}  </cac:PaymentTerms>\n"

    def _adjustment(self, one: AllowanceCharge) -> str:
        share = base = ""
        if one.percent is not None:
            share = f"    <cbc:MultiplierFactorNumeric>{number(one.percent)}</cbc:MultiplierFactorNumeric>\n"
        if one.base is not None:
            amount = self.money(one.base)
            base = f"    <cac:AllowanceChargeBaseAmount{self.unit}>{amount}</cac:AllowanceChargeBaseAmount>\n"
        return (
            f"  <AllowanceCharge>\n    <cbc:ChargeIndicator>{'true' if one.charge else 'false'}</cbc:ChargeIndicator>\n"
            f'    <cac:ReasonCode name="{attribute(one.text)}">ZZZ</cac:ReasonCode>\n{share}'
            f"    <cbc:Amount{self.unit}>{self.money(one.amount)}</cbc:Amount>\n"
            f"{_category(one.vat, reason_of(one.vat, self.rows), '    ')}{base}  </AllowanceCharge>\n"
        )

    def _exchange(self) -> str:
        kronor = self.source.totals.vat_in_kronor
        if kronor is None:
            return ""
        return (
            f"  <cac:ExchangeRate>\n    <cac:SourceCurrencyCode>{self.source.currency}</cac:SourceCurrencyCode>\n"
            f"    <cac:TargetCurrencyCode>{kronor.currency}</cac:TargetCurrencyCode>\n  </cac:ExchangeRate>\n"
        )

    def _tax(self, totals: Totals) -> str:
        amount = self.money(totals.vat)
        rows = "" if self.outside else "".join(self._row(row, totals.vat_in_kronor) for row in self.rows)
        return f"  <cac:TaxTotal>\n    <cbc:TotalTaxAmount{self.unit}>{amount}</cbc:TotalTaxAmount>\n{rows}  </cac:TaxTotal>\n"

    def _row(self, row: VatBreakdown, kronor: Money | None) -> str:
        said = ""
        if kronor is not None:
            # one row alone bears VAT, or the document was refused
            part = kronor if row.amount else Money.zero(kronor.currency)
            unit = f' amountCurrencyID="{kronor.currency}"'
            amount = amounts(kronor.currency, FORMAT, "R-100")(part)
            said = f"      <cac:TaxCurrencyTaxAmount{unit}>{amount}</cac:TaxCurrencyTaxAmount>\n"
        category = _category(Vat(row.category, row.percent), row.reason, "      ")
        return (
            f"    <cac:TaxSubTotal>\n      <cbc:TaxableAmount{self.unit}>{self.money(row.base)}</cbc:TaxableAmount>\n"
            f"      <cbc:TaxAmount{self.unit}>{self.money(row.amount)}</cbc:TaxAmount>\n{category}{said}"
            "    </cac:TaxSubTotal>\n"
        )

    def _totals(self, totals: Totals) -> str:
        money, unit = self.money, self.unit
        rounded = (
            f"    <cac:RoundOffAmount{unit}>{money(totals.rounding)}</cac:RoundOffAmount>\n" if totals.rounding else ""
        )
        return (
            f"  <cac:LegalTotal>\n    <cbc:LineExtensionTotalAmount{unit}>{money(totals.lines)}</cbc:LineExtensionTotalAmount>\n"
            f"    <cbc:TaxExclusiveTotalAmount{unit}>{money(totals.without_vat)}</cbc:TaxExclusiveTotalAmount>\n"
            f"    <cbc:TaxInclusiveTotalAmount{unit}>{money(totals.amount_due)}</cbc:TaxInclusiveTotalAmount>\n{rounded}"
            "  </cac:LegalTotal>\n"
        )

    def _line(self, line: InvoiceLine) -> str:
        source, unit, money = self.source, attribute(line.unit), self.money
        code = f' quantityUnitCode="{unit}"' if unit else ""
        note = words(line_note(line, source.language)) if line.note or line.period or line.allowances else ""
        order = source.order_reference.strip()
        base = f"        <cbc:BaseQuantity{code}>{number(line.base_quantity)}</cbc:BaseQuantity>\n"
        vat = "" if self.outside else _category(line.vat, reason_of(line.vat, self.rows), "      ")
        return (
            f"  <cac:InvoiceLine>\n    <cac:ID>{words(line.id)}</cac:ID>\n"
            f"    <cbc:InvoicedQuantity{code}>{number(line.quantity)}</cbc:InvoicedQuantity>\n"
            f"    <cbc:LineExtensionAmount{self.unit}>{money(line.net)}</cbc:LineExtensionAmount>\n"
            f"{f'    <cbc:Note>{note}</cbc:Note>{_LF}' if note else ''}{_order(order) if order else ''}"
            f"{''.join(map(self._discount, line.allowances)) if line.allowances else ''}"
            f"    <cac:Item>\n      <cbc:Description>{words(line.text)}</cbc:Description>\n"
            f"{_own(line.product_id) if line.product_id.strip() else ''}{vat}"
            f"      <cac:BasePrice>\n        <cbc:PriceAmount{self.unit}>{number(line.price)}</cbc:PriceAmount>\n"
            f"{base if line.base_quantity != 1 else ''}      </cac:BasePrice>\n    </cac:Item>\n  </cac:InvoiceLine>\n"
        )

    def _discount(self, one: AllowanceCharge) -> str:
        return (
            f"    <cac:AllowanceCharge>\n      <cbc:ChargeIndicator>{'true' if one.charge else 'false'}"
            f"</cbc:ChargeIndicator>\n      <cbc:Amount{self.unit}>{self.money(one.amount)}</cbc:Amount>\n"
            "    </cac:AllowanceCharge>\n"
        )

    def _period(self) -> str:
        days = self.source.period
        if days is None:
            return ""
        return (
            f"  <InvoicingPeriod>\n    <cbc:StartDateTime>{days.start.isoformat()}T00:00:00</cbc:StartDateTime>\n"
            f"    <cbc:EndDateTime>{days.end.isoformat()}T00:00:00</cbc:EndDateTime>\n  </InvoicingPeriod>\n"
        )


_LF = "\n"


def _reference(name: str, text: str) -> str:
    return f"  <{name}>\n    <cac:ID>{words(text)}</cac:ID>\n  </{name}>\n"


def _references(more: References) -> str:
    """Return what is invoiced and the despatch note, where they are stated."""
    stated = (("ACD", more.invoiced_object.strip()), ("DQ", more.despatch_advice.strip()))
    return "".join(_additional(kind, text) for kind, text in stated if text)


def _additional(kind: str, text: str) -> str:
    return (
        "  <AdditionalDocumentReference>\n"
        f'    <cac:ID identificationSchemeID="{kind}" identificationSchemeAgencyName="SFTI">{words(text)}</cac:ID>\n'
        "  </AdditionalDocumentReference>\n"
    )


def _means(content: str) -> str:
    code = "    <cac:PaymentMeansTypeCode>1</cac:PaymentMeansTypeCode>\n"
    return f"  <cac:PaymentMeans>\n{code}{content}  </cac:PaymentMeans>\n"


def _account(account: PaymentAccount) -> str:
    scheme = f' identificationSchemeName="{IBAN}"' if isinstance(account, Iban) else ""
    branch = _BRANCHES.get(type(account), "")
    institution = (
        "      <cac:FinancialInstitutionBranch>\n        <cac:FinancialInstitution>\n"
        f"          <cac:ID>{branch}</cac:ID>\n        </cac:FinancialInstitution>\n"
        "      </cac:FinancialInstitutionBranch>\n"
    )
    return f"      <cac:ID{scheme}>{account.digits}</cac:ID>\n{institution if branch else ''}"


def _category(vat: Vat, reason: str, indent: str) -> str:
    """Return S with its rate, or E with rate 0 for whatever bears no VAT (R-59), and its reason."""
    charged = vat.category is VatCategory.STANDARD
    return (
        f"{indent}<cac:TaxCategory>\n{indent}  <cac:ID>{STANDARD if charged else EXEMPT}</cac:ID>\n"
        f"{indent}  <cbc:Percent>{number(vat.percent if charged else _NOTHING)}</cbc:Percent>\n"
        f"{'' if charged else leaf('cbc:ExemptionReason', reason, indent + '  ')}"
        f"{indent}  <cac:TaxScheme>\n{indent}    <cac:ID>VAT</cac:ID>\n{indent}  </cac:TaxScheme>\n"
        f"{indent}</cac:TaxCategory>\n"
    )


_NOTHING = Decimal(0)


def _order(text: str) -> str:
    return (
        "    <cac:OrderLineReference>\n      <cac:OrderReference>\n"
        f"        <cac:BuyersID>{words(text)}</cac:BuyersID>\n"
        "      </cac:OrderReference>\n    </cac:OrderLineReference>\n"
    )


def _own(text: str) -> str:
    return (
        f"      <cac:SellersItemIdentification>\n        <cac:ID>{words(text)}</cac:ID>\n"
        "      </cac:SellersItemIdentification>\n"
    )

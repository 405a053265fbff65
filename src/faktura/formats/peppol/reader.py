"""The reader of Peppol BIS Billing 3: what the model can hold is carried, the rest is named by its path.

The amounts are those of the file; where they do not add up, a finding says so and nothing is changed.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    AllowanceCharge,
    Document,
    DocumentKind,
    DocumentReference,
    InvoiceLine,
    Totals,
    VatBreakdown,
)
from faktura.core.errors import Finding, InputError, MalformedFile
from faktura.core.money import Money
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.lines import gross_of
from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.received import ReceivedInvoice, received
from faktura.formats.einvoice.result import ReadInvoice
from faktura.formats.einvoice.ubl import period_of, terms_of
from faktura.formats.peppol.arithmetic import findings
from faktura.formats.peppol.held import type_code_of
from faktura.formats.peppol.names import FORMAT, FORMS, Form
from faktura.formats.peppol.preflight import BOOK
from faktura.formats.peppol.read_parties import deliver_to_of, read_buyer, read_payee, read_seller
from faktura.formats.peppol.read_payment import payment_of
from faktura.formats.peppol.read_references import attachments_of, order_of, references_of
from faktura.formats.xml import local

_CORE: Final = "urn:cen.eu:en16931:2017"
_FAMILY: Final = {category.value: category for category in VatCategory}
_SPANISH: Final = frozenset({"L", "M"})
_NO_VAT: Final = (
    "a category of VAT; IGIC and IPSI, the taxes of Spanish islands and towns outside VAT, have no place here"
)
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
SEK: Final = "SEK"
Reasons = dict[VatCategory, str]


def read(data: bytes) -> ReadInvoice:
    """Return the invoice or credit note in *data*.

    Raises:
        MalformedFile: No UBL invoice or credit note by EN 16931, or a value that no model can hold:
            a date that is none, an amount with three decimals, a VAT category that is none of VAT's own. EN 16931 has two
            more, L (IGIC) and M (IPSI), the taxes of the Canary Islands and of Ceuta and Melilla: they are no VAT, and the
            model has no place for them, so an invoice with one is not read though the pre-flight finds nothing wrong.
    """
    tree = BOOK.tree(data)
    read_one = read_tree(tree)
    tree.forget()
    return evolve(read_one, findings=(*read_one.findings, *findings(read_one.document)))


def receive(data: bytes) -> ReceivedInvoice:
    """Return the invoice or credit note in *data* with everything that the pre-flight finds: read once for both.

    Raises:
        MalformedFile: As `read`, when no rule has a word to say of what cannot be read.
    """
    tree = BOOK.tree(data)
    broken = BOOK.judge(tree)
    found = received(broken, lambda: read_tree(tree))
    tree.forget()
    return found


def read_tree(tree: Tree) -> ReadInvoice:
    """Return the document in *tree*, its sums not looked at; numbers that break their own rules are findings."""
    root = tree.root
    kind, form = _form(root)
    if not root.words("CustomizationID").startswith(_CORE):
        root.fail("CustomizationID", root.words("CustomizationID"), f"an id beginning with {_CORE}")
    for constant in ("UBLVersionID", "ProfileID"):
        root.words(constant)
    found: list[Finding] = []
    document = _document(root, kind, form, found)
    return ReadInvoice(document=document, not_carried=tree.unread(), findings=tuple(found))


def _form(root: Element) -> tuple[DocumentKind, Form]:
    for kind, form in FORMS.items():
        if root.name == form.root:
            code = root.find(form.type_element)
            if code is not None:
                code.read()
            return kind, form
    raise MalformedFile(
        format=FORMAT,
        line=root.line,
        field=local(root.element),
        found=root.name,
        expected="a UBL 2.1 Invoice or CreditNote",
    )


def _document(root: Element, kind: DocumentKind, form: Form, found: list[Finding]) -> Document:
    issued = root.day("IssueDate") or root.fail("IssueDate", "", "a date")
    currency = root.demanded("DocumentCurrencyCode")
    try:
        zero = Money.zero(currency)
    except InputError:
        root.fail("DocumentCurrencyCode", currency, "a currency code of ISO 4217")
    due = _due(root) if kind is DocumentKind.INVOICE else None
    totals = _totals(root, currency, zero)
    reasons = {row.category: row.reason or row.reason_code for row in totals.breakdown}
    buyer = read_buyer(root, issued, found)
    delivered = root.day("Delivery/ActualDeliveryDate")
    return DOCUMENT_CLASSES[kind](
        id=root.demanded("ID"),
        number=root.demanded("ID"),
        issue_date=issued,
        due_date=due,
        seller=read_seller(root, issued, found),
        buyer=buyer,
        payee=read_payee(root, issued, found),
        lines=tuple(_line(node, form, currency, reasons) for node in root.every(form.line)),
        allowances=tuple(
            adjustment(node, currency, vat_of(node, "TaxCategory", reasons)) for node in root.every("AllowanceCharge")
        ),
        totals=totals,
        terms=terms_of(issued, due, root),
        currency=currency,
        delivery_date=delivered if delivered != issued else None,
        period=period_of(root),
        buyer_reference=root.words("BuyerReference"),
        order_reference=order_of(root),
        contract_reference=root.words("ContractDocumentReference/ID"),
        notes=tuple(node.read() for node in root.every("Note") if node.bare),
        payment=payment_of(root, found),
        preceding=tuple(_preceding(node) for node in root.every("BillingReference") if _refers(node)),
        attachments=attachments_of(root),
        type_code=type_code_of(root.words(form.type_element), kind),
        references=references_of(root, kind),
        deliver_to=deliver_to_of(root, buyer, found),
    )


def _due(root: Element) -> date | None:
    return root.day("DueDate") or root.day("PaymentMeans/PaymentDueDate")


def _refers(node: Element) -> bool:
    return node.find("InvoiceDocumentReference/ID") is not None


def _preceding(node: Element) -> DocumentReference:
    stated = node.find("InvoiceDocumentReference") or node
    return DocumentReference(number=stated.words("ID"), issue_date=stated.day("IssueDate"))


def vat_of(node: Element, name: str, reasons: Reasons) -> Vat:
    """Return the VAT category and rate of a line, discount or charge; its ground is the document's reason."""
    stated = node.find(name) or node.fail(name, "", "a VAT category")
    category = _category(stated)
    percent = stated.number("Percent", ZERO)
    try:
        return _vat(category, str(percent), reasons.get(category, ""))
    except InputError:
        stated.fail("Percent", str(percent), f"a rate that goes with category {category.value}")


@lru_cache(maxsize=256)
def _vat(category: VatCategory, percent: str, ground: str) -> Vat:
    """Return one of the few treatments that most lines have, kept by the rate as it is written."""
    return Vat(category, Decimal(percent), ground)


def _category(stated: Element) -> VatCategory:
    stated.words("TaxScheme/ID")
    code = stated.demanded("ID")
    return _FAMILY.get(code) or stated.fail("ID", code, _NO_VAT if code in _SPANISH else "one of " + " ".join(_FAMILY))


def adjustment(node: Element, currency: str, vat: Vat) -> AllowanceCharge:
    """Return a discount or charge of the document or of a line."""
    share, base = node.find("MultiplierFactorNumeric"), node.find("BaseAmount")
    both = share is not None and base is not None
    return AllowanceCharge(
        charge=node.words("ChargeIndicator") in ("true", "1"),
        text=node.words("AllowanceChargeReason") or node.words("AllowanceChargeReasonCode"),
        amount=node.amount("Amount", currency),
        vat=vat,
        base=node.amount("BaseAmount", currency) if both else None,
        percent=node.number("MultiplierFactorNumeric") if both else None,
    )


def _line(node: Element, form: Form, currency: str, reasons: Reasons) -> InvoiceLine:
    item = node.find("Item") or node.fail("Item", "", "an item")
    vat = vat_of(item, "ClassifiedTaxCategory", reasons)
    net = node.amount("LineExtensionAmount", currency)
    price = node.number("Price/PriceAmount")
    quantity = node.find(form.quantity)
    return InvoiceLine(
        id=node.words("ID"),
        text=item.words("Name"),
        note=node.words("Note") or item.words("Description"),
        quantity=node.number(form.quantity, ONE),
        unit=quantity.attributes.get("unitCode", "") if quantity is not None else "",
        price=price,
        net=net,
        vat=vat,
        base_quantity=node.number("Price/BaseQuantity", ONE) or ONE,
        stated_price=price,
        gross=gross_of(net, vat),
        allowances=tuple(adjustment(one, currency, vat) for one in node.every("AllowanceCharge")),
        period=period_of(node),
        product_id=item.words("SellersItemIdentification/ID"),
    )


def _totals(root: Element, currency: str, zero: Money) -> Totals:
    stated = root.find("LegalMonetaryTotal") or root.fail("LegalMonetaryTotal", "", "the totals")
    tax, kronor = _tax_totals(root, currency)
    return Totals(
        lines=stated.amount("LineExtensionAmount", currency),
        allowances=stated.amount("AllowanceTotalAmount", currency, zero),
        charges=stated.amount("ChargeTotalAmount", currency, zero),
        without_vat=stated.amount("TaxExclusiveAmount", currency),
        vat=tax.amount("TaxAmount", currency),
        with_vat=stated.amount("TaxInclusiveAmount", currency),
        prepaid=stated.amount("PrepaidAmount", currency, zero),
        deduction=zero,
        rounding=stated.amount("PayableRoundingAmount", currency, zero),
        amount_due=stated.amount("PayableAmount", currency),
        breakdown=tuple(_row(node, currency) for node in tax.every("TaxSubtotal")),
        vat_in_kronor=kronor,
    )


def _tax_totals(root: Element, currency: str) -> tuple[Element, Money | None]:
    """Return the VAT total of the document, and the one in kronor when the document is in another currency."""
    stated = root.every("TaxTotal")
    main = next((node for node in stated if node.every("TaxSubtotal")), None) or next(iter(stated), None)
    if main is None:
        root.fail("TaxTotal", "", "a VAT total")
    code = root.find("TaxCurrencyCode")
    if code is None or code.bare != SEK or currency == SEK:
        return main, None
    for node in stated:
        amount = node.find("TaxAmount")
        if node is not main and amount is not None and amount.attributes.get("currencyID") == SEK:
            code.read()
            return main, node.amount("TaxAmount", SEK)
    return main, None


def _row(node: Element, currency: str) -> VatBreakdown:
    stated = node.find("TaxCategory") or node.fail("TaxCategory", "", "a VAT category")
    return VatBreakdown(
        category=_category(stated),
        percent=stated.number("Percent", ZERO),
        base=node.amount("TaxableAmount", currency),
        amount=node.amount("TaxAmount", currency),
        reason=stated.words("TaxExemptionReason"),
        reason_code=stated.words("TaxExemptionReasonCode"),
    )

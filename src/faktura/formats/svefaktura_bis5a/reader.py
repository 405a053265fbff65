"""The reader of BIS 5A: what the model can hold is carried, the rest is named by its path.

The amounts are those of the file; where they do not add up, a finding says so and nothing is changed. The earlier profiles
4A and those of CEN BII alone are read as well.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    Document,
    DocumentKind,
    DocumentReference,
    References,
    Totals,
    VatBreakdown,
)
from faktura.core.errors import Finding, InputError, MalformedFile
from faktura.core.money import Money, total
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.received import ReceivedInvoice, received
from faktura.formats.einvoice.result import ReadInvoice
from faktura.formats.einvoice.sums import sums
from faktura.formats.einvoice.ubl import due_among, embedded, period_of, terms_of
from faktura.formats.svefaktura_bis5a import wording
from faktura.formats.svefaktura_bis5a.codes import INVOICE_TYPES
from faktura.formats.svefaktura_bis5a.names import FORMAT, FORMS, MULTIPLY, REFERENCES, RELATED, TYPE, Form
from faktura.formats.svefaktura_bis5a.preflight.rules import examined, summed
from faktura.formats.svefaktura_bis5a.read_lines import adjustment_of, category_of, line_of, rated, vat_of
from faktura.formats.svefaktura_bis5a.read_parties import payment_of, read_buyer, read_delivery, read_payee, read_seller
from faktura.formats.xml import local

__all__ = ["read", "receive", "wording"]

SEK: Final = "SEK"
_BII: Final = re.compile(r"cenbii|peppol[45]a")
_NOTHING: Final = Decimal(0)
_NEAR: Final = 2
"""How many minor units a line may differ from price × quantity: as much as Peppol lets through since."""


def read(data: bytes) -> ReadInvoice:
    """Return the invoice or credit note in *data*.

    Raises:
        MalformedFile: No UBL invoice or credit note by CEN BII, or a value that no model can hold: a date that is none, an
            amount with more decimals than its currency has, an unknown VAT category.
    """
    tree, off = summed(data)
    read_one = read_tree(tree)
    return evolve(read_one, findings=(*read_one.findings, *off, *_lines_off(read_one.document)))


def receive(data: bytes) -> ReceivedInvoice:
    """Return the invoice or credit note in *data* with everything that the pre-flight finds: read once for both.

    Raises:
        MalformedFile: As `read`, when no rule has a word to say of what cannot be read.
    """
    tree, broken = examined(data)
    return received(broken, lambda: read_tree(tree))


def read_tree(tree: Tree) -> ReadInvoice:
    """Return the document in *tree*, its sums not looked at."""
    root = tree.root
    kind, form = _form(root)
    if not _BII.search(root.words("CustomizationID")):
        root.fail("CustomizationID", root.words("CustomizationID"), "an id of CEN BII or of Peppol BIS 4A or 5A")
    for constant in ("UBLVersionID", "ProfileID"):
        root.words(constant)
    found: list[Finding] = []
    document = _document(root, kind, form, found)
    return ReadInvoice(document=document, not_carried=tree.unread(), findings=tuple(found))


def _form(root: Element) -> tuple[DocumentKind, Form]:
    for kind, form in FORMS.items():
        if root.name == form.root:
            return kind, form
    expected = "a UBL 2.1 Invoice or CreditNote"
    raise MalformedFile(format=FORMAT, line=root.line, field=local(root.element), found=root.name, expected=expected)


def _lines_off(document: Document) -> Iterator[Finding]:
    """Yield the lines whose amount is not made by their price and quantity, for which the format has no rule."""
    for one in sums(document):
        if one.of == "line" and one.difference > _NEAR:
            yield one.finding("bis5a.line_amount", severity="warning")


def _document(root: Element, kind: DocumentKind, form: Form, found: list[Finding]) -> Document:
    issued = root.day("IssueDate") or root.fail("IssueDate", "", "a date")
    currency = root.demanded("DocumentCurrencyCode")
    try:
        zero = Money.zero(currency)
    except InputError:
        root.fail("DocumentCurrencyCode", currency, "a currency code of ISO 4217")
    totals = _totals(root, currency, zero, found)
    rows = totals.breakdown if root.find("TaxTotal/TaxSubtotal") is not None else ()
    due = due_among(root, "PaymentDueDate") if kind is DocumentKind.INVOICE else None
    return DOCUMENT_CLASSES[kind](
        id=root.demanded("ID"),
        number=root.demanded("ID"),
        issue_date=issued,
        due_date=due,
        seller=read_seller(root, issued, found),
        buyer=read_buyer(root, issued, found),
        payee=read_payee(root, issued, found),
        lines=tuple(line_of(node, form, currency, rows, found) for node in root.every(form.line)),
        allowances=tuple(
            adjustment_of(node, currency, vat_of(node.find("TaxCategory"), rows, found))
            for node in root.every("AllowanceCharge")
        ),
        totals=totals,
        terms=terms_of(issued, due, root),
        currency=currency,
        delivery_date=root.day("Delivery/ActualDeliveryDate") or root.day("TaxPointDate"),
        period=period_of(root),
        buyer_reference=root.words("AccountingCustomerParty/Party/Contact/ID") or root.words("BuyerReference"),
        order_reference=root.words("OrderReference/ID"),
        contract_reference=root.words("ContractDocumentReference/ID"),
        type_code=_type(root),
        references=_references(root),
        deliver_to=read_delivery(root, found),
        notes=tuple(node.read() for node in root.every("Note") if node.bare),
        payment=payment_of(root, found),
        preceding=tuple(_preceding(root)),
        attachments=tuple(embedded(root)),
    )


def _type(root: Element) -> str:
    """Return the type of an invoice when it is a special one; an unknown one is left unread."""
    code = root.find("InvoiceTypeCode")
    if code is None or code.bare not in INVOICE_TYPES:
        return ""
    return "" if code.read() == TYPE else code.bare


def _references(root: Element) -> References:
    """Return the further references, known by the kinds of document that SFTI's guide and we give them."""
    names = {kind: name for name, kind in REFERENCES.items()}
    found: dict[str, str] = {}
    for node in root.every("AdditionalDocumentReference"):
        kind = node.find("DocumentType")
        name = names.get(kind.bare, "") if kind is not None and node.find("Attachment") is None else ""
        if kind is not None and name and name not in found:
            kind.read()
            found[name] = node.words("ID")
    return References(**found, accounting_cost=root.words("AccountingCost"))


def _preceding(root: Element) -> Iterator[DocumentReference]:
    for billing in root.every("BillingReference"):
        for name in ("InvoiceDocumentReference", "CreditNoteDocumentReference"):
            stated = billing.find(name)
            if stated is not None and stated.find("ID") is not None:
                yield DocumentReference(number=stated.words("ID"), issue_date=stated.day("IssueDate"))
    for node in root.every("AdditionalDocumentReference"):
        kind = node.find("DocumentType")
        if kind is not None and kind.bare == RELATED and node.find("Attachment") is None:
            kind.read()
            yield DocumentReference(number=node.words("ID"))


def _totals(root: Element, currency: str, zero: Money, found: list[Finding]) -> Totals:
    stated = root.find("LegalMonetaryTotal") or root.fail("LegalMonetaryTotal", "", "the totals")
    tax = root.find("TaxTotal")
    rounding = stated.amount("PayableRoundingAmount", currency, zero)
    without_vat = stated.amount("TaxExclusiveAmount", currency)
    rows = tuple(_row(node, currency, found) for node in tax.every("TaxSubtotal")) if tax is not None else ()
    outside = VatBreakdown(category=VatCategory.OUTSIDE, percent=_NOTHING, base=without_vat, amount=zero)
    return Totals(
        lines=stated.amount("LineExtensionAmount", currency),
        allowances=stated.amount("AllowanceTotalAmount", currency, zero),
        charges=stated.amount("ChargeTotalAmount", currency, zero),
        without_vat=without_vat,
        vat=tax.amount("TaxAmount", currency) if tax is not None else zero,
        with_vat=stated.amount("TaxInclusiveAmount", currency) - rounding,
        prepaid=stated.amount("PrepaidAmount", currency, zero),
        deduction=zero,
        rounding=rounding,
        amount_due=stated.amount("PayableAmount", currency),
        breakdown=rows or (outside,),
        vat_in_kronor=_kronor(root, currency),
    )


def _row(node: Element, currency: str, found: list[Finding]) -> VatBreakdown:
    stated = node.find("TaxCategory") or node.fail("TaxCategory", "", "a VAT category")
    vat = rated(stated, category_of(stated), (), found)
    return VatBreakdown(
        category=vat.category,
        percent=vat.percent,
        base=node.amount("TaxableAmount", currency),
        amount=node.amount("TaxAmount", currency),
        reason=stated.words("TaxExemptionReason"),
    )


def _kronor(root: Element, currency: str) -> Money | None:
    """Return the VAT in kronor of a document in another currency, summed over the categories that state it."""
    code = root.find("TaxCurrencyCode")
    if code is None or code.bare != SEK or currency == SEK:
        return None
    code.read()
    for name, known in (
        ("SourceCurrencyCode", currency),
        ("TargetCurrencyCode", SEK),
        ("MathematicOperatorCode", MULTIPLY),
    ):
        said = root.find(f"TaxExchangeRate/{name}")
        if said is not None and said.bare == known:
            said.read()
    rows = [row for tax in root.every("TaxTotal") for row in tax.every("TaxSubtotal")]
    return total((row.amount("TransactionCurrencyTaxAmount", SEK, Money.zero(SEK)) for row in rows), SEK)

"""The reader of Svefaktura 1.0: what the model can hold is carried, the rest is named by its path.

Nothing is recomputed; what the format leaves unsaid (the total before rounding, the sums of discounts
and of charges) is what its own rules make of the amounts it states.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    AllowanceCharge,
    Document,
    DocumentKind,
    DocumentReference,
    InterestKind,
    PaymentTerms,
    Period,
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
from faktura.formats.einvoice.terms import early_payment_of
from faktura.formats.einvoice.ubl import due_among
from faktura.formats.svefaktura import wording
from faktura.formats.svefaktura.enclosed import enclosed
from faktura.formats.svefaktura.envelope import read_envelope
from faktura.formats.svefaktura.message import unwrapped
from faktura.formats.svefaktura.names import FORMAT, ROOT, TYPES
from faktura.formats.svefaktura.preflight.rules import SUMS, examined
from faktura.formats.svefaktura.read_lines import Rows, line_of, order_of, vat_of
from faktura.formats.svefaktura.read_parties import (
    payee_of,
    payment_of,
    read_buyer,
    read_delivery,
    read_seller,
)

__all__ = ["outside_row", "read", "receive", "wording"]

SEK: Final = "SEK"
_KINDS: Final = {code: kind for kind, code in TYPES.items()}
_NOTHING: Final = Decimal(0)


def read(data: bytes, *, envelope: bytes | None = None) -> ReadInvoice:
    """Return the invoice or credit note in *data*, which may be wrapped in a StandardBusinessDocument.

    Args:
        envelope: The ObjectEnvelope that came with it; left open, the one in the same wrapper. The files in it that
            the invoice points to become its attachments, or all of them when it points to none.

    Raises:
        MalformedFile: No Svefaktura 1.0, or a value that no model can hold: a date that is none, a
            VAT category beyond S and E, a type beyond 380 and 381; or an envelope that is none.
    """
    message = unwrapped(data)
    tree = SUMS.tree(message.invoice)
    read_one = read_tree(tree, envelope if envelope is not None else message.envelope)
    return evolve(read_one, findings=(*read_one.findings, *SUMS.judge(tree)))


def receive(data: bytes) -> ReceivedInvoice:
    """Return the invoice or credit note in *data* with everything that the pre-flight finds: read once for both.

    Raises:
        MalformedFile: As `read`, when no rule has a word to say of what cannot be read.
    """
    message = unwrapped(data)
    tree, broken = examined(message.invoice)
    return received(broken, lambda: read_tree(tree, message.envelope))


def read_tree(tree: Tree, envelope: bytes | None) -> ReadInvoice:
    """Return the document in *tree*, its sums not looked at."""
    root = tree.root
    if root.element.tag != f"{{{ROOT}}}Invoice":
        raise MalformedFile(
            format=FORMAT, line=root.line, field=root.name, found=root.element.tag, expected=f"an Invoice of {ROOT}"
        )
    found: list[Finding] = []
    document = _document(root, found)
    if envelope is not None:
        document = evolve(document, attachments=enclosed(root, read_envelope(envelope), found))
    root.words("LineItemCountNumeric")
    return ReadInvoice(document=document, not_carried=tree.unread(), findings=tuple(found))


def _document(root: Element, found: list[Finding]) -> Document:
    code = root.demanded("InvoiceTypeCode")
    kind = _KINDS.get(code) or root.fail("InvoiceTypeCode", code, "380 or 381")
    issued = root.day("IssueDate") or root.fail("IssueDate", "", "a date")
    currency = root.words("InvoiceCurrencyCode") or SEK
    try:
        zero = Money.zero(currency)
    except InputError:
        root.fail("InvoiceCurrencyCode", currency, "a currency code of ISO 4217")
    rows = _breakdown(root, currency, found)
    allowances = tuple(_adjustment(node, currency, rows, found) for node in root.every("AllowanceCharge"))
    totals = _totals(root, currency, zero, rows, allowances)
    due = due_among(root, "DuePaymentDate") if kind is DocumentKind.INVOICE else None
    return DOCUMENT_CLASSES[kind](
        id=root.demanded("ID"),
        number=root.demanded("ID"),
        issue_date=issued,
        due_date=due,
        seller=read_seller(root, issued, found),
        buyer=read_buyer(root, issued, found),
        payee=payee_of(root),
        lines=tuple(line_of(node, currency, rows, found) for node in root.every("InvoiceLine")),
        allowances=allowances,
        totals=totals,
        terms=_terms(root, issued, due),
        currency=currency,
        delivery_date=root.day("TaxPointDate") or root.day("Delivery/ActualDeliveryDateTime"),
        period=_period(root),
        buyer_reference=root.words("RequisitionistDocumentReference/ID"),
        order_reference=order_of(root),
        contract_reference=_additional(root, "CT"),
        references=References(invoiced_object=_additional(root, "ACD"), despatch_advice=_additional(root, "DQ")),
        deliver_to=read_delivery(root, found),
        notes=tuple(node.read() for node in root.every("Note") if node.bare),
        payment=payment_of(root, found),
        preceding=tuple(
            DocumentReference(number=node.words("ID")) for node in root.every("InitialInvoiceDocumentReference")
        ),
    )


def _terms(root: Element, issued: date, due: date | None) -> PaymentTerms:
    days = (due - issued).days if due is not None else PaymentTerms().days
    note = root.find("PaymentTerms/Note")
    early = early_payment_of(note.text) if note is not None else None
    if root.find("PaymentTerms/PenaltySurchargePercent") is None:
        return PaymentTerms(days=days, early_payment=early)
    percent = root.number("PaymentTerms/PenaltySurchargePercent")
    return PaymentTerms(days=days, interest=InterestKind.FIXED, interest_percent=percent, early_payment=early)


def _period(root: Element) -> Period | None:
    """Return the invoicing period; one that ends before it starts, which the rules only question, is left unread."""
    stated = root.find("InvoicingPeriod")
    if stated is None:
        return None
    start, end = stated.day("StartDateTime"), stated.day("EndDateTime")
    if start is None or end is None:
        stated.fail("", "", "both start and end")
    if end < start:
        for some in stated.kids.values():
            for node in some:
                node.used = False
        return None
    return Period(start, end)


def _additional(root: Element, kind: str) -> str:
    """Return the first additional reference of that *kind*."""
    for node in root.every("AdditionalDocumentReference"):
        stated = node.find("ID")
        if stated is not None and stated.attributes.get("identificationSchemeID") == kind:
            return stated.read()
    return ""


def _adjustment(node: Element, currency: str, rows: Rows, found: list[Finding]) -> AllowanceCharge:
    reason = node.find("ReasonCode")
    category = node.find("TaxCategory") or node.fail("TaxCategory", "", "a VAT category")
    if reason is not None:
        reason.read()
    return AllowanceCharge(
        charge=node.words("ChargeIndicator") in ("true", "1"),
        text=reason.attributes.get("name", "").strip() if reason is not None else "",
        amount=node.amount("Amount", currency),
        vat=vat_of(category, rows, found),
        base=node.amount("AllowanceChargeBaseAmount", currency) if node.find("AllowanceChargeBaseAmount") else None,
        percent=node.number("MultiplierFactorNumeric") if node.find("MultiplierFactorNumeric") else None,
    )


def _breakdown(root: Element, currency: str, found: list[Finding]) -> Rows:
    return tuple(_row(node, currency, found) for tax in root.every("TaxTotal") for node in tax.every("TaxSubTotal"))


def _row(node: Element, currency: str, found: list[Finding]) -> VatBreakdown:
    stated = node.find("TaxCategory") or node.fail("TaxCategory", "", "a VAT category")
    vat = vat_of(stated, (), found)
    return VatBreakdown(
        category=vat.category,
        percent=vat.percent,
        base=node.amount("TaxableAmount", currency),
        amount=node.amount("TaxAmount", currency),
        reason=vat.ground,
    )


def _totals(root: Element, currency: str, zero: Money, rows: Rows, allowances: tuple[AllowanceCharge, ...]) -> Totals:
    stated = root.find("LegalTotal") or root.fail("LegalTotal", "", "the totals")
    lines, due = stated.amount("LineExtensionTotalAmount", currency), stated.amount("TaxInclusiveTotalAmount", currency)
    less = total((one.amount for one in allowances if not one.charge), currency)
    more = total((one.amount for one in allowances if one.charge), currency)
    rounding = stated.amount("RoundOffAmount", currency, zero)
    without_vat = stated.amount("TaxExclusiveTotalAmount", currency, lines - less + more)
    tax = root.find("TaxTotal")
    return Totals(
        lines=lines,
        allowances=less,
        charges=more,
        without_vat=without_vat,
        vat=tax.amount("TotalTaxAmount", currency) if tax is not None else zero,
        with_vat=due - rounding,
        prepaid=zero,
        deduction=zero,
        rounding=rounding,
        amount_due=due,
        breakdown=rows or (outside_row(without_vat),),
        vat_in_kronor=_kronor(root, currency),
    )


def outside_row(base: Money) -> VatBreakdown:
    """Return the specification of an invoice that specifies no VAT: all of it is outside VAT."""
    return VatBreakdown(category=VatCategory.OUTSIDE, percent=_NOTHING, base=base, amount=Money.zero(base.currency))


def _kronor(root: Element, currency: str) -> Money | None:
    """Return the VAT in kronor of an invoice in another currency, summed over the rates that state it."""
    if root.find("TaxCurrencyCode") is None or currency == SEK:
        return None
    code = root.find("TaxCurrencyCode")
    if code is None or code.bare != SEK:
        return None
    code.read()
    for name, stated in (("SourceCurrencyCode", currency), ("TargetCurrencyCode", SEK)):
        said = root.find(f"ExchangeRate/{name}")
        if said is not None and said.bare == stated:
            said.read()
    parts = [node for tax in root.every("TaxTotal") for node in tax.every("TaxSubTotal")]
    return total((node.amount("TaxCurrencyTaxAmount", SEK, Money.zero(SEK)) for node in parts), SEK)

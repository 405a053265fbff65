"""What of a document Peppol BIS Billing 3 can hold: `read(write(x)).document == carried(x)`."""

from datetime import date

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    AllowanceCharge,
    Attachment,
    Document,
    DocumentKind,
    DocumentReference,
    InvoiceLine,
    References,
    Totals,
    VatBreakdown,
)
from faktura.core.money import Money
from faktura.core.party import Endpoint, Party, PaymentCard, PaymentInstruction
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.carried import (
    carried_account,
    carried_attachment,
    carried_line,
    carried_party,
    carried_payee,
)
from faktura.formats.einvoice.held import legal_identity
from faktura.formats.einvoice.party import restated, stated_endpoint
from faktura.formats.einvoice.text import held, held_attribute
from faktura.formats.einvoice.ubl import days_between
from faktura.formats.einvoice.vat_rows import one_each
from faktura.formats.peppol.held import delivered_to, held_address, note_of, supplied_on, type_code_of
from faktura.formats.peppol.reader import Reasons


def carried(document: Document, *, attachments: tuple[Attachment, ...] | None = None) -> Document:
    """Return *document* as it comes back: what the format has no place for is at its default.

    Gone are the books (accounts, roles, components, packages), the draft's price basis, the terms
    beyond the due date and an early-payment discount, the language, the deduction's details (its amount is prepaid), and, where
    all is outside VAT, the VAT numbers. Several notes and statements come back as one. An amount that is
    withdrawn, or was paid by card, states no accounts.
    """
    embedded = document.attachments if attachments is None else attachments
    rows = tuple(map(_row, one_each(document.totals.breakdown)))
    reasons = {row.category: row.reason or row.reason_code for row in rows}
    outside = VatCategory.OUTSIDE in reasons
    issued, note, supplied = document.issue_date, note_of(document), supplied_on(document)
    due = document.due_date if document.kind is DocumentKind.INVOICE else None
    return DOCUMENT_CLASSES[document.kind](
        id=held(document.number),
        number=held(document.number),
        issue_date=issued,
        due_date=due,
        seller=_seller(document.seller, issued, outside=outside),
        buyer=_party(document.buyer, "buyer", issued, outside=outside),
        payee=carried_payee(document.payee, issued) if document.payee else None,
        lines=tuple(_line(line, reasons) for line in document.lines),
        allowances=tuple(_adjustment(one, _vat(one.vat, reasons)) for one in document.allowances),
        totals=_totals(document.totals, rows),
        terms=evolve(
            days_between(issued, due),
            early_payment=document.terms.early_payment if document.kind is DocumentKind.INVOICE else None,
        ),
        currency=document.currency,
        delivery_date=supplied if supplied != issued else None,
        period=document.period,
        buyer_reference=held(document.buyer_reference),
        order_reference=held(document.order_reference),
        contract_reference=held(document.contract_reference),
        notes=(note,) if note else (),
        payment=_payment(document.payment) if document.payment else None,
        preceding=tuple(
            DocumentReference(number=held(one.number), issue_date=one.issue_date) for one in document.preceding
        ),
        attachments=tuple(map(carried_attachment, embedded)),
        type_code=type_code_of(document.type_code, document.kind),
        references=_references(document.references),
        deliver_to=delivered_to(document),
    )


def _references(stated: References) -> References:
    item = held(stated.invoiced_object)
    return References(
        project=held(stated.project),
        sales_order=held(stated.sales_order),
        receiving_advice=held(stated.receiving_advice),
        despatch_advice=held(stated.despatch_advice),
        tender=held(stated.tender),
        invoiced_object=item,
        object_scheme=held_attribute(stated.object_scheme) if item else "",
        accounting_cost=held(stated.accounting_cost),
    )


def _row(row: VatBreakdown) -> VatBreakdown:
    return evolve(row, reason=held(row.reason), reason_code=held(row.reason_code))


def _vat(vat: Vat, reasons: Reasons) -> Vat:
    return Vat(vat.category, vat.percent, reasons.get(vat.category, ""))


def _totals(totals: Totals, rows: tuple[VatBreakdown, ...]) -> Totals:
    nothing = Money.zero(totals.deduction.currency)
    return evolve(totals, prepaid=totals.prepaid + totals.deduction, deduction=nothing, breakdown=rows)


def _adjustment(one: AllowanceCharge, vat: Vat) -> AllowanceCharge:
    both = one.percent is not None and one.base is not None
    return AllowanceCharge(
        charge=one.charge,
        text=held(one.text),
        amount=one.amount,
        vat=vat,
        base=one.base if both else None,
        percent=one.percent if both else None,
    )


def _line(line: InvoiceLine, reasons: Reasons) -> InvoiceLine:
    vat = _vat(line.vat, reasons)
    adjusted = tuple(_adjustment(one, vat) for one in line.allowances)
    return carried_line(line, vat, note=held(line.note), allowances=adjusted, period=line.period)


def _seller(party: Party, issued: date, *, outside: bool) -> Party:
    plain = _party(party, "seller", issued, outside=outside)
    return evolve(plain, f_tax=party.f_tax, registered_office=held(party.registered_office))


def _party(party: Party, role: str, issued: date, *, outside: bool) -> Party:
    identity = restated(legal_identity(party), issued)
    vat_number = None if outside else party.vat_number
    located = held_address(party.address) if party.address else None
    plain = carried_party(
        party, role, identity=identity, vat_number=vat_number, address=located, phone=held(party.phone)
    )
    address = party.electronic_address
    stated = Endpoint(held_attribute(address.scheme), held(address.value)) if address else None
    return evolve(plain, endpoint=stated_endpoint(plain, stated))


def _payment(payment: PaymentInstruction) -> PaymentInstruction:
    reference, card = held(payment.reference), payment.card
    if card is not None:
        stated = PaymentCard(digits=held(card.digits), network=held(card.network), holder=held(card.holder))
        return PaymentInstruction(accounts=(), reference=reference, ocr=False, card=stated)
    if payment.direct_debit:
        mandate = held(payment.mandate)
        return PaymentInstruction(accounts=(), reference=reference, ocr=False, direct_debit=True, mandate=mandate)
    return PaymentInstruction(accounts=tuple(map(carried_account, payment.accounts)), reference=reference, ocr=False)

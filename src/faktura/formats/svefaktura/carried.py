"""What of a document Svefaktura 1.0 can hold: `read(write(x)).document == carried(x)`."""

from datetime import date
from decimal import Decimal

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    AllowanceCharge,
    Attachment,
    DeliverTo,
    Document,
    DocumentReference,
    InvoiceLine,
    Totals,
    VatBreakdown,
)
from faktura.core.money import Money, total
from faktura.core.party import Address, Party, PaymentInstruction
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.carried import carried_account, carried_attachment, carried_line, carried_party
from faktura.formats.einvoice.further import empty, further, kept
from faktura.formats.einvoice.held import is_outside, legal_identity, note_of, reason_of, rows_of
from faktura.formats.einvoice.party import restated
from faktura.formats.einvoice.text import held, held_attribute
from faktura.formats.svefaktura.held import due_of, held_terms, line_note
from faktura.formats.svefaktura.names import PLACED, postal, telephone
from faktura.formats.svefaktura.reader import outside_row

_NOTHING = Decimal(0)


def carried(document: Document, *, attachments: tuple[Attachment, ...] = ()) -> Document:
    """Return *document* as it comes back: what the format has no place for is at its default.

    *attachments* are the files in the envelope that the invoice is read with.

    Beyond what every e-invoice loses (the books, the draft, the language), the electronic addresses
    are gone, the codes of exemption reasons and the dates of preceding invoices;
    every category without VAT is E; periods and reasons of discounts on lines are text in their notes.
    """
    issued, due = document.issue_date, due_of(document)
    note = note_of(document, further(document, placed=PLACED))
    rows = rows_of(document)
    return DOCUMENT_CLASSES[document.kind](
        id=held(document.number),
        number=held(document.number),
        issue_date=issued,
        due_date=due,
        seller=_seller(document.seller, issued),
        buyer=_party(document.buyer, "buyer", issued),
        payee=Party(id="payee", name=held(document.payee.name)) if document.payee else None,
        lines=tuple(_line(line, document) for line in document.lines),
        allowances=tuple(_adjustment(one, rows) for one in document.allowances),
        totals=_totals(document),
        terms=held_terms(document),
        currency=document.currency,
        delivery_date=document.delivery_date,
        period=document.period,
        buyer_reference=held(document.buyer_reference),
        order_reference=held(document.order_reference),
        contract_reference=held(document.contract_reference),
        notes=(note,) if note else (),
        payment=_payment(document.payment) if document.payment else None,
        preceding=tuple(DocumentReference(number=held(one.number)) for one in document.preceding),
        attachments=tuple(map(carried_attachment, attachments)),
        references=kept(document.references, ("invoiced_object", "despatch_advice")),
        deliver_to=_deliver_to(document.deliver_to) if document.deliver_to is not None else None,
    )


def _vat(vat: Vat, rows: tuple[VatBreakdown, ...]) -> Vat:
    if vat.category is VatCategory.STANDARD:
        return Vat(vat.category, vat.percent)
    return Vat(VatCategory.EXEMPT, _NOTHING, reason_of(vat, rows))


def _row(row: VatBreakdown) -> VatBreakdown:
    charged = row.category is VatCategory.STANDARD
    return VatBreakdown(
        category=row.category if charged else VatCategory.EXEMPT,
        percent=row.percent,
        base=row.base,
        amount=row.amount,
        reason="" if charged else held(row.reason),
    )


def _totals(document: Document) -> Totals:
    totals, currency = document.totals, document.currency
    outside = (outside_row(totals.without_vat),)
    return evolve(
        totals,
        allowances=total((one.amount for one in document.allowances if not one.charge), currency),
        charges=total((one.amount for one in document.allowances if one.charge), currency),
        with_vat=totals.amount_due - totals.rounding,
        prepaid=Money.zero(currency),
        deduction=Money.zero(currency),
        breakdown=outside if is_outside(document) else tuple(map(_row, rows_of(document))),
    )


def _adjustment(one: AllowanceCharge, rows: tuple[VatBreakdown, ...]) -> AllowanceCharge:
    return AllowanceCharge(
        charge=one.charge,
        text=held_attribute(one.text),
        amount=one.amount,
        vat=_vat(one.vat, rows),
        base=one.base,
        percent=one.percent,
    )


def _line(line: InvoiceLine, document: Document) -> InvoiceLine:
    outside = Vat(VatCategory.OUTSIDE, _NOTHING)
    vat = outside if is_outside(document) else _vat(line.vat, rows_of(document))
    adjusted = tuple(AllowanceCharge(charge=one.charge, text="", amount=one.amount, vat=vat) for one in line.allowances)
    return carried_line(line, vat, note=line_note(line, document.language), allowances=adjusted, period=None)


def _seller(party: Party, issued: date) -> Party:
    plain = _party(party, "seller", issued)
    return evolve(plain, f_tax=party.f_tax, registered_office=held(party.registered_office))


def _party(party: Party, role: str, issued: date) -> Party:
    identity = restated(legal_identity(party), issued)
    located, phone = _address(party.address) if party.address else None, telephone(party.phone)
    return carried_party(party, role, identity=identity, vat_number=party.vat_number, address=located, phone=phone)


def _deliver_to(place: DeliverTo) -> DeliverTo | None:
    address = _address(place.address) if place.address is not None else None
    return None if empty(place) else DeliverTo(name=held(place.name), gln=place.gln, address=address)


def _address(address: Address) -> Address:
    return Address(
        street=held(address.street),
        care_of=held(address.care_of),
        extra=held(address.extra),
        postal_code=postal(address.postal_code),
        city=held(address.city),
        country=held(address.country),
    )


def _payment(payment: PaymentInstruction) -> PaymentInstruction | None:
    reference = held(payment.reference)
    if not payment.buyer_pays or (not payment.accounts and not reference):
        return None
    return PaymentInstruction(accounts=tuple(map(carried_account, payment.accounts)), reference=reference, ocr=False)

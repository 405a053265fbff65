"""What of a document BIS 5A can hold: `read(write(x)).document == carried(x)`."""

from datetime import date

from attrs import evolve

from faktura.core.document import (
    DOCUMENT_CLASSES,
    AllowanceCharge,
    Attachment,
    DeliverTo,
    Document,
    DocumentKind,
    DocumentReference,
    InvoiceLine,
    PaymentTerms,
    Totals,
    VatBreakdown,
)
from faktura.core.money import Money
from faktura.core.party import Address, Party, PaymentInstruction
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.carried import (
    carried_account,
    carried_attachment,
    carried_line,
    carried_party,
    carried_payee,
)
from faktura.formats.einvoice.further import empty, further, kept
from faktura.formats.einvoice.held import is_outside, legal_identity, note_of, rows_of
from faktura.formats.einvoice.party import restated, stated_endpoint
from faktura.formats.einvoice.text import held
from faktura.formats.svefaktura_bis5a.held import category_of, due_of, parted, second_line, stated_vat
from faktura.formats.svefaktura_bis5a.names import PLACED, REFERENCES, TYPE


def carried(document: Document, *, attachments: tuple[Attachment, ...] | None = None) -> Document:
    """Return *document* as it comes back: what the format has no place for is at its default.

    Beyond what every e-invoice loses (the books, the draft, the language), gone are the codes of exemption reasons,
    percentages of discounts and charges, and the dates of what an invoice refers to; intra-EU, export and, beside other
    categories, outside VAT are E with their reason; the deduction is prepaid.
    """
    files = document.attachments if attachments is None else attachments
    issued, due = document.issue_date, due_of(document)
    note = note_of(document, further(document, placed=PLACED))
    invoice = document.kind is DocumentKind.INVOICE
    return DOCUMENT_CLASSES[document.kind](
        id=held(document.number),
        number=held(document.number),
        issue_date=issued,
        due_date=due,
        seller=_seller(document.seller, issued),
        buyer=_party(document.buyer, "buyer", issued),
        payee=carried_payee(document.payee, issued) if document.payee else None,
        lines=tuple(_line(line, document) for line in document.lines),
        allowances=tuple(_adjustment(one, _vat(one.vat, document)) for one in document.allowances),
        totals=_totals(document),
        terms=PaymentTerms(
            days=(due - issued).days if due is not None else PaymentTerms().days,
            early_payment=document.terms.early_payment if invoice else None,
        ),
        currency=document.currency,
        delivery_date=document.delivery_date,
        period=document.period,
        buyer_reference=held(document.buyer_reference),
        order_reference=held(document.order_reference),
        contract_reference=held(document.contract_reference),
        notes=(note,) if note else (),
        payment=_payment(document.payment) if document.payment else None,
        preceding=tuple(
            DocumentReference(number=held(one.number), issue_date=None if invoice else one.issue_date)
            for one in document.preceding
        ),
        attachments=tuple(map(carried_attachment, files)),
        type_code=held(document.type_code) if invoice and held(document.type_code) != TYPE else "",
        references=kept(document.references, (*REFERENCES, "accounting_cost")),
        deliver_to=_deliver_to(document.deliver_to) if document.deliver_to is not None else None,
    )


def _vat(vat: Vat, document: Document) -> Vat:
    if is_outside(document):
        return Vat(VatCategory.OUTSIDE, vat.percent)
    return stated_vat(vat, rows_of(document))


def _row(row: VatBreakdown) -> VatBreakdown:
    return evolve(row, category=category_of(row.category), reason=held(row.reason), reason_code="")


def _totals(document: Document) -> Totals:
    totals = document.totals
    nothing = Money.zero(document.currency)
    outside = VatBreakdown(
        category=VatCategory.OUTSIDE, percent=totals.breakdown[0].percent, base=totals.without_vat, amount=nothing
    )
    return evolve(
        totals,
        prepaid=totals.prepaid + totals.deduction,
        deduction=nothing,
        breakdown=(outside,) if is_outside(document) else tuple(map(_row, rows_of(document))),
    )


def _adjustment(one: AllowanceCharge, vat: Vat) -> AllowanceCharge:
    return AllowanceCharge(charge=one.charge, text=held(one.text), amount=one.amount, vat=vat)


def _line(line: InvoiceLine, document: Document) -> InvoiceLine:
    vat = _vat(line.vat, document)
    adjusted = tuple(_adjustment(one, vat) for one in line.allowances)
    return carried_line(line, vat, note=held(line.note), allowances=adjusted, period=line.period)


def _seller(party: Party, issued: date) -> Party:
    plain = _party(party, "seller", issued)
    return evolve(plain, f_tax=party.f_tax, registered_office=held(party.registered_office))


def _party(party: Party, role: str, issued: date) -> Party:
    identity = restated(legal_identity(party), issued)
    located = _address(party.address) if party.address else None
    plain = carried_party(
        party, role, identity=identity, vat_number=party.vat_number, address=located, phone=held(party.phone)
    )
    address = party.electronic_address
    stated = evolve(address, value=held(address.value)) if address else None
    return evolve(plain, endpoint=stated_endpoint(plain, stated))


def _deliver_to(place: DeliverTo) -> DeliverTo | None:
    located = evolve(place, name="", address=_address(place.address) if place.address is not None else None)
    return None if empty(located) else located


def _address(address: Address) -> Address:
    care_of, extra = parted(second_line(address))
    return Address(
        street=held(address.street),
        care_of=care_of,
        extra=extra,
        postal_code=held(address.postal_code),
        city=held(address.city),
        country=held(address.country),
    )


def _payment(payment: PaymentInstruction) -> PaymentInstruction | None:
    reference = held(payment.reference)
    debited = payment.direct_debit
    card = evolve(payment.card, holder="") if payment.card is not None and not debited else None
    if card is not None:
        card = evolve(card, digits=held(card.digits), network=held(card.network))
    accounts = () if debited or card is not None else tuple(map(carried_account, payment.accounts))
    if not accounts and not reference and not debited and card is None:
        return None
    return PaymentInstruction(accounts=accounts, reference=reference, ocr=False, direct_debit=debited, card=card)

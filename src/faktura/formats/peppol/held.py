"""What of a document Peppol BIS Billing 3 holds in another place or form than the model: one answer for all directions."""

from datetime import date

from faktura.core.document import DeliverTo, Document, DocumentKind
from faktura.core.identity import Gln
from faktura.core.party import Address, Party
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.further import deducted
from faktura.formats.einvoice.text import held
from faktura.formats.peppol.names import F_TAX, FORMS


def note_of(document: Document) -> str:
    """Return the one note a document may carry (BT-22, PEPPOL-EN16931-R002): notes and statements, a row each.

    A statement that stands elsewhere (the reason for exemption, F-tax) is not said twice. The tax deduction has no place of its
    own, so what it is stands here.
    """
    if not document.notes and not document.statements and not document.totals.deduction:
        return ""
    elsewhere = {held(row.reason) for row in document.totals.breakdown}
    said = [held(note) for note in document.notes]
    for one in map(held, document.statements):
        if one not in elsewhere and one not in said and not (document.seller.f_tax and F_TAX in one):
            said.append(one)
    said += deducted(document)
    return "\n".join(one for one in said if one)


def supplied_on(document: Document) -> date | None:
    """Return the delivery date to state (BT-72): an intra-EU supply must have one, or a period (BR-IC-11)."""
    if document.delivery_date is not None or document.period is not None:
        return document.delivery_date
    return document.issue_date if is_intra_eu(document) else None


def is_intra_eu(document: Document) -> bool:
    """Whether something is supplied without VAT to another EU country (category K)."""
    return any(row.category is VatCategory.INTRA_EU for row in document.totals.breakdown)


def held_address(address: Address) -> Address:
    """Return *address* as its elements give it back."""
    return Address(
        street=held(address.street),
        care_of=held(address.care_of),
        extra=held(address.extra),
        postal_code=held(address.postal_code),
        city=held(address.city),
        country=held(address.country),
    )


def delivered_to(document: Document) -> DeliverTo | None:
    """Return where it was delivered, as stated; the buyer's own country alone says nothing and is left out."""
    stated = document.deliver_to
    if stated is None:
        return None
    address = held_address(stated.address) if stated.address is not None else None
    return stated_delivery(held(stated.name), stated.gln, address, document.buyer)


def stated_delivery(name: str, gln: Gln | None, address: Address | None, buyer: Party) -> DeliverTo | None:
    """Return a delivery unless there is nothing in it beyond the country of *buyer*."""
    home = buyer.address.country.strip() if buyer.address is not None else ""
    if address is not None and address == Address(country=home):
        address = None
    return DeliverTo(name=name, gln=gln, address=address) if name or gln is not None or address is not None else None


def type_code_of(code: str, kind: DocumentKind) -> str:
    """Return the special type of a document; empty for the ordinary one of its *kind*."""
    stated = held(code)
    return "" if stated == FORMS[kind].code else stated

"""What of a document Peppol BIS Billing 3 holds in another place or form than the model: one answer for all directions."""

from datetime import date

from faktura.core.document import Document
from faktura.core.identity import Identity, OrganisationNumber
from faktura.core.party import Party
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.text import held
from faktura.formats.peppol.names import F_TAX


def note_of(document: Document) -> str:
    """Return the one note a document may carry (BT-22, PEPPOL-EN16931-R002): notes and statements, a row each.

    A statement that stands elsewhere (the reason for exemption, F-tax) is not said twice.
    """
    if not document.notes and not document.statements:
        return ""
    elsewhere = {held(row.reason) for row in document.totals.breakdown}
    said = [held(note) for note in document.notes]
    for one in map(held, document.statements):
        if one not in elsewhere and one not in said and not (document.seller.f_tax and F_TAX in one):
            said.append(one)
    return "\n".join(one for one in said if one)


def supplied_on(document: Document) -> date | None:
    """Return the delivery date to state (BT-72): an intra-EU supply must have one, or a period (BR-IC-11)."""
    if document.delivery_date is not None or document.period is not None:
        return document.delivery_date
    abroad = any(row.category is VatCategory.INTRA_EU for row in document.totals.breakdown)
    return document.issue_date if abroad else None


def legal_identity(party: Party) -> Identity | None:
    """Return the number to state for a party (BT-30, BT-47): a consumer's personal number stays at home."""
    if party.is_consumer and not isinstance(party.identity, OrganisationNumber):
        return None
    return party.identity

"""What an e-invoice holds in another place or form than the model, where two formats hold it alike."""

from collections.abc import Iterable

from faktura.core.document import Document, VatBreakdown
from faktura.core.identity import Identity, OrganisationNumber
from faktura.core.party import Party
from faktura.core.vat import Vat, VatCategory
from faktura.formats.einvoice.text import held
from faktura.formats.einvoice.vat_rows import one_each

F_TAX = "Godkänd för F-skatt"
"""What stands beside a seller's number when it is approved for F-tax."""


def note_of(document: Document, more: Iterable[str] = ()) -> str:
    """Return the note of the document: notes and statements, a row each, without what stands elsewhere; then *more*.

    Outside VAT nothing is specified, so the reason for that stands here.
    """
    reasons = [held(row.reason) for row in document.totals.breakdown]
    said = [held(note) for note in document.notes]
    if is_outside(document):
        said += [one for one in dict.fromkeys(reasons) if one not in said]
    for one in map(held, document.statements):
        if one not in reasons and one not in said and not (document.seller.f_tax and F_TAX in one):
            said.append(one)
    said += more
    return "\n".join(one for one in said if one)


def legal_identity(party: Party) -> Identity | None:
    """Return the number to state for a party: a consumer's personal number stays at home."""
    if party.is_consumer and not isinstance(party.identity, OrganisationNumber):
        return None
    return party.identity


def is_outside(document: Document) -> bool:
    """Whether the whole document is outside VAT, so that none is specified."""
    return all(row.category is VatCategory.OUTSIDE for row in document.totals.breakdown)


def rows_of(document: Document) -> tuple[VatBreakdown, ...]:
    """Return the VAT specification: one row for each category and rate."""
    return one_each(document.totals.breakdown)


def reason_of(vat: Vat, rows: tuple[VatBreakdown, ...]) -> str:
    """Return the reason why no VAT is charged, of the row of the specification that *vat* belongs to."""
    if vat.category is VatCategory.STANDARD:
        return ""
    return next((held(row.reason) for row in rows if row.category is vat.category), "")

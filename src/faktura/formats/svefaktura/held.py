"""What of a document Svefaktura 1.0 holds in another place or form than the model: one answer for both directions.

There is one note for the document, one for each line, and one discount or charge on a line without a
reason: what has no field of its own is said in a note.
"""

from datetime import date

from attrs import evolve

from faktura.core.document import Document, DocumentKind, InterestKind, InvoiceLine, PaymentTerms, VatBreakdown
from faktura.core.identity import Identity, OrganisationNumber
from faktura.core.party import Party
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language, sentence
from faktura.formats import swedish
from faktura.formats.einvoice.terms import terms_text
from faktura.formats.einvoice.text import held
from faktura.formats.einvoice.vat_rows import one_each
from faktura.formats.svefaktura.names import F_TAX


def note_of(document: Document) -> str:
    """Return the note of the document: notes and statements, a row each, without what stands elsewhere.

    Outside VAT nothing is specified, so the reason for that stands here.
    """
    reasons = [held(row.reason) for row in document.totals.breakdown]
    said = [held(note) for note in document.notes]
    if is_outside(document):
        said += [one for one in dict.fromkeys(reasons) if one not in said]
    for one in map(held, document.statements):
        if one not in reasons and one not in said and not (document.seller.f_tax and F_TAX in one):
            said.append(one)
    return "\n".join(one for one in said if one)


def line_note(line: InvoiceLine, language: Language) -> str:
    """Return the note of a line: its own, its period, and the reason of its discount or charge."""
    said = [held(line.note)] if line.note else []
    if line.period is not None:
        said.append(f"{line.period.start.isoformat()} – {line.period.end.isoformat()}")
    for one in line.allowances:
        share = f" {swedish.percent(one.percent, language)}" if one.percent is not None else ""
        said.append(held(one.text + share).replace(swedish.NO_BREAK, " "))
    return "\n".join(one for one in said if one)


def due_of(document: Document) -> date | None:
    """Return the due date there is a place for: none on a credit note, none when Autogiro withdraws the amount."""
    debited = document.payment is not None and document.payment.direct_debit
    return None if debited or document.kind is DocumentKind.CREDIT_NOTE else document.due_date


def terms_note(document: Document) -> str:
    """Return the terms of payment in words; on a credit note there are none."""
    if document.kind is DocumentKind.CREDIT_NOTE:
        return ""
    said = terms_text(document.terms, document.language)
    if document.payment is not None and document.payment.direct_debit and document.due_date is not None:
        day = document.due_date.isoformat()
        said += " " + sentence("einvoice.terms.direct_debit", document.language, due=day)
    return said


def held_terms(document: Document) -> PaymentTerms:
    """Return the terms that have fields: the days between the dates, and a fixed rate of interest."""
    due = due_of(document)
    days = PaymentTerms(days=(due - document.issue_date).days) if due is not None else PaymentTerms()
    if document.kind is DocumentKind.INVOICE and document.terms.interest is InterestKind.FIXED:
        return evolve(days, interest=InterestKind.FIXED, interest_percent=document.terms.interest_percent)
    return days


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

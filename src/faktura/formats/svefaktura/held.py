"""What of a document Svefaktura 1.0 holds in another place or form than the model: one answer for both directions.

There is one note for each line, and one discount or charge on a line without a reason: what has no field of its
own is said in a note.
"""

from datetime import date

from attrs import evolve

from faktura.core.document import Document, DocumentKind, InterestKind, InvoiceLine, PaymentTerms
from faktura.core.wording import Language, sentence
from faktura.formats import swedish
from faktura.formats.einvoice.terms import terms_text
from faktura.formats.einvoice.text import held


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
    """Return the due date there is a place for: none on a credit note, none when the buyer is not to pay."""
    settled = document.payment is not None and not document.payment.buyer_pays
    return None if settled or document.kind is DocumentKind.CREDIT_NOTE else document.due_date


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
    """Return the terms that can be read: the days between the dates, a fixed rate of interest, an early-payment discount."""
    due = due_of(document)
    days = PaymentTerms(days=(due - document.issue_date).days) if due is not None else PaymentTerms()
    if document.kind is DocumentKind.INVOICE:
        days = evolve(days, early_payment=document.terms.early_payment)
    if document.kind is DocumentKind.INVOICE and document.terms.interest is InterestKind.FIXED:
        return evolve(days, interest=InterestKind.FIXED, interest_percent=document.terms.interest_percent)
    return days

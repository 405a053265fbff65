"""Issuing inside a unit of work: the number, the document, and what is owed on it, stored together."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from faktura.core.bookkeeping_event import RateRecorded
from faktura.core.document import CreditNote, Document, Draft, Invoice
from faktura.core.lifecycle import DocumentIssued, DraftIssued
from faktura.core.party import PaymentInstruction
from faktura.core.reference import issue_ocr
from faktura.core.sender import Sender
from faktura.desk.work import DOCUMENT, DRAFT, LEDGER, RECEIVABLE, Work
from faktura.desk.workplace import Workplace
from faktura.rules.issuing import issue_invoice, opening

SERIES: Final = "document"
"""Invoices and credit notes share one series without gaps (ML 17 kap. 24 § 2: one or more series)."""


def issue_draft(
    work: Work, place: Workplace, draft: Draft, *, on: date, kronor_rate: Decimal | None = None
) -> Invoice | CreditNote:
    """Give *draft* the next number and store the document it becomes, with what it opens.

    *kronor_rate*: kronor for one unit of the draft's currency, when that is another.

    Raises:
        RuleRefused: It may not be issued; the unit is undone and the number given again.
    """
    number = str(work.unit.take(SERIES, first=place.sender.first_number))
    ready = attrs.evolve(draft, payment=draft.payment or instruction(place.sender, number))
    document = issue_invoice(
        ready, number=number, on=on, law=place.law, document_id=place.new_id(), kronor_rate=kronor_rate
    )
    _record(work, document)
    if kronor_rate is not None and document.currency != _KRONOR:
        work.add(LEDGER, [_rate(document, kronor_rate)])
    work.add(DRAFT + draft.id, [DraftIssued(draft_id=draft.id, document_id=document.id)])
    return document


def instruction(sender: Sender, number: str) -> PaymentInstruction:
    """Return where and with which reference document *number* is paid; a preview has no number, so no reference."""
    if not number:
        return PaymentInstruction(accounts=sender.accounts, reference="", ocr=False)
    reference = issue_ocr(number, length=sender.ocr_length).digits if sender.ocr else number
    return PaymentInstruction(accounts=sender.accounts, reference=reference, ocr=sender.ocr)


def _rate(document: Document, kronor_rate: Decimal) -> RateRecorded:
    """The rate its VAT is stated at is the one its claim is booked at."""
    return RateRecorded(
        currency=document.currency,
        rate=kronor_rate,
        on=document.issue_date,
        source=f"faktura {document.number}",
        subject=DOCUMENT + document.id,
    )


_KRONOR: Final = "SEK"


def _record(work: Work, document: Document) -> None:
    issued = DocumentIssued(
        document_id=document.id,
        kind=document.kind.value,
        number=document.number,
        series=SERIES,
        on=document.issue_date,
        content=work.keep(document),
        buyer_id=document.buyer.id,
        sum_due=document.amount_due,
        deduction=document.totals.deduction,
    )
    work.add(DOCUMENT + document.id, [issued])
    for opened in opening(document):
        work.add(RECEIVABLE + opened.receivable_id, [opened])

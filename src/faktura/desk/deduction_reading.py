"""What is stored of the deductions of one sender, as the rules of requests and decisions want it."""

from collections.abc import Mapping
from datetime import date

from faktura.core.document import Document
from faktura.core.payout_event import PayoutWaived
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable_event import PaymentAllocated
from faktura.desk import index
from faktura.desk.crediting import earlier_credits
from faktura.desk.work import RECEIVABLE, View
from faktura.formats import json
from faktura.rules.deduction_left import deduction_left
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.payout import EarlierRequest, PaidDeduction, paid_deduction
from faktura.rules.payout_decision import AskedShare, asked_shares

ORE: int = 100


def granted_documents(view: View) -> list[Document]:
    """Return every document with a deduction."""
    rows = [json.load(index.DocumentRow, row.body) for row in view.reading.rows(index.ISSUED)]
    documents = (view.document(row.id) for row in rows if row.deduction)
    return [one for one in documents if one.deduction is not None]


def asked_of(view: View, document: Document) -> tuple[AskedShare, ...]:
    """Return what was asked for of *document*, request by request, with what was decided."""
    return asked_shares(document, view.events(RECEIVABLE + document.id + TAX_AGENCY_SUFFIX))


def paid_of(view: View, document: Document, paid_on: Mapping[str, date]) -> PaidDeduction:
    """Return what was paid of *document*, and asked for; *paid_on* as in `Deductions.eligible`."""
    asked = asked_of(view, document) if document.sign > 0 else ()
    left_on = {
        event.allocation_id: paid_on[event.payment_id]
        for event in (view.events(RECEIVABLE + document.id) if paid_on else ())
        if isinstance(event, PaymentAllocated) and event.payment_id in paid_on
    }
    return paid_deduction(
        document,
        view.receivable(document.id),
        requested_before=tuple(
            RequestedShare(person_id=one.person_id, amount=one.asked, year=one.year) for one in asked
        ),
        waived=_waived(view, document) if document.sign > 0 else (),
        paid_on=paid_on.get(document.id),
        left_on=left_on,
        credits=earlier_credits(view, document.id),
    )


def earlier_requests(view: View) -> list[EarlierRequest]:
    """Return what was asked for every person in known years: less what was refused, and what credit notes took since."""
    found = []
    for document in granted_documents(view):
        asked = asked_of(view, document) if document.sign > 0 else ()
        if not asked or document.deduction is None:
            continue
        remaining = deduction_left(document.deduction, earlier_credits(view, document.id))
        left = {share.person_id: share.amount for share in remaining.shares}
        for one in asked:
            counted = min(one.asked if one.granted is None else one.granted, left[one.person_id])
            left[one.person_id] -= counted
            if one.year is not None:
                found.append(
                    EarlierRequest(buyer=one.buyer, kind=remaining.kind, year=one.year, kronor=counted.minor // ORE)
                )
    return found


def original(view: View, document: Document) -> Document:
    """Return the invoice that a credit note credits; an invoice is its own."""
    ids = [one.document_id for one in document.preceding if one.document_id] if document.sign < 0 else []
    return view.document(ids[0]) if ids else document


def _waived(view: View, document: Document) -> tuple[RequestedShare, ...]:
    events = view.events(RECEIVABLE + document.id + TAX_AGENCY_SUFFIX)
    return tuple(share for event in events if isinstance(event, PayoutWaived) for share in event.shares)

"""ROT and RUT requests: which invoices are ripe, the request file, and what was asked for."""

from collections import defaultdict
from datetime import date

from attrs import frozen

from faktura.core.deduction import DeductionKind
from faktura.core.document import Document
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.payout_request import PayoutRequest
from faktura.core.receivable_event import PayoutRequested
from faktura.desk import index
from faktura.desk.work import RECEIVABLE, View
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.formats.skatteverket import request as request_format
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.payout import Eligible, PaidDeduction, eligible_cases, paid_deduction, payout_request

ORE: int = 100


@frozen(kw_only=True)
class RequestFile:
    """A request as made: what it asks for and the bytes to upload to Skatteverket's e-service."""

    request: PayoutRequest
    content: bytes


class Deductions:
    """The tax deductions of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def eligible(self, kind: DeductionKind, *, year: int | None = None, on: date | None = None) -> Eligible:
        """Return what can be asked for now of payments in *year*, and everything that cannot with its reason."""
        day = on or self._place.day
        with self._place.view() as view:
            return self._eligible(view, kind, year or day.year, day)

    def request(
        self, kind: DeductionKind, *, name: str, year: int | None = None, on: date | None = None
    ) -> RequestFile:
        """Make the request file of everything that can be asked for, and record that it was asked for.

        Args:
            kind: ROT or RUT; they never share a file.
            name: The request's name at Skatteverket, 1-16 characters.
            year: The payment year; this year by default.
            on: The day of the request; today by default.

        Raises:
            RuleRefused: Nothing can be asked for, or more than one file would be needed.
        """
        day = on or self._place.day
        with self._place.work() as work:
            found = self._eligible(work, kind, year or day.year, day)
            request = payout_request(found.cases, name=name, on=day, law=self._place.law)
            if isinstance(request, Refused):
                raise request.error()
            asked: dict[str, int] = defaultdict(int)
            for case in request.cases:
                asked[case.document_id] += case.requested
            for document_id, kronor in asked.items():
                share = document_id + TAX_AGENCY_SUFFIX
                event = PayoutRequested(receivable_id=share, request_name=name, on=day, amount=Money(kronor * ORE))
                work.add(RECEIVABLE + share, [event])
            content = request_format.write(request)
            work.unit.put(content)
            return RequestFile(request=request, content=content)

    def _eligible(self, view: View, kind: DeductionKind, year: int, day: date) -> Eligible:
        rows = [json.load(index.DocumentRow, row.body) for row in view.reading.rows(index.ISSUED)]
        documents = [view.document(row.id) for row in rows if row.deduction]
        items = [self._paid(view, one) for one in documents if one.deduction is not None]
        return eligible_cases(items, kind=kind, year=year, on=day, law=self._place.law)

    def _paid(self, view: View, document: Document) -> PaidDeduction:
        asked = view.receivable(document.id + TAX_AGENCY_SUFFIX).requested if document.sign > 0 else ()
        before = Money(sum(amount.minor for amount in asked), document.currency)
        return paid_deduction(document, view.receivable(document.id), requested_before=before)

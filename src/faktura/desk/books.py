"""The books of one sender: vouchers for a period, and the SIE file they leave in.

Vouchers are derived from the events each time, never stored: the same events give the same vouchers,
however a period is cut.
"""

from collections import defaultdict
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.errors import Finding
from faktura.core.event import Event, EventRecord
from faktura.core.ledger import Chart, FinancialYear, Voucher
from faktura.core.lifecycle import DocumentIssued
from faktura.core.payment import PaymentReceived, RestIgnored
from faktura.core.receivable_event import PaymentAllocated, PaymentReleased, WriteOffReversed, WrittenOff
from faktura.core.sender import Sender
from faktura.core.version import VERSION
from faktura.core.wording import Text, register
from faktura.desk.work import DOCUMENT, PAYMENT, RECEIVABLE, View
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.formats.sie.journal import JournalHead, journal
from faktura.formats.sie.writer import write
from faktura.ports.clock import swedish_day
from faktura.rules.chart import BAS_CHART
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.posting.books import Books as BookChoices
from faktura.rules.posting.books import DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post


@frozen(kw_only=True)
class Export:
    """A SIE file of type 4I and what it holds.

    Attributes:
        findings: Letters that code page 437 lacks and what stands in their place, unusual accounts,
            and documents and payments left out because they are in another currency than the books.
    """

    vouchers: tuple[Voucher, ...]
    content: bytes
    findings: tuple[Finding, ...]


class Books:
    """The bookkeeping of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    @property
    def chart(self) -> Chart:
        """The sender's chart of accounts, or the default one by BAS."""
        return self._place.sender.chart or BAS_CHART

    def vouchers(self, since: date, until: date) -> tuple[Voucher, ...]:
        """Return the vouchers of the days *since* to *until*, both included, by day."""
        return self._posted(since, until)[0]

    def export(self, since: date, until: date) -> Export:
        """Return the vouchers of a period as a SIE file, safe for the programs that import it.

        Raises:
            NotExpressible: The period crosses a financial year, or something has no place in the file.
        """
        vouchers, left_out = self._posted(since, until)
        file = journal(vouchers, _head(self._place.sender, since, self._place.day), chart=self.chart)
        return Export(vouchers=vouchers, content=write(file), findings=(*left_out, *file.findings))

    def _posted(self, since: date, until: date) -> tuple[tuple[Voucher, ...], tuple[Finding, ...]]:
        """Return the vouchers of a period, and what is left out of the books with the reason."""
        sender = self._place.sender
        choices = BookChoices(chart=self.chart, method=sender.method, series=sender.voucher_series)
        with self._place.view() as view:
            documents, payments = _histories(view, accrual=choices.accrual)
        foreign = tuple(
            Finding(
                code="books.currency",
                path=f"document {one.document.number}",
                severity="warning",
                facts=(("currency", one.document.currency), ("books", choices.currency)),
            )
            for one in documents
            if one.document.currency != choices.currency
        )
        own = [one for one in documents if one.document.currency == choices.currency]
        paid = [one for one in payments if _currency(one) == choices.currency]
        posted = post(own, paid, books=choices)
        return tuple(voucher for voucher in posted if since <= voucher.on <= until), foreign


def _currency(history: PaymentHistory) -> str:
    came = next(one.event for one in history.movements if isinstance(one.event, PaymentReceived))
    return came.amount.currency


def _head(sender: Sender, since: date, today: date) -> JournalHead:
    year = sender.financial_year or FinancialYear(date(since.year, 1, 1), date(since.year, 12, 31))
    number = sender.party.identity
    return JournalHead(
        company=sender.party.name,
        organisation_number=f"{number.digits[:6]}-{number.digits[6:]}" if number is not None else "",
        year=year,
        generated=today,
        version=VERSION,
    )


def _histories(view: View, *, accrual: bool) -> tuple[tuple[DocumentHistory, ...], tuple[PaymentHistory, ...]]:
    """Return every document and payment with its movements, in the order they were recorded."""
    records = [record for _, record in view.reading.history()]
    receipts = {record.stamp.cause for record in records if record.name == PaymentReceived.name}
    movements: dict[str, list[Movement]] = defaultdict(list)
    issued: dict[str, str] = {}
    for record in records:
        cause = record.stamp.cause
        if record.stream.startswith((RECEIVABLE, PAYMENT)):
            event = json.event_of(record)
            later = _decided_later(event, record) if accrual and cause not in receipts else None
            movements[record.stream].append(Movement(event, cause, later))
        elif record.name == DocumentIssued.name:
            issued[record.stream.removeprefix(DOCUMENT)] = cause
    documents = []
    for document_id, cause in issued.items():
        streams = (RECEIVABLE + document_id, RECEIVABLE + document_id + TAX_AGENCY_SUFFIX)
        moved = tuple(movement for stream in streams for movement in movements[stream])
        documents.append(DocumentHistory(view.document(document_id), moved, cause))
    payments = [PaymentHistory(tuple(some)) for stream, some in movements.items() if stream.startswith(PAYMENT)]
    return tuple(documents), tuple(payments)


_LINKING: Final = (PaymentAllocated, PaymentReleased, WrittenOff, WriteOffReversed, RestIgnored)


def _decided_later(event: Event, record: EventRecord) -> date | None:
    """Return the day a clerk linked a payment that had come before: that day's books are still open.

    Under the cash method the day the money came decides, for VAT is due by it.
    """
    if not isinstance(event, _LINKING):
        return None
    return max(event.on, swedish_day(record.stamp.recorded_at))


register(
    {
        "books.currency": Text(
            en="a document in {currency} is not in the books, which are kept in {books}",
            sv="ett dokument i {currency} är inte med i bokföringen, som förs i {books}",
        ),
        "books.currency.remedy": Text(
            en="book it by hand at the rate of the day",
            sv="bokför det för hand till dagens kurs",
        ),
    }
)

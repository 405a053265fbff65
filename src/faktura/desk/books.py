"""The books of one sender: vouchers for a period, and the SIE file they leave in.

Vouchers are derived from the events each time, never stored: the same events give the same vouchers,
however a period is cut.
"""

from collections import defaultdict
from datetime import date

from attrs import frozen

from faktura.core.errors import Finding
from faktura.core.ledger import Chart, FinancialYear, Voucher
from faktura.core.lifecycle import DocumentIssued
from faktura.core.sender import Sender
from faktura.core.version import VERSION
from faktura.desk.work import DOCUMENT, PAYMENT, RECEIVABLE, View
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.formats.sie.journal import JournalHead, journal
from faktura.formats.sie.writer import write
from faktura.rules.chart import BAS_CHART
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.posting.books import Books as BookChoices
from faktura.rules.posting.books import DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post


@frozen(kw_only=True)
class Export:
    """A SIE file of type 4I and what it holds.

    Attributes:
        findings: Letters that code page 437 lacks and what stands in their place, unusual accounts.
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
        sender = self._place.sender
        choices = BookChoices(chart=self.chart, method=sender.method, series=sender.voucher_series)
        with self._place.view() as view:
            documents, payments = _histories(view)
        posted = post(documents, payments, books=choices)
        return tuple(voucher for voucher in posted if since <= voucher.on <= until)

    def export(self, since: date, until: date) -> Export:
        """Return the vouchers of a period as a SIE file, safe for the programs that import it.

        Raises:
            NotExpressible: The period crosses a financial year, or something has no place in the file.
        """
        vouchers = self.vouchers(since, until)
        file = journal(vouchers, _head(self._place.sender, since, self._place.day), chart=self.chart)
        return Export(vouchers=vouchers, content=write(file), findings=file.findings)


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


def _histories(view: View) -> tuple[tuple[DocumentHistory, ...], tuple[PaymentHistory, ...]]:
    """Return every document and payment with its movements, in the order they were recorded."""
    movements: dict[str, list[Movement]] = defaultdict(list)
    issued: dict[str, str] = {}
    for _, record in view.reading.history():
        if record.stream.startswith((RECEIVABLE, PAYMENT)):
            movements[record.stream].append(Movement(json.event_of(record), record.stamp.cause))
        elif record.name == DocumentIssued.name and record.stream.startswith(DOCUMENT):
            issued[record.stream.removeprefix(DOCUMENT)] = record.stamp.cause
    documents = []
    for document_id, cause in issued.items():
        streams = (RECEIVABLE + document_id, RECEIVABLE + document_id + TAX_AGENCY_SUFFIX)
        moved = tuple(movement for stream in streams for movement in movements[stream])
        documents.append(DocumentHistory(view.document(document_id), moved, cause))
    payments = [PaymentHistory(tuple(some)) for stream, some in movements.items() if stream.startswith(PAYMENT)]
    return tuple(documents), tuple(payments)

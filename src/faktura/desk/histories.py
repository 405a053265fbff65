"""What the books are made of: every document, payment and business event with its accounting days, from the store.

The accounting day of a movement is the day it takes effect, unless a person decided later (accrual) or the books
were locked when it was recorded: then it is the first day that was open. That is read from the order of recording,
so the same store gives the same vouchers for ever.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs
from attrs import frozen

from faktura.core.bookkeeping_event import BusinessEvent, PeriodLocked, PeriodUnlocked
from faktura.core.document import Document
from faktura.core.erasure import RecordsErased
from faktura.core.errors import Finding, RuleRefused
from faktura.core.event import Event, EventRecord
from faktura.core.ledger import ExchangeRate
from faktura.core.lifecycle import DocumentIssued
from faktura.core.payment import PaymentReceived, RestIgnored, RestKept
from faktura.core.receivable_event import PaymentAllocated, PaymentReleased, WriteOffReversed, WrittenOff
from faktura.core.wording import Text, register
from faktura.desk.work import BOOKS, DOCUMENT, PAYMENT, RECEIVABLE, View
from faktura.formats import json
from faktura.ports.clock import swedish_day
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.business import business_items, currency_of
from faktura.rules.posting.documents import document_items
from faktura.rules.posting.item import Item
from faktura.rules.posting.payments import PaymentAccount
from faktura.rules.posting.periods import BooksState, business_id, fold_books, open_day
from faktura.rules.posting.post import surroundings

LINKING: Final = (PaymentAllocated, PaymentReleased, WrittenOff, WriteOffReversed, RestIgnored, RestKept)
"""What a clerk does with a payment that had come before: it is booked that day, not on the payment's."""


@frozen(kw_only=True)
class Histories:
    """Everything that is posted.

    Attributes:
        left_out: Documents that cannot be posted for want of an exchange rate. findings: those and payments, told.
        erased: The first and last accounting day of each document that was erased: its vouchers cannot be made again.
    """

    documents: tuple[DocumentHistory, ...]
    payments: tuple[PaymentHistory, ...]
    business: tuple[Movement, ...]
    state: BooksState
    left_out: tuple[DocumentHistory, ...] = ()
    findings: tuple[Finding, ...] = ()
    erased: tuple[tuple[date, date], ...] = ()

    def not_whole(self, since: date, until: date) -> tuple[Finding, ...]:
        """Return the finding that vouchers of a period lack documents that were erased; nothing when none does."""
        missing = sum(first <= until and since <= last for first, last in self.erased)
        facts = (("documents", str(missing)), ("on", since.isoformat()), ("until", until.isoformat()))
        return (Finding(code="books.erased", path="books", severity="warning", facts=facts),) if missing else ()


def load(view: View, *, accrual: bool) -> Histories:
    """Return every document and payment with its movements, in the order they were recorded.

    Documents that were erased, and the payments erased with them, are left out and told.
    """
    records = [record for _, record in view.reading.history()]
    receipts = {record.stamp.cause for record in records if record.name == PaymentReceived.name}
    movements: dict[str, list[Movement]] = defaultdict(list)
    issued: dict[str, tuple[str, date]] = {}
    own: list[Event] = []
    erased: set[str] = set()
    locked: date | None = None
    for record in records:
        cause = record.stamp.cause
        if record.stream.startswith(BOOKS):
            event = json.event_of(record)
            own.append(event)
            match event:
                case PeriodLocked():
                    locked = event.until
                case PeriodUnlocked():
                    locked = event.locked_until
                case _:
                    movements[_stream_of(event)].append(_movement(event, cause, None, locked))
        elif record.stream.startswith((RECEIVABLE, PAYMENT)):
            event = json.event_of(record)
            later = _decided_later(event, record) if accrual and cause not in receipts else None
            movements[record.stream].append(_movement(event, cause, later, locked))
        elif record.name == DocumentIssued.name:
            opened = json.event_of(record)
            day = opened.on if isinstance(opened, DocumentIssued) else swedish_day(record.stamp.recorded_at)
            issued[record.stream.removeprefix(DOCUMENT)] = cause, open_day(day, locked)
        elif record.name == RecordsErased.name:
            gone = json.event_of(record)
            erased.update(gone.digests if isinstance(gone, RecordsErased) else ())
    state = fold_books(own)
    gone_days: list[tuple[date, date]] = []
    documents = tuple(_documents(view, issued, movements, state, gone_days))
    payments = tuple(
        PaymentHistory(tuple(some), rate=state.rate_of(stream))
        for stream, some in movements.items()
        if stream.startswith(PAYMENT) and not any(getattr(one.event, "content", "") in erased for one in some)
    )
    return Histories(
        documents=documents, payments=payments, business=tuple(movements[""]), state=state, erased=tuple(gone_days)
    )


def _documents(
    view: View,
    issued: dict[str, tuple[str, date]],
    movements: dict[str, list[Movement]],
    state: BooksState,
    gone_days: list[tuple[date, date]],
) -> Iterator[DocumentHistory]:
    for document_id, (cause, on) in issued.items():
        document = view.unless_erased(Document, view.document_state(document_id).content)
        streams = (RECEIVABLE + document_id, RECEIVABLE + document_id + TAX_AGENCY_SUFFIX)
        moved = tuple(movement for stream in streams for movement in movements[stream])
        if document is None:
            gone_days.append((on, max([on, *(one.on for one in moved)])))
            continue
        later = on if on != document.issue_date else None
        subjects = (document_id, *(one.document_id for one in document.preceding))  # a credit note keeps the rate
        rates = (state.rate_of(DOCUMENT + one) for one in subjects if one)
        rate: ExchangeRate | None = next((one for one in rates if one is not None), None)
        yield DocumentHistory(document, moved, cause, later, rate)


def _stream_of(event: Event) -> str:
    """The document a business event is booked with; empty: it is booked by itself."""
    receivable_id = getattr(event, "receivable_id", "")
    return f"{RECEIVABLE}{receivable_id}" if receivable_id else ""


def _movement(event: Event, cause: str, later: date | None, locked: date | None) -> Movement:
    on = later or getattr(event, "on", None)
    if not isinstance(on, date):
        return Movement(event, cause)
    booked = open_day(on, locked)
    return Movement(event, cause, booked if booked != getattr(event, "on", None) else None)


def _decided_later(event: Event, record: EventRecord) -> date | None:
    """Return the day a clerk linked a payment that had come before: that day's books are still open.

    Under the cash method the day the money came decides, for VAT is due by it.
    """
    if not isinstance(event, LINKING):
        return None
    return max(event.on, swedish_day(record.stamp.recorded_at))


def rated(histories: Histories, books: Books) -> Histories:
    """Return what of *histories* can be posted, and tell what cannot: it has no exchange rate."""
    currencies = {one.document.currency for one in histories.documents}
    currencies |= {one.received.amount.currency for one in histories.payments if one.received is not None}
    currencies |= {currency_of(one.event) for one in histories.business if isinstance(one.event, BusinessEvent)}
    if currencies <= {books.currency}:
        return histories
    rates = histories.state.rates
    payments, findings, without = [], list[Finding](), set[str]()
    for one in histories.payments:
        try:
            PaymentAccount(one, books, rates)
        except RuleRefused as refusal:
            without.add(one.id)
            findings.append(_finding(f"payment {one.id}", refusal))
        else:
            payments.append(one)
    _, around = surroundings(histories.documents, payments, books=books, rates=rates)
    business = tuple(
        one
        for one in histories.business
        if _has_rates(business_items(one, books, around), f"event {business_id(one.event)}", findings)
    )
    documents, left_out = [], []
    for history in histories.documents:
        kept = history
        if without:
            some = tuple(m for m in history.movements if getattr(m.event, "payment_id", "") not in without)
            kept = attrs.evolve(history, movements=some)
        path = f"document {history.document.number}"
        if history.document.currency == books.currency or _has_rates(
            document_items(kept, books, around), path, findings
        ):
            documents.append(kept)
        else:
            left_out.append(history)
    return attrs.evolve(
        histories,
        documents=tuple(documents),
        payments=tuple(payments),
        business=business,
        left_out=tuple(left_out),
        findings=tuple(findings),
    )


def _has_rates(items: Iterable[Item], path: str, findings: list[Finding]) -> bool:
    """Whether all *items* can be made; the rate that one lacks is told among the *findings*."""
    try:
        deque(items, maxlen=0)
    except RuleRefused as refusal:
        if refusal.code != "posting.rate":
            raise
        findings.append(_finding(path, refusal))
        return False
    return True


def _finding(path: str, refusal: RuleRefused) -> Finding:
    facts = tuple((name, str(refusal.facts.get(name, ""))) for name in ("currency", "books", "on"))
    return Finding(code="books.rate", path=path, severity="warning", facts=facts)


register(
    {
        "books.erased": Text(
            en="the vouchers of {on} to {until} lack {documents} documents, erased when their time of storage was over",
            sv="verifikationerna för {on} till {until} saknar {documents} dokument, gallrade när arkiveringstiden var slut",
        ),
        "books.erased.remedy": Text(
            en="nothing is to be done: later periods are whole, and what was exported before stands",
            sv="inget behöver göras: senare perioder är fullständiga, och det som exporterats tidigare står kvar",
        ),
        "books.rate": Text(
            en="what is in {currency} is not in the books, which are kept in {books}: there is no rate for {on}",
            sv="det som är i {currency} är inte med i bokföringen, som förs i {books}: kurs saknas för {on}",
        ),
        "books.rate.remedy": Text(
            en="record the exchange rate of that day, or one of the document or the payment itself",
            sv="lägg in dagens valutakurs, eller en för dokumentet eller betalningen",
        ),
    }
)

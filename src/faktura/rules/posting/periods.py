"""Locked periods: what is recorded after a lock is booked on an open day, or refused.

Vouchers are derived from what has happened, so a lock works by the order of recording: what was recorded before it
keeps its day, and what is recorded after it and falls before its end is booked on the first open day. A locked
period thus gives the same vouchers for ever, whatever is recorded later.

>>> open_day(date(2026, 3, 20), date(2026, 3, 31)), open_day(date(2026, 4, 2), date(2026, 3, 31))
(datetime.date(2026, 4, 1), datetime.date(2026, 4, 2))
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import get_args

from attrs import frozen

from faktura.core.bookkeeping_event import (
    BusinessEvent,
    ClaimsRevalued,
    LossFeared,
    PeriodLocked,
    PeriodUnlocked,
    RateRecorded,
    ReceivableEvent,
    YearEndBooked,
)
from faktura.core.collection_event import ChargeCorrected
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.ledger import ExchangeRate, LatePosting, Rates
from faktura.core.payment import RestIgnored, RestKept, RestRefunded
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable_event import (
    FeeCharged,
    InterestCharged,
    Netted,
    NettingUndone,
    PaymentAllocated,
    PaymentReleased,
    ReceivableOpened,
    Refunded,
    WriteOffReversed,
    WrittenOff,
)
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences


def open_day(on: date, locked_until: date | None) -> date:
    """Return *on*, or the first open day when it is locked."""
    return on if locked_until is None or on > locked_until else locked_until + timedelta(days=1)


def refuse_locked(event: Event, locked_until: date | None, late: LatePosting) -> Refused | None:
    """Return why *event* may not be recorded: it is dated in a locked period, and the sender refuses that.

    Refused:
        `posting.locked`.
    """
    on = getattr(event, "on", None)
    if late is LatePosting.MOVE or locked_until is None or not isinstance(event, _DATED) or on is None:
        return None
    if on > locked_until:
        return None
    first = open_day(on, locked_until)
    return Refused(code="posting.locked", facts=(("until", locked_until.isoformat()), ("open", first.isoformat())))


_DATED = (
    ReceivableOpened,
    PaymentAllocated,
    PaymentReleased,
    Netted,
    NettingUndone,
    FeeCharged,
    InterestCharged,
    ChargeCorrected,
    WrittenOff,
    WriteOffReversed,
    Refunded,
    ShareTransferred,
    RestKept,
    RestRefunded,
    RestIgnored,
    *get_args(BusinessEvent),
    *get_args(ReceivableEvent),
)
"""What people date. The day money comes is the bank's, and is moved."""


@frozen(kw_only=True)
class BooksState:
    """What has been decided about the books: the fold of their own events.

    Attributes:
        locked_until: The last locked day; none: nothing is locked.
        year_ends: The last days of the financial years whose end is booked (cash method).
        revaluations: The days at whose end open claims in other currencies are valued at the day's rate.
        rates: Exchange rates of days. own: rates of one document or payment, by `document/<id>`, `payment/<id>`.
        ids: Ids of the business events recorded, by the event's name.
    """

    locked_until: date | None = None
    year_ends: tuple[date, ...] = ()
    revaluations: tuple[date, ...] = ()
    rates: Rates = Rates()
    own: tuple[tuple[str, ExchangeRate], ...] = ()
    ids: frozenset[tuple[str, str]] = frozenset()

    def rate_of(self, subject: str) -> ExchangeRate | None:
        """Return the rate recorded for one document or payment."""
        return dict(self.own).get(subject)


def fold_books(events: Iterable[Event]) -> BooksState:
    """Return the state of the books after *events*, the oldest first."""
    locked: date | None = None
    ends: list[date] = []
    valued: list[date] = []
    rates: list[ExchangeRate] = []
    own: list[tuple[str, ExchangeRate]] = []
    ids: set[tuple[str, str]] = set()
    for event in events:
        match event:
            case PeriodLocked():
                locked = event.until
            case PeriodUnlocked():
                locked = event.locked_until
            case YearEndBooked():
                ends.append(event.on)
            case ClaimsRevalued():
                valued.append(event.on)
            case RateRecorded():
                rate = ExchangeRate(event.currency, event.rate, event.on, event.source)
                if event.subject:
                    own.append((event.subject, rate))
                else:
                    rates.append(rate)
            case _:
                ids.add((event.name, business_id(event)))
    return BooksState(
        locked_until=locked,
        year_ends=tuple(ends),
        revaluations=tuple(valued),
        rates=Rates(tuple(rates)),
        own=tuple(own),
        ids=frozenset(ids),
    )


def business_id(event: Event) -> str:
    """Return the id a business event is known by: the same id is the same fact."""
    names = ("loss_id", "settlement_id", "funds_id", "sale_id")
    found = next((str(getattr(event, name)) for name in names if hasattr(event, name)), "")
    on = getattr(event, "on", None)
    return f"{found} {on}" if isinstance(on, date) and not isinstance(event, LossFeared) else found


def lock_period(state: BooksState, until: date) -> PeriodLocked | Refused:
    """Return the event that locks the books to the end of *until*.

    Refused:
        `books.lock_back`: they are locked to a later day; unlock them to open one.
    """
    if state.locked_until is not None and until < state.locked_until:
        facts = (("until", state.locked_until.isoformat()),)
        return Refused(code="books.lock_back", facts=facts)
    return PeriodLocked(until=until)


def book_year_end(state: BooksState, on: date) -> YearEndBooked | Refused:
    """Return the event that books the end of a financial year under the cash method.

    Refused:
        `books.year_end_twice`, or `books.year_end_locked`: the day is locked, so its vouchers cannot change.
    """
    if on in state.year_ends:
        return Refused(code="books.year_end_twice", facts=(("on", on.isoformat()),))
    if state.locked_until is not None and on <= state.locked_until:
        return Refused(code="books.year_end_locked", facts=(("until", state.locked_until.isoformat()),))
    return YearEndBooked(on=on)


def revalue_claims(state: BooksState, on: date) -> ClaimsRevalued | Refused:
    """Return the event that values open claims in other currencies at the end of *on*.

    Refused:
        `books.revalued_twice`, or `books.revaluation_locked`.
    """
    if on in state.revaluations:
        return Refused(code="books.revalued_twice", facts=(("on", on.isoformat()),))
    if state.locked_until is not None and on <= state.locked_until:
        return Refused(code="books.revaluation_locked", facts=(("until", state.locked_until.isoformat()),))
    return ClaimsRevalued(on=on)

"""Locks and what they do, year-ends, rates and business events: the fold of what is decided about the books."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import (
    CardSettled,
    ClaimsRevalued,
    LossFeared,
    PeriodLocked,
    PeriodUnlocked,
    RateRecorded,
    SoldInvoicePaid,
    YearEndBooked,
)
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.ledger import LatePosting
from faktura.core.money import sek
from faktura.core.receivable_event import Paused
from faktura.rules.posting.periods import (
    BooksState,
    book_year_end,
    business_id,
    fold_books,
    lock_period,
    open_day,
    refuse_locked,
    revalue_claims,
)
from tests.rules.posting.histories import PAID, allocated, principal, received, written_off

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)
LOCKED = BooksState(locked_until=MARCH)


@given(st.dates(), st.none() | st.dates(max_value=date(9999, 12, 30)))
def test_an_open_day_is_the_day_itself_or_the_first_after_the_lock(on: date, locked: date | None) -> None:
    """Never in the lock, never earlier, and no later than it must be."""
    found = open_day(on, locked)
    assert locked is None or found > locked
    assert found >= on
    assert found == on or (locked is not None and (found - locked).days == 1)


REFUSED: list[tuple[Event, LatePosting, date | None, bool]] = [
    (written_off(principal("1"), "bad_debt"), LatePosting.REFUSE, MARCH, True),
    (written_off(principal("1"), "bad_debt"), LatePosting.MOVE, MARCH, False),
    (written_off(principal("1"), "bad_debt"), LatePosting.REFUSE, None, False),
    (allocated(principal("1"), on=date(2026, 4, 1)), LatePosting.REFUSE, MARCH, False),
    (allocated(principal("1")), LatePosting.REFUSE, MARCH, True),
    (received(sek(1)), LatePosting.REFUSE, MARCH, False),  # money that has come
    (Paused(receivable_id="D1001", on=PAID, reason="x"), LatePosting.REFUSE, MARCH, False),  # nothing is booked
]


@pytest.mark.parametrize(("event", "late", "locked", "refused"), REFUSED)
def test_what_is_refused(event: Event, late: LatePosting, locked: date | None, refused: bool) -> None:
    """Only what people date, only in the lock, only for a sender who wants it."""
    found = refuse_locked(event, locked, late)
    assert (found is not None) is refused
    if found is not None:
        assert found.code == "posting.locked"
        assert "2026-04-01" in found.explain("sv")


def test_locks_go_forward_and_are_opened_with_a_reason() -> None:
    """The same day again is no mistake."""
    assert lock_period(LOCKED, APRIL) == PeriodLocked(until=APRIL)
    assert lock_period(LOCKED, MARCH) == PeriodLocked(until=MARCH)
    refused = lock_period(LOCKED, date(2026, 2, 28))
    assert isinstance(refused, Refused)
    assert "2026-03-31" in refused.explain("sv")
    opened = fold_books([PeriodLocked(until=APRIL), PeriodUnlocked(locked_until=MARCH, reason="x")])
    assert opened.locked_until == MARCH


def test_a_years_end_is_booked_once_and_before_it_is_locked() -> None:
    """Its vouchers would change the locked year."""
    year_end = date(2026, 12, 31)
    assert book_year_end(LOCKED, year_end) == YearEndBooked(on=year_end)
    again = book_year_end(fold_books([YearEndBooked(on=year_end)]), year_end)
    assert isinstance(again, Refused)
    assert again.code == "books.year_end_twice"
    closed = book_year_end(BooksState(locked_until=year_end), year_end)
    assert isinstance(closed, Refused)
    assert closed.code == "books.year_end_locked"


def test_claims_are_valued_once_a_day_and_not_in_a_lock() -> None:
    """As a year's end."""
    assert revalue_claims(LOCKED, APRIL) == ClaimsRevalued(on=APRIL)
    for state, code in (
        (fold_books([ClaimsRevalued(on=APRIL)]), "books.revalued_twice"),
        (BooksState(locked_until=APRIL), "books.revaluation_locked"),
    ):
        refused = revalue_claims(state, APRIL)
        assert isinstance(refused, Refused)
        assert refused.code == code


def test_rates_are_of_a_day_or_of_one_thing() -> None:
    """A document's own comes from its own entry."""
    day = RateRecorded(currency="EUR", rate=Decimal("11.2"), on=PAID, source="x")
    own = RateRecorded(currency="EUR", rate=Decimal("11.5"), on=PAID, source="x", subject="document/D1")
    state = fold_books([day, own])
    found = state.rates.at("EUR", PAID)
    assert found is not None
    assert found.rate == Decimal("11.2")
    mine = state.rate_of("document/D1")
    assert mine is not None
    assert mine.rate == Decimal("11.5")
    assert state.rate_of("document/D2") is None


def test_what_happens_several_times_to_one_thing_is_told_apart_by_its_day() -> None:
    """Part payments of a pledged claim share its id; a loss is feared once."""
    first = SoldInvoicePaid(sale_id="Q", receivable_id="D", on=MARCH, amount=sek(1), paid_out=sek(0))
    later = SoldInvoicePaid(sale_id="Q", receivable_id="D", on=APRIL, amount=sek(1), paid_out=sek(0))
    assert business_id(first) != business_id(later)
    feared = [LossFeared(receivable_id="D", loss_id="L", on=day, amount=sek(1)) for day in (MARCH, APRIL)]
    assert business_id(feared[0]) == business_id(feared[1])
    settled = CardSettled(settlement_id="S", on=MARCH, paid_out=sek(1), fee=sek(0))
    assert fold_books([settled]).ids == {("books.card_settled", business_id(settled))}

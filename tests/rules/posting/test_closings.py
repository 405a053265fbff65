"""Closings and the order of recording: a year's end books what stands then, and changes nothing before it."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import line
from faktura.core.event import Event
from faktura.core.ledger import VoucherKind
from faktura.core.money import Money
from faktura.core.receivable_event import Parts, PaymentAllocated
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post
from faktura.rules.posting.reconciliation import reconcile
from tests.rules.posting.histories import CASH, accounts, allocated, document, received, released

END = date(2026, 12, 31)
CLOSED = attrs.evolve(CASH, year_ends=(END,))
SALE = document(line("A", 3, "33.33", vat=25), line("B", 7, "14.29", vat=12), line("C", 1, "99.99", vat=6))
WHOLE = SALE.amount_due.minor

Step = tuple[int, int, bool]
"""How many days from the year's end, how much, and whether to undo instead."""
steps = st.lists(st.tuples(st.integers(-40, 40), st.integers(1, WHOLE), st.booleans()), max_size=8)


def life(drawn: list[Step]) -> tuple[DocumentHistory, list[PaymentHistory], int]:
    """Links and their undoing, each recorded after the last, on days that jump; and what is left to pay."""
    events: list[Event] = []
    standing: list[PaymentAllocated] = []
    money: list[PaymentHistory] = []
    left, today = WHOLE, END - timedelta(days=60)
    for at, (days, wanted, undo) in enumerate(drawn):
        today = max(today, END + timedelta(days=days))
        if undo and standing:
            link = standing.pop(at % len(standing))
            events.append(released(link, today))
            left += link.parts.sum.minor
        elif amount := min(wanted, left):
            on = END + timedelta(days=days)
            link = allocated(Parts.of_principal(Money(amount)), SALE.id, id=f"A{at}", payment_id=f"P{at}", on=on)
            events.append(link)
            standing.append(link)
            money.append(PaymentHistory((Movement(received(Money(amount), f"P{at}", on), f"m{at}"),)))
            left -= amount
    return DocumentHistory(SALE, tuple(Movement(one, f"c{at}") for at, one in enumerate(events))), money, left


@given(steps)
def test_a_years_end_changes_no_voucher_of_its_year(drawn: list[Step]) -> None:
    """What was booked by then stays as it was, to the öre of each account: it may be locked and exported."""
    history, money, _ = life(drawn)
    before = [one for one in post([history], money, books=CASH) if one.on <= END]
    after = [one for one in post([history], money, books=CLOSED) if one.on <= END]
    assert [one for one in after if one.kind is not VoucherKind.YEAR_END] == before


@given(steps)
def test_the_years_end_books_what_no_money_had_paid_by_then(drawn: list[Step]) -> None:
    """By the days of the movements; where links overlap for a while, no more than the whole and no less than what is left."""
    history, money, _ = life(drawn)
    made = post([history], money, books=CLOSED)
    claimed = sum(
        row.amount.minor
        for one in made
        if one.kind is VoucherKind.YEAR_END
        for row in one.rows
        if row.account.number == "1510"
    )
    paid = -sum(
        row.amount.minor for one in made if one.on <= END and one.kind is VoucherKind.PAYMENT for row in one.rows
        if row.account.is_result or row.account.number.startswith("26")
    )  # fmt: skip
    assert claimed >= max(WHOLE - paid, 0)
    assert claimed <= WHOLE
    if paid + claimed != WHOLE:  # some öre are paid twice for a while: never without an undoing
        assert any(undo for _, _, undo in drawn)


@given(steps)
@pytest.mark.parametrize("books", [CASH, CLOSED])
def test_in_the_end_the_sale_is_booked_once(books: Books, drawn: list[Step]) -> None:
    """When all is paid, income and VAT are the invoice's, 1510 and 2420 are at zero, and the books agree."""
    history, money, left = life(drawn)
    last = END + timedelta(days=90)
    if left:
        link = allocated(Parts.of_principal(Money(left)), SALE.id, id="Z", payment_id="PZ", on=last)
        history = attrs.evolve(history, movements=(*history.movements, Movement(link, "z")))
        money.append(PaymentHistory((Movement(received(Money(left), "PZ", last), "z"),)))
    ended = accounts(post([history], money, books=books))
    whole = accounts(post([DocumentHistory(SALE)], books=Books()))
    for account, minor in whole.items():
        assert ended.get(account, 0) == (0 if account == "1510" else minor)
    assert "2420" not in ended
    assert reconcile([history], money, books=books, on=last).agrees

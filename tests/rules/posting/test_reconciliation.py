"""The open items of any day are the claim accounts, or every difference has a reason that is told."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import InvoiceSold, SoldInvoicePaid
from faktura.core.ledger import AccountCode, ChargeBooking
from faktura.core.money import sek
from faktura.core.receivable import evolve, opened_by
from faktura.core.receivable_event import FeeCharged
from faktura.rules.issuing import opening
from faktura.rules.posting.books import DocumentHistory, Movement
from faktura.rules.posting.periods import open_day
from faktura.rules.posting.post import post
from faktura.rules.posting.reconciliation import Reconciliation, balance_effect, reconcile
from tests.rules.posting.histories import ACCRUAL, CASH, ISSUED, PAID, allocated, history, principal, sale_25
from tests.rules.posting.lives import YEAR_ENDS, Life, lives

WAYS = {
    "accrual": ACCRUAL,
    "charges when paid": attrs.evolve(ACCRUAL, charges=ChargeBooking.WHEN_PAID),
    "cash": CASH,
    "cash, year-ends": attrs.evolve(CASH, year_ends=YEAR_ENDS),
}
DAYS = st.dates(date(2026, 3, 2), date(2029, 6, 30))


def locked(life: Life, until: date) -> Life:
    """The life as it is booked when *until* was locked before any of it was recorded."""

    def moved(movements: tuple[Movement, ...]) -> tuple[Movement, ...]:
        return tuple(attrs.evolve(one, booked_on=open_day(one.on, until)) for one in movements)

    document = attrs.evolve(
        life.document,
        movements=moved(life.document.movements),
        booked_on=open_day(life.document.document.issue_date, until),
    )
    payments = tuple(attrs.evolve(one, movements=moved(one.movements)) for one in life.payments)
    return attrs.evolve(life, document=document, payments=payments)


def reconciled(life: Life, way: str, on: date) -> Reconciliation:
    return reconcile([life.document], life.payments, books=WAYS[way], rates=life.rates, on=on)


@given(lives(settled=False) | lives(foreign=True, settled=False), st.sampled_from(list(WAYS)), DAYS, DAYS)
def test_every_difference_has_a_reason(life: Life, way: str, on: date, lock: date) -> None:
    """By either method, with fees, losses, year-ends, currencies and locks: nothing is unexplained, on any day."""
    for one in (life, locked(life, lock)):
        valued = attrs.evolve(WAYS[way], revaluations=YEAR_ENDS)
        found = reconcile([one.document], one.payments, books=valued, rates=life.rates, on=on)
        assert found.is_explained
        for each in found.documents:
            assert each.booked == each.open + sum((d.amount for d in each.differences), each.open - each.open)
    if way == "accrual":
        assert reconciled(life, way, on).agrees


@given(lives(settled=False), DAYS)
def test_the_accounts_are_those_of_the_vouchers(life: Life, on: date) -> None:
    """What is reconciled is what is exported: the same balances, account by account."""
    found = reconciled(life, "accrual", on)
    made = post([life.document], life.payments, books=ACCRUAL)
    for code, balance in found.accounts.items():
        booked = (row.amount.minor for one in made if one.on <= on for row in one.rows if row.account == code)
        assert balance.minor == sum(booked)


@given(lives(settled=False))
def test_what_an_event_does_to_the_balance_is_what_the_receivable_says(life: Life) -> None:
    """The reconciliation counts by itself; the fold of the receivables agrees with it."""
    document = life.document.document
    states = {one.receivable_id: opened_by(one) for one in opening(document)}
    for movement in life.document.movements:
        receivable_id = str(getattr(movement.event, "receivable_id", ""))
        effect = balance_effect(movement.event)
        if effect:
            before = states[receivable_id].outstanding.minor
            states[receivable_id] = evolve(states[receivable_id], movement.event)
            assert states[receivable_id].outstanding.minor - before == effect


def test_money_linked_later_is_told_with_its_days() -> None:
    """The clerk's decision of April is booked in April; the open item fell in March."""
    linked = Movement(allocated(principal("12500")), "link", date(2026, 4, 10))
    life = DocumentHistory(sale_25(), (linked,))
    found = reconcile([life], books=ACCRUAL, on=date(2026, 3, 31))
    (difference,) = found.differences
    assert (difference.code, difference.amount, difference.on) == (
        "reconciliation.booked_later", sek(12500), date(2026, 4, 10)
    )  # fmt: skip
    assert "2026-04-10" in found.explain("sv")
    assert reconcile([life], books=ACCRUAL, on=date(2026, 4, 10)).agrees


@pytest.mark.parametrize(("way", "amount"), [("accrual", 0), ("charges when paid", -60_00), ("cash", -12560_00)])
def test_what_is_booked_when_paid_is_told(way: str, amount: int) -> None:
    """A fee by choice, everything by the cash method."""
    fee = FeeCharged(receivable_id="D1001", charge_id="C1", kind="reminder", on=PAID, amount=sek(60), law="")
    found = reconcile([history(sale_25(), fee)], books=WAYS[way], on=PAID)
    assert sum(one.amount.minor for one in found.differences) == amount
    assert {one.code for one in found.differences} <= {"reconciliation.not_booked"}


def test_a_sold_claim_is_open_until_it_is_settled_but_not_in_the_books() -> None:
    """Sold: gone at once. Pledged: gone as the customer pays the financier."""
    terms = {"sale_id": "Q", "receivable_id": "D1001", "on": PAID, "fee": sek(400), "fee_vat": sek(100)}
    sale = InvoiceSold(claim=sek(12500), paid_out=sek(12000), recourse=False, **terms)  # type: ignore[arg-type]
    found = reconcile([history(sale_25(), sale)], books=ACCRUAL, on=PAID)
    assert [(one.code, one.amount) for one in found.differences] == [("reconciliation.sold", sek(-12500))]
    pledge = InvoiceSold(claim=sek(12500), paid_out=sek(10000), recourse=True, **terms)  # type: ignore[arg-type]
    paid = SoldInvoicePaid(
        sale_id="Q", receivable_id="D1001", on=PAID + timedelta(9), amount=sek(12500), paid_out=sek(2000)
    )
    life = history(sale_25(), pledge, paid)
    assert reconcile([life], books=ACCRUAL, on=PAID).agrees
    later = reconcile([life], books=ACCRUAL, on=PAID + timedelta(9))
    assert [(one.code, one.amount) for one in later.differences] == [("reconciliation.sold", sek(-12500))]


@given(lives(), st.sampled_from(list(WAYS)), DAYS)
def test_what_was_sold_is_told_by_either_method(life: Life, way: str, on: date) -> None:
    """In the end as on any day: sold claims are open for ever here, and every difference has a reason."""
    assert reconciled(life, way, on).is_explained
    assert reconciled(life, way, date(2040, 1, 1)).is_explained


def test_another_programs_balance_is_compared() -> None:
    """Account by account; what is equal is not told."""
    claims, tax = AccountCode("1510"), AccountCode("1513")
    found = reconcile([history(sale_25())], books=ACCRUAL, on=ISSUED, balances={claims: sek(12000), tax: sek(0)})
    (difference,) = found.differences
    assert (difference.code, difference.what, difference.amount) == ("reconciliation.other_program", "1510", sek(-500))
    assert not found.is_explained
    assert (found.open("SEK"), found.booked("SEK")) == (sek(12500), sek(12500))


def test_what_has_no_rate_is_told() -> None:
    """A document that cannot be posted is open, and says why it is not in the books."""
    found = reconcile([], books=ACCRUAL, on=ISSUED, without_rate=[history(attrs.evolve(sale_25(), currency="SEK"))])
    assert [one.code for one in found.differences] == ["reconciliation.no_rate"]

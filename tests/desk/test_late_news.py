"""Money that is read late: it pays what was owed the day it came, and the books agree by every method."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from faktura.core.document import line
from faktura.core.ledger import Bookkeeping, BookkeepingMethod, ChargeBooking
from faktura.core.money import Money, sek
from faktura.core.receivable_event import Parts
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, SENDER
from tests.desk.acts import issued, payment


def opened(
    now: datetime, method: BookkeepingMethod, charges: ChargeBooking = ChargeBooking.WHEN_CHARGED
) -> tuple[SenderDesk, FixedClock]:
    clock = FixedClock(now)
    sender = attrs.evolve(SENDER, method=method, bookkeeping=Bookkeeping(charges=charges))
    return Desk(MemoryStore(), clock=clock).at(sender, actor="anna"), clock


def day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


@pytest.mark.parametrize("method", BookkeepingMethod)
@pytest.mark.parametrize("booked", ChargeBooking)
@pytest.mark.parametrize("paid", ["12000", "12500", "12900", "12957.88", "13000"])
def test_money_from_before_a_reminder_pays_no_charge_that_goes(
    method: BookkeepingMethod, booked: ChargeBooking, paid: str
) -> None:
    """It pays the principal and the interest to its day; nothing is owed and overpaid at once."""
    desk, clock = opened(day(2025, 2, 3), method, booked)
    document = issued(desk, "10000", due_date=date(2025, 3, 5))
    clock.set(day(2025, 7, 9))
    reminder = desk.collections.remind(document.id)
    clock.advance(timedelta(days=1))
    desk.payments.take([payment("P1", paid, on=date(2025, 7, 5))])
    desk.payments.link("P1", document.id)
    left = desk.invoices.balance(document.id).left
    assert min(left.principal, left.interest, left.fees) >= sek(0)
    if sek(paid) >= sek("12957.88"):
        assert left == Parts.zero("SEK")
        assert desk.payments.state("P1").unallocated == sek(paid) - sek("12957.88")
        assert desk.books.reconcile().agrees
    assert desk.books.reconcile().is_explained
    desk.payments.unlink("P1", document.id)
    again = desk.invoices.balance(document.id).left
    assert again == Parts(principal=sek(12_500), interest=reminder.interest, fees=reminder.fees)
    assert desk.books.reconcile().is_explained


def test_a_charge_that_goes_may_make_another_needless() -> None:
    """Less interest is owed, so all the principal is paid, so the reminder's fee goes too: it is not paid first."""
    desk, clock = opened(day(2025, 6, 19), BookkeepingMethod.CASH)
    document = issued(desk, "4256", due_date=date(2025, 6, 19))
    desk.payments.take([payment("P1", "5320", on=date(2025, 6, 19))])
    desk.payments.link("P1", document.id)
    clock.set(day(2025, 7, 24))
    desk.payments.unlink("P1", document.id)
    charged = desk.collections.remind(document.id)
    clock.set(day(2025, 7, 28))
    everything = desk.invoices.balance(document.id).outstanding
    for less in range(40):
        amount = everything - Money(less * 10)
        id = f"P{less + 2}"
        desk.payments.take([payment(id, f"{amount.major}", on=date(2025, 7, 23), payer="bankgiro:1")])
        desk.payments.link(id, document.id)
        left = desk.invoices.balance(document.id).left
        assert min(left.principal, left.interest, left.fees) >= sek(0)
        assert desk.books.reconcile().is_explained
        desk.payments.unlink(id, document.id)
        assert desk.invoices.balance(document.id).left.fees == charged.fees


@pytest.mark.parametrize("method", BookkeepingMethod)
def test_interest_that_another_payment_had_paid_leaves_the_rest_to_the_payer(method: BookkeepingMethod) -> None:
    """Of the money that came earlier so much less is needed: it stays undecided, and the document is settled."""
    desk, clock = opened(day(2025, 4, 7), method)
    document = issued(desk, "5000", due_date=date(2025, 5, 7))
    clock.set(day(2025, 6, 30))
    charged = desk.collections.remind(document.id)
    desk.payments.take([payment("P1", "3000", on=date(2025, 6, 30))])
    desk.payments.link("P1", document.id)
    assert desk.invoices.balance(document.id).left.interest == sek(0)
    everything = desk.invoices.balance(document.id).outstanding
    desk.payments.take([payment("P2", f"{everything.major}", on=date(2025, 6, 25), payer="bankgiro:1")])
    desk.payments.link("P2", document.id)
    assert desk.invoices.balance(document.id).left == Parts.zero("SEK")
    back = desk.payments.state("P2").unallocated
    assert sek(0) < back < charged.interest
    assert desk.books.reconcile().agrees


@pytest.mark.parametrize("method", BookkeepingMethod)
def test_a_fee_that_another_payment_had_paid_is_owed_back(method: BookkeepingMethod) -> None:
    """The principal was paid in time, as it turns out: who paid a part of the fee meanwhile has paid that too much."""
    desk, clock = opened(day(2025, 6, 19), method)
    document = issued(desk, "400", due_date=date(2025, 7, 1))
    clock.set(day(2025, 8, 20))
    desk.collections.remind(document.id)
    desk.payments.take([payment("P1", "5", on=date(2025, 8, 20))])
    desk.payments.link("P1", document.id)
    clock.set(day(2025, 8, 25))
    desk.payments.take([payment("P2", "1000", on=date(2025, 8, 1))])
    desk.payments.link("P2", document.id)
    assert desk.invoices.balance(document.id).left == Parts.of_principal(sek(-5))
    assert desk.books.reconcile().is_explained
    desk.payments.refund_document(document.id)
    desk.payments.refund("P2")
    assert desk.books.reconcile().agrees
    left = balances(desk)
    assert left.keys() == {"1930", "3001", "2611", "8313"}
    assert (left["3001"], left["2611"]) == (-400_00, -100_00)


def balances(desk: SenderDesk, until: date = date(2026, 12, 31)) -> dict[str, int]:
    """Öre on each account at the end of a day."""
    sums: dict[str, int] = {}
    for voucher in desk.books.vouchers(date(2025, 1, 1), until):
        for row in voucher.rows:
            sums[str(row.account)] = sums.get(str(row.account), 0) + row.amount.minor
    return {account: minor for account, minor in sums.items() if minor}


@pytest.mark.parametrize("lock", [True, False])
def test_money_of_december_pays_what_an_undone_link_left_after_the_years_end(lock: bool) -> None:
    """The wrong payer's link is undone in January and the right one's made: the sale is in the books once, not on 2420."""
    desk, clock = opened(day(2025, 12, 1), BookkeepingMethod.CASH)
    document = issued(desk, "1000")
    for id, on in (("P1", day(2025, 12, 10)), ("P2", day(2025, 12, 20))):
        clock.set(on)
        desk.payments.take([payment(id, "1250", on=on.date(), payer=f"bankgiro:{id}")])
        if id == "P1":
            desk.payments.link("P1", document.id)
    clock.set(day(2026, 1, 5))
    assert desk.books.book_year_end(date(2025, 12, 31), lock=lock) == ()
    clock.set(day(2026, 1, 12))
    desk.payments.unlink("P1", document.id)
    desk.payments.link("P2", document.id)
    desk.payments.refund("P1")
    assert balances(desk) == {"1930": 1250_00, "3001": -1000_00, "2611": -250_00}
    assert desk.books.reconcile().agrees
    assert desk.books.year_end(date(2025, 12, 31)) == ()


def test_money_of_december_that_nothing_was_undone_for_is_of_december() -> None:
    """It is read after one of January: the list of what was unpaid at the year's end has only what was."""
    desk, clock = opened(day(2025, 12, 1), BookkeepingMethod.CASH)
    document = issued(desk, "1000")
    clock.set(day(2026, 1, 8))
    desk.payments.take([payment("P1", "500", on=date(2026, 1, 5))])
    desk.payments.link("P1", document.id)
    desk.payments.take([payment("P2", "750", on=date(2025, 12, 20))])
    assert desk.invoices.balance(document.id).outstanding == sek(0)
    (unpaid,) = desk.books.book_year_end(date(2025, 12, 31), lock=False)
    assert [row.amount for row in unpaid.rows if str(row.account) == "1510"] == [sek(500)]
    assert balances(desk) == {"1930": 1250_00, "3001": -1000_00, "2611": -250_00}


@pytest.mark.parametrize("method", BookkeepingMethod)
def test_a_revaluation_between_does_not_lose_a_foreign_sale(method: BookkeepingMethod) -> None:
    """A hundred euro, linked to one payment and then another: one sale, one payment, whatever was valued between."""
    desk, clock = opened(day(2025, 12, 1), method)
    desk.books.record_rate("EUR", Decimal(11), on=date(2025, 12, 1), source="Riksbanken")
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Hours", 1, "100", vat=25)], currency="EUR")
    document = desk.invoices.issue(draft.id, deliver=False, kronor_rate=Decimal(11))
    for id in ("P1", "P2"):
        money = attrs.evolve(payment(id, "125", on=date(2025, 12, 5), payer=id), amount=Money(125_00, "EUR"))
        desk.payments.take([money])
    desk.payments.link("P1", document.id)
    for on in (day(2025, 12, 31), day(2026, 1, 12), day(2026, 2, 2)):
        clock.set(on)
        desk.books.record_rate("EUR", Decimal(11), on=on.date(), source="Riksbanken")
    desk.books.revalue(date(2025, 12, 31))
    desk.payments.unlink("P1", document.id)
    desk.payments.link("P2", document.id)
    desk.payments.refund("P1")
    desk.books.record_rate("EUR", Decimal(12), on=date(2026, 2, 3), source="Riksbanken")
    clock.set(day(2026, 2, 4))
    desk.books.revalue(date(2026, 2, 3))
    assert balances(desk) == {"1930": 1375_00, "3001": -1100_00, "2611": -275_00}
    assert desk.books.vouchers(date(2026, 2, 3), date(2026, 2, 4)) == ()


def test_interest_paid_before_it_was_charged_is_not_owed_at_the_next_years_end() -> None:
    """Cash: money of December is read after a reminder of January: its interest is income of December, and no claim."""
    desk, clock = opened(day(2025, 2, 3), BookkeepingMethod.CASH)
    document = issued(desk, "10000", due_date=date(2025, 3, 5))
    clock.set(day(2026, 1, 8))
    desk.collections.remind(document.id)
    desk.payments.take([payment("P1", "20000", on=date(2025, 12, 20))])
    desk.payments.link("P1", document.id)
    assert desk.invoices.balance(document.id).left == Parts.zero("SEK")
    desk.books.book_year_end(date(2025, 12, 31), lock=False)
    assert desk.books.year_end(date(2026, 12, 31)) == ()
    assert desk.books.reconcile().agrees
    assert "1510" not in balances(desk)

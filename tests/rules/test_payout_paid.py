"""What counts as paid of an invoice with a deduction, and from which day."""

from datetime import date

import pytest

from faktura.core.money import Money, sek
from faktura.core.receivable import DebtorKind, Part, Receivable, evolve
from faktura.core.receivable_event import FeeCharged, Parts, PaymentReleased
from faktura.rules.payout_paid import BuyerPayment, PaidDeduction, paid_deduction, payment_day
from tests.rules.test_payout import deduction, invoice

DECEMBER, JANUARY = date(2025, 12, 20), date(2026, 1, 8)
PRICE_FIRST = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)
DOCUMENT = invoice(deduction())
CLAIM = Receivable.opened(id="F1", principal=sek(19_250), due=date(2025, 12, 10), debtor=DebtorKind.CONSUMER)


def days(item: PaidDeduction) -> list[tuple[date, Money]]:
    return [(one.on, one.amount) for one in item.reached]


def test_the_day_of_payment_is_when_the_money_left_the_buyer() -> None:
    """Paid on 30 December, with the seller on 2 January: the old year."""
    assert payment_day(debited=date(2025, 12, 30), credited=date(2026, 1, 2)) == date(2025, 12, 30)
    assert payment_day(debited=None, credited=date(2026, 1, 2)) == date(2026, 1, 2)


def test_a_fee_that_is_paid_later_moves_no_day() -> None:
    """The price was paid in December; the reminder fee of January is no payment of it."""
    fee = FeeCharged(receivable_id="F1", charge_id="f", kind="reminder", on=date(2025, 12, 15), amount=sek(60), law="")
    claim = evolve(CLAIM, fee).paid(sek(19_250), on=DECEMBER, order=PRICE_FIRST).paid(sek(60), on=JANUARY)
    assert days(paid_deduction(DOCUMENT, claim)) == [(DECEMBER, sek(19_250))]


def test_a_payment_that_was_taken_back_moves_no_day() -> None:
    """Linked by mistake in January and undone the day after: as if it had never been."""
    claim = CLAIM.paid(sek(9_000), on=DECEMBER, id="a").paid(sek(1_000), on=JANUARY, id="b")
    undone = PaymentReleased(
        receivable_id="F1", allocation_id="b", payment_id="b", on=date(2026, 1, 9), parts=Parts.of_principal(sek(1_000))
    )
    item = paid_deduction(DOCUMENT, evolve(claim, undone))
    assert (days(item), item.paid) == ([(DECEMBER, sek(9_000))], sek(9_000))


def test_what_is_paid_beyond_the_amount_due_moves_no_day() -> None:
    """What Skatteverket refused, the buyer pays later: that is no payment the deduction is counted on."""
    payments = (BuyerPayment(JANUARY, sek(3_750)), BuyerPayment(DECEMBER, sek(19_250)))
    item = PaidDeduction(document=DOCUMENT, payments=payments)
    assert (days(item), item.paid_on) == ([(DECEMBER, sek(19_250))], DECEMBER)


@pytest.mark.parametrize(
    ("paid_on", "left_on", "expected"),
    [
        (None, {}, [(DECEMBER, 9_000), (JANUARY, 19_250)]),
        (date(2025, 12, 30), {}, [(DECEMBER, 9_000), (date(2025, 12, 30), 19_250)]),
        (None, {"a": date(2025, 12, 18)}, [(date(2025, 12, 18), 9_000), (JANUARY, 19_250)]),
        (date(2025, 12, 30), {"b": date(2025, 12, 29)}, [(DECEMBER, 9_000), (date(2025, 12, 29), 19_250)]),
    ],
)
def test_each_payment_has_its_own_day(
    paid_on: date | None, left_on: dict[str, date], expected: list[tuple[date, int]]
) -> None:
    """The day the money left the buyer, of the last payment or of the one that is named; the others keep theirs."""
    claim = CLAIM.paid(sek(9_000), on=DECEMBER, id="a").paid(sek(10_250), on=JANUARY, id="b")
    item = paid_deduction(DOCUMENT, claim, paid_on=paid_on, left_on=left_on)
    assert days(item) == [(day, sek(amount)) for day, amount in expected]


def test_payments_need_no_ids() -> None:
    """A host that keeps none has as many payments all the same; and an unpaid invoice has a day, its due date."""
    claim = CLAIM.paid(sek(9_000), on=DECEMBER).paid(sek(10_250), on=JANUARY)
    assert days(paid_deduction(DOCUMENT, claim)) == [(DECEMBER, sek(9_000)), (JANUARY, sek(19_250))]
    assert days(paid_deduction(DOCUMENT, CLAIM)) == [(date(2025, 12, 10), sek(0))]
    assert PaidDeduction(document=DOCUMENT, payments=()).paid_on == DOCUMENT.issue_date

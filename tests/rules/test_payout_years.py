"""What was paid in two years, or at two percentages, is asked for in each by the law of its day."""

from datetime import date

import attrs
import pytest

from faktura.core.money import sek
from faktura.core.payout_request import PayoutRequest, RequestedShare
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout import BuyerPayment, PaidDeduction, payout_request
from tests.rules.test_payout import deduction, find, invoice

OLD_RATE = invoice(deduction(labour=sek(100_000), day=date(2025, 12, 20)), whole=sek(100_000))
"""50 000 of 100 000, granted at 50 percent."""


def over_new_year(asked: tuple[RequestedShare, ...] = ()) -> PaidDeduction:
    """30 000 paid in December 2025 and 20 000 in January 2026, when 30 percent holds."""
    payments = (BuyerPayment(date(2025, 12, 20), sek(30_000)), BuyerPayment(date(2026, 1, 8), sek(20_000)))
    return PaidDeduction(document=OLD_RATE, payments=payments, requested_before=asked)


@pytest.mark.parametrize(
    ("year", "paid_on", "work_paid", "requested"),
    [(2025, date(2025, 12, 20), 30_000, 30_000), (2026, date(2026, 1, 8), 20_000, 8_571)],
)
def test_what_was_paid_in_two_years_is_asked_for_in_each(
    year: int, paid_on: date, work_paid: int, requested: int
) -> None:
    """Each year's payments by the percentage of their day: all of 30 000, and 3/7 of 20 000 (HUSFL 7 §)."""
    found = find(over_new_year(), year=year, on=date(2026, 1, 15))
    (case,) = found.cases
    assert (case.paid_on, case.paid, case.requested) == (paid_on, work_paid, requested)
    assert isinstance(payout_request(found.cases, name="N", on=date(2026, 1, 15), law=SWEDEN), PayoutRequest)
    again = find(over_new_year((RequestedShare(person_id="C0", amount=sek(requested), year=year),)), year=year)
    assert again.cases == ()
    other = over_new_year((RequestedShare(person_id="C0", amount=sek(requested), year=year),))
    assert len(find(other, year=4051 - year, on=date(2026, 1, 15)).cases) == 1  # the other year's is still there


def test_what_the_law_of_the_day_does_not_give_is_told() -> None:
    """11 429 of the 20 000 that the second payment made ripe; in both languages."""
    (told,) = find(over_new_year(), on=date(2026, 1, 15)).left_out
    assert (told.why, told.person_id, dict(told.facts)["amount"]) == ("payout.beyond", "C0", "11429")
    assert "{" not in told.explain("sv") + told.explain("en")
    assert not find(over_new_year(), year=2025, on=date(2026, 1, 15)).left_out


def test_a_request_stored_without_its_year_asked_for_the_oldest() -> None:
    """So did the versions that stored none: 30 000 asked for are those of 2025."""
    before = (RequestedShare(person_id="C0", amount=sek(30_000)),)
    assert find(over_new_year(before), year=2025, on=date(2026, 1, 15)).cases == ()
    assert [case.requested for case in find(over_new_year(before), on=date(2026, 1, 15)).cases] == [8_571]


def test_two_percentages_in_one_year_are_two_cases() -> None:
    """30 percent until 11 May 2025, 50 percent from the day after: each with its last day."""
    days = ((date(2025, 5, 2), 10_000), (date(2025, 5, 11), 10_000), (date(2025, 6, 2), 30_000))
    document = attrs.evolve(OLD_RATE, delivery_date=date(2025, 5, 1))
    item = PaidDeduction(document=document, payments=tuple(BuyerPayment(day, sek(paid)) for day, paid in days))
    found = find(item, year=2025, on=date(2025, 7, 1))
    assert [(case.paid_on, case.paid, case.requested) for case in found.cases] == [
        (date(2025, 5, 11), 20_000, 8_571),
        (date(2025, 6, 2), 30_000, 30_000),
    ]
    asked = (RequestedShare(person_id="C0", amount=sek(38_571), year=2025),)
    assert not find(attrs.evolve(item, requested_before=asked), year=2025, on=date(2025, 7, 1)).cases

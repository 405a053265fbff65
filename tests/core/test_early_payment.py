"""Early-payment discount: what terms may offer, until when, and how much it is to the öre."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import SWEDISH_BANK_DAYS
from faktura.core.early_payment import DiscountOffer, EarlyPaymentDiscount, percent_of
from faktura.core.errors import InputError
from faktura.core.money import Money, sek

PERCENTS = st.integers(1, 9999).map(lambda hundredths: Decimal(hundredths) / 100)


@given(st.integers(-(10**12), 10**12), PERCENTS)
def test_a_percentage_is_rounded_to_the_nearest_half_away_from_zero(minor: int, percent: Decimal) -> None:
    """Never more than half a minor unit from the exact part, the same for debts and credits."""
    found = percent_of(minor, percent)
    exact = Fraction(minor) * Fraction(percent) / 100
    assert abs(found - exact) <= Fraction(1, 2)
    assert percent_of(-minor, percent) == -found
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 60), PERCENTS, st.integers(1, 10**9))
def test_the_offer_holds_until_its_last_day(issued: date, days: int, percent: Decimal, minor: int) -> None:
    """The whole of the last day, and no day more; the discount is less than the debt, and an invoice has no debt below it."""
    offer = EarlyPaymentDiscount(percent=percent, days=days).offered(issued)
    last = issued + timedelta(days=days)
    assert (offer.until, offer.percent) == (last, percent)
    amount = Money(minor)
    assert 0 <= offer.of(amount, paid_on=last).minor <= minor
    assert offer.of(amount, paid_on=last) == offer.of(amount, paid_on=issued)
    assert offer.of(amount, paid_on=last + timedelta(days=1)) == sek(0)
    assert offer.of(-amount, paid_on=last) == sek(0)


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 60), PERCENTS)
def test_the_last_day_may_move_to_a_bank_day(issued: date, days: int, percent: Decimal) -> None:
    """To the first from the day that was offered on; and a document states that very day, whoever reads it."""
    early = EarlyPaymentDiscount(percent=percent, days=days, next_bank_day=True)
    offer, last = early.offered(issued), issued + timedelta(days=days)
    after = (last + timedelta(n) for n in range(10))
    assert offer.until == next(day for day in after if SWEDISH_BANK_DAYS.is_bank_day(day))
    stated = early.fixed(issued)
    assert stated == EarlyPaymentDiscount(percent=percent, days=(offer.until - issued).days)
    assert stated.offered(issued) == offer
    plain = EarlyPaymentDiscount(percent=percent, days=days)
    assert plain.fixed(issued) == plain


def test_a_leap_day_counts() -> None:
    """Ten days from 20 February of a leap year end on 1 March."""
    early = EarlyPaymentDiscount(percent=Decimal(2), days=10)
    assert [early.offered(date(year, 2, 20)).until for year in (2027, 2028)] == [date(2027, 3, 2), date(2028, 3, 1)]


@pytest.mark.parametrize("percent", ["0", "-2", "100", "2.125", "NaN", "Infinity"])
def test_what_is_no_discount_is_refused(percent: str) -> None:
    """Nothing, everything, less than nothing, finer than a hundredth, no number: none can be printed or paid."""
    with pytest.raises(InputError):
        EarlyPaymentDiscount(percent=Decimal(percent), days=10)


def test_days_are_counted_from_the_issue() -> None:
    """The day of issue itself is day 0; there is none before it."""
    assert EarlyPaymentDiscount(percent=Decimal(2), days=0).offered(date(2026, 3, 1)).until == date(2026, 3, 1)
    with pytest.raises(InputError):
        EarlyPaymentDiscount(percent=Decimal(2), days=-1)


@pytest.mark.parametrize(
    ("amount", "percent", "discount"),
    [
        ("1250", "2", "25"),
        ("0.25", "2", "0.01"),
        ("0.24", "2", "0"),
        ("999.99", "2.5", "25"),
        ("0.01", "99.99", "0.01"),
    ],
)
def test_the_half_ore(amount: str, percent: str, discount: str) -> None:
    """Half an öre is given; less than half is not."""
    offer = DiscountOffer(percent=Decimal(percent), until=date(2026, 3, 1))
    assert offer.of(sek(amount), paid_on=date(2026, 3, 1)) == sek(discount)

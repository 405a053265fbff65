"""Revenue spread over its months: nothing is lost, VAT is never spread, and a credit note takes back the same."""

from collections import Counter
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Document, DocumentKind, Line, Period, line
from faktura.core.ledger import ExchangeRate, Rates, Spreading, Voucher
from faktura.rules.posting.books import Books, DocumentHistory
from faktura.rules.posting.post import post
from faktura.rules.posting.spreading import months_of
from tests.rules.posting.histories import ACCRUAL, CASH, ISSUED, accounts, document, history

YEAR = Period(date(2026, 3, 1), date(2027, 2, 28))
BY_DAY, BY_MONTH = (attrs.evolve(ACCRUAL, spreading=how) for how in (Spreading.BY_DAY, Spreading.BY_MONTH))


def subscription(period: Period, price: str = "12000") -> Line:
    return attrs.evolve(line("Abonnemang", 1, price, vat=25), period=period)


def earned(vouchers: tuple[Voucher, ...]) -> dict[str, int]:
    """Income by month, in öre."""
    sums: Counter[str] = Counter()
    for voucher in vouchers:
        for row in voucher.rows:
            if row.account.is_result:
                sums[f"{voucher.on:%Y-%m}"] -= row.amount.minor
    return {month: minor for month, minor in sums.items() if minor}


def test_a_year_paid_ahead_is_earned_month_by_month() -> None:
    """The month of the invoice at once, each later one on its last day, by kind and text of its own."""
    made = post([history(document(subscription(YEAR)))], books=BY_MONTH)
    assert earned(made) == {f"{2026 + (m > 12)}-{(m - 1) % 12 + 1:02}": 1000_00 for m in range(3, 15)}
    issue, deferred, april, *_ = made
    assert accounts([issue]) == {"1510": 15000_00, "3001": -12000_00, "2611": -3000_00}
    assert accounts([deferred]) == {"3001": 11000_00, "2970": -11000_00}
    assert (april.on, april.kind.value, april.text) == (date(2026, 4, 30), "accrual", "Periodens intäkt 1001 Kund AB")
    assert accounts(made)["2611"] == -3000_00


PERIODS = [
    # period, by day, what is earned (öre of 1 200 kronor)
    (Period(date(2026, 3, 1), date(2026, 3, 31)), Spreading.BY_DAY, {"2026-03": 1200_00}),
    (Period(date(2026, 1, 1), date(2026, 2, 28)), Spreading.BY_DAY, {"2026-03": 1200_00}),  # in arrears
    (Period(date(2026, 4, 1), date(2026, 5, 30)), Spreading.BY_DAY, {"2026-04": 600_00, "2026-05": 600_00}),
    (Period(date(2026, 3, 17), date(2026, 4, 15)), Spreading.BY_DAY, {"2026-03": 600_00, "2026-04": 600_00}),
    (Period(date(2026, 3, 31), date(2026, 4, 1)), Spreading.BY_MONTH, {"2026-03": 600_00, "2026-04": 600_00}),
    (Period(date(2028, 2, 29), date(2028, 2, 29)), Spreading.BY_DAY, {"2028-02": 1200_00}),
    (YEAR, Spreading.NONE, {"2026-03": 1200_00}),
]


@pytest.mark.parametrize(("period", "how", "months"), PERIODS)
def test_where_income_falls(period: Period, how: Spreading, months: dict[str, int]) -> None:
    """By days or by months; what is in arrears, or of this month, is not deferred."""
    books = attrs.evolve(ACCRUAL, spreading=how)
    assert earned(post([history(document(subscription(period, "1200")))], books=books)) == months


def test_the_cash_method_spreads_nothing() -> None:
    """Its income is the payment's."""
    books = attrs.evolve(CASH, spreading=Spreading.BY_DAY)
    assert post([history(document(subscription(YEAR)))], books=books) == ()


def test_the_last_day_is_the_periods_when_it_ends_within_the_month() -> None:
    """A subscription to the tenth is earned by the tenth."""
    assert [day for day, _ in months_of(Period(date(2026, 3, 1), date(2026, 4, 10)), Spreading.BY_MONTH)] == [
        date(2026, 3, 31), date(2026, 4, 10)
    ]  # fmt: skip


SPANS = st.tuples(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 800)).map(
    lambda pair: Period(pair[0], date.fromordinal(pair[0].toordinal() + pair[1]))
)


@given(
    st.lists(st.tuples(SPANS, st.sampled_from(["999.99", "0.07", "12000", "33.33"])), min_size=1, max_size=3),
    st.sampled_from([BY_DAY, BY_MONTH]),
)
def test_nothing_is_lost_and_a_credit_note_takes_back_the_same(lines: list[tuple[Period, str]], how: Books) -> None:
    """In the end no income waits, all of it is earned, and an invoice with its credit note is nothing in any month."""
    drafted = [subscription(period, price) for period, price in lines]
    sale = document(*drafted)
    made = post([history(sale)], books=how)
    assert "2970" not in accounts(made)
    assert sum(earned(made).values()) == sale.totals.without_vat.minor
    back = document(*drafted, number="1002", kind=DocumentKind.CREDIT_NOTE)
    assert earned(post([history(sale), history(back)], books=how)) == {}


def test_a_locked_month_keeps_what_was_earned_in_it() -> None:
    """Booked in April though issued in March: April's share and what came before are earned then."""
    late = DocumentHistory(document(subscription(YEAR)), booked_on=date(2026, 4, 1))
    assert list(earned(post([late], books=BY_MONTH)).items())[:2] == [("2026-04", 2000_00), ("2026-05", 1000_00)]


def test_in_another_currency_it_waits_at_the_rate_of_the_issue() -> None:
    """The same kronor go in and out."""
    sale: Document = document(subscription(YEAR, "99.99"), currency="EUR")
    rates = Rates((ExchangeRate("EUR", Decimal("11.2345"), ISSUED),))
    made = post([history(sale)], books=BY_DAY, rates=rates)
    assert "2970" not in accounts(made)
    assert len(made) == 13

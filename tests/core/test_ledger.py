"""A voucher balances in one currency or cannot exist; the chart says which account plays which role."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import CurrencyMismatch, InputError, UnbalancedVoucher
from faktura.core.ledger import (
    Account,
    AccountCode,
    AccountRole,
    Chart,
    ExchangeRate,
    FinancialYear,
    ProductAccount,
    Rates,
    Reason,
    Voucher,
    VoucherRow,
    year_of,
)
from faktura.core.money import Money, sek
from faktura.core.wording import Text, register

DAY = date(2026, 3, 1)
AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=6)


def rows(*minors: int) -> tuple[VoucherRow, ...]:
    """Rows of so many öre, each on an account of its own."""
    return tuple(VoucherRow(AccountCode(str(3000 + at)), Money(minor)) for at, minor in enumerate(minors))


def voucher(*made: VoucherRow) -> Voucher:
    """A voucher of these rows."""
    return Voucher(series="K", on=DAY, text="Faktura 1", rows=made)


@given(AMOUNTS)
def test_a_voucher_balances_or_cannot_exist(minors: list[int]) -> None:
    """Whatever the rows, their sum is zero; debit and credit are then alike."""
    difference = sum(minors)
    if difference:
        with pytest.raises(UnbalancedVoucher) as refused:
            voucher(*rows(*minors))
        assert refused.value.code == "ledger.unbalanced"
        assert str(Money(difference)) in refused.value.explain("sv")
    made = voucher(*rows(*minors, -difference))
    assert made.debit_total.minor == sum(minor for minor in (*minors, -difference) if minor > 0)
    assert made.debit_total.minor == -sum(minor for minor in (*minors, -difference) if minor < 0)


def test_a_voucher_without_rows_cannot_exist() -> None:
    """It would say nothing."""
    with pytest.raises(UnbalancedVoucher) as refused:
        voucher()
    assert refused.value.code == "ledger.empty"


def test_a_voucher_is_in_one_currency() -> None:
    """A hundred kronor and minus a hundred euro do not balance."""
    with pytest.raises(CurrencyMismatch):
        voucher(VoucherRow(AccountCode("1510"), sek(100)), VoucherRow(AccountCode("3001"), Money(-100_00, "EUR")))


@pytest.mark.parametrize("number", ["151", "1510", "15101234"])
def test_an_account_number_has_three_to_eight_digits(number: str) -> None:
    """Four as a rule; it prints as written."""
    assert str(AccountCode(number)) == number


@pytest.mark.parametrize("number", ["", "15", "123456789", "15 10", "151A", "١٢٣٤", "-1510", "1510\n"])
def test_anything_else_is_no_account_number(number: str) -> None:
    """Letters, blanks, signs and other scripts' digits are refused."""
    with pytest.raises(InputError) as refused:
        AccountCode(number)
    assert refused.value.code == "ledger.account"


CHART = Chart(
    roles={AccountRole.RECEIVABLE: Account(AccountCode("1510"), "Kundfordringar")},
    names={AccountCode("3041"): "Konsultarvoden"},
)


def test_an_account_is_asked_for_by_its_role() -> None:
    """A role the chart leaves open is refused by name, never guessed."""
    assert CHART.account(AccountRole.RECEIVABLE) == AccountCode("1510")
    with pytest.raises(InputError) as refused:
        CHART.account(AccountRole.BANK)
    assert refused.value.code == "ledger.role"
    assert "bank" in refused.value.explain("sv")


def test_an_account_has_a_name_in_every_case() -> None:
    """Its own, else that of its role, else its number."""
    assert [CHART.name(AccountCode(code)) for code in ("3041", "1510", "1930")] == [
        "Konsultarvoden",
        "Kundfordringar",
        "1930",
    ]
    renamed = Chart(roles=CHART.roles, names={AccountCode("1510"): "Fordringar"})
    assert renamed.name(AccountCode("1510")) == "Fordringar"


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_a_financial_year_holds_its_first_and_last_day(day: date, held: bool) -> None:
    """Broken years are years too."""
    assert FinancialYear(date(2025, 7, 1), date(2026, 6, 30)).holds(day) is held


def test_a_voucher_balances_in_the_foreign_currency_too() -> None:
    """Kronor that balance with euro that do not are refused, and the euro named."""
    claim = VoucherRow(AccountCode("1510"), sek(11200), foreign=Money(1000_00, "EUR"))
    with pytest.raises(UnbalancedVoucher) as refused:
        voucher(claim, VoucherRow(AccountCode("3308"), sek(-11200), foreign=Money(-999_00, "EUR")))
    assert "1.00 EUR" in refused.value.explain("sv")
    gain = VoucherRow(AccountCode("3960"), sek(0))
    made = voucher(claim, VoucherRow(AccountCode("3308"), sek(-11200), foreign=Money(-1000_00, "EUR")), gain)
    assert made.debit_total == sek(11200)


BROKEN = FinancialYear(date(2025, 7, 1), date(2026, 6, 30))
FIRST = FinancialYear(date(2026, 2, 10), date(2027, 6, 30))
YEARS = [
    # day, the usual year, years that differ, the year the day falls in
    (date(2026, 5, 1), None, (), ("2026-01-01", "2026-12-31")),
    (date(2026, 6, 30), BROKEN, (), ("2025-07-01", "2026-06-30")),
    (date(2026, 7, 1), BROKEN, (), ("2026-07-01", "2027-06-30")),
    (date(2023, 2, 1), BROKEN, (), ("2022-07-01", "2023-06-30")),
    (date(2028, 2, 29), BROKEN, (), ("2027-07-01", "2028-06-30")),
    (date(2026, 12, 31), None, (FIRST,), ("2026-02-10", "2027-06-30")),  # a first year of seventeen months
    (date(2027, 7, 1), None, (FIRST,), ("2027-07-01", "2028-06-30")),
    # from a broken year to calendar years by a short year between them
    (date(2026, 8, 1), BROKEN, (FinancialYear(date(2027, 1, 1), date(2027, 12, 31)),), ("2026-07-01", "2026-12-31")),
    (date(2029, 8, 1), BROKEN, (FinancialYear(date(2027, 1, 1), date(2027, 12, 31)),), ("2029-01-01", "2029-12-31")),
    (date(2024, 3, 1), FinancialYear(date(2023, 3, 1), date(2024, 2, 29)), (), ("2024-03-01", "2025-02-28")),
]


@pytest.mark.parametrize(("day", "usual", "others", "span"), YEARS)
def test_the_financial_year_of_a_day(
    day: date, usual: FinancialYear | None, others: tuple[FinancialYear, ...], span: tuple[str, str]
) -> None:
    """Given years stand; the rest are twelve months, cut short where a given one begins."""
    found = year_of(day, usual, others)
    assert (found.start.isoformat(), found.end.isoformat()) == span
    assert found.holds(day)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_financial_years_tile(day: date) -> None:
    """Each day is in one year, and the next begins where it ends."""
    year = year_of(day, BROKEN, (FinancialYear(date(2030, 1, 1), date(2031, 6, 30)),))
    after = year_of(year.end + timedelta(days=1), BROKEN, (FinancialYear(date(2030, 1, 1), date(2031, 6, 30)),))
    assert after.start == year.end + timedelta(days=1)


@pytest.mark.parametrize("end", [date(2025, 12, 31), date(2027, 8, 1)])
def test_a_financial_year_has_an_end_within_eighteen_months(end: date) -> None:
    """Not before its start, and no longer than the act allows (BFL 3 kap. 3 §)."""
    with pytest.raises(InputError) as refused:
        FinancialYear(date(2026, 1, 1), end)
    assert refused.value.code == "ledger.year"
    assert FinancialYear(date(2026, 1, 1), date(2027, 6, 30)).previous.end == date(2025, 12, 31)


def euro(kronor: str, on: date) -> ExchangeRate:
    return ExchangeRate("EUR", Decimal(kronor), on)


def test_a_rate_is_of_the_day_or_of_the_week_before() -> None:
    """Bank holidays have none; an older one would be a guess, a later one is not known yet."""
    rates = Rates((euro("11.20", date(2026, 4, 2)), euro("11.30", date(2026, 4, 7)), euro("11.31", date(2026, 4, 7))))
    found = [rates.at("EUR", date(2026, 4, day)) for day in (1, 2, 6, 7, 13, 14)]
    assert [one and str(one.rate) for one in found] == [None, "11.20", "11.20", "11.31", "11.31", None]
    assert rates.at("USD", date(2026, 4, 2)) is None


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity", "1E+50", "1E-50", "1." + "1" * 30])
def test_what_is_no_rate_is_refused(rate: str) -> None:
    """Above zero, and of a size that means something."""
    with pytest.raises(InputError) as refused:
        euro(rate, DAY)
    assert refused.value.code == "ledger.rate"


def test_a_product_has_its_account_from_a_day_on() -> None:
    """A change is one entry more; what was booked before keeps the older account."""
    chart = Chart(roles={}, products=(
        ProductAccount("T", AccountCode("3042"), date(2026, 7, 1)),
        ProductAccount("T", AccountCode("3041"), date(2026, 1, 1)),
    ))  # fmt: skip
    days = (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))
    assert [chart.product_account("T", day) for day in days] == [None, AccountCode("3041"), AccountCode("3042")]
    assert chart.product_account("", days[1]) is None


def test_a_voucher_says_why_it_is() -> None:
    """Its head, each rule with act, event and document, and each rate."""
    register({"test.why": Text(en="document {document}: booked", sv="dokument {document}: bokförd")})
    made = Voucher(
        series="K",
        on=DAY,
        text="Faktura 1",
        rows=rows(100, -100),
        reasons=(Reason(rule="test.why", event="document.issued", document="1", law="BFL 5 kap. 2 §"),),
        rates=(ExchangeRate("EUR", Decimal("11.20"), DAY, "ECB"),),
    )
    assert made.explain("sv").split("\n") == [
        "2026-03-01 Faktura 1",
        "- dokument 1: bokförd; enligt BFL 5 kap. 2 §; händelse document.issued",
        "- en EUR till 11.20, kursen 2026-03-01 (ECB)",
    ]
    assert "by BFL 5 kap. 2 §; event document.issued" in made.explain("en")

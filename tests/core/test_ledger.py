"""A voucher balances in one currency or cannot exist; the chart says which account plays which role."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import CurrencyMismatch, InputError, UnbalancedVoucher
from faktura.core.ledger import (
    Account,
    AccountCode,
    AccountRole,
    Chart,
    FinancialYear,
    Voucher,
    VoucherRow,
)
from faktura.core.money import Money, sek

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

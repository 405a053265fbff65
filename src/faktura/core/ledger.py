"""The books: accounts by role, dimensions, and vouchers that balance or do not exist.

>>> rows = (VoucherRow(AccountCode("1510"), Money(12500)), VoucherRow(AccountCode("3001"), Money(-12500)))
>>> Voucher(series="K", on=date(2026, 11, 2), text="Faktura 1", rows=rows).debit_total.minor
12500
>>> Voucher(series="K", on=date(2026, 11, 2), text="Faktura 1", rows=rows[:1])
Traceback (most recent call last):
faktura.core.errors.UnbalancedVoucher: the voucher 'Faktura 1' is out of balance by 125.00 SEK; debit and credit must be equal
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from faktura.core.errors import InputError, UnbalancedVoucher
from faktura.core.money import Money, total
from faktura.core.wording import Text, register

_ACCOUNT: Final = re.compile(r"[0-9]{3,8}", re.ASCII)


@frozen
class AccountCode:
    """An account number of the chart of accounts (konto): three to eight digits, four as a rule."""

    number: str = field()

    @number.validator
    def _digits(self, _attribute: object, value: str) -> None:
        if not _ACCOUNT.fullmatch(value):
            raise InputError("ledger.account", found=value[:20])

    def __str__(self) -> str:
        return self.number


@frozen
class Dimension:
    """One object a row is tagged with: SIE dimension number (1 cost centre, 6 project) and its code."""

    number: int
    code: str


COST_CENTRE: Final = 1
PROJECT: Final = 6


class AccountRole(StrEnum):
    """What an account is for; which account plays the role is the sender's choice, never a constant."""

    RECEIVABLE = "receivable"
    TAX_AGENCY_RECEIVABLE = "tax_agency_receivable"
    BANK = "bank"
    UNMATCHED_PAYMENTS = "unmatched_payments"
    CUSTOMER_CREDIT = "customer_credit"
    SALES_25 = "sales_25"
    SALES_12 = "sales_12"
    SALES_6 = "sales_6"
    SALES_EXEMPT = "sales_exempt"
    SALES_REVERSE_CHARGE = "sales_reverse_charge"
    SALES_EU_GOODS = "sales_eu_goods"
    SALES_EU_SERVICES = "sales_eu_services"
    SALES_EXPORT_GOODS = "sales_export_goods"
    SALES_EXPORT_SERVICES = "sales_export_services"
    VAT_25 = "vat_25"
    VAT_12 = "vat_12"
    VAT_6 = "vat_6"
    ROUNDING = "rounding"
    DISCOUNT = "discount"
    FREIGHT = "freight"
    INVOICE_FEE = "invoice_fee"
    REMINDER_FEE = "reminder_fee"
    LATE_INTEREST = "late_interest"
    BAD_DEBT = "bad_debt"


@frozen
class Account:
    """An account of the chart: its number and the name that goes into the SIE file."""

    code: AccountCode
    name: str


@frozen(kw_only=True)
class Chart:
    """Which account plays which role for one sender, and what the accounts are called.

    `names` covers the products' own accounts too; an account without a name is named by its number.
    """

    roles: Mapping[AccountRole, Account]
    names: Mapping[AccountCode, str] = field(factory=dict)

    def account(self, role: AccountRole) -> AccountCode:
        """Return the account that plays *role*; `InputError` when the chart leaves it open."""
        found = self.roles.get(role)
        if found is None:
            raise InputError("ledger.role", role=role.value)
        return found.code

    def name(self, code: AccountCode) -> str:
        """Return the name of the account *code*."""
        by_role = {account.code: account.name for account in self.roles.values()}
        return self.names.get(code) or by_role.get(code) or code.number


@frozen
class VoucherRow:
    """One row of a voucher: debit positive, credit negative, in the sender's own currency."""

    account: AccountCode
    amount: Money
    dimensions: tuple[Dimension, ...] = ()
    text: str = ""


@frozen(kw_only=True)
class Voucher:
    """A verification (verifikation): rows whose sum is zero, or it cannot exist.

    Attributes:
        series: Voucher series, one or more letters or digits; the receiving system numbers it.
        on: The accounting date.
        text: Document number and what happened; no personal data beyond the customer's name.
        source: Id of the document or payment behind it.
        cause: Id of the event that caused it, so that no event is posted twice.
    """

    series: str
    on: date
    text: str
    rows: tuple[VoucherRow, ...] = field()
    number: str = ""
    source: str = ""
    cause: str = ""

    @rows.validator
    def _balances(self, _attribute: object, rows: tuple[VoucherRow, ...]) -> None:
        if not rows:
            raise UnbalancedVoucher("ledger.empty", text=self.text)
        difference = total((row.amount for row in rows), rows[0].amount.currency)
        if difference:
            raise UnbalancedVoucher("ledger.unbalanced", text=self.text, difference=str(difference))

    @property
    def debit_total(self) -> Money:
        """The sum of the debit rows."""
        currency = self.rows[0].amount.currency
        return total((row.amount for row in self.rows if row.amount.minor > 0), currency)


@frozen
class FinancialYear:
    """A financial year (räkenskapsår): first and last day."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Return whether *day* falls in the year."""
        return self.start <= day <= self.end


class BookkeepingMethod(StrEnum):
    """Accrual (faktureringsmetoden) or cash (kontantmetoden, bokslutsmetoden)."""

    ACCRUAL = "accrual"
    CASH = "cash"


register(
    {
        "ledger.account": Text(
            en="{found!r} is no account number; give three to eight digits, such as 3001",
            sv="{found!r} är inget kontonummer; ange tre till åtta siffror, som 3001",
        ),
        "ledger.role": Text(
            en="the chart of accounts has no account for {role}; add one to the sender's chart",
            sv="kontoplanen saknar konto för {role}; lägg till ett i avsändarens kontoplan",
        ),
        "ledger.empty": Text(
            en="the voucher {text!r} has no rows; a voucher needs at least two",
            sv="verifikationen {text!r} saknar rader; en verifikation behöver minst två",
        ),
        "ledger.unbalanced": Text(
            en="the voucher {text!r} is out of balance by {difference}; debit and credit must be equal",
            sv="verifikationen {text!r} är i obalans med {difference}; debet och kredit måste vara lika",
        ),
    }
)

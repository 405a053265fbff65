"""The chart of accounts by role: no posting rule knows an account number.

>>> chart = Chart(roles={AccountRole.BANK: Account(AccountCode("1930"), "Företagskonto")})
>>> print(chart.account(AccountRole.BANK), chart.name(AccountCode("1930")))
1930 Företagskonto
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.ledger.dimension import DimensionObject
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

    @property
    def is_result(self) -> bool:
        """Whether it is an income or cost account (BAS classes 3 to 8), where cost centres belong."""
        return "3" <= self.number[0] <= "8"

    def __str__(self) -> str:
        return self.number


class AccountRole(StrEnum):
    """What an account is for; which account plays the role is the sender's choice, never a constant."""

    RECEIVABLE = "receivable"
    PLEDGED_RECEIVABLE = "pledged_receivable"
    TAX_AGENCY_RECEIVABLE = "tax_agency_receivable"
    DOUBTFUL_RECEIVABLE = "doubtful_receivable"
    CARD_RECEIVABLE = "card_receivable"
    CASH = "cash"
    BANK = "bank"
    CLIENT_FUNDS_BANK = "client_funds_bank"
    CUSTOMER_CREDIT = "customer_credit"
    ADVANCE = "advance"
    VAT_25 = "vat_25"
    VAT_12 = "vat_12"
    VAT_6 = "vat_6"
    INPUT_VAT = "input_vat"
    FACTORING_DEBT = "factoring_debt"
    CLIENT_FUNDS_DEBT = "client_funds_debt"
    DEFERRED_INCOME = "deferred_income"
    UNMATCHED_PAYMENTS = "unmatched_payments"
    SALES_25 = "sales_25"
    SALES_12 = "sales_12"
    SALES_6 = "sales_6"
    SALES_EXEMPT = "sales_exempt"
    SALES_EXPORT_GOODS = "sales_export_goods"
    SALES_EU_GOODS = "sales_eu_goods"
    SALES_REVERSE_CHARGE = "sales_reverse_charge"
    SALES_EXPORT_SERVICES = "sales_export_services"
    SALES_EU_SERVICES = "sales_eu_services"
    FREIGHT = "freight"
    INVOICE_FEE = "invoice_fee"
    DISCOUNT = "discount"
    ROUNDING = "rounding"
    RECOVERED_LOSS = "recovered_loss"
    EXCHANGE_GAIN = "exchange_gain"
    REMINDER_FEE = "reminder_fee"
    FACTORING_FEE = "factoring_fee"
    BAD_DEBT = "bad_debt"
    FEARED_LOSS = "feared_loss"
    BANK_CHARGES = "bank_charges"
    EXCHANGE_LOSS = "exchange_loss"
    LATE_INTEREST = "late_interest"


@frozen
class Account:
    """An account of the chart: its number and the name that goes into the SIE file."""

    code: AccountCode
    name: str


@frozen
class ProductAccount:
    """The revenue account of a product from a day on; later entries replace earlier ones and change no older day."""

    product_id: str
    account: AccountCode
    since: date


class Need(StrEnum):
    """Whether rows of an account carry a dimension."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"


@frozen
class DimensionRule:
    """What one account wants of one dimension.

    Attributes:
        dimension: SIE dimension number.
        default: The object to take when a required one is missing; empty: posting stops and says so.
    """

    account: AccountCode
    dimension: int
    need: Need
    default: str = ""


@frozen(kw_only=True)
class Chart:
    """Which account plays which role for one sender, and what the accounts want.

    Attributes:
        roles: The account of each role.
        names: Names of further accounts, the products' own too; an account without one is named by its number.
        products: The products' own accounts, for a sender who binds them at booking.
        banks: The ledger account behind each account money comes in on, by its key (`bankgiro:9912346`).
        rules: What accounts want of dimensions. Without a rule a tag on a result account is kept, and on a
            balance sheet account left off: cost centres and projects belong to results.
        dimensions: Number and name of the sender's own dimensions (from 20 on).
        objects: The register of cost centres, projects and the like; a dimension that has any object
            here takes no other.
    """

    roles: Mapping[AccountRole, Account]
    names: Mapping[AccountCode, str] = field(factory=dict)
    products: tuple[ProductAccount, ...] = ()
    banks: Mapping[str, AccountCode] = field(factory=dict)
    rules: tuple[DimensionRule, ...] = ()
    dimensions: tuple[tuple[int, str], ...] = ()
    objects: tuple[DimensionObject, ...] = ()

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

    def product_account(self, product_id: str, day: date) -> AccountCode | None:
        """Return the product's own account on *day*; none when the register has none for it."""
        held = [one for one in self.products if one.product_id == product_id and one.since <= day]
        return max(held, key=lambda one: one.since).account if held and product_id else None


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
    }
)

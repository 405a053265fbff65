"""The books: accounts by role, dimensions, years, vouchers that balance or do not exist, and a sender's choices.

>>> from datetime import date
>>> from faktura.core.money import Money
>>> rows = (VoucherRow(AccountCode("1510"), Money(12500)), VoucherRow(AccountCode("3001"), Money(-12500)))
>>> Voucher(series="K", on=date(2026, 11, 2), text="Faktura 1", rows=rows).debit_total.minor
12500
>>> Voucher(series="K", on=date(2026, 11, 2), text="Faktura 1", rows=rows[:1])
Traceback (most recent call last):
faktura.core.errors.UnbalancedVoucher: the voucher 'Faktura 1' is out of balance by 125.00 SEK; debit and credit must be equal
"""

from faktura.core.ledger.chart import (
    Account,
    AccountCode,
    AccountRole,
    Chart,
    DimensionRule,
    Need,
    ProductAccount,
)
from faktura.core.ledger.choices import (
    AccountBinding,
    Bookkeeping,
    BookkeepingMethod,
    ChargeBooking,
    DiscountVat,
    LatePosting,
    Spreading,
    Target,
)
from faktura.core.ledger.dimension import COST_CENTRE, PROJECT, Dimension, DimensionObject
from faktura.core.ledger.rate import ExchangeRate, Rates
from faktura.core.ledger.voucher import Reason, Voucher, VoucherKind, VoucherRow
from faktura.core.ledger.year import FinancialYear, year_of

__all__ = [
    "COST_CENTRE",
    "PROJECT",
    "Account",
    "AccountBinding",
    "AccountCode",
    "AccountRole",
    "Bookkeeping",
    "BookkeepingMethod",
    "ChargeBooking",
    "Chart",
    "Dimension",
    "DimensionObject",
    "DimensionRule",
    "DiscountVat",
    "ExchangeRate",
    "FinancialYear",
    "LatePosting",
    "Need",
    "ProductAccount",
    "Rates",
    "Reason",
    "Spreading",
    "Target",
    "Voucher",
    "VoucherKind",
    "VoucherRow",
    "year_of",
]

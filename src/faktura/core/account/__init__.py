"""Where money is paid: bankgiro, plusgiro, IBAN, bank account, and the Swish number of a company.

The same digits can be a bankgiro and a plusgiro number, so the kind is never guessed: a field of
one kind has its `parse`, a field of any kind is read by `parse_account`, which wants the kind first.

>>> account = parse_account("bg 991-2346")
>>> account, format_account(account)
(BankgiroNumber(digits='9912346'), 'bankgiro 991-2346')
"""

from faktura.core.account.bank import BankAccountNumber, Bic, Iban
from faktura.core.account.giro import BankgiroNumber, PlusgiroNumber, SwishNumber
from faktura.core.account.written import PaymentAccount, account_key, format_account, parse_account

__all__ = [
    "BankAccountNumber",
    "BankgiroNumber",
    "Bic",
    "Iban",
    "PaymentAccount",
    "PlusgiroNumber",
    "SwishNumber",
    "account_key",
    "format_account",
    "parse_account",
]

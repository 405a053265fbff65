"""Accounts to pay to, as the readers of e-invoices find them: an identifier, and a word for what kind it is."""

from collections.abc import Mapping
from typing import Final

from faktura.core.account import BankAccountNumber, BankgiroNumber, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.errors import Finding, InvalidIdentifier
from faktura.formats.einvoice.party import left_out
from faktura.formats.einvoice.preflight.tree import Element

AccountKind = type[BankgiroNumber] | type[PlusgiroNumber] | type[Iban]
Kinds = Mapping[str, AccountKind]
"""The kind of account that each word of a format stands for."""

_CLEARING: Final = 4


def account_in(stated: Element, kind: AccountKind | None, found: list[Finding]) -> PaymentAccount | None:
    """Return the account in *stated*; one that breaks its own rules is told and left out.

    What is of no known *kind* is an IBAN when it begins with letters, else a Swedish bank account after its clearing number.
    """
    text = stated.bare
    try:
        if kind is None and not text[:2].isalpha():
            account: PaymentAccount = BankAccountNumber(text[:_CLEARING], text[_CLEARING:])
        else:
            account = (kind or Iban).parse(text)
    except InvalidIdentifier:
        found.append(left_out(stated))
        return None
    stated.read()
    return account

"""Reminder fees and late-payment interest in the books: income when charged, or when paid; never with VAT.

A reminder fee and interest are compensation outside VAT. When they are booked is the sender's choice under the
accrual method (`ChargeBooking`), and when they are paid under the cash method.
"""

from datetime import date

from faktura.core.collection_event import ChargeCorrected
from faktura.core.receivable_event import Parts
from faktura.rules.posting.account import CHARGE_ROLES, FEES, INTEREST, DocumentAccount, Rows
from faktura.rules.posting.falls import Fall, fall_rows


def charge_rows(account: DocumentAccount, name: str, minor: int, *, on: date) -> Rows:
    """Return the rows of a fee or of interest charged; none when it is booked as it is paid."""
    if not account.books.charges_claimed:
        account.charges[name].charge(minor, None)
        return ()
    value, length = account.charges[name].charge(minor, account.scale(on))
    return _rows(account, name, value, length)


def corrected_rows(account: DocumentAccount, event: ChargeCorrected) -> Rows:
    """Return the rows of a charge given back, or made up for: its income goes back.

    What of it was paid already settles the principal instead.
    """
    name = INTEREST if event.kind == INTEREST else FEES
    change = (event.parts.interest + event.parts.fees).minor
    rows = (
        charge_rows(account, name, change, on=event.on) if change > 0 else _taken_back(account, name, -change, event.on)
    )
    if event.parts.principal:
        fall = Fall(
            parts=Parts.of_principal(-event.parts.principal),
            against=account.role(CHARGE_ROLES[name]),
            id=f"corrected:{event.correction_id}",
            scale=account.scale(event.on),
        )
        rows += fall_rows(account, fall, tax_agency=account.is_tax_agency(event.receivable_id))
    return rows


def _taken_back(account: DocumentAccount, name: str, minor: int, on: date) -> Rows:
    split, unknown = account.charges[name].take_back(minor)
    for at, _ in split.booked:
        account.used_scale(at.scale)
    value, length = split.value, split.length
    if unknown and account.books.charges_claimed:  # charged before the history we were given
        value, length = value + account.scale(on).at(unknown), length + unknown
    return _rows(account, name, -value, -length) if length else ()


def _rows(account: DocumentAccount, name: str, value: int, length: int) -> Rows:
    income = account.row(account.role(CHARGE_ROLES[name]), -value, -length)
    return (account.balance((income,), account.claim(tax_agency=False)), income)

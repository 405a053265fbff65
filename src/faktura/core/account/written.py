"""Any account as one text: the kind first, then the number as printed."""

import re
from typing import Final

from faktura.core.account.bank import BankAccountNumber, Iban
from faktura.core.account.giro import BankgiroNumber, PlusgiroNumber, SwishNumber
from faktura.core.check_digit import shown
from faktura.core.errors import InvalidIdentifier
from faktura.core.wording import Text, register

PaymentAccount = BankgiroNumber | PlusgiroNumber | Iban | BankAccountNumber
"""An account an invoice can be paid to; all have `.digits`, `parse` and a printed `str`."""

_KINDS: Final[dict[str, type[PaymentAccount]]] = {
    # the first name of each kind is the one written
    "bankgiro": BankgiroNumber,
    "plusgiro": PlusgiroNumber,
    "iban": Iban,
    "account": BankAccountNumber,
    "bg": BankgiroNumber,
    "pg": PlusgiroNumber,
    "konto": BankAccountNumber,
}
_NAMES: Final = {kind: name for name, kind in reversed(_KINDS.items())}
_WRITTEN: Final = re.compile(r"([A-Za-z]{2,8})(?: ?: ?| )(.{1,60})", re.ASCII)
_BARE_IBAN: Final = re.compile(r"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 ]{11,40}", re.ASCII)


def parse_account(text: str) -> PaymentAccount:
    """Read an account whose kind stands first: `bankgiro` (`bg`), `plusgiro` (`pg`), `iban`, `account` (`konto`).

    An IBAN is told by its own letters and may stand alone; bare digits are refused, since nobody
    can know whether they are bankgiro or plusgiro.

    >>> parse_account("PG: 12 34 56-6"), parse_account("SE45 5000 0000 0583 9825 7466")
    (PlusgiroNumber(digits='1234566'), Iban(code='SE4550000000058398257466'))
    >>> parse_account("991-2346")
    Traceback (most recent call last):
    faktura.core.errors.InvalidIdentifier: account '991-2346': its kind is missing; write bankgiro, ...
    """
    tidy = " ".join(text[:80].split())
    if _BARE_IBAN.fullmatch(tidy):
        return Iban.parse(tidy)
    found = _WRITTEN.fullmatch(tidy)
    kind = _KINDS.get(found[1].lower()) if found else None
    if found is None or kind is None:
        raise InvalidIdentifier("account.kind", found=shown(text))
    return kind.parse(found[2])


def format_account(account: PaymentAccount) -> str:
    """Return *account* as the text `parse_account` reads back as the same account.

    >>> format_account(BankAccountNumber("5839", "8257466"))
    'account 5839 8257466'
    """
    return f"{_NAMES[type(account)]} {account}"


def account_key(account: PaymentAccount | SwishNumber) -> str:
    """Return kind and bare digits, as payments name receiving and paying accounts.

    >>> account_key(BankgiroNumber("9912346")), account_key(Iban("SE4550000000058398257466"))
    ('bankgiro:9912346', 'iban:SE4550000000058398257466')
    """
    match account:
        case Iban():
            return f"iban:{account.code}"
        case BankAccountNumber():
            return f"account:{account.clearing}{account.number}"
        case SwishNumber():
            return f"swish:{account.digits}"
        case _:
            return f"{_NAMES[type(account)]}:{account.digits}"


register(
    {
        "account.kind": Text(
            en="account {found!r}: its kind is missing; write bankgiro, plusgiro, iban or account before it",
            sv="kontot {found!r}: dess slag saknas; skriv bankgiro, plusgiro, iban eller konto framför",
        ),
    }
)

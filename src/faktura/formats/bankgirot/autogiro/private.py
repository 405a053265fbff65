"""Account and identity of a payer: digits that go into the file and nowhere else.

The account number of some private accounts is their owner's personal number, so both are treated alike.

>>> number = PrivateDigits("191212121212")
>>> print(number, number)
1912######## 1912########
>>> number
PrivateDigits(full='1912########')
"""

from typing import Final

from attrs import field, frozen

from faktura.core.account import BankAccountNumber
from faktura.core.identity import Identity, OrganisationNumber

_SHOWN: Final = 4
_ACCOUNT: Final = 12
_ORGANISATION: Final = "00"


def _shape(full: str) -> str:
    return full[:_SHOWN] + "#" * (len(full) - _SHOWN)


@frozen
class PrivateDigits:
    """Digits of a person; `str` and `repr` show the first four only (clearing number, or year of birth).

    Attributes:
        full: As they stand in the file: an account of sixteen digits, or an identity of twelve.
    """

    full: str = field(repr=lambda full: repr(_shape(full)))

    def __str__(self) -> str:
        return _shape(self.full)


def account_digits(account: BankAccountNumber) -> PrivateDigits:
    """Return *account* in sixteen digits: the clearing number in four, then the account filled with zeros to twelve.

    >>> account_digits(BankAccountNumber.parse("6789 123 456 789")).full
    '6789000123456789'
    """
    return PrivateDigits(account.clearing[:_SHOWN] + account.number.zfill(_ACCOUNT))


def identity_digits(identity: Identity) -> PrivateDigits:
    """Return *identity* in twelve digits: a person's with century, an organisation's after two zeros.

    >>> from faktura.core.identity import parse_identity
    >>> identity_digits(parse_identity("559999-0008")).full
    '005599990008'
    """
    return PrivateDigits(_ORGANISATION + identity.digits if isinstance(identity, OrganisationNumber) else identity.full)

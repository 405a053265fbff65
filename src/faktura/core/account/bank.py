"""Accounts at banks: IBAN and BIC, and the Swedish clearing number with its account number."""

import re
from typing import Final, Self

from attrs import Attribute, field, frozen

from faktura.core.check_digit import compact, is_digits, masked, modulus_10
from faktura.core.errors import InvalidIdentifier
from faktura.core.wording import Text, register

_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", re.ASCII)
_NORDEA: Final = "300"
_CLEARING: Final = 4
_LONGEST_ACCOUNT: Final = 12
_WRITTEN: Final = re.compile(r"([0-9]{4})(?:-?([0-9]))?(?:, ?| |-)([0-9][0-9 -]{0,20})", re.ASCII)


def _wrong(code: str, found: str) -> InvalidIdentifier:
    """Return the error to raise; digits are masked, for some accounts are personal numbers."""
    return InvalidIdentifier(f"account.{code}", found=masked(found))


def _iban(_instance: object, _attribute: "Attribute[str]", code: str) -> None:
    from stdnum import exceptions, iban

    if not _IBAN.fullmatch(code):
        raise _wrong("iban.characters", code)
    try:
        iban.validate(code)
    except exceptions.InvalidChecksum:
        raise _wrong("iban.check_digit", code) from None
    except exceptions.ValidationError:
        raise _wrong("iban.country", code) from None


def _iban_shown(code: str) -> str:
    return repr(f"{code[:8]}{masked(code[8:])}" if code.startswith("SE") and code[4:7] == _NORDEA else code)


@frozen
class Iban:
    """An International Bank Account Number, printed in groups of four.

    `repr` hides the account at Nordea, whose personal accounts are numbered by personal number.

    Attributes:
        code: The number without spaces, in capitals.

    >>> print(Iban.parse("se4550000000058398257466"))
    SE45 5000 0000 0583 9825 7466
    """

    code: str = field(validator=_iban, repr=_iban_shown)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an IBAN as printed or as sent; spaces are dropped, letters raised."""
        return cls(compact(text).upper())

    @property
    def digits(self) -> str:
        """The whole number as sent; it begins with the letters of its country."""
        return self.code

    @property
    def country(self) -> str:
        """The country of the bank, ISO 3166."""
        return self.code[:2]

    def __str__(self) -> str:
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


def _bic(_instance: object, _attribute: "Attribute[str]", code: str) -> None:
    from stdnum import bic

    if not code.isascii() or not bic.is_valid(code) or bic.compact(code) != code:
        raise _wrong("bic.form", code)


@frozen
class Bic:
    """A Business Identifier Code of a bank (ISO 9362): eight or eleven letters and digits.

    >>> print(Bic.parse("esse se ss"))
    ESSESESS
    """

    code: str = field(validator=_bic)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a BIC; spaces are dropped, letters raised."""
        return cls(compact(text).upper())

    def __str__(self) -> str:
        return self.code


def _clearing(_instance: object, _attribute: "Attribute[str]", clearing: str) -> None:
    short = is_digits(clearing) and len(clearing) == _CLEARING
    long = is_digits(clearing) and len(clearing) == _CLEARING + 1 and clearing[0] == "8"
    if not short and not (long and modulus_10(clearing[:-1]) == clearing[-1]):
        raise _wrong("bank_account.clearing", clearing)


def _account(_instance: object, _attribute: "Attribute[str]", number: str) -> None:
    if not is_digits(number) or len(number) > _LONGEST_ACCOUNT:
        raise _wrong("bank_account.number", number)


_OF_PERSONS: Final = ("3300", "3782")
"""Nordea's personal accounts, whose numbers are their owners' personal numbers."""


@frozen
class BankAccountNumber:
    """A Swedish bank account: clearing number and account number. Its form is checked, nothing more.

    Which bank a clearing number belongs to, how long its account numbers are and which check digit
    they carry is not checked here: such a number can still be nobody's account.

    Attributes:
        clearing: Four digits, or Swedbank's 8NNN with a fifth, which is modulus 10 over the four.
        number: One to twelve digits; a personal number when the clearing number is 3300 or 3782,
            hence masked there in `repr`.

    >>> BankAccountNumber.parse("8327-9, 123 456 789-0")
    BankAccountNumber(clearing='83279', number='1234567890')
    >>> print(BankAccountNumber.parse("5839-82 574 66"))
    5839 8257466
    """

    clearing: str = field(validator=_clearing)
    number: str = field(validator=_account)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the clearing number, then a space, comma or hyphen, then the account number."""
        found = _WRITTEN.fullmatch(" ".join(text[:80].split()))
        if not found:
            raise _wrong("bank_account.form", text)
        return cls(found[1] + (found[2] or ""), found[3].replace(" ", "").replace("-", ""))

    @property
    def digits(self) -> str:
        """Four digits of clearing number and the account number, as payment files want them."""
        return self.clearing[:_CLEARING] + self.number

    def __repr__(self) -> str:
        number = masked(self.number) if self.clearing in _OF_PERSONS else self.number
        return f"BankAccountNumber(clearing={self.clearing!r}, number={number!r})"

    def __str__(self) -> str:
        fifth = f"-{self.clearing[_CLEARING:]}" if len(self.clearing) > _CLEARING else ""
        return f"{self.clearing[:_CLEARING]}{fifth} {self.number}"


_LOOK: Final = "look for a mistyped character"
_LETA: Final = "leta efter ett felskrivet tecken"

register(
    {
        "account.iban.characters": Text(
            en="IBAN {found!r}: it is two letters, two digits and 11-30 letters or digits; write SEnn NNNN NNNN ...",
            sv="IBAN {found!r}: det är två bokstäver, två siffror och 11-30 bokstäver eller siffror; "
            "skriv SEnn NNNN NNNN ...",
        ),
        "account.iban.check_digit": Text(
            en=f"IBAN {{found!r}}: its check digits do not agree with the rest; {_LOOK}",
            sv=f"IBAN {{found!r}}: kontrollsiffrorna stämmer inte med resten; {_LETA}",
        ),
        "account.iban.country": Text(
            en="IBAN {found!r}: its country has none, or none of this form; ask the payee for the right number",
            sv="IBAN {found!r}: landet har inget, eller inget av den formen; fråga mottagaren om rätt nummer",
        ),
        "account.bic.form": Text(
            en="BIC {found!r}: it has 8 or 11 characters, the fifth and sixth a country; write AAAASEBB",
            sv="BIC {found!r}: det har 8 eller 11 tecken, det femte och sjätte ett land; skriv AAAASEBB",
        ),
        "account.bank_account.form": Text(
            en="bank account {found!r}: write the clearing number, a space and the account number",
            sv="bankkontot {found!r}: skriv clearingnummer, mellanslag och kontonummer",
        ),
        "account.bank_account.clearing": Text(
            en="clearing number {found!r}: it has four digits, or five with a check digit when the first is 8; "
            "ask the payee for the right number",
            sv="clearingnumret {found!r}: det har fyra siffror, eller fem med kontrollsiffra när den första är 8; "
            "fråga mottagaren om rätt nummer",
        ),
        "account.bank_account.number": Text(
            en="account number {found!r}: it has 1-12 digits; leave the clearing number out of it",
            sv="kontonumret {found!r}: det har 1-12 siffror; skriv det utan clearingnummer",
        ),
    }
)

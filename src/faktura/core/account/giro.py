"""Giro numbers and the Swish number of a company: what stands on nearly every Swedish invoice."""

import re
from typing import Final, Self

from attrs import Attribute, field, frozen

from faktura.core.check_digit import compact, is_digits, modulus_10, shown
from faktura.core.errors import InvalidIdentifier
from faktura.core.wording import Text, register

_LONGEST_GIRO: Final = 8
_SWISH: Final = re.compile(r"123[0-9]{7}", re.ASCII)


def _wrong(code: str, found: str) -> InvalidIdentifier:
    return InvalidIdentifier(f"account.{code}", found=shown(found))


def _check_giro(kind: str, digits: str, shortest: int) -> None:
    """Refuse *digits* unless *shortest* to eight ASCII digits with modulus 10 last."""
    if not is_digits(digits):
        raise _wrong(f"{kind}.characters", digits)
    if not shortest <= len(digits) <= _LONGEST_GIRO:
        raise _wrong(f"{kind}.length", digits)
    if modulus_10(digits[:-1]) != digits[-1]:
        raise _wrong(f"{kind}.check_digit", digits)


def _bankgiro(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    _check_giro("bankgiro", digits, 7)


@frozen
class BankgiroNumber:
    """A bankgiro number: seven or eight digits, modulus 10 last, printed NNN-NNNN or NNNN-NNNN.

    >>> print(BankgiroNumber.parse("55555551"))
    5555-5551
    >>> BankgiroNumber.parse("991-2347")
    Traceback (most recent call last):
    faktura.core.errors.InvalidIdentifier: bankgiro number '9912347': its check digit does not agree ...
    """

    digits: str = field(validator=_bankgiro)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the digits, with or without the hyphen before the last four; spaces are dropped."""
        return cls(re.sub(r"-(?=[0-9]{4}\Z)", "", compact(text), count=1))

    def __str__(self) -> str:
        return f"{self.digits[:-4]}-{self.digits[-4:]}"


def _plusgiro(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    _check_giro("plusgiro", digits, 2)


@frozen
class PlusgiroNumber:
    """A plusgiro number: two to eight digits, modulus 10 last, printed in pairs before the hyphen.

    >>> print(PlusgiroNumber.parse("1234566"), PlusgiroNumber.parse("1234567-4"))
    12 34 56-6 123 45 67-4
    """

    digits: str = field(validator=_plusgiro)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the digits, with or without the hyphen before the last one; spaces are dropped."""
        return cls(re.sub(r"-(?=[0-9]\Z)", "", compact(text), count=1))

    def __str__(self) -> str:
        before = self.digits[:-1]
        odd = 2 + len(before) % 2  # an odd number of digits begins with a group of three
        groups = [before[:odd], *(before[at : at + 2] for at in range(odd, len(before), 2))]
        return f"{' '.join(groups)}-{self.digits[-1]}"


def _swish(_instance: object, _attribute: "Attribute[str]", digits: str) -> None:
    if not _SWISH.fullmatch(digits):
        raise _wrong("swish.form", digits)


@frozen
class SwishNumber:
    """The Swish number of a company: ten digits beginning with 123, with no check digit to rely on.

    A person's Swish number is a telephone number, and none of this type.

    >>> print(SwishNumber.parse("1237856901"))
    123 785 69 01
    """

    digits: str = field(validator=_swish)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ten digits; spaces and hyphens are dropped."""
        return cls(compact(text).replace("-", ""))

    def __str__(self) -> str:
        return f"{self.digits[:3]} {self.digits[3:6]} {self.digits[6:8]} {self.digits[8:]}"


def _of_giro(kind: str, form: str, length: str) -> dict[str, Text]:
    return {
        f"account.{kind}.characters": Text(
            en=f"{kind} number {{found!r}}: it holds more than digits and one hyphen; write {form}",
            sv=f"{kind}numret {{found!r}}: det innehåller annat än siffror och ett bindestreck; skriv {form}",
        ),
        f"account.{kind}.length": Text(
            en=f"{kind} number {{found!r}}: it has not {length} digits; write {form}",
            sv=f"{kind}numret {{found!r}}: det har inte {length} siffror; skriv {form}",
        ),
        f"account.{kind}.check_digit": Text(
            en=f"{kind} number {{found!r}}: its check digit does not agree with the others; look for a mistyped digit",
            sv=f"{kind}numret {{found!r}}: kontrollsiffran stämmer inte med de andra; leta efter en felskriven siffra",
        ),
    }


register(_of_giro("bankgiro", "NNN-NNNN / NNNN-NNNN", "7-8") | _of_giro("plusgiro", "NN NN NN-N", "2-8"))
register(
    {
        "account.swish.form": Text(
            en="Swish number {found!r}: a company's has ten digits beginning with 123; write 123 NNN NN NN",
            sv="Swish-numret {found!r}: ett företags har tio siffror och börjar med 123; skriv 123 NNN NN NN",
        ),
    }
)

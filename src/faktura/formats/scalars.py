"""Single values as JSON text and back: amounts, numbers, days, times, bytes and identifiers.

`SCALARS` names for each type the function that writes it and the one that reads it; a reader takes
whatever JSON held and refuses with `Misfit` what is not exactly the text of such a value.
"""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType
from typing import Final

from faktura.core.account import BankAccountNumber, BankgiroNumber, Bic, Iban, PlusgiroNumber, SwishNumber
from faktura.core.errors import NotExpressible
from faktura.core.identity import CoordinationNumber, Gln, OrganisationNumber, PersonalIdentityNumber, VatNumber
from faktura.core.ledger import AccountCode
from faktura.core.money import Money, exponent
from faktura.core.reference import OcrReference


class Misfit(ValueError):
    """A JSON value that is not what the type asks for; told by its kind, never by its content."""

    def __init__(self, found: object, expected: str) -> None:
        """Say what was *expected* in place of *found*."""
        super().__init__(expected)
        self.found, self.expected = kind_of(found), expected


_KINDS: Final[dict[type, str]] = {
    str: "text", bool: "true or false", int: "a number", list: "a list", dict: "an object", NoneType: "nothing",
}  # fmt: skip


def kind_of(value: object) -> str:
    """Return what kind of JSON value *value* is, in words."""
    return _KINDS.get(type(value), "something else")


def money_text(value: Money) -> str:
    """Return an amount with every decimal of its currency: a person reads it, and no digit is implied.

    >>> money_text(Money(-50)), money_text(Money(300, "JPY"))
    ('-0.50 SEK', '300 JPY')
    """
    if not isinstance(value, Money):
        raise TypeError("money was expected")
    decimals = exponent(value.currency)
    digits = str(abs(value.minor)).rjust(decimals + 1, "0")
    whole = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"{'-' if value.minor < 0 else ''}{whole} {value.currency}"


_MONEY: Final = re.compile(r"(-?)([0-9]{1,16})(?:\.([0-9]{1,3}))? ([A-Z]{3})", re.ASCII)


def money_of(value: object) -> Money:
    """Read an amount; the decimals must be those of its currency, so that none is ever misplaced."""
    found = _MONEY.fullmatch(value) if type(value) is str else None
    if found is None or len(found[3] or "") != exponent(found[4]):
        raise Misfit(value, "an amount with all decimals of its currency, such as 125.50 SEK")
    minor = int(found[2] + (found[3] or ""))
    return Money(-minor if found[1] else minor, found[4])


_DECIMAL: Final = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?", re.ASCII)
_WIDEST: Final = 30


def decimal_text(value: Decimal) -> str:
    """Return a decimal in plain digits, its trailing zeros kept."""
    if not isinstance(value, Decimal):
        raise TypeError("a decimal was expected")
    power = value.as_tuple().exponent
    if not isinstance(power, int) or value.adjusted() > _WIDEST or abs(power) > _WIDEST:
        raise NotExpressible(format="json", rule=f"at most {_WIDEST} digits", what="a number beyond measure")
    return format(value, "f")


def decimal_of(value: object) -> Decimal:
    """Read a decimal in plain digits: no exponent, no float."""
    if type(value) is not str or not _DECIMAL.fullmatch(value):
        raise Misfit(value, "a decimal number as text, such as 12.5")
    return Decimal(value)


def day_text(value: date) -> str:
    """Return a day as ISO 8601 writes it; a moment is no day."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError("a day was expected")
    return value.isoformat()


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def day_of(value: object) -> date:
    """Read a day, YYYY-MM-DD."""
    if type(value) is str and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Misfit(value, "a day, such as 2026-03-01")


def time_text(value: datetime) -> str:
    """Return a time in UTC, so that one moment has one text."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError("a time with its zone was expected")
    return value.astimezone(UTC).isoformat()


_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)


def time_of(value: object) -> datetime:
    """Read a time with its offset, as the same moment in UTC."""
    if type(value) is str and _TIME.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Misfit(value, "a time with its zone, such as 2026-03-01T12:00:00+00:00")


def bytes_text(value: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(value).decode("ascii")


def bytes_of(value: object) -> bytes:
    """Read bytes in base64."""
    if type(value) is str:
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            pass
    raise Misfit(value, "base64")


# Any of these may stand where another may, so their text begins with their kind.
Tagged = (
    OrganisationNumber
    | PersonalIdentityNumber
    | CoordinationNumber
    | BankgiroNumber
    | PlusgiroNumber
    | Iban
    | BankAccountNumber
    | SwishNumber
)
_KIND: Final[dict[type[Tagged], str]] = {
    OrganisationNumber: "organisation",
    PersonalIdentityNumber: "person",
    CoordinationNumber: "coordination",
    BankgiroNumber: "bankgiro",
    PlusgiroNumber: "plusgiro",
    Iban: "iban",
    BankAccountNumber: "account",
    SwishNumber: "swish",
}
TAGGED: Final = frozenset(_KIND)
"""The types whose text begins with their kind."""

_OF_KIND: Final = {kind: cls for cls, kind in _KIND.items()}


def tagged_text(value: Tagged) -> str:
    """Return an identity or account with its kind and every digit.

    >>> tagged_text(OrganisationNumber("5599990008")), tagged_text(BankAccountNumber("83279", "1234567890"))
    ('organisation:5599990008', 'account:83279-1234567890')
    """
    match value:
        case PersonalIdentityNumber() | CoordinationNumber():
            text = value.full
        case BankAccountNumber():
            text = f"{value.clearing}-{value.number}"
        case _:
            text = value.digits
    return f"{_KIND[type(value)]}:{text}"


def tagged_of(value: object, wanted: frozenset[type]) -> Tagged:
    """Read an identity or account of one of the *wanted* types.

    Raises:
        Misfit: It is of none of them.
        InvalidIdentifier: Its digits cannot be right.
    """
    kind, _, text = value.partition(":") if type(value) is str else ("", "", "")
    cls = _OF_KIND.get(kind)
    if cls is None or cls not in wanted:
        raise Misfit(value, " or ".join(f"{name}:..." for name, one in sorted(_OF_KIND.items()) if one in wanted))
    if cls is BankAccountNumber:
        clearing, _, number = text.partition("-")
        return BankAccountNumber(clearing, number)
    return cls(text)  # type: ignore[call-arg]  # all others hold one text


_ALONE: Final[dict[type, str]] = {
    VatNumber: "code",
    Gln: "digits",
    Bic: "code",
    OcrReference: "digits",
    AccountCode: "number",
}


def _alone(cls: type, name: str) -> tuple[Callable[..., str], Callable[[object], object]]:
    """Return how a validated text of one attribute is written and read: as that text."""

    def text_of(value: object) -> str:
        return str(getattr(value, name))

    def of_text(value: object) -> object:
        if type(value) is not str:
            raise Misfit(value, f"{cls.__name__} as text")
        return cls(value)

    return text_of, of_text


SCALARS: Final[dict[type, tuple[Callable[..., str], Callable[[object], object]]]] = {
    Money: (money_text, money_of),
    Decimal: (decimal_text, decimal_of),
    datetime: (time_text, time_of),
    date: (day_text, day_of),
    bytes: (bytes_text, bytes_of),
    **{cls: _alone(cls, name) for cls, name in _ALONE.items()},
}

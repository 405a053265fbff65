"""One record type of Autogiro, both ways: its layout, and what each field of it means.

>>> from attrs import frozen
>>> @frozen
... class Removal:
...     payer_number: str
...     line: int = 0
>>> REMOVAL = RecordType(Removal, Layout("03", 80, '''
...      3-12  bankgiro      zeros
...     13-28  payer_number  zeros
... '''), payer_number=PAYER)
>>> REMOVAL.read(7, REMOVAL.write(Removal("101"), bankgiro="0009912346"), bankgiro="0009912346")
Removal(payer_number='101', line=7)
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Final, Generic, TypeVar

from attrs import AttrsInstance, frozen

from faktura.core.errors import NotExpressible
from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro.lines import FORMAT, place
from faktura.formats.bankgirot.autogiro.private import PrivateDigits
from faktura.formats.bankgirot.layout import Layout
from faktura.formats.fields import Place

_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
CURRENCY: Final = "SEK"
"""Autogiro has no field for a currency."""

_T = TypeVar("_T", bound=AttrsInstance)


@frozen
class Column:
    """What a field means: text of the file to a value (`read`), and back (`write`)."""

    read: Callable[[str, Place], object]
    write: Callable[[object], str]


class RecordType(Generic[_T]):
    """A record type: the class of its values, its layout, and a column for each field that the class holds.

    A field `bankgiro` without a column is the payee's own number: it is compared, not kept.
    """

    def __init__(self, make: Callable[..., _T], layout: Layout, **columns: Column) -> None:
        """Tie *make*, *layout* and *columns* together."""
        self.code = layout.code
        self._make = make
        self._layout = layout
        self._columns: Mapping[str, Column] = columns

    def read(self, number: int, line: str, *, bankgiro: str = "", **more: object) -> _T:
        """Return the record on *line*; *more* are values that stand elsewhere.

        Raises:
            MalformedFile: A field that cannot be read, or the bankgiro number of somebody else.
        """
        fields = self._layout.unpack(line)
        found = fields.get("bankgiro", bankgiro)
        if "bankgiro" not in self._columns and found != bankgiro:
            raise place(number, "bankgiro").wrong(found, f"{bankgiro}, as in the first record")
        values = {name: column.read(fields[name], place(number, name)) for name, column in self._columns.items()}
        return self._make(**values, **more, line=number)

    def write(self, record: _T, *, bankgiro: str = "", **more: str) -> str:
        """Return *record* in 80 positions.

        Raises:
            NotExpressible: A value does not fit its field.
        """
        values = {name: column.write(getattr(record, name)) for name, column in self._columns.items()}
        return self._layout.pack({"bankgiro": bankgiro, **values, **more}, format=FORMAT)


def pack(layout: Layout, /, **values: str) -> str:
    """Return a record of *layout* that belongs to no class: heads and ends."""
    return layout.pack(values, format=FORMAT)


def encoded(lines: list[str]) -> bytes:
    """Return *lines* as the bytes of a file: ISO 8859-1, CR LF after each.

    Raises:
        NotExpressible: A letter that ISO 8859-1 lacks.
    """
    try:
        return "".join(line + "\r\n" for line in lines).encode("latin-1")
    except UnicodeEncodeError as error:
        what = f"the character {error.object[error.start : error.start + 1]!r}"
        raise NotExpressible(format=FORMAT, rule="ISO 8859-1", what=what) from None


def filled(text: str, width: int, what: str) -> str:
    """Return the digits of *text* in *width* positions, with zeros before them.

    Raises:
        NotExpressible: They are none, or too many.
    """
    if not _DIGITS.fullmatch(text) or len(text) > width:
        raise NotExpressible(format=FORMAT, rule=f"{width} digits", what=f"{what} {text!r}")
    return text.zfill(width)


def count(text: str) -> str:
    """Return a count or sum of the file without the zeros before it, to compare it as text."""
    return text.lstrip("0 ") or "0"


def _payer(text: str, where: Place) -> str:
    number = text.lstrip("0")
    if not _DIGITS.fullmatch(number):
        raise where.wrong(text, "a payer number of at most 16 digits")
    return number


def _write_payer(value: object) -> str:
    number = str(value)
    if not _DIGITS.fullmatch(number) or number.startswith("0"):
        rule = "digits, the first not 0"
        raise NotExpressible(format=FORMAT, rule=rule, what=f"a payer number of {len(number)} characters")
    return number


def _write_money(value: object) -> str:
    if not isinstance(value, Money):
        return ""
    if value.currency != CURRENCY:
        raise NotExpressible(format=FORMAT, rule="SEK only", what=f"an amount in {value.currency}")
    if value.minor < 0:
        raise NotExpressible(format=FORMAT, rule="amounts have no sign", what="a negative amount")
    return str(value.minor)


def _money(text: str, where: Place) -> Money:
    return where.minor_units(text.strip(" "), CURRENCY)


def _write_day(value: object) -> str:
    return value.strftime("%Y%m%d").zfill(8) if isinstance(value, date) else ""


def _private(text: str, where: Place) -> PrivateDigits | None:
    if text and not _DIGITS.fullmatch(text):
        raise where.wrong(text, "digits, or nothing")
    return PrivateDigits(text) if text else None


def _whole(text: str, where: Place) -> int | None:
    if text and not _DIGITS.fullmatch(text):
        raise where.wrong(text, "a number, or nothing")
    return int(text) if text else None


def _short_year(text: str, where: Place) -> date | None:
    return where.short_day(f"20{text}") if text.strip("0") else None


def optional(column: Column, width: int) -> Column:
    """Return *column* where blanks, or zeros alone, mean that nothing stands there."""
    blank = "" if column is PAYER else None

    def read(text: str, where: Place) -> object:
        return column.read(text, where) if text.strip("0 ") else blank

    def write(value: object) -> str:
        return column.write(value).zfill(width) if value != blank else ""

    return Column(read, write)


def choice(values: type[Enum]) -> Column:
    """Return the column of one of *values*, as its text.

    Raises, when it reads, `MalformedFile` for anything else.
    """

    def read(text: str, where: Place) -> object:
        for one in values:
            if one.value == text:
                return one
        raise where.wrong(text, "one of " + ", ".join(str(one.value) for one in values))

    return Column(read, lambda value: str(value.value) if isinstance(value, Enum) else "")


def flag(word: str) -> Column:
    """Return the column that is true where *word* stands."""

    def read(text: str, where: Place) -> object:
        if text not in ("", word):
            raise where.wrong(text, f"{word}, or nothing")
        return text == word

    return Column(read, lambda value: word if value else "")


TEXT: Final = Column(lambda text, _: text, str)
"""Text as it stands, without the blanks to the right of it."""

PAYER: Final = Column(_payer, _write_payer)
"""A payer number (betalarnummer), without the zeros before it."""

MONEY: Final = Column(_money, _write_money)
"""An amount in SEK, zero or more."""

DAY: Final = Column(lambda text, where: where.short_day(text), _write_day)
"""A date YYYYMMDD."""

SHORT_DAY: Final = Column(_short_year, lambda value: _write_day(value)[2:])
"""A date YYMMDD of this century, or none."""

DAY_OR_AT_ONCE: Final = Column(
    lambda text, where: None if text == "GENAST" else where.short_day(text),
    lambda value: "GENAST" if value is None else _write_day(value),
)
"""A date YYYYMMDD, or none for `GENAST`: the next possible day."""

PRIVATE: Final = Column(_private, lambda value: value.full if isinstance(value, PrivateDigits) else "")
"""Digits of a person, or none."""


def whole(width: int) -> Column:
    """Return the column of a whole number of *width* digits, or none where it is blank."""
    return Column(_whole, lambda value: "" if value is None else str(value).zfill(width))

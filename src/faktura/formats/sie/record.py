"""What a SIE 4 file holds: records in the file's order, verifications with their rows, nothing lost.

Field names follow the standard (SIE filformat, edition 4B, chapter 11). Line numbers say where a record
was read; they take no part in comparisons, so that a file read again from what was written is equal.

>>> row = Row(kind="TRANS", account="1510", amount=1250000)
>>> row.objects, row.amount
((), 1250000)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from attrs import field, frozen

from faktura.core.errors import Finding
from faktura.formats.sie.field import Field, day
from faktura.formats.sie.joined import Joined

RowKind = Literal["TRANS", "RTRANS", "BTRANS"]
"""An ordinary row, a row added after the first registration, a row taken away."""


class Row(NamedTuple):
    """One row of a verification. A named tuple, because a year's file has a million of them.

    Attributes:
        kind: `TRANS` counts in the balance; `RTRANS` (added) and `BTRANS` (removed) are history.
        objects: Dimension and object in turn: `("1", "100", "6", "P1")`.
        amount: Öre (hundredths of the file's currency); debit positive, credit negative. A whole number, but a
            `Decimal` where the file gives fractions of an öre, which are kept exactly.
        on: The row's own date as written, usually `YYYYMMDD`; empty: the verification's.
        written: What stood in the amount's place when that is no amount; `amount` is then zero, and a finding says so.
    """

    kind: RowKind
    account: str
    objects: tuple[str, ...] = ()
    amount: int | Decimal = 0
    on: str = ""
    text: str = ""
    quantity: str = ""
    sign: str = ""
    extra: tuple[str, ...] = ()
    written: str = ""


@frozen
class Record:
    """A record other than a verification.

    Attributes:
        tag: Without its `#`, in capitals; empty when the line was no record: it is then the only field.
        fields: Text, or a tuple for an object list in braces.
        line: Where it was read, from 1; 0 when it was made here.
    """

    tag: str
    fields: tuple[Field, ...] = ()
    line: int = field(default=0, eq=False)

    def text(self, position: int) -> str:
        """Return the field at *position* from 0 as text; empty when it is absent or an object list."""
        found = self.fields[position] if position < len(self.fields) else ""
        return found if isinstance(found, str) else ""


@frozen(kw_only=True)
class SieVoucher:
    """A verification (`#VER` and its rows) as the file has it: it may be out of balance.

    Attributes:
        on: The accounting date as written, usually `YYYYMMDD`.
        registered: The day it was entered, as written.
        others: Records inside the braces that are no rows.
        line: Line of `#VER`. row_lines: the line of each row.
    """

    series: str = ""
    number: str = ""
    on: str = ""
    text: str = ""
    registered: str = ""
    sign: str = ""
    extra: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    others: tuple[Record, ...] = ()
    line: int = field(default=0, eq=False)
    row_lines: Sequence[int] = field(default=(), eq=False, repr=False)

    @property
    def day(self) -> date | None:
        """The accounting date; none when it is not written as `YYYYMMDD`."""
        return day(self.on)

    @property
    def balance(self) -> Decimal:
        """The sum of the `#TRANS` rows in kronor; zero when the verification balances."""
        return kronor(row_total(self.rows))


class Checksum(StrEnum):
    """What `#KSUMMA` says: `uncheckable` when the text has letters that code page 437 lacks."""

    OK = "ok"
    WRONG = "wrong"
    ABSENT = "absent"
    UNCHECKABLE = "uncheckable"


@frozen(kw_only=True)
class SieFile:
    """A whole file: records and verifications in their order.

    Attributes:
        checksummed: Whether it carries `#KSUMMA`; the checksum records themselves are not among `items`.
        encoding: The encoding it was read in: `cp437`, `utf-8`, `cp1252`, `latin-1`, `utf-16`.
        checksum: What checking it gave. findings: what was wrong, by line. Both as read, not compared.
    """

    items: Sequence[Record | SieVoucher]
    checksummed: bool = False
    encoding: str = field(default="cp437", eq=False)
    checksum: Checksum = field(default=Checksum.ABSENT, eq=False)
    findings: tuple[Finding, ...] = field(default=(), eq=False)

    @property
    def vouchers(self) -> Sequence[SieVoucher]:
        """The verifications; those of a file that was read are made as they are asked for."""
        if not isinstance(self.items, Joined):
            return tuple(item for item in self.items if isinstance(item, SieVoucher))
        parts = (tuple(filter(_is_voucher, part)) if isinstance(part, tuple) else part for part in self.items.parts)
        return Joined([part for part in parts if part])

    def records(self, tag: str) -> tuple[Record, ...]:
        """Return the records of *tag* (`"KONTO"`), in the file's order."""
        return tuple(record for record in self._records() if record.tag == tag)

    def text(self, tag: str, position: int = 0) -> str:
        """Return a field of the first record of *tag*; empty when there is none."""
        found = next((record for record in self._records() if record.tag == tag), None)
        return found.text(position) if found is not None else ""

    def _records(self) -> Iterator[Record]:
        """Every record but the verifications, of which whole runs are passed by unmade."""
        parts = self.items.parts if isinstance(self.items, Joined) else (self.items,)
        for part in parts:
            if isinstance(part, tuple | list):
                yield from (item for item in part if isinstance(item, Record))

    @property
    def company(self) -> str:
        """`#FNAMN`."""
        return self.text("FNAMN")

    @property
    def organisation_number(self) -> str:
        """`#ORGNR` as written."""
        return self.text("ORGNR")

    @property
    def type(self) -> int:
        """`#SIETYP`: 1 to 4; a file without it is of type 1."""
        written = self.text("SIETYP")
        return int(written) if written in _TYPES else 1

    @property
    def currency(self) -> str:
        """`#VALUTA`; SEK when it is not stated."""
        return self.text("VALUTA") or "SEK"

    @property
    def accounts(self) -> Mapping[str, str]:
        """Names of the declared accounts by number; a number declared twice has its last name."""
        return {record.text(0): record.text(1) for record in self.records("KONTO")}


_TYPES: Final = frozenset({"1", "2", "3", "4"})


def _is_voucher(item: Record | SieVoucher) -> bool:
    return isinstance(item, SieVoucher)


def row_total(rows: Iterable[Row]) -> int | Decimal:
    """Return the sum in öre of the rows that count (`#TRANS`), exactly; a whole number when it is one."""
    return exact_total(row.amount for row in rows if row.kind == "TRANS")


def exact_total(amounts: Iterable[int | Decimal]) -> int | Decimal:
    """Return the sum of *amounts*, with nothing rounded away."""
    total: int | Decimal = 0
    for amount in amounts:
        total = exact_sum(total, amount)
    return total


_EXACT: Final = Context(prec=200)


def exact_sum(total: int | Decimal, amount: int | Decimal) -> int | Decimal:
    """Return *total* and *amount* together, with nothing rounded away however many decimals there are."""
    if isinstance(total, int) and isinstance(amount, int):
        return total + amount
    found = _EXACT.add(Decimal(total), Decimal(amount))
    return int(found) if found == found.to_integral_value() else found


def kronor(ore: int | Decimal) -> Decimal:
    """Return an amount in öre as kronor, exactly.

    >>> kronor(-1277100), kronor(Decimal("0.5"))
    (Decimal('-12771.00'), Decimal('0.005'))
    """
    return _EXACT.scaleb(Decimal(ore), -2)

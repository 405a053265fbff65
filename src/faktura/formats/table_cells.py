"""Rows of a CSV file from outside, and what their cells say: amounts and days through strict patterns, nothing guessed.

>>> table = read_table("Datum;Belopp\\r\\n2026-11-02;1 234,50\\r\\n".encode())
>>> row = table.rows[0]
>>> row.line, row.amount("Belopp", "SEK"), row.day("Datum").isoformat()
(2, Money(minor=123450, currency='SEK'), '2026-11-02')
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Literal

from attrs import field, frozen

from faktura.core.check_digit import shown
from faktura.core.errors import InvalidAmount, MalformedFile
from faktura.core.money import Money
from faktura.formats.fields import Place

FORMAT: Final = "csv"
_BLANKS: Final = str.maketrans("\u00a0\u2009\u202f\u2212", "   -")
_AMOUNT: Final = {
    ",": re.compile(
        r"([+-]?) ?([0-9]{1,3}(?:[ .][0-9]{3}){1,4}|[0-9]{1,13})(?:,([0-9]{1,3}))? ?(?:kr|[A-Z]{3})?", re.ASCII
    ),
    ".": re.compile(
        r"([+-]?) ?([0-9]{1,3}(?:[ ,][0-9]{3}){1,4}|[0-9]{1,13})(?:\.([0-9]{1,3}))? ?(?:kr|[A-Z]{3})?", re.ASCII
    ),
}
"""Sign, digits in groups of three or in one, decimals; what else could stand between groups stands before decimals."""

_DAY: Final = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})(?:[T ].{0,30})?", re.ASCII)
_LONGEST: Final = 40


@frozen
class Row:
    """One row: the line it began on, and its cells by the names of their columns, in small letters."""

    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the cell of *column*, blanks round it removed; empty for no column."""
        return self.cells.get(tidy(column), "").strip() if column else ""

    def place(self, column: str) -> Place:
        """Return where the cell of *column* stands."""
        return Place(format=FORMAT, line=self.line, field=column)

    def amount(self, column: str, currency: str, decimal: Literal[",", "."] = ",") -> Money:
        """Return the amount in *column*: digits, groups of three, decimals after *decimal*; below zero with a minus.

        Raises:
            MalformedFile: It is no such amount; `1.234` with decimals after a point is not taken for 1 234.
        """
        written = self.text(column).translate(_BLANKS)
        found = _AMOUNT[decimal].fullmatch(written) if len(written) <= _LONGEST else None
        if found is None:
            raise self.place(column).wrong(shown(written[:_LONGEST]), f"an amount such as 1 234{decimal}50")
        digits = "".join(one for one in found[2] if one not in " .,")
        try:
            return Money.parse(f"{found[1].removeprefix('+')}{digits}" + (f".{found[3]}" if found[3] else ""), currency)
        except InvalidAmount:
            raise self.place(column).wrong(shown(written[:_LONGEST]), f"an amount in {currency[:3]}") from None

    def day(self, column: str) -> date:
        """Return the day in *column*, year first: 2026-11-02, 20261102 or 2026/11/02; a time after it is let go.

        Raises:
            MalformedFile: It is no such day: which of 02/11 and 11/02 is meant, nobody can know.
        """
        written = self.text(column)
        found = _DAY.fullmatch(written) if len(written) <= _LONGEST else None
        try:
            if found is None:
                raise ValueError
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            raise self.place(column).wrong(written[:_LONGEST], "a day such as 2026-11-02") from None


@frozen
class Table:
    """The rows of a file, the names of its columns, and the lines that are no rows with what is wrong with them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[MalformedFile, ...] = field(default=())

    def need(self, *columns: str) -> None:
        """Refuse the file where one of *columns* is not there; those without a name are not asked for.

        Raises:
            MalformedFile: The line of the head is told.
        """
        for column in columns:
            if column and tidy(column) not in self.columns:
                raise MalformedFile(format=FORMAT, line=1, field="column", found="none", expected=column)


def tidy(column: str) -> str:
    """Return the name of a column as it is compared."""
    return " ".join(column.casefold().split())


def read_table(data: bytes, *, delimiter: str = "") -> Table:
    """Read a CSV file: UTF-8, with or without its mark, else Windows-1252; semicolons, tabs or commas between cells.

    Raises:
        MalformedFile: There is no head, two columns have one name, or a quoted cell never ends.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.lstrip("\r\n").partition("\n")[0]
    between = delimiter or max(";\t,", key=head.count)
    rows: list[Row] = []
    broken: list[MalformedFile] = []
    columns: tuple[str, ...] = ()
    for line, cells in _lines(text, between):
        if not columns:
            columns = tuple(map(tidy, cells))
            named = [one for one in columns if one]
            if len(set(named)) != len(named):
                raise MalformedFile(
                    format=FORMAT, line=line, field="head", found="one twice", expected="names of their own"
                )
        elif len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            found, expected = f"{len(cells)} cells", f"{len(columns)} cells"
            broken.append(MalformedFile(format=FORMAT, line=line, field="row", found=found, expected=expected))
        else:
            rows.append(Row(line, dict(zip(columns, cells, strict=False))))
    if not columns:
        raise MalformedFile(format=FORMAT, line=1, field="head", found="nothing", expected="the names of the columns")
    return Table(columns, tuple(rows), tuple(broken))


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, with the lines they begin on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise MalformedFile(
            format=FORMAT,
            line=line,
            field="row",
            found="cells that cannot be told apart",
            expected="separated cells, quotes closed",
        ) from None

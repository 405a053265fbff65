"""Tables that a person opens in a spreadsheet: CSV and XLSX, with text that can never become a formula.

A cell that a spreadsheet would run (`=`, `+`, `-`, `@`, tab or carriage return first, blanks before it or not) gets a leading
apostrophe; amounts are written as numbers, and so are quantities. What cannot be told apart afterwards is not written.

>>> write_csv(("Kund", "Att betala"), [("=1+1", Decimal("-12.50"))]).decode("utf-8-sig")
"Kund;Att betala\\r\\n'=1+1;-12,50\\r\\n"
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from faktura.core.errors import InputError, NotExpressible
from faktura.core.money import Money
from faktura.core.wording import Text, register

Cell = str | int | bool | Decimal | Money | date | None
"""What a cell may hold; `Money` is written as the number alone: let a column of its own name the currency."""

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_576
_DIGITS: Final = 15


def harmless(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula.

    >>> harmless("=SUM(A1)"), harmless("  @cmd"), harmless("Åsa-Öman")
    ("'=SUM(A1)", "'  @cmd", 'Åsa-Öman')
    """
    return f"'{text}" if text.lstrip(" \u00a0\n\v\f").startswith(_RISKY) else text


def write_csv(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ";", decimal_mark: str = ","
) -> bytes:
    """Return a CSV table as Swedish spreadsheets open it: UTF-8 with its mark, semicolons, a decimal comma.

    Raises:
        InputError: A row has another number of cells than the head.
        NotExpressible: A text holds the zero byte.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_text(cell) for cell in head])
    for row in rows:
        _same_length(head, row)
        writer.writerow([_csv_cell(cell, decimal_mark) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _csv_cell(cell: Cell, decimal_mark: str) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case Money():
            return f"{cell.major:f}".replace(".", decimal_mark)
        case Decimal():
            return f"{_finite(cell):f}".replace(".", decimal_mark)
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
        case _:
            return _text(cell)


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "Tabell") -> bytes:
    """Return an XLSX workbook with one sheet; the same table, the same bytes. Needs the extra `excel`.

    Raises:
        InputError: A row has another number of cells than the head, or the extra is not installed.
        NotExpressible: More rows, a longer text, or more digits than a sheet holds without changing them.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise InputError("tables.extra") from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": _FIXED})
    page = book.add_worksheet(sheet)
    amount, day, bold = (
        book.add_format({"num_format": form} if form else {"bold": True}) for form in ("#,##0.00", "yyyy-mm-dd", "")
    )
    page.freeze_panes(1, 0)
    for column, title in enumerate(head):
        page.write_string(0, column, _text(title), bold)
    for number, row in enumerate(rows, start=1):
        _same_length(head, row)
        if number >= _MOST_ROWS:
            raise NotExpressible(format="xlsx", rule=f"at most {_MOST_ROWS} rows", what="another row")
        for column, cell in enumerate(row):
            match cell:
                case None:
                    pass
                case bool():
                    page.write_boolean(number, column, cell)
                case Money():
                    page.write_number(number, column, _digits(cell.major), amount)
                case Decimal() | int():
                    page.write_number(number, column, _digits(Decimal(cell)))
                case date():
                    page.write_datetime(number, column, cell, day)
                case _:
                    page.write_string(number, column, _text(cell))
    book.close()
    return out.getvalue()


_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC)


def _text(text: str) -> str:
    if "\x00" in text or len(text) > _LONGEST:
        raise NotExpressible(
            format="table", rule=f"a text of at most {_LONGEST} characters, no zero byte", what="a text"
        )
    return harmless(text)


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise NotExpressible(format="table", rule="a finite number", what="a number that is none")
    return number


def _digits(number: Decimal) -> Decimal:
    """Return *number* when a sheet, which counts in binary with fifteen digits, shows it as it is."""
    if len(_finite(number).normalize().as_tuple().digits) > _DIGITS:
        raise NotExpressible(format="xlsx", rule=f"at most {_DIGITS} digits", what="a longer number")
    return number


def _same_length(head: Sequence[str], row: Sequence[Cell]) -> None:
    if len(row) != len(head):
        raise InputError("tables.row", expected=len(head), found=len(row))


register(
    {
        "tables.row": Text(
            en="a row has {found} cells where the head has {expected}; give one cell for each column",
            sv="en rad har {found} celler där huvudet har {expected}; ange en cell för varje kolumn",
        ),
        "tables.extra": Text(
            en="a workbook needs xlsxwriter; install faktura with the extra excel, or write CSV",
            sv="en arbetsbok behöver xlsxwriter; installera faktura med tillägget excel, eller skriv CSV",
        ),
    }
)

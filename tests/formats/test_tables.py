"""Tables for spreadsheets: exact numbers, whole texts, and no text that becomes a formula."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.tables import Cell, harmless, write_csv, write_xlsx

HEAD = ("Kund", "Belopp", "Dag")
ROW = ("Åsa Öman", sek("-1250.50"), date(2026, 2, 28))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


def read(data: bytes) -> list[list[str]]:
    """The cells of a CSV table."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def opened(data: bytes) -> list[tuple[object, ...]]:
    """The cells of a workbook, by a library of others; a formula would come as text beginning with `=` and its own type."""
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    return [tuple(cell.value for cell in row) for row in page.iter_rows()]


def test_a_table_as_swedish_spreadsheets_open_it() -> None:
    """A mark for UTF-8, semicolons, a decimal comma, ISO dates."""
    assert write_csv(HEAD, [ROW]) == "\ufeffKund;Belopp;Dag\r\nÅsa Öman;-1250,50;2026-02-28\r\n".encode()


def test_a_workbook_has_numbers_and_dates() -> None:
    """An amount is a number to sum, a day a day to sort by."""
    head, row = opened(write_xlsx(HEAD, [ROW]))
    assert head == HEAD
    assert row[:2] == ("Åsa Öman", -1250.5)
    assert str(row[2])[:10] == "2026-02-28"


def test_the_same_table_is_the_same_bytes() -> None:
    """No clock in it."""
    assert write_xlsx(HEAD, [ROW]) == write_xlsx(HEAD, [ROW])


@pytest.mark.parametrize(
    "attack",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u00a0=cmd|'/c calc'!A0",
        "\n=1",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_a_formula_stays_a_text(attack: str) -> None:
    """In a cell, and in a heading; in both kinds of file."""
    assert read(write_csv((attack,), [(attack,)])) == [[f"'{attack}"], [f"'{attack}"]]
    for (cell,) in opened(write_xlsx((attack,), [(attack,)])):
        assert isinstance(cell, str)
        assert cell.startswith("'")


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_text_is_lost_and_none_becomes_a_formula(texts: list[str]) -> None:
    """Whatever it holds: quotes, line ends, semicolons."""
    (head, row) = read(write_csv(texts, [texts]))
    assert head == row == [harmless(text) for text in texts]
    for cell, text in zip(row, texts, strict=True):
        assert cell.removeprefix("'") == text or cell == text
        assert not cell.lstrip(" \u00a0\n\v\f").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.integers(-(10**14), 10**14).map(Money), min_size=1, max_size=5))
def test_amounts_come_back_to_the_ore(amounts: list[Money]) -> None:
    """From both kinds of file."""
    rows = [(amount,) for amount in amounts]
    assert [Decimal(row[0].replace(",", ".")) for row in read(write_csv(("B",), rows))[1:]] == [
        a.major for a in amounts
    ]
    told = [row[0] for row in opened(write_xlsx(("B",), rows))[1:]]
    assert [Decimal(str(value)) for value in told] == [a.major for a in amounts]


@pytest.mark.parametrize(
    ("write", "row"),
    [
        (write_csv, ("a\x00b",)),
        (write_csv, (Decimal("NaN"),)),
        (write_xlsx, ("x" * 40_000,)),
        (write_xlsx, (Decimal("0.1234567890123456"),)),
    ],
)
def test_what_would_change_is_not_written(write: Callable[..., bytes], row: Sequence[Cell]) -> None:
    """A number of more digits than a sheet counts with, a text it cuts, the zero byte."""
    with pytest.raises(NotExpressible):
        write(("B",), [row])


def test_every_row_has_the_cells_of_the_head() -> None:
    """A cell too few would shift the sums."""
    for write in (write_csv, write_xlsx):
        with pytest.raises(InputError):
            write(HEAD, [ROW[:2]])

"""The grammar inside a line, edition 4B chapter 5."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.sie.field import Field, amount, amount_text, bare, day, decimal_amount, quoted, split
from tests.formats.sie.files import texts

CASES: list[tuple[str, tuple[Field, ...]]] = [
    ("#KONTO 1510 Kundfordringar", ("#KONTO", "1510", "Kundfordringar")),
    ("#KONTO  1510\t \tKund  ", ("#KONTO", "1510", "Kund")),
    ('#VER "" "" 20260105 ""', ("#VER", "", "", "20260105", "")),
    ('#KONTO 1915 "Kassa \\"special\\""', ("#KONTO", "1915", 'Kassa "special"')),
    ('#FNR "C:\\a\\b"', ("#FNR", "C:\\a\\b")),
    ('#FNR "C:\\a\\"', ("#FNR", "C:\\a\\")),
    ("#TRANS 1510 {} 1", ("#TRANS", "1510", (), "1")),
    ("#TRANS 1510 { } 1", ("#TRANS", "1510", (), "1")),
    ('#TRANS 1510{1 "100"}1', ("#TRANS", "1510", ("1", "100"), "1")),
    ('#TRANS 1510 { "1" "10 10" 6 P1 } 1', ("#TRANS", "1510", ("1", "10 10", "6", "P1"), "1")),
    ('#OBJEKT 1 "a{b}c" 5"', ("#OBJEKT", "1", "a{b}c", '5"')),
]


@pytest.mark.parametrize(("line", "fields"), CASES)
def test_fields(line: str, fields: tuple[Field, ...]) -> None:
    """Blanks and tabs separate, quotation marks hold together, an object list is one field."""
    assert (split(line).fields, split(line).problem) == (fields, "")


@given(st.lists(texts(), min_size=1, max_size=4))
def test_quoted_fields_come_back(fields: list[str]) -> None:
    """What is quoted on one line is split into the same fields."""
    assert split(" ".join(map(quoted, fields))).fields == tuple(fields)
    assert split(" ".join(map(bare, fields))).fields == tuple(fields)


AMOUNTS = [
    ("12500.00", 12500_00, True),
    ("-0.05", -5, True),
    ("1063", 1063_00, True),
    ("-212.5", -212_50, True),
    ("7.", 7_00, True),
    ("+5", 5_00, False),
    ("5,25", 5_25, False),
    ("5.2500", 5_25, False),
    ("5.255", None, False),
    ("1 000", None, False),
    ("1E+1000000", None, False),
    ("٣", None, False),
    ("--1", None, False),
    ("", None, False),
    ("9" * 5000, None, False),
]


@pytest.mark.parametrize(("text", "ore", "plain"), AMOUNTS)
def test_amounts(text: str, ore: int | None, plain: bool) -> None:
    """A point, at most two decimals, no plus, no grouping; digits of ASCII only; what is odd is said."""
    found = amount(text)
    assert (found.ore, found.plain) == (ore, plain)


@given(st.integers())
def test_an_amount_written_is_read_back(ore: int) -> None:
    """There is no upper limit in the standard; the text of any amount up to forty digits is read back."""
    if len(str(abs(ore))) <= 40:
        assert amount(amount_text(ore)).ore == ore


def test_fractions_of_an_ore_are_decimals_only() -> None:
    """They have no place among whole öre, but can be summed."""
    assert (decimal_amount("0.005"), decimal_amount("1,5"), decimal_amount("tio")) == (
        Decimal("0.005"),
        Decimal("1.5"),
        None,
    )


@pytest.mark.parametrize("text", ["", "2026-01-05", "260105", "20260231", "idag", "20260105 ", "٢٠٢٦٠١٠٥"])
def test_what_is_no_date(text: str) -> None:
    """Only eight ASCII digits that name a day."""
    assert day(text) is None
    assert day("20240229") == date(2024, 2, 29)

"""The grammar inside a line, edition 4B chapter 5."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.sie.field import Field, amount, amount_text, bare, day, quoted, split
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
    ("12500.00", 12500_00, ""),
    ("-0.05", -5, ""),
    ("-0.00", 0, ""),
    ("1063", 1063_00, ""),
    ("-212.5", -212_50, ""),
    ("7.", 7_00, ""),
    ("+5", 5_00, "SIE-AMOUNT-FORM"),
    ("5,25", 5_25, "SIE-AMOUNT-FORM"),
    ("5.2500", 5_25, "SIE-AMOUNT-FORM"),
    (".5", 50, "SIE-AMOUNT-FORM"),
    ("\u2212100.00", -100_00, "SIE-AMOUNT-FORM"),  # a minus sign, as browsers write in Swedish
    ("1\u00a0234\u00a0567,50", 1234567_50, "SIE-AMOUNT-FORM"),  # and a no-break space between thousands
    ("5.255", Decimal("525.5"), "SIE-DECIMALS"),
    ("-0.00000001", Decimal("-0.000001"), "SIE-DECIMALS"),
    ("1 000", None, "SIE-AMOUNT"),
    ("12\u00a034", None, "SIE-AMOUNT"),
    ("1E+1000000", None, "SIE-AMOUNT"),
    ("1_000", None, "SIE-AMOUNT"),
    ("٣", None, "SIE-AMOUNT"),
    ("--1", None, "SIE-AMOUNT"),
    (".", None, "SIE-AMOUNT"),
    ("-", None, "SIE-AMOUNT"),
    ("", None, "SIE-AMOUNT"),
    ("9" * 5000, None, "SIE-AMOUNT"),
]


@pytest.mark.parametrize(("text", "ore", "code"), AMOUNTS)
def test_amounts(text: str, ore: int | Decimal | None, code: str) -> None:
    """A point, at most two decimals, no plus, no grouping; digits of ASCII only; what is odd is said, the worth exact."""
    found = amount(text)
    assert (found.ore, found.code) == (ore, code)


@given(st.integers())
def test_an_amount_written_is_read_back(ore: int) -> None:
    """There is no upper limit in the standard; the text of any amount up to forty digits is read back."""
    if len(str(abs(ore))) <= 40:
        assert amount(amount_text(ore)).ore == ore


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**12), max_value=10**12))
def test_an_amount_of_many_decimals_is_exact(kronor: Decimal) -> None:
    """However many decimals a program writes, the worth is what it wrote, and is written again."""
    found = amount(f"{kronor:f}").ore
    assert found == kronor * 100
    assert found is not None
    assert Decimal(amount_text(found)) == kronor


@pytest.mark.parametrize("text", ["", "2026-01-05", "260105", "20260231", "idag", "20260105 ", "٢٠٢٦٠١٠٥"])
def test_what_is_no_date(text: str) -> None:
    """Only eight ASCII digits that name a day."""
    assert day(text) is None
    assert day("20240229") == date(2024, 2, 29)

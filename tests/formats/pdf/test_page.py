"""Breaking and fitting text."""

from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.pdf.font import tidy
from faktura.formats.pdf.page import RIGHT, Page, Pen
from tests.formats.pdf.drawn import drawn

PEN = Pen()


@given(st.text(max_size=300), st.floats(min_value=40, max_value=500), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float, bold: bool) -> None:
    """Lines break at spaces, and inside words that are too wide; all the letters are still there."""
    lines = PEN.wrap(text, 9, room, bold=bold)
    assert all(PEN.width(line, 9, bold=bold) <= room + 1e-6 for line in lines)
    kept = "".join(tidy(part) for part in text.splitlines())
    assert "".join(lines).replace(" ", "") == kept.replace(" ", "")


def test_line_breaks_in_the_text_are_kept() -> None:
    """A note of two lines is printed on two."""
    assert PEN.wrap("Tack!\nVälkommen åter", 9, 400) == ["Tack!", "Välkommen åter"]


def test_a_text_that_is_too_wide_is_set_smaller() -> None:
    """So that an amount never runs into its neighbour."""
    size = PEN.fitting("999 999 999 999,99 kr", 13, 60)
    assert PEN.width("999 999 999 999,99 kr", size) <= 60 + 1e-6
    assert PEN.fitting("1,00", 13, 60) == 13


def test_text_to_the_right_ends_where_it_is_told() -> None:
    """Amounts of any length end on the same line."""
    page = Page(Pen())
    page.text(RIGHT, 100, "1 250,50", align="right")
    page.text(RIGHT, 120, "7,00", align="right")
    assert [abs(one.right - RIGHT) < 0.01 for one in drawn(page)] == [True, True]

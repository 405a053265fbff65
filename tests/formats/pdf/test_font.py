"""The cut of the faces: what every document carries, what is added for one, and what no face has."""

import zlib
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.pdf.font import BOX, EVERYDAY, FACES, Letters, cut, face, tidy


@pytest.mark.parametrize("weight", FACES)
def test_digits_are_equally_wide(weight: str) -> None:
    """So columns of amounts stand straight without any setting."""
    widths = face(weight).widths
    assert len({widths[digit] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("weight", FACES)
def test_everyday_characters_are_in_the_face(weight: str) -> None:
    """None of them ever becomes a box."""
    assert [one for one in EVERYDAY if one not in face(weight).glyphs] == []


def test_the_cut_is_made_once_and_kept() -> None:
    """The same object for every ordinary document."""
    letters = Letters("regular")
    letters.shape("Räksmörgås à 1 250,50 € – Łódź, Plzeň")
    assert letters.cut() is cut("regular", frozenset())


def test_glyphs_keep_their_places_and_outlines() -> None:
    """A code in the file is the glyph's number in the whole face, in every cut."""
    whole = face("regular")
    part = TTFont(BytesIO(zlib.decompress(cut("regular", frozenset("Ω")).program)))
    for one in "Aå€Ω":
        glyph = part["glyf"][part.getGlyphName(whole.glyphs[one])]
        assert glyph.numberOfContours != 0
        assert part["hmtx"].metrics[part.getGlyphName(whole.glyphs[one])][0] == whole.widths[one]


def test_further_letters_get_a_cut_of_their_own() -> None:
    """Greek and Cyrillic are in the face, though not in the everyday part."""
    letters = Letters("bold")
    letters.shape("Ελλάδα Жуков")
    assert letters.lacking == frozenset()
    assert letters.cut() == cut("bold", frozenset("ΕλάδαЖуков"))
    assert letters.cut().name != cut("bold", frozenset()).name


def test_what_no_face_has_becomes_a_box_and_is_told() -> None:
    """Emoji, Chinese, half a surrogate pair."""
    letters = Letters("regular")
    codes, width = letters.shape("å😀漢\ud83d")
    box = f"{face('regular').glyphs[BOX]:04X}"
    assert codes.endswith(box * 3)
    assert width == face("regular").widths["å"] + 3 * face("regular").widths[BOX]
    assert letters.lacking == {"😀", "漢", "\ud83d"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u030angstro\u0308m", "ångström"),  # decomposed, as some systems send names
        ("Kal\u00admar", "Kalmar"),  # a soft hyphen
        ("a\tb\nc", "a b c"),
        ("non\u2011breaking", "non-breaking"),
        ("1\u202f000", "1\u00a0000"),
        ("\u2066left\u2069 \x00\x1f", "left "),
        ("❤\ufe0f", "❤"),
    ],
)
def test_tidy(text: str, shown: str) -> None:
    """Composed letters, one line, nothing unseen."""
    assert tidy(text) == shown


@given(st.text())
def test_any_text_is_shown(text: str) -> None:
    """Four hexadecimal digits for each character that shows, whatever comes."""
    codes, width = Letters("regular").shape(text)
    assert len(codes) == 4 * len(tidy(text))
    assert width >= 0

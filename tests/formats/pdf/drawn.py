"""What stands on a page, and where: the text operators of its content stream, read back with the face's own glyphs."""

import re
from typing import Final

from attrs import frozen

from faktura.formats.pdf.font import FACES, face
from faktura.formats.pdf.page import HEIGHT, Page

_TEXT: Final = re.compile(r"BT /F([12]) ([0-9.]+) Tf (-?[0-9.]+) (-?[0-9.]+) Td <([0-9A-F]+)> Tj ET")
_WEIGHTS: Final = {"1": "regular", "2": "bold"}


@frozen(kw_only=True)
class Drawn:
    """One text: where its baseline begins, measured from the upper left corner, and where it ends."""

    text: str
    x: float
    right: float
    y: float
    size: float
    bold: bool


def drawn(page: Page) -> list[Drawn]:
    """Every level text of *page*, in the order of drawing."""
    found = []
    for number, size, x, y, codes in _TEXT.findall(page.content().decode("ascii")):
        one = face(_WEIGHTS[number])
        letters = _letters(_WEIGHTS[number])
        text = "".join(letters[int(codes[at : at + 4], 16)] for at in range(0, len(codes), 4))
        width = sum(one.widths[letter] for letter in text) * float(size) / 1000
        found.append(
            Drawn(
                text=text,
                x=float(x),
                right=float(x) + width,
                y=HEIGHT - float(y),
                size=float(size),
                bold=number == "2",
            )
        )
    return found


_KNOWN: dict[str, dict[int, str]] = {}


def _letters(weight: str) -> dict[int, str]:
    if weight not in _KNOWN:
        # several characters may share a glyph, the two spaces do: the first one is as good as any
        _KNOWN[weight] = {glyph: one for one, glyph in reversed(face(weight).glyphs.items())}
    return _KNOWN[weight]


assert set(_WEIGHTS.values()) == set(FACES)

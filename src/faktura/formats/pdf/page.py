"""A page: text and lines placed in points from its upper left corner.

A4 is 595 by 842 points; `mm` turns the millimetres of a ruler into points.
"""

from collections.abc import Iterator
from typing import Final, Literal

from faktura.core.errors import Finding
from faktura.core.wording import Text, register
from faktura.formats.pdf.font import Letters, tidy

HEIGHT: Final = 841.89
LEFT: Final = 51.02
RIGHT: Final = 544.25
"""The page's height, and where print begins and ends on a line: 18 mm from either edge."""

Colour = tuple[float, float, float]
INK: Final[Colour] = (0.11, 0.13, 0.16)
QUIET: Final[Colour] = (0.40, 0.43, 0.47)
ACCENT: Final[Colour] = (0.11, 0.24, 0.37)
HAIRLINE: Final[Colour] = (0.78, 0.80, 0.83)
TINT: Final[Colour] = (0.941, 0.953, 0.965)
GHOST: Final[Colour] = (0.90, 0.90, 0.91)

Align = Literal["left", "right"]


def mm(millimetres: float) -> float:
    """Return *millimetres* in points."""
    return millimetres * 72 / 25.4


class Pen:
    """The two weights of a document, with the measuring and breaking of text; one for each document."""

    def __init__(self) -> None:
        """Take both weights up, with nothing set yet."""
        self.regular = Letters("regular")
        self.bold = Letters("bold")

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide *text* is at *size*, in points."""
        return (self.bold if bold else self.regular).shape(text)[1] * size / 1000

    def fitting(self, text: str, size: float, room: float, *, bold: bool = False, smallest: float = 4.0) -> float:
        """Return the size at which *text* fits into *room*: *size*, or less, but not below *smallest*."""
        width = self.width(text, size, bold=bold)
        return size if width <= room else max(smallest, size * room / width)

    def findings(self) -> tuple[Finding, ...]:
        """Return a warning for each character set so far that neither face has."""
        lacking = sorted(self.regular.lacking | self.bold.lacking)
        return tuple(
            Finding(code="pdf.character", path="", severity="warning", facts=(("character", f"U+{ord(one):04X}"),))
            for one in lacking
        )

    def wrap(self, text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
        """Return *text* in lines no wider than *room*; a line break in the text stays one.

        Lines break at spaces; a word wider than the room breaks where it must.
        """
        letters = self.bold if bold else self.regular
        limit = room * 1000 / size
        lines: list[str] = []
        for paragraph in text.splitlines():
            line, whole = "", tidy(paragraph)
            if letters.shape(whole)[1] <= limit:
                lines.append(whole)
                continue
            for word in _pieces(whole, letters, limit):
                longer = f"{line} {word}" if line else word
                if line and letters.shape(longer)[1] > limit:
                    lines.append(line)
                    line = word
                else:
                    line = longer
            lines.append(line)
        return lines


def _pieces(paragraph: str, letters: Letters, limit: float) -> Iterator[str]:
    """The words of a paragraph, those wider than a line cut into pieces that fit."""
    for word in paragraph.split(" "):
        if letters.shape(word)[1] <= limit:
            if word:
                yield word
            continue
        piece = ""
        for one in word:
            if piece and letters.shape(piece + one)[1] > limit:
                yield piece
                piece = ""
            piece += one
        yield piece


class Page:
    """What is drawn on one page, as the operators of its content stream."""

    def __init__(self, pen: Pen) -> None:
        """Begin an empty page of the document that *pen* writes."""
        self.pen = pen
        self._out: list[str] = []
        self._colour: Colour | None = None

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        colour: Colour = INK,
        align: Align = "left",
    ) -> None:
        """Set *text* with its baseline at *y*, and *x* at its left or right end."""
        codes, width = (self.pen.bold if bold else self.pen.regular).shape(text)
        if not codes:
            return
        if align == "right":
            x -= width * size / 1000
        self._fill(colour)
        self._out.append(f"BT /F{2 if bold else 1} {size:.4g} Tf {x:.2f} {HEIGHT - y:.2f} Td <{codes}> Tj ET")

    def across(self, text: str, size: float) -> None:
        """Set *text* large and pale from corner to corner, behind what is drawn afterwards."""
        codes, width = self.pen.bold.shape(text)
        half = width * size / 2000
        slope, rise = 0.5736, 0.8192  # 55 degrees
        x, y = 297.64 - half * slope + size * 0.3 * rise, HEIGHT / 2 - half * rise - size * 0.3 * slope
        self._fill(GHOST)
        self._out.append(f"BT /F2 {size:.4g} Tf {slope} {rise} {-rise} {slope} {x:.2f} {y:.2f} Tm <{codes}> Tj ET")

    def line(
        self, x: float, y: float, until: float, *, width: float = 0.5, colour: Colour = HAIRLINE, dashed: bool = False
    ) -> None:
        """Draw a level line from *x* to *until* at *y*."""
        dash = "[3 3] 0 d " if dashed else ""
        self._out.append(
            f"q {dash}{_numbers(colour)} RG {width} w {x:.2f} {HEIGHT - y:.2f} m {until:.2f} {HEIGHT - y:.2f} l S Q"
        )

    def band(self, x: float, y: float, width: float, height: float, colour: Colour = TINT) -> None:
        """Fill a rectangle whose upper left corner is at *x*, *y*."""
        self._fill(colour)
        self._out.append(f"{x:.2f} {HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re f")

    def content(self) -> bytes:
        """Return the content stream."""
        return "\n".join(self._out).encode("ascii")

    def _fill(self, colour: Colour) -> None:
        if colour != self._colour:
            self._colour = colour
            self._out.append(f"{_numbers(colour)} rg")


def _numbers(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)


register(
    {
        "pdf.character": Text(
            en="the character {character} is in no face of the print, so it is shown as an empty box",
            sv="tecknet {character} finns inte i utskriftens typsnitt och visas som en tom ruta",
        ),
        "pdf.character.remedy": Text(
            en="write the text without it if the reader needs to see it",
            sv="skriv texten utan det om läsaren behöver se den",
        ),
    }
)

"""A small table with a heading: the deduction's works and persons, a reminder's claims and interest."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from faktura.formats.pdf.flow import Block, Keep, space
from faktura.formats.pdf.page import ACCENT, HAIRLINE, INK, LEFT, QUIET, RIGHT, Page, Pen, mm

SIZE: Final = 8.5
_LEADING: Final = 12.5
_TITLES: Final = 8.0


@frozen(kw_only=True)
class Grid:
    """Rows of text: the first column to the left, the others to the right in columns of equal width.

    Attributes:
        titles: What the columns are.
        rows: As many texts each as there are titles; the last row is bold when `summed`.
        width: Room of each column but the first.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    summed: bool = False
    width: float = mm(32)

    def blocks(self, pen: Pen, after: Keep) -> list[Block]:
        """Return the titles and the rows; the last row holds on to what follows as *after* says."""
        last = len(self.rows) - 1
        blocks = [self._titles(pen)]
        for at, row in enumerate(self.rows):
            blocks += self._row(row, pen, bold=self.summed and at == last, keep=after)
        return blocks

    def _right(self, column: int) -> float:
        return RIGHT - (len(self.titles) - 1 - column) * self.width

    def _titles(self, pen: Pen) -> Block:
        def draw(page: Page, y: float) -> None:
            page.text(LEFT, y + 9, self.titles[0], size=_TITLES, bold=True, colour=ACCENT)
            for column, title in enumerate(self.titles[1:], start=1):
                size = pen.fitting(title, _TITLES, self.width - 4, bold=True)
                page.text(self._right(column), y + 9, title, size=size, bold=True, colour=ACCENT, align="right")
            page.line(LEFT, y + 12.5, RIGHT, width=0.4, colour=HAIRLINE)

        return Block(height=13.5, draw=draw, keep=Keep.FIRMLY)

    def _row(self, row: tuple[str, ...], pen: Pen, *, bold: bool, keep: Keep) -> list[Block]:
        room = self._right(1) - self.width - LEFT if len(self.titles) > 1 else RIGHT - LEFT
        lines = pen.wrap(row[0], SIZE, room, bold=bold) or [""]
        return [
            self._line(line, row if at == 0 else (), pen, bold=bold, keep=keep if at == len(lines) - 1 else Keep.FIRMLY)
            for at, line in enumerate(lines)
        ]

    def _line(self, text: str, row: tuple[str, ...], pen: Pen, *, bold: bool, keep: Keep) -> Block:
        def draw(page: Page, y: float) -> None:
            page.text(LEFT, y + 9.5, text, size=SIZE, bold=bold)
            for column, cell in enumerate(row[1:], start=1):
                size = pen.fitting(cell, SIZE, self.width - 4, bold=bold)
                page.text(self._right(column), y + 9.5, cell, size=size, bold=bold, align="right")

        return Block(height=_LEADING, draw=draw, keep=keep)


def heading(text: str) -> list[Block]:
    """Return a heading with space above it, held to what follows."""

    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + 10, text, size=9.5, bold=True, colour=ACCENT)

    return [space(6, Keep.FIRMLY), Block(height=14.5, draw=draw, keep=Keep.FIRMLY)]


def paragraph(
    text: str, pen: Pen, *, size: float = 9, above: float = 5, keep: Keep = Keep.NOT, quiet: bool = False
) -> list[Block]:
    """Return *text* broken into lines over the whole width; its last line holds on as *keep* says."""
    lines = pen.wrap(text, size, RIGHT - LEFT)
    leading = size * 1.38

    def one(line: str, *, last: bool) -> Block:
        def draw(page: Page, y: float) -> None:
            page.text(LEFT, y + size, line, size=size, colour=QUIET if quiet else INK)

        return Block(height=leading, draw=draw, keep=keep if last else max(keep, Keep.LOOSELY))

    return [
        space(above, max(keep, Keep.LOOSELY)),
        *(one(line, last=at == len(lines)) for at, line in enumerate(lines, 1)),
    ]


def columns(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, summed: bool = False, width: float = mm(32)
) -> Grid:
    """Return a `Grid` of *titles* and *rows*."""
    return Grid(titles=tuple(titles), rows=tuple(tuple(row) for row in rows), summed=summed, width=width)

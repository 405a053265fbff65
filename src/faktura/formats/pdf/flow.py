"""From blocks to pages: what is kept together, what is carried over, what stands at the foot.

Every block is low (a line of text, a row of a table), so that nothing is ever clipped; `keep` says with what it must share
a page. A part whose loose ties would carry more than half a page over to the next page, or that would
not fit on a page at all, gives up those ties; its end still stays together.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import Final

from attrs import frozen

from faktura.formats.pdf.page import Page

_LAST: Final = 4  # so many parts go with the payment part when the rest stays behind


class Keep(IntEnum):
    """How firmly a block holds on to the next one."""

    NOT = 0
    LOOSELY = 1  # the totals with the payment part
    FIRMLY = 2  # a heading with its first row


@frozen(kw_only=True)
class Block:
    """Something of a given height, drawn with its upper edge where the flow says.

    Attributes:
        table: A row of the table: when one begins a page, the column titles stand above it.
        bottom: Set at the foot of its page instead of after what precedes it.
    """

    height: float
    draw: Callable[[Page, float], None]
    keep: Keep = Keep.NOT
    table: bool = False
    bottom: bool = False


@frozen(kw_only=True)
class Frame:
    """Where the flow runs: from `first` on the first page, from `later` on the others, to `end` on all."""

    first: float
    later: float
    end: float


Group = Sequence[Block]


def space(height: float, keep: Keep = Keep.NOT) -> Block:
    """Return empty space, dropped when it would begin a page."""
    return Block(height=height, draw=_nothing, keep=keep)


def _nothing(_page: Page, _y: float) -> None:
    """Draw nothing: it is only space."""


def paginate(
    blocks: Sequence[Block], frame: Frame, titles: Block | None, new_page: Callable[[], Page]
) -> tuple[Page, ...]:
    """Draw *blocks* on as many pages as they need and return those; *titles* are the column titles of the table."""
    flow = _Flow(frame, titles, new_page)
    for group in _groups(blocks, Keep.LOOSELY):
        if flow.fits(group):
            flow.place(group)
        elif flow.left() < (frame.end - frame.later) / 2 and flow.fits_a_page(group):
            flow.turn()
            flow.place(group)
        else:
            for part in _parts(group):
                flow.place(part)
    return tuple(flow.pages)


class _Flow:
    """Where the next block goes."""

    def __init__(self, frame: Frame, titles: Block | None, new_page: Callable[[], Page]) -> None:
        self.frame, self.titles, self.new_page = frame, titles, new_page
        self.pages = [new_page()]
        self.y = frame.first
        self.started = False  # whether anything stands on this page

    def left(self) -> float:
        """How much room this page has left."""
        return self.frame.end - self.y

    def fits(self, group: Group) -> bool:
        """Whether *group* fits into what is left of this page."""
        return _height(group) <= self.left()

    def fits_a_page(self, group: Group) -> bool:
        """Whether *group* fits on a further page of its own, below column titles."""
        titles = self.titles.height if self.titles else 0.0
        return _height(group) + titles <= self.frame.end - self.frame.later

    def turn(self) -> None:
        """Begin a new page, unless nothing stands on this one yet."""
        if self.started:
            self.pages.append(self.new_page())
            self.y, self.started = self.frame.later, False

    def place(self, group: Group) -> None:
        """Draw a group on one page if any page can hold it, else block by block from where the flow is."""
        if not self.fits(group) and self.fits_a_page(group):
            self.turn()
        for block in group:
            if block.height > self.left():
                self.turn()
            if not self.started:
                if block.draw is _nothing:
                    continue
                if block.table and self.titles is not None:
                    self.titles.draw(self.pages[-1], self.y)
                    self.y += self.titles.height
            block.draw(self.pages[-1], self.frame.end - block.height if block.bottom else self.y)
            self.y += block.height
            self.started = True


def _height(group: Group) -> float:
    return sum(block.height for block in group)


def _groups(blocks: Sequence[Block], weakest: Keep) -> Iterator[Group]:
    """Cut *blocks* where no tie of at least *weakest* holds."""
    start = 0
    for end, block in enumerate(blocks, start=1):
        if block.keep < weakest or end == len(blocks):
            yield blocks[start:end]
            start = end


def _parts(group: Group) -> Iterator[Group]:
    """Cut a group at its loose ties, but leave its last parts together, so that no page holds a payment part alone."""
    parts = list(_groups(group, Keep.FIRMLY))
    yield from parts[:-_LAST]
    yield [block for part in parts[-_LAST:] for block in part]

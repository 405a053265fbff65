"""The lines of a BgMax file as text in blocks: as they stand, or each as a whole record, whatever its writer left out.

Real files have tabs for blanks, blanks left out to the right, LF alone at the ends, and UTF-8 where ISO 8859-1 belongs.
Whole records are all of one length, so that a reader finds its way in a block by counting, without cutting it up.
"""

import codecs
from collections.abc import Iterator
from typing import Final

from faktura.formats.bankgirot import records as bg
from faktura.formats.rereadable import Rereadable

LATIN: Final = "latin-1"
UTF8: Final = "utf-8-sig"
END: Final = "\r\n"
RECORD: Final = bg.LENGTH + len(END)
"""Positions of a whole record with its end."""

_TAB: Final = 8


def encoding(file: Rereadable) -> str:
    """Return how *file* is written: ISO 8859-1, unless it is UTF-8 with letters outside ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain = True
    try:
        for piece in file.pieces():
            if not plain or not piece.isascii():
                plain = False
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return LATIN
    return LATIN if plain else UTF8


def blocks(file: Rereadable, written: str) -> Iterator[str]:
    """Yield the lines of *file* as they stand, in blocks."""
    for block in file.lines(bg.FORMAT):
        yield block.decode(written)
        written = written.removesuffix("-sig")


def records(text: str) -> str:
    """Return the lines of *text* as whole records; blank ones are there, for they count.

    *text* itself is returned where each of its lines is one already, as it is in most files.
    """
    count = len(text) // RECORD
    ends = text[bg.LENGTH :: RECORD] == "\r" * count and text[bg.LENGTH + 1 :: RECORD] == "\n" * count
    if ends and len(text) == count * RECORD and text.count("\n") == count and "\t" not in text:
        return text
    return "".join([whole(line) + END for line in text.removesuffix("\n").split("\n")])


def evened(line: str) -> str:
    """Return *line* without CR, and with blanks for its tabs where it is short."""
    line = line.rstrip("\r")
    return line.expandtabs(_TAB) if "\t" in line and len(line) < bg.LENGTH else line


def whole(line: str) -> str:
    """Return *line* as a record of all positions; what stands beyond them is no part of it.

    >>> len(whole("70\\r")), whole("22\\t1")[:9]
    (80, '22      1')
    """
    return evened(line).ljust(bg.LENGTH)[: bg.LENGTH]

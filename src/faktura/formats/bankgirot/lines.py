"""The lines of a BgMax file, as text of 80 positions whatever its writer let be missing, in blocks.

Real files have tabs for blanks, blanks left out to the right, and UTF-8 where ISO 8859-1 belongs.
"""

import codecs
from collections.abc import Iterator
from typing import Final

from faktura.formats.bankgirot import records as bg
from faktura.formats.rereadable import Rereadable

LATIN: Final = "latin-1"
UTF8: Final = "utf-8-sig"

_TAB: Final = 8
_WHOLE: Final = frozenset({bg.LENGTH, bg.LENGTH + 1})


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


def blocks(file: Rereadable, written: str) -> Iterator[list[str]]:
    """Yield the lines of *file* in blocks, in its order; blank ones are there, for they count."""
    first = True
    for block in file.lines(bg.FORMAT):
        text = block.decode(written if first else written.removesuffix("-sig"))
        first = False
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        if "\t" in text or not _WHOLE.issuperset(map(len, lines)):
            lines = [whole(line) for line in lines]
        yield lines


def whole(line: str) -> str:
    """Return *line* with blanks for its tabs where it is short, and to its right; CR is no part of it.

    >>> len(whole("70\\r")), whole("22\\t1")[:9]
    (80, '22      1')
    """
    line = line.rstrip("\r")
    if "\t" in line and len(line) < bg.LENGTH:
        line = line.expandtabs(_TAB)
    return line.ljust(bg.LENGTH)

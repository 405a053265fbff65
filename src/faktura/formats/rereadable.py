"""A file that is read in pieces, more than once: proved first, then read, never held whole.

It is bytes, or a binary stream that can go back to its beginning, such as a file opened for reading.
"""

import hashlib
from collections.abc import Iterator
from io import SEEK_END
from itertools import islice
from typing import BinaryIO, Final

from attrs import field, frozen

from faktura.core.errors import MalformedFile

_PIECE: Final = 128 * 2**10
LONGEST_LINE: Final = 2**20
"""A file of lines that has a longer one is none; nothing of it is kept."""


@frozen
class Rereadable:
    """Bytes, or a stream at whose beginning the file begins.

    Attributes:
        content: Left as it is; a stream is read from its beginning each time, and is not closed.
    """

    content: bytes | BinaryIO = field(repr=False)

    @property
    def size(self) -> int:
        """How many bytes there are."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return self.content.seek(0, SEEK_END)

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes from the beginning, a piece at a time; two may be read by turns."""
        if isinstance(self.content, bytes):
            for at in range(0, len(self.content), _PIECE):
                yield self.content[at : at + _PIECE]
            return
        at = self.content.seek(0)
        while piece := self.content.read(_PIECE):
            at += len(piece)
            yield piece
            self.content.seek(at)

    def head(self, length: int) -> bytes:
        """Return the first bytes, at most *length*."""
        if isinstance(self.content, bytes):
            return self.content[:length]
        self.content.seek(0)
        return self.content.read(length)

    def digest(self) -> str:
        """Return the SHA-256 of the bytes, in hexadecimal."""
        made = hashlib.sha256()
        for piece in self.pieces():
            made.update(piece)
        return made.hexdigest()

    def lines(self, format: str) -> Iterator[bytes]:
        """Yield the bytes again in blocks of whole lines, each ending with LF but perhaps the last.

        Raises:
            MalformedFile: A line is longer than `LONGEST_LINE`.
        """
        rest = b""
        for pieces, piece in enumerate(self.pieces(), start=1):
            end = piece.rfind(b"\n") + 1
            if end:
                yield rest + piece[:end]
                rest = piece[end:]
            else:
                rest += piece
            if len(rest) > LONGEST_LINE:
                line = 1 + sum(one.count(b"\n") for one in islice(self.pieces(), pieces))
                found, expected = f"more than {LONGEST_LINE} bytes", "an end of line"
                raise MalformedFile(format=format, line=line, field="line", found=found, expected=expected)
        if rest:
            yield rest

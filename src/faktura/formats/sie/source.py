"""Where the bytes come from: a whole file or an open one, as text in parts of whole lines.

The text of a part has `LF` line ends whatever the file has, and each part but the first begins with a
verification where the file has any, so that a verification is seldom divided between two parts.

>>> [part.count("\\n") for part in Source(b"#FLAGGA 0\\r\\n#VER A 1 20260101\\r\\n{\\r\\n}\\r\\n")]
[4]
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Final, Protocol

from faktura.formats.sie.encoding import decoded, detect, misread


class Readable(Protocol):
    """An open binary file: `open(path, "rb")`, a socket's file, an archive's member."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most *size*; none at the end."""
        ...


PART: Final = 2**19
"""The size of a part in bytes: large enough for speed, small enough for memory."""

_VOUCHER: Final = b"\n#VER"


class Source:
    """The parts of one file, in order.

    Attributes:
        encoding: The encoding found so far; a file without any letters beyond ASCII counts as `cp437`.
        lost: Letters that had been lost before the file came here (U+FFFD).
        misread: Letters that another program had read in the wrong encoding (`Ink”p`).
    """

    def __init__(self, data: bytes | Readable) -> None:
        """Take the bytes of a whole file, whose encoding is judged by all of them, or an open file, judged as it is read."""
        self._codec = ""
        self.lost = self.misread = 0
        if isinstance(data, bytes | bytearray | memoryview):
            data = bytes(data)
            self._codec = detect(data)
            self._file: Readable = BytesIO(data)
        else:
            self._file = data

    @property
    def encoding(self) -> str:
        """`cp437`, `utf-8`, `cp1252`, `latin-1` or `utf-16`."""
        return self._codec.removesuffix("-le").removesuffix("-be") or "cp437"

    def __iter__(self) -> Iterator[str]:
        kept = first = self._file.read(PART)
        self._codec = self._codec or ("" if first.isascii() and first[:2].strip(b"#") != b"\0" else detect(first))
        if self._codec.startswith("utf-16"):
            yield from self._wide(first)
            return
        old_mac = b"\n" not in first and b"\r" in first
        while kept:
            more = self._file.read(PART)
            kept = kept.replace(b"\r", b"\n") if old_mac else kept
            cut = (kept.rfind(_VOUCHER) + 1 or kept.rfind(b"\n") + 1) if more else len(kept)
            if cut:
                yield self._text(kept[:cut])
            kept = kept[cut:] + more

    def _wide(self, first: bytes) -> Iterator[str]:
        """A file of two bytes a letter is rare and small: it is read whole."""
        parts = [first]
        while more := self._file.read(PART):
            parts.append(more)
        text = self._judged(decoded(b"".join(parts), self._codec))
        yield text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")

    def _text(self, part: bytes) -> str:
        if b"\r\n" in part:
            part = part.replace(b"\r\n", b"\n")
        if part.isascii():
            return part.decode("ascii")
        self._codec = self._codec or detect(part)
        return self._judged(decoded(part, self._codec))

    def _judged(self, text: str) -> str:
        if self._codec != "cp437":
            self.lost += text.count("\ufffd")
            self.misread += misread(text)
        return text

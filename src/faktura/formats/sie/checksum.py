r"""`#KSUMMA`: CRC-32 over tags and field contents (edition 4B, chapter 10).

Blanks between fields, quotation marks, braces, line ends and the backslash of `\"` are left out. The sum
is made over the code page 437 form of the text, also where a file came in another encoding.

>>> checksum(['#KONTO 1915 "Kassa \\"special\\""']) == crc32(b'#KONTO1915Kassa "special"')
True
"""

import re
from collections.abc import Iterable
from typing import Final
from zlib import crc32

from faktura.formats.sie.encoding import pc8
from faktura.formats.sie.field import split

_MARK: Final = re.compile(r'^[ \t]*#KSUMMA(?:[ \t]+("?[0-9]+"?))?[ \t\r]*(?:\n|\Z)', re.MULTILINE | re.IGNORECASE)
_OUTSIDE: Final = b" \t{}\r\n\x1a\0"
_GLUED: Final = re.compile(rb'[^ \t{}\n"]"|"[^ \t{}\r\n"]')


def checksum(lines: Iterable[str]) -> int | None:
    """Return the checksum of the records between the two `#KSUMMA`; none when code page 437 lacks a letter."""
    running = RunningChecksum()
    running.add("#KSUMMA\n" + "\n".join(lines))
    return running.value


class RunningChecksum:
    """The checksum of a file that is read in parts of whole lines.

    Attributes:
        value: The sum so far of what follows the opening `#KSUMMA`; none when code page 437 lacks a letter.
    """

    def __init__(self) -> None:
        """Begin before the opening record."""
        self.value: int | None = 0
        self._open = False

    def add(self, text: str) -> None:
        """Take in *text*; what stands before the opening and after the closing record counts for nothing."""
        if "#KSUMMA" in text or "#ksumma" in text:
            at = 0
            for mark in _MARK.finditer(text):
                if self._open:
                    self._sum(text[at : mark.start()])
                self._open = not mark[1]
                at = mark.end()
            text = text[at:]
        if self._open:
            self._sum(text)

    def _sum(self, text: str) -> None:
        """Take in *text*: lines with an escaped quotation mark one by one, those between them together."""
        at = 0
        while self.value is not None and (mark := text.find('\\"', at)) >= 0:
            begin = text.rfind("\n", at, mark) + 1 or at
            end = text.find("\n", mark) + 1 or len(text)
            self._plain(text[at:begin])
            self._lines(text[begin:end])
            at = end
        self._plain(text[at:])

    def _plain(self, text: str) -> None:
        data = self._encoded(text)
        content = _contents(data)
        if content is None:
            self._lines(text)
        elif self.value is not None:
            self.value = crc32(content, self.value)

    def _lines(self, text: str) -> None:
        content = self._encoded("".join(map(_content, text.split("\n"))))
        if self.value is not None:
            self.value = crc32(content, self.value)

    def _encoded(self, text: str) -> bytes:
        try:
            return pc8(text)
        except UnicodeEncodeError:
            self.value = None
            return b""


def _contents(data: bytes) -> bytes | None:
    """Return what is summed of *data*, at once; none where a quotation mark is anything but the border of a field.

    Between two marks everything counts; outside them, everything but blanks, braces and line ends.
    """
    pieces = data.split(b'"')
    inside, outside = b"".join(pieces[1::2]), b'"'.join(pieces[::2])
    if b"\n" in inside or not len(pieces) % 2 or _GLUED.search(outside):
        return None
    pieces[::2] = outside.translate(None, _OUTSIDE).split(b'"')
    return b"".join(pieces)


def _content(line: str) -> str:
    stripped = line.strip(" \t\r\x1a\0")
    if stripped in {"{", "}", ""}:
        return ""
    return "".join(one if isinstance(one, str) else "".join(one) for one in split(stripped).fields)

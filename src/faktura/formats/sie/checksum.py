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
        if self.value is None:
            return
        try:
            data = pc8(text)
        except UnicodeEncodeError:
            self.value = None
            return
        content = _plain(data)
        if content is None:
            content = pc8("".join(map(_content, text.split("\n"))))
        self.value = crc32(content, self.value)


def _plain(data: bytes) -> bytes | None:
    """Return what is summed of *data*, at once; none where a quotation mark is anything but the border of a field.

    Between two marks everything counts; outside them, everything but blanks, braces and line ends.
    """
    if b"\\" in data:
        return None
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

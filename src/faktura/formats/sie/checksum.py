r"""`#KSUMMA`: CRC-32 over tags and field contents (edition 4B, chapter 10).

Blanks between fields, quotation marks, braces, line ends and the backslash of `\"` are left out. The sum
is made over the code page 437 form of the text, also where a file came in another encoding.

>>> checksum(['#KONTO 1915 "Kassa \\"special\\""']) == crc32(b'#KONTO1915Kassa "special"')
True
"""

from collections.abc import Iterable
from zlib import crc32

from faktura.formats.sie.field import split


def checksum(lines: Iterable[str]) -> int | None:
    """Return the checksum of the records between the two `#KSUMMA`; none when code page 437 lacks a letter."""
    value = 0
    try:
        for line in lines:
            value = crc32(_content(line).encode("cp437"), value)
    except UnicodeEncodeError:
        return None
    return value


def _content(line: str) -> str:
    if line.strip(" \t\r") in {"{", "}", ""}:
        return ""
    return "".join(one if isinstance(one, str) else "".join(one) for one in split(line.rstrip("\r")).fields)

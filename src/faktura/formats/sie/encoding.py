r"""Letters: code page 437, what is found instead of it in the wild, and what it cannot hold.

`#FORMAT PC8` is the only encoding the standard allows (edition 4B, chapter 5). Cloud programs write UTF-8
under it, older ones Windows-1252. The detection counts the bytes that are å ä ö in one encoding and
something rare in the others; it is right on all known samples.

>>> decode("#FNAMN Åkeri".encode("cp437")).encoding, decode("#FNAMN Åkeri".encode()).encoding
('cp437', 'utf-8')
>>> substitute("Ørsted – 10 €")
'Örsted - 10 EUR'
>>> misread("#KONTO 4010 Ink”p av tj„nster")
2
"""

import codecs
import re
import unicodedata
from typing import Final

from attrs import frozen

_LETTERS: Final = "åäöÅÄÖ"
_PC8_LETTERS: Final = tuple(letter.encode("cp437") for letter in _LETTERS)
_LATIN_LETTERS: Final = tuple(letter.encode("latin-1") for letter in _LETTERS)
_UTF8_LETTERS: Final = tuple(letter.encode() for letter in _LETTERS)
_NOT_WINDOWS: Final = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_ENOUGH: Final = 2**18
_UTF8_LONGEST: Final = 4
_UTF16_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF16_BARE: Final = ((b"#\0", "utf-16-le"), (b"\0#", "utf-16-be"))


@frozen
class Decoded:
    """The text of a file and the encoding it was read in; an ASCII file counts as code page 437."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return *data* as text, whatever of the usual encodings it came in; never fails."""
    encoding = detect(data)
    return Decoded(decoded(data, encoding), encoding.removesuffix("-le").removesuffix("-be"))


def decoded(data: bytes, encoding: str) -> str:
    """Return *data* as text; what the encoding does not know becomes U+FFFD, a byte order mark nothing."""
    if data.isascii() and not encoding.startswith("utf-16"):
        return data.decode("ascii")
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def detect(data: bytes) -> str:
    """Return the encoding of *data*: `cp437`, `utf-8`, `cp1252`, `latin-1`, `utf-16-le` or `utf-16-be`."""
    if data.isascii():
        return next((name for start, name in _UTF16_BARE if data.startswith(start)), "cp437")
    for marks in (_UTF16_MARKS, _UTF16_BARE):
        for start, name in marks:
            if data.startswith(start) and b"\0" in data:  # without it the mark is two odd letters of PC8
                return name
    if data.startswith(codecs.BOM_UTF8) or _is_utf8(data):
        return "utf-8"
    pc8 = latin = 0
    for part in (data[:_ENOUGH], data):
        pc8, latin = _count(part, _PC8_LETTERS), _count(part, _LATIN_LETTERS)
        utf8 = _count(part, _UTF8_LETTERS) if _UTF8_LETTERS[0][:1] in part else 0
        if utf8 > max(pc8, latin):  # a few broken letters among many whole ones
            return "utf-8"
        if pc8 != latin:
            break
    if latin <= pc8:
        return "cp437"
    return "latin-1" if _count(data, _NOT_WINDOWS) else "cp1252"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:  # a file that was cut may end inside a letter
        return (
            error.reason == "unexpected end of data"
            and len(data) - error.start < _UTF8_LONGEST
            and not data[: error.start].isascii()
        )
    return True


def _count(data: bytes, letters: tuple[bytes, ...]) -> int:
    return sum(map(data.count, letters))


_MISREAD: Final = re.compile("[A-Za-zåäöÅÄÖ][„†”][a-zåäö]|[A-Z][Ž™][A-Z]|Ã[¤¥¶„…–]|├[Ññ╢àäû]")


def misread(text: str) -> int:
    """Return how often *text* has what å ä ö become when another program reads them in the wrong encoding."""
    return len(_MISREAD.findall(text))


_PC8: Final = codecs.charmap_build(bytes(range(256)).decode("cp437"))
_SHARED: Final = bytes(
    code for code in range(256) if bytes((code,)).decode("latin-1") in bytes(range(256)).decode("cp437")
)
_FROM_LATIN: Final = bytes(
    bytes((code,)).decode("latin-1").encode("cp437", "replace")[0] if code in _SHARED else 0 for code in range(256)
)


def pc8(text: str) -> bytes:
    """Return *text* in code page 437, as Python's own codec does, ten times faster.

    Raises:
        UnicodeEncodeError: It has a letter that code page 437 lacks.
    """
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return codecs.charmap_encode(text, "strict", _PC8)[0]
    if data.isascii():
        return data
    found = data.translate(_FROM_LATIN)
    if b"\0" in found:  # a letter that only the other has, if it is not a real zero
        return codecs.charmap_encode(text, "strict", _PC8)[0]
    return found


def expressible(text: str) -> bool:
    """Return whether code page 437 holds *text*, and the standard allows it: no control characters."""
    if any(character < " " or character == "\x7f" for character in text):
        return False
    try:
        pc8(text)
    except UnicodeEncodeError:
        return False
    return True


_REPLACEMENTS: Final = {
    "€": "EUR", "§": "par", "…": "...", "ø": "ö", "Ø": "Ö", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\u202f": " ", "\u2009": " ", "×": "x", "©": "(c)",
    "®": "(r)", "™": "(tm)", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
}  # fmt: skip
_UNKNOWN: Final = "?"


def composed(text: str) -> str:
    """Return *text* with each letter and its accent as one character where there is one (Unicode NFC): the same text.

    >>> composed("A\N{COMBINING RING ABOVE}keri")
    'Åkeri'
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def substitute(text: str, limit: int = 0) -> str:
    """Return *text* with every character that code page 437 lacks replaced by the likest it has.

    A letter and its accent that come as two characters, as some file systems and forms give them, are put together
    first; an accent that goes with no letter is left out. With a *limit*, a replacement of several characters that
    would make the text longer than that is cut to its first, so that a text of *limit* characters keeps its length.
    """
    whole = composed(text)
    replaced = "".join(map(_likest, whole))
    if limit and len(replaced) > limit >= min(len(text), len(whole)):
        replaced = "".join(_likest(character)[:1] for character in whole)
    return replaced or (_UNKNOWN if text else "")


def _likest(character: str) -> str:
    if character < " " or character == "\x7f":
        return " "
    if expressible(character):
        return character
    if unicodedata.combining(character):
        return ""
    plain = _REPLACEMENTS.get(character) or unicodedata.normalize("NFKD", character)[:1]
    return plain if expressible(plain) else _UNKNOWN

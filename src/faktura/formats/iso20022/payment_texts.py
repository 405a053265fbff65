"""The characters that Swedish banks take in payment orders, and a way into them that the caller chooses.

A writer never changes a text. A host that would rather send "Cafe Ole + Co" than nothing at all calls `simplified` first.

>>> simplified("Café Olé & Co_2 – å")
'Cafe Ole + Co.2 - å'
"""

import re
import unicodedata
from typing import Final

from faktura.core.errors import NotExpressible

_TAKEN: Final = re.compile(r"[0-9A-Za-zåäöÅÄÖ/\-?:().,'+ ]+")
_SWEDISH: Final = frozenset("åäöÅÄÖ")
_LIKE: Final = str.maketrans(
    {
        "&": "+",
        "–": "-",
        "—": "-",
        "\u2010": "-",
        "\u2011": "-",
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        '"': "'",
        "”": "'",
        "“": "'",
        ";": ",",
        "!": ".",
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "\\": "/",
        "|": "/",
        "ß": "ss",
        "æ": "ä",
        "Æ": "Ä",
        "ø": "ö",
        "Ø": "Ö",
        "đ": "d",
        "ð": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "þ": "th",
        "Þ": "Th",
    }
)
NAME: Final = 140
MESSAGE: Final = 140
CITY: Final = 35
"""Also the length of an identifier."""


def taken(text: str) -> bool:
    """Whether every character of *text* is one that the banks take, with no blanks round it."""
    return bool(_TAKEN.fullmatch(text)) and text == text.strip(" ")


def held(text: str, *, format: str, rule: str, most: int) -> str:
    """Return *text* when it can be sent as it is.

    Raises:
        NotExpressible: It is empty, longer than *most*, has blanks round it, or a character the banks do not take.
    """
    if not text or len(text) > most:
        raise NotExpressible(format=format, rule=f"{rule}, 1 to {most} characters", what=f"{len(text)} characters")
    if not taken(text):
        wrong = next((one for one in text if not _TAKEN.fullmatch(one)), " ")
        raise NotExpressible(format=format, rule=f"{rule}, 0-9 A-Z Å Ä Ö / - ? : ( ) . , ' +", what=f"{wrong!r}")
    return text


def simplified(text: str) -> str:
    """Return *text* in the characters the banks take: accents dropped, å ä ö kept, others as like as can be, else a point.

    Blanks of every kind become one blank. It may lengthen the text, and an empty or foreign text may come out as points.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split())).translate(_LIKE)
    return "".join(_plain(one) for one in composed).strip()


def _plain(one: str) -> str:
    if one in _SWEDISH or _TAKEN.fullmatch(one):
        return one
    base = "".join(part for part in unicodedata.normalize("NFKD", one) if not unicodedata.combining(part))
    return base if base and _TAKEN.fullmatch(base) else "."

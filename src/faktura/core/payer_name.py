"""Names as banks hand them over, folded so that the same name is found again.

Order, commas, capitals, legal forms and what becomes of å, ä and ö on the way count for nothing.

>>> folded("LIND, ANNA"), folded("Bj|rks Bygg AB"), folded("Aktiebolaget BJÃ¶RKS Bygg")
(('lind', 'anna'), ('bjorks', 'bygg'), ('bjorks', 'bygg'))
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from unicodedata import normalize

LONGEST: Final = 140
"""So much of a name counts."""

_MOST_WORDS: Final = 6
_FULL: Final = 2

_TWICE_ENCODED: Final = re.compile("ã([\u00a5\u00a4\u00b6\u00a9\u00bc\u0085\u0084\u0096\u2026\u201e\u2013])")
"""UTF-8 read as Latin-1 or Windows-1252: the second byte, after casefolding, tells the letter."""

_SECOND: Final = dict(
    zip("\u00a5\u00a4\u00b6\u00a9\u00bc\u0085\u0084\u0096\u2026\u201e\u2013", "aaoeuaaoaao", strict=True)
)

_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("åäæàáâã}{][", "a"),
        **dict.fromkeys("öøòóôõ|\\", "o"),
        **dict.fromkeys("éèêë@", "e"),
        **dict.fromkeys("üùúû", "u"),
        "'": None,
        "´": None,
        "`": None,
    }
)
"""Swedish letters without their marks, also as ISO 646-SE writes them."""

_WORD: Final = re.compile(r"[0-9a-z?]+", re.ASCII)

_LEGAL_FORMS: Final = frozenset(
    (
        "ab", "aktiebolag", "aktiebolaget", "hb", "handelsbolag", "handelsbolaget", "kb", "kommanditbolag",
        "kommanditbolaget", "ek", "ekonomisk", "publ", "firma", "enskild",
    )
)  # fmt: skip

_COMPANY: Final = _LEGAL_FORMS - {"ek"}  # a surname too

_NOT_THE_NAME: Final = _LEGAL_FORMS | {"och", "o", "and", "c", "i"}
"""Legal forms and small words that come and go."""


@lru_cache(maxsize=1 << 12)
def folded(name: str) -> tuple[str, ...]:
    """Return the words of *name* that are the name, in lower case a-z, `?` where a letter was lost."""
    return tuple(_words(name))


def _words(name: str) -> list[str]:
    parts = name[:LONGEST].split(" ")
    kept = [word for part in parts for word in _part(part)[0]]
    return (kept or [word for part in parts for word in _read(part)])[:_MOST_WORDS]


def _blurs(name: str) -> list[str]:
    """Return the words of `folded`, blurred."""
    words: list[str] = []
    for part in name[:LONGEST].split(" "):
        words += _part(part)[1]
    return words[:_MOST_WORDS] or [blurred(word) for word in _words(name)]


@lru_cache(maxsize=1 << 14)
def _part(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words in *part* that are the name, and the same `blurred`: few parts make many names."""
    kept = tuple([word for word in _read(part) if word not in _NOT_THE_NAME])
    return kept, tuple(map(blurred, kept))


def _read(part: str) -> list[str]:
    """Return the words in *part* of a name, which has no blank."""
    text = part.casefold()
    if not text.isascii():
        text = normalize("NFC", text)  # some systems write a letter and its mark as two
    if "ã" in text:
        text = _TWICE_ENCODED.sub(lambda found: _SECOND[found[1]], text)
    text = text.translate(_LETTERS)
    return _WORD.findall(text.replace("??", "?") if "?" in text else text)


def blurred(word: str) -> str:
    """Return *word* with all that å, ä or ö may have become made the same letter.

    >>> blurred("bj?rk") == blurred("bjork")
    True
    """
    return word.replace("o", "a").replace("?", "a")


def name_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which a customer called *name* is found: the whole, the first word, the last with an initial.

    >>> name_keys("Anna Lind")
    ('anna lind', 'anna/', 'lind/a')
    """
    words = _blurs(name)
    if not words:
        return ()
    whole, first = " ".join(sorted(words)), words[0]
    return (whole, f"{first}/", f"{words[-1]}/{first[0]}") if len(words) > 1 else (whole,)


def first_name_keys(words: Sequence[str]) -> tuple[str, str]:
    """Return the keys under which customers are found whose first name is the folded *words*, several when hyphens part them.

    The second is that of somebody with no other name.

    >>> first_name_keys(["britt", "marie"])
    ('britt/', 'britt marie')
    """
    blurs = [blurred(word) for word in words]
    return f"{blurs[0]}/", " ".join(sorted(blurs))


def is_first_name_key(key: str) -> bool:
    """Whether *key* is that of a first name alone."""
    return key.endswith("/")


def is_called(name: str, words: Sequence[str]) -> bool:
    """Whether the customer *name* is a person whose first name is, or begins with, the folded *words*.

    >>> is_called("Britt-Marie Lind", ["britt"]), is_called("Lind & Co AB", ["lind"])
    (True, False)
    """
    ours = _blurs(name)
    return ours[: len(words)] == [blurred(word) for word in words] and _COMPANY.isdisjoint(name.casefold().split())


def payer_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which the customer of a payer called *name* may stand, the whole name first.

    Initials and further persons make more than one.

    >>> payer_keys("LIND A")
    ('a lind', 'a/l', 'lind/a')
    """
    words = _blurs(name)
    if not words:
        return ()
    keys = [" ".join(sorted(words))]
    if len(words) != _FULL or min(map(len, words)) == 1:  # a first and a last name, both in full, are the whole name
        for at, word in reversed(list(enumerate(words))):
            keys += [f"{word}/{other[0]}" for place, other in enumerate(words) if place != at]
    return tuple(dict.fromkeys(keys))

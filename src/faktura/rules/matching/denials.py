"""What a payer says that he does not pay: "ej 2026-1388, faktura 2026-1276", "utom 1024", "(bestrider 40406".

A number that is denied is never settled without a person. A denial reaches to the next comma, semicolon, bracket or
word that begins a statement of what is paid. It says nothing sure when several numbers stand within its reach, or
none after it and one before ("1023 betalas inte").

>>> text = "ej 1388, faktura 1276"
>>> [denial.of(text.index(number)) for denial in denials_in(text) for number in ("1388", "1276")]
['denied', '']
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from attrs import frozen

Said = Literal["", "denied", "doubtful"]

_DENIES: Final = re.compile(
    r"\b(?:(?P<what_follows>utom|förutom|exkl|exklusive|except|excl|excluding)"
    r"|ej|inte|icke|bestrider|bestrids|bestrides|bestritt|bestridd|bestridda|not)\b",
    re.IGNORECASE,
)
"""Words of denial; the first group's deny only what follows them."""

_ENDS: Final = re.compile(
    r"[,;()\n]|\b(?:men|utan|bara|endast|betalar|betalas|betalt|betalning|avser|gäller|but|only|pays|paying|paid)\b",
    re.IGNORECASE,
)
"""Where a denial ends, and words that begin what is paid."""

_TURNS: Final = frozenset({"men", "utan", "but", "bara", "endast", "only"})
"""Words that turn even before a number has been denied: "inte allt utan 1276"."""

_MARK_AGAIN: Final = re.compile(r"[0-9]\W+(?:fakt\w*|inv\w*|ocr|nr)\b", re.IGNORECASE)
"""A mark after a number: "ej 1388 faktura 1276" begins anew."""

_CUT: Final = 12
"""So much of a text an account transfer carries: what ends there may be the beginning of another word, as Internet."""

_DIGIT: Final = re.compile(r"[0-9]")


@frozen
class Denial:
    """One denial: what stands in `begin:end` is denied, and what stands in `before:begin` may be."""

    begin: int
    end: int
    before: int

    def of(self, at: int) -> Said:
        """Return what this denial says of a number that stands *at*."""
        if self.begin <= at < self.end:
            return "denied"
        return "doubtful" if self.before <= at < self.begin else ""


def denials_in(text: str) -> tuple[Denial, ...]:
    """Return the denials in *text*, in their order; most texts have none."""
    words = [word for word in _DENIES.finditer(text) if not word.end() == len(text) == _CUT]
    return tuple(_denials(text, words)) if words else ()


def _denials(text: str, words: Sequence[re.Match[str]]) -> Iterator[Denial]:
    nexts = [word.start() for word in words[1:]] + [len(text)]
    for word, following in zip(words, nexts, strict=True):
        begin = word.end()
        end = min(_first_end(text, begin), following)
        looks_back = word["what_follows"] is None and _DIGIT.search(text, begin, end) is None
        before = max([found.end() for found in _ENDS.finditer(text, 0, word.start()) if _turns(found[0])], default=0)
        yield Denial(begin, end, before if looks_back else begin)


def _first_end(text: str, begin: int) -> int:
    """Return where the denial that begins at *begin* ends: before its first number words such as avser are its own."""
    first = _DIGIT.search(text, begin)
    ends = [found.start() for found in _ENDS.finditer(text, begin) if not _own(found, first)]
    if (again := _MARK_AGAIN.search(text, begin)) is not None:
        ends.append(again.start() + 1)
    return min(ends, default=len(text))


def _own(found: re.Match[str], first: re.Match[str] | None) -> bool:
    return (first is None or found.start() < first.start()) and not _turns(found[0])


def _turns(end: str) -> bool:
    return not end.isalpha() or end.lower() in _TURNS

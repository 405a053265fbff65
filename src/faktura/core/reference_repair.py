"""References that came wrong, or in the middle of a text: which of the issuer's own open ones is meant.

Only references the issuer has open are ever proposed, so that a slip of the pen never becomes the reference of
somebody else. A proposal is for a person, or for a rule that asks for more, such as the amount.

>>> mine = {"12351", "1234567806"}
>>> [(repair.reference, repair.slip) for repair in repairs("12531", mine)]
[('12351', 'swap')]
>>> [found.reference for found in find_references("Fakt 123 45 678 06, tack!", mine)]
['1234567806']
"""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import Final, Literal

from attrs import frozen

from faktura.core.check_digit import compact, is_digits
from faktura.core.errors import InvalidIdentifier
from faktura.core.reference import LONGEST, SHORTEST, SOFT, OcrControl, OcrReference

Slip = Literal["digit", "swap", "lost", "extra"]
"""One digit is another, two neighbours changed places, one was lost, one came too many."""

_SLIPS: Final[tuple[Slip, ...]] = ("digit", "swap", "lost", "extra")
_DIGITS: Final = "0123456789"
_GROUP: Final = re.compile(r"[0-9]+", re.ASCII)
_WITHIN: Final = frozenset(" -.\u00a0\u2009\u202f")
"""What people put between the groups of one number."""

_TEXT: Final = 2_000
_SHORTEST_JOINED: Final = 4
"""Fewer digits than this, spread over groups, are a date or a house number."""


@frozen(kw_only=True)
class Repair:
    """A reference that is one slip away from what was written.

    Attributes:
        reference: One of the issuer's own.
        slip: What the writer did: `lost` means that the text lacks a digit of the reference.
    """

    reference: str
    slip: Slip


@frozen(kw_only=True)
class FoundReference:
    """A reference within a text: `text[start:end]` holds it, blanks and hyphens between its digits included."""

    reference: str
    start: int
    end: int


def repairs(written: str, open_references: Collection[str]) -> tuple[Repair, ...]:
    """Return those of *open_references* that are one slip away from *written*: the likelier slips first.

    Blanks and hyphens in *written* count for nothing. Text that is no number, and a reference that is open
    as it stands, have no repairs. A set is looked up some six hundred times, whatever its size.

    >>> repairs("1235", {"12351"}), repairs("12351", {"12351"})
    ((Repair(reference='12351', slip='lost'),), ())
    """
    digits = compact(written).replace("-", "")
    mine = open_references if isinstance(open_references, AbstractSet) else frozenset(open_references)
    if not is_digits(digits) or len(digits) > LONGEST + 1 or digits in mine:
        return ()
    found: dict[str, Slip] = {}
    for slip in _SLIPS:
        for one in _before(digits, slip):
            if one in mine:
                found.setdefault(one, slip)
    ranked = sorted(found.items(), key=lambda pair: (_SLIPS.index(pair[1]), pair[0]))
    return tuple(Repair(reference=one, slip=slip) for one, slip in ranked)


def _before(digits: str, slip: Slip) -> Iterator[str]:
    """Yield what *digits* can have been before the *slip*."""
    if slip == "lost":
        for at in range(len(digits) + 1):
            yield from (digits[:at] + one + digits[at:] for one in _DIGITS)
        return
    for at in range(len(digits)):
        match slip:
            case "digit":
                yield from (digits[:at] + one + digits[at + 1 :] for one in _DIGITS)
            case "swap":
                yield digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]
            case "extra":
                yield digits[:at] + digits[at + 1 :]


def find_references(text: str, open_references: Collection[str]) -> tuple[FoundReference, ...]:
    """Return the references of *open_references* that stand in *text*, in its order, none over another.

    A reference may be written in groups with blanks, hyphens or points between, and several may be written
    together with nothing between, where only one reading makes whole references of it. Of two that begin at the
    same place the longer is taken. The first 2 000 characters are read.

    >>> [found.reference for found in find_references("1235112351 och 12 351", {"12351"})]
    ['12351', '12351', '12351']
    """
    mine = open_references if isinstance(open_references, AbstractSet) else frozenset(open_references)
    groups = list(_GROUP.finditer(text[:_TEXT]))
    found: list[FoundReference] = []
    at = 0
    while at < len(groups):
        first = groups[at]
        joined = _joined(text, groups, at, mine)
        if joined:
            last = groups[at + joined - 1]
            digits = "".join(group[0] for group in groups[at : at + joined])
            found.append(FoundReference(reference=digits, start=first.start(), end=last.end()))
            at += joined
            continue
        parts = _divided(first[0], mine)
        ends = list(accumulate((len(one) for one in parts), initial=first.start()))
        found += [
            FoundReference(reference=one, start=start, end=start + len(one))
            for one, start in zip(parts, ends, strict=False)
        ]
        at += 1
    return tuple(found)


def _joined(text: str, groups: list[re.Match[str]], at: int, mine: Collection[str]) -> int:
    """Return how many groups from *at* on make the longest reference; 0 when none do."""
    digits, most = "", 0
    for count, group in enumerate(groups[at:], start=1):
        if count > 1 and text[groups[at + count - 2].end() : group.start()] not in _WITHIN:
            break
        digits += group[0]
        if len(digits) > LONGEST:
            break
        if digits in mine and (count == 1 or len(digits) >= _SHORTEST_JOINED):
            most = count
    return most


def _divided(digits: str, mine: Collection[str]) -> tuple[str, ...]:
    """Return the references that *digits* is made of when there is one way to divide it, else none."""
    ways: list[tuple[int, tuple[str, ...]]] = [(0, ()) for _ in range(len(digits) + 1)]
    ways[0] = (1, ())
    for end in range(SHORTEST, len(digits) + 1):
        count, parts = 0, tuple[str, ...]()
        for start in range(max(0, end - LONGEST), end - SHORTEST + 1):
            if ways[start][0] and digits[start:end] in mine:
                count += ways[start][0]
                parts = (*ways[start][1], digits[start:end])
        ways[end] = (min(count, 2), parts)
    count, parts = ways[-1]
    return parts if count == 1 else ()


def find_ocr(text: str, control: OcrControl = SOFT) -> tuple[OcrReference, ...]:
    """Return the numbers in *text* that are OCR references under *control*, each once, in its order.

    For those who have no list of open references at hand. Every tenth number passes a check digit, so under soft and
    hard control most of what is found is chance; with a length digit it is every hundredth.

    >>> from faktura.core.reference import VARIABLE
    >>> [str(one) for one in find_ocr("order 1234, OCR 12351", VARIABLE)]
    ['12351']
    """
    found: dict[OcrReference, None] = {}
    for group in _GROUP.finditer(text[:_TEXT]):
        try:
            found[OcrReference.parse(group[0], control)] = None
        except InvalidIdentifier:
            continue
    return tuple(found)

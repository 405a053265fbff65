"""What payers write: a reference in all the ways in which it can be right, half right and wrong.

Each function takes what is meant and returns text; the choice between them is made in `payments`.
"""

import re
from collections.abc import Sequence
from random import Random
from typing import Final

BEFORE: Final = ("OCR ", "Ref ", "ref: ", "Faktura ", "OCR-nr ", "Bet ")
_NUMBER_WORDS: Final = ("Faktura ", "Fakt ", "Fakt.nr ", "Inv ", "F", "")
_NOISE: Final = (" 2026-11-{day:02d}", " tel 0701740605", " {day} nov", " lgh 1{day:02d}2", " / {day}")


def in_words(ocr: str, chance: Random) -> str:
    """Return an OCR number as people type it in a message: spaced, with zeros before it, after a word."""
    text = ocr
    if chance.random() < 0.4:
        text = " ".join(re.findall(".{1,3}", text) if chance.random() < 0.5 else re.findall(".{1,4}", text))
    elif chance.random() < 0.4:
        text = text.zfill(len(text) + chance.randrange(1, 5))
    if chance.random() < 0.5:
        text = chance.choice(BEFORE) + text
    return text + (noise(chance) if chance.random() < 0.1 else "")


def noise(chance: Random) -> str:
    """Return digits that mean nothing: a date, a telephone number (reserved for fiction), a flat."""
    return chance.choice(_NOISE).format(day=chance.randrange(1, 29))


def listed(numbers: Sequence[str], chance: Random) -> str:
    """Return document numbers as a payer lists them.

    >>> from random import Random
    >>> listed(["1023", "1024", "1026"], Random(1))
    'Fakt 1023,1024,1026'
    >>> listed(["1023", "1024", "1025"], Random(2))
    'Faktura 1023-1025'
    """
    word = chance.choice(_NUMBER_WORDS)
    ordered = sorted(numbers)
    if word == "F" and not ordered[0][0].isdigit():
        word = ""
    digits = [int(re.sub("[^0-9]", "", one)) for one in ordered]
    in_a_row = len(digits) > 1 and digits == list(range(digits[0], digits[0] + len(digits)))
    if in_a_row and len(digits) > 2 and chance.random() < 0.6:
        return f"{word}{ordered[0]}-{ordered[-1]}"
    if len(ordered) == 1:
        return word + ordered[0]
    style = chance.choice((", ", "/", " ", " o ", ","))
    if style == " o ":
        return word + ", ".join(ordered[:-1]) + " o " + ordered[-1]
    return word + style.join(ordered)


def wrong_digit(ocr: str, chance: Random) -> str:
    """Return *ocr* with one digit changed; the check digit always shows it."""
    at = chance.randrange(len(ocr))
    return ocr[:at] + chance.choice([one for one in "0123456789" if one != ocr[at]]) + ocr[at + 1 :]


def swapped_digits(ocr: str, chance: Random) -> str:
    """Return *ocr* with two neighbours swapped; 09 and 90 have the same check digit."""
    places = [at for at in range(len(ocr) - 1) if ocr[at] != ocr[at + 1]]
    if not places:
        return wrong_digit(ocr, chance)
    at = chance.choice(places)
    return ocr[:at] + ocr[at + 1] + ocr[at] + ocr[at + 2 :]


def lost_digit(ocr: str, chance: Random) -> str:
    """Return *ocr* without one of its digits."""
    at = chance.randrange(len(ocr))
    return ocr[:at] + ocr[at + 1 :]


def extra_digit(ocr: str, chance: Random) -> str:
    """Return *ocr* with one digit too many."""
    at = chance.randrange(len(ocr) + 1)
    return ocr[:at] + chance.choice("0123456789") + ocr[at:]


SLIPS: Final = {
    "wrong_digit": wrong_digit,
    "swapped_digits": swapped_digits,
    "lost_digit": lost_digit,
    "extra_digit": extra_digit,
}
"""Slips of the finger, by kind."""


def own_number(number: str, chance: Random) -> str:
    """Return the payer's own reference, which happens to look like *number*."""
    return chance.choice(("Best ", "Order ", "Vår ref ", "PO ", "")) + number

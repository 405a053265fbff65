"""Names that belong to nobody in particular, and what banks do to them on the way.

Given names and surnames are drawn apart, surnames steeply: a few are very common, most are rare and put together of two
parts. Company names are made of invented words.

>>> from random import Random
>>> chance = Random(7)
>>> person(chance), company(chance)
(('Göran', 'Söderkvist'), 'Ekvik El HB')
"""

from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN: Final = _words(
    "Anna Karin Eva Maria Åsa Birgitta Elin Emma Ingrid Kerstin Lena Märta Sara Sofia Ulla Åke Anders Björn Erik "
    "Fredrik Göran Gustav Hans Håkan Johan Karl Lars Mats Nils Olof Per Sven Tomas Örjan Amina Fatima Ali Omar Mei Jan"
)
_COMMON: Final = _words(
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson "
    "Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Lindström Olofsson Lindqvist Lindgren Axelsson Berg"
)
_FIRST: Final = _words("Ek Lind Berg Sjö Gran Al Björk Ask Hav Öst Väst Norr Söder Häll Ström Lund Ling Säv Åker Rönn")
_LAST: Final = _words(
    "stam kvist gren blad rot dal fors näs vall ström mark holm hed bäck sköld berg åker löv strand dahl"
)
_PLACES: Final = _words("Nordvik Ekvik Sälby Måsholm Åvik Lövnäs Granby Torpa Stenö Kärrby Östvik Hällby Vretö Alnäs")
_TRADES: Final = _words("Bygg Rör El Måleri Plåt Mark Last Data Trä Färg Tryck Konsult Handel Verkstad Städ Åkeri Grus")
_FORMS: Final = (" AB", " AB", " AB", " AB", " Aktiebolag", " HB", " & Co AB", " Ekonomisk förening", " i Norden AB")

_WEIGHTS: Final = tuple(accumulate(1000 // (rank + 1) for rank in range(len(_COMMON))))

Name = tuple[str, str]
"""Given name and surname; of a company the whole name and nothing."""


def person(chance: Random) -> Name:
    """Return a person's name: one in three has a very common surname."""
    given = chance.choice(_GIVEN)
    if chance.random() < 0.35:
        return given, chance.choices(_COMMON, cum_weights=_WEIGHTS)[0]
    return given, chance.choice(_FIRST) + chance.choice(_LAST)


def company(chance: Random) -> str:
    """Return a company's name with its legal form."""
    middle = chance.choice(_TRADES)
    if chance.random() < 0.5:
        middle += " " + chance.choice(_FIRST) + chance.choice(_LAST)
    return f"{chance.choice(_PLACES)} {middle}{chance.choice(_FORMS)}"


def relative(surname: str, chance: Random) -> Name:
    """Return somebody else with the same surname."""
    return chance.choice(_GIVEN), surname


def _plain(text: str) -> str:
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


def _iso_646(text: str) -> str:
    return text.translate(str.maketrans("åäöÅÄÖ", "}{|][\\"))


def _question(text: str) -> str:
    return "".join("?" if one in "åäöÅÄÖ" else one for one in text)


def _misread(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


_LETTERS: Final[dict[str, Callable[[str], str]]] = {
    "plain_letters": _plain,
    "iso_646": _iso_646,
    "question_marks": _question,
    "misread_utf8": _misread,
}
_ORDERS: Final = ("surname_first", "comma", "initials", "couple")
_LEGAL_FORMS: Final = ("form_dropped", "form_moved", "form_spelt_out")
WIDTH: Final = 35
"""So many characters of a name most bank files have room for."""


def written(name: Name, chance: Random, *, damage: float) -> tuple[str, str]:
    """Return a name as the bank hands it over, and the kinds of damage done to it, joined by `+`.

    *damage* is the chance of each sort of damage: order or legal form, Swedish letters, upper case.
    """
    kinds = []
    given, surname = name
    text = f"{given} {surname}" if surname else given
    if chance.random() < damage:
        kind = chance.choice(_ORDERS if surname else _LEGAL_FORMS)
        text = _reordered(given, surname, kind, chance) if surname else _reformed(given, kind)
        kinds.append(kind)
    if chance.random() < damage:
        kind = chance.choice(tuple(_LETTERS))
        text, before = _LETTERS[kind](text), text
        kinds += [kind] if text != before else []
    if chance.random() < damage * 2:
        text = text.upper()
        kinds.append("upper_case")
    if len(text) > WIDTH:
        text = text[:WIDTH].rstrip()
        kinds.append("cut")
    return text, "+".join(kinds)


def _reordered(given: str, surname: str, kind: str, chance: Random) -> str:
    if kind == "surname_first":
        return f"{surname} {given}"
    if kind == "comma":
        return f"{surname}, {given}"
    if kind == "initials":
        return f"{given[0]} {surname}"
    return f"{given} o {chance.choice(_GIVEN)} {surname}"


def _reformed(text: str, kind: str) -> str:
    bare = text.removesuffix(" Aktiebolag").removesuffix(" AB")
    if bare == text:
        return text
    if kind == "form_dropped":
        return bare
    return f"AB {bare}" if kind == "form_moved" else f"{bare} Aktiebolag"

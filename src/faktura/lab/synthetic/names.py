"""Names that belong to nobody in particular, as common as names are in Sweden, and what banks do to them on the way.

Given names and surnames are drawn apart. Statistics Sweden (SCB) counts 222,000 called Andersson among 10.45 million
(2021), a hundred surnames for nearly a third of all (2012), and 111,000 called Anna among 9.5 million (2011): the
commonest here are about as common, and the rare ones are put together of two parts. In a village it is otherwise, and a
profile can be `crowded`: a few names for nearly all. Company names are made of invented words.

>>> from random import Random
>>> chance = Random(7)
>>> person(chance), person(chance, crowded=True), company(chance)
(('Johanna', 'Jansson'), ('Maria', 'Nilsson'), 'Stenö Konsult AB')
"""

from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_VILLAGE: Final = _words(
    "Anna Karin Eva Maria Åsa Birgitta Elin Emma Ingrid Kerstin Lena Märta Sara Sofia Ulla Åke Anders Björn Erik "
    "Fredrik Göran Gustav Hans Håkan Johan Karl Lars Mats Nils Olof Per Sven Tomas Örjan Amina Fatima Ali Omar Mei Jan"
)
_GIVEN: Final = _words(
    "Anna Lars Eva Maria Anders Mikael Karin Johan Per Erik Kristina Jan Karl Lena Peter Kerstin Emma Daniel Sara Fredrik "
    "Hans Mats Bengt Nils Andreas Stefan Bo Ingrid Elin Birgitta Malin Ulla Sofia Jenny Göran Magnus Inger Linda Annika "
    "Monica Susanne Hanna Alexander Marcus Gunnar Johanna Björn Oskar Katarina Elisabeth Ida Anton Thomas Mattias Helena "
    "Julia Leif Ann Gustav Ulf Viktor Camilla Åsa Simon Elsa Gunilla Cecilia Alice Filip Christer Patrik Jonas Christian "
    "Ulrika Håkan Maja Anita Emil Sven Barbro Martin Sandra Amanda Linus Marie Kjell Tobias David Siv William Rolf Axel "
    "Ellen Agneta Robert Jessica Olof Joakim Rebecka Claes Alva Sebastian Matilda Margareta Henrik Charlotte Wilma Lisa "
    "Kent Roger Hugo Elias Moa Berit Torbjörn Frida Olivia Niklas Gun Pia Jakob Isak Stig Ali Robin Therese Tommy Ebba "
    "Louise Fatima Rasmus Caroline Klara Adam Åke Ella Anette Arne Astrid Jimmy Mohamed Maj Saga Josefin Petra Ove Ludvig "
    "Emelie Mona Roland Vera Kenneth Yvonne Ronny Alma Rune Lovisa Kurt Örjan Amina Lucas Tove Omar Edvin Ahmed Märta "
    "Hassan Nora Bertil Liam Mariam Sixten Ibrahim Tuva Torsten Folke Zahra Hampus Lennart Mei Pontus Ingela Staffan Ylva "
    "Dag Ragnhild Said Solveig Truls Vendela Yasmin Zelda"
)
_OFTEN: Final = (110,) * 8 + (75,) * 22
"""How many of ten thousand bear each of the commonest given names; the others share the rest."""

_COMMON: Final = _words(
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson "
    "Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Lindström Olofsson Lindqvist Lindgren Axelsson Berg"
)
_BEARERS: Final = (
    210, 210, 185, 142, 126, 106, 96, 90, 84, 80, 78, 62, 42, 37, 29, 26, 25, 24, 23, 22, 22, 21, 21, 20, 20,
)  # fmt: skip
"""How many of ten thousand bear each of them."""

_FIRST: Final = _words(
    "Lind Berg Sjö Sand Ny Ek Söder Holm Hag Lund Björk Hed Norr Dahl Fors Bergen Väst Öst Gran Ström Åker Häll Alm Sund "
    "Wall Hall Ahl Äng Rosen Ask Skog Ling Rönn Gull Al Stål Hög Ros Hell Säv Vik Mo Hav Malm Blom Gyllen Palm Tall Lilje "
    "Kull Ceder Asp Svan Löf Engel Lager Möller Stor Kron Falk"
)
_LAST: Final = _words(
    "ström gren berg kvist lund man dahl holm vall mark blad sten bäck lind stedt feldt fors löf sjö rot stam näs dal hed "
    "sköld åker strand löv ner ander borg qvist gård land hammar torp hult stad skog hielm"
)
_PLACES: Final = _words("Nordvik Ekvik Sälby Måsholm Åvik Lövnäs Granby Torpa Stenö Kärrby Östvik Hällby Vretö Alnäs")
_TRADES: Final = _words("Bygg Rör El Måleri Plåt Mark Last Data Trä Färg Tryck Konsult Handel Verkstad Städ Åkeri Grus")
_FORMS: Final = (" AB", " AB", " AB", " AB", " Aktiebolag", " HB", " & Co AB", " Ekonomisk förening", " i Norden AB")

_FAR: Final = 5
"""Each part of rare surnames stands as if its list began at this rank; the higher, the more alike are their shares."""


def _surnames() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the surnames, with how many of ten thousand bear each, added up."""
    parts = [
        (first + last, 1 / (at + _FAR) / (to + _FAR))
        for at, first in enumerate(_FIRST)
        for to, last in enumerate(_LAST)
        if first.lower() != last and first + last not in _COMMON
    ]
    left = (10_000 - sum(_BEARERS)) / sum(weight for _, weight in parts)
    weights = (*_BEARERS, *[weight * left for _, weight in parts])
    return (*_COMMON, *[name for name, _ in parts]), tuple(accumulate(weights))


_SURNAMES, _SHARES = _surnames()
_SELDOM: Final = (10_000 - sum(_OFTEN)) / (len(_GIVEN) - len(_OFTEN))
_GIVEN_SHARES: Final = tuple(accumulate((*_OFTEN, *[_SELDOM] * (len(_GIVEN) - len(_OFTEN)))))
_VILLAGE_SHARES: Final = tuple(accumulate(1000 // (rank + 1) for rank in range(len(_COMMON))))

Name = tuple[str, str]
"""Given name and surname; of a company the whole name and nothing."""


def person(chance: Random, *, crowded: bool = False) -> Name:
    """Return a person's name; where it is *crowded* one in three has one of two dozen surnames."""
    if not crowded:
        return _given(chance), chance.choices(_SURNAMES, cum_weights=_SHARES)[0]
    name = chance.choice(_VILLAGE)
    if chance.random() < 0.35:
        return name, chance.choices(_COMMON, cum_weights=_VILLAGE_SHARES)[0]
    return name, chance.choice(_FIRST[:20]) + chance.choice(_LAST[:20])


def _given(chance: Random) -> str:
    """Return a given name."""
    return chance.choices(_GIVEN, cum_weights=_GIVEN_SHARES)[0]


def company(chance: Random) -> str:
    """Return a company's name with its legal form."""
    middle = chance.choice(_TRADES)
    if chance.random() < 0.5:
        middle += " " + chance.choice(_FIRST) + chance.choice(_LAST)
    return f"{chance.choice(_PLACES)} {middle}{chance.choice(_FORMS)}"


def relative(surname: str, chance: Random) -> Name:
    """Return somebody else with the same surname."""
    return _given(chance), surname


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
    return f"{given} o {_given(chance)} {surname}"


def _reformed(text: str, kind: str) -> str:
    bare = text.removesuffix(" Aktiebolag").removesuffix(" AB")
    if bare == text:
        return text
    if kind == "form_dropped":
        return bare
    return f"AB {bare}" if kind == "form_moved" else f"{bare} Aktiebolag"

"""Which customers a payer calls in the text: "Avser Nils Berg", "Mats Larsson o Björn Larsson", "Medlem 700144".

Who writes another's name pays for that one. A text is read as words: two or three of them beside each other may be a
name, and words that payments are full of are none. One first name alone may be that of somebody of the payer's family.

>>> [(one.name, one.minor) for one in names_said("Medlemsavgift 2026 för Emma Frisk", 350_00)]
[('emma frisk', 35000)]
>>> [(one.name, one.minor) for one in names_said("Mats Larsson o Björn Larsson", 700_00)]
[('larssan mats', 70000), ('bjarn larssan', 70000), ('larssan mats', 35000), ('bjarn larssan', 35000)]
>>> names_said("faktura 1023", 700_00), names_said("tack för hyran", 700_00)
([], [])
>>> numbers_said("Medlem 700144, tack"), numbers_said("700144")
(['700144'], [])
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import Final

from attrs import frozen

from faktura.core.claim import Candidates, OpenItem
from faktura.core.money import Money
from faktura.core.payer_name import blurred, folded, name_keys, payer_keys
from faktura.core.payment import IncomingPayment
from faktura.rules.matching.case import Case

_BETWEEN: Final = re.compile(r"\s+(?:o|och|and)\s+|\s*[/&+;]\s*", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\s,.:()!*\"#]+")
_NUMBER: Final = re.compile(
    r"\b(?:kund|medlem|medl|customer|member)(?:s?(?:nr|nummer|id)\b|\b)\.?(?:\s*(?:nr|no|nummer|number|id)\b\.?)?[\s:#]*"
    r"((?:[^\W\d_]{1,6}-?)?[0-9][0-9-]{0,18}[0-9]|[0-9])(?![\w-])",
    re.IGNORECASE,
)
_LONGEST: Final = 140
_MOST: Final = 4
_MOST_KEYS: Final = 12
"""So many names are tried of a text; few have more than two."""

_MOST_NUMBERS: Final = 2
_MOST_WORDS: Final = 6
"""A whole text of so many words may be one name."""

_MOST_OF_PAYER: Final = 3
_SIZES: Final = (3, 2)

TIMES: Final = frozenset(
    (
        "januari", "februari", "feb", "mars", "mar", "april", "apr", "jun", "juli", "jul", "augusti", "aug",
        "september", "sep", "sept", "oktober", "okt", "november", "nov", "december", "dec", "manad", "manaden", "ar",
        "aret", "kvartal", "kv", "vt", "ht", "host", "varen", "hosten", "termin", "terminen", "vecka", "period",
    )
)  # fmt: skip
"""Words that say for when something is paid, folded."""

_ORDINARY: Final = TIMES.union(
    (
        # what is paid
        "faktura", "fakturan", "fakturor", "fakturanr", "fakturanummer", "fakt", "inv", "invoice", "rakning",
        "rakningen", "ocr", "avgift", "avgiften", "avgifter", "medlemsavgift", "medlemsavgiften", "medlemskap",
        "medlem", "medlemmar", "medlemsnr", "medlemsnummer", "arsavgift", "manadsavgift", "kursavgift", "traningsavgift",
        "serviceavgift", "startavgift", "anmalningsavgift", "anmalan", "kontingent", "hyra", "hyran", "hyror",
        "manadshyra", "garage", "garageplats", "parkering", "pplats", "forrad", "lagenhet", "lgh", "el", "vatten",
        "bredband", "abonnemang", "prenumeration", "delbetalning", "avbetalning", "resten", "rest", "halva", "del",
        "kund", "kundnr", "kundnummer", "order", "ordernr", "ref", "referens", "nr", "nummer", "konto", "swish",
        # that it is paid, and how
        "betalning", "betalningen", "betalar", "betalat", "betalt", "betald", "bet", "inbetalning", "betaling",
        "payment", "avser", "avseende", "avs", "galler", "gallande", "tack", "hej", "mvh", "vanligen", "kr", "kronor",
        "sek", "namn", "avsandare",
        # small words
        "for", "fr", "from", "fran", "till", "av", "med", "min", "mitt", "var", "vart", "vara", "den", "det",
        "en", "ett", "i", "pa", "om", "som", "at", "the", "of", "and", "och", "samt", "via", "gm", "genom",
        "sa", "mycket", "fom", "inkl", "ej", "inte",
    )
)  # fmt: skip
"""Words of payments, folded, that part a name from what stands beside it; not those that are names too: Per, Jan, Maj."""


_Name = tuple[tuple[str, str], tuple[int, int, int]]
"""The keys of what may be a name, and its place."""


@frozen
class Said:
    """What may be a name in a text: as customers are found by it, what he would pay, and where its words stand.

    Attributes:
        short: The last word of it with the initial of the first.
        at: The part of the text, and the places there of its first word and the next after it.
    """

    name: str
    minor: int
    short: str = ""
    at: tuple[int, int, int] = (0, 0, 0)

    @property
    def is_single(self) -> bool:
        """Whether the payer wrote one word of it only."""
        return self.at[0] < 0

    def within(self, other: "Said") -> bool:
        """Whether it is a part of the longer name *other*."""
        part, first, last = self.at
        inside = part == other.at[0] and other.at[1] <= first and last <= other.at[2]
        return inside and last - first < other.at[2] - other.at[1]


def look_for_called(cases: Sequence[Case], candidates: Candidates) -> None:
    """Fill in whom the texts of *cases* call, as far as those owe the amount, or an equal share where no claim is named."""
    asked: dict[int, list[Said]] = {}
    marked: dict[int, list[tuple[str, Money]]] = {}
    for at, case in enumerate(cases):
        text = text_of(case.payment)
        if not text or case.payment.reversal:
            continue
        named = [item for hit in case.hits for item in hit.open]
        if said := called_beside(case.payment, named, known=bool(case.links or case.organisations)):
            asked[at] = said
        if numbers := numbers_said(text):
            marked[at] = [(one, case.payment.amount) for one in numbers]
    if not asked and not marked:
        return
    currency = {at: cases[at].payment.amount.currency for at in asked}
    pairs = dict.fromkeys((one.name, Money(one.minor, currency[at])) for at, some in asked.items() for one in some)
    found = candidates.by_name(tuple(pairs)) if pairs else {}
    numbers_ = tuple(dict.fromkeys(chain.from_iterable(marked.values())))
    owing = candidates.by_customer_amount(numbers_) if numbers_ else {}
    for at in dict.fromkeys((*asked, *marked)):
        told = {
            one: customers
            for one in asked.get(at, ())
            if (customers := tuple(found.get((one.name, Money(one.minor, currency[at])), ())))
        }
        cases[at].sought = {(one.name, one.minor) for one in asked.get(at, ())}
        known = {link.customer_id for link in cases[at].links}.union(cases[at].organisations)
        numbered = [
            pair[0]
            for pair in marked.get(at, ())
            if pair[0] in known or any(item.open.minor for item in owing.get(pair, ()))
        ]
        cases[at].passed = tuple([one for one, _ in marked.get(at, ()) if one not in numbered])
        _fill_in(cases[at], told, numbered, known)


def _fill_in(
    case: Case, told: Mapping[Said, tuple[str, ...]], numbered: Sequence[str], known: AbstractSet[str]
) -> None:
    """Note who was found: of a name within a longer one nobody; of namesakes whose number stands there, or who is *known*.

    A single word that may be the known customer's first name is nobody else's.
    """
    groups: dict[tuple[tuple[str, ...], str], None] = {}
    own = any(one.is_single and not known.isdisjoint(customers) for one, customers in told.items())
    for one, customers in told.items():
        if own and one.is_single and known.isdisjoint(customers):
            continue
        if set(numbered).isdisjoint(customers) and not any(one.within(other) for other in told):
            mine = tuple([customer for customer in customers if customer in known])
            groups[tuple(sorted(mine or customers)), one.name] = None  # not by their oldest claims, which change
    for customer in numbered:
        groups[(customer,), ""] = None
    case.called = tuple(customers for customers, _ in groups)
    case.names = tuple(name for _, name in groups)


def calls(case: Case, items: Sequence[OpenItem]) -> bool:
    """Whether *items* are those of the customers the text calls, where it calls any."""
    if not case.called:
        return True
    owners = {item.customer_id: "".join(name_keys(item.customer_name)[:1]) for item in items}
    names = {one for one in owners.values() if one}
    every = {one for group in case.called for one in group}
    if not all(customer in every or (name and name in case.names) for customer, name in owners.items()):
        return False
    return all(
        name in names or not owners.keys().isdisjoint(group)
        for group, name in zip(case.called, case.names, strict=True)
    )


def called_beside(payment: IncomingPayment, named: Sequence[OpenItem], *, known: bool) -> list[Said]:
    """Return the names in the text that somebody else than the owners of the claims *named* may have.

    Beside a number a name is the customer's, or the payer's own, or else that of somebody who owes the whole amount.
    Of a payer who is *known* to pay for a customer a first name alone may tell that he pays for another of his family.
    """
    text = text_of(payment)
    if not text:
        return []
    minor, payer = payment.amount.minor, payment.payer.name
    said = [*names_said(text, minor), *(_of_family(text, minor, payer) if known else ())]
    if not named or not said:
        return said
    mine = {key for item in named for key in name_keys(item.customer_name)[:1]}.union(payer_keys(payer))
    return [one for one in said if one.minor == minor and one.name not in mine and one.short not in mine]


def text_of(payment: IncomingPayment) -> str:
    """Return what the payer wrote in words."""
    texts = [one.text for one in payment.references if one.kind == "text" and not one.text.isdigit()]
    return " ".join([*texts, payment.message])[:_LONGEST].strip() if texts else payment.message[:_LONGEST].strip()


def words_of(text: str) -> list[str]:
    """Return the words of *text*, without the marks between them."""
    return _WORD.findall(text)


def names_said(text: str, minor: int) -> list[Said]:
    """Return what in *text* may be a customer's name, with what that customer would pay: all of *minor*, or a share."""
    names, parts = _names_in(text)
    if not names:
        return []
    said = [Said(name, minor, short, at) for (name, short), at in names]
    if 1 < parts <= _MOST and minor % parts == 0:
        said += [Said(one.name, minor // parts, one.short, one.at) for one in said]
    return said


@lru_cache(maxsize=512)
def _names_in(text: str) -> tuple[Sequence[_Name], int]:
    """Return what may be names in *text*, and how many parts of it have some: payers write much the same."""
    parts = [some for at, part in enumerate(_BETWEEN.split(text)) if (some := list(_names(part, at)))]
    return tuple(dict(chain.from_iterable(parts[:_MOST])).items())[:_MOST_KEYS], len(parts)


def numbers_said(text: str) -> list[str]:
    """Return the customer numbers in *text*: those that a word says are such."""
    return _NUMBER.findall(text)[:_MOST_NUMBERS] if any(map(str.isdigit, text)) else []


def _names(part: str, at: int) -> Iterator[_Name]:
    """Yield what may be names in *part* of a text, folded, with their places; all of it first, then the longer."""
    words = words_of(part)
    runs = list(runs_of(words))
    if 1 < len(words) <= _MOST_WORDS and not any(map(str.isdigit, part)) and runs:
        yield from _keyed(words, at, 0)
    for size in _SIZES:
        for first, run in runs:
            for place in range(len(run) - size + 1):
                yield from _keyed(run[place : place + size], at, first + place)
                after = first + place + size
                if after < len(words) and place + size == len(run) and run[-1].endswith("s"):  # Emma Frisks avgift
                    yield from _keyed([*run[place:-1], run[-1][:-1]], at, first + place)


def _keyed(words: Sequence[str], part: int, first: int) -> Iterator[_Name]:
    if keys := name_keys(" ".join(words)):
        yield (keys[0], keys[-1]), (part, first, first + len(words))


def runs_of(words: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the words that stand beside each other without a number or an ordinary word between, and where."""
    first = 0
    for place, word in enumerate((*words, "")):
        if not word or any(map(str.isdigit, word)) or _ORDINARY.issuperset(folded(word)):
            if place > first:
                yield first, words[first:place]
            first = place + 1


@lru_cache(maxsize=512)
def _single_words(text: str) -> tuple[str, ...]:
    """Return the words of *text* that stand alone among numbers and ordinary words."""
    return tuple([run[0] for _, run in runs_of(words_of(text)) if len(run) == 1])


def _of_family(text: str, minor: int, payer: str) -> Iterator[Said]:
    """Yield the names that a single word of *text* makes with a word of the payer's own name."""
    alone = _single_words(text) if payer else ()
    if not alone:
        return
    own = folded(payer)[:_MOST_OF_PAYER]
    for word in alone[:_MOST_NUMBERS]:
        first = " ".join(map(blurred, folded(word)))
        for other in own:
            if len(first) > 1 and len(other) > 1 and blurred(other) != first:
                yield Said(name_keys(f"{first} {other}")[0], minor, f"{blurred(other)}/{first[0]}", (-1, 0, 2))

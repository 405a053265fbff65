"""Which numbers a payer wrote: what may be a reference or a document number of ours, before anything is looked up.

>>> [one.keys for one in written("Faktura 1023, 1024 o 1026", amount="") if one.groups == 1]
[('1023',), ('1024',), ('1026',)]
>>> [one.keys for one in written("F1023/1024", amount="")]
[('F1023/1024', 'F1023-1024'), ('F1023', '1023'), ('1024',)]
>>> [one.keys for one in written("1023-1026", amount="")]
[('1023-1026', '10231026', '1023', '1024', '1025', '1026')]
>>> [one.keys for one in written("F2026/0111", amount="") if one.groups > 1]
[('F2026/0111', 'F2026-0111', 'F20260111', '2026/0111', '2026-0111', '20260111')]
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from attrs import define, evolve

from faktura.core.check_digit import is_digits
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentReference
from faktura.core.reference import LONGEST
from faktura.rules.matching.days import is_date, is_day_of, is_year
from faktura.rules.matching.denials import Denial, Said, denials_in

Place = Literal["ocr", "named", "field", "text"]
"""`ocr`: an OCR number, so the bank says. `named`: a document, so the bank says. `field`: all there is in a
reference or a message. `text`: among other words."""

_MOST: Final = 24
_TEXT: Final = 600
_SHORTEST: Final = 2
_MOST_OF_RANGE: Final = 40
_MOST_GROUPS: Final = 6
_LONGEST_NUMBER: Final = 40
_WHOLE: Final = 99

_BLANKS: Final = re.compile(r"[ \u00a0-]+")
_WORD: Final = re.compile(r"[^\s,;:+&()]+")
_AROUND: Final = ".,:;#!?*'\""
_PREFIXED: Final = re.compile(r"([^\W\d_]+)[.#-]?([0-9]{2,25})", re.UNICODE)
_RANGE: Final = re.compile(r"([^\W\d_]*)([0-9]{2,12})-\1?([0-9]{2,12})", re.UNICODE)
_SLASHED: Final = re.compile(r"(?<![0-9])(?<![0-9]/)([^\W\d_]*[.#-]?)([0-9]{2,12})/([0-9]{1,8})(?![0-9/])", re.UNICODE)
"""A number of two parts: a year and a serial, or two numbers."""

_YEAR_SERIAL: Final = re.compile(r"([^\W\d_]*)[.#-]?((?:19|20)[0-9]{2})[/-]?([0-9]{1,8})", re.UNICODE)
_DOTTED: Final = re.compile(r"[1-9][0-9]{1,4}(?:\.[0-9]{2,5}){2,6}", re.ASCII)
"""A reference in groups with points between; an amount has one before its decimals."""

_DECIMALS: Final = re.compile(r",[0-9]{2}(?![0-9])", re.ASCII)
_MARKS: Final = (
    r"\b(?:f|fa|fnr|fakt|faktnr|faktno|faktura|fakturan|fakturor|fakturorna|fakturanr|fakturano|fakturanummer"
    r"|inv|invnr|invno|invoice|invoices|invoiceno|ocr|ocrnr|kredit\w*|nr)(?![^\W\d_])"
)
"""Words that say that a number is an invoice's, as payers shorten them; a point, a colon or nr may follow."""

_MARK: Final = re.compile(_MARKS, re.IGNORECASE)
_MARKED: Final = re.compile(_MARKS + r"(?:[\s.:#,;&+/\d-]|\b(?:o|och|and|no|nr|number|nummer)\b)*\Z", re.IGNORECASE)
"""A mark with nothing but numbers after it."""
_OWN: Final = re.compile(
    r"\b(?:vår\s+ref|var\s+ref|our\s+ref|order\w*|best|beställning\w*|po|projekt\w*|kund\w*|lgh|lägenhet|tel|telefon|mobil|avtal\w*|rekv\w*|id"
    r"|ver|vernr|verif\w*|lev|levnr|leverantör\w*)"
    r"(?:[. ]{0,2}nr)?[\s.:#-]*$",
    re.IGNORECASE,
)
"""Words before a number that say whose it is: not ours."""

_GLUED: Final = re.compile(r"^[^\W\d_]{2,}\.(?=[^\W\d_]{1,4}[.#-]?[0-9])")
"""A word written together with the number after it, which begins with letters of its own: fakt.F1023."""

_UNIT: Final = re.compile(r"\s*(?:kr\b|sek\b|:-|kronor\b)", re.IGNORECASE)


@define
class Mention:
    """One number the payer gave.

    Attributes:
        keys: What to look up, the likeliest first; a range says its ends and all between them last.
        place: Where it stood.
        marked: A word beside it says that it is an invoice; `by_number` when the word is not OCR.
        amount: The part the payer gave it, if any; negative for a credit note.
        credit: The payer calls it a credit note.
        ranged: How many of the last keys are the members of a range.
        groups: How many groups of digits it was written in; a longer reading goes before its parts.
        at: Where in its text it begins and ends, so that no digits count twice.
        said: The payer says that he does not pay it, or may say so; `denial` is which of his denials says it.
    """

    keys: tuple[str, ...]
    place: Place
    marked: bool = False
    amount: Money | None = None
    credit: bool = False
    ranged: int = 0
    groups: int = 1
    at: tuple[int, int, int] = (0, 0, 0)
    by_number: bool = False
    said: Said = ""
    denial: tuple[int, int] = (0, 0)


def bare(text: str) -> str:
    """Return *text* without blanks and hyphens, as far as it could be a reference."""
    return _BLANKS.sub("", text[:40])


def mentions(payment: IncomingPayment) -> tuple[Mention, ...]:
    """Return every number of *payment* that may be one of ours, in the order written, at most some two dozen."""
    if payment.reversal:
        return ()
    message = payment.message if _has_digits(payment.message) else ""
    said = message or [one for one in payment.references if one.kind == "text" and not is_digits(one.text)]
    amount = f"{payment.amount.major:f}" if said else ""
    found: list[Mention] = []
    for number, reference in enumerate(payment.references):
        found += _of_reference(reference, number, amount, payment.booked_on)
    if message:
        found += _of_text(message, -1, amount, payment.booked_on)
    return tuple(found[:_MOST])


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))


def _of_reference(reference: PaymentReference, number: int, amount: str, booked: date) -> Iterator[Mention]:
    text = reference.text.strip()
    if reference.kind == "text" and not is_digits(bare(text)):
        for one in _of_text(text, number, amount, booked):
            yield one if reference.amount is None else _with_part(one, reference.amount)
        return
    if not text:
        return
    place: Place = {"ocr": "ocr", "text": "field"}.get(reference.kind, "named")  # type: ignore[assignment]
    if " " in text and reference.kind == "text" and reference.amount is None:
        yield from _of_text(text, number, amount, booked)
        return
    credit = reference.kind == "credit_note" or (reference.amount is not None and reference.amount.minor < 0)
    keys, ranged = _of_word(text)
    yield Mention(keys, place, place == "named", reference.amount, credit, ranged, 1, (number, 0, len(text)))


def _with_part(one: Mention, part: Money) -> Mention:
    return evolve(one, place="field", amount=part, credit=part.minor < 0)


def _keys(text: str) -> tuple[str, ...]:
    short = bare(text)
    keys = [text, short, short.lstrip("0")]
    if "/" in short:
        keys += _of_slashed(short)
    if not is_digits(short):
        keys += [text.upper(), short.upper()]
        if (found := _PREFIXED.fullmatch(short)) is not None:
            keys.append(found[2])
    return tuple(key for key in dict.fromkeys(keys) if key)


def _of_slashed(short: str) -> list[str]:
    """Return the other ways to write a number of two parts: with a hyphen, and a year and a serial in one."""
    keys = [short.replace("/", "-")]
    if (found := _YEAR_SERIAL.fullmatch(short)) is not None:
        prefix, year, serial = found[1], found[2], found[3]
        keys += [prefix + year + serial, f"{year}/{serial}", f"{year}-{serial}", year + serial]
    return [form for key in keys for form in (key, key.upper())]


def _of_text(text: str, number: int, amount: str, booked: date | None) -> Iterator[Mention]:
    alone = text.strip()
    if number < 0 and booked is not None and is_day_of(alone.replace("-", ""), booked):
        return
    if is_digits(bare(alone)) and len(bare(alone)) <= LONGEST + 1:
        keys, ranged = _of_word(alone)
        yield Mention(keys, "field", False, None, False, ranged, _WHOLE, (number, 0, len(text)))
        if alone.isdigit():
            return
    yield from written(text, amount=amount, number=number, booked=booked)


def written(text: str, *, amount: str, number: int = 0, booked: date | None = None) -> Iterator[Mention]:
    """Yield the numbers in free *text*; dates, and what is the *amount* or followed by kr, are none.

    Neither are, where no mark stands before them, a year among words and the day on which the payment was *booked*.
    """
    text = text[:_TEXT]
    if not _has_digits(text):
        return
    denials = denials_in(text)
    for one in _numbers(text, amount, number, booked):
        yield _as_said(one, denials) if denials else one


def _as_said(one: Mention, denials: Sequence[Denial]) -> Mention:
    """Return *one* with what the payer says of it, if he denies it."""
    number, begin, _ = one.at
    for denial in denials:
        if one.groups != _WHOLE and (said := denial.of(begin)):
            return evolve(one, said=said, denial=(number, denial.begin))
    return one


def _numbers(text: str, amount: str, number: int, booked: date | None) -> Iterator[Mention]:
    says = _MARK.search(text)
    ours = says is not None and not says[0].casefold().startswith("ocr")
    alone = text.strip()
    if len(alone) <= _LONGEST_NUMBER and " " in alone:
        yield Mention((alone, alone.upper()), "text", True, None, False, 0, _WHOLE, (number, 0, len(text)))
    words = [found for found in _WORD.finditer(text) if any(one.isdigit() for one in found[0])]
    joined = _joined(words, text)
    for begin, end, digits, groups in joined:
        if _OWN.search(text, 0, begin) is None:
            yield Mention(_keys(digits), "text", says is not None, None, False, 0, groups, (number, begin, end))
    for found in words:
        word = found[0].strip(_AROUND)
        if is_date(word) or _UNIT.match(text, found.end()) or word.replace(",", ".") in {amount, amount[:-3]}:
            continue
        if _OWN.search(text, 0, found.start()) is not None:
            continue
        for at, whole, keys in _wholes(found, text):
            yield Mention(
                keys, "text", says is not None and says.start() <= at, None, False, 0, 2, (number, at, at + len(whole))
            )
        for part in _parts(word):
            if len(part) >= _SHORTEST and len(part) <= 2 * LONGEST:
                at = found.start() + max(found[0].find(part), 0)
                if _is_day(part, at, text, booked):
                    continue
                keys, ranged = _of_word(part)
                marked = says is not None and says.start() <= at
                span = (number, at, at + len(part))
                yield Mention(keys, "text", marked, None, False, ranged, 1, span, by_number=marked and ours)


def _is_day(part: str, at: int, text: str, booked: date | None) -> bool:
    """Whether *part*, which stands *at* a place of *text*, is a year or the booking day, with no mark before it."""
    day = is_year(part, text) or (booked is not None and is_day_of(part, booked))
    return day and _MARKED.search(text[:at]) is None


def _wholes(found: re.Match[str], text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield what a word with slashes or points within is as one number: where it stands, itself, and its keys."""
    word = found[0]
    if "/" in word and (slashed := _SLASHED.search(word)) is not None and not is_date(slashed[2] + "/" + slashed[3]):
        yield found.start() + slashed.start(), slashed[0], _keys(slashed[0])
    if "." in word and (dotted := word.strip(_AROUND)) and _DOTTED.fullmatch(dotted):
        digits = dotted.replace(".", "")
        if len(digits) <= LONGEST and _DECIMALS.match(text, found.end()) is None:
            yield found.start() + word.find(dotted), dotted, (digits,)


def _parts(word: str) -> list[str]:
    pieces = [piece.strip(_AROUND) for piece in re.split(r"[/\\|=]", word) if any(one.isdigit() for one in piece)]
    return [_GLUED.sub("", piece) for piece in pieces or [word]]


def _of_word(word: str) -> tuple[tuple[str, ...], int]:
    """Return what to look up for one word, and how many of the last keys are a range."""
    if is_digits(word) and word[0] != "0":
        return (word,), 0
    keys = list(_keys(word))
    if (found := _RANGE.fullmatch(word)) is not None:
        prefix, first, last = found[1], found[2], found[3]
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        count = int(last) - int(first) + 1
        if len(first) == len(last) and 1 < count <= _MOST_OF_RANGE:
            members = [str(int(first) + step).zfill(len(first)) for step in range(count)]
            return (*keys, *members), count
        keys += [prefix + found[2], prefix + found[3]] if prefix else []
    return tuple(dict.fromkeys(keys)), 0


def _joined(words: list[re.Match[str]], text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield what neighbouring groups of digits make together: a reference written with blanks."""
    groups = [(one.start(), one.end(), one[0].strip(".")) for one in words]
    for at, (begin, _, first) in enumerate(groups):
        digits, end = first, groups[at][1]
        if not is_digits(first):
            digits = _PREFIXED.sub(r"\2", first)
            if not is_digits(digits):
                continue
        for count, (start, stop, more) in enumerate(groups[at + 1 : at + _MOST_GROUPS], start=2):
            if text[end:start] not in {" ", "  ", "\u00a0"} or not is_digits(more):
                break
            digits, end = digits + more, stop
            if len(digits) > LONGEST:
                break
            if len(digits) >= 4:
                yield begin, end, digits, count

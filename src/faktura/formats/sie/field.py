r"""The grammar inside a line: fields, quotes, object lists, amounts and dates (edition 4B, chapter 5).

>>> split('#TRANS 1510 {1 "100"} -12.50 "" "Faktura \\"1\\""').fields
('#TRANS', '1510', ('1', '100'), '-12.50', '', 'Faktura "1"')
"""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

Field = str | tuple[str, ...]

# A quoted field, closed or not; a brace; a bare field. `\"` is an escape, any other backslash is itself.
_TOKEN: Final = re.compile(r'[ \t]*(?:"((?:[^"\\]+|\\"?)*)("?)|([{}])|([^ \t{}"][^ \t{}]*))')
_MARKS: Final = re.compile(r'["{}]')


@frozen
class Split:
    """The fields of a line, and what was odd about them.

    Attributes:
        opened: The line ends with an open brace: a block begins on the line of its record.
        problem: Code of the first thing wrong with the line, or empty.
    """

    fields: tuple[Field, ...]
    opened: bool = False
    problem: str = ""


def split(line: str) -> Split:
    """Return the fields of *line*, quotes and escapes undone, object lists as tuples."""
    if not _MARKS.search(line):
        return Split(tuple(one for one in line.replace("\t", " ").split(" ") if one))
    fields: list[Field] = []
    inside: list[str] | None = None
    problem = ""
    for match in _TOKEN.finditer(line):
        quoted, closed, brace, bare = match.groups()
        if brace == "{" and inside is None:
            inside = []
        elif brace == "}" and inside is not None:
            fields.append(tuple(inside))
            inside = None
        elif brace:
            problem = problem or "SIE-LINE"
        else:
            text = bare if quoted is None else quoted
            if quoted is not None and not closed:
                text, problem = _unclosed(text, problem)
            text = text.replace('\\"', '"') if "\\" in text else text
            (fields if inside is None else inside).append(text)
    opened = inside == []
    if inside:
        fields.append(tuple(inside))
        problem = problem or "SIE-LINE"
    return Split(tuple(fields), opened, problem)


def _unclosed(text: str, problem: str) -> tuple[str, str]:
    r"""A field that ends in a backslash looks unclosed (`"C:\dir\"`): at the end of a line that is what it is."""
    if text.endswith('\\"'):
        return text[:-1], problem
    return text, problem or "SIE-QUOTE"


def texts(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Return *fields* as text; an object list where none belongs is joined with blanks."""
    return tuple(one if isinstance(one, str) else " ".join(one) for one in fields)


# Digits in groups of three occur with a no-break space, which no other field is divided by.
_AMOUNT: Final = re.compile(
    r"([+\u2212-]?)([0-9]{1,40}|[0-9]{1,3}(?:[\u00a0\u202f][0-9]{3}){1,12})?(?:([.,])([0-9]{0,20}))?", re.ASCII
)
_GROUPING: Final = re.compile("[\u00a0\u202f]")
_WHOLE_ORE: Final = 2


@frozen
class Amount:
    """An amount as read.

    Attributes:
        ore: Hundredths: a whole number, or a `Decimal` when there are fractions of them; none when it is no amount.
        code: What is odd about how it is written, or empty when it is as the standard asks.
    """

    ore: int | Decimal | None
    code: str = ""


def amount(text: str) -> Amount:
    """Read the amount of a row or a balance, exactly.

    >>> amount("-1000.5"), amount("1,50")
    (Amount(ore=-100050, code=''), Amount(ore=150, code='SIE-AMOUNT-FORM'))
    >>> amount("0.005"), amount("tio")
    (Amount(ore=Decimal('0.5'), code='SIE-DECIMALS'), Amount(ore=None, code='SIE-AMOUNT'))
    """
    found = _AMOUNT.fullmatch(text)
    if found is None or not (found[2] or found[4]):
        return Amount(None, "SIE-AMOUNT")
    sign, whole, mark, decimals = found[1], found[2] or "", found[3], found[4] or ""
    digits = _GROUPING.sub("", whole)
    plain = sign in {"", "-"} and mark != "," and digits == whole != "" and len(decimals) <= _WHOLE_ORE
    if decimals[_WHOLE_ORE:].strip("0"):
        exact = Decimal(f"{digits}{decimals[:_WHOLE_ORE]}.{decimals[_WHOLE_ORE:]}")
        return Amount(exact if sign in {"", "+"} else -exact, "SIE-DECIMALS")
    ore = int(digits + decimals[:_WHOLE_ORE].ljust(_WHOLE_ORE, "0"))
    return Amount(ore if sign in {"", "+"} else -ore, "" if plain else "SIE-AMOUNT-FORM")


def amount_text(ore: int | Decimal) -> str:
    """Return *ore* as the standard writes it, with two decimals; a fraction of an öre keeps those it has.

    >>> amount_text(-5), amount_text(1250000), amount_text(Decimal("0.5"))
    ('-0.05', '12500.00', '0.005')
    """
    if isinstance(ore, Decimal):
        return f"{ore.scaleb(-2):f}"
    digits = str(ore)
    if -100 < ore < 100:
        return f"{'-' if ore < 0 else ''}0.{abs(ore):02d}"
    return f"{digits[:-2]}.{digits[-2:]}"


_DAY: Final = re.compile(r"[0-9]{8}", re.ASCII)


def day(text: str) -> date | None:
    """Return the date that *text* writes as `YYYYMMDD`; none when it does not, or there is no such day."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


_NEEDS_QUOTES: Final = re.compile(r'[ \t{}"]')


def quoted(text: str) -> str:
    """Return *text* in quotation marks, its own marks escaped."""
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """Return *text* with its quotation marks escaped."""
    return text.replace('"', '\\"') if '"' in text else text


def bare(text: str) -> str:
    """Return *text* without quotation marks when it can stand so, else with them."""
    return text if text and not _NEEDS_QUOTES.search(text) else quoted(text)

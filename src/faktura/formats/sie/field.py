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


_AMOUNT: Final = re.compile(r"([+-]?)([0-9]{1,40})(?:([.,])([0-9]{0,20}))?", re.ASCII)
_WHOLE_ORE: Final = 2


@frozen
class Amount:
    """An amount as read: öre, or none where it is no amount in whole öre; `plain` when written as the standard asks."""

    ore: int | None
    plain: bool = True


def amount(text: str) -> Amount:
    """Read the amount of a row.

    >>> amount("-1000.5"), amount("1,50"), amount("0.005")
    (Amount(ore=-100050, plain=True), Amount(ore=150, plain=False), Amount(ore=None, plain=False))
    """
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return Amount(None, plain=False)
    sign, whole, mark, decimals = found[1], found[2], found[3], found[4] or ""
    if decimals[_WHOLE_ORE:].strip("0"):
        return Amount(None, plain=False)
    ore = int(whole + decimals[:_WHOLE_ORE].ljust(_WHOLE_ORE, "0"))
    plain = sign != "+" and mark != "," and len(decimals) <= _WHOLE_ORE
    return Amount(-ore if sign == "-" else ore, plain)


def decimal_amount(text: str) -> Decimal | None:
    """Return an amount of any number of decimals in kronor; none when *text* is no number at all."""
    if _AMOUNT.fullmatch(text) is None:
        return None
    return Decimal(text.replace(",", ".").rstrip("."))


def amount_text(ore: int) -> str:
    """Return *ore* as the standard writes it, always with two decimals.

    >>> amount_text(-5), amount_text(1250000)
    ('-0.05', '12500.00')
    """
    size = abs(ore)
    return f"{'-' if ore < 0 else ''}{size // 100}.{size % 100:02d}"


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

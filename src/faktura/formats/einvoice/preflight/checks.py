"""How rules are written: the assertions that come back again and again, each with its sentences.

*en* and *sv* name the thing ("the seller's name (BT-27)"); the sentences are made round it.
"""

from collections.abc import Callable
from typing import Final

from attrs import evolve

from faktura.core.errors import Severity
from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Check, Holds
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import decimals, text_of

FILE: Final = Text(
    en="correct it where the invoice is made, and make the file anew",
    sv="rätta det där fakturan skapas och gör om filen",
)
AMOUNT: Final = Text(
    en="correct the amounts where the invoice is made; a receiver refuses sums that do not add up",
    sv="rätta beloppen där fakturan skapas; mottagaren avvisar summor som inte stämmer",
)
CODE: Final = Text(
    en="use a code of the list that the rule names, in capital letters as it is listed",
    sv="använd en kod ur den lista som regeln anger, med versaler som i listan",
)
_MOST_DECIMALS: Final = 2


def check(code: str, holds: Holds, en: str, sv: str, remedy: Text = FILE, severity: Severity = "error") -> Check:
    """Return a check with whole sentences of its own."""
    return Check(code, holds, Text(en=en, sv=sv), remedy, severity)


def _give(en: str, sv: str) -> Text:
    return Text(en=f"state {en}", sv=f"ange {sv}")


def there(code: str, path: str, en: str, sv: str) -> Check:
    """Return the check that an element stands at *path*; alternatives are separated by `|`."""
    one, _, other = path.partition("|")
    if other:
        holds: Holds = lambda node: node.has(one) or node.has(other)  # noqa: E731
    elif "/" in path:
        holds = lambda node: bool(node.all(path))  # noqa: E731
    else:
        holds = lambda node: path in node.kids  # noqa: E731
    return Check(code, holds, Text(en=f"{en} is missing", sv=f"{sv} saknas"), _give(en, sv))


def stated(code: str, path: str, en: str, sv: str) -> Check:
    """Return the check that the element at *path* has a text other than blanks."""

    def holds(node: Element) -> bool:
        return text_of(node, path).strip(" \t\r\n") != ""

    return Check(code, holds, Text(en=f"{en} is missing", sv=f"{sv} saknas"), _give(en, sv))


def attributed(code: str, name: str, en: str, sv: str) -> Check:
    """Return the check that the element has the attribute *name*."""
    text = Text(en=f"{en} is missing", sv=f"{sv} saknas")
    return Check(code, lambda node: name in node.attributes, text, _give(en, sv))


def two_decimals(code: str, path: str, en: str, sv: str) -> Check:
    """Return the check that the amount at *path* has at most two decimals."""
    text = Text(en=f"{en} has more than two decimals", sv=f"{sv} har mer än två decimaler")
    return Check(code, lambda node: path not in node.kids or short(text_of(node, path)), text, AMOUNT)


def short(text: str) -> bool:
    """Whether at most two characters follow the first point of *text*."""
    return decimals(text) <= _MOST_DECIMALS


def at_most_one(code: str, path: str, en: str, sv: str) -> Check:
    """Return the check that at most one element stands at *path*."""
    count: Callable[[Element], int] = lambda node: len(node.all(path))  # noqa: E731
    return evolve(few(code, count, en, sv), twice=frozenset(path.split("/")))


def few(code: str, count: Callable[[Element], int], en: str, sv: str) -> Check:
    """Return the check that what *count* counts stands at most once."""
    text = Text(en=f"{en} stands more than once", sv=f"{sv} står mer än en gång")
    remedy = Text(en=f"keep one of them: {en}", sv=f"behåll en av dem: {sv}")
    return Check(code, lambda node: count(node) <= 1, text, remedy)


def coded(code: str, codes: frozenset[str], en: str, sv: str, attribute: str = "", *, optional: bool = False) -> Check:
    """Return the check that the element's text, or its *attribute*, which may be *optional*, is one of *codes*."""

    def holds(node: Element) -> bool:
        if attribute:
            stated = node.attributes.get(attribute, None if optional else "")
            return stated is None or stated in codes or stated.strip(" \t\r\n") in codes
        return node.text in codes or node.text.strip(" \t\r\n") in codes

    text = Text(en=f"{en} is not in its code list", sv=f"{sv} finns inte i sin kodlista")
    return Check(code, holds, text, CODE)

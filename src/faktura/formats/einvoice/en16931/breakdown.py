"""The VAT breakdown against what it sums: taxable amounts and VAT of each row, by category (rules 08 and 09).

A line's category counts here whatever its tax scheme says; the official rules do not ask.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from attrs import frozen

from faktura.formats.einvoice.en16931.adding import Pair, adds_up
from faktura.formats.einvoice.en16931.categories import category
from faktura.formats.einvoice.preflight.book import Check
from faktura.formats.einvoice.preflight.checks import AMOUNT, check
from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.preflight.values import (
    ONE,
    ZERO,
    cents,
    decimal,
    is_allowance,
    is_charge,
    minus_as_double,
    number,
    text_of,
)

_HUNDRED: Final = Decimal(100)
_LINES: Final = ("InvoiceLine", "CreditNoteLine")
_Key = tuple[str, str | None]
"""A category and a rate, written one way; none: any rate. Text, because to hash a decimal costs more than to add it."""


def base_check(prefix: str, code: str, *, many: bool) -> Check:
    """Return rule 08 of a family: the taxable amount is the sum of its lines, charges and allowances."""
    return adds_up(
        f"{prefix}-08",
        lambda node: _base(node, code, many=many),
        (lambda node: _each_rate(node, code)) if many else lambda node: _exact(node, code),
    )


def _base(node: Element, code: str, *, many: bool) -> Pair:
    """The taxable amount as stated, and as the lines and adjustments of the category, or of its rate, make it."""
    rate = _rate(node) if many else None
    lines = "InvoiceLine" if node.tree.every("InvoiceLine") else "CreditNoteLine"
    return _amount(node, "TaxableAmount"), bases(node.tree).made(code, rate, lines)


def tax_check(prefix: str, *, many: bool) -> Check:
    """Return rule 09 of a family: the VAT is the taxable amount times the rate, within one; or it is nothing."""
    if not many:
        return check(
            f"{prefix}-09",
            lambda node: _amount(node, "TaxAmount") == ZERO,
            "the VAT of a category without VAT is not zero",
            "momsen för en kategori utan moms är inte noll",
            AMOUNT,
        )
    return check(
        f"{prefix}-09",
        lambda node: near_tax(_amount(node, "TaxAmount"), _amount(node, "TaxableAmount"), number(node, "Percent")),
        "the VAT is not the taxable amount times its rate",
        "momsen är inte beskattningsunderlaget gånger skattesatsen",
        AMOUNT,
    )


def near_tax(tax: Decimal | None, base: Decimal | None, rate: Decimal | None) -> bool:
    """Whether *tax* lies less than one from *base* times *rate*, both without their signs."""
    if tax is None or base is None or rate is None:
        return False
    made = cents(abs(base) * (rate / _HUNDRED))
    return abs(tax) - 1 < made < abs(tax) + 1


def _amount(node: Element, name: str) -> Decimal | None:
    above = node.parent
    return number(above, name) if above is not None else None


@frozen
class Bases:
    """What the lines, and the allowances and charges, of a document sum to, by category and rate (none: any rate).

    Attributes:
        lines: Of the lines that stand directly in the document, by their name.
        adjustments: Its charges less its allowances.
        used: The categories and rates of all of them, wherever they stand.
    """

    lines: Mapping[tuple[str, _Key], Decimal]
    adjustments: Mapping[_Key, Decimal]
    used: frozenset[tuple[str, _Key]]

    def made(self, code: str, rate: str | None, name: str) -> Decimal:
        """Return what the lines of that *name* and the adjustments make."""
        key = (code, rate)
        return self.lines.get((name, key), ZERO) + self.adjustments.get(key, ZERO)


@lru_cache(maxsize=256)
def _one_way(text: str) -> str:
    """Return the number *text*, written alike whatever zeros it has."""
    value = decimal(text)
    whole, _, rest = f"{value:f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}" if value else "0."


def _rate(node: Element) -> str | None:
    """Return the rate of a category, written one way; none when it is not there."""
    return _one_way(text_of(node, "Percent")) if node.has("Percent") else None


def _keys(nodes: list[Element]) -> list[_Key]:
    """Return each category in *nodes* with each rate in them, and with none."""
    if len(nodes) == 1:
        code, rate = category(nodes[0]), _rate(nodes[0])
        return [(code, rate), (code, None)] if rate is not None else [(code, None)]
    codes = {category(one) for one in nodes}
    rates = {_rate(one) for one in nodes} | {None}
    return [(code, rate) for code in codes for rate in rates]


def _alike(tree: Tree, name: str) -> Iterable[tuple[list[Element], Decimal | None]]:
    """Return the categories of the lines of that *name* with what they sum to: none for a line within a line.

    Lines whose one category and rate are written alike, as most are, are summed before anything is made of the text.
    """
    summed: dict[tuple[str, str], tuple[list[Element], Decimal]] = {}
    others: list[tuple[list[Element], Decimal | None]] = []
    for line in tree.every(name):
        nodes = line.all(_ITEM)
        amount = (number(line, "LineExtensionAmount") or ZERO) if line.parent is tree.root else None
        codes, rates = (nodes[0].every("ID"), nodes[0].every("Percent")) if len(nodes) == 1 else (nodes, nodes)
        if amount is None or len(codes) != 1 or len(rates) != 1:
            others.append((nodes, amount))
            continue
        written = codes[0].text, rates[0].text
        known = summed.get(written)
        summed[written] = (nodes, amount) if known is None else (known[0], known[1] + amount)
    return *summed.values(), *others


def bases(tree: Tree) -> Bases:
    """Return the sums of the document, worked out at the first question."""
    known: Bases | None = tree.facts.get("bases")
    if known is not None:
        return known
    lines: dict[tuple[str, _Key], Decimal] = {}
    adjustments: dict[_Key, Decimal] = {}
    used: set[tuple[str, _Key]] = set()
    for name in _LINES:
        for nodes, amount in _alike(tree, name):
            of_lines = [(name, key) for key in _keys(nodes)]
            used.update(of_lines)
            if amount is not None:
                for place in of_lines:
                    lines[place] = lines.get(place, ZERO) + amount
    for one in tree.every("AllowanceCharge"):
        keys = _keys(one.all("TaxCategory"))
        used.update((one.name, key) for key in keys)
        if one.parent is tree.root:
            amount = number(one, "Amount") or ZERO
            signed = amount if is_charge(one) else -amount if is_allowance(one) else ZERO
            for key in keys:
                adjustments[key] = adjustments.get(key, ZERO) + signed
    found = Bases(lines, adjustments, frozenset(used))
    tree.facts["bases"] = found
    return found


def _exact(node: Element, code: str) -> bool:
    """Whether the taxable amount is the sum; a document without lines has none to compare with."""
    if not any(map(node.tree.every, _LINES)):
        return False
    stated = _amount(node, "TaxableAmount")
    return any(stated == bases(node.tree).made(code, None, name) for name in _LINES if node.tree.every(name))


_ITEM: Final = "Item/ClassifiedTaxCategory"
_STANDARD: Final = "S"


def _each_rate(node: Element, code: str) -> bool:
    """Whether the taxable amount of the row's rate is within one of its sum, with lines of either name."""
    rate = _rate(node)
    if rate is None:
        return True
    stated = _amount(node, "TaxableAmount")
    if stated is None:
        return False
    found = bases(node.tree)
    return any(_counts(node, code, rate, name) and _within_one(stated, found.made(code, rate, name)) for name in _LINES)


def _counts(node: Element, code: str, rate: str, name: str) -> bool:
    """Whether lines of that *name* are looked at: if there are any; for S, if the rate is used there or in adjustments."""
    if code != _STANDARD:
        return bool(node.tree.every(name))
    used = bases(node.tree).used
    return (name, (code, rate)) in used or ("AllowanceCharge", (code, rate)) in used


def _within_one(stated: Decimal, made: Decimal) -> bool:
    difference = abs(stated - made)
    if difference != ONE:
        return difference < ONE
    return minus_as_double(stated, 1) < made < minus_as_double(stated, -1)

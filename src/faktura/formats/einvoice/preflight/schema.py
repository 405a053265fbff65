"""What a schema asks of a file, as cheap as reading it: which elements, in which order, how many, with values of which kind.

A `Schema` is a table of types (`ubl_types`). It settles what is known of each `Place` once; growing the tree then
only compares positions, so that a file which its schema would refuse is told of in the same pass. Which attributes an
element may have is left to the rules, but for those that the schema demands.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.errors import Finding
from faktura.core.wording import Text, register
from faktura.formats.einvoice.preflight.tree import Element, Place, Tree

_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
_SHOWN: Final = 120
_BLANK: Final = " \t\r\n"
_WITHOUT_BLANKS: Final = dict.fromkeys(map(ord, _BLANK))
_BASE64: Final = re.compile("[A-Za-z0-9+/]*={0,2}", re.ASCII)
_DATE: Final = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}", re.ASCII)


def _pattern(text: str) -> Callable[[str], object]:
    return re.compile(rf"[ \t\r\n]*(?:{text})[ \t\r\n]*", re.ASCII).fullmatch


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text.strip(_BLANK))
    try:
        return found is not None and bool(date.fromisoformat(found[1]))
    except ValueError:
        return False


def _is_base64(text: str) -> bool:
    bare = text.translate(_WITHOUT_BLANKS)
    return len(bare) % 4 == 0 and _BASE64.fullmatch(bare) is not None


_NUMBER: Final = _pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_VALUES: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    *((name, _NUMBER) for name in ("Amount", "Quantity", "Measure", "Percent", "Numeric", "Rate")),
    ("Date", _is_date),
    ("Time", _pattern(rf"[0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?{_ZONE}")),
    ("Indicator", _pattern("true|false|1|0")),
    ("Object", _is_base64),
)
_DEMANDED: Final = {"Amount": "currencyID", "Measure": "unitCode", "Object": "mimeCode"}


@frozen
class Type:
    """A type of element: its children in their order.

    Attributes:
        order: The position of each child, by name.
        needs: Children that must be there.
        single: Children that stand at most once.
    """

    order: Mapping[str, int]
    needs: tuple[str, ...]
    single: frozenset[str]


@frozen
class Schema:
    """The types of a format, and how names become types.

    Attributes:
        types: An element has the type of its own name, else the longest one that its name ends with.
        aggregates, basics: Names of the elements with children and of those with values.
        namespaces: Those of aggregates, of basic elements, and of others, by their place in the names.
        lax: Elements whose content the schema leaves open.
        others: Types of the elements that do not follow the rule.
    """

    types: Mapping[str, Type]
    aggregates: frozenset[str]
    basics: frozenset[str]
    namespaces: Mapping[str, str]
    lax: frozenset[str]
    others: Mapping[str, str]

    @classmethod
    def of(
        cls, text: str, namespaces: Mapping[str, str], *, lax: frozenset[str], others: Mapping[str, str]
    ) -> "Schema":
        """Read the table *text*: see `ubl_types` for how it is written."""
        types: dict[str, Type] = {}
        aggregates, basics = set[str](), set[str]()
        for paragraph in re.split(r"\n(?=\S)", text.strip("\n")):
            name, _, said = paragraph.partition(":")
            first, _, second = said.partition("|")
            words = [*first.split(), *second.split()]
            names = [word.rstrip("!*+") for word in words]
            basics.update(names[: len(first.split())])
            aggregates.update(names[len(first.split()) :])
            types[name] = Type(
                {one: at for at, one in enumerate(names)},
                tuple(one for one, word in zip(names, words, strict=True) if word.endswith(("!", "+"))),
                frozenset(one for one, word in zip(names, words, strict=True) if not word.endswith(("*", "+"))),
            )
        return cls(types, frozenset(aggregates), frozenset(basics), namespaces, lax, others)

    def named(self, tag: str) -> str:
        """Return the name by which rules know *tag*: the local one in its right namespace, else the tag as it stands."""
        namespace, _, name = tag.removeprefix("{").rpartition("}")
        sort = self.namespaces.get(namespace)
        known = name in (self.aggregates if sort == "aggregate" else self.basics if sort == "basic" else self.lax)
        return name if known or sort == "root" else tag if namespace else f"{{}}{tag}"

    def settle(self, place: Place, parent: Place | None) -> None:
        """Put on *place* what the schema says of elements there."""
        name = place.name
        if parent is None:
            place.type, place.lax = self.type_of(name), False
            return
        place.lax = parent.lax or name in self.lax
        place.order = 0 if parent.lax else parent.type.order.get(name, -1) if parent.type is not None else -1
        if place.lax or place.order < 0:
            return
        if name in self.aggregates:
            place.type = self.type_of(name)
            return
        for end, value in _VALUES:
            if name.endswith(end):
                place.value, place.demanded = value, _DEMANDED.get(end, "")
                return

    def type_of(self, name: str) -> Type | None:
        """Return the type of the aggregate, or the document, called *name*."""
        if name in self.others:
            return self.types[self.others[name]]
        return next((self.types[name[at:]] for at in range(len(name)) if name[at:] in self.types), None)


def rooted(*tags: str) -> Callable[[Tree], Iterator[Finding]]:
    """Return the check that the root is one of *tags*, names with their namespaces: another document breaks no rule of these."""

    def check(tree: Tree) -> Iterator[Finding]:
        tag = str(tree.root.element.tag)
        if tag not in tags:
            facts = (("what", tag[:_SHOWN]), ("line", str(tree.root.line)))
            yield Finding(code="schema.unknown", path=tree.root.path, facts=facts)

    return check


def structure(tree: Tree) -> Iterator[Finding]:
    """Yield where *tree* is not what its schema asks for, in the file's order."""
    for code, node, what in tree.broken:
        facts = (("what", what), ("line", str(node.line)))
        yield Finding(code=code, path=node.path, facts=facts)


_REMEDY: Final = Text(
    en="put the file right by the UBL schema: elements, their order and their values",
    sv="rätta filen efter UBL-schemat: element, deras ordning och deras värden",
)
_SAID: Final = {
    "schema.unknown": Text(en="the element {what} does not belong here", sv="elementet {what} hör inte hemma här"),
    "schema.order": Text(
        en="the element {what} stands after one that it should precede",
        sv="elementet {what} står efter ett element som det ska stå före",
    ),
    "schema.repeated": Text(en="the element {what} stands more than once", sv="elementet {what} står mer än en gång"),
    "schema.missing": Text(en="the element {what} is missing", sv="elementet {what} saknas"),
    "schema.value": Text(
        en="the value of {what} is not of its kind (a number, a date, true or false, base64)",
        sv="värdet i {what} är inte av rätt slag (ett tal, ett datum, true eller false, base64)",
    ),
    "schema.attribute": Text(en="the attribute {what} is missing", sv="attributet {what} saknas"),
    "schema.text": Text(
        en="there is text between the elements of {what}", sv="det står text mellan elementen i {what}"
    ),
}

register(_SAID | {f"{code}.remedy": _REMEDY for code in _SAID})

__all__ = ["Element", "Schema", "Type", "rooted", "structure"]

"""A parsed e-invoice as the pre-flight sees it: texts as they stand, children by name, every element by its place.

Elements of one place in the format (`Invoice/InvoiceLine/Price`) share a `Place`, which knows once
for all which rules speak there; an element costs a few slots. Comments are gone, and texts are kept
with their blanks: the official rules sometimes look at them.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from faktura.core.errors import MalformedFile
from faktura.formats.xml import line, local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from faktura.formats.einvoice.preflight.book import Pattern
    from faktura.formats.einvoice.preflight.schema import Type

_DEEPEST: Final = 60
_BLANK: Final = " \t\r\n"
_NOTHING: Final[dict[str, Any]] = {}


class Place:
    """A place in a format: the way to it by names, and what a rule book and a schema have to say of elements there.

    Attributes:
        name: The element's own name.
        path: The names from the root, with a slash before each: `/Invoice/InvoiceLine/ID`.
        below: The places of its children, by tag.
        rules: For each pattern of the rule book that may speak here, its rules in order.
        order: Its position among its parent's children by the schema; -1 where it does not belong.
        type: What the schema says of its children; none for a value.
        value: Whether a text is a value of the right kind; none where any text will do.
        demanded: The attribute that it must have, or nothing.
        open: Whether the schema leaves its content open.
    """

    __slots__ = ("below", "demanded", "name", "open", "order", "path", "rules", "type", "value")

    def __init__(self, name: str, path: str, rules: "tuple[Pattern, ...]") -> None:
        """Take *name* and *path*, with the *rules* that a rule book found for them."""
        self.name, self.path, self.rules = name, path, rules
        self.below: dict[str, Place] = {}
        self.order = 0
        self.type: Type | None = None
        self.value: Callable[[str], object] | None = None
        self.demanded = ""
        self.open = True


class Element:
    """One element of a `tree`: its text as it stands, its attributes, its children by name in the file's order."""

    __slots__ = ("attributes", "element", "kids", "name", "parent", "place", "text", "tree")

    def __init__(self, element: "_Element", parent: "Element | None", place: Place, tree: "Tree") -> None:
        """Take over one parsed element; the children are added as they come."""
        self.element, self.parent, self.place, self.tree = element, parent, place, tree
        self.name = place.name
        self.text: str = element.text or ""
        stated = element.items()
        self.attributes: Mapping[str, str] = dict(stated) if stated else _NOTHING
        self.kids: dict[str, list[Element]] = _NOTHING

    def all(self, path: str) -> "list[Element]":
        """Every element at *path* (names with slashes) below this one, in the file's order."""
        found = self.kids.get(path)
        if found is not None or "/" not in path:
            return found or _NONE
        here: list[Element] = [self]
        for step in _steps(path):
            here = here[0].kids.get(step, _NONE) if len(here) == 1 else _children(here, step)
            if not here:
                return _NONE
        return here

    def first(self, path: str) -> "Element | None":
        """The first element at *path* below this one."""
        found = self.all(path)
        return found[0] if found else None

    def has(self, path: str) -> bool:
        """Whether there is any element at *path* below this one."""
        return path in self.kids or ("/" in path and bool(self.all(path)))

    def texts(self, path: str) -> list[str]:
        """The texts of the elements at *path*, as they stand."""
        return [one.text for one in self.all(path)]

    def said(self, path: str) -> str:
        """The text of the first element at *path* without outer blanks; empty when there is none."""
        found = self.first(path)
        return found.text.strip(_BLANK) if found is not None else ""

    @property
    def children(self) -> "list[Element]":
        """All children, grouped by name."""
        return [one for some in self.kids.values() for one in some]

    @property
    def line(self) -> int:
        """The line on which the element begins."""
        return line(self.element)

    @property
    def path(self) -> str:
        """The way here from the root, numbered among its like: `Invoice/InvoiceLine[2]/ID`."""
        if self.parent is None:
            return self.name
        like = self.parent.kids[self.name]
        number = f"[{like.index(self) + 1}]" if len(like) > 1 else ""
        return f"{self.parent.path}/{self.name}{number}"


_NONE: Final[list[Element]] = []


def _children(nodes: list[Element], name: str) -> list[Element]:
    return [one for node in nodes for one in node.kids.get(name, _NONE)]


@lru_cache(maxsize=2048)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


class Tree:
    """A whole document: its root, every element by name, and what was noticed while it grew.

    Attributes:
        named: Every element by its name, in the file's order.
        places: The first element at each place, by path.
        judged: The elements at whose place some rule speaks.
        blank: The elements with neither children nor text.
        attributed: The elements with attributes.
        attributes: The names of all attributes, and how often each stands.
        broken: What the schema refuses: a code, the element, and what is meant.
        facts: What a rule book has worked out of the whole document, for its own use.
    """

    __slots__ = ("attributed", "attributes", "blank", "broken", "facts", "judged", "named", "places", "root")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.root: Element
        self.named: dict[str, list[Element]] = {}
        self.places: dict[str, Element] = {}
        self.judged: list[Element] = []
        self.blank: list[Element] = []
        self.attributed: list[Element] = []
        self.attributes: dict[str, int] = {}
        self.broken: list[tuple[str, Element, str]] = []
        self.facts: dict[str, Any] = {}

    def every(self, name: str) -> list[Element]:
        """Every element of that *name*, wherever it stands, in the file's order."""
        return self.named.get(name, _NONE)


Find = Callable[[Place, str], Place]
"""Finds the place of a child by its tag, and makes it when it is new."""


def grow(data: bytes, format: str, top: Callable[[str], Place], find: Find) -> Tree:
    """Return the tree of *data*.

    Raises:
        MalformedFile: No well-formed XML, a document type, or more than sixty levels.
    """
    root = parse(data, format=format)
    tree = Tree()
    named, places, judged, attributes = tree.named, tree.places, tree.judged, tree.attributes

    def grown(element: "_Element", parent: Element | None, place: Place, depth: int) -> Element:
        node = Element(element, parent, place, tree)
        name = place.name
        if name in named:
            named[name].append(node)
        else:
            named[name] = [node]
        if place.path not in places:
            places[place.path] = node
        if place.rules:
            judged.append(node)
        if node.attributes:
            tree.attributed.append(node)
            for attribute in node.attributes:
                attributes[attribute] = attributes.get(attribute, 0) + 1
        if len(element):
            if depth > _DEEPEST:
                found, expected = f"{depth} levels", f"at most {_DEEPEST}"
                raise MalformedFile(format=format, line=node.line, field=name, found=found, expected=expected)
            node.kids = branches(element, node, place, depth + 1)
        elif not node.text.strip(_BLANK):
            tree.blank.append(node)
        if not place.open:
            _measure(node, place, tree)
        return node

    def branches(element: "_Element", node: Element, place: Place, depth: int) -> dict[str, list[Element]]:
        kids: dict[str, list[Element]] = {}
        below, last = place.below, 0
        for child in element:
            tag = child.tag
            at = below.get(tag) or find(place, str(tag))
            kid = grown(child, node, at, depth)
            name, order = at.name, at.order
            if name in kids:
                kids[name].append(kid)
            else:
                kids[name] = [kid]
            if order < last:
                tree.broken.append(("schema.unknown" if order < 0 else "schema.order", kid, local(child)))
            else:
                last = order
            tail = child.tail
            if tail is not None and tail.strip(_BLANK) and not place.open:
                tree.broken.append(("schema.text", node, place.name))
        return kids

    tree.root = grown(root, None, top(str(root.tag)), 0)
    return tree


def _measure(node: Element, place: Place, tree: Tree) -> None:
    """Compare a *node* with what the schema says of its *place*: children, value, attribute."""
    if place.type is not None:
        kids, single = node.kids, place.type.single
        for name in place.type.needs:
            if name not in kids:
                tree.broken.append(("schema.missing", node, name))
        for name, some in kids.items():
            if len(some) > 1 and name in single:
                tree.broken.append(("schema.repeated", some[1], name))
        if node.text.strip(_BLANK):
            tree.broken.append(("schema.text", node, place.name))
        return
    if place.value is not None and not place.value(node.text):
        tree.broken.append(("schema.value", node, place.name))
    if place.demanded and place.demanded not in node.attributes:
        tree.broken.append(("schema.attribute", node, place.demanded))

"""A parsed e-invoice as the pre-flight sees it: texts as they stand, children by name, every element by its place.

Elements of one place in the format (`Invoice/InvoiceLine/Price`) share a `Place`, which knows once
for all which rules speak there; an element costs a few slots. Comments are gone, and texts are kept
with their blanks: the official rules sometimes look at them.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from faktura.core.errors import MalformedFile
from faktura.formats.xml import line, local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST: Final = 60
_BLANK: Final = " \t\r\n"
_NOTHING: Final[dict[str, Any]] = {}


class Place:
    """A place in a format: the way to it by names, and what a rule book has to say of elements there.

    Attributes:
        name: The element's own name.
        path: The names from the root, with slashes before each: `/Invoice/InvoiceLine/ID`.
        below: The places of its children, by tag.
        rules: What a rule book attaches: for each of its patterns that may speak here, the rules in
            order, of which the first that fits an element is the one.
    """

    __slots__ = ("below", "name", "path", "rules")

    def __init__(self, name: str, path: str, rules: Any) -> None:
        """Take *name* and *path*, with *rules* found for them by the rule book."""
        self.name, self.path, self.rules = name, path, rules
        self.below: dict[str, Place] = {}


class Element:
    """One element of a `tree`: its text as it stands, its attributes, its children by name in the file's order."""

    __slots__ = ("attributes", "element", "kids", "name", "parent", "place", "text", "tree")

    def __init__(self, element: "_Element", parent: "Element | None", place: Place, tree: "Tree") -> None:
        """Take over one parsed element; the children are added as they come."""
        self.element, self.parent, self.place, self.tree = element, parent, place, tree
        self.name = place.name
        self.text: str = element.text or ""
        self.attributes: Mapping[str, str] = dict(element.attrib) if element.attrib else _NOTHING  # type: ignore[arg-type]
        self.kids: dict[str, list[Element]] = _NOTHING

    def all(self, path: str) -> "list[Element]":
        """Every element at *path* (names with slashes) below this one, in the file's order."""
        if "/" not in path:
            return self.kids.get(path, _NONE)
        here: list[Element] = [self]
        for step in path.split("/"):
            here = [one for node in here for one in node.kids.get(step, _NONE)]
        return here

    def first(self, path: str) -> "Element | None":
        """The first element at *path* below this one."""
        found = self.all(path)
        return found[0] if found else None

    def has(self, path: str) -> bool:
        """Whether there is any element at *path* below this one."""
        return bool(self.kids.get(path)) if "/" not in path else bool(self.all(path))

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


class Tree:
    """A whole document: its root, every element by name, those that some rule may judge, and the attributes used.

    Attributes:
        named: Every element by its name, in the file's order.
        judged: The elements at whose place some rule speaks.
        blank: The elements with neither children nor text.
        attributes: The names of all attributes, and how often each stands.
        facts: What a rule book has worked out of the whole document, for its own use.
    """

    __slots__ = ("attributes", "blank", "facts", "judged", "named", "places", "root")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.root: Element
        self.named: dict[str, list[Element]] = {}
        self.judged: list[Element] = []
        self.blank: list[Element] = []
        self.attributes: dict[str, int] = {}
        self.places: dict[str, Element] = {}
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
    tree.root = _grown(root, None, top(str(root.tag)), tree, find, format, 0)
    return tree


def _grown(
    element: "_Element", parent: Element | None, place: Place, tree: Tree, find: Find, format: str, depth: int
) -> Element:
    node = Element(element, parent, place, tree)
    tree.named.setdefault(place.name, []).append(node)
    if place.rules:
        tree.judged.append(node)
    tree.places.setdefault(place.path, node)
    for name in node.attributes:
        tree.attributes[name] = tree.attributes.get(name, 0) + 1
    if len(element):
        if depth > _DEEPEST:
            found, expected = f"{depth} levels", f"at most {_DEEPEST}"
            raise MalformedFile(format=format, line=line(element), field=local(element), found=found, expected=expected)
        kids = node.kids = {}
        below = place.below
        for child in element:
            tag = str(child.tag)
            next_place = below.get(tag) or find(place, tag)
            kids.setdefault(next_place.name, []).append(_grown(child, node, next_place, tree, find, format, depth + 1))
    elif not node.text.strip(_BLANK):
        tree.blank.append(node)
    return node

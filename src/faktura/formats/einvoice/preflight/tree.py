"""A parsed e-invoice as the pre-flight sees it: texts as they stand, children by name, every element by its place.

Elements of one place in the format (`Invoice/InvoiceLine/Price`) share a `Place`, which knows once
for all which rules speak there; an element costs a few slots. Comments are gone, and texts are kept
with their blanks: the official rules sometimes look at them.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from faktura.formats.einvoice.readable import Readable
from faktura.formats.xml import line

if TYPE_CHECKING:
    from lxml.etree import _Element

    from faktura.formats.einvoice.preflight.book import Rules
    from faktura.formats.einvoice.preflight.schema import Type

_BLANK: Final = " \t\r\n"
_NOTHING: Final[dict[str, Any]] = {}


class Place:
    """A place in a format: the way to it by names, and what a rule book and a schema have to say of elements there.

    Attributes:
        name: The element's own name.
        path: The names from the root, with a slash before each: `/Invoice/InvoiceLine/ID`.
        below: The places of its children, by tag.
        rules: What a rule book always asserts here, and what only of some elements.
        limits: What else a rule book has worked out of the path, for its own use.
        order: Its position among its parent's children by the schema; -1 where it does not belong.
        type: What the schema says of its children; none for a value.
        value: Whether a text is a value of the right kind; none where any text will do.
        demanded: The attribute that it must have, or nothing.
        lax: Whether the schema leaves its content open.
    """

    __slots__ = ("below", "demanded", "lax", "limits", "name", "order", "path", "rules", "type", "value")

    def __init__(self, name: str, path: str, rules: "Rules") -> None:
        """Take *name* and *path*, with the *rules* that a rule book found for them."""
        self.name, self.path, self.rules = name, path, rules
        self.below: dict[str, Place] = {}
        self.order = 0
        self.type: Type | None = None
        self.value: Callable[[str], object] | None = None
        self.demanded = ""
        self.limits: Any = None
        self.lax = True


class Element(Readable):
    """One element of a `tree`: its text as it stands, its attributes, its children by name in the file's order."""

    __slots__ = ("attributes", "element", "kids", "name", "parent", "place", "text", "tree", "used")

    def __init__(self, element: "_Element", parent: "Element | None", place: Place, tree: "Tree") -> None:
        """Take over one parsed element; the children are added as they come."""
        self.element, self.parent, self.place, self.tree = element, parent, place, tree
        self.name = place.name
        self.used = False
        self.text: str = element.text or ""
        stated = element.items()
        self.attributes: Mapping[str, str] = dict(stated) if stated else _NOTHING  # type: ignore[arg-type]
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

    def has(self, path: str) -> bool:
        """Whether there is any element at *path* below this one."""
        return path in self.kids or ("/" in path and bool(self.all(path)))

    def texts(self, path: str) -> list[str]:
        """The texts of the elements at *path*, as they stand."""
        return [one.text for one in self.all(path)]

    def said(self, path: str) -> str:
        """The text of the first element at *path* without outer blanks; empty when there is none."""
        found = self.find(path)
        return found.text.strip(_BLANK) if found is not None else ""

    @property
    def bare(self) -> str:
        """The text without outer blanks, as readers want it."""
        return self.text.strip()

    def every(self, name: str) -> "list[Element]":
        """The children of that name, in the file's order."""
        return self.kids.get(name, _NONE)

    def find(self, path: str) -> "Element | None":
        """The first element at *path* below this one."""
        found = self.kids.get(path)
        if found is not None:
            return found[0]
        if "/" not in path:
            return None
        here: Element = self
        for step in _steps(path):
            found = here.kids.get(step)
            if found is None:
                return None
            here = found[0]
        return here

    def read(self) -> str:
        """The element's own text; it counts as carried from here on."""
        self.used = True
        return self.text.strip()

    def words(self, path: str) -> str:
        """The text of the first element at *path*, read; empty when absent. Most of reading is this, in one call."""
        some = self.kids.get(path)
        found = some[0] if some is not None else self.find(path) if "/" in path else None
        if found is None:
            return ""
        found.used = True
        return found.text.strip()

    @property
    def format(self) -> str:
        """The format's name, for errors."""
        return self.tree.format

    @property
    def line(self) -> int:
        """The line on which the element begins."""
        return line(self.element)

    @property
    def path(self) -> str:
        """The way here from the root, numbered among its like: `Invoice/InvoiceLine[2]/ID`."""
        return self.tree.path_of(self)


_NONE: Final[list[Element]] = []


def _children(nodes: list[Element], name: str) -> list[Element]:
    return [one for node in nodes for one in node.kids.get(name, _NONE)]


@lru_cache(maxsize=2048)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


class Tree:
    """A whole document: its root, its elements by their places, and what was noticed while it grew.

    Attributes:
        places: Every element by its place, places in the order in which they first occur.
        blank: The elements with neither children nor text.
        attributed: The elements with attributes.
        repeated: The names that stand more than once below one element.
        broken: What the schema refuses: a code, the element, and what is meant.
        facts: What a rule book has worked out of the whole document, for its own use.
    """

    __slots__ = (
        "_attributes",
        "_named",
        "_paths",
        "attributed",
        "blank",
        "broken",
        "facts",
        "format",
        "places",
        "repeated",
        "root",
    )

    def __init__(self, format: str) -> None:
        """Begin with nothing, in a *format*."""
        self.format = format
        self.root: Element
        self._paths: dict[int, str] = {}
        self.places: dict[Place, list[Element]] = {}
        self.blank: list[Element] = []
        self.attributed: list[Element] = []
        self.broken: list[tuple[str, Element, str]] = []
        self.repeated: set[str] = set()
        self.facts: dict[str, Any] = {}
        self._named: dict[str, list[Element]] | None = None
        self._attributes: dict[str, int] | None = None

    def every(self, name: str) -> list[Element]:
        """Every element of that *name*, wherever it stands; those of one place in the file's order."""
        if self._named is None:
            self._named = {}
            for place, nodes in self.places.items():
                known = self._named.get(place.name)
                self._named[place.name] = nodes if known is None else known + nodes
        return self._named.get(name, _NONE)

    @property
    def attributes(self) -> Mapping[str, int]:
        """The names of all attributes, and how often each stands."""
        if self._attributes is None:
            self._attributes = {}
            for node in self.attributed:
                for name in node.attributes:
                    self._attributes[name] = self._attributes.get(name, 0) + 1
        return self._attributes

    def path_of(self, node: Element) -> str:
        """Return the path of *node*; the children of one parent are numbered once, however many are asked for."""
        above = node.parent
        if above is None:
            return node.name
        if id(node) not in self._paths:
            before = self.path_of(above)
            for name, some in above.kids.items():
                for at, one in enumerate(some, start=1):
                    number = f"[{at}]" if len(some) > 1 else ""
                    self._paths[id(one)] = f"{before}/{name}{number}"
        return self._paths[id(node)]

    def unread(self) -> tuple[str, ...]:
        """Return the paths of the elements with a text that nobody has read, in the file's order."""
        left = [
            node
            for nodes in self.places.values()
            for node in nodes
            if not node.used and node.text and node.text.strip() and node.parent is not None
        ]
        if len(left) < 2:
            return tuple(map(self.path_of, left))
        order = self.order()
        return tuple(map(self.path_of, sorted(left, key=lambda node: order[id(node.element)])))

    def forget(self) -> None:
        """Let go of every element. Parents know their children and children their parents, so that without this
        a whole document would wait for the garbage collector."""
        for nodes in self.places.values():
            for node in nodes:
                node.kids = _NOTHING
        self.places.clear()
        self.blank.clear()
        self.attributed.clear()
        self.broken.clear()
        self.facts.clear()
        self._named = None
        del self.root

    def order(self) -> Mapping[int, int]:
        """Return the position of each element in the file, by its identity."""
        return {id(element): at for at, element in enumerate(self.root.element.iter())}

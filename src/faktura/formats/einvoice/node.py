"""A parsed e-invoice as a tree that remembers what has been read of it, so that the rest can be named.

Built in one pass from the hardened parser's elements. Names are local: the readers know their format.
"""

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from faktura.core.errors import MalformedFile
from faktura.formats.einvoice.readable import Readable
from faktura.formats.xml import line, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST: Final = 60


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


class Node(Readable):
    """An element: its name, its own text, its children, and whether its text has been read."""

    __slots__ = ("_format", "attributes", "children", "element", "name", "parent", "text", "used")

    def __init__(self, element: "_Element", parent: "Node | None", format: str, depth: int = 0) -> None:
        """Take over *element* and all below it."""
        self._format, self.parent, self.element, self.used = format, parent, element, False
        self.name = _local(str(element.tag))
        self.text = (element.text or "").strip()
        self.attributes: dict[str, str] = {str(name): str(value) for name, value in element.items()}
        if depth > _DEEPEST:
            found, expected = f"{depth} levels", f"at most {_DEEPEST}"
            raise MalformedFile(format=format, line=self.line, field=self.name, found=found, expected=expected)
        self.children = [Node(child, self, format, depth + 1) for child in element] if len(element) else []

    @property
    def format(self) -> str:
        """The format's name, for errors."""
        return self._format

    @property
    def line(self) -> int:
        """The line on which the element begins."""
        return line(self.element)

    @property
    def path(self) -> str:
        """The way here from the root by local names, numbered among its like: `Invoice/InvoiceLine[2]/ID`."""
        return _Paths().of(self)

    def every(self, name: str) -> list["Node"]:
        """The children of that name, in the file's order."""
        return [one for one in self.children if one.name == name]

    def find(self, path: str) -> "Node | None":
        """The first element at *path* below this one."""
        here = self
        for step in _steps(path):
            for child in here.children:
                if child.name == step:
                    here = child
                    break
            else:
                return None
        return here

    def read(self) -> str:
        """The element's own text; it counts as carried from here on."""
        self.used = True
        return self.text

    def unread(self) -> tuple[str, ...]:
        """Paths of the elements below with a text that nobody has read, in the file's order."""
        left: list[Node] = []
        _collect(self, left)
        paths = _Paths()
        return tuple(paths.of(node) for node in left)


def _collect(node: Node, left: list[Node]) -> None:
    for child in node.children:
        if child.text and not child.used:
            left.append(child)
        if child.children:
            _collect(child, left)


class _Paths:
    """Paths of elements; the children of one parent are numbered once, however many are asked for."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, node: Node) -> str:
        """Return the path of *node* from the root."""
        if node.parent is None:
            return node.name
        if id(node) not in self._known:
            self._number(node.parent)
        return self._known[id(node)]

    def _number(self, parent: Node) -> None:
        above = self.of(parent)
        like, seen = Counter(child.name for child in parent.children), Counter[str]()
        for child in parent.children:
            seen[child.name] += 1
            number = f"[{seen[child.name]}]" if like[child.name] > 1 else ""
            self._known[id(child)] = f"{above}/{child.name}{number}"


def tree(data: bytes, *, format: str) -> tuple[Node, str]:
    """Return the root of *data* and its namespace.

    Raises:
        MalformedFile: No well-formed XML, a document type, too many levels.
    """
    root = parse(data, format=format)
    return Node(root, None, format), str(root.tag)[1:].rpartition("}")[0]

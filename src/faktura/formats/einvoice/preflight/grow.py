"""Growing the tree of a file: one pass, in which the structure is compared with what the schema says of each place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from faktura.core.errors import MalformedFile
from faktura.formats.einvoice.preflight.tree import Element, Place, Tree
from faktura.formats.xml import local, namespace, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from faktura.formats.einvoice.preflight.schema import Type

_WRAPPER: Final = "StandardBusinessDocument"
_HEADER: Final = "StandardBusinessDocumentHeader"
_DEEPEST: Final = 60
_TWICE: Final = 2
_BLANK: Final = " \t\r\n"

Find = Callable[[Place, str], Place]
"""Finds the place of a child by its tag, and makes it when it is new."""


def grow(data: bytes, format: str, top: Callable[[str], Place], find: Find) -> Tree:
    """Return the tree of *data*; a network's StandardBusinessDocument around a single document is taken off.

    Raises:
        MalformedFile: No well-formed XML, a document type, or more than sixty levels.
    """
    root = _unwrapped(parse(data, format=format))
    tree = Tree(format)
    place = top(str(root.tag))
    tree.root = Element(root, None, place, tree)
    tree.places[place] = [tree.root]
    if tree.root.attributes:
        tree.attributed.append(tree.root)
    grower = _Grower(tree, find, format)
    if len(root):
        grower.branches(tree.root, place, 1)
    else:
        grower.leaf(tree.root, place)
    return tree


def _unwrapped(root: "_Element") -> "_Element":
    if local(root) != _WRAPPER or not namespace(root).endswith(_HEADER):
        return root
    within = [one for one in root if local(one) != _HEADER]
    return within[0] if len(within) == 1 else root


class _Grower:
    """Makes elements of parsed ones, each once, with their values measured as they come."""

    __slots__ = ("find", "format", "tree")

    def __init__(self, tree: Tree, find: Find, format: str) -> None:
        self.tree, self.find, self.format = tree, find, format

    def branches(self, node: Element, place: Place, depth: int) -> None:
        """Grow what is below *node*; an element without children below it is measured on the spot."""
        if depth > _DEEPEST:
            found, expected = f"{depth} levels", f"at most {_DEEPEST}"
            raise MalformedFile(format=self.format, line=node.line, field=node.name, found=found, expected=expected)
        tree = self.tree
        known, places, attributed, last = place.below.get, tree.places, tree.attributed, 0
        kids: dict[str, list[Element]] = {}
        for child in node.element:
            at = known(child.tag) or self.find(place, str(child.tag))
            kid = Element(child, node, at, tree)
            some = places.get(at)
            if some is None:
                places[at] = [kid]
            else:
                some.append(kid)
            alike = kids.get(at.name)
            if alike is None:
                kids[at.name] = [kid]
            else:
                alike.append(kid)
                if len(alike) == _TWICE:
                    tree.repeated.add(at.name)
                    if place.type is not None and at.name in place.type.single:
                        tree.broken.append(("schema.repeated", kid, at.name))
            if kid.attributes:
                attributed.append(kid)
            if at.order >= last:
                last = at.order
            else:
                tree.broken.append(("schema.unknown" if at.order < 0 else "schema.order", kid, local(child)))
            if len(child):
                self.branches(kid, at, depth + 1)
            elif (
                not kid.text
                or kid.text.isspace()
                or at.type is not None
                or (
                    at.value is not None
                    and (not at.value(kid.text) or (at.demanded and at.demanded not in kid.attributes))
                )
            ):
                self.leaf(kid, at)
            tail = child.tail
            if tail is not None and not tail.isspace() and tail.strip(_BLANK) and not place.lax:
                tree.broken.append(("schema.text", node, place.name))
        node.kids = kids
        if place.type is not None:
            _count(node, place.type, tree)

    def leaf(self, node: Element, place: Place) -> None:
        """Measure a value: whether there is one, of which kind, with the attribute that it must have."""
        tree = self.tree
        if place.value is not None:
            if not place.value(node.text):
                tree.broken.append(("schema.value", node, place.name))
            if place.demanded and place.demanded not in node.attributes:
                tree.broken.append(("schema.attribute", node, place.demanded))
        elif place.type is not None:
            _count(node, place.type, tree)
        if not node.text.strip(_BLANK):
            tree.blank.append(node)


def _count(node: Element, kind: "Type", tree: Tree) -> None:
    """Compare the children of *node* with those that its type asks for."""
    kids = node.kids
    for name in kind.needs:
        if name not in kids:
            tree.broken.append(("schema.missing", node, name))
    if node.text and node.text.strip(_BLANK):
        tree.broken.append(("schema.text", node, node.name))

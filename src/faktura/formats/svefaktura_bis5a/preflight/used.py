"""The Peppol core rules of BIS 5A: nothing but what its outline has, as often as it says.

PEPPOL_CORE_R001 tells what is missing or too many, PEPPOL_CORE_R002 what is not used; both warn only.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

from faktura.core.errors import Finding
from faktura.core.wording import Text, register
from faktura.formats.einvoice.preflight.tree import Element, Tree

_ELEMENT: Final = re.compile(r"(\w+?)([1?]?)(?:\[([^\]]*)])?(?:\s|$)")
_COUNT: Final = "PEPPOL_CORE_R001"
_UNUSED: Final = "PEPPOL_CORE_R002"


@frozen
class Shape:
    """What an element may hold.

    Attributes:
        below: Its children by name; empty when they are not restricted.
        once, at_most_once: Children that stand exactly, or at most, once.
        attributes: Those it may have; none when any.
        demanded: Those it must have.
    """

    below: Mapping[str, "Shape"]
    once: tuple[str, ...]
    at_most_once: tuple[str, ...]
    attributes: frozenset[str] | None
    demanded: tuple[str, ...]


def shape_of(outline: str) -> Shape:
    """Return the shape of the root element of *outline*."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in outline.strip().split("\n")]
    return _shape(lines[0][1], lines[1:])


def _shape(written: str, lines: list[tuple[int, str]]) -> Shape:
    """Return the shape of the element *written*, whose children stand in *lines*."""
    found = _ELEMENT.match(written)
    allowed = found[3].split() if found and found[3] is not None else None
    below: dict[str, Shape] = {}
    counts: dict[str, list[str]] = {"1": [], "?": [], "": []}
    for at, (depth, line) in enumerate(lines):
        if depth > lines[0][0]:
            continue
        inner = []
        for one in lines[at + 1 :]:
            if one[0] <= depth:
                break
            inner.append(one)
        elements = [part[0] for part in re.finditer(r"\w+[?]?(?:\[[^\]]*])?", line)]
        for element in elements:
            named = _ELEMENT.match(element)
            if named:
                below[named[1]] = _shape(element, inner if element == elements[-1] else [])
                counts[named[2]].append(named[1])
    return Shape(
        below,
        tuple(counts["1"]),
        tuple(counts["?"]),
        frozenset(one.rstrip("!") for one in allowed) if allowed is not None else None,
        tuple(one.rstrip("!") for one in allowed or () if one.endswith("!")),
    )


def used(outline: str) -> Callable[[Tree], Iterator[Finding]]:
    """Return the function that yields where a tree is not as *outline* says."""
    shape = shape_of(outline)

    def findings(tree: Tree) -> Iterator[Finding]:
        found: list[Finding] = []
        _look(tree.root, shape, found)
        yield from found

    return findings


def _look(node: Element, shape: Shape, found: list[Finding]) -> None:
    attributes, kids = node.attributes, node.kids
    if shape.attributes is not None and attributes:
        found += [
            _finding(_UNUSED, node, f"@{one}")
            for one in attributes
            if one not in shape.attributes and not one.startswith("{")
        ]
    found += [_finding(_COUNT, node, f"@{one}") for one in shape.demanded if one not in attributes]
    if not shape.below:
        return
    found += [_finding(_COUNT, node, one) for one in shape.once if len(kids.get(one, ())) != 1]
    found += [_finding(_COUNT, node, one) for one in shape.at_most_once if len(kids.get(one, ())) > 1]
    for name, some in kids.items():
        below = shape.below.get(name)
        for kid in some:
            if below is None:
                found.append(_finding(_UNUSED, kid, name))
            else:
                _look(kid, below, found)


def _finding(code: str, node: Element, what: str) -> Finding:
    facts = (("what", what), ("line", str(node.line)))
    return Finding(code=code, path=node.path, severity="warning", facts=facts)


register(
    {
        _COUNT: Text(
            en="{what} is missing here, or stands more than once", sv="{what} saknas här, eller står mer än en gång"
        ),
        f"{_COUNT}.remedy": Text(en="state it once", sv="ange det en gång"),
        _UNUSED: Text(en="{what} is not used here in BIS 5A", sv="{what} används inte här i BIS 5A"),
        f"{_UNUSED}.remedy": Text(
            en="leave it out; a receiver need not read it", sv="utelämna det; mottagaren behöver inte läsa det"
        ),
    }
)

"""What UBL has and EN 16931 does not (UBL-CR-001 to 682): each place that should be empty is told of once.

All warn but two: an invoiced object may have neither file nor description, since Peppol's receivers read only its number.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from faktura.core.errors import Finding, Severity
from faktura.core.wording import Text, register
from faktura.formats.einvoice.en16931.restricted_table import ANYWHERE, ATTRIBUTES, ELEMENTS
from faktura.formats.einvoice.preflight.tree import Element, Tree

_LINES: Final = frozenset({"InvoiceLine", "CreditNoteLine"})
_ROOTS: Final = frozenset({"Invoice", "CreditNote"})
_FATAL: Final = {"UBL-CR-666": "Attachment", "UBL-CR-673": "DocumentDescription"}
_OBJECT: Final = "130"
_UNIT_LIST: Final = "unitCodeListID"
_LISTED: Final = "UBL-CR-663"
_VERSION: Final = "2.1"
_BASIC: Final = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


def _code(number: int) -> str:
    return f"UBL-CR-{number:03}"


def _places() -> Mapping[str, str]:
    """Return the rule of each place, by its path below the document."""
    found: dict[str, str] = {}
    text = ELEMENTS.replace("\n  ", " ").replace("cbc:", _BASIC)
    for row in text.strip().split("\n"):
        head, _, names = row.partition(": ")
        first, _, above = head.partition(" ")
        for at, name in enumerate(names.split()):
            found[name if above == "." else f"{above}/{name}"] = _code(int(first) + at)
    return found


def _ends() -> tuple[tuple[str, str], ...]:
    rows = (row.split() for row in ANYWHERE.strip().split("\n"))
    return tuple((f"/{end}", _code(int(number))) for number, end in rows)


def _attributes() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return, for each attribute, the ends or whole paths where it should not stand, and the rule."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in ATTRIBUTES.strip().split("\n"):
        number, attribute, path = row.split()
        found[attribute] = (*found.get(attribute, ()), (path, _code(int(number))))
    return found


PLACES: Final = _places()
ENDS: Final = _ends()
ON_ELEMENTS: Final = _attributes()


@frozen
class Limits:
    """What may not stand at one place.

    Attributes:
        element: The rules that an element breaks by being there.
        attributes: The rules that an attribute breaks by standing on it, by its name.
    """

    element: tuple[str, ...]
    attributes: Mapping[str, tuple[str, ...]]


def limits(path: str) -> Limits | None:
    """Return what may not stand at *path*; none where anything may."""
    below = _below(path)
    own = PLACES.get(below)
    attributes = {
        attribute: codes
        for attribute, some in ON_ELEMENTS.items()
        if (codes := tuple(code for end, code in some if _stands(path, below, end)))
    }
    element = (*([own] if own else []), *(code for end, code in ENDS if path.endswith(end)))
    return Limits(element, attributes) if element or attributes else None


def _below(path: str) -> str:
    """Return the path of an element below the document, both kinds of line alike."""
    _, _, below = path.lstrip("/").partition("/")
    first, slash, rest = below.partition("/")
    return f"Line{slash}{rest}" if first in _LINES else below


def _stands(path: str, below: str, end: str) -> bool:
    return f"/{below}" == end if end.startswith("/") else path.endswith(f"/{end}")


def restricted(tree: Tree) -> Iterator[Finding]:
    """Yield each rule UBL-CR that *tree* breaks, once, with the first element that breaks it."""
    if tree.root.name not in _ROOTS:
        return
    said: set[str] = set()
    for code, node, what in _broken(tree):
        if code not in said:
            said.add(code)
            severity: Severity = "error" if code in _FATAL else "warning"
            facts = (("what", what), ("line", str(node.line)))
            yield Finding(code=code, path=node.path, severity=severity, facts=facts)


def _broken(tree: Tree) -> Iterator[tuple[str, Element, str]]:
    for place, nodes in tree.places.items():
        found: Limits | None = place.limits
        if found is None:
            continue
        for code in found.element:
            yield code, nodes[0], place.name
    for node in tree.attributed:
        stated: Limits | None = node.place.limits
        if stated is not None and stated.attributes:
            for attribute in node.attributes:
                for code in stated.attributes.get(attribute, ()):
                    yield code, node, f"{node.name}/@{attribute}"
    yield from _special(tree)


def _special(tree: Tree) -> Iterator[tuple[str, Element, str]]:
    """The rules with a condition of their own."""
    root = tree.root
    listed = next((one for one in tree.attributed if _UNIT_LIST in one.attributes), None)
    if listed is not None:
        yield _LISTED, listed, f"{listed.name}/@{_UNIT_LIST}"
    version = root.find("UBLVersionID")
    if version is not None and _VERSION not in root.texts("UBLVersionID"):
        yield "UBL-CR-002", version, version.name
    due = root.find("PaymentMeans/PaymentDueDate")
    if due is not None and root.name != "CreditNote":
        yield "UBL-CR-412", due, due.name
    for reference in tree.every("AdditionalDocumentReference"):
        codes = reference.texts("DocumentTypeCode")
        if _OBJECT in codes:
            for code, name in _FATAL.items():
                for node in reference.all(name):
                    yield code, node, name
        if not codes or any(code != _OBJECT for code in codes):
            for node in reference.all("ID"):
                if "schemeID" in node.attributes:
                    yield "UBL-CR-665", node, "ID/@schemeID"


_SPECIAL: Final = frozenset({"UBL-CR-002", "UBL-CR-412", _LISTED, "UBL-CR-665", *_FATAL})
CODES: Final = frozenset(
    {*PLACES.values(), *(code for _, code in ENDS), *(code for some in ON_ELEMENTS.values() for _, code in some)}
    | _SPECIAL
)
"""Every rule of this room."""

_SAID: Final = Text(
    en="{what} has no place in EN 16931 here, and a receiver may pass over it",
    sv="{what} har ingen plats här i EN 16931, och mottagaren kan bortse från det",
)
_REMEDY: Final = Text(
    en="leave it out, or say it where EN 16931 has a place for it",
    sv="utelämna det eller säg det där EN 16931 har en plats",
)

register(dict.fromkeys(CODES, _SAID) | {f"{code}.remedy": _REMEDY for code in CODES})

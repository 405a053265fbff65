"""The baselines: the same work done the shortest way, with the library alone or with none.

They check nothing, refuse nothing and explain nothing. What they leave out is what the ratio pays for.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from importlib import resources
from io import TextIOWrapper
from typing import BinaryIO, Final

from attrs import frozen
from fpdf import FPDF
from lxml import etree

from faktura.core.claim import OpenItem
from faktura.core.document import Document, Line
from faktura.core.payment import IncomingPayment
from faktura.formats.pdf import invoice
from faktura.formats.pdf.font import FACES, PACKAGE
from faktura.formats.pdf.page import Pen
from tests.formats.pdf.drawn import Drawn, drawn

_MINOR: Final = Decimal("0.01")


def sums(lines: Sequence[Line]) -> tuple[Decimal, Decimal]:
    """Return the VAT and the amount due of *lines*: `Decimal` alone, VAT once per rate."""
    bases: dict[Decimal, Decimal] = {}
    for line in lines:
        net = (line.quantity * line.price).quantize(_MINOR, ROUND_HALF_UP)
        for one in line.adjustments:
            if one.percent is not None:
                net -= (net * one.percent / 100).quantize(_MINOR, ROUND_HALF_UP)
        bases[line.vat.percent] = bases.get(line.vat.percent, Decimal(0)) + net
    vat = sum(((base * rate / 100).quantize(_MINOR, ROUND_HALF_UP) for rate, base in bases.items()), Decimal(0))
    return vat, sum(bases.values(), vat)


def texts(document: Document) -> list[Drawn]:
    """Return every text our own page shows, and where."""
    return [one for page in invoice.pages(document, Pen()) for one in drawn(page)]


def pdf(shown: Sequence[Drawn]) -> bytes:
    """Set the same texts with fpdf2, in the same two faces, the way its manual shows."""
    document = FPDF(unit="pt", format="A4")
    for style, weight in (("", "regular"), ("B", "bold")):
        document.add_font("text", style, str(resources.files(PACKAGE).joinpath("files", f"{FACES[weight]}.ttf")))
    document.add_page()
    for one in shown:
        document.set_font("text", "B" if one.bold else "", one.size)
        document.text(one.x, one.y, one.text)
    return bytes(document.output())


@frozen
class Element:
    """An element to be built: everything lxml wants to know, looked up beforehand."""

    tag: str
    attributes: dict[str, str]
    text: str | None
    children: "tuple[Element, ...]"


@frozen
class Tree:
    """The root element of a tree to be built, and the namespaces it declares."""

    root: Element
    namespaces: dict[str, str]


def outline(xml: bytes) -> Tree:
    """Return what the tree of *xml* is built of, indentation left out."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    namespaces: Mapping[str | None, str] = root.nsmap
    # lxml takes None for the default namespace, which its type stubs do not say
    return Tree(_outline(root), dict(namespaces))  # type: ignore[arg-type]


def _outline(element: etree._Element) -> Element:
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    return Element(str(element.tag), attributes, element.text, tuple(map(_outline, element)))


def tree(of: Tree) -> bytes:
    """Build the tree with lxml's `SubElement` and serialise it, indented."""
    root = etree.Element(of.root.tag, of.root.attributes, nsmap=of.namespaces)
    _build(root, of.root.children)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _build(parent: etree._Element, children: tuple[Element, ...]) -> None:
    for one in children:
        made = etree.SubElement(parent, one.tag, one.attributes)
        made.text = one.text
        _build(made, one.children)


def parse(xml: bytes) -> etree._Element:
    """Parse *xml* with lxml, and take nothing out of it."""
    return etree.fromstring(xml)


def slices(file: BinaryIO) -> Iterator[tuple[object, ...]]:
    """Yield the fields of every record of a payment in a BgMax file as they stand, its amount in öre; nothing is kept."""
    for line in TextIOWrapper(file, encoding="latin-1", newline="\n"):
        code = line[:2]
        if code == "20":
            yield (line[2:12], line[12:37], int(line[37:55]), line[55], line[56], line[57:69], line[69])
        elif code == "25":
            yield (line[2:52],)
        elif code == "26":
            yield (line[2:37], line[37:72])
        elif code == "27":
            yield (line[2:37], line[37:46])
        elif code == "28":
            yield (line[2:37], line[37:72], line[72:74])
        elif code == "29":
            yield (line[2:14],)


_CAMT: Final = "{urn:iso:std:iso:20022:tech:xsd:camt.054.001.08}"
_FIELDS: Final = tuple(
    "/".join(f"{_CAMT}{step}" for step in path.split("/"))
    for path in (
        "Amt",
        "CdtDbtInd",
        "Refs/AcctSvcrRef",
        "Refs/EndToEndId",
        "RltdPties/Dbtr/Pty/Nm",
        "RmtInf/Strd/RfrdDocAmt/RmtdAmt",
        "RmtInf/Strd/CdtrRefInf/Ref",
    )
)
_LINES: Final = "/".join(f"{_CAMT}{step}" for step in ["RltdPties", "Dbtr", "Pty", "PstlAdr", "AdrLine"])


def entries(file: BinaryIO) -> Iterator[tuple[str | None, ...]]:
    """Yield every text of each payment of a camt.054 file that a payment of ours carries, by lxml's `iterparse`."""
    for _, element in etree.iterparse(file, events=("end",), tag=f"{_CAMT}TxDtls"):
        yield (*[element.findtext(field) for field in _FIELDS], *[one.text for one in element.iterfind(_LINES)])
        element.clear()


def references(items: Sequence[OpenItem]) -> dict[str, tuple[str, int]]:
    """Return id and open amount of each item by its OCR number."""
    return {item.reference: (item.id, item.open.minor) for item in items}


def paid(payments: Sequence[IncomingPayment]) -> list[tuple[str, int]]:
    """Return the first reference and the amount in öre of each payment."""
    return [(one.references[0].text if one.references else "", one.amount.minor) for one in payments]


def look_up(known: Mapping[str, tuple[str, int]], payments: Sequence[tuple[str, int]]) -> list[str | None]:
    """Return which item each payment settles: a plain dictionary, and the amount must be the one open."""
    found = []
    for reference, amount in payments:
        item = known.get(reference)
        found.append(item[0] if item is not None and item[1] == amount else None)
    return found

"""The references and files of a Peppol BIS Billing 3 document, read."""

from base64 import b64decode
from binascii import Error

from faktura.core.document import Attachment, DocumentKind, References
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.text import held_attribute
from faktura.formats.peppol.references import NO_ORDER, OBJECT, PROJECT


def order_of(root: Element) -> str:
    """Return the buyer's order number; `NA` beside the seller's own is none."""
    order = root.words("OrderReference/ID")
    return "" if order == NO_ORDER and root.find("OrderReference/SalesOrderID") is not None else order


def references_of(root: Element, kind: DocumentKind) -> References:
    """Return the further references; an invoiced object and a credit note's project are told by their type."""
    item, scheme = _typed(root, OBJECT)
    project = root.words("ProjectReference/ID")
    if kind is DocumentKind.CREDIT_NOTE:
        project = _typed(root, PROJECT)[0]
    return References(
        project=project,
        sales_order=root.words("OrderReference/SalesOrderID"),
        receiving_advice=root.words("ReceiptDocumentReference/ID"),
        despatch_advice=root.words("DespatchDocumentReference/ID"),
        tender=root.words("OriginatorDocumentReference/ID"),
        invoiced_object=item,
        object_scheme=scheme,
        accounting_cost=root.words("AccountingCost"),
    )


def _typed(root: Element, code: str) -> tuple[str, str]:
    """Return number and scheme of the first additional reference with that type."""
    for node in root.every("AdditionalDocumentReference"):
        stated, number = node.find("DocumentTypeCode"), node.find("ID")
        if stated is not None and number is not None and stated.bare == code:
            stated.read()
            return number.read(), held_attribute(number.attributes.get("schemeID", ""))
    return "", ""


def attachments_of(root: Element) -> tuple[Attachment, ...]:
    """Return the embedded files; whether one is a cover page is not said."""
    return tuple(
        _attachment(node, file)
        for node in root.every("AdditionalDocumentReference")
        if (file := node.find("Attachment/EmbeddedDocumentBinaryObject")) is not None
    )


def _attachment(node: Element, file: Element) -> Attachment:
    named = node.find("ID")
    number = named.bare if named is not None else ""
    name = held_attribute(file.attributes.get("filename", "")) or number
    if named is not None and number == name:
        named.read()
    try:
        content = b64decode("".join(file.read().split()), validate=True)
    except (Error, ValueError):
        file.fail("", "", "base64")
    return Attachment(name=name, content=content, mime_type=file.attributes.get("mimeCode", "application/pdf"))

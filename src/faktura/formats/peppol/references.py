"""The references of a document in Peppol BIS Billing 3, in the order that UBL asks of invoice and credit note."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from typing import Final

from faktura.core.document import Attachment, Document, DocumentKind, DocumentReference
from faktura.formats.einvoice.text import attribute, words
from faktura.formats.einvoice.ubl_text import period

NO_ORDER: Final = "NA"
"""What stands for the buyer's order number where only the seller's is known; UBL demands one."""

OBJECT: Final = "130"
PROJECT: Final = "50"


def leaf(name: str, value: str, indent: str = "  ") -> str:
    """Return an element with a text, or nothing for an empty one (PEPPOL-EN16931-R008)."""
    said = words(value)
    return f"{indent}<cbc:{name}>{said}</cbc:{name}>\n" if said else ""


def day(name: str, value: date | None, indent: str = "  ") -> str:
    """Return an element with a date, or nothing."""
    return f"{indent}<cbc:{name}>{value.isoformat()}</cbc:{name}>\n" if value else ""


def _single(name: str, value: str) -> str:
    said = leaf("ID", value, "    ")
    return f"  <cac:{name}>\n{said}  </cac:{name}>\n" if said else ""


def references_xml(document: Document, attachments: tuple[Attachment, ...]) -> Iterator[bytes]:
    """Yield period, order, preceding documents, advices, contract, object, files and project, as bytes."""
    more, invoice = document.references, document.kind is DocumentKind.INVOICE
    tender = _single("OriginatorDocumentReference", more.tender)
    project = more.project if not invoice else ""
    yield "".join(
        (
            period(document.period, "  "),
            _order(document),
            *map(_preceding, document.preceding),
            _single("DespatchDocumentReference", more.despatch_advice),
            _single("ReceiptDocumentReference", more.receiving_advice),
            tender if invoice else "",
            _single("ContractDocumentReference", document.contract_reference),
            _typed(more.invoiced_object, OBJECT, more.object_scheme),
            _typed(project, PROJECT, ""),
        )
    ).encode()
    yield from map(_attachment, attachments)
    yield (_single("ProjectReference", more.project) if invoice else tender).encode()


def _order(document: Document) -> str:
    sales = leaf("SalesOrderID", document.references.sales_order, "    ")
    order = leaf("ID", document.order_reference or (NO_ORDER if sales else ""), "    ")
    return f"  <cac:OrderReference>\n{order}{sales}  </cac:OrderReference>\n" if order else ""


def _preceding(one: DocumentReference) -> str:
    return (
        f"  <cac:BillingReference>\n    <cac:InvoiceDocumentReference>\n{leaf('ID', one.number, '      ')}"
        f"{day('IssueDate', one.issue_date, '      ')}"
        "    </cac:InvoiceDocumentReference>\n  </cac:BillingReference>\n"
    )


def _typed(number: str, code: str, scheme: str) -> str:
    """Return an additional reference with a type: the invoiced object (BT-18), or a credit note's project (BT-11)."""
    said = words(number)
    if not said:
        return ""
    stated = attribute(scheme)
    held = f' schemeID="{stated}"' if stated else ""
    return (
        f"  <cac:AdditionalDocumentReference>\n    <cbc:ID{held}>{said}</cbc:ID>\n"
        f"    <cbc:DocumentTypeCode>{code}</cbc:DocumentTypeCode>\n  </cac:AdditionalDocumentReference>\n"
    )


def _attachment(one: Attachment) -> bytes:
    """Return one embedded file (BG-24)."""
    name = attribute(one.name)
    before = (
        f"  <cac:AdditionalDocumentReference>\n    <cbc:ID>{words(name)}</cbc:ID>\n    <cac:Attachment>\n"
        f'      <cbc:EmbeddedDocumentBinaryObject mimeCode="{one.mime_type}" filename="{name}">'
    )
    after = "</cbc:EmbeddedDocumentBinaryObject>\n    </cac:Attachment>\n  </cac:AdditionalDocumentReference>\n"
    return before.encode() + b64encode(one.content) + after.encode()

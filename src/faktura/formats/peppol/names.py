"""The names by which Peppol BIS Billing 3 knows itself, its two documents and its VAT categories."""

from typing import Final

from attrs import frozen

from faktura.core.document import DocumentKind
from faktura.core.vat import VatCategory

FORMAT: Final = "peppol-bis-3"
CUSTOMIZATION: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

F_TAX: Final = "Godkänd för F-skatt"
"""What SE-R-005 demands, in any case, of a Swedish seller's tax registration (BT-32)."""

OFFICE: Final = "Säte: "
"""What stands before the registered office in the additional legal information (BT-33)."""

ORGANISATION: Final = "0007"
GLN: Final = "0088"
BANKGIRO: Final = "SE:BANKGIRO"
PLUSGIRO: Final = "SE:PLUSGIRO"


@frozen(kw_only=True)
class Form:
    """How invoice and credit note differ in UBL.

    Attributes:
        root: Name of the root element, and of its namespace.
        code: Document type (BT-3); `type_element` holds it.
        line, quantity: Names of the line and of its quantity.
    """

    root: str
    type_element: str
    code: str
    line: str
    quantity: str

    @property
    def namespace(self) -> str:
        """The namespace of the root element."""
        return f"urn:oasis:names:specification:ubl:schema:xsd:{self.root}-2"


FORMS: Final = {
    DocumentKind.INVOICE: Form(
        root="Invoice",
        type_element="InvoiceTypeCode",
        code="380",
        line="InvoiceLine",
        quantity="InvoicedQuantity",
    ),
    DocumentKind.CREDIT_NOTE: Form(
        root="CreditNote",
        type_element="CreditNoteTypeCode",
        code="381",
        line="CreditNoteLine",
        quantity="CreditedQuantity",
    ),
}

FAMILIES: Final = {
    VatCategory.STANDARD: "BR-S",
    VatCategory.ZERO: "BR-Z",
    VatCategory.EXEMPT: "BR-E",
    VatCategory.REVERSE_CHARGE: "BR-AE",
    VatCategory.INTRA_EU: "BR-IC",
    VatCategory.EXPORT: "BR-G",
    VatCategory.OUTSIDE: "BR-O",
}
"""The family of EN 16931 rules of each VAT category."""

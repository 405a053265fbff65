"""The names by which BIS 5A knows itself and its two documents, and the fixed values its rules demand."""

from typing import Final

from attrs import frozen

from faktura.core.document import DocumentKind

FORMAT: Final = "svefaktura-bis5a"
VERSION: Final = "2.1"
PROFILE: Final = "urn:www.cenbii.eu:profile:bii05:ver2.0"
CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


@frozen(kw_only=True)
class Form:
    """How invoice and credit note differ.

    Attributes:
        rules: The name of the rule set of each, which stands in the ids of its rules: T10 or T14.
        root: Name of the root element, and of its namespace.
        line, quantity: Names of the line and of its quantity.
    """

    rules: str
    root: str
    line: str
    quantity: str

    @property
    def namespace(self) -> str:
        """The namespace of the root element."""
        return f"urn:oasis:names:specification:ubl:schema:xsd:{self.root}-2"

    @property
    def customization(self) -> str:
        """What the document says it is (CustomizationID)."""
        number = self.rules.removeprefix("T")
        extended = "extended:urn:www.peppol.eu:bis:peppol5a:ver2.0"
        return f"urn:www.cenbii.eu:transaction:biitrns0{number}:ver2.0:{extended}"


INVOICE: Final = Form(rules="T10", root="Invoice", line="InvoiceLine", quantity="InvoicedQuantity")
CREDIT_NOTE: Final = Form(rules="T14", root="CreditNote", line="CreditNoteLine", quantity="CreditedQuantity")
FORMS: Final = {DocumentKind.INVOICE: INVOICE, DocumentKind.CREDIT_NOTE: CREDIT_NOTE}

TYPE: Final = "380"
"""InvoiceTypeCode; a credit note has no type."""
LISTS: Final = {
    "type": "UNCL1001",
    "currency": "ISO4217",
    "country": "ISO3166-1:Alpha2",
    "means": "UNCL4461",
    "reason": "UNCL4465",
    "category": "UNCL5305",
    "unit": "UNECERec20",
}
"""The code lists, by what they are of: each coded element names its own in an attribute."""

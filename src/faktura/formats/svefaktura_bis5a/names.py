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
CREDITED: Final = "381"
"""What a credit note is; it has no element for its type."""
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

ORGANISATION: Final = "SE:ORGNR"
GLN: Final = "GLN"
OTHER: Final = "ZZZ"
"""The scheme of a number for which there is none in the list."""
IBAN: Final = "IBAN"
LOCAL: Final = "LOCAL"
BIC: Final = "BIC"
TRANSFER: Final = "31"
DIRECT_DEBIT: Final = "49"
UNDEFINED: Final = "1"

BANKGIRO: Final = "SE:BANKGIRO"
PLUSGIRO: Final = "SE:PLUSGIRO"
AUTOGIRO: Final = "SE:AUTOGIRO"
BBAN: Final = "BBAN"
"""The ways of payment in PaymentChannelCode, beside IBAN; the guide of 2019 writes them in capitals, older files do not."""

RELATED: Final = "RelatedInvoice"
"""DocumentType of the invoice that an invoice is about."""
REFERENCES: Final = {
    "project": "Projekt",
    "sales_order": "Säljarens ordernummer",
    "receiving_advice": "Mottagningsbevis",
    "despatch_advice": "Följesedel",
    "tender": "Upphandling",
    "invoiced_object": "Fakturerat objekt",
}
"""DocumentType of the further references, as SFTI names the seller's customer number."""
PLACED: Final = (*REFERENCES, "accounting_cost", "card")
"""The further references and ways of payment that have a place."""
CARD: Final = "48"
MULTIPLY: Final = "Multiply"
CARE_OF: Final = "c/o "

ADDRESS_SCHEMES: Final = {
    "0002": "FR:SIRENE", "0007": ORGANISATION, "0009": "FR:SIRET", "0037": "FI:OVT", "0060": "DUNS", "0088": GLN,
    "0096": "DK:P", "0097": "IT:FTI", "0106": "NL:KVK", "0135": "IT:SIA", "0142": "IT:SECETI", "0190": "NL:OIN",
    "9901": "DK:CPR", "9902": "DK:CVR", "9904": "DK:SE", "9905": "DK:VANS", "9906": "IT:VAT", "9907": "IT:CF",
    "9908": "NO:ORGNR", "9909": "NO:VAT", "9910": "HU:VAT", "9913": "EU:REID", "9914": "AT:VAT", "9915": "AT:GOV",
    "9917": "IS:KT", "9918": IBAN, "9919": "AT:KUR", "9920": "ES:VAT", "9921": "IT:IPA", "9922": "AD:VAT",
    "9923": "AL:VAT", "9924": "BA:VAT", "9925": "BE:VAT", "9926": "BG:VAT", "9927": "CH:VAT", "9928": "CY:VAT",
    "9929": "CZ:VAT", "9930": "DE:VAT", "9931": "EE:VAT", "9932": "GB:VAT", "9933": "GR:VAT", "9934": "HR:VAT",
    "9935": "IE:VAT", "9936": "LI:VAT", "9937": "LT:VAT", "9938": "LU:VAT", "9939": "LV:VAT", "9940": "MC:VAT",
    "9941": "ME:VAT", "9942": "MK:VAT", "9943": "MT:VAT", "9944": "NL:VAT", "9945": "PL:VAT", "9946": "PT:VAT",
    "9947": "RO:VAT", "9948": "RS:VAT", "9949": "SI:VAT", "9950": "SK:VAT", "9951": "SM:VAT", "9952": "TR:VAT",
    "9953": "VA:VAT", "9955": "SE:VAT", "9956": "BE:CBE", "9957": "FR:VAT",
}  # fmt: skip
"""The names of the schemes of electronic addresses, by the numbers that Peppol has used since."""

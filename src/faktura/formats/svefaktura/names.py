"""The names Svefaktura 1.0 (SFTI Basic Invoice) uses, and the fixed values its rules demand."""

import re
from typing import Final

from faktura.core.document import DocumentKind

FORMAT: Final = "svefaktura"
ROOT: Final = "urn:sfti:documents:BasicInvoice:1:0"
ENVELOPE: Final = "urn:sfti:documents:ObjectEnvelope:1:0"
OBJECT: Final = "urn:sfti:documents:object:"
"""What stands before an object's id where an invoice points to it."""
CAC: Final = "urn:sfti:CommonAggregateComponents:1:0"
CBC: Final = "urn:oasis:names:tc:ubl:CommonBasicComponents:1:0"

TYPES: Final = {DocumentKind.INVOICE: "380", DocumentKind.CREDIT_NOTE: "381"}
"""InvoiceTypeCode (R-22)."""

OLD_F_TAX: Final = "F-skattebevis finns"
ORGANISATION: Final = "SWT"
VAT: Final = "VAT"
BANKGIRO: Final = "BGABSESS"
PLUSGIRO: Final = "PGSISESS"
IBAN: Final = "IBAN"
PLACED: Final = ("invoiced_object", "despatch_advice", "delivered_to")
"""The further references that have a place: ACD, DQ and the delivery address."""
GS1: Final = "9"
"""The agency of location numbers (UN/EDIFACT 3055)."""
CARE_OF: Final = "c/o "

MOST_ACCOUNTS: Final = 3
STANDARD: Final = "S"
EXEMPT: Final = "E"

_EDITED: Final = re.compile(r"[\W_]+")
_TRUNK: Final = "(0)"
_NO_DIGIT: Final = re.compile(r"[^0-9]+")


def postal(code: str) -> str:
    """Return a postal code without spaces and hyphens, as R-8 demands.

    >>> postal("111 22")
    '11122'
    """
    return _EDITED.sub("", code)


def telephone(number: str) -> str:
    """Return a telephone number as digits with at most a plus before them, as R-9 demands.

    >>> telephone("+46 (0)8-123 45 67")
    '+4681234567'
    """
    text = number.strip()
    plus = "+" if text.startswith("+") else ""
    return plus + _NO_DIGIT.sub("", text.replace(_TRUNK, "") if plus else text)

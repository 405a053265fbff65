"""The rules of EN 16931 for UBL, release 1.3.16, as one rule book.

>>> namespace = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
>>> sorted({one.code for one in findings(f'<Invoice xmlns="{namespace}"/>'.encode())})[:4]
['BR-01', 'BR-02', 'BR-03', 'BR-04']
"""

from typing import Final

from faktura.core.errors import Finding
from faktura.formats.einvoice.en16931 import lines, parties, totals
from faktura.formats.einvoice.en16931.coded import CODES, CURRENCIES, NOTES
from faktura.formats.einvoice.en16931.document import DOCUMENT
from faktura.formats.einvoice.en16931.families import document_patterns
from faktura.formats.einvoice.en16931.families import rules as family_rules
from faktura.formats.einvoice.en16931.restricted import limits, restricted
from faktura.formats.einvoice.en16931.syntax import ATTRIBUTES, SYNTAX
from faktura.formats.einvoice.preflight.book import Gated, Pattern, RuleBook
from faktura.formats.einvoice.preflight.schema import rooted, structure
from faktura.formats.einvoice.preflight.ubl import UBL

MODEL: Final[Pattern] = (
    *parties.PARTIES,
    *lines.ADJUSTMENTS,
    totals.DOCUMENT,
    DOCUMENT,
    lines.LINE,
    *lines.PERIODS,
    *lines.ITEMS,
    NOTES,
    *totals.TAX,
    *family_rules(),
)
"""What EN 16931 says of the terms of an invoice: one pattern, in which the first rule that fits speaks."""

PATTERNS: Final[tuple[Pattern | Gated, ...]] = (MODEL, *document_patterns(), SYNTAX, ATTRIBUTES, CODES, CURRENCIES)

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd"
_ROOT: Final = rooted(*(f"{{{_UBL}:{name}-2}}{name}" for name in ("Invoice", "CreditNote")))
EN16931: Final = RuleBook("en16931", PATTERNS, whole=(_ROOT, structure, restricted), schema=UBL, limits=limits)
"""All of EN 16931, with the structure of UBL 2.1."""


def findings(data: bytes) -> tuple[Finding, ...]:
    """Return everything in *data*, a UBL invoice or credit note, that EN 16931 or the UBL schema objects to.

    Raises:
        MalformedFile: No well-formed XML, a document type, too many levels.
    """
    return EN16931.findings(data)

"""The business rules of Svefaktura 1.0 (SFTI, 2016-10-25): what a receiver would reject or question.

>>> file = b'<Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"><InvoiceTypeCode>388</InvoiceTypeCode></Invoice>'
>>> [one.code for one in preflight(file) if one.code != "schema.missing"]
['R-1', 'R-22']
"""

from typing import Final

from faktura.core.errors import Finding
from faktura.core.wording import Text, register
from faktura.formats import xml
from faktura.formats.einvoice.preflight.book import RuleBook
from faktura.formats.einvoice.preflight.schema import rooted
from faktura.formats.einvoice.preflight.tree import Tree
from faktura.formats.svefaktura.message import unwrapped
from faktura.formats.svefaktura.names import FORMAT, ROOT
from faktura.formats.svefaktura.preflight.head import HEAD
from faktura.formats.svefaktura.preflight.lines import LINES
from faktura.formats.svefaktura.preflight.parties import PARTIES
from faktura.formats.svefaktura.preflight.payment import PAYMENT
from faktura.formats.svefaktura.preflight.references import REFERENCES
from faktura.formats.svefaktura.preflight.structure import structure
from faktura.formats.svefaktura.preflight.totals import TOTALS
from faktura.formats.svefaktura.preflight.vat import VAT

PATTERNS: Final = (*HEAD, *REFERENCES, *PARTIES, *PAYMENT, *LINES, *VAT, *TOTALS)
RULES: Final = RuleBook(FORMAT, PATTERNS, whole=(rooted(f"{{{ROOT}}}Invoice"), structure))
"""The structure, and all rules but R-83, which is about what stands beside the document."""

_SUMS: Final = frozenset(
    f"R-{number}" for number in (3, 4, 10, 11, 12, 13, 14, 15, 20, 27, 67, 69, 70, 71, 92, 103, 104)
)
SUMS: Final = RuleBook(FORMAT, tuple(one for one in PATTERNS if one[0].checks[0].code in _SUMS))
"""The rules that amounts and the number of lines add up: what the reader tells of a file."""

_STYLESHEET: Final = "xml-stylesheet"
_WRITTEN: Final = tuple(_STYLESHEET.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def preflight(data: bytes) -> tuple[Finding, ...]:
    """Return what breaks SFTI's rules in *data*; amounts within half a krona pass, as there.

    An invoice in a StandardBusinessDocument is judged by itself.

    Raises:
        MalformedFile: No well-formed XML, a document type, or too many levels.
    """
    return examined(unwrapped(data).invoice)[1]


def examined(data: bytes) -> tuple[Tree, tuple[Finding, ...]]:
    """Return an invoice by itself as a tree, and what breaks the rules in it."""
    tree = RULES.tree(data)
    found = RULES.judge(tree)
    styled = any(word in data for word in _WRITTEN) and _STYLESHEET in xml.instructions(data, format=FORMAT)
    return tree, (*found, Finding(code="R-83", path="Invoice", severity="warning")) if styled else found


register(
    {
        "R-83": Text(en="the file refers to a stylesheet", sv="filen hänvisar till en stilmall"),
        "R-83.remedy": Text(en="take xml-stylesheet out before sending", sv="ta bort xml-stylesheet före sändning"),
    }
)

"""The pre-flight of Peppol BIS Billing 3: what a receiver would reject, told before the document is sent.

EN 16931 (release 1.3.16), Peppol (3.0.21) with the Swedish and other national rules, and the structure of
UBL 2.1, each under its official id; in plain Python, in about a millisecond for an ordinary invoice.
"""

from typing import Final

from faktura.core.errors import Finding
from faktura.core.wording import Text
from faktura.formats.einvoice.en16931 import rules as core
from faktura.formats.einvoice.en16931.restricted import limits, restricted
from faktura.formats.einvoice.preflight.book import Check, Gate, Gated, Pattern, RuleBook
from faktura.formats.einvoice.preflight.schema import rooted, structure
from faktura.formats.einvoice.preflight.tree import Tree
from faktura.formats.einvoice.preflight.ubl import UBL
from faktura.formats.peppol.names import FORMAT, FORMS
from faktura.formats.peppol.rules import coded, document, identifiers, italy_greece, netherlands_germany, nordic, sweden
from faktura.formats.peppol.rules.about import about

_BLANK: Final = Check(
    "PEPPOL-EN16931-R008",
    lambda _: False,
    Text(en="the element is empty", sv="elementet är tomt"),
    Text(en="leave the element out, or fill it", sv="utelämna elementet eller fyll i det"),
)


def _sold_from(*countries: str) -> Gate:
    """Return the gate of the rules of some countries: the seller belongs there by VAT number or by address."""

    def sold(tree: Tree) -> bool:
        found = about(tree)
        return not {found.seller, found.seller_itself, found.seller_at}.isdisjoint(countries)

    return sold


PATTERNS: Final[tuple[Pattern | Gated, ...]] = (
    (document.CREDIT_NOTE,),
    (*document.OWN, *identifiers.IDENTIFIERS),
    document.CURRENCIES,
    Gated(_sold_from("NO"), nordic.NORWAY),
    Gated(_sold_from("DK"), nordic.DENMARK),
    Gated(_sold_from("IT"), italy_greece.ITALY),
    Gated(lambda tree: about(tree).swedish, sweden.SWEDEN),
    Gated(_sold_from("GR", "EL"), italy_greece.GREECE),
    Gated(_sold_from("GR", "EL"), italy_greece.WITHIN_GREECE),
    Gated(_sold_from("IS"), nordic.ICELAND),
    Gated(_sold_from("NL"), netherlands_germany.NETHERLANDS),
    Gated(_sold_from("DE"), netherlands_germany.GERMANY),
    coded.CODES,
    coded.AMOUNT_CURRENCIES,
)
"""Peppol's own patterns: in each, the first rule that fits an element speaks."""

_ROOT: Final = rooted(*(f"{{{form.namespace}}}{form.root}" for form in FORMS.values()))
BOOK: Final = RuleBook(
    FORMAT, (*core.PATTERNS, *PATTERNS), blank=_BLANK, whole=(_ROOT, structure, restricted), schema=UBL, limits=limits
)


def preflight(data: bytes) -> tuple[Finding, ...]:
    """Return every rule that *data*, an invoice or credit note as bytes, breaks; nothing when all is well.

    A fatal rule is a finding of severity `error`: receivers reject the document. What begins with
    `schema.` is the structure of UBL, which comes before all rules.

    Raises:
        MalformedFile: No well-formed XML, a document type, too many levels or bytes.
    """
    return BOOK.findings(data)

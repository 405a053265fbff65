"""Peppol's code lists, document types and dates: PEPPOL-EN16931-CL*, P* and F001."""

from typing import Final

from faktura.formats.einvoice.en16931 import code_lists as lists
from faktura.formats.einvoice.en16931.coded import AMOUNTS, other_currencies
from faktura.formats.einvoice.preflight.book import Check, Gated, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import CODE, check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import is_day, normal, said, text_of
from faktura.formats.peppol.codes import CREDIT_NOTE_TYPES, CURRENCIES, GERMAN_TYPES, INVOICE_TYPES, SCHEMES
from faktura.formats.peppol.rules.about import about

_BILLING: Final = ("01", "02")
_DATE_LENGTH: Final = 10
_REASONS: Final = (
    ("P0104", "G", "G"), ("P0105", "O", "O"), ("P0106", "IC", "K"), ("P0107", "AE", "AE"), ("P0108", "D", "E"),
    ("P0109", "F", "E"), ("P0110", "I", "E"), ("P0111", "J", "E"),
)  # fmt: skip


def _list(rule: str, codes: frozenset[str], en: str, sv: str, attribute: str = "", *, optional: bool = False) -> Check:
    """A code of a list: attributes as they stand, if they do, texts with their blanks normalised."""
    absent = next(iter(codes)) if optional else ""

    def holds(node: Element) -> bool:
        if attribute:
            return node.attributes.get(attribute, absent) in codes
        return node.text in codes or normal(node.text) in codes

    return check(f"PEPPOL-EN16931-{rule}", holds, f"{en} is not in Peppol's code list",
                 f"{sv} finns inte i Peppols kodlista", CODE)  # fmt: skip


def _indicated(node: Element, indicator: str) -> bool:
    return node.parent is not None and indicator in node.parent.texts("ChargeIndicator")


def _typed(node: Element, codes: frozenset[str]) -> bool:
    return about(node.tree).profile not in _BILLING or normal(node.text) in codes


def _german(node: Element) -> bool:
    return normal(node.text) not in GERMAN_TYPES or about(node.tree).within_germany


def _reason(rule: str, reason: str, category: str) -> tuple[str, tuple[Check, ...]]:
    stated = f"VATEX-EU-{reason}"
    return stated, (
        check(
            f"PEPPOL-EN16931-{rule}",
            lambda node: said(node, "ID") == category,
            f"the reason {stated} is for category {category} only",
            f"anledningen {stated} gäller bara kategori {category}",
        ),
    )


CODES: Final[Pattern] = (
    Rule("EmbeddedDocumentBinaryObject",
         (_list("CL001", lists.MIME_TYPES, "the media type of an attachment (BT-125)", "en bilagas medietyp (BT-125)",
                "mimeCode", optional=True),)),
    Rule("AllowanceCharge/AllowanceChargeReasonCode",
         (_list("CL002", lists.ALLOWANCE_REASONS, "the code of an allowance's reason", "koden för ett avdrags anledning"),),
         when=lambda node: _indicated(node, "false")),
    Rule("AllowanceCharge/AllowanceChargeReasonCode",
         (_list("CL003", lists.CHARGE_REASONS, "the code of a charge's reason", "koden för en avgifts anledning"),),
         when=lambda node: _indicated(node, "true")),
    Rule("InvoicePeriod/DescriptionCode",
         (_list("CL006", lists.TAX_POINTS, "the code for when VAT falls due (BT-8)",
                "koden för när momsen ska redovisas (BT-8)"),)),
    Rule("InvoiceTypeCode", (
        check("PEPPOL-EN16931-P0100", lambda node: _typed(node, INVOICE_TYPES),
              "the type code (BT-3) is none that Peppol lets an invoice have",
              "typkoden (BT-3) är ingen som Peppol låter en faktura ha", CODE),
        check("PEPPOL-EN16931-P0112", _german, "the types 326 and 384 are for invoices within Germany only",
              "typerna 326 och 384 gäller bara fakturor inom Tyskland", CODE),
    )),
    Rule("CreditNoteTypeCode",
         (check("PEPPOL-EN16931-P0101", lambda node: _typed(node, CREDIT_NOTE_TYPES),
                "the type code (BT-3) is none that Peppol lets a credit note have",
                "typkoden (BT-3) är ingen som Peppol låter en kreditnota ha", CODE),)),
    Rule(("IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate"),
         (check("PEPPOL-EN16931-F001", lambda node: len(node.text) == _DATE_LENGTH and is_day(node.text),
                "a date is not written YYYY-MM-DD", "ett datum är inte skrivet ÅÅÅÅ-MM-DD"),)),
    Rule("EndpointID",
         (_list("CL008", SCHEMES, "the scheme of an electronic address (BT-34, BT-49)",
                "schemat för en elektronisk adress (BT-34, BT-49)", "schemeID", optional=True),)),
    Rule("TaxCategory", by=lambda node: text_of(node, "TaxExemptionReasonCode").upper(),
         cases=dict(_reason(*one) for one in _REASONS)),
)  # fmt: skip

AMOUNT_CURRENCIES: Final = Gated(
    other_currencies,
    (Rule(AMOUNTS, (_list("CL007", CURRENCIES, "the currency of an amount", "ett belopps valuta", "currencyID"),)),),
)
"""The currency of every amount, looked at only where they are not all the document's own."""

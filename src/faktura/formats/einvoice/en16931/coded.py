"""Codes and the lists they are taken from: BR-CL-01 to 26."""

import re
from typing import Final

from faktura.formats.einvoice.en16931 import code_lists as lists
from faktura.formats.einvoice.en16931.subjects import REFERENCES, SUBJECTS
from faktura.formats.einvoice.en16931.units import UNITS
from faktura.formats.einvoice.preflight.book import Gated, Rule
from faktura.formats.einvoice.preflight.checks import CODE, check, coded
from faktura.formats.einvoice.preflight.tree import Element, Tree
from faktura.formats.einvoice.preflight.values import is_allowance, is_charge, normal

AMOUNTS: Final = (
    "Amount", "BaseAmount", "PriceAmount", "TaxAmount", "TaxableAmount", "LineExtensionAmount", "TaxExclusiveAmount",
    "TaxInclusiveAmount", "AllowanceTotalAmount", "ChargeTotalAmount", "PrepaidAmount", "PayableRoundingAmount",
    "PayableAmount",
)  # fmt: skip
"""The amounts whose currency is looked at."""

_SUBJECT: Final = re.compile("#([^#]*)#")
_SUBJECT_LENGTH: Final = 3
_SEPA: Final = "SEPA"
_CERTAIN: Final = lists.CURRENCIES - {"STD"}
"""The currencies that Peppol lists too."""
_CREDITORS: Final = frozenset({"AccountingSupplierParty", "PayeeParty"})


def _has_scheme(node: Element) -> bool:
    return "schemeID" in node.attributes


def _subject(node: Element) -> bool:
    """BR-CL-08: three characters between the first two number signs are a subject code."""
    found = _SUBJECT.search(node.text)
    return found is None or len(found[1]) != _SUBJECT_LENGTH or found[1] in SUBJECTS


def _party_scheme(node: Element) -> bool:
    scheme = normal(node.attributes["schemeID"])
    return scheme in lists.IDENTIFIERS or (scheme == _SEPA and _is_within(node, _CREDITORS))


def _is_within(node: Element, names: frozenset[str]) -> bool:
    above = node.parent
    while above is not None:
        if above.name in names:
            return True
        above = above.parent
    return False


def _object(node: Element) -> bool:
    above = node.parent
    return _has_scheme(node) and above is not None and "130" in above.texts("DocumentTypeCode")


def _exempted(node: Element) -> bool:
    return normal(node.text.upper()) in lists.EXEMPTIONS


def _of_charge(node: Element) -> bool:
    return node.parent is not None and is_charge(node.parent)


def _of_allowance(node: Element) -> bool:
    return node.parent is not None and is_allowance(node.parent)


CODES: Final = (
    Rule("InvoiceTypeCode",
         (coded("BR-CL-01", lists.INVOICE_TYPES, "the type code (BT-3)", "typkoden (BT-3)"),)),
    Rule("CreditNoteTypeCode",
         (coded("BR-CL-01", lists.CREDIT_NOTE_TYPES, "the type code (BT-3)", "typkoden (BT-3)"),)),
    Rule("DocumentCurrencyCode", (coded("BR-CL-04", lists.CURRENCIES, "the currency (BT-5)", "valutan (BT-5)"),)),
    Rule("TaxCurrencyCode",
         (coded("BR-CL-05", lists.CURRENCIES, "the VAT accounting currency (BT-6)", "momsens redovisningsvaluta (BT-6)"),)),
    Rule("InvoicePeriod/DescriptionCode",
         (coded("BR-CL-06", lists.TAX_POINTS, "the code for when VAT falls due (BT-8)",
                "koden för när momsen ska redovisas (BT-8)"),)),
    Rule(("AdditionalDocumentReference/ID", "DocumentReference/ID"),
         (coded("BR-CL-07", REFERENCES, "the scheme of the invoiced object (BT-18, BT-128)",
                "schemat för fakturerat objekt (BT-18, BT-128)", "schemeID"),), when=_object),
    Rule("PartyIdentification/ID",
         (check("BR-CL-10", _party_scheme, "the scheme of a party's number is not in its code list (ISO 6523)",
                "schemat för en parts nummer finns inte i sin kodlista (ISO 6523)", CODE),), when=_has_scheme),
    Rule("PartyLegalEntity/CompanyID",
         (coded("BR-CL-11", lists.IDENTIFIERS, "the scheme of a legal registration number",
                "schemat för ett organisationsnummer", "schemeID", optional=True),)),
    Rule("CommodityClassification/ItemClassificationCode",
         (coded("BR-CL-13", lists.CLASSIFICATIONS, "the scheme of the item classification (BT-158)",
                "schemat för artikelklassificeringen (BT-158)", "listID", optional=True),)),
    Rule("Country/IdentificationCode", (coded("BR-CL-14", lists.COUNTRIES, "a country code", "en landskod"),)),
    Rule("OriginCountry/IdentificationCode",
         (coded("BR-CL-15", lists.COUNTRIES, "the item's country of origin (BT-159)",
                "artikelns ursprungsland (BT-159)"),)),
    Rule("PaymentMeans/PaymentMeansCode",
         (coded("BR-CL-16", lists.PAYMENT_MEANS, "the code of the payment means (BT-81)",
                "koden för betalningssättet (BT-81)"),)),
    Rule("TaxCategory/ID",
         (coded("BR-CL-17", lists.VAT_CATEGORIES, "a VAT category", "en momskategori"),)),
    Rule("ClassifiedTaxCategory/ID",
         (coded("BR-CL-18", lists.VAT_CATEGORIES, "the line's VAT category (BT-151)", "radens momskategori (BT-151)"),)),
    Rule("AllowanceCharge/AllowanceChargeReasonCode",
         (coded("BR-CL-19", lists.ALLOWANCE_REASONS, "the code of an allowance's reason",
                "koden för ett avdrags anledning"),), when=_of_allowance),
    Rule("AllowanceCharge/AllowanceChargeReasonCode",
         (coded("BR-CL-20", lists.CHARGE_REASONS, "the code of a charge's reason", "koden för en avgifts anledning"),),
         when=_of_charge),
    Rule("StandardItemIdentification/ID",
         (coded("BR-CL-21", lists.IDENTIFIERS, "the scheme of the standard item number (BT-157)",
                "schemat för standardartikelnumret (BT-157)", "schemeID", optional=True),)),
    Rule("TaxExemptionReasonCode",
         (check("BR-CL-22", _exempted, "the VATEX code of the exemption (BT-121) is not in its code list",
                "undantagets VATEX-kod (BT-121) finns inte i sin kodlista", CODE),)),
    Rule(("InvoicedQuantity", "BaseQuantity", "CreditedQuantity"),
         (coded("BR-CL-23", UNITS, "the unit of a quantity (BT-130, BT-150)", "ett antals enhet (BT-130, BT-150)",
                "unitCode", optional=True),)),
    Rule("EmbeddedDocumentBinaryObject",
         (check("BR-CL-24", lambda node: node.attributes["mimeCode"] in lists.MIME_TYPES,
                "the media type of an attachment (BT-125) is not one of the six allowed",
                "en bilagas medietyp (BT-125) är inte en av de sex tillåtna", CODE),),
         when=lambda node: "mimeCode" in node.attributes),
    Rule("EndpointID",
         (coded("BR-CL-25", lists.ADDRESS_SCHEMES, "the scheme of an electronic address (BT-34, BT-49)",
                "schemat för en elektronisk adress (BT-34, BT-49)", "schemeID", optional=True),)),
    Rule("DeliveryLocation/ID",
         (coded("BR-CL-26", lists.IDENTIFIERS, "the scheme of the place of delivery (BT-71)",
                "schemat för leveransplatsen (BT-71)", "schemeID", optional=True),)),
)  # fmt: skip


def other_currencies(tree: Tree) -> bool:
    """Whether any amount is in another currency than the document, or in none; if not, one look at the currency will do."""
    if tree.broken or tree.every("UBLExtensions"):
        return True
    stated = {one.attributes["currencyID"] for one in tree.attributed if "currencyID" in one.attributes}
    return stated != set(tree.root.texts("DocumentCurrencyCode")) or not stated <= _CERTAIN


CURRENCIES: Final = Gated(
    other_currencies,
    (
        Rule(
            AMOUNTS,
            (coded("BR-CL-03", lists.CURRENCIES, "the currency of an amount", "ett belopps valuta", "currencyID"),),
        ),
    ),
)
"""The currency of every amount (BR-CL-03), looked at only where they are not all the document's own."""

NOTES: Final = Rule(
    ("/Invoice/Note", "/CreditNote/Note"),
    (check("BR-CL-08", _subject, "the subject code of a note (BT-21) is not in its code list",
           "en kommentars ämneskod (BT-21) finns inte i sin kodlista", CODE),),
)  # fmt: skip

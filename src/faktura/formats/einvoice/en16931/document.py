"""What the document as a whole must have: BR-01 to BR-16, BR-53, BR-CO-03, 15, 18, and the families' first rules."""

from typing import Final

from faktura.formats.einvoice.en16931.adding import adds_up
from faktura.formats.einvoice.en16931.categories import categories
from faktura.formats.einvoice.en16931.families import ROOTS
from faktura.formats.einvoice.en16931.sums import with_vat, with_vat_right
from faktura.formats.einvoice.preflight.book import Check, Rule
from faktura.formats.einvoice.preflight.checks import check, stated, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import said, text_of

_SELLER: Final = "AccountingSupplierParty/Party"
_BUYER: Final = "AccountingCustomerParty/Party"
_INTRA_EU: Final = "K"
_OUTSIDE: Final = "O"
_SPLIT: Final = "B"


def _typed(node: Element) -> bool:
    return said(node, "InvoiceTypeCode") != "" or said(node, "CreditNoteTypeCode") != ""


def _in_accounting_currency(node: Element) -> bool:
    stated_in = {
        amount.attributes.get("currencyID") for tax in node.tree.every("TaxTotal") for amount in tax.all("TaxAmount")
    }
    return all(one.text in stated_in for one in node.all("TaxCurrencyCode"))


def _one_tax_point(node: Element) -> bool:
    return not (node.has("TaxPointDate") and node.has("InvoicePeriod/DescriptionCode"))


def _supplied(node: Element) -> bool:
    if _INTRA_EU not in categories(node.tree).breakdown:
        return True
    return len(text_of(node, "Delivery/ActualDeliveryDate")) > 1 or any(one.kids for one in node.all("InvoicePeriod"))


def _delivered_to(node: Element) -> bool:
    country = "Delivery/DeliveryLocation/Address/Country/IdentificationCode"
    return _INTRA_EU not in categories(node.tree).breakdown or len(text_of(node, country)) > 1


def _nothing_beside_outside(node: Element, where: str) -> bool:
    found = categories(node.tree)
    if _OUTSIDE not in found.breakdown:
        return True
    beside = {"row": found.breakdown, "line": found.lines, "less": found.allowances, "more": found.charges}[where]
    return all(code == _OUTSIDE for code in beside)


def _uses(node: Element, code: str, *, anywhere: bool) -> bool:
    """Whether the document uses a category, its code compared as it stands."""
    if anywhere:
        some = [*node.tree.every("TaxCategory"), *node.tree.every("ClassifiedTaxCategory")]
    else:
        own = (*node.all("TaxTotal/TaxSubtotal/TaxCategory"), *node.all("AllowanceCharge/TaxCategory"))
        some = [*own, *node.tree.every("ClassifiedTaxCategory")]
    return any(code in one.texts("ID") for one in some)


def _split_in_italy(node: Element) -> bool:
    if not _uses(node, _SPLIT, anywhere=True):
        return True
    return all(one.text == "IT" for one in node.tree.every("IdentificationCode"))


def _split_alone(node: Element) -> bool:
    return not _uses(node, _SPLIT, anywhere=False) or not _uses(node, "S", anywhere=False)


def _outside(number: str, where: str, en: str, sv: str) -> Check:
    return check(
        f"BR-O-{number}",
        lambda node: _nothing_beside_outside(node, where),
        f"the VAT breakdown has category O (outside the scope of VAT), but {en} has another category",
        f"momsspecifikationen har kategori O (utanför momsens område), men {sv} har en annan kategori",
    )


DOCUMENT: Final = Rule(
    ROOTS,
    (
        stated("BR-01", "CustomizationID", "the specification identifier (BT-24)", "specifikationens id (BT-24)"),
        stated("BR-02", "ID", "the invoice number (BT-1)", "fakturanumret (BT-1)"),
        stated("BR-03", "IssueDate", "the issue date (BT-2)", "fakturadatumet (BT-2)"),
        check("BR-04", _typed, "the type code (BT-3) is missing", "typkoden (BT-3) saknas"),
        stated("BR-05", "DocumentCurrencyCode", "the currency (BT-5)", "valutan (BT-5)"),
        stated("BR-06", f"{_SELLER}/PartyLegalEntity/RegistrationName", "the seller's name (BT-27)",
               "säljarens namn (BT-27)"),
        stated("BR-07", f"{_BUYER}/PartyLegalEntity/RegistrationName", "the buyer's name (BT-44)",
               "köparens namn (BT-44)"),
        there("BR-08", f"{_SELLER}/PostalAddress", "the seller's address (BG-5)", "säljarens adress (BG-5)"),
        there("BR-10", f"{_BUYER}/PostalAddress", "the buyer's address (BG-8)", "köparens adress (BG-8)"),
        there("BR-16", "InvoiceLine|CreditNoteLine", "an invoice line (BG-25)", "en fakturarad (BG-25)"),
        check("BR-53", _in_accounting_currency, "the VAT total in the accounting currency (BT-111) is missing",
              "momssumman i redovisningsvalutan (BT-111) saknas"),
        check("BR-CO-03", _one_tax_point, "both a tax point date (BT-7) and a code for it (BT-8) are stated",
              "både ett datum (BT-7) och en kod (BT-8) för när momsen ska redovisas är angivna"),
        adds_up("BR-CO-15", with_vat, with_vat_right),
        there("BR-CO-18", "TaxTotal/TaxSubtotal", "the VAT breakdown (BG-23)", "momsspecifikationen (BG-23)"),
        check("BR-IC-11", _supplied, "an intra-EU supply states neither delivery date (BT-72) nor period (BG-14)",
              "en unionsintern leverans anger varken leveransdatum (BT-72) eller period (BG-14)"),
        check("BR-IC-12", _delivered_to, "an intra-EU supply does not state the country of delivery (BT-80)",
              "en unionsintern leverans anger inte leveranslandet (BT-80)"),
        _outside("11", "row", "another row of it", "en annan rad i den"),
        _outside("12", "line", "a line", "en rad"),
        _outside("13", "less", "an allowance", "ett avdrag"),
        _outside("14", "more", "a charge", "en avgift"),
        check("BR-B-01", _split_in_italy, "split payment (category B) is for invoices within Italy",
              "delad betalning (kategori B) gäller bara fakturor inom Italien"),
        check("BR-B-02", _split_alone, "split payment (category B) may not stand beside the standard rate (S)",
              "delad betalning (kategori B) får inte stå bredvid normal skattesats (S)"),
    ),
)  # fmt: skip

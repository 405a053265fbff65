"""The business rules of CEN BII for BIS 5A (BII2-T10 for invoices, BII2-T14 for credit notes): parts, lines and periods."""

from typing import Final

from faktura.formats.einvoice.preflight.book import Check, Holds, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import FILE, attributed, check, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.xpath import number
from faktura.formats.svefaktura_bis5a.names import INVOICE, Form

SCHEMES: Final = "TaxTotal/TaxSubtotal/TaxCategory/TaxScheme/ID"
CODES: Final = "TaxTotal/TaxSubtotal/TaxCategory/ID"
VAT: Final = "VAT"
REVERSE: Final = "AE"
_NAMES: Final = ("Item/Name", "Item/StandardItemIdentification/ID", "Item/SellersItemIdentification/ID")
_IBAN: Final = "IBAN"
_BIC: Final = "BIC"
_ACCOUNT: Final = "PayeeFinancialAccount/ID"
BANK: Final = "PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/ID"


def bears_vat(node: Element) -> bool:
    """Whether the document of *node* has a total of VAT by category."""
    return VAT in node.tree.root.texts(SCHEMES)


def first(node: Element, path: str) -> str | None:
    """Return the text of the first element at *path*; None when there is none."""
    return next(iter(node.texts(path)), None)


def _not_negative(path: str) -> Holds:
    return lambda node: any(number(text) >= 0 for text in node.texts(path))


def schemes(node: Element, path: str) -> list[str]:
    """Return the schemes of the elements at *path* that have one."""
    return [one.attributes["schemeID"] for one in node.all(path) if "schemeID" in one.attributes]


def _vat_of_lines(node: Element, form: Form) -> bool:
    stated = any(
        VAT in tax.texts("TaxSubtotal/TaxCategory/TaxScheme/ID") for tax in node.all("TaxTotal") if tax.has("TaxAmount")
    )
    return stated or not node.has(f"{form.line}/TaxTotal")


def _any_vat(node: Element) -> bool:
    named = any(VAT in scheme.texts("ID") for scheme in node.tree.every("TaxScheme"))
    return named or not node.has("TaxTotal/TaxAmount")


def _reverse_alone(node: Element) -> bool:
    codes = node.texts(CODES)
    return codes.count(REVERSE) in (0, len(codes))


def _document(form: Form) -> tuple[Check, ...]:
    """Return the checks of the root element on what must be there."""
    rule = f"BII2-{form.rules}-R0"
    seller, buyer = "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"
    total = "LegalMonetaryTotal"
    return (
        there(f"{rule}01", "CustomizationID", "the customization id", "anpassningens id"),
        there(f"{rule}02", "ProfileID", "the profile id", "profilens id"),
        there(f"{rule}03", "ID", "the document number", "dokumentnumret"),
        there(f"{rule}04", "IssueDate", "the date of issue", "utställandedatumet"),
        there(f"{rule}05", "DocumentCurrencyCode", "the currency", "valutan"),
        there(f"{rule}06", f"{seller}/PartyName/Name|{seller}/PartyIdentification/ID",
              "the seller's name or identifier", "säljarens namn eller identitet"),
        there(f"{rule}08", f"{buyer}/PartyName/Name|{buyer}/PartyIdentification/ID",
              "the buyer's name or identifier", "köparens namn eller identitet"),
        there(f"{rule}10", f"{total}/LineExtensionAmount", "the sum of the lines", "radsumman"),
        there(f"{rule}11", f"{total}/TaxExclusiveAmount", "the total without VAT", "summan utan moms"),
        there(f"{rule}12", f"{total}/TaxInclusiveAmount", "the total with VAT", "summan med moms"),
        there(f"{rule}13", f"{total}/PayableAmount", "the amount to pay", "beloppet att betala"),
        there(f"{rule}14", form.line, "a line", "en rad"),
        check(f"{rule}15", lambda node: _vat_of_lines(node, form),
              "lines state VAT, and the document has no total of VAT", "rader anger moms, och dokumentet saknar momssumma"),
        check(f"{rule}26", _any_vat,
              "VAT is stated, but not by category", "moms anges men inte per kategori"),
        check(f"{rule}35", _not_negative(f"{total}/TaxInclusiveAmount"),
              "the total with VAT is negative, or missing", "summan med moms är negativ, eller saknas"),
        check(f"{rule}37", _not_negative(f"{total}/PayableAmount"),
              "the amount to pay is negative, or missing", "beloppet att betala är negativt, eller saknas"),
        check(f"{rule}44", lambda node: node.has(f"{seller}/PartyTaxScheme/CompanyID") or not bears_vat(node),
              "VAT is stated, and the seller's VAT number is missing",
              "moms anges, och säljarens momsregistreringsnummer saknas"),
        check(f"{rule}47",
              lambda node: node.has(f"{buyer}/PartyTaxScheme/CompanyID") or REVERSE not in node.texts(CODES),
              "the buyer accounts for the VAT, and its VAT number is missing",
              "köparen ska redovisa momsen, och dess momsregistreringsnummer saknas"),
        check(f"{rule}48", _reverse_alone,
              "reverse charge stands beside another VAT category", "omvänd betalningsskyldighet står bredvid en annan momskategori"),
    )  # fmt: skip


def _line(form: Form) -> tuple[Check, ...]:
    rule, item = f"BII2-{form.rules}-R0", "Item"
    quantity, price = form.quantity, "Price/PriceAmount"
    return (
        there(f"{rule}17", "ID", "the line number", "radnumret"),
        there(f"{rule}18", quantity, "the quantity", "antalet"),
        check(f"{rule}19", lambda node: any("unitCode" in one.attributes for one in node.all(quantity)),
              "the quantity has no unit", "antalet saknar enhet"),
        there(f"{rule}20", "LineExtensionAmount", "the line's amount", "radbeloppet"),
        check(f"{rule}21", lambda node: any(map(node.has, _NAMES)),
              "the item's name or identifier is missing", "varans namn eller identitet saknas"),
        check(f"{rule}32",
              lambda node: bool(schemes(node, f"{item}/StandardItemIdentification/ID"))
              or not node.has(f"{item}/StandardItemIdentification"),
              "the item's registered identifier has no scheme", "varans registrerade identitet saknar schema"),
        check(f"{rule}34",
              lambda node: not node.has(price) or any(number(text) >= 0 for text in node.texts(price)),
              "the price is negative", "priset är negativt"),
        check(f"{rule}46", lambda node: node.has(f"{item}/ClassifiedTaxCategory/ID") or not bears_vat(node),
              "the line has no VAT category", "raden saknar momskategori"),
    )  # fmt: skip


def _in_order(period: Element) -> bool:
    start, end = first(period, "StartDate"), first(period, "EndDate")
    if start is None or end is None:
        return False
    return number(start.replace("-", "")) <= number(end.replace("-", ""))


def _transfer(means: Element) -> bool:
    """Whether a transfer by code 31 has an account."""
    return first(means, "PaymentMeansCode") != "31" or means.has(_ACCOUNT)


def _iban_has_bank(means: Element) -> bool:
    found = schemes(means, _ACCOUNT)
    if not found:
        return True
    return (_IBAN in found and means.has(BANK)) or any(one != _IBAN for one in found)


def _iban_has_bic(means: Element) -> bool:
    return _IBAN not in schemes(means, _ACCOUNT) or _BIC in schemes(means, BANK)


def _payment() -> tuple[Check, ...]:
    rule = "BII2-T10-R0"
    return (
        check(f"{rule}39", _transfer, "a transfer has no account", "en överföring saknar konto"),
        check(f"{rule}40", _iban_has_bank, "the IBAN is stated without its bank", "IBAN anges utan sin bank"),
        there(f"{rule}41", "PaymentMeansCode", "the code of the means of payment", "betalningssättets kod"),
        check(f"{rule}42", _iban_has_bic, "the bank of the IBAN is not named by its BIC",
              "bankens BIC saknas vid IBAN"),
    )  # fmt: skip


def parts(form: Form) -> Pattern:
    """Return the rules of *form* on what must be there, but for those on amounts and VAT categories."""
    rule = f"BII2-{form.rules}-R0"
    period = (
        there(f"{rule}23", "StartDate", "the start of the period", "periodens början"),
        there(f"{rule}24", "EndDate", "the end of the period", "periodens slut"),
        check(f"{rule}31", _in_order, "the period does not end at its start or after", "perioden slutar före sin början", FILE),
    )  # fmt: skip
    commodity = attributed(
        f"{rule}33", "listID", "the list of the item's classification", "listan för varans klassificering"
    )
    return (
        Rule(f"/{form.root}", _document(form)),
        Rule(form.line, _line(form)),
        Rule("InvoicePeriod", period),
        *([Rule("PaymentMeans", _payment())] if form is INVOICE else []),
        Rule("CommodityClassification/ItemClassificationCode", (commodity,)),
    )

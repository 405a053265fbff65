"""The Peppol rules of BIS 5A (EUGEN and OP, T10 for invoices and T14 for credit notes): named lists, parties, decimals."""

from typing import Final

from attrs import evolve

from faktura.formats.einvoice.preflight.book import Check, Holds, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import AMOUNT, FILE, attributed, check, there, two_decimals
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import decimal
from faktura.formats.einvoice.xpath import double_cents, double_total, number
from faktura.formats.svefaktura_bis5a.names import INVOICE, LISTS, Form
from faktura.formats.svefaktura_bis5a.preflight.bii import BANK, bears_vat, first, schemes

_TOTALS: Final = (
    "LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "AllowanceTotalAmount", "ChargeTotalAmount",
    "PrepaidAmount", "PayableRoundingAmount", "PayableAmount", "PayableAlternativeAmount",
)  # fmt: skip
_ACCOUNT: Final = "PayeeFinancialAccount/ID"


def _listed(code: str, name: str, attribute: str = "listID") -> Check:
    """Return the check that a coded element names its code list."""
    expected = LISTS[name]
    return check(code, lambda node: node.attributes.get(attribute) == expected,
                 f"the code does not name its list in {attribute}: {expected}",
                 f"koden anger inte sin lista i {attribute}: {expected}", FILE)  # fmt: skip


def _schemed(code: str, en: str, sv: str) -> Check:
    return attributed(code, "schemeID", f"the scheme of {en}", f"schemat för {sv}")


def _warns(one: Check) -> Check:
    return evolve(one, severity="warning")


def _code_is(means: Element, code: str) -> bool:
    return code in means.texts("PaymentMeansCode")


def _iban_with_bic(means: Element) -> bool:
    """Whether an international transfer to an IBAN names the bank by its BIC; without a code nothing is known."""
    if any(code != "31" for code in means.texts("PaymentMeansCode")):
        return True
    accounts = schemes(means, _ACCOUNT)
    plain = not accounts or any(one != "IBAN" for one in accounts)
    return _code_is(means, "31") and (plain or ("IBAN" in accounts and "BIC" in schemes(means, BANK)))


def _account_of_transfer(means: Element) -> bool:
    codes = means.texts("PaymentMeansCode")
    return any(code != "31" for code in codes) or (bool(codes) and means.has(_ACCOUNT))


def _at_home(supplier: Element) -> bool:
    """Whether one of the seller's VAT numbers begins with the country of its address."""
    country = first(supplier, "Party/PostalAddress/Country/IdentificationCode") or ""
    numbers = supplier.texts("Party/PartyTaxScheme/CompanyID")
    return not bears_vat(supplier) or any(one.startswith(country) for one in numbers)


def _of_rate(row: Element) -> bool:
    """Whether the VAT of a row is its base times its rate, less than one unit apart."""
    base, rate, tax = (first(row, name) for name in ("TaxableAmount", "TaxCategory/Percent", "TaxAmount"))
    if base is None or rate is None:
        return True
    if tax is None:
        return False
    made = number(base) * number(str(decimal(rate) / 100))
    return number(tax) - 1 < made < number(tax) + 1


def _sum_of_rows(tax: Element) -> bool:
    stated = first(tax, "TaxAmount")
    return stated is not None and number(stated) == double_cents(double_total(tax.texts("TaxSubtotal/TaxAmount")))


def _filled(root: Element) -> bool:
    return all(one.text for one in root.tree.blank)


def _category(node: Element) -> bool:
    discount = node.parent is not None and node.parent.name == "AllowanceCharge"
    return discount or (node.has("ID") and node.has("Percent")) or "AE" in node.texts("ID")


def _one_reference(billing: Element) -> bool:
    return billing.has("InvoiceDocumentReference") != billing.has("CreditNoteDocumentReference")


def _zero_or_more(path: str, *, optional: bool) -> Holds:
    return lambda node: (optional and not node.has(path)) or number(first(node, path)) >= 0


def _root(form: Form, rule: str) -> tuple[Check, ...]:
    empty = check(f"{rule}{'47' if form is INVOICE else '48'}", _filled,
                  "there are empty elements", "det finns tomma element")  # fmt: skip
    exchanged = check(f"{rule}44", lambda node: not node.tree.every("TaxCurrencyCode") or bool(node.tree.every("TaxExchangeRate")),
                      "a VAT currency is stated without a rate of exchange",
                      "en momsvaluta anges utan omräkningskurs")  # fmt: skip
    typed = there(f"{rule}53", "InvoiceTypeCode", "the type of invoice", "fakturatypen")
    return (exchanged, _warns(empty), *([typed] if form is INVOICE else []))


def _parties(rule: str) -> tuple[Rule, ...]:
    home = check(f"{rule}41", _at_home, "no VAT number of the seller begins with its country",
                 "inget av säljarens momsregistreringsnummer börjar med dess land")  # fmt: skip
    return (
        Rule("AccountingCustomerParty", (
            there(f"{rule}36", "Party/PartyName/Name", "the buyer's name", "köparens namn"),
            there(f"{rule}38", "Party/PostalAddress", "the buyer's address", "köparens adress"),
            _warns(there(f"{rule}40", "Party/PartyLegalEntity", "the buyer's legal entity", "köparens juridiska person")),
        )),
        Rule("AccountingSupplierParty", (
            there(f"{rule}35", "Party/PartyName/Name", "the seller's name", "säljarens namn"),
            there(f"{rule}37", "Party/PostalAddress", "the seller's address", "säljarens adress"),
            _warns(there(f"{rule}39", "Party/PartyLegalEntity", "the seller's legal entity", "säljarens juridiska person")),
            _warns(home),
        )),
        Rule("EndpointID", (_schemed(f"{rule}23", "the electronic address", "den elektroniska adressen"),)),
        Rule("PartyIdentification/ID", (_schemed(f"{rule}24", "the party's identifier", "partens identitet"),)),
        Rule("PartyLegalEntity/CompanyID",
             (_warns(_schemed(f"{rule}54", "the party's registration number", "partens organisationsnummer")),)),
        Rule("DeliveryLocation/ID", (_schemed(f"{rule}34", "the place of delivery", "leveransplatsen"),)),
    )  # fmt: skip


def _lists(form: Form, rule: str) -> tuple[Rule, ...]:
    quantity = check(f"{rule}30",
                     lambda node: "unitCode" not in node.attributes
                     or node.attributes.get("unitCodeListID") == LISTS["unit"],
                     f"the unit does not name its list: {LISTS['unit']}",
                     f"enheten anger inte sin lista: {LISTS['unit']}", FILE)  # fmt: skip
    invoice = (
        Rule("InvoiceTypeCode", (_listed(f"{rule}25", "type"),)),
        Rule("PaymentMeansCode", (_listed(f"{rule}28", "means"),)),
    )
    return (
        Rule("AllowanceChargeReasonCode", (_listed(f"{rule}29", "reason"),)),
        Rule("Country/IdentificationCode", (_listed(f"{rule}27", "country"),)),
        Rule("*CurrencyCode", (_listed(f"{rule}26", "currency"),)),
        Rule("DocumentTypeCode", (_listed(f"{rule}33", "type"),)),
        Rule("TaxCategory/ID", (_listed(f"{rule}32", "category", "schemeID"),)),
        Rule("*Quantity", (quantity,)),
        *(invoice if form is INVOICE else ()),
    )


def _payment(form: Form, rule: str) -> tuple[Rule, ...]:
    bic = check(f"{rule}04", _iban_with_bic, "a transfer to an IBAN does not name the bank by its BIC",
                "en överföring till IBAN anger inte bankens BIC")  # fmt: skip
    account = _schemed(f"{rule}31", "the account", "kontot")
    more = (
        check(f"OP-{form.rules}-R039", _account_of_transfer, "a transfer has no account", "en överföring saknar konto"),
        there(f"OP-{form.rules}-R041", "PaymentMeansCode", "the code of the means of payment", "betalningssättets kod"),
    )  # fmt: skip
    return (
        Rule("PaymentMeans", (_warns(bic), *(() if form is INVOICE else more))),
        Rule(_ACCOUNT, (account,)),
    )


def _amounts(form: Form, rule: str) -> tuple[Rule, ...]:
    """Return the rules on decimals and on VAT, whose numbers are one higher for credit notes."""
    at = 48 if form is INVOICE else 49
    total = check(f"{rule}43", _sum_of_rows, "the total of VAT is not the sum of its categories",
                  "momssumman är inte summan av kategorierna", AMOUNT)  # fmt: skip
    made = check(f"{rule}42", _of_rate, "the VAT of the category is not its base times its rate",
                 "momsen för kategorin är inte underlaget gånger satsen", AMOUNT)  # fmt: skip
    both = check(f"{rule}46",
                 lambda row: not row.tree.root.has("TaxCurrencyCode")
                 or (row.has("TaxAmount") and row.has("TransactionCurrencyTaxAmount")),
                 "a VAT currency is stated, and the VAT of the category is not stated in both currencies",
                 "en momsvaluta anges, och momsen för kategorin anges inte i båda valutorna")  # fmt: skip
    finest = check(f"{rule}{at}", lambda node: len(node.text.partition(".")[2]) <= 2,
                   "the amount has more than two decimals", "beloppet har mer än två decimaler", AMOUNT)  # fmt: skip
    return (
        Rule(f"/{form.root}/AllowanceCharge", (
            check(f"{rule}12", _zero_or_more("MultiplierFactorNumeric", optional=True),
                  "the percentage of a discount or charge is negative", "en rabatts eller avgifts procentsats är negativ"),
            check(f"{rule}22", _zero_or_more("Amount", optional=False),
                  "the discount or charge is negative, or has no amount", "rabatten eller avgiften är negativ, eller saknar belopp"),
            two_decimals(f"{rule}{at + 4}", "Amount", "the discount or charge", "rabatten eller avgiften"),
        )),
        Rule(f"/{form.root}/TaxTotal", (
            total, two_decimals(f"{rule}{at + 1}", "TaxAmount", "the total of VAT", "momssumman"),
        )),
        Rule(f"/{form.root}/TaxTotal/TaxSubtotal", (
            two_decimals(f"{rule}{at + 2}", "TaxableAmount", "the base of the VAT category", "momskategorins underlag"),
            two_decimals(f"{rule}{at + 3}", "TaxAmount", "the VAT of the category", "momskategorins moms"),
            made, both,
        )),
        Rule(tuple(f"LegalMonetaryTotal/{name}" for name in _TOTALS), (finest,)),
    )  # fmt: skip


def peppol(form: Form) -> Pattern:
    """Return the rules of Peppol on documents of *form*."""
    rule = f"EUGEN-{form.rules}-R0"
    category = check(f"{rule}08", _category, "the VAT category lacks its code or its rate",
                     "momskategorin saknar kod eller sats")  # fmt: skip
    exchange = check(f"{rule}45", lambda node: node.has("CalculationRate") and node.has("MathematicOperatorCode"),
                     "the exchange lacks its rate or how it is applied", "omräkningen saknar kurs eller räknesätt")  # fmt: skip
    billing = check(f"{rule}47", _one_reference, "the credit note does not refer to one invoice or credit note",
                    "kreditnotan hänvisar inte till en faktura eller kreditnota")  # fmt: skip
    return (
        Rule(f"/{form.root}", _root(form, rule)),
        *_parties(rule),
        *_lists(form, rule),
        *_payment(form, rule),
        *_amounts(form, rule),
        Rule("TaxCategory", (category,)),
        Rule("TaxExchangeRate", (exchange,)),
        Rule(form.line, (there(f"{rule}55", "Item/Name", "the item's name", "varans namn"),)),
        *(() if form is INVOICE else (Rule("BillingReference", (billing,)),)),
    )

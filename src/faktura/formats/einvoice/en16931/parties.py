"""Parties, delivery, references and payment: BR-09 to 20, BR-49 to 63, BR-CO-09, BR-CO-26."""

from typing import Final

from faktura.formats.einvoice.en16931.categories import is_vat
from faktura.formats.einvoice.en16931.code_lists import VAT_PREFIXES
from faktura.formats.einvoice.preflight.book import Rule
from faktura.formats.einvoice.preflight.checks import attributed, check, stated, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import normal, said, text_of

_COUNTRY: Final = "Country/IdentificationCode"
_PREFIXES: Final = f" {' '.join(sorted(VAT_PREFIXES))} "
_TRANSFERS: Final = ("30", "58")
_MOST_OF_A_CARD: Final = 10


def _prefixed(node: Element) -> bool:
    return text_of(node, "CompanyID")[:2] in _PREFIXES


def _another_payee(node: Element) -> bool:
    """BR-17: named, and neither by name nor by number the seller."""
    above = node.parent
    if above is None or not node.has("PartyName/Name"):
        return False
    seller = "AccountingSupplierParty/Party"
    names, numbers = set(node.texts("PartyName/Name")), set(node.texts("PartyIdentification/ID"))
    return names.isdisjoint(above.texts(f"{seller}/PartyName/Name")) and numbers.isdisjoint(
        above.texts(f"{seller}/PartyIdentification/ID")
    )


def _account_of_transfer(node: Element) -> bool:
    return said(node, "PaymentMeansCode") not in _TRANSFERS or node.has("PayeeFinancialAccount/ID")


def _identified(node: Element) -> bool:
    if any(is_vat(one) and one.has("CompanyID") for one in node.all("Party/PartyTaxScheme")):
        return True
    numbers = node.all("Party/PartyIdentification/ID")
    legal = node.has("Party/PartyLegalEntity/CompanyID")
    return legal or any(one.attributes.get("schemeID") != "SEPA" for one in numbers)


def _transfer(node: Element) -> bool:
    above = node.parent
    return above is not None and any(code in _TRANSFERS for code in above.texts("PaymentMeansCode"))


PARTIES: Final = (
    Rule("AdditionalDocumentReference",
         (stated("BR-52", "ID", "the number of a supporting document (BT-122)", "numret på ett underlag (BT-122)"),)),
    Rule("AccountingCustomerParty/Party/EndpointID",
         (attributed("BR-63", "schemeID", "the scheme of the buyer's electronic address (BT-49)",
                     "schemat för köparens elektroniska adress (BT-49)"),)),
    Rule("AccountingCustomerParty/Party/PostalAddress",
         (stated("BR-11", _COUNTRY, "the buyer's country (BT-55)", "köparens land (BT-55)"),)),
    Rule("PaymentMeans/CardAccount/PrimaryAccountNumberID",
         (check("BR-51", lambda node: len(normal(node.text)) <= _MOST_OF_A_CARD,
                "more of a card number (BT-87) is stated than its first six and last four digits",
                "mer av ett kortnummer (BT-87) är angivet än de sex första och fyra sista siffrorna",
                severity="warning"),)),
    Rule("Delivery/DeliveryLocation/Address",
         (there("BR-57", _COUNTRY, "the country of delivery (BT-80)", "leveranslandet (BT-80)"),)),
    Rule("PayeeParty",
         (check("BR-17", _another_payee, "the payee (BG-10) has no name, or is the seller",
                "betalningsmottagaren (BG-10) saknar namn eller är säljaren"),)),
    Rule("PaymentMeans/PayeeFinancialAccount",
         (stated("BR-50", "ID", "the account to pay to (BT-84)", "kontot att betala till (BT-84)"),), when=_transfer),
    Rule("PaymentMeans", (
        there("BR-49", "PaymentMeansCode", "the code of the payment means (BT-81)", "koden för betalningssättet (BT-81)"),
        check("BR-61", _account_of_transfer, "a credit transfer (30, 58) states no account (BT-84)",
              "en kontoöverföring (30, 58) anger inget konto (BT-84)"),
    )),
    Rule("BillingReference",
         (there("BR-55", "InvoiceDocumentReference/ID", "the number of the preceding invoice (BT-25)",
                "numret på den tidigare fakturan (BT-25)"),)),
    Rule("AccountingSupplierParty",
         (check("BR-CO-26", _identified, "the seller states no number: none of its own, no organisation or VAT number",
                "säljaren anger inget nummer: varken eget, organisationsnummer eller momsregistreringsnummer"),)),
    Rule("AccountingSupplierParty/Party/EndpointID",
         (attributed("BR-62", "schemeID", "the scheme of the seller's electronic address (BT-34)",
                     "schemat för säljarens elektroniska adress (BT-34)"),)),
    Rule("AccountingSupplierParty/Party/PostalAddress",
         (stated("BR-09", _COUNTRY, "the seller's country (BT-40)", "säljarens land (BT-40)"),)),
    Rule("TaxRepresentativeParty", (
        stated("BR-18", "PartyName/Name", "the tax representative's name (BT-62)", "skatterepresentantens namn (BT-62)"),
        there("BR-19", "PostalAddress", "the tax representative's address (BG-12)",
              "skatterepresentantens adress (BG-12)"),
        check("BR-56", lambda node: any(is_vat(one) and one.has("CompanyID") for one in node.all("PartyTaxScheme")),
              "the tax representative's VAT number (BT-63) is missing",
              "skatterepresentantens momsregistreringsnummer (BT-63) saknas"),
    )),
    Rule("TaxRepresentativeParty/PostalAddress",
         (stated("BR-20", _COUNTRY, "the tax representative's country (BT-69)", "skatterepresentantens land (BT-69)"),)),
    Rule("PartyTaxScheme",
         (check("BR-CO-09", _prefixed, "a VAT number does not begin with a country code",
                "ett momsregistreringsnummer börjar inte med en landskod"),), when=is_vat),
)  # fmt: skip

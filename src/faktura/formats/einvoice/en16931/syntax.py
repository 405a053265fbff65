"""How EN 16931 binds its terms to UBL: what may stand once (UBL-SR), and which attributes (UBL-DT)."""

from collections.abc import Callable
from typing import Final

from faktura.formats.einvoice.en16931.families import ROOTS
from faktura.formats.einvoice.preflight.book import Check, Rule
from faktura.formats.einvoice.preflight.checks import AMOUNT, at_most_one, attributed, check, few, short
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import is_allowance, is_charge, text_of

_SELLER: Final = "AccountingSupplierParty/Party"
_BUYER: Final = "AccountingCustomerParty/Party"
_VAT: Final = "VAT"
_OBJECT: Final = "130"
_TENDER: Final = "50"
_MOST_TAXES: Final = 2


def _taxes(path: str, *, vat: bool) -> Callable[[Element], int]:
    """Count the registrations at *path* whose scheme is, or is not, VAT."""

    def count(node: Element) -> int:
        return sum(
            len(one.all("CompanyID"))
            for one in node.all(path)
            if any((text_of(scheme, "ID").upper() == _VAT) == vat for scheme in one.all("TaxScheme"))
        )

    return count


def _objects(node: Element) -> int:
    references = node.all("AdditionalDocumentReference")
    return sum(len(one.all("ID")) for one in references if _OBJECT in one.texts("DocumentTypeCode"))


def _sepa(node: Element) -> int:
    identities = node.tree.every("PartyIdentification")
    return sum(_is_sepa(one) for identity in identities for one in identity.all("ID"))


def _is_sepa(node: Element) -> bool:
    return node.attributes.get("schemeID", "").upper() == "SEPA"


def _different(name: str) -> Callable[[Element], int]:
    return lambda node: len({one.text for one in node.tree.every(name)})


def _names_of_means(node: Element) -> int:
    return sum("name" in one.attributes for one in node.all("PaymentMeans/PaymentMeansCode"))


_SINGLE: Final = (
    ("01", "ContractDocumentReference/ID", "the contract reference (BT-12)", "avtalsreferensen (BT-12)"),
    ("02", "ReceiptDocumentReference/ID", "the receiving advice (BT-15)", "mottagningsbeviset (BT-15)"),
    ("03", "DespatchDocumentReference/ID", "the despatch advice (BT-16)", "följesedeln (BT-16)"),
    ("05", "PaymentTerms/Note", "the payment terms (BT-20)", "betalningsvillkoren (BT-20)"),
    ("08", "InvoicePeriod", "the invoicing period (BG-14)", "fakturaperioden (BG-14)"),
    ("09", f"{_SELLER}/PartyLegalEntity/RegistrationName", "the seller's name (BT-27)", "säljarens namn (BT-27)"),
    ("10", f"{_SELLER}/PartyName/Name", "the seller's trading name (BT-28)", "säljarens handelsnamn (BT-28)"),
    ("11", f"{_SELLER}/PartyLegalEntity/CompanyID", "the seller's organisation number (BT-30)",
     "säljarens organisationsnummer (BT-30)"),
    ("14", f"{_SELLER}/PartyLegalEntity/CompanyLegalForm", "the seller's legal information (BT-33)",
     "säljarens juridiska uppgifter (BT-33)"),
    ("15", f"{_BUYER}/PartyLegalEntity/RegistrationName", "the buyer's name (BT-44)", "köparens namn (BT-44)"),
    ("16", f"{_BUYER}/PartyIdentification/ID", "the buyer's number (BT-46)", "köparens nummer (BT-46)"),
    ("17", f"{_BUYER}/PartyLegalEntity/CompanyID", "the buyer's organisation number (BT-47)",
     "köparens organisationsnummer (BT-47)"),
    ("24", "Delivery", "the delivery (BG-13)", "leveransen (BG-13)"),
    ("39", "ProjectReference/ID", "the project reference (BT-11)", "projektreferensen (BT-11)"),
    ("40", f"{_BUYER}/PartyName/Name", "the buyer's trading name (BT-45)", "köparens handelsnamn (BT-45)"),
    ("45", "PaymentMeans/PaymentDueDate", "the due date (BT-9)", "förfallodagen (BT-9)"),
    ("49", "InvoicePeriod/DescriptionCode", "the code for when VAT falls due (BT-8)",
     "koden för när momsen ska redovisas (BT-8)"),
    ("54", "PaymentMeans/CardAccount", "the payment card (BG-18)", "betalkortet (BG-18)"),
    ("55", "PaymentMeans/PaymentMandate", "the direct debit (BG-19)", "autogirot (BG-19)"),
    ("56", "OriginatorDocumentReference/ID", "the tender reference (BT-17)", "upphandlingens referens (BT-17)"),
)  # fmt: skip
_COUNTED: Final[tuple[tuple[str, Callable[[Element], int], str, str], ...]] = (
    ("04", _objects, "the invoiced object (BT-18)", "det fakturerade objektet (BT-18)"),
    ("12", _taxes(f"{_SELLER}/PartyTaxScheme", vat=True), "the seller's VAT number (BT-31)",
     "säljarens momsregistreringsnummer (BT-31)"),
    ("13", _taxes(f"{_SELLER}/PartyTaxScheme", vat=False), "the seller's tax registration (BT-32)",
     "säljarens skatteregistrering (BT-32)"),
    ("18", _taxes(f"{_BUYER}/PartyTaxScheme", vat=True), "the buyer's VAT number (BT-48)",
     "köparens momsregistreringsnummer (BT-48)"),
    ("29", _sepa, "the creditor identifier (BT-90)", "borgenärens id (BT-90)"),
    ("44", _different("PaymentID"), "the payment reference (BT-83), in different wordings",
     "betalningsreferensen (BT-83), i olika lydelser"),
    ("46", _names_of_means, "the name of the payment means (BT-82)", "betalningssättets namn (BT-82)"),
    ("47", _different("PaymentMeansCode"), "the payment means (BT-81), with different codes",
     "betalningssättet (BT-81), med olika koder"),
)  # fmt: skip
_FOREIGN: Final = (
    ("08", "schemeName"), ("09", "schemeAgencyName"), ("10", "schemeDataURI"), ("11", "schemeURI"), ("12", "format"),
    ("13", "unitCodeListIdentifier"), ("14", "unitCodeListAgencyIdentifier"), ("15", "unitCodeListAgencyName"),
    ("16", "listAgencyName"), ("17", "listName"), ("18", "name"), ("19", "languageID"), ("20", "listURI"),
    ("21", "listSchemeURI"), ("22", "languageLocaleID"), ("23", "uri"), ("24", "currencyCodeListVersionID"),
    ("25", "characterSetCode"), ("26", "encodingCode"), ("27", "schemeAgencyID"), ("28", "listAgencyID"),
)  # fmt: skip

_FOREIGN_NAMES: Final = frozenset(attribute for _, attribute in _FOREIGN)


def _foreign(number: str, attribute: str) -> Check:
    """An attribute that EN 16931 has no use for; `name` is allowed on the code of payment means."""

    def absent(node: Element) -> bool:
        found = node.tree.attributes.get(attribute, 0)
        if found and attribute == "name":
            found -= sum("name" in one.attributes for one in node.tree.every("PaymentMeansCode"))
        return not found

    return check(
        f"UBL-DT-{number}",
        absent,
        f"the attribute {attribute} has no place in EN 16931",
        f"attributet {attribute} har ingen plats i EN 16931",
        severity="warning",
    )


def _supporting(node: Element) -> bool:
    """UBL-SR-43: only an invoiced object, or a project on a credit note, has a type and a scheme."""
    codes = node.texts("DocumentTypeCode")
    if _OBJECT in codes or (node.tree.root.name == "CreditNote" and _TENDER in codes):
        return True
    return not codes and not any("schemeID" in one.attributes for one in node.all("ID"))


def _payee(number: str, path: str, en: str, sv: str, wanted: Callable[[Element], bool]) -> Check:
    """UBL-SR-19 to 21: once, and the payee bears another name than the seller."""

    def holds(node: Element) -> bool:
        above = node.parent
        sellers = above.texts(f"{_SELLER}/PartyLegalEntity/RegistrationName") if above is not None else []
        other = any(name != seller for name in node.texts("PartyName/Name") for seller in sellers)
        return other and sum(map(wanted, node.all(path))) <= 1

    return check(
        f"UBL-SR-{number}",
        holds,
        f"{en} stands more than once, or the payee (BG-10) is not named, or is named as the seller",
        f"{sv} står mer än en gång, eller så saknar betalningsmottagaren (BG-10) namn eller heter som säljaren",
    )


def _is_amount(node: Element) -> bool:
    """Whether UBL-DT-01 means *node* below a price: nothing there when the price has an allowance."""
    above = node.parent
    while above is not None:
        if above.name == "Price" and above.has("AllowanceCharge"):
            return False
        above = above.parent
    return True


def _registered(node: Element) -> bool:
    return node.has("TaxScheme/ID") and node.has("CompanyID")


def _always(_: Element) -> bool:
    return True


_DECIMALS: Final = check(
    "UBL-DT-01",
    lambda node: short(node.text),
    "an amount has more than two decimals",
    "ett belopp har mer än två decimaler",
    AMOUNT,
)


def _has_foreign(node: Element) -> bool:
    return not _FOREIGN_NAMES.isdisjoint(node.tree.attributes)


ATTRIBUTES: Final = (
    Rule(ROOTS, tuple(_foreign(number, attribute) for number, attribute in _FOREIGN), when=_has_foreign),
)
"""The attributes without a place in EN 16931, asked for only where any of them stands."""

SYNTAX: Final = (
    Rule(("PostalAddress", "Address"),
         (at_most_one("UBL-SR-51", "AddressLine", "the third address line", "den tredje adressraden"),)),
    Rule("AccountingSupplierParty/Party",
         (check("UBL-SR-42", lambda node: len(node.all("PartyTaxScheme")) <= _MOST_TAXES,
                "the seller has more than two tax registrations", "säljaren har mer än två skatteregistreringar"),)),
    Rule("AdditionalDocumentReference", (
        at_most_one("UBL-SR-33", "DocumentDescription", "the description of a supporting document (BT-123)",
                    "beskrivningen av ett underlag (BT-123)"),
        check("UBL-SR-43", _supporting, "a supporting document has a type code or a scheme that it may not have",
              "ett underlag har en typkod eller ett schema som det inte får ha"),
    )),
    Rule("*Amount", (_DECIMALS,), outside=("/Price/", "PriceAmount")),
    Rule("*Amount", (_DECIMALS,), when=_is_amount, outside=("PriceAmount",)),
    Rule("*BinaryObject", (
        attributed("UBL-DT-06", "mimeCode", "the media type of an attachment (BT-125)", "en bilagas medietyp (BT-125)"),
        attributed("UBL-DT-07", "filename", "the file name of an attachment (BT-125)", "en bilagas filnamn (BT-125)"),
    )),
    Rule("Delivery",
         (at_most_one("UBL-SR-25", "DeliveryParty/PartyName/Name", "the deliver-to name (BT-70)",
                      "leveransmottagarens namn (BT-70)"),)),
    Rule("AllowanceCharge",
         (at_most_one("UBL-SR-30", "AllowanceChargeReason", "an allowance's reason", "ett avdrags anledning"),),
         when=is_allowance),
    Rule("AllowanceCharge",
         (at_most_one("UBL-SR-31", "AllowanceChargeReason", "a charge's reason", "en avgifts anledning"),),
         when=is_charge),
    Rule("PartyTaxScheme",
         (check("UBL-SR-53", _registered, "a tax registration lacks its number or its tax scheme",
                "en skatteregistrering saknar nummer eller skatteslag"),)),
    Rule(ROOTS, (
        *(at_most_one(f"UBL-SR-{number}", path, en, sv) for number, path, en, sv in _SINGLE),
        *(few(f"UBL-SR-{number}", count, en, sv) for number, count, en, sv in _COUNTED),
    )),
    Rule(("InvoiceLine", "CreditNoteLine"), (
        at_most_one("UBL-SR-34", "Note", "the line's note (BT-127)", "radens kommentar (BT-127)"),
        at_most_one("UBL-SR-35", "OrderLineReference/LineID", "the order line (BT-132)", "orderraden (BT-132)"),
        at_most_one("UBL-SR-36", "InvoicePeriod", "the line's period (BG-26)", "radens period (BG-26)"),
        at_most_one("UBL-SR-37", "Price/AllowanceCharge/Amount", "the price discount (BT-147)", "prisrabatten (BT-147)"),
        check("UBL-SR-48", lambda node: len(node.all("Item/ClassifiedTaxCategory")) == 1,
              "the line has not exactly one VAT category (BG-30)", "raden har inte exakt en momskategori (BG-30)"),
        at_most_one("UBL-SR-50", "Item/Description", "the item's description (BT-154)", "artikelns beskrivning (BT-154)"),
        at_most_one("UBL-SR-52", "DocumentReference", "the line's object (BT-128)", "radens objekt (BT-128)"),
    )),
    Rule("PayeeParty", (
        _payee("19", "PartyName/Name", "the payee's name (BT-59)", "betalningsmottagarens namn (BT-59)", _always),
        _payee("20", "PartyIdentification/ID", "the payee's number (BT-60)", "betalningsmottagarens nummer (BT-60)",
               lambda node: not _is_sepa(node)),
        _payee("21", "PartyLegalEntity/CompanyID", "the payee's organisation number (BT-61)",
               "betalningsmottagarens organisationsnummer (BT-61)", _always),
    )),
    Rule("PaymentMeans", (
        at_most_one("UBL-SR-26", "PaymentID", "the payment reference (BT-83)", "betalningsreferensen (BT-83)"),
        at_most_one("UBL-SR-27", "PaymentMeansCode", "the code of the payment means (BT-81)",
                    "koden för betalningssättet (BT-81)"),
        at_most_one("UBL-SR-28", "PaymentMandate/ID", "the mandate (BT-89)", "medgivandet (BT-89)"),
    )),
    Rule("BillingReference", (
        at_most_one("UBL-SR-06", "InvoiceDocumentReference", "the preceding invoice (BG-3)",
                    "den tidigare fakturan (BG-3)"),
        check("UBL-SR-07", lambda node: node.has("InvoiceDocumentReference/ID"),
              "the number of the preceding invoice (BT-25) is missing", "numret på den tidigare fakturan (BT-25) saknas"),
    )),
    Rule("TaxRepresentativeParty", (
        at_most_one("UBL-SR-22", "PartyName/Name", "the tax representative's name (BT-62)",
                    "skatterepresentantens namn (BT-62)"),
        at_most_one("UBL-SR-23", "PartyTaxScheme/CompanyID", "the tax representative's VAT number (BT-63)",
                    "skatterepresentantens momsregistreringsnummer (BT-63)"),
    )),
    Rule("TaxSubtotal",
         (at_most_one("UBL-SR-32", "TaxCategory/TaxExemptionReason", "the reason for exemption (BT-120)",
                      "anledningen till undantaget (BT-120)"),)),
)  # fmt: skip

"""Peppol's rules for sellers in the Netherlands, and for invoices within Germany: NL-R, DE-R."""

import re
from collections.abc import Callable
from typing import Final

from faktura.core.errors import Severity
from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import ZERO, normal, number, said, text_of
from faktura.formats.peppol.rules.about import BUYER, ROOTS, SELLER, about

_REGISTERS: Final = frozenset({"0106", "0190"})
_DUTCH_MEANS: Final = frozenset(["30", "48", "49", "57", "58", "59"])
_GERMAN_TYPES: Final = frozenset(["326", "380", "384", "389", "381", "875", "876", "877"])
_CATEGORIES: Final = frozenset(["S", "Z", "E", "AE", "K", "G", "L", "M"])
_DISCOUNT: Final = re.compile(
    r"(?:^|.*\r?\n)#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(?:#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#",
    re.ASCII | re.DOTALL,
)
_LINE_ENDS: Final = re.compile(r"\r?\n")
_AFTER_DISCOUNT: Final = re.compile("#.+#")
_MAIL: Final = re.compile(r"[^@\s]+@(?:[^@.\s]+\.)+[^@.\s]+")
_PHONE: Final = re.compile(r".*(?:[0-9].*){3,}.*")
_URL: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:.*")
_BLANKS: Final = re.compile(r"\s")
_IBAN: Final = re.compile("[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}", re.ASCII)


def _dutch(node: Element) -> bool:
    return about(node.tree).seller_at == "NL"


def _within_netherlands(node: Element) -> bool:
    return _dutch(node) and about(node.tree).buyer_at == "NL"


def _addressed(node: Element) -> bool:
    return all(map(node.has, ("StreetName", "CityName", "PostalZone")))


def _in_register(node: Element) -> bool:
    return node.attributes.get("schemeID", "") in _REGISTERS and normal(node.text) != ""


def _payable(node: Element) -> bool:
    due = number(node, "PayableAmount")
    if node.tree.every("PaymentMeans"):
        return True
    return due is not None and (due <= ZERO if node.tree.root.name == "Invoice" else due >= ZERO)


def _nl(code: str, holds: Callable[[Element], bool], en: str, sv: str) -> Check:
    return check(f"NL-R-{code}", holds, f"the Netherlands: {en}", f"Nederländerna: {sv}")


NETHERLANDS: Final[Pattern] = (
    Rule("CreditNoteTypeCode",
         (_nl("001", lambda node: node.tree.root.has("BillingReference/InvoiceDocumentReference/ID"),
              "a credit note refers to an invoice (BG-3)",
            "en kreditnota hänvisar till en faktura (BG-3)"),), when=_dutch),
    Rule(f"{SELLER}/PostalAddress",
         (_nl("002", _addressed, "the seller's address has street, city and postal code",
              "säljarens adress har gata, ort och postnummer"),), when=_dutch),
    Rule(f"{SELLER}/PartyLegalEntity/CompanyID",
         (_nl("003", _in_register, "the seller's legal number is in scheme 0106 or 0190",
              "säljarens organisationsnummer är i schema 0106 eller 0190"),), when=_dutch),
    Rule(f"{BUYER}/PostalAddress",
         (_nl("004", _addressed, "the buyer's address has street, city and postal code",
              "köparens adress har gata, ort och postnummer"),), when=_within_netherlands),
    Rule(f"{BUYER}/PartyLegalEntity/CompanyID",
         (_nl("005", _in_register, "the buyer's legal number is in scheme 0106 or 0190",
              "köparens organisationsnummer är i schema 0106 eller 0190"),), when=_within_netherlands),
    Rule("TaxRepresentativeParty/PostalAddress",
         (_nl("006", _addressed, "the tax representative's address has street, city and postal code",
              "skatterepresentantens adress har gata, ort och postnummer"),),
         when=lambda node: _dutch(node) and about(node.tree).representative_at == "NL"),
    Rule("LegalMonetaryTotal",
         (_nl("007", _payable, "what is to be paid goes with payment instructions (BG-16)",
              "det som ska betalas hör ihop med betalningsinstruktioner (BG-16)"),), when=_dutch),
    Rule("PaymentMeans",
         (_nl("008", lambda node: said(node, "PaymentMeansCode") in _DUTCH_MEANS,
            "the payment means is one of its own list",
              "betalningssättet är ett i landets egen lista"),), when=_within_netherlands),
    Rule("OrderLineReference/LineID",
         (_nl("009", lambda node: node.tree.root.has("OrderReference/ID"), "an order line goes with an order (BT-13)",
              "en orderrad hör ihop med en order (BT-13)"),), when=_dutch),
)  # fmt: skip


def _german(node: Element) -> bool:
    return about(node.tree).within_germany


def _filled(path: str) -> Callable[[Element], bool]:
    return lambda node: any(normal(text) for text in node.texts(path))


def _registered(node: Element) -> bool:
    """DE-R-016: with a VAT category of its list, the seller states a tax number or a tax representative."""
    adjusted = [
        code
        for one in node.all("AllowanceCharge")
        if not {"true", "false"}.isdisjoint(one.texts("ChargeIndicator"))
        for code in one.texts("TaxCategory/ID")
    ]
    lines = [
        code
        for name in ("InvoiceLine", "CreditNoteLine")
        for code in node.texts(f"{name}/Item/ClassifiedTaxCategory/ID")
    ]
    if _CATEGORIES.isdisjoint([*adjusted, *lines]):
        return True
    return node.has("TaxRepresentativeParty") or _filled(f"{SELLER}/PartyTaxScheme/CompanyID")(node)


def _typed(node: Element) -> bool:
    return said(node, "InvoiceTypeCode") in _GERMAN_TYPES or said(node, "CreditNoteTypeCode") in _GERMAN_TYPES


def _discounts(node: Element) -> bool:
    """DE-R-018: each line of the terms that begins with # is a cash discount in the agreed form."""
    for terms in node.all("PaymentTerms"):
        note = next(iter(terms.texts("Note")), "")
        for line in _LINE_ENDS.split(note):
            if normal(line).startswith("#"):
                after = _AFTER_DISCOUNT.split(note)[-1]
                if not _DISCOUNT.fullmatch(normal(line)) or not re.match(r"\s*\n", after):
                    return False
    return True


def _files_named_once(node: Element) -> bool:
    name = "Attachment/EmbeddedDocumentBinaryObject"
    seen: set[str] = set()
    for one in node.all("AdditionalDocumentReference"):
        names = {file.attributes["filename"] for file in one.all(name) if "filename" in file.attributes}
        if names & seen:
            return False
        seen |= names
    return True


def _corrects(node: Element) -> bool:
    corrected = "384" in (said(node, "InvoiceTypeCode"), said(node, "CreditNoteTypeCode"))
    return not corrected or node.has("BillingReference/InvoiceDocumentReference")


def _creditor(node: Element) -> bool:
    if not node.has("PaymentMeans/PaymentMandate"):
        return True
    numbers = (*node.all(f"{SELLER}/PartyIdentification/ID"), *node.all("PayeeParty/PartyIdentification/ID"))
    return any(one.attributes.get("schemeID") == "SEPA" for one in numbers)


def _is_iban(text: str) -> bool:
    found = normal(_BLANKS.sub("", text))
    if not _IBAN.fullmatch(found):
        return False
    moved = found[4:] + found[:2].upper() + found[2:4]
    return int("".join(str(ord(one) - 55 if ord(one) > 64 else ord(one) - 48) for one in moved)) % 97 == 1


def _coded(*codes: str) -> Callable[[Element], bool]:
    return lambda node: _german(node) and said(node, "PaymentMeansCode") in codes


def _only(path: str) -> tuple[Callable[[Element], bool], Callable[[Element], bool]]:
    every = ("PayeeFinancialAccount", "CardAccount", "PaymentMandate")
    return lambda node: node.has(path), lambda node: not any(node.has(one) for one in every if one != path)


def _de(code: str, holds: Callable[[Element], bool], en: str, sv: str, severity: Severity = "error") -> Check:
    return check(f"DE-R-{code}", holds, f"Germany: {en}", f"Tyskland: {sv}", severity=severity)


def _at(path: str) -> tuple[str, str]:
    return f"/Invoice/{path}", f"/CreditNote/{path}"


_ACCOUNT, _CARD, _MANDATE = _only("PayeeFinancialAccount"), _only("CardAccount"), _only("PaymentMandate")

GERMANY: Final[Pattern] = (
    Rule(ROOTS, (
        _de("001", lambda node: node.has("PaymentMeans"), "payment instructions (BG-16) are stated",
            "betalningsinstruktioner (BG-16) anges"),
        _de("015", _filled("BuyerReference"), "the buyer's reference (BT-10) is stated",
            "köparens referens (BT-10) anges"),
        _de("016", _registered, "the seller states a tax number (BT-31, BT-32) or a tax representative",
            "säljaren anger ett skattenummer (BT-31, BT-32) eller en skatterepresentant"),
        _de("017", _typed, "the type code (BT-3) is one of its own list",
            "typkoden (BT-3) är en i landets egen lista", "warning"),
        _de("018", _discounts, "a cash discount is written #SKONTO#TAGE=n#PROZENT=n.nn#",
            "en kassarabatt skrivs #SKONTO#TAGE=n#PROZENT=n.nn#"),
        _de("022", _files_named_once, "attachments have different file names", "bilagor har olika filnamn"),
        _de("026", _corrects, "a corrected invoice refers to the original (BG-3)",
            "en rättad faktura hänvisar till originalet (BG-3)", "warning"),
        _de("030", _creditor, "a direct debit states the creditor identifier (BT-90)",
            "ett autogiro anger borgenärens id (BT-90)"),
        _de("031",
            lambda node: not node.has("PaymentMeans/PaymentMandate") or node.has("PaymentMeans/PaymentMandate/PayerFinancialAccount/ID"),
            "a direct debit states the debited account (BT-91)", "ett autogiro anger kontot som debiteras (BT-91)"),
    ), when=_german),
    Rule(_at("AdditionalDocumentReference/Attachment/ExternalReference"),
         (_de("T02", lambda node: _URL.match(text_of(node, "URI")) is not None,
            "an external document is given by a full address",
              "ett externt underlag anges med fullständig adress", "warning"),), when=_german),
    Rule(_at("AccountingSupplierParty"),
         (_de("002", lambda node: node.has("Party/Contact"), "the seller states a contact (BG-6)",
            "säljaren anger en kontakt (BG-6)"),), when=_german),
    Rule(_at(f"{SELLER}/PostalAddress"), (
        _de("003", _filled("CityName"), "the seller's city (BT-37) is stated", "säljarens ort (BT-37) anges"),
        _de("004", _filled("PostalZone"), "the seller's postal code (BT-38) is stated",
            "säljarens postnummer (BT-38) anges"),
    ), when=_german),
    Rule(_at(f"{SELLER}/Contact"), (
        _de("005", _filled("Name"), "the contact's name (BT-41) is stated", "kontaktens namn (BT-41) anges"),
        _de("006", _filled("Telephone"), "the contact's telephone (BT-42) is stated",
            "kontaktens telefon (BT-42) anges"),
        _de("007", _filled("ElectronicMail"), "the contact's e-mail (BT-43) is stated",
            "kontaktens e-post (BT-43) anges"),
        _de("027", lambda node: _PHONE.match(said(node, "Telephone")) is not None,
            "a telephone number (BT-42) has three digits or more",
            "ett telefonnummer (BT-42) har minst tre siffror", "warning"),
        _de("028", lambda node: _MAIL.fullmatch(said(node, "ElectronicMail")) is not None,
            "an e-mail address (BT-43) has one @ and a domain",
            "en e-postadress (BT-43) har ett @ och en domän", "warning"),
    ), when=_german),
    Rule(_at(f"{BUYER}/PostalAddress"), (
        _de("008", _filled("CityName"), "the buyer's city (BT-52) is stated", "köparens ort (BT-52) anges"),
        _de("009", _filled("PostalZone"), "the buyer's postal code (BT-53) is stated",
            "köparens postnummer (BT-53) anges"),
    ), when=_german),
    Rule(_at("Delivery/DeliveryLocation/Address"), (
        _de("010", _filled("CityName"), "the city of delivery (BT-77) is stated", "leveransorten (BT-77) anges"),
        _de("011", _filled("PostalZone"), "the postal code of delivery (BT-78) is stated",
            "leveransens postnummer (BT-78) anges"),
    ), when=_german),
    Rule(_at("PaymentMeans"), (
        _de("019", lambda node: said(node, "PaymentMeansCode") != "58" or _is_iban(text_of(node,
            "PayeeFinancialAccount/ID")),
            "a SEPA transfer states an IBAN (BT-84)", "en SEPA-överföring anger ett IBAN (BT-84)", "warning"),
        _de("023-1", _ACCOUNT[0], "a transfer states an account (BG-17)", "en överföring anger ett konto (BG-17)"),
        _de("023-2", _ACCOUNT[1], "a transfer states neither card nor mandate",
            "en överföring anger varken kort eller medgivande"),
    ), when=_coded("30", "58")),
    Rule(_at("PaymentMeans"), (
        _de("024-1", _CARD[0], "a card payment states the card (BG-18)", "en kortbetalning anger kortet (BG-18)"),
        _de("024-2", _CARD[1], "a card payment states neither account nor mandate",
            "en kortbetalning anger varken konto eller medgivande"),
    ), when=_coded("48", "54", "55")),
    Rule(_at("PaymentMeans"), (
        _de("020", lambda node: _is_iban(text_of(node, "PaymentMandate/PayerFinancialAccount/ID")),
            "a SEPA direct debit states an IBAN (BT-91)", "ett SEPA-autogiro anger ett IBAN (BT-91)", "warning"),
        _de("025-1", _MANDATE[0], "a direct debit states the mandate (BG-19)",
            "ett autogiro anger medgivandet (BG-19)"),
        _de("025-2", _MANDATE[1], "a direct debit states neither account nor card",
            "ett autogiro anger varken konto eller kort"),
    ), when=_coded("59")),
    Rule(_at("TaxTotal/TaxSubtotal"),
         (_de("014", _filled("TaxCategory/Percent"), "the VAT rate (BT-119) is stated",
            "skattesatsen (BT-119) anges"),), when=_german),
)  # fmt: skip

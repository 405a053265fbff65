"""Peppol's rules for sellers in Norway, Denmark and Iceland: NO-R, DK-R, IS-R."""

import re
from collections.abc import Callable
from typing import Final

from faktura.core.errors import Severity
from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import double, is_day, is_number, normal, said, single, text_of
from faktura.formats.peppol.rules.about import BUYER, ROOTS, SELLER, about, of_scheme
from faktura.formats.peppol.rules.identifiers import is_modulus_11

_COMPANY: Final = "PartyLegalEntity/CompanyID"
_NORWEGIAN: Final = re.compile("[0-9]{9}MVA", re.ASCII)
_FIK: Final = re.compile("[0-9]{7,8}", re.ASCII)
_UNSPSC: Final = frozenset({"19.05.01", "19.0501", "26.08.01", "26.0801"})
_DANISH_MEANS: Final = frozenset(["1", "10", "31", "42", "48", "49", "50", "58", "59", "93", "97"])
_ICELANDIC: Final = "0196"
_ICELANDIC_ACCOUNT: Final = 12
_DUE: Final = "EINDAGI"
_DATE_LENGTH: Final = 10


def _norwegian_vat(node: Element) -> bool:
    stated = single([one for tax in of_scheme(node, "VAT") for one in tax.all("CompanyID")])
    if stated is None or not stated.text.startswith("NO"):
        return True
    return _NORWEGIAN.fullmatch(stated.text[2:]) is not None and is_modulus_11(stated.text[2:11])


def _norwegian_register(node: Element) -> bool:
    stated = single([one for tax in of_scheme(node, "TAX") for one in tax.all("CompanyID")])
    return stated is not None and normal(stated.text) == "Foretaksregisteret"


NORWAY: Final[Pattern] = (
    Rule(SELLER, (
        check("NO-R-002", _norwegian_register, "a Norwegian limited company states Foretaksregisteret (BT-32)",
              "ett norskt aktiebolag anger Foretaksregisteret (BT-32)", severity="warning"),
        check("NO-R-001", _norwegian_vat, "a Norwegian VAT number is NO, nine digits with a check digit, and MVA",
              "ett norskt momsregistreringsnummer är NO, nio siffror med kontrollsiffra och MVA"),
    ), when=lambda node: about(node.tree).seller == "NO"),
)  # fmt: skip


def _danish(node: Element) -> bool:
    return about(node.tree).seller_address == "DK"


def _within_denmark(node: Element) -> bool:
    found = about(node.tree)
    return found.seller_address == found.buyer_address == "DK"


def _in_scheme(node: Element, path: str, scheme: str) -> bool:
    stated = single(node.all(path))
    return stated is None or normal(stated.attributes.get("schemeID", "")) == scheme


def _payable_is_not_negative(node: Element) -> bool:
    if node.name != "CreditNote" or about(node.tree).buyer_address != "DK":
        return True
    stated = text_of(node, "LegalMonetaryTotal/PayableAmount")
    return not is_number(stated) or double(stated) >= 0


def _means(node: Element, *codes: str) -> bool:
    return not set(codes).isdisjoint(node.texts("PaymentMeansCode"))


def _transfer_accounts(node: Element) -> bool:
    account, branch = "PayeeFinancialAccount/ID", "PayeeFinancialAccount/FinancialInstitutionBranch/ID"
    return not _means(node, "31", "42") or (said(node, account) != "" and said(node, branch) != "")


def _mandate(node: Element) -> bool:
    mandate, payer = "PaymentMandate/ID", "PaymentMandate/PayerFinancialAccount/ID"
    return not _means(node, "49") or (said(node, mandate) != "" and said(node, payer) != "")


def _giro(node: Element) -> bool:
    if not _means(node, "50"):
        return True
    known = text_of(node, "PaymentID")[:3] in ("01#", "04#", "15#")
    return known and _FIK.fullmatch(text_of(node, "PayeeFinancialAccount/ID")) is not None


def _giro_length(node: Element) -> bool:
    number = text_of(node, "PaymentID")
    return not (_means(node, "50") and number[:3] in ("04#", "15#")) or len(number) == 19


def _card(node: Element) -> bool:
    if not _means(node, "93"):
        return True
    known = text_of(node, "PaymentID")[:3] in ("71#", "73#", "75#")
    return known and len(text_of(node, "PayeeFinancialAccount/ID")) == 8


def _card_length(node: Element) -> bool:
    number = text_of(node, "PaymentID")
    return not (_means(node, "93") and number[:3] in ("71#", "75#")) or len(number) in (18, 19)


def _classified(node: Element) -> bool:
    codes = node.all("Item/CommodityClassification/ItemClassificationCode")
    if not any(one.attributes.get("listID") == "TST" for one in codes):
        return True
    return any(one.attributes.get("listVersionID") in _UNSPSC for one in codes)


def _coded_reason(node: Element) -> bool:
    if "ZZZ" not in node.texts("AllowanceChargeReasonCode"):
        return True
    reason = text_of(node, "AllowanceChargeReason")
    if len(normal(reason)) == 4 and is_number(reason) and 0 <= double(reason) <= 9999:
        return True
    return "#" in reason and not reason.startswith("#") and not reason.endswith("#")


def _dk(number: str, holds: Callable[[Element], bool], en: str, sv: str) -> Check:
    return check(f"DK-R-{number}", holds, f"Denmark: {en}", f"Danmark: {sv}")


DENMARK: Final[Pattern] = (
    Rule(ROOTS, (
        _dk("002", lambda node: said(node, f"{SELLER}/{_COMPANY}") != "", "the seller states its legal number (BT-30)",
            "säljaren anger sitt organisationsnummer (BT-30)"),
        _dk("014", lambda node: _in_scheme(node, f"{SELLER}/{_COMPANY}", "0184"),
            "the seller's legal number (BT-30) is in scheme 0184", "säljarens organisationsnummer (BT-30) är i schema 0184"),
        _dk("016", _payable_is_not_negative, "a credit note may not ask for a negative amount (BT-115)",
            "en kreditnota får inte ha ett negativt belopp att betala (BT-115)"),
    ), when=_danish),
    Rule((f"{SELLER}/PartyIdentification", f"{BUYER}/PartyIdentification"),
         (_dk("013", lambda node: not node.has("ID") or any(normal(one.attributes.get("schemeID", "")) for one in node.all("ID")),
              "a party's number has a scheme", "en parts nummer har ett schema"),), when=_within_denmark),
    Rule("Invoice/PaymentMeans", (
        _dk("005", lambda node: text_of(node, "PaymentMeansCode") in _DANISH_MEANS, "the payment means is one of its own list",
            "betalningssättet är ett i landets egen lista"),
        _dk("006", _transfer_accounts, "payment means 31 and 42 state account and bank",
            "betalningssätt 31 och 42 anger konto och bank"),
        _dk("007", _mandate, "payment means 49 states mandate and account", "betalningssätt 49 anger medgivande och konto"),
        _dk("008", _giro, "payment means 50 states 01#, 04# or 15# and a giro account",
            "betalningssätt 50 anger 01#, 04# eller 15# och ett girokonto"),
        _dk("009", _giro_length, "a reference of 04# or 15# has sixteen digits", "en referens med 04# eller 15# har sexton siffror"),
        _dk("010", _card, "payment means 93 states 71#, 73# or 75# and eight digits",
            "betalningssätt 93 anger 71#, 73# eller 75# och åtta siffror"),
        _dk("011", _card_length, "a reference of 71# or 75# has fifteen or sixteen digits",
            "en referens med 71# eller 75# har femton eller sexton siffror"),
    ), when=_within_denmark),
    Rule(BUYER, (_dk("017", lambda node: _in_scheme(node, _COMPANY, "0184"), "the buyer's legal number (BT-47) is in scheme 0184",
                     "köparens organisationsnummer (BT-47) är i schema 0184"),), when=_within_denmark),
    Rule(("Invoice/InvoiceLine", "CreditNote/CreditNoteLine"),
         (_dk("003", _classified, "UNSPSC has version 19.05.01 or 26.08.01", "UNSPSC har version 19.05.01 eller 26.08.01"),),
         when=_within_denmark),
    Rule("AllowanceCharge",
         (_dk("004", _coded_reason, "a reason of code ZZZ is four digits, or a text with # inside",
              "en anledning med kod ZZZ är fyra siffror eller en text med # inuti"),), when=_within_denmark),
)  # fmt: skip


def _icelandic(node: Element) -> bool:
    return about(node.tree).seller_address == "IS"


def _within_iceland(node: Element) -> bool:
    found = about(node.tree)
    return found.seller_address == found.buyer_address == "IS"


def _icelandic_number(path: str) -> Callable[[Element], bool]:
    return lambda node: any(one.attributes.get("schemeID") == _ICELANDIC for one in node.all(f"{path}/{_COMPANY}"))


def _street_and_zone(path: str) -> Callable[[Element], bool]:
    return lambda node: node.has(f"{path}/StreetName") and node.has(f"{path}/PostalZone")


def _icelandic_account(code: str) -> Callable[[Element], bool]:
    def holds(node: Element) -> bool:
        means = [one for one in node.all("PaymentMeans") if code in one.texts("PaymentMeansCode")]
        account = single([number for one in means for number in one.all("PayeeFinancialAccount/ID")])
        return not means or (account is not None and len(normal(account.text)) == _ICELANDIC_ACCOUNT)

    return holds


def _final_due(node: Element) -> list[Element]:
    return [one for one in node.all("AdditionalDocumentReference") if _DUE in one.texts("DocumentDescription")]


def _final_due_is_day(node: Element) -> bool:
    found = _final_due(node)
    if not found:
        return True
    number = single([one for reference in found for one in reference.all("ID")])
    return number is not None and len(number.text) == _DATE_LENGTH and is_day(number.text)


def _final_due_is_later(node: Element) -> bool:
    found = _final_due(node)
    numbers = [text for one in found for text in one.texts("ID")]
    return not found or any(due <= number for due in node.texts("DueDate") for number in numbers)


def _typed(node: Element) -> bool:
    return any(said(node, name) in ("380", "381") for name in ("InvoiceTypeCode", "CreditNoteTypeCode"))


def _is(number: str, holds: Callable[[Element], bool], en: str, sv: str, severity: Severity = "error") -> Check:
    return check(f"IS-R-{number}", holds, f"Iceland: {en}", f"Island: {sv}", severity=severity)


ICELAND: Final[Pattern] = (
    Rule(ROOTS, (
        _is("001", _typed, "the type is 380 or 381", "typen är 380 eller 381", "warning"),
        _is("002", _icelandic_number(SELLER), "the seller states its legal number in scheme 0196",
            "säljaren anger sitt organisationsnummer i schema 0196"),
        _is("003", _street_and_zone(f"{SELLER}/PostalAddress"), "the seller's address has street and postal code",
            "säljarens adress har gata och postnummer"),
        _is("006", _icelandic_account("9"), "payment means 9 states an account of twelve digits",
            "betalningssätt 9 anger ett konto med tolv siffror"),
        _is("007", _icelandic_account("42"), "payment means 42 states an account of twelve digits",
            "betalningssätt 42 anger ett konto med tolv siffror"),
        _is("008", _final_due_is_day, "EINDAGI is a date", "EINDAGI är ett datum"),
        _is("009", lambda node: not _final_due(node) or node.has("DueDate"), "EINDAGI goes with a due date (BT-9)",
            "EINDAGI hör ihop med en förfallodag (BT-9)"),
        _is("010", _final_due_is_later, "EINDAGI is the due date (BT-9) or later", "EINDAGI är förfallodagen (BT-9) eller senare"),
    ), when=_icelandic),
    Rule(("Invoice/AccountingCustomerParty", "CreditNote/AccountingCustomerParty"), (
        _is("004", _icelandic_number("Party"), "the buyer's legal number is in scheme 0196",
            "köparens organisationsnummer är i schema 0196"),
        _is("005", _street_and_zone("Party/PostalAddress"), "the buyer's address has street and postal code",
            "köparens adress har gata och postnummer"),
    ), when=_within_iceland),
)  # fmt: skip

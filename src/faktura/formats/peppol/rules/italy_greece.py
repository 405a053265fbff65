"""Peppol's rules for sellers in Italy and Greece: IT-R, GR-R, GR-S."""

import re
from collections.abc import Callable
from typing import Final

from faktura.core.errors import Severity
from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import check, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import is_number, normal, said, text_of
from faktura.formats.peppol.rules.about import BUYER, ROOTS, SELLER, about, of_scheme, of_vat

_GREEK: Final = frozenset({"GR", "EL"})
_ITALIAN_CODE: Final = re.compile("[A-Z0-9]{11,16}", re.ASCII)
_DATE: Final = re.compile(r"(0?[1-9]|[12][0-9]|3[01])[-\\/ ]?(0?[1-9]|1[0-2])[-\\/ ]?(19|20)[0-9]{2}", re.ASCII)
_MARK: Final = re.compile("[1-9][0-9]*", re.ASCII)
_TYPES: Final = frozenset(["1.1", "1.6", "2.1", "2.4", "5.1", "5.2"]) | {""}
_SEGMENTS: Final = 6
_TIN: Final = 9
_TAX_OFFICE: Final = "9933"
_MARKED: Final = "##M.AR.K##"
_ADDRESS: Final = "##INVOICE|URL##"


def _italian(node: Element) -> bool:
    return about(node.tree).seller == "IT"


def _other_italian(node: Element) -> bool:
    return _italian(node) and any(normal(text) != "VAT" for text in node.texts("TaxScheme/ID"))


ITALY: Final[Pattern] = (
    Rule(f"{SELLER}/PartyTaxScheme",
         (check("IT-R-001", lambda node: _ITALIAN_CODE.fullmatch(said(node, "CompanyID")) is not None,
                "Italy: the tax registration (BT-32) is eleven to sixteen capital letters and digits",
                "Italien: skatteregistreringen (BT-32) är elva till sexton versaler och siffror"),), when=_other_italian),
    Rule(SELLER, (
        there("IT-R-002", "PostalAddress/StreetName", "the Italian seller's street (BT-35)",
              "den italienska säljarens gata (BT-35)"),
        there("IT-R-003", "PostalAddress/CityName", "the Italian seller's city (BT-37)",
              "den italienska säljarens ort (BT-37)"),
        there("IT-R-004", "PostalAddress/PostalZone", "the Italian seller's postal code (BT-38)",
              "den italienska säljarens postnummer (BT-38)"),
    ), when=_italian),
)  # fmt: skip


def _greek(node: Element) -> bool:
    return about(node.tree).seller in _GREEK


def _greek_address(node: Element) -> bool:
    return _greek(node) and about(node.tree).seller_address == "GR"


def _within_greece(node: Element) -> bool:
    return _greek(node) and about(node.tree).buyer in _GREEK


def is_greek_number(text: str) -> bool:
    """Whether the ninth digit of *text* is the check digit of the first eight; what follows is not looked at."""
    digits = text[:_TIN]
    if len(digits) < _TIN or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) << (8 - at) for at, digit in enumerate(digits[:8]))
    return total % 11 % 10 == int(digits[8])


def _segment(node: Element, at: int) -> str:
    parts = node.text.split("|")
    return parts[at] if at < len(parts) else ""


def _own_number(node: Element) -> bool:
    number, root = _segment(node, 0), node.tree.root
    parties = [*root.all(SELLER), *root.all("TaxRepresentativeParty")]
    stated = {text[2:11] for party in parties for tax in of_vat(party) for text in tax.texts("CompanyID")}
    return len(normal(number)) == _TIN and is_greek_number(number) and number in stated


def _issued(node: Element) -> bool:
    written = _segment(node, 1)
    day = text_of(node.tree.root, "IssueDate").split("-")
    parts = written.split("/")
    return _DATE.match(written) is not None and len(day) >= 3 and parts[:3] == [day[2], day[1], day[0]]


def _whole_number(node: Element) -> bool:
    text = _segment(node, 2).strip()
    return is_number(text) and int(text) >= 0


def _tax_number(text: str) -> bool:
    return text[:2] == "EL" and is_greek_number(text[2:])


def _one_greek_vat(node: Element) -> bool:
    numbers = [text for tax in of_scheme(node, "VAT") for text in tax.texts("CompanyID")]
    return len(numbers) == 1 and _tax_number(numbers[0])


def _described(node: Element, text: str) -> int:
    return sum(text in one.texts("DocumentDescription") for one in node.all("AdditionalDocumentReference"))


def _endpoint(node: Element) -> bool:
    return node.attributes.get("schemeID") == _TAX_OFFICE and is_greek_number(node.text)


def _gr(number: str, holds: Callable[[Element], bool], en: str, sv: str, severity: Severity = "error") -> Check:
    return check(f"GR-{number}", holds, f"Greece: {en}", f"Grekland: {sv}", severity=severity)


def _is_mark(node: Element) -> bool:
    above = node.parent
    return _greek_address(node) and above is not None and _MARKED in above.texts("DocumentDescription")


def _vat_of_seller(node: Element) -> bool:
    above = node.parent
    return _greek(node) and above is not None and any(normal(text) == "VAT" for text in above.texts("TaxScheme/ID"))


GREECE: Final[Pattern] = (
    Rule(("/Invoice/ID", "/CreditNote/ID"), (
        _gr("R-001-1", lambda node: len(node.text.split("|")) == _SEGMENTS, "the invoice number has six parts between |",
            "fakturanumret har sex delar mellan |"),
        _gr("R-001-2", _own_number, "the number's first part is the seller's tax number", "numrets första del är säljarens skattenummer"),
        _gr("R-001-3", _issued, "the number's second part is the issue date", "numrets andra del är fakturadatumet"),
        _gr("R-001-4", _whole_number, "the number's third part is a whole number", "numrets tredje del är ett heltal"),
        _gr("R-001-5", lambda node: bool(_segment(node, 3)) and _segment(node, 3) in _TYPES, "the number's fourth part is a document type",
            "numrets fjärde del är en dokumenttyp"),
        _gr("R-001-6", lambda node: _segment(node, 4) != "", "the number's fifth part is not empty", "numrets femte del är inte tom"),
        _gr("R-001-7", lambda node: _segment(node, 5) != "", "the number's sixth part is not empty", "numrets sjätte del är inte tom"),
    ), when=_greek),
    Rule(SELLER, (
        _gr("R-002", lambda node: text_of(node, "PartyName/Name") != "", "the seller states its trading name (BT-28)",
            "säljaren anger sitt handelsnamn (BT-28)"),
        _gr("S-011", _one_greek_vat, "the seller states one VAT number: EL and nine digits",
            "säljaren anger ett momsregistreringsnummer: EL och nio siffror", "warning"),
    ), when=_greek),
    Rule(f"{SELLER}/PartyTaxScheme/CompanyID",
         (_gr("R-003", lambda node: _tax_number(node.text), "the seller's VAT number is EL and nine digits",
              "säljarens momsregistreringsnummer är EL och nio siffror"),), when=_vat_of_seller),
    Rule(ROOTS, (
        _gr("R-004-1", lambda node: _described(node, _MARKED) == 1, "there is one document described ##M.AR.K##",
            "det finns ett underlag beskrivet ##M.AR.K##"),
        _gr("S-008-1", lambda node: _described(node, _ADDRESS) == 1, "there is one document described ##INVOICE|URL##",
            "det finns ett underlag beskrivet ##INVOICE|URL##", "warning"),
        _gr("R-008-2", lambda node: _described(node, _ADDRESS) <= 1, "there is at most one document described ##INVOICE|URL##",
            "det finns högst ett underlag beskrivet ##INVOICE|URL##"),
    ), when=_greek_address),
    Rule("AdditionalDocumentReference/ID",
         (_gr("R-004-2", lambda node: _MARK.match(node.text) is not None, "M.AR.K is a positive whole number",
              "M.AR.K är ett positivt heltal"),), when=_is_mark),
    Rule("AdditionalDocumentReference",
         (_gr("R-008-3", lambda node: said(node, "Attachment/ExternalReference/URI") != "", "##INVOICE|URL## gives an address",
              "##INVOICE|URL## anger en adress"),),
         when=lambda node: _greek(node) and _ADDRESS in node.texts("DocumentDescription")),
    Rule(BUYER, (_gr("R-005", lambda node: text_of(node, "PartyName/Name") != "", "the buyer's trading name (BT-45) is stated",
                     "köparens handelsnamn (BT-45) är angivet"),), when=_greek),
    Rule(f"{SELLER}/EndpointID",
         (_gr("R-009", _endpoint, "the seller's electronic address is its tax number, scheme 9933",
              "säljarens elektroniska adress är skattenumret, schema 9933"),),
         when=lambda node: about(node.tree).seller_itself in _GREEK),
)  # fmt: skip

WITHIN_GREECE: Final[Pattern] = (
    Rule(BUYER, (_gr("R-006", _one_greek_vat, "the buyer states one VAT number: EL and nine digits",
                     "köparen anger ett momsregistreringsnummer: EL och nio siffror"),), when=_within_greece),
    Rule(f"{BUYER}/EndpointID",
         (_gr("R-010", _endpoint, "the buyer's electronic address is its tax number, scheme 9933",
              "köparens elektroniska adress är skattenumret, schema 9933"),), when=_within_greece),
)  # fmt: skip

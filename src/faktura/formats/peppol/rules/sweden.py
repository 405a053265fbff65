"""The Swedish rules of Peppol BIS Billing 3: SE-R-001 to 013, for sellers with a Swedish address."""

from decimal import Decimal
from typing import Final

from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import check
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import double, is_number, normal, said, single, text_of
from faktura.formats.peppol.names import BANKGIRO, F_TAX, PLUSGIRO
from faktura.formats.peppol.rules.about import SELLER, about, has_vat_of, of_vat
from faktura.formats.peppol.rules.identifiers import is_swedish_number

_COUNTRY: Final = "PostalAddress/Country/IdentificationCode"
_RATES: Final = frozenset({Decimal(25), Decimal(12), Decimal(6)})
_WRITTEN: Final = frozenset({"25", "25.00", "12", "12.00", "6", "6.00"})
_VAT_LENGTH: Final = 14
_VAT_DIGITS: Final = slice(2, 14)
_ORGANISATION: Final = 10
_PLUSGIRO: Final = range(2, 9)
_BANKGIRO: Final = (7, 8)
_TRANSFER: Final = "30"


def _vat_number(party: Element) -> str:
    stated = single([number for one in of_vat(party) for number in one.all("CompanyID")])
    return stated.text if stated is not None else ""


def _at_home(party: Element | None) -> bool:
    return party is not None and "SE" in party.texts(_COUNTRY)


def _swedish_vat(node: Element) -> bool:
    return _at_home(node) and has_vat_of(node, "SE")


def _company(node: Element) -> bool:
    return _at_home(node.parent) and node.has("CompanyID")


def _other_tax(node: Element) -> bool:
    """A tax registration other than VAT of a Swedish seller that states an organisation number."""
    scheme = node.parent
    party = scheme.parent if scheme is not None else None
    if scheme is None or party is None or not _at_home(party) or not party.has("PartyLegalEntity/CompanyID"):
        return False
    return normal(text_of(scheme, "TaxScheme/ID").upper()) != "VAT"


def _swedish_rate(node: Element) -> bool:
    """SE-R-006, for the standard rate of a seller with a Swedish VAT number."""
    codes = node.kids.get("ID")
    if codes is None or codes[0].text != "S" or not about(node.tree).swedish_vat:
        return True
    stated = text_of(node, "Percent")
    return stated in _WRITTEN or (is_number(stated) and double(stated) in _RATES)


def _giro(node: Element, branch: str) -> bool:
    account = node.parent
    means = account.parent if account is not None else None
    return (
        means is not None
        and about(node.tree).swedish
        and said(means, "PaymentMeansCode") == _TRANSFER
        and said(means, "PayeeFinancialAccount/FinancialInstitutionBranch/ID") == branch
    )


def _number(code: str, en: str, sv: str) -> Check:
    return check(code, lambda node: is_number(node.text), f"{en} is not digits only", f"{sv} är inte bara siffror",
                 severity="warning")  # fmt: skip


SWEDEN: Final[Pattern] = (
    Rule(SELLER, (
        check("SE-R-001", lambda node: len(normal(_vat_number(node))) == _VAT_LENGTH,
              "a Swedish VAT number (BT-31) is not SE and twelve digits",
              "ett svenskt momsregistreringsnummer (BT-31) är inte SE och tolv siffror"),
        check("SE-R-002", lambda node: is_number(_vat_number(node)[_VAT_DIGITS]),
              "what follows SE in the VAT number (BT-31) is not digits only",
              "det som följer SE i momsregistreringsnumret (BT-31) är inte bara siffror"),
    ), when=_swedish_vat),
    Rule(f"{SELLER}/PartyLegalEntity", (
        check("SE-R-003", lambda node: is_number(text_of(node, "CompanyID")),
              "the organisation number (BT-30) is not digits only", "organisationsnumret (BT-30) är inte bara siffror"),
        check("SE-R-004", lambda node: len(said(node, "CompanyID")) == _ORGANISATION,
              "the organisation number (BT-30) has not ten digits", "organisationsnumret (BT-30) har inte tio siffror"),
        check("SE-R-013", lambda node: is_swedish_number(said(node, "CompanyID")),
              "the last digit of the organisation number (BT-30) is not its check digit",
              "sista siffran i organisationsnumret (BT-30) är inte dess kontrollsiffra"),
    ), when=_company),
    Rule(f"{SELLER}/PartyTaxScheme/CompanyID",
         (check("SE-R-005", lambda node: normal(node.text.upper()) == F_TAX.upper(),
                "the seller's tax registration (BT-32) does not say Godkänd för F-skatt",
                "säljarens skatteregistrering (BT-32) säger inte Godkänd för F-skatt"),), when=_other_tax),
    Rule(("TaxCategory", "ClassifiedTaxCategory"),
         (check("SE-R-006", _swedish_rate, "the standard rates of Swedish VAT are 25, 12 and 6 percent",
                "den svenska momsens skattesatser är 25, 12 och 6 procent"),)),
    Rule("PaymentMeans/PayeeFinancialAccount/ID", (
        _number("SE-R-007", "the plusgiro number (BT-84)", "plusgironumret (BT-84)"),
        check("SE-R-010", lambda node: len(normal(node.text)) in _PLUSGIRO,
              "the plusgiro number (BT-84) has not two to eight digits",
              "plusgironumret (BT-84) har inte två till åtta siffror", severity="warning"),
    ), when=lambda node: _giro(node, PLUSGIRO)),
    Rule("PaymentMeans/PayeeFinancialAccount/ID", (
        _number("SE-R-008", "the bankgiro number (BT-84)", "bankgironumret (BT-84)"),
        check("SE-R-009", lambda node: len(normal(node.text)) in _BANKGIRO,
              "the bankgiro number (BT-84) has not seven or eight digits",
              "bankgironumret (BT-84) har inte sju eller åtta siffror", severity="warning"),
    ), when=lambda node: _giro(node, BANKGIRO)),
    Rule("PaymentMeans",
         (check("SE-R-011", lambda _: False, "giro numbers are stated with code 30, not with 50 or 56",
                "gironummer anges med kod 30, inte med 50 eller 56", severity="warning"),),
         when=lambda node: about(node.tree).swedish and not {"50", "56"}.isdisjoint(node.texts("PaymentMeansCode"))),
    Rule("PaymentMeans",
         (check("SE-R-012", lambda _: False, "between Swedish parties a transfer is stated with code 30, not with 31",
                "mellan svenska parter anges en överföring med kod 30, inte med 31", severity="warning"),),
         when=lambda node: about(node.tree).swedish and about(node.tree).swedish_buyer
         and "31" in node.texts("PaymentMeansCode")),
)  # fmt: skip

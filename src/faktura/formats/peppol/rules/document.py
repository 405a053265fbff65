"""Peppol's own rules on the document, its allowances, lines and prices: PEPPOL-EN16931-R*."""

from decimal import ROUND_HALF_DOWN, Decimal
from typing import Final

from faktura.formats.einvoice.en16931.adding import Pair, adds_up
from faktura.formats.einvoice.en16931.coded import other_currencies
from faktura.formats.einvoice.preflight.book import Gated, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import AMOUNT, at_most_one, check, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import (
    ONE,
    ZERO,
    added,
    cents,
    day,
    decimal,
    double,
    normal,
    number,
    said,
    single,
    text_of,
)
from faktura.formats.peppol.names import CUSTOMIZATION
from faktura.formats.peppol.rules.about import BUYER, ROOTS, SELLER, about

_SLACK: Final = Decimal("0.02")
_HUNDRED: Final = Decimal(100)
_QUOTIENT: Final = Decimal("1E-18")
_ADJUSTMENTS: Final = (
    "Invoice/AllowanceCharge",
    "Invoice/InvoiceLine/AllowanceCharge",
    "CreditNote/AllowanceCharge",
    "CreditNote/CreditNoteLine/AllowanceCharge",
)
_IN_CURRENCY: Final = (
    "Amount", "BaseAmount", "PriceAmount", "TaxSubtotal/TaxAmount", "TaxableAmount", "LineExtensionAmount", "TaxExclusiveAmount",
    "TaxInclusiveAmount", "AllowanceTotalAmount", "ChargeTotalAmount", "PrepaidAmount", "PayableRoundingAmount",
    "PayableAmount",
)  # fmt: skip
_DEBITED: Final = ("49", "59")


def _specified(node: Element) -> bool:
    stated = said(node, "CustomizationID")
    return stated.startswith(CUSTOMIZATION) and "::" not in stated


def _same_sign(node: Element) -> bool:
    """R055: VAT in the accounting currency and VAT in the document's currency point the same way."""
    if not node.has("TaxCurrencyCode"):
        return True
    here, there_ = (
        [double(one.text) for one in node.all("TaxTotal/TaxAmount") if one.attributes.get("currencyID") == code]
        for code in (said(node, "TaxCurrencyCode"), said(node, "DocumentCurrencyCode"))
    )
    down = any(one <= 0 for one in here) and any(one <= 0 for one in there_)
    return down or (any(one >= 0 for one in here) and any(one >= 0 for one in there_))


def _tax_totals(node: Element, *, detailed: bool) -> int:
    return sum(one.has("TaxSubtotal") == detailed for one in node.all("TaxTotal"))


def _two_currencies(node: Element) -> bool:
    above = node.parent
    return above is None or normal(node.text) != said(above, "DocumentCurrencyCode")


def near(stated: Decimal, made: Decimal) -> bool:
    """Whether two amounts differ by at most 0.02."""
    return stated == made or (stated + _SLACK >= made and stated - _SLACK <= made)


def _as_percent(node: Element) -> bool:
    base, share = number(node, "BaseAmount"), number(node, "MultiplierFactorNumeric")
    if base is None or share is None:
        return True
    return near(number(node, "Amount") or ZERO, base * share / _HUNDRED)


def _indicated(node: Element) -> bool:
    return said(node, "ChargeIndicator") in ("true", "false")


def _in_document_currency(node: Element) -> bool:
    return node.attributes.get("currencyID") in about(node.tree).currencies


def _has_rows(node: Element) -> bool:
    """Whether a VAT total is the document's own: the one without rows is in the accounting currency."""
    return node.parent is not None and node.parent.has("TaxSubtotal")


def _period(node: Element, name: str) -> str | None:
    """Return the document's own day, if the line's period is held to one."""
    line = node.parent.parent if node.parent is not None else None
    above = line.parent if line is not None else None
    return text_of(above, f"InvoicePeriod/{name}") if above is not None and above.has(f"InvoicePeriod/{name}") else None


def _starts_within(node: Element) -> bool:
    start = _period(node, "StartDate")
    return start is None or day(node.text) >= day(start)


def _ends_within(node: Element) -> bool:
    end = _period(node, "EndDate")
    return end is None or day(node.text) <= day(end)


def quantity_of(line: Element) -> str:
    """Return the name of the quantity of *line*, which follows the kind of document."""
    return "InvoicedQuantity" if line.tree.root.name == "Invoice" else "CreditedQuantity"


def _or(value: Decimal | None, default: Decimal) -> Decimal:
    return default if value is None else value


def _line(node: Element) -> Pair:
    """R120: quantity times price, plus charges, less allowances."""
    quantity = _or(number(node, quantity_of(node)), ONE)
    price = _or(number(node, "Price/PriceAmount"), ZERO)
    base = number(node, "Price/BaseQuantity") or ONE
    made = quantity * (price if base == ONE else _divided(price, base))
    if node.has("AllowanceCharge"):
        made += _adjustments(node, "true") - _adjustments(node, "false")
    return _or(number(node, "LineExtensionAmount"), ZERO), made


def _line_adds_up(node: Element) -> bool:
    stated, made = _line(node)
    return stated is not None and made is not None and near(stated, made)


def _divided(price: Decimal, base: Decimal) -> Decimal:
    """Return *price* for one unit with eighteen decimals, as far as the official engines compute it."""
    return (price / base).quantize(_QUOTIENT, ROUND_HALF_DOWN)


def _adjustments(node: Element, indicator: str) -> Decimal:
    wanted = [one for one in node.all("AllowanceCharge") if said(one, "ChargeIndicator") == indicator]
    return cents(added(decimal(amount.text) for one in wanted for amount in one.all("Amount")))


def _price_adds_up(node: Element) -> bool:
    if not node.has("BaseAmount"):
        return True
    above = node.parent
    gross, less = number(node, "BaseAmount"), number(node, "Amount")
    price = number(above, "PriceAmount") if above is not None else None
    return gross is not None and less is not None and price == gross - less


def _same_unit(node: Element) -> bool:
    line = node.parent.parent if node.parent is not None else None
    if line is None or not (line.has("InvoicedQuantity") or line.has("CreditedQuantity")):
        return True
    unit = node.attributes["unitCode"]
    return any(one.attributes.get("unitCode") == unit for one in line.all(quantity_of(line)))


def _is_object(node: Element) -> bool:
    return not node.has("DocumentReference") or "130" in node.texts("DocumentReference/DocumentTypeCode")


def _has_base(node: Element) -> bool:
    base = single(node.all("Price/BaseQuantity"))
    return base is None or decimal(base.text) > 0


_CURRENCY: Final = check(
    "PEPPOL-EN16931-R051",
    _in_document_currency,
    "an amount is not in the document's currency (BT-5)",
    "ett belopp är inte i dokumentets valuta (BT-5)",
    AMOUNT,
)

CREDIT_NOTE: Final = Rule(
    "/CreditNote",
    (check("PEPPOL-EN16931-R080",
           lambda node: sum("50" in one.texts("DocumentTypeCode") for one in node.all("AdditionalDocumentReference")) <= 1,
           "the project reference (BT-11, document type 50) stands more than once",
           "projektreferensen (BT-11, dokumenttyp 50) står mer än en gång"),),
)  # fmt: skip

OWN: Final[Pattern] = (
    Rule(ROOTS, (
        there("PEPPOL-EN16931-R001", "ProfileID", "the business process (BT-23)", "affärsprocessen (BT-23)"),
        check("PEPPOL-EN16931-R007", lambda node: about(node.tree).profile != "",
              "the business process (BT-23) is not one of Peppol's", "affärsprocessen (BT-23) är inte en av Peppols"),
        check("PEPPOL-EN16931-R002", lambda node: len(node.all("Note")) <= 1 or about(node.tree).within_germany,
              "the document has more than one note (BT-22)", "dokumentet har mer än en kommentar (BT-22)"),
        there("PEPPOL-EN16931-R003", "BuyerReference|OrderReference/ID",
              "the buyer's reference (BT-10) or the order (BT-13)", "köparens referens (BT-10) eller order (BT-13)"),
        check("PEPPOL-EN16931-R004", _specified, "the specification identifier (BT-24) is not that of Peppol BIS Billing 3",
              "specifikationens id (BT-24) är inte det för Peppol BIS Billing 3"),
        check("PEPPOL-EN16931-R053", lambda node: _tax_totals(node, detailed=True) == 1,
              "there is not exactly one VAT total with a breakdown", "det finns inte exakt en momssumma med specifikation"),
        check("PEPPOL-EN16931-R054",
              lambda node: _tax_totals(node, detailed=False) == int(node.has("TaxCurrencyCode")),
              "with an accounting currency (BT-6) there is one VAT total without breakdown, else none",
              "med en redovisningsvaluta (BT-6) finns en momssumma utan specifikation, annars ingen"),
        check("PEPPOL-EN16931-R055", _same_sign, "VAT in the accounting currency (BT-111) has another sign than VAT (BT-110)",
              "momsen i redovisningsvalutan (BT-111) har annat tecken än momsen (BT-110)", AMOUNT),
    )),
    Rule("TaxCurrencyCode",
         (check("PEPPOL-EN16931-R005", _two_currencies, "the accounting currency (BT-6) is the document's own (BT-5)",
                "redovisningsvalutan (BT-6) är dokumentets egen (BT-5)"),)),
    Rule(BUYER, (there("PEPPOL-EN16931-R010", "EndpointID", "the buyer's electronic address (BT-49)",
                       "köparens elektroniska adress (BT-49)"),)),
    Rule(SELLER, (there("PEPPOL-EN16931-R020", "EndpointID", "the seller's electronic address (BT-34)",
                        "säljarens elektroniska adress (BT-34)"),)),
    Rule(_ADJUSTMENTS,
         (there("PEPPOL-EN16931-R041", "BaseAmount", "the base amount of a percentage (BT-93, BT-100)",
                "underlaget för en procentsats (BT-93, BT-100)"),),
         when=lambda node: node.has("MultiplierFactorNumeric") and not node.has("BaseAmount")),
    Rule(_ADJUSTMENTS,
         (there("PEPPOL-EN16931-R042", "MultiplierFactorNumeric", "the percentage of a base amount (BT-94, BT-101)",
                "procentsatsen för ett underlag (BT-94, BT-101)"),),
         when=lambda node: not node.has("MultiplierFactorNumeric") and node.has("BaseAmount")),
    Rule(_ADJUSTMENTS, (
        check("PEPPOL-EN16931-R040", _as_percent, "an allowance or charge is not its base amount times its percentage",
              "ett avdrag eller en avgift är inte underlaget gånger procentsatsen", AMOUNT),
        check("PEPPOL-EN16931-R043", _indicated, "an allowance or charge does not say which it is: true or false",
              "ett avdrag eller en avgift anger inte vilket det är: true eller false"),
    )),
    Rule("PaymentMeans",
         (there("PEPPOL-EN16931-R061", "PaymentMandate/ID", "the mandate of a direct debit (BT-89)",
                "autogirots medgivande (BT-89)"),),
         when=lambda node: said(node, "PaymentMeansCode") in _DEBITED),
    Rule(("Invoice/InvoiceLine/InvoicePeriod/StartDate", "CreditNote/CreditNoteLine/InvoicePeriod/StartDate"),
         (check("PEPPOL-EN16931-R110", _starts_within, "the line's period begins before the document's",
                "radens period börjar före dokumentets"),)),
    Rule(("Invoice/InvoiceLine/InvoicePeriod/EndDate", "CreditNote/CreditNoteLine/InvoicePeriod/EndDate"),
         (check("PEPPOL-EN16931-R111", _ends_within, "the line's period ends after the document's",
                "radens period slutar efter dokumentets"),)),
    Rule(("InvoiceLine", "CreditNoteLine"), (
        adds_up("PEPPOL-EN16931-R120", _line, _line_adds_up),
        check("PEPPOL-EN16931-R121", _has_base, "the price's base quantity (BT-149) is not above zero",
              "prisets basantal (BT-149) är inte större än noll"),
        at_most_one("PEPPOL-EN16931-R100", "DocumentReference", "the line's object (BT-128)", "radens objekt (BT-128)"),
        check("PEPPOL-EN16931-R101", _is_object, "a line's document reference is not an invoiced object (130)",
              "radens dokumentreferens är inte ett fakturerat objekt (130)"),
    )),
    Rule("Price/AllowanceCharge", (
        check("PEPPOL-EN16931-R044", lambda node: said(node, "ChargeIndicator") == "false",
              "a price may have a discount, but no charge", "ett pris får ha en rabatt men ingen avgift"),
        check("PEPPOL-EN16931-R046", _price_adds_up, "the net price is not the gross price less its discount",
              "nettopriset är inte bruttopriset minus rabatten", AMOUNT),
    )),
    Rule("Price/BaseQuantity",
         (check("PEPPOL-EN16931-R130", _same_unit, "the price's base quantity has another unit than the line's quantity",
                "prisets basantal har en annan enhet än radens antal"),), when=lambda node: "unitCode" in node.attributes),
)  # fmt: skip

CURRENCIES: Final = Gated(
    other_currencies,
    (
        Rule(_IN_CURRENCY, (_CURRENCY,)),
        Rule("TaxTotal/TaxAmount", (_CURRENCY,), when=_has_rows),
    ),
)
"""R051, looked at only where not all amounts are in the document's currency."""

"""Lines, allowances, charges, periods and items: BR-21 to 44, BR-54, 64, 65, BR-CO-04, 19 to 24, their decimals."""

from typing import Final

from faktura.formats.einvoice.en16931.categories import is_vat
from faktura.formats.einvoice.preflight.book import Check, Rule
from faktura.formats.einvoice.preflight.checks import attributed, check, stated, there, two_decimals
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import day, double, is_allowance, is_charge, single

_ITEM: Final = "Item/ClassifiedTaxCategory"


def _not_negative(node: Element, path: str) -> bool:
    found = node.all(path)
    if len(found) == 1 and found[0].text[:1].isdigit():
        return True  # or no number at all, which is for the schema to tell
    values = [double(one.text) for one in found]
    return any(not value.is_nan() and value >= 0 for value in values)


def _measured(node: Element) -> bool:
    for name in ("InvoicedQuantity", "CreditedQuantity"):
        for one in node.kids.get(name, ()):
            if "unitCode" in one.attributes:
                return True
    return False


def _categorised(node: Element) -> bool:
    return any("ID" in one.kids and is_vat(one) for one in node.all(_ITEM))


def _in_order(node: Element) -> bool:
    start, end = single(node.all("StartDate")), single(node.all("EndDate"))
    return start is None or end is None or day(end.text) >= day(start.text)


def _has_days(node: Element) -> bool:
    return node.has("StartDate") or node.has("EndDate")


def _reasons(first: str, second: str, en: str, sv: str) -> tuple[Check, Check]:
    """The same demand under two ids, as EN 16931 has it: once as a term, once as a condition."""
    path = "AllowanceChargeReason|AllowanceChargeReasonCode"
    return there(first, path, en, sv), there(second, path, en, sv)


def _adjustment(at: tuple[str, ...], codes: tuple[str, ...], en: str, sv: str, *, charge: bool, tax: bool) -> Rule:
    """The rules on an allowance or charge: amount, VAT category (of the document's), reason, decimals."""
    amount, category, reason, condition, first, second = codes
    taxed = (
        (check(category, _taxed, f"the VAT category of {en} is missing", f"momskategorin för {sv} saknas"),)
        if tax
        else ()
    )
    return Rule(
        at,
        (
            there(amount, "Amount", f"the amount of {en}", f"beloppet för {sv}"),
            *taxed,
            *_reasons(reason, condition, f"the reason, or its code, for {en}", f"anledningen, eller dess kod, till {sv}"),
            two_decimals(first, "Amount", f"the amount of {en}", f"beloppet för {sv}"),
            two_decimals(second, "BaseAmount", f"the base amount of {en}", f"underlaget för {sv}"),
        ),
        when=is_charge if charge else is_allowance,
    )  # fmt: skip


def _taxed(node: Element) -> bool:
    return any(is_vat(one) and one.has("ID") for one in node.all("TaxCategory"))


_DOCUMENT: Final = ("/Invoice/AllowanceCharge", "/CreditNote/AllowanceCharge")
_LINE: Final = ("InvoiceLine/AllowanceCharge", "CreditNoteLine/AllowanceCharge")

ADJUSTMENTS: Final = (
    _adjustment(_DOCUMENT, ("BR-31", "BR-32", "BR-33", "BR-CO-21", "BR-DEC-01", "BR-DEC-02"),
                "an allowance of the document (BG-20)", "ett avdrag på dokumentet (BG-20)", charge=False, tax=True),
    _adjustment(_DOCUMENT, ("BR-36", "BR-37", "BR-38", "BR-CO-22", "BR-DEC-05", "BR-DEC-06"),
                "a charge of the document (BG-21)", "en avgift på dokumentet (BG-21)", charge=True, tax=True),
    _adjustment(_LINE, ("BR-41", "", "BR-42", "BR-CO-23", "BR-DEC-24", "BR-DEC-25"),
                "an allowance of the line (BG-27)", "ett avdrag på raden (BG-27)", charge=False, tax=False),
    _adjustment(_LINE, ("BR-43", "", "BR-44", "BR-CO-24", "BR-DEC-27", "BR-DEC-28"),
                "a charge of the line (BG-28)", "en avgift på raden (BG-28)", charge=True, tax=False),
)  # fmt: skip

LINE: Final = Rule(
    ("InvoiceLine", "CreditNoteLine"),
    (
        stated("BR-21", "ID", "the line's number (BT-126)", "radens nummer (BT-126)"),
        there("BR-22", "InvoicedQuantity|CreditedQuantity", "the quantity (BT-129)", "antalet (BT-129)"),
        check("BR-23", _measured, "the unit of the quantity (BT-130) is missing", "antalets enhet (BT-130) saknas"),
        there("BR-24", "LineExtensionAmount", "the line's net amount (BT-131)", "radens nettobelopp (BT-131)"),
        stated("BR-25", "Item/Name", "the item's name (BT-153)", "artikelns namn (BT-153)"),
        there("BR-26", "Price/PriceAmount", "the item's net price (BT-146)", "artikelns nettopris (BT-146)"),
        check("BR-27", lambda node: _not_negative(node, "Price/PriceAmount"),
              "the item's net price (BT-146) is negative or missing", "artikelns nettopris (BT-146) är negativt eller saknas"),
        check("BR-28", lambda node: not node.has("Price/AllowanceCharge/BaseAmount")
              or _not_negative(node, "Price/AllowanceCharge/BaseAmount"),
              "the item's gross price (BT-148) is negative", "artikelns bruttopris (BT-148) är negativt"),
        check("BR-CO-04", _categorised, "the line's VAT category (BT-151) is missing",
              "radens momskategori (BT-151) saknas"),
        two_decimals("BR-DEC-23", "LineExtensionAmount", "the line's net amount (BT-131)",
                     "radens nettobelopp (BT-131)"),
    ),
)  # fmt: skip

PERIODS: Final = (
    Rule(
        ("InvoiceLine/InvoicePeriod", "CreditNoteLine/InvoicePeriod"),
        (
            check("BR-30", _in_order, "the line's period (BG-26) ends before it starts",
                  "radens period (BG-26) slutar innan den börjar"),
            check("BR-CO-20", _has_days, "the line's period (BG-26) has neither first nor last day",
                  "radens period (BG-26) har varken första eller sista dag"),
        ),
    ),
    Rule(
        "InvoicePeriod",
        (
            check("BR-29", _in_order, "the invoicing period (BG-14) ends before it starts",
                  "fakturaperioden (BG-14) slutar innan den börjar"),
            check("BR-CO-19", lambda node: _has_days(node) or node.has("DescriptionCode"),
                  "the invoicing period (BG-14) has neither first nor last day",
                  "fakturaperioden (BG-14) har varken första eller sista dag"),
        ),
    ),
)  # fmt: skip

ITEMS: Final = (
    Rule(
        "AdditionalItemProperty",
        (check("BR-54", lambda node: node.has("Name") and node.has("Value"),
               "an item attribute (BG-32) lacks its name or its value", "en artikelegenskap (BG-32) saknar namn eller värde"),),
    ),
    Rule(
        tuple(f"{line}/Item/CommodityClassification/ItemClassificationCode" for line in ("InvoiceLine", "CreditNoteLine")),
        (attributed("BR-65", "listID", "the scheme of the item classification (BT-158)",
                    "schemat för artikelklassificeringen (BT-158)"),),
    ),
    Rule(
        tuple(f"{line}/Item/StandardItemIdentification/ID" for line in ("InvoiceLine", "CreditNoteLine")),
        (attributed("BR-64", "schemeID", "the scheme of the standard item number (BT-157)",
                    "schemat för standardartikelnumret (BT-157)"),),
    ),
)  # fmt: skip

"""The totals: BR-12 to 15, BR-45 to 48, BR-CO-10 to 17, and how many decimals each amount may have.

Sums are compared after rounding to two decimals, halves up; a total that is absent never equals anything.
"""

from decimal import Decimal
from typing import Final

from faktura.formats.einvoice.en16931.breakdown import near_tax
from faktura.formats.einvoice.en16931.categories import category, is_vat
from faktura.formats.einvoice.preflight.book import Check, Rule
from faktura.formats.einvoice.preflight.checks import AMOUNT, check, there, two_decimals
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import (
    ZERO,
    added,
    cents,
    decimal,
    is_allowance,
    is_charge,
    number,
    single,
    whole,
)

LINES: Final = ("InvoiceLine", "CreditNoteLine")


def _sum_of_lines(node: Element) -> bool:
    stated = number(node, "LineExtensionAmount")
    lines = (line for name in LINES for line in node.tree.every(name))
    return stated == cents(added(value for line in lines for value in _one(line, "LineExtensionAmount")))


def _one(node: Element, name: str) -> list[Decimal]:
    value = number(node, name)
    return [] if value is None else [value]


def _sum_of_adjustments(node: Element, name: str, *, charges: bool) -> bool:
    above = node.parent
    wanted = is_charge if charges else is_allowance
    parts = [one for one in above.all("AllowanceCharge") if wanted(one)] if above is not None else []
    if number(node, name) == cents(added(value for one in parts for value in _one(one, "Amount"))):
        return True
    return not node.has(name) and not parts


def _without_vat(node: Element) -> bool:
    stated = number(node, "TaxExclusiveAmount")
    lines = number(node, "LineExtensionAmount") if stated is not None else None
    if lines is None:
        return False
    charges, less = number(node, "ChargeTotalAmount"), number(node, "AllowanceTotalAmount")
    if charges is None and less is None:
        return stated == lines
    return stated == cents(lines + (charges or ZERO) - (less or ZERO))


def _to_pay(node: Element) -> bool:
    payable = number(node, "PayableAmount")
    whole_ = number(node, "TaxInclusiveAmount") if payable is not None else None
    if payable is None or whole_ is None:
        return False
    paid, rounding = number(node, "PrepaidAmount"), number(node, "PayableRoundingAmount")
    left = payable if rounding is None else cents(payable - rounding)
    return left == (whole_ if paid is None else cents(whole_ - paid))


def with_vat(node: Element) -> bool:
    """BR-CO-15, asked of the whole document in each document currency that it states."""
    return all(_with_vat_in(node, one.text) for one in node.all("DocumentCurrencyCode"))


def _with_vat_in(node: Element, currency: str) -> bool:
    taxes = [
        decimal(stated.text)
        for tax in node.all("TaxTotal")
        if (stated := single([one for one in tax.all("TaxAmount") if one.attributes.get("currencyID") == currency]))
    ]
    totals = node.all("LegalMonetaryTotal")
    if len(taxes) != 1:
        return False
    before = [value for one in totals for value in _one(one, "TaxExclusiveAmount")]
    if len(before) > 1:
        raise ValueError("TaxExclusiveAmount")
    after = [value for one in totals for value in _one(one, "TaxInclusiveAmount")]
    return bool(before) and cents(before[0] + taxes[0]) in after


def _sum_of_rows(node: Element) -> bool:
    rows = node.all("TaxSubtotal")
    if not rows:
        return True
    made = cents(added(value for row in rows for value in _one(row, "TaxAmount")))
    return number(node, "TaxAmount") == made


def _vat_categories(node: Element) -> list[Element]:
    return [one for one in node.all("TaxCategory") if is_vat(one)]


def _tax_of_row(node: Element) -> bool:
    rates = [value for one in _vat_categories(node) for value in _one(one, "Percent")]
    if len(rates) > 1:
        raise ValueError("Percent")
    tax = number(node, "TaxAmount")
    nothing = tax is not None and whole(tax) == ZERO
    if not rates or whole(rates[0]) == ZERO:
        return nothing
    return near_tax(tax, number(node, "TaxableAmount"), rates[0])


def _rated(node: Element) -> bool:
    some = _vat_categories(node)
    return any(one.has("Percent") for one in some) or any(category(one) == "O" for one in some)


_SUM: Final = "is not the sum of its parts"
_SUMMA: Final = "är inte summan av sina delar"
_NAMES: Final = (
    ("09", "LineExtensionAmount", "the sum of lines (BT-106)", "radsumman (BT-106)"),
    ("10", "AllowanceTotalAmount", "the sum of allowances (BT-107)", "summan av avdrag (BT-107)"),
    ("11", "ChargeTotalAmount", "the sum of charges (BT-108)", "summan av avgifter (BT-108)"),
    ("12", "TaxExclusiveAmount", "the total without VAT (BT-109)", "summan utan moms (BT-109)"),
    ("14", "TaxInclusiveAmount", "the total with VAT (BT-112)", "summan med moms (BT-112)"),
    ("16", "PrepaidAmount", "the paid amount (BT-113)", "det betalda beloppet (BT-113)"),
    ("17", "PayableRoundingAmount", "the rounding amount (BT-114)", "öresutjämningen (BT-114)"),
    ("18", "PayableAmount", "the amount due (BT-115)", "beloppet att betala (BT-115)"),
)


def _named(name: str) -> tuple[str, str]:
    return next((en, sv) for _, one, en, sv in _NAMES if one == name)


def _adjustments(code: str, name: str, *, charges: bool) -> Check:
    en, sv = _named(name)
    return check(
        code,
        lambda node: _sum_of_adjustments(node, name, charges=charges),
        f"{en} {_SUM} on the document",
        f"{sv} {_SUMMA} i dokumentet",
        AMOUNT,
    )


DOCUMENT: Final = Rule(
    "LegalMonetaryTotal",
    (
        there("BR-12", "LineExtensionAmount", *_named("LineExtensionAmount")),
        there("BR-13", "TaxExclusiveAmount", *_named("TaxExclusiveAmount")),
        there("BR-14", "TaxInclusiveAmount", *_named("TaxInclusiveAmount")),
        there("BR-15", "PayableAmount", *_named("PayableAmount")),
        check("BR-CO-10", _sum_of_lines, f"the sum of lines (BT-106) {_SUM}: the net amounts of the lines",
              f"radsumman (BT-106) {_SUMMA}: radernas nettobelopp", AMOUNT),
        _adjustments("BR-CO-11", "AllowanceTotalAmount", charges=False),
        _adjustments("BR-CO-12", "ChargeTotalAmount", charges=True),
        check("BR-CO-13", _without_vat, "the total without VAT (BT-109) is not the sum of lines less allowances plus charges",
              "summan utan moms (BT-109) är inte radsumman minus avdrag plus avgifter", AMOUNT),
        check("BR-CO-16", _to_pay, "the amount due (BT-115) is not the total with VAT less what is paid, plus the rounding",
              "beloppet att betala (BT-115) är inte summan med moms minus betalt, plus öresutjämningen", AMOUNT),
        *(two_decimals(f"BR-DEC-{number_}", name, en, sv) for number_, name, en, sv in _NAMES),
    ),
)  # fmt: skip

TAX: Final = (
    Rule(
        ("/Invoice/TaxTotal", "/CreditNote/TaxTotal"),
        (check("BR-CO-14", _sum_of_rows, f"the VAT total (BT-110) {_SUM}: the VAT of each rate",
               f"momssumman (BT-110) {_SUMMA}: momsen för varje sats", AMOUNT),),
    ),
    Rule(
        "TaxTotal/TaxSubtotal",
        (
            there("BR-45", "TaxableAmount", "the taxable amount (BT-116)", "beskattningsunderlaget (BT-116)"),
            there("BR-46", "TaxAmount", "the VAT amount of the category (BT-117)", "kategorins momsbelopp (BT-117)"),
            check("BR-47", lambda node: any(one.has("ID") for one in _vat_categories(node)),
                  "the VAT category of the breakdown row (BT-118) is missing",
                  "momskategorin i specifikationens rad (BT-118) saknas"),
            check("BR-48", _rated, "the VAT rate of the breakdown row (BT-119) is missing",
                  "skattesatsen i specifikationens rad (BT-119) saknas"),
            check("BR-CO-17", _tax_of_row, "the VAT of the category (BT-117) is not the taxable amount times the rate",
                  "kategorins moms (BT-117) är inte beskattningsunderlaget gånger skattesatsen", AMOUNT),
            two_decimals("BR-DEC-19", "TaxableAmount", "the taxable amount (BT-116)", "beskattningsunderlaget (BT-116)"),
            two_decimals("BR-DEC-20", "TaxAmount", "the VAT amount of the category (BT-117)",
                         "kategorins momsbelopp (BT-117)"),
        ),
    ),
)  # fmt: skip

"""The totals: what must be stated (BR-12 to 15, BR-45 to 48), their sums (BR-CO-10 to 17), and their decimals (BR-DEC)."""

from typing import Final

from faktura.formats.einvoice.en16931.adding import adds_up
from faktura.formats.einvoice.en16931.categories import category, is_vat
from faktura.formats.einvoice.en16931.sums import (
    adjustments,
    adjustments_right,
    rows_right,
    sum_of_lines,
    sum_of_rows,
    tax_of_row,
    tax_right,
    to_pay,
    to_pay_right,
    without_vat,
)
from faktura.formats.einvoice.preflight.book import Check, Rule
from faktura.formats.einvoice.preflight.checks import check, there, two_decimals
from faktura.formats.einvoice.preflight.tree import Element


def _rated(node: Element) -> bool:
    some = [one for one in node.all("TaxCategory") if is_vat(one)]
    return any(one.has("Percent") for one in some) or any(category(one) == "O" for one in some)


def _categorised(node: Element) -> bool:
    return any(is_vat(one) and one.has("ID") for one in node.all("TaxCategory"))


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
    return adds_up(
        code,
        lambda node: adjustments(node, name, charges=charges),
        lambda node: adjustments_right(node, name, charges=charges),
    )


DOCUMENT: Final = Rule(
    "LegalMonetaryTotal",
    (
        there("BR-12", "LineExtensionAmount", *_named("LineExtensionAmount")),
        there("BR-13", "TaxExclusiveAmount", *_named("TaxExclusiveAmount")),
        there("BR-14", "TaxInclusiveAmount", *_named("TaxInclusiveAmount")),
        there("BR-15", "PayableAmount", *_named("PayableAmount")),
        adds_up("BR-CO-10", sum_of_lines),
        _adjustments("BR-CO-11", "AllowanceTotalAmount", charges=False),
        _adjustments("BR-CO-12", "ChargeTotalAmount", charges=True),
        adds_up("BR-CO-13", without_vat),
        adds_up("BR-CO-16", to_pay, to_pay_right),
        *(two_decimals(f"BR-DEC-{number_}", name, en, sv) for number_, name, en, sv in _NAMES),
    ),
)  # fmt: skip

TAX: Final = (
    Rule(
        ("/Invoice/TaxTotal", "/CreditNote/TaxTotal"),
        (adds_up("BR-CO-14", sum_of_rows, rows_right),),
    ),
    Rule(
        "TaxTotal/TaxSubtotal",
        (
            there("BR-45", "TaxableAmount", "the taxable amount (BT-116)", "beskattningsunderlaget (BT-116)"),
            there("BR-46", "TaxAmount", "the VAT amount of the category (BT-117)", "kategorins momsbelopp (BT-117)"),
            check("BR-47", _categorised, "the VAT category of the breakdown row (BT-118) is missing",
                  "momskategorin i specifikationens rad (BT-118) saknas"),
            check("BR-48", _rated, "the VAT rate of the breakdown row (BT-119) is missing",
                  "skattesatsen i specifikationens rad (BT-119) saknas"),
            adds_up("BR-CO-17", tax_of_row, tax_right),
            two_decimals("BR-DEC-19", "TaxableAmount", "the taxable amount (BT-116)", "beskattningsunderlaget (BT-116)"),
            two_decimals("BR-DEC-20", "TaxAmount", "the VAT amount of the category (BT-117)",
                         "kategorins momsbelopp (BT-117)"),
        ),
    ),
)  # fmt: skip

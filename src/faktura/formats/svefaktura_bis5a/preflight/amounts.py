"""The business rules of CEN BII for BIS 5A on amounts and VAT categories: exact to the cent, rounding inside the total with VAT."""

from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import AMOUNT, check, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import normal
from faktura.formats.einvoice.xpath import double_total, number
from faktura.formats.svefaktura_bis5a.names import Form
from faktura.formats.svefaktura_bis5a.preflight import sums
from faktura.formats.svefaktura_bis5a.preflight.bii import REVERSE, VAT, bears_vat, first
from faktura.formats.svefaktura_bis5a.preflight.sums import adds_up, texts


def _reverse_is_all(tax: Element) -> bool:
    rows = [row for row in tax.all("TaxSubtotal") if REVERSE in row.texts("TaxCategory/ID")]
    totals = tax.parent.texts("LegalMonetaryTotal/TaxExclusiveAmount") if tax.parent is not None else []
    return any(number(total) == double_total(texts(rows, "TaxableAmount")) for total in totals)


def _reverse_is_nothing(tax: Element) -> bool:
    return all(number(text) == 0 for text in tax.texts("TaxSubtotal/TaxAmount"))


def _code(row: Element) -> str:
    return normal(first(row, "TaxCategory/ID") or "")


def _totals(form: Form) -> tuple[Check, ...]:
    rule = f"BII2-{form.rules}-R0"
    return (
        adds_up(f"{rule}51", lambda total: sums.lines(total, form), "the sum of the lines", "radsumman"),
        adds_up(f"{rule}52", sums.without_vat, "the total without VAT", "summan utan moms"),
        adds_up(f"{rule}53", sums.with_vat, "the total with VAT", "summan med moms"),
        adds_up(f"{rule}54", lambda total: sums.adjusted(total, "AllowanceTotalAmount", "false"),
                "the sum of discounts", "summan av rabatter"),
        adds_up(f"{rule}55", lambda total: sums.adjusted(total, "ChargeTotalAmount", "true"),
                "the sum of charges", "summan av avgifter"),
        adds_up(f"{rule}56", sums.to_pay, "the amount to pay", "beloppet att betala"),
    )  # fmt: skip


def _categories(form: Form) -> tuple[Check, ...]:
    rule = f"BII2-{form.rules}-R0"
    return (
        there(f"{rule}27", "TaxableAmount", "the base of the VAT category", "momskategorins underlag"),
        there(f"{rule}28", "TaxAmount", "the VAT of the category", "momskategorins moms"),
        there(f"{rule}29", "TaxCategory/ID", "the code of the VAT category", "momskategorins kod"),
        check(f"{rule}30", lambda row: row.has("TaxCategory/Percent") or _code(row) != "S",
              "the standard VAT category has no rate", "momskategorin S saknar sats"),
        check(f"{rule}45",
              lambda row: row.has("TaxCategory/TaxExemptionReason") or _code(row) not in ("E", REVERSE),
              "no VAT is charged, and no ground is stated", "moms tas inte ut, och ingen grund anges"),
    )  # fmt: skip


def amounts(form: Form) -> Pattern:
    """Return the rules of *form* on totals, VAT categories, discounts and charges."""
    rule = f"BII2-{form.rules}-R0"
    reverse = (
        check(f"{rule}49", _reverse_is_all, "reverse charge is not about the whole total without VAT",
              "omvänd betalningsskyldighet gäller inte hela summan utan moms", AMOUNT),
        check(f"{rule}50", _reverse_is_nothing, "VAT is charged beside reverse charge",
              "moms tas ut vid omvänd betalningsskyldighet", AMOUNT),
    )  # fmt: skip
    adjustment = (
        there(f"{rule}25", "AllowanceChargeReason", "the reason of the discount or charge", "rabattens eller avgiftens skäl"),
        check(f"{rule}43", lambda one: (bears_vat(one) and one.has("TaxCategory/ID")) or not one.tree.root.has("TaxTotal"),
              "the discount or charge has no VAT category", "rabatten eller avgiften saknar momskategori"),
    )  # fmt: skip
    bases = adds_up(
        f"{rule}58", sums.of_bases, "the total without VAT, from the bases of VAT",
        "summan utan moms, av beskattningsunderlagen",
    )  # fmt: skip
    return (
        Rule(f"/{form.root}", (bases,)),
        Rule(f"/{form.root}/AllowanceCharge", adjustment),
        Rule("LegalMonetaryTotal", _totals(form)),
        Rule("TaxSubtotal", _categories(form), when=lambda row: VAT in row.texts("TaxCategory/TaxScheme/ID")),
        Rule("TaxTotal", reverse, when=lambda tax: REVERSE in tax.texts("TaxSubtotal/TaxCategory/ID")),
    )

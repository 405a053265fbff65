"""The business rules of CEN BII for BIS 5A on amounts and VAT categories: exact to the cent, rounding inside the total with VAT."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from faktura.formats.einvoice.preflight.book import Check, Pattern, Rule
from faktura.formats.einvoice.preflight.checks import AMOUNT, check, there
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import decimal, normal
from faktura.formats.einvoice.xpath import cents_of, double_total, number
from faktura.formats.svefaktura_bis5a.names import Form
from faktura.formats.svefaktura_bis5a.preflight.bii import REVERSE, SCHEMES, VAT, bears_vat, first


def _amount(node: Element, name: str) -> Decimal | None:
    text = first(node, name)
    return None if text is None else decimal(text)


def _is(stated: Decimal | None, made: Fraction | None) -> bool:
    """Whether an amount is what was made of others; it is not where one of them is missing."""
    return stated is not None and made is not None and Fraction(stated) == made


def _together(*parts: Decimal | None) -> Fraction | None:
    """Return the sum of *parts*, rounded to the cent; none when one is missing."""
    known = [part for part in parts if part is not None]
    return cents_of((), *known) if len(known) == len(parts) else None


def _negative(value: Decimal | None) -> Decimal | None:
    return -value if value is not None else None


def _lines(total: Element, form: Form) -> bool:
    stated = (one.texts("LineExtensionAmount") for one in total.tree.every(form.line))
    return _is(_amount(total, "LineExtensionAmount"), cents_of((), *(decimal(text[0]) for text in stated if text)))


def _without_vat(total: Element) -> bool:
    lines, less, more = (
        _amount(total, name) for name in ("LineExtensionAmount", "AllowanceTotalAmount", "ChargeTotalAmount")
    )
    stated = _amount(total, "TaxExclusiveAmount")
    if less is None and more is None:
        return stated is not None and stated == lines
    zero = Decimal(0)
    return _is(stated, _together(lines, more if more is not None else zero, -less if less is not None else zero))


def _with_vat(total: Element) -> bool:
    without, rounding = _amount(total, "TaxExclusiveAmount"), _amount(total, "PayableRoundingAmount")
    if without is None:
        return False
    taxes = total.tree.root.texts("TaxTotal/TaxAmount")
    return _is(_amount(total, "TaxInclusiveAmount"), cents_of(taxes, without, rounding or Decimal(0)))


def _to_pay(total: Element) -> bool:
    stated, inclusive, paid = (
        _amount(total, name) for name in ("PayableAmount", "TaxInclusiveAmount", "PrepaidAmount")
    )
    if paid is None:
        return stated is not None and stated == inclusive
    return _is(stated, _together(inclusive, -paid))


def _adjusted(total: Element, name: str, indicator: str) -> bool:
    stated = _amount(total, name)
    if stated is None:
        return True
    some = [one for one in total.tree.root.all("AllowanceCharge") if indicator in one.texts("ChargeIndicator")]
    return _is(stated, cents_of(_texts(some, "Amount")))


def _texts(nodes: Iterable[Element], path: str) -> list[str]:
    return [text for node in nodes for text in node.texts(path)]


def _of_bases(node: Element) -> bool:
    totals = node.all("TaxTotal")
    vat = [one for one in totals if VAT in one.texts("TaxSubtotal/TaxCategory/TaxScheme/ID")]
    if not vat:
        return True
    stated = _amount(node, "LegalMonetaryTotal/TaxExclusiveAmount")
    return any(one.has("TaxAmount") for one in vat) and _is(
        stated, cents_of(_texts(totals, "TaxSubtotal/TaxableAmount"))
    )


def _reverse_is_all(tax: Element) -> bool:
    rows = [row for row in tax.all("TaxSubtotal") if REVERSE in row.texts("TaxCategory/ID")]
    totals = tax.parent.texts("LegalMonetaryTotal/TaxExclusiveAmount") if tax.parent is not None else []
    return any(number(total) == double_total(_texts(rows, "TaxableAmount")) for total in totals)


def _reverse_is_nothing(tax: Element) -> bool:
    return all(number(text) == 0 for text in tax.texts("TaxSubtotal/TaxAmount"))


def _code(row: Element) -> str:
    return normal(first(row, "TaxCategory/ID") or "")


def _totals(form: Form) -> tuple[Check, ...]:
    rule = f"BII2-{form.rules}-R0"
    return (
        check(f"{rule}51", lambda total: _lines(total, form),
              "the sum of the lines is not their sum", "radsumman är inte radernas summa", AMOUNT),
        check(f"{rule}52", _without_vat, "the total without VAT is not lines plus charges less discounts",
              "summan utan moms är inte rader plus avgifter minus rabatter", AMOUNT),
        check(f"{rule}53", _with_vat, "the total with VAT is not the total without, VAT and rounding together",
              "summan med moms är inte summan utan, momsen och öresutjämningen tillsammans", AMOUNT),
        check(f"{rule}54", lambda total: _adjusted(total, "AllowanceTotalAmount", "false"),
              "the sum of discounts is not their sum", "summan av rabatter är inte deras summa", AMOUNT),
        check(f"{rule}55", lambda total: _adjusted(total, "ChargeTotalAmount", "true"),
              "the sum of charges is not their sum", "summan av avgifter är inte deras summa", AMOUNT),
        check(f"{rule}56", _to_pay, "the amount to pay is not the total with VAT less what is paid",
              "beloppet att betala är inte summan med moms minus det som är betalt", AMOUNT),
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
    bases = check(f"{rule}58", _of_bases, "the total without VAT is not the sum of the bases of VAT",
                  "summan utan moms är inte summan av beskattningsunderlagen", AMOUNT)  # fmt: skip
    return (
        Rule(f"/{form.root}", (bases,)),
        Rule(f"/{form.root}/AllowanceCharge", adjustment),
        Rule("LegalMonetaryTotal", _totals(form)),
        Rule("TaxSubtotal", _categories(form), when=lambda row: VAT in row.texts("TaxCategory/TaxScheme/ID")),
        Rule("TaxTotal", reverse, when=lambda tax: REVERSE in tax.texts("TaxSubtotal/TaxCategory/ID")),
    )


__all__ = ["SCHEMES", "amounts"]

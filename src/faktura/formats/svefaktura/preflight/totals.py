"""Rules on the totals, discounts and VAT amounts of a Svefaktura 1.0, nearly all within half a krona.

The sums are made as the rules make them: from the lines and the discounts, in binary floating point.
"""

from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.wording import REMEDY, difference
from faktura.formats.einvoice.xpath import HALF, THOUSANDTH, Double, double_total, number
from faktura.formats.svefaktura.preflight.lines import below_half, first
from faktura.formats.svefaktura.preflight.rule import rule, summed
from faktura.formats.svefaktura.preflight.vat import ADJUSTMENT, ROW

_TRUE: Final = ("true", "1")
_FALSE: Final = ("false", "0")
_CURRENCY: Final = "amountCurrencyID"
_TOTALS: Final = "/Invoice/LegalTotal"
_OTHER: Final = "ZZZ"
_AMOUNTS: Final = (
    "AllowanceChargeBaseAmount",
    "Amount",
    "InitialInvoiceTaxAmount",
    "LineExtensionAmount",
    "LineExtensionTotalAmount",
    "PriceAmount",
    "RoundOffAmount",
    "TaxAmount",
    "TaxExclusiveTotalAmount",
    "TaxInclusiveTotalAmount",
    "TaxableAmount",
    "TotalTaxAmount",
)
"""Every element that may hold an amount, but TaxCurrencyTaxAmount, which is in another currency."""


def _adjusted(root: Element, signs: tuple[str, ...]) -> Double:
    some = [one for one in root.all("AllowanceCharge") if any(sign in signs for sign in one.texts("ChargeIndicator"))]
    return double_total(text for one in some for text in one.texts("Amount"))


def _without(stated: Element) -> Double:
    """Return an amount less the sum of the lines: every gap is taken step by step, as the rules take it."""
    return number(stated.text) - double_total(stated.tree.root.texts("InvoiceLine/LineExtensionAmount"))


def _without_adjustments(stated: Element) -> Double:
    """Return an amount less lines and charges, plus discounts."""
    root = stated.tree.root
    return _without(stated) - _adjusted(root, _TRUE) + _adjusted(root, _FALSE)


def _lines(stated: Element) -> Double:
    return -_without(stated)


def _lines_and_adjustments(stated: Element) -> Double:
    return -_without_adjustments(stated)


def _everything(stated: Element) -> Double:
    """Return how far lines + charges − discounts + VAT + rounding lie from the amount to pay."""
    root = stated.tree.root
    taxes = double_total(root.texts("TaxTotal/TotalTaxAmount"))
    return -(_without_adjustments(stated) - taxes - double_total(root.texts("LegalTotal/RoundOffAmount")))


def _is_rounded(amount: Element) -> bool:
    rounding = amount.tree.root.texts("LegalTotal/RoundOffAmount")
    return len(rounding) == 1 and number(rounding[0]) != 0


def _bases(stated: Element) -> Double:
    return -(number(stated.text) - double_total(stated.tree.root.texts("TaxTotal/TaxSubTotal/TaxableAmount")))


def _rows(tax: Element) -> Double:
    rows = tax.parent.texts("TaxSubTotal/TaxAmount") if tax.parent is not None else []
    return -(number(tax.text) - double_total(rows))


def _rate(row: Element) -> Double:
    base, rate = number(first(row, "TaxableAmount")), number(first(row, "TaxCategory/Percent"))
    return base * rate / 100 - number(first(row, "TaxAmount"))


def _up_to_half(gap: Double) -> bool:
    return abs(gap) <= HALF


def _in_own_currency(row: Element) -> bool:
    root = row.tree.root
    tax = first(root, "TaxCurrencyCode")
    return tax is None or tax == first(root, "InvoiceCurrencyCode")


def _converted(tax: Element) -> bool:
    rate = number(first(tax.tree.root, "ExchangeRate/CalculationRate"))
    other = double_total(tax.texts("TaxSubTotal/TaxCurrencyTaxAmount"))
    return abs(other - double_total(tax.texts("TaxSubTotal/TaxAmount")) * rate) < HALF


def _in_other_currency(tax: Element) -> bool:
    root = tax.tree.root
    own, other = first(root, "InvoiceCurrencyCode"), first(root, "TaxCurrencyCode")
    return own is not None and other not in (None, own) and root.has("ExchangeRate/CalculationRate")


def _in_tax_currency(row: Element) -> bool:
    return row.has("TaxCurrencyTaxAmount") == row.tree.root.has("TaxCurrencyCode")


def _in_invoice_currency(node: Element) -> bool:
    own = node.tree.root.texts("InvoiceCurrencyCode")
    return _CURRENCY not in node.attributes or not own or node.attributes[_CURRENCY] in own


TOTALS: Final[tuple[Pattern, ...]] = (
    rule(
        3,
        "/Invoice/TaxTotal",
        _converted,
        Text(
            en="the VAT in the VAT currency is not the VAT times the rate of exchange",
            sv="momsen i momsvalutan är inte momsen gånger omräkningskursen",
        ),
        REMEDY,
        when=_in_other_currency,
    ),
    summed(
        4,
        ROW,
        _rate,
        below_half,
        difference("the VAT of the rate", "momsen för satsen"),
        stated="TaxAmount",
        when=_in_own_currency,
    ),
    summed(
        10,
        f"{_TOTALS}/TaxExclusiveTotalAmount",
        _bases,
        below_half,
        difference("the total without VAT, from the bases of VAT", "summan utan moms, av beskattningsunderlagen"),
        when=lambda node: node.tree.root.has("TaxTotal/TaxSubTotal/TaxableAmount"),
    ),
    rule(
        17,
        "/Invoice",
        lambda node: len(node.all("TaxTotal")) <= 1,
        Text(en="there are several totals of VAT", sv="det finns flera momssummor"),
        Text(
            en="use one TaxTotal with a TaxSubTotal for each rate", sv="använd en TaxTotal med en TaxSubTotal per sats"
        ),
    ),
    rule(
        55,
        ADJUSTMENT,
        lambda node: node.tree.root.has("LegalTotal/TaxExclusiveTotalAmount"),
        Text(
            en="there are discounts or charges, and no total without VAT",
            sv="det finns rabatter eller avgifter, och ingen summa utan moms",
        ),
        Text(en="state it in TaxExclusiveTotalAmount", sv="ange den i TaxExclusiveTotalAmount"),
        "warning",
    ),
    rule(
        57,
        f"{ADJUSTMENT}/ReasonCode",
        lambda node: node.text == _OTHER,
        Text(
            en="the reason of a discount or charge has a code of its own",
            sv="rabattens eller avgiftens skäl har en egen kod",
        ),
        Text(en="use ZZZ, with the text in its attribute name", sv="använd ZZZ, med texten i attributet name"),
    ),
    summed(
        67,
        "/Invoice/TaxTotal/TotalTaxAmount",
        _rows,
        _up_to_half,
        difference("the VAT total", "momssumman"),
    ),
    rule(
        68,
        ROW,
        _in_tax_currency,
        Text(
            en="VAT in a VAT currency and that currency do not come together",
            sv="moms i en momsvaluta och den valutan anges inte tillsammans",
        ),
        Text(
            en="state both TaxCurrencyCode and TaxCurrencyTaxAmount, or neither",
            sv="ange både TaxCurrencyCode och TaxCurrencyTaxAmount, eller inget av dem",
        ),
    ),
    summed(
        69,
        f"{_TOTALS}/LineExtensionTotalAmount",
        _lines,
        _up_to_half,
        difference("the sum of the lines", "radsumman"),
    ),
    summed(
        70,
        f"{_TOTALS}/TaxExclusiveTotalAmount",
        _lines_and_adjustments,
        _up_to_half,
        difference(
            "the total without VAT, from lines, charges and discounts",
            "summan utan moms, av rader, avgifter och rabatter",
        ),
    ),
    summed(
        71,
        f"{_TOTALS}/TaxInclusiveTotalAmount",
        _everything,
        _up_to_half,
        difference("the amount to pay", "beloppet att betala"),
    ),
    summed(
        92,
        f"{_TOTALS}/TaxInclusiveTotalAmount",
        _everything,
        lambda gap: abs(gap) < THOUSANDTH,
        difference("the rounded amount to pay", "det avrundade beloppet att betala"),
        "warning",
        when=_is_rounded,
    ),
    rule(
        100,
        _AMOUNTS,
        _in_invoice_currency,
        Text(en="the amount is in another currency than the invoice", sv="beloppet är i en annan valuta än fakturan"),
        Text(en="state it in the invoice's currency", sv="ange det i fakturans valuta"),
    ),
    rule(
        105,
        f"{_TOTALS}/TaxInclusiveTotalAmount",
        lambda node: number(node.text) >= 0,
        Text(en="the amount to pay is negative", sv="beloppet att betala är negativt"),
        Text(en="send a credit note instead", sv="skicka en kreditnota i stället"),
    ),
)

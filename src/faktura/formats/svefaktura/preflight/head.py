"""Rules on the head of a Svefaktura 1.0: type, number of lines and currencies."""

from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.xpath import number
from faktura.formats.svefaktura.preflight.rule import rule

_LOCATION: Final = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_TYPES: Final = (380, 381)
_CREDIT: Final = "381"
_ROOT: Final = "/Invoice"

COUNT_OR_KIND: Final = Text(
    en="this is no positive number of lines, or no kind of reference that SFTI has documented",
    sv="detta är inget positivt antal rader, eller ingen sorts referens som SFTI har dokumenterat",
)
"""What R-29 says: SFTI gave two rules that number."""
COUNT_OR_KIND_REMEDY: Final = Text(
    en="state how many lines there are, or use CT, ACD, DQ or ATS as the kind of reference",
    sv="ange hur många rader det finns, eller använd CT, ACD, DQ eller ATS som sorts referens",
)


def _unlike(node: Element) -> bool:
    own, tax = node.texts("InvoiceCurrencyCode"), node.texts("TaxCurrencyCode")
    return not own or not tax or own != tax


def _refers(node: Element) -> bool:
    """Whether a credit note says what it credits: an invoice, or a period with both its ends."""
    root = node.tree.root
    periods = root.all("InvoicingPeriod")
    return root.has("InitialInvoiceDocumentReference/ID") or any(map(is_whole, periods))


def is_whole(period: Element) -> bool:
    """Whether a period has both its ends."""
    return period.has("StartDateTime") and period.has("EndDateTime")


def _counted(node: Element) -> bool:
    return number(node.text) == len(node.tree.root.all("InvoiceLine"))


def _counts(node: Element) -> bool:
    return number(node.text) > 0


def _any_tax_amount(node: Element) -> bool:
    return node.tree.root.has("TaxTotal/TaxSubTotal/TaxCurrencyTaxAmount")


HEAD: Final[tuple[Pattern, ...]] = (
    rule(
        1,
        _ROOT,
        lambda node: node.has("LineItemCountNumeric"),
        Text(en="the number of lines is not stated", sv="antalet rader anges inte"),
        Text(en="state the number of lines in LineItemCountNumeric", sv="ange antalet rader i LineItemCountNumeric"),
    ),
    rule(
        2,
        "/Invoice/InvoiceTypeCode",
        _refers,
        Text(en="the credit note does not say what it credits", sv="kreditnotan säger inte vad den krediterar"),
        Text(
            en="refer to the invoice, or state the period it was about",
            sv="hänvisa till fakturan eller ange perioden den gällde",
        ),
        "warning",
        when=lambda node: node.text == _CREDIT,
    ),
    rule(
        5,
        _ROOT,
        _unlike,
        Text(
            en="the VAT currency is the same as the invoice's own",
            sv="momsvalutan är densamma som fakturans egen",
        ),
        Text(en="leave TaxCurrencyCode out", sv="utelämna TaxCurrencyCode"),
    ),
    rule(
        21,
        _ROOT,
        lambda node: _LOCATION not in node.tree.attributes,
        Text(en="the file names a place of its schema", sv="filen anger en plats för sitt schema"),
        Text(en="take xsi:schemaLocation out before sending", sv="ta bort xsi:schemaLocation före sändning"),
        "warning",
    ),
    rule(
        22,
        "/Invoice/InvoiceTypeCode",
        lambda node: number(node.text) in _TYPES,
        Text(
            en="the type is neither 380 (invoice) nor 381 (credit note)",
            sv="typen är varken 380 (faktura) eller 381 (kreditnota)",
        ),
        Text(en="use 380 or 381", sv="använd 380 eller 381"),
    ),
    rule(
        23,
        "/Invoice/TaxCurrencyCode",
        lambda node: node.tree.root.has("ExchangeRate"),
        Text(en="a VAT currency is stated without a rate of exchange", sv="en momsvaluta anges utan omräkningskurs"),
        Text(en="add ExchangeRate", sv="lägg till ExchangeRate"),
    ),
    rule(
        24,
        "/Invoice/TaxCurrencyCode",
        lambda node: node.tree.root.has("TaxTotal/TaxSubTotal"),
        Text(en="a VAT currency is stated, but no VAT by rate", sv="en momsvaluta anges men ingen moms per sats"),
        Text(en="specify VAT by rate in TaxSubTotal", sv="specificera momsen per sats i TaxSubTotal"),
    ),
    rule(
        25,
        "/Invoice/TaxCurrencyCode",
        _any_tax_amount,
        Text(en="a VAT currency is stated, but no VAT in it", sv="en momsvaluta anges men ingen moms i den"),
        Text(
            en="state the VAT of each rate in TaxCurrencyTaxAmount",
            sv="ange momsen för varje sats i TaxCurrencyTaxAmount",
        ),
    ),
    rule(
        26,
        "/Invoice/TaxCurrencyCode",
        lambda node: node.tree.root.has("InvoiceCurrencyCode"),
        Text(
            en="a VAT currency is stated, but not the invoice's own currency",
            sv="en momsvaluta anges men inte fakturans egen valuta",
        ),
        Text(en="add InvoiceCurrencyCode", sv="lägg till InvoiceCurrencyCode"),
    ),
    rule(
        27,
        "/Invoice/LineItemCountNumeric",
        _counted,
        Text(
            en="the invoice says it has {stated} lines, it has {computed}",
            sv="fakturan säger sig ha {stated} rader, den har {computed}",
        ),
        Text(en="see whether a line is missing, or correct the number", sv="se om en rad saknas, eller rätta antalet"),
        facts=lambda node: (
            ("stated", node.text.strip()),
            ("computed", str(len(node.tree.root.all("InvoiceLine")))),
        ),
    ),
    rule(29, "/Invoice/LineItemCountNumeric", _counts, COUNT_OR_KIND, COUNT_OR_KIND_REMEDY),
    rule(
        63,
        "/Invoice/ExchangeRate/SourceCurrencyCode",
        lambda node: node.tree.root.has("InvoiceCurrencyCode"),
        Text(
            en="a rate of exchange is stated, but not the invoice's own currency",
            sv="en omräkningskurs anges men inte fakturans egen valuta",
        ),
        Text(en="add InvoiceCurrencyCode", sv="lägg till InvoiceCurrencyCode"),
    ),
    rule(
        64,
        "/Invoice/ExchangeRate/SourceCurrencyCode",
        lambda node: node.tree.root.has("TaxCurrencyCode"),
        Text(
            en="a rate of exchange is stated, but not the VAT currency",
            sv="en omräkningskurs anges men inte momsvalutan",
        ),
        Text(en="add TaxCurrencyCode", sv="lägg till TaxCurrencyCode"),
    ),
    rule(
        65,
        "/Invoice/ExchangeRate/SourceCurrencyCode",
        lambda node: node.tree.root.has("ExchangeRate/CalculationRate"),
        Text(en="the exchange has no rate", sv="omräkningen saknar kurs"),
        Text(en="state the rate in CalculationRate", sv="ange kursen i CalculationRate"),
        "information",
    ),
    rule(
        66,
        "/Invoice/ExchangeRate/CalculationRate",
        _counts,
        Text(en="the rate of exchange is not above zero", sv="omräkningskursen är inte över noll"),
        Text(
            en="state how much one unit of the invoice's currency is worth",
            sv="ange vad en enhet av fakturans valuta är värd",
        ),
    ),
)

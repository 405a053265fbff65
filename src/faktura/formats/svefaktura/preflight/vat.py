"""Rules on VAT categories of a Svefaktura 1.0: alike on lines, on discounts and charges, and in the specification."""

from collections.abc import Iterator
from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Holds, Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import decimal, normal
from faktura.formats.einvoice.xpath import number
from faktura.formats.svefaktura.preflight.rule import rule

_CHARGED: Final = "S"
_EXEMPT: Final = "E"
_VAT: Final = "VAT"
_SWEDISH: Final = (6, 12, 25)

ADJUSTMENT: Final = "/Invoice/AllowanceCharge"
ROW: Final = "/Invoice/TaxTotal/TaxSubTotal"
ITEM: Final = "/Invoice/InvoiceLine/Item"

_REASON_REMEDY: Final = Text(
    en="state the ground of the exemption in ExemptionReason", sv="ange grunden för undantaget i ExemptionReason"
)
_IN_SPECIFICATION: Final = Text(
    en="specify VAT for the category and rate in TaxTotal", sv="specificera moms för kategorin och satsen i TaxTotal"
)


def is_category(code: str) -> Holds:
    """Return whether a TaxCategory has exactly this *code*."""
    return lambda node: code in node.texts("ID")


def _code_beside(percent: Element) -> str:
    return normal(next(iter(percent.parent.texts("ID")), "")) if percent.parent is not None else ""


def _exempt_is_zero(node: Element) -> bool:
    return _code_beside(node) != _EXEMPT or decimal(node.text) == 0


def _charged_is_not_zero(node: Element) -> bool:
    return _code_beside(node) != _CHARGED or decimal(node.text) != 0


def _swedish_rate(category: Element) -> bool:
    return number(next(iter(category.texts("Percent")), None)) in _SWEDISH


def _specified(category: Element) -> bool:
    """Whether the rate of a category S stands in the specification."""
    own = category.texts("Percent")
    rows = [row for row in category.tree.root.all("TaxTotal/TaxSubTotal/TaxCategory") if _CHARGED in row.texts("ID")]
    rates = [decimal(rate) for row in rows for rate in row.texts("Percent")]
    return bool(own) and decimal(own[0]) in rates


def _exemption_specified(category: Element) -> bool:
    return _EXEMPT in category.tree.root.texts("TaxTotal/TaxSubTotal/TaxCategory/ID")


def _is_known(text: str) -> bool:
    return normal(text) in (_CHARGED, _EXEMPT)


def _rates(at: str, numbers: tuple[int, int, int]) -> Iterator[Pattern]:
    """Yield the three rules on the rate of a TaxCategory below *at*, under their *numbers* there."""
    swedish, exempt, charged = numbers
    yield rule(
        swedish,
        f"{at}/TaxCategory",
        _swedish_rate,
        Text(en="the rate is none of the Swedish ones", sv="satsen är ingen av de svenska"),
        Text(
            en="use 6, 12 or 25 %, unless the invoice is from abroad",
            sv="använd 6, 12 eller 25 %, om fakturan inte är utländsk",
        ),
        "warning",
        when=is_category(_CHARGED),
    )
    yield rule(
        exempt,
        f"{at}/TaxCategory/Percent",
        _exempt_is_zero,
        Text(en="the exempt category has a rate other than 0", sv="den undantagna kategorin har en annan sats än 0"),
        Text(en="state 0 % with category E", sv="ange 0 % med kategori E"),
    )
    yield rule(
        charged,
        f"{at}/TaxCategory/Percent",
        _charged_is_not_zero,
        Text(en="the charged category has the rate 0", sv="den beskattade kategorin har satsen 0"),
        Text(en="use category E with 0 %, and state its ground", sv="använd kategori E med 0 %, och ange grunden"),
        "warning",
    )


def _stand_in_specification(at: str, numbers: tuple[int, int]) -> Iterator[Pattern]:
    charged, exempt = numbers
    yield rule(
        charged,
        f"{at}/TaxCategory",
        _specified,
        Text(
            en="the VAT rate does not stand in the specification of VAT",
            sv="momssatsen finns inte i momsspecifikationen",
        ),
        _IN_SPECIFICATION,
        when=is_category(_CHARGED),
    )
    yield rule(
        exempt,
        f"{at}/TaxCategory",
        _exemption_specified,
        Text(
            en="the exemption does not stand in the specification of VAT",
            sv="undantaget finns inte i momsspecifikationen",
        ),
        _IN_SPECIFICATION,
        when=is_category(_EXEMPT),
    )


def _seller_registered(tax: Element) -> bool:
    schemes = tax.tree.root.all("SellerParty/Party/PartyTaxScheme")
    return any(one.has("CompanyID") and _VAT in one.texts("TaxScheme/ID") for one in schemes)


def _shows_vat(tax: Element) -> bool:
    return _VAT in tax.texts("TaxSubTotal/TaxCategory/TaxScheme/ID")


def _reason_beside(node: Element) -> bool:
    return normal(node.text) != _EXEMPT or (node.parent is not None and node.parent.has("ExemptionReason"))


def _any_reason(node: Element) -> bool:
    reasons = node.tree.root.has("TaxTotal/TaxSubTotal/TaxCategory/ExemptionReason")
    return normal(node.text) != _EXEMPT or reasons


def _vat_scheme(node: Element) -> bool:
    return [normal(one) for one in node.texts("TaxCategory/TaxScheme/ID")] == [_VAT]


def _no_other_scheme(item: Element) -> bool:
    return all(normal(one) == _VAT for one in item.texts("TaxCategory/TaxScheme/ID"))


def _other_category(number_: int, at: str, holds: Holds) -> Pattern:
    says = Text(en="the VAT category is neither S nor E", sv="momskategorin är varken S eller E")
    remedy = Text(
        en="use S, or E for whatever bears no VAT, with its ground",
        sv="använd S, eller E för det som är utan moms, med grunden",
    )
    return rule(number_, at, holds, says, remedy)


def _unblanked(number_: int, at: str, what: tuple[str, str]) -> Pattern:
    says = Text(en=f"the {what[0]} is written with blanks", sv=f"{what[1]} är skriven med mellanslag")
    remedy = Text(en="write the code without them", sv="skriv koden utan dem")
    return rule(number_, at, lambda node: normal(node.text) == node.text, says, remedy, "warning")


def _other_scheme(number_: int, at: str, holds: Holds) -> Pattern:
    says = Text(en="the tax of a category is other than VAT", sv="kategorins skatt är en annan än moms")
    return rule(number_, at, holds, says, Text(en="use VAT as tax scheme", sv="använd VAT som skattetyp"))


VAT: Final[tuple[Pattern, ...]] = (
    *_rates(ADJUSTMENT, (6, 61, 62)),
    *_rates(ITEM, (7, 77, 97)),
    *_rates(ROW, (16, 95, 96)),
    *_stand_in_specification(ADJUSTMENT, (89, 90)),
    *_stand_in_specification(ITEM, (106, 90)),
    _unblanked(18, "TaxCategory/ID", ("VAT category", "momskategorin")),
    _unblanked(19, "TaxScheme/ID", ("tax scheme", "skattetypen")),
    _other_category(59, f"{ROW}/TaxCategory/ID", lambda node: _is_known(node.text)),
    _other_category(76, f"{ITEM}/TaxCategory", lambda node: _is_known(next(iter(node.texts("ID")), "").upper())),
    _other_scheme(56, ADJUSTMENT, _vat_scheme),
    _other_scheme(75, ITEM, _no_other_scheme),
    rule(
        58,
        f"{ADJUSTMENT}/TaxCategory",
        lambda node: node.has("Percent"),
        Text(en="the discount or charge has no VAT rate", sv="rabatten eller avgiften saknar momssats"),
        Text(en="state it in Percent", sv="ange den i Percent"),
    ),
    rule(
        60,
        f"{ADJUSTMENT}/TaxCategory/ID",
        _any_reason,
        Text(
            en="a discount or charge is exempt from VAT, and no ground is stated",
            sv="en rabatt eller avgift är undantagen från moms, och ingen grund anges",
        ),
        _REASON_REMEDY,
        "warning",
    ),
    rule(
        88,
        "/Invoice/TaxTotal",
        _seller_registered,
        Text(
            en="VAT is specified, and the seller's VAT number is missing",
            sv="moms specificeras, och säljarens momsregistreringsnummer saknas",
        ),
        Text(en="state it with VAT as its tax scheme", sv="ange det med VAT som skattetyp"),
        when=_shows_vat,
    ),
    rule(
        91,
        f"{ROW}/TaxCategory/ID",
        _reason_beside,
        Text(en="VAT is not charged, and no ground is stated", sv="moms tas inte ut, och ingen grund anges"),
        _REASON_REMEDY,
        "warning",
    ),
)

"""Rules on the lines of a Svefaktura 1.0: how their amounts are made, their discounts and their units."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Holds, Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import decimal
from faktura.formats.einvoice.wording import REMEDY, difference
from faktura.formats.einvoice.xpath import HALF, Double, exactly, number, quotient
from faktura.formats.svefaktura.preflight.rule import Gap, rule, summed

_TRUE: Final = ("true", "1")
_FALSE: Final = ("false", "0")
_LINE: Final = "/Invoice/InvoiceLine"
_UNIT: Final = "quantityUnitCode"
_OERE: Final = Fraction(1, 100)


def first(node: Element, path: str) -> str | None:
    """Return the text of the first element at *path*; None when there is none."""
    return next(iter(node.texts(path)), None)


def _price_times_quantity(line: Element) -> Double:
    """Return price × quantity / base quantity of a line, as the rules compute it."""
    product = number(first(line, "Item/BasePrice/PriceAmount")) * number(first(line, "InvoicedQuantity"))
    base = first(line, "Item/BasePrice/BaseQuantity")
    return product if base is None else quotient(product, number(base))


def _gap(sign: int) -> Gap:
    """Return how far price × quantity, with *sign* times its discount or charge, lies from a line's amount."""

    def gap(line: Element) -> Double:
        made = _price_times_quantity(line)
        if sign:
            made += sign * number(first(line, "AllowanceCharge/Amount"))
        return made - number(first(line, "LineExtensionAmount"))

    return gap


def _priced(signs: tuple[str, ...], *, based: bool) -> Holds:
    """Return whether a line has a price, a base quantity or not, and a discount or charge with one of *signs*, or none."""

    def fits(line: Element) -> bool:
        if not line.has("Item/BasePrice") or line.has("Item/BasePrice/BaseQuantity") != based:
            return False
        if not signs:
            return not line.has("AllowanceCharge/Amount")
        stated = line.texts("AllowanceCharge/ChargeIndicator")
        return line.has("AllowanceCharge/Amount") and any(sign in signs for sign in stated)

    return fits


def _amounts() -> Iterator[Pattern]:
    """Yield the six rules on the amount of a line: with and without base quantity, discount and charge."""
    says = difference("the line's amount", "radbeloppet")
    for code, based, signs, sign in (
        (11, True, _FALSE, -1),
        (12, True, _TRUE, 1),
        (13, False, _FALSE, -1),
        (14, False, _TRUE, 1),
        (15, True, (), 0),
        (20, False, (), 0),
    ):
        when = _priced(signs, based=based)
        yield summed(code, _LINE, _gap(sign), below_half, says, stated="LineExtensionAmount", when=when)


def below_half(gap: Double) -> bool:
    """Whether less than half a krona is wrong."""
    return abs(gap) < HALF


def _counted_on(line: Element) -> bool:
    """Whether what a discount was counted on is price × quantity, to the öre."""
    made = exactly(_price_times_quantity(line))
    stated = decimal(line.texts("AllowanceCharge/AllowanceChargeBaseAmount")[0])
    return abs(Fraction(stated) - made) < _OERE


def _has_basis(*, based: bool) -> Holds:
    return lambda line: (
        line.has("AllowanceCharge/AllowanceChargeBaseAmount")
        and line.has("InvoicedQuantity")
        and line.has("Item/BasePrice")
        and line.has("Item/BasePrice/BaseQuantity") == based
    )


def _bases() -> Iterator[Pattern]:
    says = difference("what the discount or charge was counted on", "det som rabatten eller avgiften räknats på")
    for code, based in ((103, False), (104, True)):
        yield rule(code, _LINE, _counted_on, says, REMEDY, "warning", when=_has_basis(based=based), facts=_counted)


def _counted(line: Element) -> tuple[tuple[str, str], ...]:
    stated = line.texts("AllowanceCharge/AllowanceChargeBaseAmount")[0]
    return ("stated", stated.strip()), ("computed", f"{_price_times_quantity(line):.2f}")


def _same_unit(base: Element) -> bool:
    price = base.parent
    item = price.parent if price is not None else None
    line = item.parent if item is not None else None
    quantities = line.all("InvoicedQuantity") if line is not None else []
    units = [one.attributes[_UNIT] for one in quantities if _UNIT in one.attributes]
    return not units or base.attributes.get(_UNIT) in units


def _undescribed(amount: Element) -> bool:
    line = amount.parent
    return line is not None and not line.has("Note") and not line.has("Item/Description")


LINES: Final[tuple[Pattern, ...]] = (
    *_amounts(),
    rule(
        72,
        f"{_LINE}/AllowanceCharge",
        lambda node: node.has("Amount"),
        Text(en="the line's discount or charge has no amount", sv="radens rabatt eller avgift saknar belopp"),
        Text(en="state it in Amount", sv="ange det i Amount"),
    ),
    rule(
        73,
        f"{_LINE}/AllowanceCharge/ChargeIndicator",
        lambda node: node.text in ("true", "false"),
        Text(
            en="whether it is a charge is said neither with true nor with false",
            sv="om det är en avgift sägs varken med true eller med false",
        ),
        Text(
            en="write true for a charge and false for a discount", sv="skriv true för en avgift och false för en rabatt"
        ),
    ),
    rule(
        74,
        f"{_LINE}/AllowanceCharge/Amount",
        lambda node: number(node.text) >= 0,
        Text(en="the line's discount or charge is negative", sv="radens rabatt eller avgift är negativ"),
        Text(en="make it positive and turn ChargeIndicator", sv="gör beloppet positivt och byt ChargeIndicator"),
    ),
    rule(
        78,
        f"{_LINE}/Item/BasePrice/BaseQuantity",
        _same_unit,
        Text(
            en="the price is for another unit than the quantity is stated in",
            sv="priset gäller en annan enhet än den antalet anges i",
        ),
        Text(en="state both in the same unit", sv="ange båda i samma enhet"),
    ),
    rule(
        102,
        f"{_LINE}/LineExtensionAmount",
        lambda node: number(node.text) == 0,
        Text(en="the line's amount has no description", sv="radbeloppet saknar beskrivning"),
        Text(en="say what it is for in Description or Note", sv="skriv vad det gäller i Description eller Note"),
        "warning",
        when=_undescribed,
    ),
    *_bases(),
)

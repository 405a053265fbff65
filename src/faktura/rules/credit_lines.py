"""One line of a credit note: all that is left of the invoice line, some of its units, or an amount of it."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from faktura.core.document import AllowanceCharge, BookedComponent, InvoiceLine, PriceBasis
from faktura.core.money import Money, exponent
from faktura.core.product import Unit
from faktura.core.rounding import EXACT
from faktura.rules.credit_left import LineLeft
from faktura.rules.ratio import half_up_ratio
from faktura.rules.unit_price import unit_price

_ONE: Final = Decimal(1)


@frozen(kw_only=True)
class Portion:
    """What a credit note takes of one line, minor units; no *quantity*: an amount, not units."""

    left: LineLeft
    quantity: Decimal | None
    net: int
    gross: int

    @property
    def whole(self) -> bool:
        """Whether it takes all that is left."""
        return (
            self.net == self.left.net and self.gross == self.left.gross and self.quantity in (None, self.left.quantity)
        )


def whole_line(left: LineLeft) -> Portion:
    """Return all that is left of a line."""
    units = left.quantity if left.quantity * left.line.quantity > 0 or left.untouched else None
    return Portion(left=left, quantity=units, net=left.net, gross=left.gross)


def units_of(left: LineLeft, quantity: Decimal) -> Portion:
    """Return *quantity* units of what is left, at what is left for each of them; the last take the rest."""
    share = Fraction(quantity) / Fraction(left.quantity)
    net = half_up_ratio(left.net * share.numerator, share.denominator)
    gross = half_up_ratio(left.gross * share.numerator, share.denominator)
    return Portion(left=left, quantity=quantity, net=net, gross=gross)


def credit_line(portion: Portion, currency: str, basis: PriceBasis) -> InvoiceLine:
    """Return the credit note's line for *portion*, with the number of the invoice line.

    An untouched line taken whole is the invoice's line itself.
    """
    left, line = portion.left, portion.left.line
    if portion.whole and left.untouched:
        return line
    components = _components(portion, currency)
    common = evolve(
        line,
        net=Money(portion.net, currency),
        gross=Money(portion.gross, currency),
        components=components,
        work=evolve(line.work, hours=None) if line.work is not None and not portion.whole else line.work,
    )
    if portion.quantity is not None:
        by_units = _by_units(common, portion, portion.quantity)
        if by_units is not None:
            return by_units
    return _by_amount(common, portion, basis)


def _components(portion: Portion, currency: str) -> tuple[BookedComponent, ...]:
    """Split the net over what is left of the hidden parts, so that none gives more than it has."""
    weights = [abs(part) for part in portion.left.components]
    if not weights:
        return ()
    shares = Money(portion.net, currency).allocate(weights if any(weights) else [1] * len(weights))
    parts = portion.left.line.components
    return tuple(evolve(part, net=share) for part, share in zip(parts, shares, strict=True))


def _by_units(line: InvoiceLine, portion: Portion, quantity: Decimal) -> InvoiceLine | None:
    """Return *line* as that many units with their share of the line's discounts; None when no price fits."""
    currency = line.net.currency
    for allowances in (_shares(line.allowances, quantity, portion.left.line.quantity, currency), ()):
        changes = sum(one.amount.minor if one.charge else -one.amount.minor for one in allowances)
        goods = portion.net - changes
        if not quantity or goods * quantity < 0:
            continue
        price, base = _price(line, goods, quantity)
        return evolve(line, quantity=quantity, price=price, base_quantity=base, allowances=allowances)
    return None


def _price(line: InvoiceLine, goods: int, quantity: Decimal) -> tuple[Decimal, Decimal]:
    """Return the line's own price where it gives *goods*, else one that does."""
    amount = EXACT.divide(EXACT.multiply(quantity, line.price), line.base_quantity)
    if abs(EXACT.scaleb(amount, exponent(line.net.currency)) - goods) * 2 < 1:
        return line.price, line.base_quantity
    return unit_price(goods, quantity, line.net.currency) if goods else (Decimal(0), _ONE)


def _shares(
    allowances: tuple[AllowanceCharge, ...], quantity: Decimal, whole: Decimal, currency: str
) -> tuple[AllowanceCharge, ...]:
    if not allowances or not whole:
        return ()
    share = abs(Fraction(quantity) / Fraction(whole))
    shares = []
    for one in allowances:
        amount = half_up_ratio(one.amount.minor * share.numerator, share.denominator)
        if amount:
            shares.append(evolve(one, amount=Money(amount, currency), base=None, percent=None))
    return tuple(shares)


def _by_amount(line: InvoiceLine, portion: Portion, basis: PriceBasis) -> InvoiceLine:
    """Return *line* as one piece at the amount that is credited."""
    price, gross = abs(line.net).major, abs(line.gross).major
    return evolve(
        line,
        quantity=-_ONE if portion.net < 0 else _ONE,
        unit=Unit.PIECE,
        price=price,
        base_quantity=_ONE,
        stated_price=gross if basis is PriceBasis.WITH_VAT else price,
        allowances=(),
    )

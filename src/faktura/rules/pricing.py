"""What each drafted line and adjustment costs in the draft's own price basis, rounded once per line.

The first step from a draft to its totals: quantity × price rounded half up to the minor unit, less
discounts plus charges. Whether those amounts include VAT is not asked here; see `rules.totals`.
"""

from decimal import Decimal

from attrs import evolve, frozen

from faktura.core.document import Adjustment, Line
from faktura.core.errors import Refused
from faktura.core.money import Money, minor_units
from faktura.core.number import exact
from faktura.core.product import Component, LineRole
from faktura.core.rounding import EXACT, half_up
from faktura.core.vat import Vat
from faktura.rules.ratio import half_up_ratio, over, spread


@frozen(kw_only=True)
class PricedAdjustment:
    """A discount or charge in minor units of the draft's basis.

    Attributes:
        amount: Signed as it changes the price: a discount of a positive price is negative.
        base: What the percentage was counted on, signed; 0 for an amount.
    """

    text: str
    amount: int
    percent: Decimal | None = None
    base: int = 0
    vat: Vat
    role: LineRole = LineRole.SALE

    def __neg__(self) -> "PricedAdjustment":
        return evolve(self, amount=-self.amount, base=-self.base)


@frozen(kw_only=True)
class PricedLine:
    """A drafted line, or the part of a package that has one VAT treatment, in the draft's basis.

    Attributes:
        quantity: With the sign of what it does to the total: a negative price is turned into it.
        price: Unit price as stated, zero or more.
        goods: Quantity × price, minor units.
        adjustments: What changes it; `amount` is the sum.
        exact_price: Whether `price` times the quantity gives `goods`: not for a part of a package.
        components: The hidden parts among which the net is split.
    """

    line: Line
    vat: Vat
    quantity: Decimal
    price: Decimal
    goods: int
    adjustments: tuple[PricedAdjustment, ...] = ()
    exact_price: bool = True
    package_id: str = ""
    components: tuple[Component, ...] = ()

    @property
    def amount(self) -> int:
        """What the line costs: goods less discounts plus charges."""
        return self.goods + sum(change.amount for change in self.adjustments) if self.adjustments else self.goods

    def __neg__(self) -> "PricedLine":
        changes = tuple(-change for change in self.adjustments)
        return evolve(self, quantity=-self.quantity, goods=-self.goods, adjustments=changes)


def price_line(line: Line, *, currency: str) -> PricedLine:
    """Return what *line* costs, in minor units of *currency*.

    A negative price is a negative quantity of the positive price, since BT-146 is never negative. A
    discount lowers the price, also of what is taken back: 10 % off -100 is -90.

    Raises:
        InvalidAmount: Quantity, price or percentage is no plain number, or the product too large.
    """
    quantity, price = exact(line.quantity), exact(line.price)
    if price < 0:
        quantity, price = -quantity, -price
    goods = minor_units(EXACT.multiply(quantity, price), currency, half_up)
    sign = -1 if quantity < 0 else 1
    changes = tuple(_on_line(change, goods, sign, line.vat) for change in line.adjustments) if line.adjustments else ()
    return PricedLine(line=line, vat=line.vat, quantity=quantity, price=price, goods=goods, adjustments=changes)


def _on_line(change: Adjustment, goods: int, sign: int, vat: Vat) -> PricedAdjustment:
    direction = -1 if change.kind == "discount" else 1
    if change.percent is None:
        return PricedAdjustment(text=change.text, amount=direction * sign * _minor(change), vat=vat, role=change.role)
    numerator, denominator = over(exact(change.percent))
    return PricedAdjustment(
        text=change.text,
        amount=direction * half_up_ratio(goods * numerator, denominator),
        percent=change.percent,
        base=goods,
        vat=vat,
        role=change.role,
    )


def _minor(change: Adjustment) -> int:
    return change.amount.minor if change.amount is not None else 0


def price_adjustment(change: Adjustment, lines: tuple[PricedLine, ...]) -> tuple[PricedAdjustment, ...]:
    """Return *change* on the whole document, one part for each VAT treatment it falls on.

    With a VAT of its own it stays whole. Else it is spread over the VAT treatments of *lines*: a
    percentage in proportion to each of their sums, an amount over those whose sum has the sign of
    the whole (over the first line's when there is none).
    """
    sums: dict[Vat, int] = {}
    for line in lines:
        sums[line.vat] = sums.get(line.vat, 0) + line.amount
    whole = sum(sums.values())
    direction = -1 if change.kind == "discount" else 1
    if change.percent is not None:
        shares = _percentage(change, sums, whole)
    else:
        shares = _amounts(direction * _minor(change) * (-1 if whole < 0 else 1), change, sums, whole)
        direction = 1
    return tuple(
        PricedAdjustment(
            text=change.text, amount=direction * amount, percent=change.percent, base=base, vat=vat, role=change.role
        )
        for vat, amount, base in shares
        if amount
    )


def _percentage(change: Adjustment, sums: dict[Vat, int], whole: int) -> list[tuple[Vat, int, int]]:
    numerator, denominator = over(exact(change.percent or Decimal(0)))
    total = half_up_ratio(whole * numerator, denominator)
    if change.vat is not None:
        return [(change.vat, total, whole)]
    shares = spread(total, [base * numerator for base in sums.values()], denominator)
    return [(vat, share, base) for (vat, base), share in zip(sums.items(), shares, strict=True)]


def _amounts(amount: int, change: Adjustment, sums: dict[Vat, int], whole: int) -> list[tuple[Vat, int, int]]:
    if change.vat is not None:
        return [(change.vat, amount, 0)]
    sign = -1 if whole < 0 else 1
    weights = [max(0, sign * base) for base in sums.values()]
    if not any(weights):
        weights = [1] + [0] * (len(weights) - 1)
    shares = Money(amount).allocate(weights)
    return [(vat, share.minor, 0) for vat, share in zip(sums, shares, strict=True)]


def refuse_other_currency(adjustments: tuple[Adjustment, ...], currency: str) -> Refused | None:
    """Return a refusal when an amount among *adjustments* is not in *currency*."""
    for change in adjustments:
        if change.amount is not None and change.amount.currency != currency:
            facts = (("text", change.text), ("found", change.amount.currency), ("currency", currency))
            return Refused(code="totals.currency", facts=facts)
    return None

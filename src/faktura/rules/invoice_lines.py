"""Issued lines and document-level adjustments, from what was priced and what VAT made of it.

EN 16931 states everything without VAT, and its rules multiply: quantity × price / base less
allowances plus charges must give the line's net. With prices including VAT the net is given first,
as the line's share of the taxable amount, and discounts and price are fitted to it.
"""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from faktura.core.document import AllowanceCharge, InvoiceLine, PriceBasis
from faktura.core.money import Money
from faktura.core.rounding import EXACT
from faktura.rules.packages import book_components
from faktura.rules.pricing import PricedAdjustment, PricedLine
from faktura.rules.ratio import half_up_ratio, over
from faktura.rules.unit_price import unit_price
from faktura.rules.vat import without_vat

_TOLERANCE = 2  # minor units between amount and percentage of base: PEPPOL-EN16931-R040
_ONE = Decimal(1)
_DECIMALS = Decimal("0.000001")


def issue_line(priced: PricedLine, *, id: str, net: int, gross: int, currency: str, basis: PriceBasis) -> InvoiceLine:
    """Return the issued line: *net* and *gross* are its amounts in minor units, as VAT shared them."""
    with_vat = basis is PriceBasis.WITH_VAT
    changes = _without_vat(priced, net) if with_vat else priced.adjustments
    goods = net - sum(change.amount for change in changes) if changes else net
    price, base_quantity = _price(priced, goods, currency, with_vat=with_vat)
    line, amount = priced.line, Money(net, currency)
    return InvoiceLine(
        id=id,
        text=line.text,
        quantity=priced.quantity,
        unit=line.unit,
        price=price,
        net=amount,
        vat=priced.vat,
        base_quantity=base_quantity,
        stated_price=priced.price,
        gross=Money(gross, currency),
        allowances=tuple(issue_adjustment(change, change.amount, currency) for change in changes if change.amount)
        if changes
        else (),
        kind=line.kind,
        role=line.role,
        note=line.note,
        period=line.period,
        product_id=line.product_id,
        account=line.account,
        dimensions=line.dimensions,
        cost=line.cost,
        work=line.work,
        package=line.text if priced.package_id and priced.components else "",
        package_id=priced.package_id if priced.components else "",
        components=book_components(priced.components, amount) if priced.components else (),
    )


def _price(priced: PricedLine, goods: int, currency: str, *, with_vat: bool) -> tuple[Decimal, Decimal]:
    """Return price without VAT and base quantity: as drafted when that is exact, else fitted to *goods*."""
    if not with_vat and priced.exact_price:
        return priced.price, _ONE
    if goods and priced.quantity and (goods > 0) == (priced.quantity > 0):
        return unit_price(goods, priced.quantity, currency)
    if not with_vat or priced.goods or priced.quantity:
        return Decimal(0), _ONE
    factor = EXACT.divide(Decimal(100), 100 + priced.vat.percent)
    return EXACT.multiply(priced.price, factor).quantize(_DECIMALS), _ONE


def _without_vat(priced: PricedLine, net: int) -> tuple[PricedAdjustment, ...]:
    """Return the adjustments without VAT, so that what is left for the goods has their sign.

    Each is rounded by itself; a percentage is counted on the goods without VAT. Where that would
    leave an öre on goods that cost nothing, the largest adjustment takes it.
    """
    if not priced.adjustments:
        return ()
    percent = priced.vat.percent
    goods = without_vat(priced.goods, percent)
    changes = [_one_without_vat(change, goods, percent) for change in priced.adjustments]
    left = net - sum(change.amount for change in changes)
    if left * priced.goods <= 0 and left:
        largest = max(range(len(changes)), key=lambda index: abs(changes[index].amount))
        changes[largest] = evolve(changes[largest], amount=changes[largest].amount + left)
    return tuple(changes)


def _one_without_vat(change: PricedAdjustment, goods: int, percent: Decimal) -> PricedAdjustment:
    if change.percent is None:
        return evolve(change, amount=without_vat(change.amount, percent))
    numerator, denominator = over(change.percent)
    amount = half_up_ratio(abs(goods) * numerator, denominator)
    return evolve(change, amount=amount if change.amount > 0 else -amount, base=goods)


def issue_adjustment(change: PricedAdjustment, net: int, currency: str) -> AllowanceCharge:
    """Return *change* as issued: an allowance or a charge of zero or more, by the sign of *net*.

    The percentage is stated only where base × percentage gives the amount (PEPPOL-EN16931-R040); it
    may miss by more when a package was split.
    """
    amount, base = abs(net), abs(change.base)
    percent = change.percent
    if percent is not None:
        numerator, denominator = over(percent)
        if abs(amount * denominator - base * numerator) > _TOLERANCE * denominator:
            percent = None
    return AllowanceCharge(
        charge=net > 0,
        text=change.text,
        amount=Money(amount, currency),
        vat=change.vat,
        base=Money(base, currency) if percent is not None else None,
        percent=percent,
        role=change.role,
    )


def issue_adjustments(
    changes: Sequence[tuple[PricedAdjustment, int]], *, currency: str, basis: PriceBasis
) -> tuple[AllowanceCharge, ...]:
    """Return the document-level adjustments (BG-20, BG-21) with their nets; those of nothing are left out."""
    result = []
    for change, net in changes:
        if basis is PriceBasis.WITH_VAT and change.percent is not None:
            change = evolve(change, base=without_vat(change.base, change.vat.percent))
        if net:
            result.append(issue_adjustment(change, net, currency))
    return tuple(result)

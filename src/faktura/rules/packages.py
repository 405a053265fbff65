"""Packages (paket): one visible line whose hidden components are booked, and taxed, each for itself.

The package price is split by the components' weights in the draft's own price basis, exactly, with
the largest remainder. Components of one VAT treatment become one invoice line; several treatments
give several lines with the same `package_id`, whose amounts sum to the package price.

What holds for any weights: with prices including VAT the customer's total; with prices without VAT
the sum without VAT, and the total too as long as all components have one rate.
"""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from faktura.core.document import BookedComponent
from faktura.core.money import Money
from faktura.core.product import Component
from faktura.core.vat import Vat
from faktura.rules.pricing import PricedAdjustment, PricedLine


def split_package(priced: PricedLine, package_id: str) -> tuple[PricedLine, ...]:
    """Return *priced* itself when it is no package, else one line for each VAT treatment of its components."""
    components = priced.line.components
    if not components:
        return (priced,)
    groups: dict[Vat, list[Component]] = {}
    for component in components:
        groups.setdefault(component.vat, []).append(component)
    weights = [sum((part.weight for part in parts), Decimal(0)) for parts in groups.values()]
    if not any(weights):
        weights = [Decimal(1)] * len(weights)
    goods = _split(priced.goods, weights)
    changes = [_split_adjustment(change, weights) for change in priced.adjustments]
    return tuple(
        evolve(
            priced,
            vat=vat,
            goods=goods[index],
            adjustments=tuple(evolve(change[index], vat=vat) for change in changes),
            exact_price=len(groups) == 1,
            package_id=package_id,
            components=tuple(groups[vat]),
        )
        for index, vat in enumerate(groups)
        if weights[index]
    )


def _split(amount: int, weights: Sequence[Decimal]) -> list[int]:
    return [share.minor for share in Money(amount).allocate(weights)]


def _split_adjustment(change: PricedAdjustment, weights: Sequence[Decimal]) -> list[PricedAdjustment]:
    amounts, bases = _split(change.amount, weights), _split(change.base, weights)
    return [evolve(change, amount=amount, base=base) for amount, base in zip(amounts, bases, strict=True)]


def book_components(components: tuple[Component, ...], net: Money) -> tuple[BookedComponent, ...]:
    """Return what each of *components* is booked with: *net* split by their weights.

    >>> parts = (Component(name="Kurs", weight=Decimal(2)), Component(name="Bok", weight=Decimal(1)))
    >>> [part.net.minor for part in book_components(parts, Money(100_00))]
    [6667, 3333]
    """
    if not components:
        return ()
    weights = [part.weight for part in components]
    shares = net.allocate(weights if any(weights) else [1] * len(weights))
    return tuple(
        BookedComponent(name=part.name, net=share, account=part.account, dimensions=part.dimensions)
        for part, share in zip(components, shares, strict=True)
    )

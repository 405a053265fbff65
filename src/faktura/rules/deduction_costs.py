"""What of an invoice is labour, material and other cost towards ROT and RUT, all including VAT.

Only labour gives a deduction (IL 67 kap. 18 §). A discount on the whole document lowers every line
of its VAT rate in proportion, labour too; a charge on the whole document is other cost.
"""

from collections.abc import Sequence

from faktura.core.deduction import WorkDone
from faktura.core.document import InvoiceLine
from faktura.core.money import Money, total
from faktura.core.product import CostKind
from faktura.core.vat import Vat


def deduction_costs(
    lines: Sequence[InvoiceLine], changes: Sequence[tuple[Vat, int]]
) -> tuple[tuple[WorkDone, ...], Money]:
    """Return the work of each type and the other costs, from issued *lines* and document-level *changes*.

    *changes* are VAT treatment and signed amount including VAT, in minor units. Material without a
    work type of its own goes with the types of labour, by their size.
    """
    amounts = _after_discounts(lines, changes)
    labour: dict[str, int] = {}
    hours: dict[str, int | None] = {}
    material: dict[str, int] = {}
    loose = other = 0
    for line, amount in zip(lines, amounts, strict=True):
        work_type = line.work.type if line.work is not None else ""
        if line.cost is CostKind.LABOUR and line.work is not None:
            labour[work_type] = labour.get(work_type, 0) + amount
            if line.work.hours is not None:
                hours[work_type] = (hours.get(work_type) or 0) + line.work.hours
        elif line.cost is CostKind.MATERIAL and work_type:
            material[work_type] = material.get(work_type, 0) + amount
        elif line.cost is CostKind.MATERIAL:
            loose += amount
        else:
            other += amount
    other += sum(amount for _, amount in changes if amount > 0)
    types = tuple(dict.fromkeys((*labour, *material)))
    shares = _by_labour(loose, [labour.get(kind, 0) for kind in types])
    if not types:
        other += loose
    works = tuple(
        WorkDone(
            type=kind,
            hours=hours.get(kind),
            labour=Money(labour.get(kind, 0)),
            material=Money(material.get(kind, 0) + share),
        )
        for kind, share in zip(types, shares, strict=True)
    )
    return works, Money(other)


def _after_discounts(lines: Sequence[InvoiceLine], changes: Sequence[tuple[Vat, int]]) -> list[int]:
    """Return each line's amount including VAT, less its share of the document's discounts."""
    amounts = [line.gross.minor for line in lines]
    for vat, change in changes:
        mine = [index for index, line in enumerate(lines) if line.vat == vat and line.gross.minor > 0]
        if change >= 0 or not mine:
            continue
        shares = Money(change).allocate([lines[index].gross.minor for index in mine])
        for index, share in zip(mine, shares, strict=True):
            amounts[index] += share.minor
    return amounts


def _by_labour(amount: int, labour: Sequence[int]) -> list[int]:
    if not labour:
        return []
    weights = [max(0, part) for part in labour]
    return [share.minor for share in Money(amount).allocate(weights if any(weights) else [1] * len(weights))]


def sum_of(works: Sequence[WorkDone]) -> tuple[Money, Money]:
    """Return the labour and the material of all *works*."""
    return total((work.labour for work in works), "SEK"), total((work.material for work in works), "SEK")

"""What one case (ärende) in a request for payout is about: a person's part of an invoice, its price and its work.

ROT and RUT: one for each person, with all the work. Green technology: one for each person and installation, for a case
of that request names one installation only. Labour, hours, material and other costs are split as the deduction is.

Hours are whole, and Skatteverket takes no case without any; how they are rounded it does not say. Whoever would get
none in the split gets one from who has most. Only when there are fewer hours than persons, or when a credit took the
hours and left work to be paid for, is one hour each more than the invoice says.
"""

from collections.abc import Sequence

from attrs import evolve, frozen

from faktura.core.deduction import Deduction, DeductionKind, DeductionShare, WorkDone
from faktura.core.money import Money
from faktura.core.payout_request import RequestedWork
from faktura.rules.deduction_split import ORE


@frozen(kw_only=True)
class Cell:
    """One case when everything is paid: whose, of how many kronor, and the price and work that go with them.

    `base` and `granted_of_base` are what the group of cases it belongs to is counted on, and gets.
    """

    share: DeductionShare
    granted: int
    price: Money
    works: tuple[RequestedWork, ...]
    base: Money
    granted_of_base: Money
    other_cost: Money = Money(0)


def cells_of(deduction: Deduction) -> list[Cell]:
    """Return the cases of *deduction*, of which something must be left, when everything is paid."""
    cells = _installations(deduction) if deduction.kind is DeductionKind.GREEN else _persons(deduction)
    others = deduction.other_cost.allocate([cell.granted for cell in cells])
    return [evolve(cell, other_cost=other) for cell, other in zip(cells, others, strict=True)]


def _persons(deduction: Deduction) -> list[Cell]:
    granted = [share.amount.minor // ORE for share in deduction.shares]
    prices, works = deduction.labour.allocate(granted), _works(deduction.works, granted)
    return [
        Cell(
            share=share,
            granted=kronor,
            price=price,
            works=done,
            base=deduction.labour,
            granted_of_base=deduction.amount,
        )
        for share, kronor, price, done in zip(deduction.shares, granted, prices, works, strict=True)
    ]


def _works(works: Sequence[WorkDone], granted: Sequence[int]) -> list[tuple[RequestedWork, ...]]:
    """Return each person's hours and material, split as the deduction is."""
    rows: list[list[RequestedWork]] = [[] for _ in granted]
    timed = [work for work in works if work.hours is not None or work.material]
    hours = dict(zip([work.type for work in timed], _hours(timed, granted), strict=True))
    for work in works:
        for at, (row, part) in enumerate(zip(rows, work.material.allocate(granted), strict=True)):
            counted = hours[work.type][at] if work.type in hours else None
            row.append(RequestedWork(type=work.type, hours=counted, material=part.minor // ORE))
    return [tuple(row) for row in rows]


def _hours(works: Sequence[WorkDone], granted: Sequence[int]) -> list[list[int]]:
    """Return the hours of each work by person: split as the deduction is, and nobody with a part of it without any."""
    table = [[part.minor for part in Money(work.hours or 0).allocate(granted)] for work in works]  # a unit is an hour
    if not table:
        return table
    for person, kronor in enumerate(granted):
        if not kronor or any(row[person] for row in table):
            continue
        spare = [
            (row[other], -at, -other)
            for at, row in enumerate(table)
            for other in range(len(granted))
            if row[other] and sum(one[other] for one in table) > 1
        ]
        if spare:
            _, at, other = max(spare)
            table[-at][-other] -= 1
            table[-at][person] += 1
        elif done := [at for at, work in enumerate(works) if work.hours or work.labour]:
            table[max(done, key=lambda at: (works[at].hours or 0, works[at].labour.minor, -at))][person] += 1
    return table


def _installations(deduction: Deduction) -> list[Cell]:
    """Return a cell for each person and installation; rows and columns sum to the shares and the parts."""
    left = [(work.granted or Money(0)).minor // ORE for work in deduction.works]
    columns: list[list[int]] = [[] for _ in left]
    for share in deduction.shares:  # what a person takes of an installation never exceeds what is left of it
        kronor = share.amount.minor // ORE
        parts = Money(kronor).allocate(left) if kronor else [Money(0)] * len(left)
        for column, part in zip(columns, parts, strict=True):
            column.append(part.minor)
        left = [rest - part.minor for rest, part in zip(left, parts, strict=True)]
    cells = []
    for work, column in zip(deduction.works, columns, strict=True):
        cells += _installation(work, column, deduction.shares) if any(column) else []
    return cells


def _installation(work: WorkDone, granted: Sequence[int], shares: Sequence[DeductionShare]) -> list[Cell]:
    cost = work.labour + work.material
    (hours,) = _hours([evolve(work, labour=cost)], granted)  # its material is as good as its labour
    return [
        Cell(
            share=share,
            granted=kronor,
            price=price,
            works=(RequestedWork(type=work.type, hours=time, material=0, cost=price.minor // ORE),),
            base=cost,
            granted_of_base=Money(sum(granted) * ORE),
        )
        for share, kronor, price, time in zip(shares, granted, cost.allocate(granted), hours, strict=True)
    ]

"""The cases (ärenden) of one paid invoice in a request for payout: a person's part of it, whole kronor.

ROT and RUT: one case for each person, with all the work. Green technology: one for each person and installation,
for a case of that request names one installation only. All cases of an invoice together ask for what has
become ripe since the last request; labour, hours, material and other costs are split as the deduction is.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from faktura.core.deduction import Deduction, DeductionKind, DeductionShare, WorkDone
from faktura.core.document import Document
from faktura.core.money import Money
from faktura.core.payout_request import PayoutCase, RequestedWork
from faktura.rules.deduction_split import ORE


@frozen(kw_only=True)
class _Cell:
    """One case when everything is paid: whose, of how many kronor, and the price and work that go with them.

    `base` and `granted_of_base` are what the group of cases it belongs to is counted on, and gets.
    """

    share: DeductionShare
    granted: int
    price: Money
    works: tuple[RequestedWork, ...]
    base: Money
    granted_of_base: Money


def grown_shares(kronor: int, granted: Sequence[int]) -> list[int]:
    """Split *kronor* in proportion to *granted* so that nobody's share shrinks as the sum grows.

    At the full sum everybody has what is granted. The greatest quotient of granted and next krona takes it.

    >>> grown_shares(1000, [1501, 1500]), grown_shares(3001, [1501, 1500])
    ([500, 500], [1501, 1500])
    """
    whole = sum(granted)
    shares = [kronor * one // whole for one in granted]
    for _ in range(kronor - sum(shares)):
        best = max(range(len(granted)), key=lambda index: (Fraction(granted[index], shares[index] + 1), -index))
        shares[best] += 1
    return shares


def cases_of(
    document: Document, deduction: Deduction, *, paid_on: date, before: int, ripe: int
) -> list[tuple[str, PayoutCase]]:
    """Return person and case for every part of *deduction* that has grown from *before* to *ripe* kronor in all."""
    cells = _installations(deduction) if deduction.kind is DeductionKind.GREEN else _persons(deduction)
    granted = [cell.granted for cell in cells]
    earlier, reached = grown_shares(before, granted), grown_shares(ripe, granted)
    others = deduction.other_cost.allocate(granted)
    found = []
    for cell, was, is_now, other in zip(cells, earlier, reached, others, strict=True):
        if is_now == was:
            continue
        by_buyer = cell.base.minor - cell.granted_of_base.minor
        paid, paid_before = (kronor * by_buyer // cell.granted_of_base.minor for kronor in (is_now, was))
        case = PayoutCase(
            document_id=document.id,
            invoice_number=document.number,
            buyer=cell.share.identity,
            paid_on=paid_on,
            price_of_work=cell.price.minor // ORE,
            paid=paid - paid_before,
            requested=is_now - was,
            other_cost=other.minor // ORE,
            works=cell.works,
            dwelling=deduction.dwelling,
        )
        found.append((cell.share.person_id, case))
    return found


def _persons(deduction: Deduction) -> list[_Cell]:
    granted = [share.amount.minor // ORE for share in deduction.shares]
    prices, works = deduction.labour.allocate(granted), _works(deduction.works, granted)
    return [
        _Cell(
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
    for work in works:
        material = work.material.allocate(granted)
        hours = Money(work.hours or 0).allocate(granted)  # a unit is an hour here
        for row, part, time in zip(rows, material, hours, strict=True):
            counted = None if work.hours is None and not work.material else time.minor
            row.append(RequestedWork(type=work.type, hours=counted, material=part.minor // ORE))
    return [tuple(row) for row in rows]


def _installations(deduction: Deduction) -> list[_Cell]:
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


def _installation(work: WorkDone, granted: Sequence[int], shares: Sequence[DeductionShare]) -> list[_Cell]:
    cost = work.labour + work.material
    prices, hours = cost.allocate(granted), Money(work.hours or 0).allocate(granted)  # a unit is an hour here
    return [
        _Cell(
            share=share,
            granted=kronor,
            price=price,
            works=(RequestedWork(type=work.type, hours=time.minor, material=0, cost=price.minor // ORE),),
            base=cost,
            granted_of_base=Money(sum(granted) * ORE),
        )
        for share, kronor, price, time in zip(shares, granted, prices, hours, strict=True)
    ]

"""What the payments have made ripe of each person's part of a deduction, year by year.

A payment makes ripe the same share of the deduction as it is of the amount due. What may be asked for of that, the law
of its own day decides (HUSFL 7 §): an invoice with a deduction of 50 percent, part paid when 30 percent holds, gives 3/7
of what was then paid for the work. What was asked for before is taken from each person's own part.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from faktura.core.deduction import Deduction, DeductionKind
from faktura.core.payout_request import RequestedShare
from faktura.rules.deduction_instalments import paid_part
from faktura.rules.deduction_split import ORE
from faktura.rules.deductions import payout_limit
from faktura.rules.green_technology import final_payment_decides
from faktura.rules.law.book import LawBook
from faktura.rules.payout_cells import Cell, cells_of
from faktura.rules.payout_paid import PaidDeduction


@frozen(kw_only=True)
class Span:
    """Payments of one year that the law gives the same fraction of: one case each.

    `last` is the day of the last of them; `reached` the kronor of the deduction ripe after it, for all persons.
    """

    last: date
    reached: int


@frozen(kw_only=True)
class Part:
    """What the payments of `span` make ripe of one `cell`: kronor, for so much `paid` for the work; `allowed` by law."""

    cell: Cell
    span: Span
    ripe: int
    paid: Fraction
    allowed: int


@frozen(kw_only=True)
class PersonPart:
    """One person's part of a deduction: granted, ripe by `parts`, asked for and waived; whole kronor."""

    person_id: str
    granted: int
    parts: tuple[Part, ...]
    asked: tuple[RequestedShare, ...]
    waived: int

    @property
    def ripe(self) -> int:
        """What the payments have made ripe, whether or not the law lets it be asked for."""
        return sum(part.ripe for part in self.parts)

    @property
    def asked_in_all(self) -> int:
        """What was asked for, for any year."""
        return _kronor(self.asked)

    @property
    def room(self) -> int:
        """What can ever be asked for: nobody is asked for above the own share."""
        return max(self.granted - self.asked_in_all - self.waived, 0)

    @property
    def years(self) -> list[int]:
        """The years of the payments, in order."""
        return sorted({part.span.last.year for part in self.parts})

    def allowed_in(self, year: int) -> int:
        """Return what the law lets be asked for of the payments of *year*, in all."""
        return sum(part.allowed for part in self.parts if part.span.last.year == year)

    def asked_in(self, year: int) -> int:
        """Return what was asked for of the payments of *year*; where no year is stored, the oldest were asked first."""
        loose = _kronor([one for one in self.asked if one.year is None])
        for at in self.years:
            asked = _kronor([one for one in self.asked if one.year == at])
            taken = min(max(self.allowed_in(at) - asked, 0), loose)
            if at == year:
                return asked + taken
            loose -= taken
        return 0

    def askable(self, year: int) -> int:
        """Return what may be asked for now of the payments of *year*."""
        return min(max(self.allowed_in(year) - self.asked_in(year), 0), self.room)

    @property
    def beyond(self) -> int:
        """What is ripe and can never be asked for, by the law of the day of payment."""
        askable = min(sum(self.askable(year) for year in self.years), self.room)
        return max(min(self.ripe - self.asked_in_all - self.waived, self.room) - askable, 0)


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


def person_parts(item: PaidDeduction, deduction: Deduction, *, until: int, law: LawBook) -> tuple[PersonPart, ...]:
    """Return each person's part of *deduction* by what was paid in the year *until* and before."""
    cells = cells_of(deduction)
    parts = _parts(cells, _spans(item, deduction, until, law), deduction.kind, law)
    return tuple(
        PersonPart(
            person_id=share.person_id,
            granted=share.amount.minor // ORE,
            parts=tuple(part for part in parts if part.cell.share.person_id == share.person_id),
            asked=tuple(one for one in item.requested_before if one.person_id == share.person_id),
            waived=_kronor([one for one in item.waived if one.person_id == share.person_id]),
        )
        for share in deduction.shares
    )


def _spans(item: PaidDeduction, deduction: Deduction, until: int, law: LawBook) -> list[Span]:
    reached = [one for one in item.reached if one.on.year <= until]
    if deduction.kind is DeductionKind.GREEN and reached and final_payment_decides(reached[-1].on, law):
        reached = reached[-1:] if reached[-1].amount >= item.due else []  # as if all had been paid that day
    found: list[Span] = []
    before: tuple[int, tuple[Fraction, ...]] | None = None
    for one in reached:
        ripe = paid_part(deduction.amount, deduction.labour, paid=one.amount, due=item.due).request.minor // ORE
        limits = tuple(payout_limit(deduction.kind, one.on, law, installation=work.type) for work in deduction.works)
        found[-1 if before == (one.on.year, limits) else len(found) :] = [Span(last=one.on, reached=ripe)]
        before = one.on.year, limits
    return found


def _parts(cells: Sequence[Cell], spans: Sequence[Span], kind: DeductionKind, law: LawBook) -> list[Part]:
    granted, earlier = [cell.granted for cell in cells], [0] * len(cells)
    found = []
    for span in spans:
        reached = grown_shares(span.reached, granted)
        for cell, was, is_now in zip(cells, earlier, reached, strict=True):
            ripe, of = is_now - was, cell.granted_of_base
            paid = Fraction(ripe * (cell.base - of).minor, of.minor) if of else Fraction(0)
            limit = payout_limit(kind, span.last, law, installation=cell.works[0].type if cell.works else "")
            found.append(Part(cell=cell, span=span, ripe=ripe, paid=paid, allowed=min(ripe, int(limit * paid))))
        earlier = reached
    return found


def _kronor(shares: Sequence[RequestedShare]) -> int:
    return sum(one.amount.minor for one in shares) // ORE

"""What is left of an invoice's deduction when credit notes have taken their part of it."""

from collections.abc import Callable, Sequence

from attrs import evolve

from faktura.core.deduction import Deduction, WorkDone
from faktura.core.document import CreditNote
from faktura.core.money import Money, total


def deduction_left(granted: Deduction, credits: Sequence[CreditNote]) -> Deduction:
    """Return *granted* less what each of *credits* takes of it: amount, shares, labour, hours, material."""
    gone = [note.deduction for note in credits if note.deduction is not None]
    if not gone:
        return granted
    return evolve(
        granted,
        labour=_less(granted, gone, lambda one: one.labour),
        amount=_less(granted, gone, lambda one: one.amount),
        shares=tuple(
            evolve(share, amount=share.amount - total((one.shares[index].amount for one in gone), "SEK"))
            for index, share in enumerate(granted.shares)
        ),
        works=tuple(_work_left(work, gone) for work in granted.works),
        other_cost=_less(granted, gone, lambda one: one.other_cost),
    )


def _less(granted: Deduction, gone: Sequence[Deduction], part: Callable[[Deduction], Money]) -> Money:
    return part(granted) - total((part(one) for one in gone), "SEK")


def _work_left(work: WorkDone, gone: Sequence[Deduction]) -> WorkDone:
    same = [one for deduction in gone for one in deduction.works if one.type == work.type]
    hours = None if work.hours is None else work.hours - sum(one.hours or 0 for one in same)
    granted = None
    if work.granted is not None:
        granted = work.granted - total((one.granted or Money(0) for one in same), "SEK")
    return evolve(
        work,
        hours=hours,
        labour=work.labour - total((one.labour for one in same), "SEK"),
        material=work.material - total((one.material for one in same), "SEK"),
        granted=granted,
    )

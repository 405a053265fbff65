"""Refusing what would be dated in a locked period, before it is stored: only for a sender who wants that."""

from collections.abc import Mapping, Sequence

from faktura.core.event import Event
from faktura.core.ledger import BookkeepingMethod, LatePosting
from faktura.desk.histories import LINKING
from faktura.desk.work import LEDGER, Work
from faktura.ports.clock import swedish_day
from faktura.rules.posting.periods import fold_books, refuse_locked


def refuse_in_locked_period(work: Work, new: Mapping[str, Sequence[Event]]) -> None:
    """Refuse a unit that holds an event dated in a locked period.

    Money that has come is never refused, nor what it settles by itself; and a clerk's link is booked on the day it
    is made (accrual), whatever day the money came.

    Raises:
        RuleRefused: `posting.locked`.
    """
    if work.money_came:
        return
    events = [event for some in new.values() for event in some]
    locked = fold_books(work.events(LEDGER)).locked_until
    accrual = work.sender.method is BookkeepingMethod.ACCRUAL
    today = swedish_day(work.stamp.recorded_at)
    for event in events:
        if accrual and isinstance(event, LINKING) and (locked is None or today > locked):
            continue
        refusal = refuse_locked(event, locked, LatePosting.REFUSE)
        if refusal is not None:
            raise refusal.error()

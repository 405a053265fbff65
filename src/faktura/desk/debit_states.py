"""What events about direct debit say once the contents they name are read: notices of a mandate, attempts to withdraw.

What was erased is left out. A reader gives the value stored under a digest, or none when it was erased.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

import attrs

from faktura.core.bank_event import MandateNoticed, WithdrawalSent, WithdrawalTold
from faktura.core.event import Event
from faktura.core.mandate import MandateNotice, WithdrawalAttempt, WithdrawalOrder, WithdrawalOutcome

_T = TypeVar("_T")


class Reader(Protocol):
    """Reads stored contents."""

    def __call__(self, kind: type[_T], digest: str) -> _T | None:
        """Return the value stored under *digest*; none when it was erased."""
        ...


def told_notices(events: Iterable[Event], read: Reader) -> tuple[tuple[str, MandateNotice | None], ...]:
    """Return the ids of the notices of a mandate and what they said, in order; none where it was erased."""
    noticed = (one for one in events if isinstance(one, MandateNoticed))
    return tuple((one.notice_id, read(MandateNotice, one.content)) for one in noticed)


def made_attempts(events: Iterable[Event], read: Reader) -> tuple[WithdrawalAttempt, ...]:
    """Return every withdrawal ordered for a receivable that was not erased, oldest first, and what became of it."""
    made: dict[str, WithdrawalAttempt] = {}
    for event in events:
        if isinstance(event, WithdrawalSent):
            order = read(WithdrawalOrder, event.content)
            if order is not None:
                made[event.order_id] = WithdrawalAttempt(order=order)
        elif isinstance(event, WithdrawalTold) and event.order_id in made:
            outcome = WithdrawalOutcome(event.outcome)
            made[event.order_id] = attrs.evolve(made[event.order_id], outcome=outcome, told_on=event.on)
    return tuple(made.values())

"""Undoing a whole decision about a payment: each thing that it did to the money is done backwards, the last first.

What is placed is released, what is released is placed again under the id it had, in exactly the same parts. Each takes
effect the day that its opposite did, so that the balances of every day are as if the decision had not been made.

>>> from datetime import date
>>> from faktura.core.money import sek
>>> (back,) = backwards([RestKept(payment_id="P1", customer_id="K1", on=date(2026, 3, 2), amount=sek(50))])
>>> back.amount
Money(minor=-5000, currency='SEK')
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from faktura.core.collection_event import ChargeCorrected
from faktura.core.event import Event
from faktura.core.payment import PartAllocated, PartReleased, RestIgnored, RestKept
from faktura.core.receivable_event import (
    Netted,
    NettingUndone,
    PaymentAllocated,
    PaymentReleased,
    WriteOffReversed,
    WrittenOff,
)

_NEVER_PLACED: Final[Mapping[str, PartAllocated]] = MappingProxyType({})

_OPPOSITES: Final[dict[type[Event], type[Any]]] = {
    PaymentAllocated: PaymentReleased,
    PaymentReleased: PaymentAllocated,
    WrittenOff: WriteOffReversed,
    WriteOffReversed: WrittenOff,
    Netted: NettingUndone,
    NettingUndone: Netted,
}


def backwards(events: Iterable[Event], placed: Mapping[str, PartAllocated] = _NEVER_PLACED) -> tuple[Event, ...]:
    """Return what undoes *events* of one stream exactly, the last first; what moves no money needs no undoing.

    *placed* has how each part was placed at first, by its id: what was released is placed in that way again.
    """
    undone = (_opposite(event, placed) for event in reversed(tuple(events)))
    return tuple(one for one in undone if one is not None)


def _opposite(event: Event, placed: Mapping[str, PartAllocated]) -> Event | None:
    match event:
        case RestKept() | RestIgnored():
            return attrs.evolve(event, amount=-event.amount)
        case ChargeCorrected():
            return attrs.evolve(event, parts=-event.parts)
        case PartAllocated():
            return PartReleased(
                payment_id=event.payment_id,
                allocation_id=event.allocation_id,
                receivable_id=event.receivable_id,
                on=event.on,
                amount=event.amount,
                by="manual",
            )
        case PartReleased():
            return attrs.evolve(placed[event.allocation_id], on=event.on, by="manual")
        case _ if type(event) in _OPPOSITES:
            same = attrs.asdict(event, recurse=False)
            if isinstance(event, Netted | NettingUndone):
                same["effect"] = -event.effect
            made: Event = _OPPOSITES[type(event)](**same)
            return made
        case _:
            return None

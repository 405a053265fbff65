"""What a reminder, a demand or an application charges when it is sent: a fee, and the interest up to its day.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> claim = Receivable.opened(id="F1", principal=sek(500), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY)
>>> [event.charge_id for event in letter_charges(claim, "R1", fee=sek(60), kind="reminder", interest=None, on=date(2026, 4, 1))]
['R1:fee']
"""

from datetime import date

from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.receivable import Receivable
from faktura.core.receivable_event import FeeCharged, InterestCharged
from faktura.rules.interest import Interest


def charged_already(receivable: Receivable, interest: Interest | None) -> bool:
    """Whether some day of *interest* was charged since it was worked out."""
    charged = receivable.interest_until
    return interest is not None and charged is not None and interest.since < charged


def letter_charges(
    receivable: Receivable,
    letter_id: str,
    *,
    interest: Interest | None,
    on: date,
    fee: Money | None = None,
    kind: str = "",
    law: str = "",
) -> tuple[Event, ...]:
    """Return the events of charging a letter's *interest* and its *fee* of some *kind*, which rests on *law*; what is none, is not."""
    events: list[Event] = []
    if fee:
        events.append(
            FeeCharged(receivable_id=receivable.id, charge_id=f"{letter_id}:fee", kind=kind, on=on, amount=fee, law=law)
        )
    if interest is not None:
        events.append(
            InterestCharged(
                receivable_id=receivable.id,
                charge_id=f"{letter_id}:interest",
                on=on,
                amount=interest.amount,
                since=interest.since,
                until=interest.until,
            )
        )
    return tuple(events)

"""Objections (bestridanden): everything rests while one is looked into, and a founded one takes the costs with it.

A debt that is probably unfounded may not be collected (inkassolagen 4 §). The objection is answered as soon as can
be (8 §); fees charged on what was never owed are given back. What of the principal was wrong is credited by a
credit note, not here.
"""

from datetime import date
from functools import reduce

from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.receivable import Receivable, evolve
from faktura.core.receivable_event import Disputed, DisputeSettled
from faktura.rules.charges import give_back
from faktura.rules.costs import COMPENSATION, FEES
from faktura.rules.demand import recall_demand
from faktura.rules.dunning import DISPUTE_LAW
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences


def dispute(receivable: Receivable, *, on: date, reason: str) -> tuple[Disputed, ...] | Refused:
    """Record that the debtor objects; the steps rest until `settle_dispute`. Refused without a reason, or twice."""
    if not reason.strip():
        return Refused(code="dispute.reason", law=DISPUTE_LAW)
    if receivable.disputed:
        return Refused(code="dunning.disputed", law=DISPUTE_LAW)
    return (Disputed(receivable_id=receivable.id, on=on, reason=reason),)


def settle_dispute(
    receivable: Receivable, *, founded: bool, settlement_id: str, on: date
) -> tuple[Event, ...] | Refused:
    """Return the end of the dispute: a *founded* objection recalls the demand and gives every collection cost back."""
    if not receivable.disputed:
        return Refused(code="dispute.none", law=DISPUTE_LAW)
    outcome = "founded" if founded else "unfounded"
    events: list[Event] = [DisputeSettled(receivable_id=receivable.id, on=on, outcome=outcome)]
    if not founded:
        return tuple(events)
    recalled = recall_demand(receivable, recall_id=f"{settlement_id}:demand", on=on, reason="unfounded")
    if not isinstance(recalled, Refused):
        events += recalled
    state = reduce(evolve, events, receivable)
    for number, charge in enumerate(state.collection.charged(*FEES, COMPENSATION), start=1):
        back = give_back(state, charge.id, correction_id=f"{settlement_id}:{number}", on=on, reason="dispute")
        if not isinstance(back, Refused):
            events.append(back)
            state = evolve(state, back)
    return tuple(events)

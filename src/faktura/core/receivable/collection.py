"""How far collection has come with one debt: what was charged, the demand, the plan, the application, the breaks.

Kept beside the balance in a record of its own; `evolve` of the state folds it along.
"""

from datetime import date
from enum import StrEnum
from typing import Final

import attrs
from attrs import frozen

from faktura.core.collection_event import (
    ChargeCorrected,
    DemandRecalled,
    DemandSent,
    Instalment,
    LimitationBroken,
    LongTermWatchEnded,
    LongTermWatchStarted,
    OrderToPayApplied,
    OrderToPayEnded,
    PlanAgreed,
    PlanEnded,
)
from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.receivable.balance import DunningStage
from faktura.core.receivable_event import FeeCharged, InterestCharged
from faktura.core.wording import Text, register

INTEREST: Final = "interest"
"""The kind of a charge of late-payment interest; fees have the kinds of `FeeCharged`."""

RECOUNTED: Final = "recounted"
"""The reason of a correction that follows from counting again: a backdated payment, a corrected rate."""


class LimitationBreak(StrEnum):
    """What interrupts limitation (preskriptionslagen 5 §): 1 the debtor's own act, 2 a letter, 3 proceedings."""

    PROMISE = "promise"
    INTEREST_PAID = "interest_paid"
    PART_PAID = "part_paid"
    ACKNOWLEDGED = "acknowledged"
    DEMAND_RECEIVED = "demand_received"
    REMINDER_RECEIVED = "reminder_received"
    PROCEEDINGS = "proceedings"


@frozen(kw_only=True)
class Charge:
    """A fee or interest charged, as it stands after corrections.

    Attributes:
        waived: What of it was given back for another reason than that it was counted wrong.
        since: Interest: the last day before the first day charged. until: the last day charged.
    """

    id: str
    kind: str
    on: date
    amount: Money
    waived: Money
    since: date | None = None
    until: date | None = None


@frozen
class Demand:
    """The demand in force: when it was sent and until when it may be paid or objected to."""

    id: str
    on: date
    pay_by: date


@frozen
class Plan:
    """The instalment plan in force; `after` is how many entries the debt had when it was agreed."""

    id: str
    on: date
    instalments: tuple[Instalment, ...]
    after: int


@frozen
class Application:
    """The application for an order to pay; `granted` when the order was made."""

    id: str
    on: date
    granted: bool = False


@frozen(kw_only=True)
class Interruption:
    """One interruption of the limitation period, with its proof.

    Attributes:
        ended: The day proceedings ended; none while they go on, and for other kinds.
        told: Whether the debtor was served or told of the proceedings otherwise before they ended.
    """

    id: str
    on: date
    kind: LimitationBreak
    evidence: str
    ended: date | None = None
    told: bool = True


@frozen(kw_only=True)
class Collection:
    """Where collection stands.

    Attributes:
        charges: Fees and interest charged, oldest first, with what is left of each after corrections.
        watched: Under long-term watch.
    """

    charges: tuple[Charge, ...] = ()
    demand: Demand | None = None
    plan: Plan | None = None
    application: Application | None = None
    interruptions: tuple[Interruption, ...] = ()
    watched: bool = False

    def stage(self, *, reminded: bool) -> DunningStage:
        """Return the place on the dunning axis that follows."""
        if self.watched:
            return DunningStage.LONG_TERM_WATCH
        if self.application is not None:
            return DunningStage.ENFORCEMENT
        if self.demand is not None:
            return DunningStage.DEMANDED
        return DunningStage.REMINDED if reminded else DunningStage.NONE

    def charged(self, *kinds: str) -> tuple[Charge, ...]:
        """Return the charges of *kinds* of which something is left."""
        return tuple(charge for charge in self.charges if charge.kind in kinds and charge.amount)


def evolve_collection(state: Collection, event: Event, *, entries: int) -> Collection:
    """Return *state* after *event*; *entries* is how many movements the debt has had.

    Raises:
        InputError: The event is none of collection's.
    """
    match event:
        case FeeCharged():
            nothing = Money.zero(event.amount.currency)
            charge = Charge(id=event.charge_id, kind=event.kind, on=event.on, amount=event.amount, waived=nothing)
            return attrs.evolve(state, charges=(*state.charges, charge))
        case InterestCharged():
            charge = Charge(
                id=event.charge_id,
                kind=INTEREST,
                on=event.on,
                amount=event.amount,
                waived=Money.zero(event.amount.currency),
                since=event.since,
                until=event.until,
            )
            return attrs.evolve(state, charges=(*state.charges, charge))
        case ChargeCorrected():
            return attrs.evolve(state, charges=tuple(_corrected(charge, event) for charge in state.charges))
        case DemandSent():
            return attrs.evolve(state, demand=Demand(event.demand_id, event.on, event.pay_by))
        case DemandRecalled():
            return attrs.evolve(state, demand=None)
        case PlanAgreed():
            return attrs.evolve(state, plan=Plan(event.plan_id, event.on, event.instalments, entries))
        case PlanEnded():
            return attrs.evolve(state, plan=None)
        case _:
            return _later(state, event)


def _later(state: Collection, event: Event) -> Collection:
    match event:
        case OrderToPayApplied():
            return attrs.evolve(state, application=Application(event.application_id, event.on))
        case OrderToPayEnded():
            ended = state.application
            keeps = event.outcome == "granted" and ended is not None
            return attrs.evolve(state, application=attrs.evolve(ended, granted=True) if keeps and ended else None)
        case LimitationBroken():
            broken = Interruption(
                id=event.break_id,
                on=event.on,
                kind=LimitationBreak(event.kind),
                evidence=event.evidence,
                ended=event.ended,
                told=event.told,
            )
            others = (one for one in state.interruptions if one.id != event.break_id)
            return attrs.evolve(state, interruptions=(*others, broken))
        case LongTermWatchStarted():
            return attrs.evolve(state, watched=True)
        case LongTermWatchEnded():
            return attrs.evolve(state, watched=False)
        case _:
            raise InputError("receivable.event", name=type(event).__name__)


def _corrected(charge: Charge, event: ChargeCorrected) -> Charge:
    if charge.id != event.charge_id:
        return charge
    waived = charge.waived if event.reason == RECOUNTED else charge.waived - event.parts.sum
    return attrs.evolve(charge, amount=charge.amount + event.parts.sum, waived=waived)


register(
    {
        "receivable.event": Text(
            en="{name} is not an event of a receivable; fold it into the stream it belongs to",
            sv="{name} är ingen händelse för en fordran; den hör till en annan ström",
        ),
    }
)

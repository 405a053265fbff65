"""Further events of a receivable: what debt collection, plans, limitation and corrected charges do to it.

As in `core.receivable_event`, `on` is the day of the fact, and undoing is an event of its own.
"""

from datetime import date
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored
from faktura.core.money import Money
from faktura.core.receivable_event import Parts


@stored
@frozen(kw_only=True)
class ChargeCorrected(Event):
    """A fee or interest charged earlier was wrong, and is given back or made up for.

    `parts` moves the balance: negative gives back, and what of it was paid already falls on the principal.
    `kind` is that of the fee (`FeeCharged.kind`), or `interest`; `reason` a word such as `backdated_payment`.
    """

    name: ClassVar[str] = "receivable.charge_corrected"
    receivable_id: str
    correction_id: str
    charge_id: str
    kind: str
    on: date
    parts: Parts
    reason: str


@stored
@frozen(kw_only=True)
class DemandSent(Event):
    """A debt collection demand (inkassokrav) was sent; it can be paid or objected to until `pay_by`.

    `content` is the SHA-256 of the stored letter; empty where none was kept, as version 0.1.0 did not say.
    """

    name: ClassVar[str] = "receivable.demand_sent"
    receivable_id: str
    demand_id: str
    on: date
    pay_by: date
    content: str = ""


@stored
@frozen(kw_only=True)
class DemandRecalled(Event):
    """The demand was withdrawn: no legal step can rest on it; its fee is given back by an event of its own."""

    name: ClassVar[str] = "receivable.demand_recalled"
    receivable_id: str
    demand_id: str
    on: date
    reason: str


@frozen
class Instalment:
    """One part of an instalment plan: the day it is due and what is to be paid."""

    due: date
    amount: Money


@stored
@frozen(kw_only=True)
class PlanAgreed(Event):
    """A written instalment plan (avbetalningsplan) was agreed with the debtor; other steps rest while it is kept."""

    name: ClassVar[str] = "receivable.plan_agreed"
    receivable_id: str
    plan_id: str
    on: date
    instalments: tuple[Instalment, ...]


@stored
@frozen(kw_only=True)
class PlanEnded(Event):
    """The plan is over: `outcome` is `kept`, `defaulted` or `cancelled`; the debt goes on from where it stood."""

    name: ClassVar[str] = "receivable.plan_ended"
    receivable_id: str
    plan_id: str
    on: date
    outcome: str


@stored
@frozen(kw_only=True)
class OrderToPayApplied(Event):
    """An order to pay (betalningsföreläggande) was applied for; `approved_by` said the explicit yes.

    `content` is the SHA-256 of the stored application; empty where none was kept, as version 0.1.0 did not say.
    """

    name: ClassVar[str] = "receivable.order_to_pay_applied"
    receivable_id: str
    application_id: str
    on: date
    approved_by: str
    content: str = ""


@stored
@frozen(kw_only=True)
class OrderToPayEnded(Event):
    """The application is over: `outcome` is `granted`, `withdrawn`, `rejected` or `disputed`."""

    name: ClassVar[str] = "receivable.order_to_pay_ended"
    receivable_id: str
    application_id: str
    on: date
    outcome: str


@stored
@frozen(kw_only=True)
class LimitationBroken(Event):
    """Something interrupted the limitation period (preskriptionslagen 5 §), with the proof of it.

    `kind` is a `LimitationBreak` value, `evidence` names what proves it: a receipt of delivery, a letter, a file.
    `ended` is the day proceedings came to an end; none while they go on, and for other kinds. `told` says whether the
    debtor was served or told of them otherwise before that (7 §). An event with the same `break_id` replaces the one
    before it.
    """

    name: ClassVar[str] = "receivable.limitation_broken"
    receivable_id: str
    break_id: str
    on: date
    kind: str
    evidence: str
    ended: date | None = None
    told: bool = True


@stored
@frozen(kw_only=True)
class LongTermWatchStarted(Event):
    """The debt is no longer chased from week to week: it is kept alive by letters, and looked at now and then."""

    name: ClassVar[str] = "receivable.long_term_watch_started"
    receivable_id: str
    on: date
    reason: str


@stored
@frozen(kw_only=True)
class LongTermWatchEnded(Event):
    """The debt is taken up again, from the stage it had before."""

    name: ClassVar[str] = "receivable.long_term_watch_ended"
    receivable_id: str
    on: date
    reason: str

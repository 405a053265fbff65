"""Beyond reminders: demands, instalment plans, objections, orders to pay, limitation, and charges put right.

Letters and applications come back as values, with their events stored; the host prints and sends them. A call that lost
its answer has made its letter all the same: the same call under its key gives it, and `demands` and `applications` do.
"""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import frozen

from faktura.core.collection import CollectionPolicy, DebtCollectionDemand, OrderToPayApplication
from faktura.core.collection_event import (
    DemandSent,
    Instalment,
    LongTermWatchEnded,
    LongTermWatchStarted,
    OrderToPayApplied,
    PlanAgreed,
)
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.party import Party
from faktura.core.receivable import LimitationBreak, Receivable
from faktura.core.receivable_event import Disputed, WrittenOff
from faktura.desk import index
from faktura.desk.arguments import a_day
from faktura.desk.calls import call_text, digest_of
from faktura.desk.claim_letters import (
    answered_application,
    answered_demand,
    kept_applications,
    kept_demands,
    with_content,
)
from faktura.desk.days import day_on
from faktura.desk.settling import recount
from faktura.desk.work import RECEIVABLE
from faktura.desk.workplace import Workplace
from faktura.rules import disputes, order_to_pay
from faktura.rules.collection_steps import Step, next_collection_step
from faktura.rules.costs import charge_compensation
from faktura.rules.demand import DemandMade, SendDemand, make_demand, recall_demand
from faktura.rules.dunning import Wait
from faktura.rules.instalments import Outcome, agree_plan, end_plan
from faktura.rules.limitation import LimitationState, interrupt, limitation
from faktura.rules.recovery import recover

Decided = Sequence[Event] | Refused
DEFAULT = CollectionPolicy()


@frozen(kw_only=True)
class ClaimStep:
    """The next step of collection for one open document, the whole way included."""

    document_id: str
    number: str
    step: Step


@frozen(kw_only=True)
class ClaimLimits:
    """Until when one open debt can be claimed."""

    document_id: str
    number: str
    limits: LimitationState


class Claims:
    """The collection of one sender's debts beyond reminders."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def steps(self, policy: CollectionPolicy = DEFAULT, *, on: date | None = None) -> tuple[ClaimStep, ...]:
        """Return the next step of every open document under *policy*, those that wait included."""

        def step(state: Receivable) -> ClaimStep:
            try:
                found = self._next(state, policy, on or self._place.day)
            except LawNotKnown as error:  # one table that ends must not hide every other document
                facts = tuple((name, str(value)) for name, value in error.facts.items())
                found = Refused(code="law.not_known", facts=facts)
            return ClaimStep(document_id=state.id, number=state.number, step=found)

        return tuple(step(state) for state in self._open())

    def limits(self, *, on: date | None = None) -> tuple[ClaimLimits, ...]:
        """Return until when each open debt can be claimed, the first to fall first."""
        day = on or self._place.day
        found = [
            ClaimLimits(document_id=s.id, number=s.number, limits=limitation(s, law=self._place.law, on=day))
            for s in self._open()
            if not s.is_credit
        ]
        return tuple(sorted(found, key=lambda one: one.limits.expires or date.max))

    def demand(
        self,
        document_id: str,
        policy: CollectionPolicy = DEFAULT,
        *,
        on: date | None = None,
        rests_on: str = "",
        agent: Party | None = None,
        licensed: bool = False,
        key: str = "",
    ) -> DebtCollectionDemand:
        """Make the collection demand of one document now, with the costs and interest the law allows.

        With an idempotency *key* the same call again charges nothing more, and gives the letter that was made.

        Raises:
            RuleRefused: It is not due, disputed, paused, paid... or the letter lacks what it must hold.
            RecordedDifferently: The key was used for another call.
        """
        a_day(on, name="on")
        day = on or self._place.day
        call = call_text(  # what the debt rests on and who collects stand in the letter: it can be erased, this cannot
            f"claims.demand {document_id}",
            on=on,
            licensed=licensed or None,
            policy=None if policy == DEFAULT else digest_of(policy),
        )
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return answered_demand(work, document_id, earlier, key=key, agent=agent, rests_on=rests_on)
            state = work.receivable(document_id)
            step = self._next(state, policy, day)
            if not isinstance(step, SendDemand):
                raise _held_back(step).error()
            made = make_demand(
                state,
                work.document(document_id),
                step,
                demand_id=self._place.new_id(),
                on=day,
                law=self._place.law,
                rests_on=rests_on,
                agent=agent,
                licensed=licensed,
            )
            if not isinstance(made, DemandMade):
                raise made.error()
            work.add(RECEIVABLE + document_id, with_content(made.events, work.keep(made.demand)))
            work.remember(key, call, made.demand.id)
            return made.demand

    def demands(self, document_id: str) -> tuple[DebtCollectionDemand, ...]:
        """Return the demands that were made of a document, oldest first, recalled ones included.

        Without those that were erased, and those that version 0.1.0 made.

        Raises:
            NotFound: There is no such document.
        """
        with self._place.view() as view:
            return kept_demands(view, document_id)

    def recall(self, document_id: str, *, reason: str, on: date | None = None) -> Receivable:
        """Withdraw the demand; its fee is given back unless the demand was right when it was sent."""
        id = self._place.new_id()
        return self._decide(
            document_id, on, lambda state, day: recall_demand(state, recall_id=id, on=day, reason=reason), DemandSent
        )

    def charge_compensation(self, document_id: str, *, on: date | None = None) -> Receivable:
        """Charge a business or public body the late-payment compensation in place of fees."""
        law, id = self._place.law, self._place.new_id()
        return self._decide(
            document_id, on, lambda state, day: charge_compensation(state, charge_id=id, law=law, on=day)
        )

    def agree_plan(
        self,
        document_id: str,
        instalments: tuple[Instalment, ...],
        *,
        written: bool,
        fee: bool = True,
        on: date | None = None,
    ) -> Receivable:
        """Record a plan agreed with the debtor; its parts sum to the debt and the plan's fee."""
        law, id = self._place.law, self._place.new_id()
        return self._decide(
            document_id,
            on,
            lambda state, day: agree_plan(state, instalments, plan_id=id, on=day, law=law, written=written, fee=fee),
        )

    def end_plan(self, document_id: str, *, outcome: Outcome, on: date | None = None) -> Receivable:
        """End the plan: kept, defaulted or cancelled; the debt stands at the stage it had."""
        return self._decide(document_id, on, lambda state, day: end_plan(state, outcome=outcome, on=day), PlanAgreed)

    def settle_dispute(self, document_id: str, *, founded: bool, on: date | None = None) -> Receivable:
        """End a dispute; a founded objection recalls the demand and gives every collection cost back."""
        id = self._place.new_id()
        return self._decide(
            document_id,
            on,
            lambda state, day: disputes.settle_dispute(state, founded=founded, settlement_id=id, on=day),
            Disputed,
        )

    def interrupted(
        self, document_id: str, *, kind: LimitationBreak, evidence: str, on: date | None = None
    ) -> Receivable:
        """Record what interrupted the limitation of a debt, with its proof.

        *evidence* names the proof in the host's words; it is kept in the event, which is never erased: no names.
        """
        law, id = self._place.law, self._place.new_id()
        return self._decide(
            document_id,
            on,
            lambda state, day: interrupt(state, break_id=id, kind=kind, evidence=evidence, law=law, on=day),
        )

    def watch(self, document_id: str, *, reason: str, on: date | None = None) -> Receivable:
        """Put a debt under long-term watch: it is kept alive, not chased.

        *reason* is kept in the event, which is never erased: no names.
        """
        return self._decide(
            document_id,
            on,
            lambda _, day: (LongTermWatchStarted(receivable_id=document_id, on=day, reason=reason),),
        )

    def unwatch(self, document_id: str, *, reason: str, on: date | None = None) -> Receivable:
        """Take a debt up again, from the stage it had before.

        *reason* is kept in the event, which is never erased: no names.
        """
        return self._decide(
            document_id,
            on,
            lambda _, day: (LongTermWatchEnded(receivable_id=document_id, on=day, reason=reason),),
            LongTermWatchStarted,
        )

    def apply(
        self, document_id: str, *, approved_by: str, on: date | None = None, key: str = ""
    ) -> OrderToPayApplication:
        """Return the data of an application for an order to pay, on the explicit yes of a person.

        With an idempotency *key* the same call again applies for nothing more, and gives the application that was made.

        Raises:
            RuleRefused: No unpaid, due demand, nobody's yes, a dispute, a plan, or data that are missing.
            RecordedDifferently: The key was used for another call.
        """
        a_day(on, name="on")
        day, call = on or self._place.day, call_text(f"claims.apply {document_id}", on=on)
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return answered_application(work, document_id, earlier, key=key, approved_by=approved_by)
            made = order_to_pay.apply_for_order(
                work.receivable(document_id),
                work.document(document_id),
                application_id=self._place.new_id(),
                approved_by=approved_by,
                law=self._place.law,
                on=day,
            )
            if isinstance(made, Refused):
                raise made.error()
            work.add(RECEIVABLE + document_id, with_content(made.events, work.keep(made.application)))
            work.remember(key, call, made.application.id)
            return made.application

    def applications(self, document_id: str) -> tuple[OrderToPayApplication, ...]:
        """Return the applications for an order to pay that were made for a document, oldest first.

        Without those that were erased, and those that version 0.1.0 made.

        Raises:
            NotFound: There is no such document.
        """
        with self._place.view() as view:
            return kept_applications(view, document_id)

    def end_order(
        self, document_id: str, *, outcome: order_to_pay.Outcome, told: bool = True, on: date | None = None
    ) -> Receivable:
        """Record how the application ended; a granted order awards its fees.

        *told*: false when it was withdrawn or rejected before the debtor was served or told of it otherwise.
        """
        law = self._place.law
        return self._decide(
            document_id,
            on,
            lambda state, day: order_to_pay.end_order(state, outcome=outcome, on=day, law=law, told=told),
            OrderToPayApplied,
        )

    def recover(self, document_id: str, amount: Money, *, on: date | None = None) -> Receivable:
        """Let *amount* of what was written off as lost be owed again, so that a payment can be linked to it."""
        return self._decide(document_id, on, lambda state, day: recover(state, amount, on=day), WrittenOff)

    def recount(self, document_id: str, *, on: date | None = None) -> Receivable:
        """Count the charged interest again as it is known now, and give back or make up for the difference."""
        with self._place.work() as work:
            day = day_on(work, document_id, on, self._place.day)
            recount(work, document_id, law=self._place.law, on=day, cause=self._place.new_id())
            return work.receivable(document_id)

    def _open(self) -> tuple[Receivable, ...]:
        with self._place.view() as view:
            ids = [row.subject.removeprefix(RECEIVABLE) for row in view.reading.rows(index.OPEN)]
            return tuple(view.receivable(id) for id in ids)

    def _next(self, state: Receivable, policy: CollectionPolicy, day: date) -> Step:
        return next_collection_step(state, self._place.sender.reminders, policy, law=self._place.law, on=day)

    def _decide(
        self, document_id: str, on: date | None, rule: Callable[[Receivable, date], Decided], *after: type[Event]
    ) -> Receivable:
        """Add what *rule* decides on the day *on*, which is not before the document, nor before the events *after*.

        Raises:
            RuleRefused: `desk.too_early`, or what the rule refuses.
        """
        with self._place.work() as work:
            day = day_on(work, document_id, on, self._place.day, *after)
            decided = rule(work.receivable(document_id), day)
            if isinstance(decided, Refused):
                raise decided.error()
            work.add(RECEIVABLE + document_id, decided)
            return work.receivable(document_id)


def _held_back(step: Step) -> Refused:
    """Return why no demand is made: the refusal itself, the reason to wait, or that another step comes first."""
    match step:
        case Refused():
            return step
        case Wait():
            return Refused(code=step.why, facts=step.facts)
        case _:
            return Refused(code="demand.another_step")

"""Reminders, and what holds them back: pauses, disputes, postponements."""

from collections.abc import Callable
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.delivery import Channel
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.receivable import Receivable
from faktura.core.receivable_event import Disputed, DisputeSettled, Paused, Postponed, Resumed
from faktura.core.reminder import Reminder
from faktura.core.wording import Language, Text, register
from faktura.desk import index
from faktura.desk.arguments import a, a_day
from faktura.desk.calls import call_text
from faktura.desk.days import day_on
from faktura.desk.deliveries import Deliveries
from faktura.desk.work import RECEIVABLE, View, Work
from faktura.desk.workplace import Workplace
from faktura.rules.dunning import DISPUTE_LAW, Remind, Wait, compose_reminder, next_step, remind
from faktura.rules.settlement import WriteOffReason, write_off


@frozen(kw_only=True)
class DueStep:
    """The next step for one open document: a reminder now, a day to wait for, or why none."""

    document_id: str
    number: str
    step: Remind | Wait | Refused

    @property
    def due(self) -> bool:
        """Whether a reminder may be sent now."""
        return isinstance(self.step, Remind)

    @property
    def unknown(self) -> bool:
        """Whether the law book does not reach the day, so that nobody can say."""
        return isinstance(self.step, Refused) and self.step.code == _UNKNOWN

    def explain(self, language: Language = "en") -> str:
        """Return the step, or why there is none, in one sentence."""
        return self.step.explain(language)


_UNKNOWN: Final = "law.not_known"


class Collections:
    """The reminders of one sender."""

    def __init__(self, place: Workplace, deliveries: Deliveries) -> None:
        """Work at *place*, planning deliveries with *deliveries*."""
        self._place = place
        self._deliveries = deliveries

    def steps(self, *, on: date | None = None) -> tuple[DueStep, ...]:
        """Return the next step of every open document, the longest due first, those that wait included."""
        day = on or self._place.day
        with self._place.view() as view:
            ids = [row.subject.removeprefix(RECEIVABLE) for row in view.reading.rows(index.OPEN)]
            return tuple(self._step(view, receivable_id, day) for receivable_id in ids)

    def remind(
        self, document_id: str, *, on: date | None = None, channel: Channel | None = None, at_once: bool = False
    ) -> Reminder:
        """Remind of one document now, with the fee and interest the law allows that day.

        Raises:
            RuleRefused: Nothing is owed, it is not due, it is disputed... the code and law say which.
            LawNotKnown: The fee or the reference rate of the day is not in the law book yet.
        """
        a(Channel, channel, name="channel")
        a_day(on, name="on")
        day = on or self._place.day
        with self._place.work() as work:
            step = self._next(work.receivable(document_id), day)
            if isinstance(step, Wait):
                raise Refused(code=step.why, facts=step.facts).error()
            if isinstance(step, Refused):
                raise step.error()
            return self._remind(work, document_id, step, day, channel=channel, at_once=at_once)

    def remind_due(self, *, on: date | None = None) -> tuple[Reminder, ...]:
        """Send every reminder whose time has come, each in a unit of its own.

        Raises:
            FakturaError: The first that cannot be sent; those before it are. `SenderDesk.run` goes on instead.
        """
        day, steps = on or self._place.day, self.steps(on=on)
        return tuple(self.remind(step.document_id, on=day) for step in steps if step.due or step.unknown)

    def write_off(
        self,
        document_id: str,
        *,
        reason: WriteOffReason,
        amount: Money | None = None,
        on: date | None = None,
        key: str = "",
    ) -> Receivable:
        """Give up what is left of a document, or *amount* of it.

        A `bad_debt` gives the VAT back in the books; `goodwill` does not, for that a credit note is needed.
        With an idempotency *key* the same call again gives up nothing more.

        Raises:
            RuleRefused: More would be given up than is owed, or *on* is before the document (`desk.too_early`).
        """
        a(Money, amount, name="amount")
        write_off_id = self._place.new_id()
        call = call_text(f"write_off {document_id} {reason} {amount}", on=on)
        with self._place.work(cause=key) as work:
            state = work.receivable(document_id)
            if work.recall(key, call) is not None:
                return state
            day = day_on(work, document_id, on, self._place.day)
            done = write_off(state, write_off_id=write_off_id, on=day, reason=reason, amount=amount)
            if isinstance(done, Refused):
                raise done.error()
            work.add(RECEIVABLE + document_id, done.receivable_events)
            work.remember(key, call, write_off_id)
            return work.receivable(document_id)

    def pause(self, document_id: str, *, reason: str, on: date | None = None) -> None:
        """Stop every automatic step until `resume`.

        Args:
            document_id: The document.
            reason: Why, in the host's words; kept in the event, which is never erased: no names.
            on: Since when; today by default, never before the document.
        """
        self._flag(document_id, on, lambda _, day: Paused(receivable_id=document_id, on=day, reason=reason))

    def resume(self, document_id: str, *, on: date | None = None) -> None:
        """Let the automatic steps go on."""
        self._flag(document_id, on, lambda _, day: Resumed(receivable_id=document_id, on=day), Paused)

    def dispute(self, document_id: str, *, reason: str, on: date | None = None) -> None:
        """Record that the debtor objects: reminders rest until the dispute is settled (inkassolagen 8 §).

        Args:
            document_id: The document.
            reason: What is objected, in the host's words; kept in the event, which is never erased: no names.
            on: The day of the objection; today by default, never before the document.

        Raises:
            RuleRefused: It is under dispute already, or no reason is given.
        """
        from faktura.rules.disputes import dispute

        def disputed(state: Receivable, day: date) -> Event | Refused:
            events = dispute(state, on=day, reason=reason)
            return events if isinstance(events, Refused) else events[0]

        self._flag(document_id, on, disputed)

    def settle_dispute(self, document_id: str, *, outcome: str, on: date | None = None) -> None:
        """Record how the dispute ended; `claims.settle_dispute` also gives the costs back when it was founded.

        Args:
            document_id: The document.
            outcome: How, in the host's words; kept in the event, which is never erased: no names.
            on: The day it ended; today by default, never before the objection.

        Raises:
            RuleRefused: It is not under dispute (`dispute.none`).
        """

        def settled(state: Receivable, day: date) -> Event | Refused:
            if not state.disputed:
                return Refused(code="dispute.none", law=DISPUTE_LAW)
            return DisputeSettled(receivable_id=document_id, on=day, outcome=outcome)

        self._flag(document_id, on, settled, Disputed)

    def postpone(self, document_id: str, *, until: date, reason: str, on: date | None = None) -> None:
        """Let the next automatic step wait until after *until*; the due date on the document stays.

        Args:
            document_id: The document.
            until: The last day to wait; not before *on*.
            reason: Why, in the host's words; kept in the event, which is never erased: no names.
            on: The day it was agreed; today by default, never before the document.

        Raises:
            RuleRefused: *until* has passed (`collections.until_passed`).
        """

        a_day(until, name="until")

        def postponed(_: Receivable, day: date) -> Event | Refused:
            if until < day:
                facts = (("until", until.isoformat()), ("on", day.isoformat()))
                return Refused(code="collections.until_passed", facts=facts)
            return Postponed(receivable_id=document_id, on=day, until=until, reason=reason)

        self._flag(document_id, on, postponed)

    def _flag(
        self,
        document_id: str,
        on: date | None,
        rule: Callable[[Receivable, date], Event | Refused],
        *after: type[Event],
    ) -> None:
        with self._place.work() as work:
            day = day_on(work, document_id, on, self._place.day, *after)
            event = rule(work.receivable(document_id), day)
            if isinstance(event, Refused):
                raise event.error()
            work.add(RECEIVABLE + document_id, [event])

    def _step(self, view: View, receivable_id: str, day: date) -> DueStep:
        state = view.receivable(receivable_id)
        try:
            step = self._next(state, day)
        except LawNotKnown as error:  # one table that ends must not hide every other document
            facts = tuple((name, str(value)) for name, value in error.facts.items())
            step = Refused(code=_UNKNOWN, facts=facts)
        return DueStep(document_id=receivable_id, number=state.number, step=step)

    def _next(self, state: Receivable, day: date) -> Remind | Wait | Refused:
        return next_step(state, self._place.sender.reminders, law=self._place.law, on=day)

    def _remind(
        self, work: Work, document_id: str, step: Remind, day: date, *, channel: Channel | None, at_once: bool
    ) -> Reminder:
        reminder_id = self._place.new_id()
        stream = RECEIVABLE + document_id
        work.add(stream, remind(work.receivable(document_id), step, reminder_id=reminder_id, on=day))
        document = work.document(document_id)
        reminder = compose_reminder(document, work.receivable(document_id), step, reminder_id=reminder_id, on=day)
        wished = (channel,) if channel is not None else self._deliveries.channels_of(work, document_id)
        self._deliveries.plan(work, reminder, work.keep(reminder), to=document.buyer, wished=wished, at_once=at_once)
        return reminder


register(
    {
        "collections.until_passed": Text(
            en="a step cannot be postponed on {on} until {until}, which has passed; give a later day",
            sv="ett steg kan inte skjutas upp {on} till {until}, som har passerat; ange en senare dag",
        ),
    }
)

"""The desk: everything a host calls, bound to its store, its delivery port and its clock.

>>> from faktura.ports.adapters.memory import MemoryStore
>>> from faktura.testing.senders import SENDER
>>> desk = Desk(MemoryStore()).at(SENDER, actor="anna")
>>> desk.summary().outstanding
0
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from secrets import token_hex
from typing import TYPE_CHECKING
from uuid import uuid4

from attrs import frozen

from faktura.core.errors import FakturaError, Finding
from faktura.core.reminder import Reminder
from faktura.core.sender import Sender
from faktura.core.wording import Language
from faktura.desk.arguments import a_moment
from faktura.desk.collections import Collections, DueStep
from faktura.desk.deliveries import Deliveries, HandOver
from faktura.desk.invoices import Invoices
from faktura.desk.overview import Overview, Summary
from faktura.desk.search import Search
from faktura.desk.workplace import Workplace
from faktura.ports.clock import Clock, SystemClock, swedish_day
from faktura.ports.delivery import DeliveryPort
from faktura.ports.store import OutboxEntry, Store
from faktura.rules.law.book import SWEDEN, LawBook

if TYPE_CHECKING:
    from faktura.desk.books import Books
    from faktura.desk.claims import Claims
    from faktura.desk.deductions import Deductions
    from faktura.desk.mandates import Mandates
    from faktura.desk.payments import Payments
    from faktura.desk.payouts import Payouts
    from faktura.desk.privacy import Privacy
    from faktura.desk.verification import Verification


class Desk:
    """A desk over a host's store; `at` gives the services of one sender.

    Args:
        store: Where everything is kept.
        delivery: Who hands documents over; without one, deliveries only wait in the outbox.
        clock: What time it is; the system's by default.
        law: The law book; a host can extend its tables.
        new_id: Makes ids of drafts, documents, deliveries and mandates; random ones by default.
        new_secret: Makes 32 hexadecimal letters that nobody can guess; give another only to repeat a run to the byte.
    """

    def __init__(
        self,
        store: Store,
        delivery: DeliveryPort | None = None,
        *,
        clock: Clock | None = None,
        law: LawBook = SWEDEN,
        new_id: Callable[[], str] = lambda: uuid4().hex,
        new_secret: Callable[[], str] = lambda: token_hex(16),
    ) -> None:
        self.store = store
        self.delivery = delivery
        self.clock = clock or SystemClock()
        self.law = law
        self.new_id = new_id
        self.new_secret = new_secret

    def at(self, sender: Sender, *, actor: str) -> "SenderDesk":
        """Return the services of *sender*, with *actor* standing in every event."""
        place = Workplace(
            store=self.store,
            sender=sender,
            actor=actor,
            clock=self.clock,
            law=self.law,
            new_id=self.new_id,
            new_secret=self.new_secret,
        )
        return SenderDesk(place, self.delivery)


@frozen(kw_only=True)
class Plan:
    """What is ahead: deliveries that wait, and the next step of every open document."""

    deliveries: tuple[OutboxEntry, ...]
    steps: tuple[DueStep, ...]

    @property
    def pending(self) -> int:
        """How many things there are to do: waiting deliveries and reminders that may be sent now."""
        return len(self.deliveries) + sum(step.due for step in self.steps)

    def table(self, language: Language = "en") -> str:
        """Return the plan as aligned text, one line for each delivery and document."""
        rows = [("delivery", entry.id[:12], entry.not_before.isoformat(" ", "minutes")) for entry in self.deliveries]
        rows += [("document", step.number, step.explain(language)) for step in self.steps]
        return _aligned(rows)


@frozen(kw_only=True)
class RunReport:
    """What one run did: deliveries handed over, reminders made, and what went wrong."""

    at: datetime
    handed_over: tuple[HandOver, ...]
    reminders: tuple[Reminder, ...]
    refusals: tuple[tuple[str, FakturaError], ...]

    def table(self, language: Language = "en") -> str:
        """Return the report as aligned text."""
        rows = [(one.status.value, one.channel.value, one.document_id) for one in self.handed_over]
        rows += [("reminded", one.document_number, str(one.amount_due)) for one in self.reminders]
        rows += [("refused", document_id, error.explain(language)) for document_id, error in self.refusals]
        return _aligned(rows)


class SenderDesk:
    """The services of one sender, bound to one actor."""

    def __init__(self, place: Workplace, delivery: DeliveryPort | None) -> None:
        """Put the services together at *place*."""
        self._place = place
        self.sender = place.sender
        self.delivery = delivery
        self.deliveries = Deliveries(place, delivery)
        self.invoices = Invoices(place, self.deliveries)
        self.collections = Collections(place, self.deliveries)
        self.overview = Overview(place)
        self.search = Search(place)

    # These bring the bank formats, the law of collection, Skatteverket's files and SIE along: loaded when first used.

    @cached_property
    def payments(self) -> "Payments":
        """Incoming payments: read, matched, settled, and what a clerk decides."""
        from faktura.desk.payments import Payments

        return Payments(self._place)

    @cached_property
    def claims(self) -> "Claims":
        """What comes after reminders: demand, plan, order to pay, limitation."""
        from faktura.desk.claims import Claims

        return Claims(self._place)

    @cached_property
    def deductions(self) -> "Deductions":
        """Tax deductions: requests to Skatteverket and its decisions."""
        from faktura.desk.deductions import Deductions

        return Deductions(self._place)

    @cached_property
    def privacy(self) -> "Privacy":
        """What is known of a person: handed out, and erased when its time is over."""
        from faktura.desk.privacy import Privacy

        return Privacy(self._place)

    @cached_property
    def payouts(self) -> "Payouts":
        """Payment orders to the bank, and what became of them."""
        from faktura.desk.payouts import Payouts

        return Payouts(self._place)

    @cached_property
    def mandates(self) -> "Mandates":
        """Direct debit: mandates, withdrawals, and the files to and from Bankgirot."""
        from faktura.desk.mandates import Mandates

        return Mandates(self._place)

    @cached_property
    def books(self) -> "Books":
        """Vouchers, the SIE file, reconciliation, locked periods and the year's end."""
        from faktura.desk.books import Books

        return Books(self._place)

    @cached_property
    def verification(self) -> "Verification":
        """Whether what is stored is whole, and look-ups built anew."""
        from faktura.desk.verification import Verification

        return Verification(self._place)

    def run(self, now: datetime | None = None, *, remind: bool = True) -> RunReport:
        """Do everything that is due: reminders first, then every delivery whose time has come.

        Safe to call at any moment and from several processes: each thing is done once. What is
        refused (a document with no address left, say) is reported and holds nothing else up.
        """
        a_moment(now, name="now")
        moment = now or self._place.moment
        reminders: list[Reminder] = []
        refusals: list[tuple[str, FakturaError]] = []
        day = swedish_day(moment)
        for step in self.collections.steps(on=day) if remind else ():
            if step.due or step.unknown:
                try:
                    reminders.append(self.collections.remind(step.document_id, on=day))
                except FakturaError as error:
                    refusals.append((step.document_id, error))
        return RunReport(
            at=moment,
            handed_over=self.deliveries.hand_over_due(moment),
            reminders=tuple(reminders),
            refusals=tuple(refusals),
        )

    def verify(self) -> tuple[Finding, ...]:
        """Compute everything stored anew from its events, and return what differs; nothing, as a rule.

        Chains of digests, documents, balances, look-ups, numbers and deliveries; see `desk.verification`.
        """
        return self.verification.findings()

    def plan(self, *, on: date | None = None) -> Plan:
        """Return what is ahead, without doing any of it."""
        return Plan(deliveries=self.deliveries.waiting(), steps=self.collections.steps(on=on))

    def summary(self, *, as_of: date | None = None, currency: str = "SEK") -> Summary:
        """Return the sender's totals as of the end of a day."""
        return self.overview.summary(as_of=as_of, currency=currency)


def _aligned(rows: list[tuple[str, str, str]]) -> str:
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    return "\n".join(f"{one:<{widths[0]}}  {two:<{widths[1]}}  {three}" for one, two, three in rows)

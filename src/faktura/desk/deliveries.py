"""Deliveries: planned with the document, held so that they can be stopped, handed over once.

A delivery is put in the outbox in the same unit as what caused it, so a crash loses none. It is
claimed before it is handed over and marked after; a crash in between lets it be handed over again
under the same delivery id, by which the channel knows it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import attrs
from attrs import frozen

from faktura.core.delivery import Channel, Delivery
from faktura.core.document import Document
from faktura.core.errors import AlreadyRecorded, FakturaError, Refused, RuleRefused, Unavailable
from faktura.core.lifecycle import DeliveryFailed, DeliveryHandedOver, DeliveryPlanned, DeliveryStatus, DeliveryStopped
from faktura.core.party import Party
from faktura.core.reminder import Reminder
from faktura.core.wording import Text, register
from faktura.desk import index
from faktura.desk.arguments import a, a_moment
from faktura.desk.calls import call_text, unless
from faktura.desk.feedback import FeedbackReport, collect
from faktura.desk.planned_delivery import planned_delivery
from faktura.desk.rendering import Dispatch, document_delivery, reminder_delivery
from faktura.desk.work import DOCUMENT, View, Work, not_found
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.ports.delivery import DeliveryPort
from faktura.ports.feedback import DeliveryFeedback
from faktura.ports.guarantees import can_be_stored
from faktura.ports.store import OutboxEntry, OutboxStatus
from faktura.rules.delivery_plan import USUAL, plan_delivery

_log = logging.getLogger(__name__)
"""Ids and codes only: an adapter's own words may name the receiver."""

CLAIM: Final = timedelta(minutes=10)
"""How long one process keeps a delivery to itself; after that another may take it up."""

RETRY: Final = timedelta(minutes=15)
"""How long a delivery waits after its channel could not be reached."""


@frozen(kw_only=True)
class HandOver:
    """What became of one delivery: handed over, waiting for its channel, or refused by it."""

    delivery_id: str
    document_id: str
    channel: Channel
    status: OutboxStatus
    answer: str = ""


class Deliveries:
    """The deliveries of one sender."""

    def __init__(self, place: Workplace, port: DeliveryPort | None) -> None:
        """Work at *place*, handing over to *port*; without a port deliveries only wait."""
        self._place = place
        self._port = port

    def plan(
        self,
        work: Work,
        what: Document | Reminder,
        content: str,
        *,
        to: Party,
        wished: Sequence[Channel] = (),
        at_once: bool = False,
    ) -> Dispatch | None:
        """Put the delivery of *what* into the outbox of *work*'s unit, held as the sender wishes.

        None when the sender delivers by own hand (`Channel.NONE`): then there is nothing to hand over.

        Raises:
            RuleRefused: *to* can be reached by none of the wished channels.
        """
        reminding = isinstance(what, Reminder)
        plan = plan_delivery(to, wished, reminder=reminding)
        if isinstance(plan, Refused):
            raise plan.error()
        if plan.channel is Channel.NONE:
            return None
        document_id, sender = what.document_id if isinstance(what, Reminder) else what.id, self._place.sender
        dispatch = Dispatch(
            delivery_id=self._place.new_id(),
            document_id=document_id,
            what="reminder" if reminding else "document",
            content=content,
            channel=plan.channel,
            address=plan.address,
            logo=work.unit.put(sender.logo) if sender.logo else "",
            greeting=sender.greeting,
        )
        held = timedelta(0) if at_once else timedelta(minutes=sender.hold_minutes)
        not_before = work.stamp.recorded_at + held
        work.unit.outbox([OutboxEntry(id=dispatch.delivery_id, not_before=not_before, content=work.keep(dispatch))])
        planned = DeliveryPlanned(delivery_id=dispatch.delivery_id, channel=plan.channel.value, not_before=not_before)
        work.add(DOCUMENT + document_id, [planned])
        return dispatch

    def channels_of(self, view: View, document_id: str) -> tuple[Channel, ...]:
        """Return the channel a document itself took and then the usual ones, for what follows on it.

        None of them when it was never sent.
        """
        for event in view.events(DOCUMENT + document_id):
            if isinstance(event, DeliveryPlanned):  # the first is the document, reminders come later
                return tuple(dict.fromkeys((Channel(event.channel), *USUAL)))
        return ()

    def send(self, document_id: str, *, channel: Channel | None = None, at_once: bool = False, key: str = "") -> str:
        """Plan the delivery of an issued document (again), and return the delivery id.

        Without a *channel* it takes the one it took before, else the first of the usual ones that can be used.
        With an idempotency *key* the same call again plans nothing more.

        Raises:
            RuleRefused: The buyer can be reached by none of them, or has not accepted e-invoices.
        """
        a(Channel, channel, name="channel")
        call = call_text(f"send {document_id} {channel}", at_once=unless(False, at_once))
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return earlier
            document = work.document(document_id)
            content = work.document_state(document_id).content
            wished = (channel,) if channel is not None else self.channels_of(work, document_id)
            planned = self.plan(work, document, content, to=document.buyer, wished=wished, at_once=at_once)
            if planned is None:
                raise RuleRefused("delivery.no_channel", party=document.buyer.id)
            work.remember(key, call, planned.delivery_id)
            return planned.delivery_id

    def stop(self, document_id: str) -> tuple[str, ...]:
        """Stop the deliveries of a document that are still held, and return their ids.

        Raises:
            RuleRefused: None is waiting; what has left cannot be called back.
        """
        with self._place.work() as work:
            state = work.document_state(document_id)
            planned = [id for id, status in state.deliveries if status is DeliveryStatus.PLANNED]
            entries = work.unit.deliveries(planned) if planned else ()
            waiting = [entry for entry in entries if entry.status is OutboxStatus.WAITING]
            if not waiting:
                raise RuleRefused("deliveries.none_waiting", document=document_id)
            work.unit.outbox([attrs.evolve(entry, status=OutboxStatus.STOPPED) for entry in waiting])
            work.add(DOCUMENT + document_id, [DeliveryStopped(delivery_id=entry.id) for entry in waiting])
            return tuple(entry.id for entry in waiting)

    def waiting(self) -> tuple[OutboxEntry, ...]:
        """Return the deliveries that wait or are claimed, the earliest first."""
        with self._place.view() as view:
            return view.reading.deliveries()

    def dispatch(self, entry: OutboxEntry) -> Dispatch:
        """Return what *entry* stands for."""
        with self._place.view() as view:
            return view.stored(Dispatch, entry.content)

    def collect(self, feedback: DeliveryFeedback) -> FeedbackReport:
        """Store what the channels tell of deliveries handed over, each report once, and acknowledge it.

        What is about a delivery that this sender does not have is listed and left where it is.
        """
        return collect(self._place, feedback)

    def undelivered(self) -> tuple[str, ...]:
        """Return the documents whose newest delivery failed, the oldest first: `send` them another way."""
        with self._place.view() as view:
            return tuple(row.body for row in view.reading.rows(index.UNDELIVERED))

    def hand_over_due(self, now: datetime | None = None) -> tuple[HandOver, ...]:
        """Hand over every delivery whose time has come, each at most once, and say what became of it.

        A delivery whose document was erased meanwhile fails (`store.erased`); an id of the channel's own that cannot be
        stored is left out of the answer and logged, for the delivery has left.

        Args:
            now: What is due by then; by the clock by default. Claims last from this moment, or by the clock when it is later.
        """
        a_moment(now, name="now")
        with self._place.view() as view:
            due = view.reading.deliveries(until=now or self._place.moment)
        done = (self._hand_over(entry, now) for entry in due if self._port is not None)
        return tuple(result for result in done if result is not None)

    def _hand_over(self, entry: OutboxEntry, now: datetime | None) -> HandOver | None:
        port = self._port
        claimed = self._claim(entry, now)
        if claimed is None or port is None:
            return None
        try:
            answer = port.hand_over(self._delivery(entry)).external_id
        except Unavailable as error:
            _log.info("delivery %s waits: its channel is unavailable (%s)", entry.id, error.code)
            return self._settle(self._later(claimed, now, error.code))
        except FakturaError as error:  # refused by the channel, not expressible on it, erased: a person must choose
            _log.warning("delivery %s failed (%s)", entry.id, error.code)
            return self._settle(attrs.evolve(claimed, status=OutboxStatus.FAILED, answer=error.code))
        except Exception as error:  # noqa: BLE001 - whatever an adapter lets through must not hold up the others
            _log.error("delivery %s waits: its adapter raised %s", entry.id, type(error).__name__)
            return self._settle(self._later(claimed, now, type(error).__name__))
        if not (
            isinstance(answer, str) and can_be_stored(answer)
        ):  # it has left: it must not leave again for its answer
            _log.warning("delivery %s was handed over; the id its channel gave cannot be stored", entry.id)
            answer = ""
        return self._settle(attrs.evolve(claimed, status=OutboxStatus.HANDED_OVER, answer=answer))

    def _delivery(self, entry: OutboxEntry) -> Delivery:
        """Return everything that is handed over for *entry*, with the logo and greeting it was planned with.

        Raises:
            NotFound: A part of it was erased.
        """
        with self._place.view() as view:
            dispatch = view.stored(Dispatch, entry.content)
            content = self._content(view, dispatch)
            logo = view.reading.document(dispatch.logo) if dispatch.logo else None
        sender = attrs.evolve(self._place.sender, logo=logo, greeting=dispatch.greeting)
        if isinstance(content, Reminder):
            return reminder_delivery(dispatch, content, sender, entry.not_before)
        return document_delivery(dispatch, content, sender, entry.not_before)

    def _moment(self, now: datetime | None) -> datetime:
        """Return the time by the clock, or *now* if that is later: a long run must not claim for a time that has passed."""
        moment = self._place.moment
        return moment if now is None else max(now, moment)

    def _later(self, claimed: OutboxEntry, now: datetime | None, answer: str) -> OutboxEntry:
        return attrs.evolve(claimed, status=OutboxStatus.WAITING, not_before=self._moment(now) + RETRY, answer=answer)

    def _claim(self, entry: OutboxEntry, now: datetime | None) -> OutboxEntry | None:
        """Take the delivery for this process; none when it was stopped or taken meanwhile."""
        with self._place.work() as work:
            (current,) = work.unit.deliveries([entry.id])
            if current != entry:
                return None
            until, attempts = self._moment(now) + CLAIM, entry.attempts + 1
            claimed = attrs.evolve(entry, status=OutboxStatus.CLAIMED, not_before=until, attempts=attempts)
            work.unit.outbox([claimed])
            return claimed

    def _settle(self, entry: OutboxEntry) -> HandOver:
        with self._place.work() as work:
            planned = planned_delivery(work, entry)
            stream = DOCUMENT + planned.document_id
            try:
                work.unit.outbox([entry])
            except AlreadyRecorded:  # the claim had run out and another process was quicker: handed over once
                (entry,) = work.unit.deliveries([entry.id])
            else:
                if entry.status is OutboxStatus.HANDED_OVER:
                    work.add(stream, [DeliveryHandedOver(delivery_id=entry.id, external_id=entry.answer)])
                elif entry.status is OutboxStatus.FAILED:
                    work.add(stream, [DeliveryFailed(delivery_id=entry.id, reason=entry.answer)])
        return HandOver(
            delivery_id=entry.id,
            document_id=planned.document_id,
            channel=planned.channel,
            status=entry.status,
            answer=entry.answer,
        )

    def _content(self, view: View, dispatch: Dispatch) -> Document | Reminder:
        data = view.content(dispatch.content)
        if dispatch.what == "reminder":
            return json.load(Reminder, data)
        if dispatch.what == "document":
            return json.load(Document, data)
        raise not_found("delivery", dispatch.delivery_id)


register(
    {
        "deliveries.none_waiting": Text(
            en="no delivery of document {document} is waiting any more; send a credit note if it was wrong",
            sv="ingen leverans av dokument {document} väntar längre; skicka en kreditfaktura om den var fel",
        ),
    }
)

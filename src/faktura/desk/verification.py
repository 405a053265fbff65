"""Verification: everything stored of a sender is computed anew from its events, and what differs is said.

Chains, heads, seal and documents are checked by their digests (`ports.verification`); balances, look-ups,
numbers and deliveries by folding each stream once more. One stream is in memory at a time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from faktura.core.errors import FakturaError, Finding, NotFound
from faktura.core.event import Event, EventRecord
from faktura.core.lifecycle import (
    DeliveryFailed,
    DeliveryHandedOver,
    DeliveryPlanned,
    DeliveryReported,
    DeliveryStopped,
    DocumentIssued,
)
from faktura.core.payment import PaymentState
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.wording import Text, register, said
from faktura.desk.numbers import Numbers
from faktura.desk.work import View
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.ports.contents import Counter as StoredCounter
from faktura.ports.contents import Head
from faktura.ports.store import IndexRow, OutboxStatus, Reading
from faktura.ports.verification import document_damage, history_damage, stream_damage

_REFERRING: Final = ("content", "explanation", "file")
"""The fields of events that hold the digest of a stored document."""

_SAID_BY: Final[dict[type[Event], frozenset[OutboxStatus]]] = {
    DeliveryPlanned: frozenset({OutboxStatus.WAITING, OutboxStatus.CLAIMED}),
    DeliveryStopped: frozenset({OutboxStatus.STOPPED}),
    DeliveryHandedOver: frozenset({OutboxStatus.HANDED_OVER}),
    DeliveryReported: frozenset({OutboxStatus.HANDED_OVER}),
    DeliveryFailed: frozenset({OutboxStatus.FAILED}),
}
"""Where a delivery stands in the outbox after the last of these events of it."""

_INTO_ONE_UNIT: Final = 500


class Verification:
    """The verification of one sender's part of the store."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def findings(self) -> tuple[Finding, ...]:
        """Return everything that is not as the events say; nothing, unless something stored was changed by hand.

        All of it is looked at, as of one moment, whatever is found on the way.
        """
        with self._place.view() as view:
            return tuple(_Pass(_OneStream(view.reading), self._place.sender.id).findings())

    def rebuild_index(self) -> int:
        """Derive all index rows from the events anew and store them; return how many streams there are.

        For look-ups that were damaged, and for look-ups that a newer version adds. Rows that belong to no stream are
        removed. The work is done in units of five hundred streams, between which others work on.
        """
        with self._place.view() as view:
            streams = [head.stream for head in view.reading.every(Head)]
            known = set(streams)
            stray = dict.fromkeys(row.subject for row in view.reading.every(IndexRow) if row.subject not in known)
        for first in range(0, len(streams), _INTO_ONE_UNIT):
            with self._place.work() as work:
                view = work.bare()
                for stream in streams[first : first + _INTO_ONE_UNIT]:
                    work.unit.index(stream, view.derived(stream, creditor=self._place.sender.id))
        if stray:
            with self._place.work() as work:
                for subject in stray:
                    work.unit.index(subject, ())
        return len(streams)


class _OneStream(View):
    """A view that decodes the events of a stream once, as long as it is asked for no other."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._stream, self._events = "", tuple[Event, ...]()

    def take(self, stream: str, records: Sequence[EventRecord]) -> tuple[Event, ...]:
        """Decode the *records* of *stream* and keep its events until the next."""
        self._stream, self._events = "", ()
        self._events = tuple(json.event_of(record) for record in records)
        self._stream = stream
        return self._events

    def events(self, stream: str) -> tuple[Event, ...]:
        """Return the events of *stream*, oldest first."""
        return self._events if stream == self._stream else super().events(stream)


class _Pass:
    """One pass over everything; sums are kept, streams are not."""

    def __init__(self, view: _OneStream, creditor: str) -> None:
        self._view = view
        self._creditor = creditor
        self._numbers = Numbers()
        self._sums: Counter[tuple[str, str]] = Counter()

    def findings(self) -> Iterator[Finding]:
        """Yield what differs, the whole before its parts."""
        reading = self._view.reading
        yield from history_damage(reading)
        rows = _Rows(reading.every(IndexRow))
        for head in reading.every(Head):
            yield from rows.before(head.stream)
            records = reading.events(head.stream)
            yield from stream_damage(head, records)
            yield from self._stream(head.stream, records, rows.of(head.stream))
        yield from rows.before(None)
        yield from document_damage(reading)
        counters = {counter.series: counter.last for counter in reading.every(StoredCounter)}
        yield from self._numbers.findings(counters)
        yield from self._balance()

    def _stream(self, stream: str, records: Sequence[EventRecord], rows: Sequence[IndexRow]) -> Iterator[Finding]:
        """Yield what is wrong with one stream, beside its chain."""
        try:
            events = self._view.take(stream, records)
            state = self._view.folded(stream)
        except FakturaError as error:
            yield Finding(code="STORE-07", path=stream, facts=(("reason", said(error)),))
            return
        yield from self._look_ups(stream, rows)
        yield from self._documents(stream, events)
        match state:
            case Receivable():
                for kind in (EntryKind.PAID, EntryKind.NETTED, EntryKind.TRANSFERRED):
                    moved = state.moved(kind)
                    self._sums[kind.value, moved.currency] += moved.minor
            case PaymentState():
                self._sums[EntryKind.PAID.value, state.amount.currency] += state.allocated.minor
            case _:
                for event in events:
                    if isinstance(event, DocumentIssued):
                        self._numbers.note(event.series, event.number)
                yield from self._deliveries(stream, events)

    def _look_ups(self, stream: str, rows: Sequence[IndexRow]) -> Iterator[Finding]:
        """Yield a finding when the stored *rows* of the stream are not those that its events stand for."""
        try:
            derived = set(self._view.derived(stream, creditor=self._creditor))
        except FakturaError as error:
            # What is erased cannot say any more what its look-ups should be, and what is lost is told by `_documents`.
            if error.code not in ("store.erased", "store.document"):
                yield Finding(code="STORE-07", path=stream, facts=(("reason", said(error)),))
            return
        missing, extra = len(derived.difference(rows)), len(set(rows) - derived)
        if missing or extra:
            yield Finding(code="STORE-05", path=stream, facts=(("missing", str(missing)), ("extra", str(extra))))

    def _documents(self, stream: str, events: Sequence[Event]) -> Iterator[Finding]:
        """Yield the documents to which events of the stream refer and that are not there."""
        referred = (getattr(event, field, "") for event in events for field in _REFERRING)
        for digest in dict.fromkeys(str(one) for one in referred if one):
            try:
                self._view.reading.document(digest)
            except NotFound as error:
                if error.code != "store.erased":
                    yield Finding(code="STORE-08", path=stream, facts=(("digest", digest),))

    def _deliveries(self, stream: str, events: Sequence[Event]) -> Iterator[Finding]:
        """Yield the deliveries of which outbox and events say different things."""
        said = {
            str(getattr(event, "delivery_id", "")): _SAID_BY[type(event)] for event in events if type(event) in _SAID_BY
        }
        found = {entry.id: entry.status for entry in self._view.reading.deliveries(tuple(said))} if said else {}
        for id, statuses in said.items():
            status = found.get(id)
            if status not in statuses:
                facts = (("delivery", id), ("found", status.value if status else "missing"))
                yield Finding(code="STORE-10", path=stream, facts=facts)

    def _balance(self) -> Iterator[Finding]:
        """Yield a finding for each sum over all streams that should be zero and is not."""
        for (kind, currency), minor in sorted(self._sums.items()):
            if minor:
                facts = (("kind", kind), ("minor", str(minor)), ("currency", currency))
                yield Finding(code="STORE-11", path=kind, facts=facts)


class _Rows:
    """The stored index rows, handed out subject by subject beside the streams, which come in the same order."""

    def __init__(self, rows: Iterator[IndexRow]) -> None:
        self._groups = ((subject, tuple(some)) for subject, some in groupby(rows, key=lambda row: row.subject))
        self._next = next(self._groups, None)

    def before(self, stream: str | None) -> Iterator[Finding]:
        """Yield a finding for each subject before *stream* (all that is left, without one): it belongs to no stream."""
        while self._next is not None and (stream is None or self._next[0] < stream):
            subject, rows = self._next
            yield Finding(code="STORE-06", path=subject, facts=(("rows", str(len(rows))),))
            self._next = next(self._groups, None)

    def of(self, stream: str) -> tuple[IndexRow, ...]:
        """Return the rows of *stream*."""
        if self._next is None or self._next[0] != stream:
            return ()
        rows, self._next = self._next[1], next(self._groups, None)
        return rows


register(
    {
        "STORE-05": Text(
            en="the look-ups of the stream are not what its events say: {missing} rows missing, {extra} too many",
            sv="strömmens uppslag stämmer inte med dess händelser: {missing} rader saknas, {extra} är för många",
        ),
        "STORE-05.remedy": Text(
            en="rebuild the index; the events are what counts",
            sv="bygg om indexet; det är händelserna som gäller",
        ),
        "STORE-06": Text(
            en="there are {rows} look-up rows of a stream that has no events",
            sv="det finns {rows} uppslagsrader för en ström som saknar händelser",
        ),
        "STORE-06.remedy": Text(
            en="if the stream is missing, look for it in a backup that verifies; else rebuild the index",
            sv="om strömmen saknas, sök den i en kopia som klarar kontrollen; annars bygg om indexet",
        ),
        "STORE-07": Text(
            en="the events of the stream cannot be read or do not follow on each other: {reason}",
            sv="strömmens händelser kan inte läsas eller följer inte på varandra: {reason}",
        ),
        "STORE-07.remedy": Text(
            en="if the event is not known, use a newer faktura; else compare with the newest backup that verifies",
            sv="om händelsen är okänd, använd en nyare faktura; annars jämför med den senaste kopia som klarar kontrollen",
        ),
        "STORE-08": Text(
            en="the stream refers to the document with the digest {digest}, which is not there and was not erased",
            sv="strömmen hänvisar till dokumentet med kontrollsumman {digest}, som saknas utan att vara raderat",
        ),
        "STORE-08.remedy": Text(
            en="put the document back from a backup: its digest proves that it is the right one",
            sv="lägg tillbaka dokumentet från en kopia: kontrollsumman visar att det är det rätta",
        ),
        "STORE-10": Text(
            en="the outbox says of the delivery {delivery} that it is {found}; its document's events say otherwise",
            sv="utkorgen säger om leveransen {delivery} att den är {found}; dokumentets händelser säger något annat",
        ),
        "STORE-10.remedy": Text(
            en="ask the channel what became of the delivery before anything is sent again",
            sv="fråga kanalen vad som hänt med leveransen innan något skickas igen",
        ),
        "STORE-11": Text(
            en="what should be zero over all streams is {minor} minor units of {currency}: {kind}",
            sv="det som ska vara noll över alla strömmar är {minor} minsta enheter {currency}: {kind}",
        ),
        "STORE-11.remedy": Text(
            en="one side of a payment, a netting or a transfer is missing; put the other findings right first",
            sv="en sida av en betalning, kvittning eller överföring saknas; rätta de andra fynden först",
        ),
    }
)

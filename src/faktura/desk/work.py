"""Loading and changing streams inside one unit of the store: states in, events out, index rows along."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Final, Literal, TypeVar

from faktura.core.bank_event import MandateNoticed, OrderSent, WithdrawalFileMade, WithdrawalSent
from faktura.core.claim import OpenItem
from faktura.core.document import Document, Draft
from faktura.core.errors import NotFound
from faktura.core.event import Event, EventRecord, Stamp
from faktura.core.ledger import LatePosting
from faktura.core.lifecycle import DocumentIssued, DocumentState, DocumentStatus, fold_document
from faktura.core.mandate import Mandate, MandateNotice, WithdrawalAttempt, fold_mandate
from faktura.core.outgoing import PayoutOrder
from faktura.core.payment import IncomingPayment, PaymentReceived, PaymentState, fold_payment
from faktura.core.receivable import Receivable, fold
from faktura.core.sender import Sender
from faktura.core.wording import Term, Text, register
from faktura.desk import index
from faktura.desk.debit_states import made_attempts, told_notices
from faktura.desk.look_up_keys import Keys, kept_keys, keys_of
from faktura.formats import json
from faktura.formats.salted import checked, salted, unsalted
from faktura.ports.store import IndexRow, Reading, Unit

RECEIVABLE: Final = "receivable/"
PAYMENT: Final = "payment/"
DOCUMENT: Final = "document/"
DRAFT: Final = "draft/"
PRIVACY: Final = "privacy/"
BOOKS: Final = "books/"
LEDGER: Final = f"{BOOKS}ledger"
"""The one stream of what is decided about the books, and of business events that no document has."""
BANK_ORDER: Final = "bank-order/"
MANDATE: Final = "mandate/"
WITHDRAWAL: Final = "withdrawal/"
WITHDRAWAL_FILE: Final = "withdrawal-file/"

Missing = Literal[
    "receivable", "payment", "document", "draft", "delivery", "decision", "netting", "request", "order", "file"
]
"""What an id can be looked up as and not be there."""

_T = TypeVar("_T")


class View:
    """What services read: streams folded into states, stored documents decoded."""

    def __init__(self, reading: Reading) -> None:
        """Read through *reading*, as of its beginning."""
        self.reading = reading

    @cached_property
    def keys(self) -> Keys:
        """The keys of look-ups by what is personal."""
        return keys_of(self.reading)

    def events(self, stream: str) -> tuple[Event, ...]:
        """Return the events of *stream*, oldest first."""
        return tuple(json.event_of(record) for record in self.records(stream))

    def records(self, stream: str) -> tuple[EventRecord, ...]:
        """Return the records of *stream* as stored."""
        return self.reading.events(stream)

    def receivable(self, receivable_id: str) -> Receivable:
        """Return the receivable; `NotFound` when this sender has none of that id."""
        state = fold(self.events(RECEIVABLE + receivable_id))
        return _found(state, "receivable", receivable_id)

    def payment(self, payment_id: str) -> PaymentState:
        """Return what became of the payment; `NotFound` when this sender has none of that id."""
        return _found(fold_payment(self.events(PAYMENT + payment_id)), "payment", payment_id)

    def document_state(self, document_id: str) -> DocumentState:
        """Return the document axis of an issued document; `NotFound` when there is none."""
        return _found(fold_document(self.events(DOCUMENT + document_id)), "document", document_id)

    def draft_state(self, draft_id: str) -> DocumentState:
        """Return the document axis of a draft; `NotFound` when there is none."""
        return _found(fold_document(self.events(DRAFT + draft_id)), "draft", draft_id)

    def document(self, document_id: str) -> Document:
        """Return the issued document as it was stored."""
        return self.stored(Document, self.document_state(document_id).content)

    def stored(self, kind: type[_T], digest: str) -> _T:
        """Return the value of *kind* stored under *digest*."""
        return json.load(kind, self.content(digest).decode())

    def content(self, digest: str) -> bytes:
        """Return the bytes stored under *digest*, without their salt."""
        return unsalted(self.reading.document(digest))

    def incoming(self, payment_id: str) -> IncomingPayment:
        """Return the payment as the bank file gave it."""
        rows = tuple(self.reading.rows(index.PAYMENT, [payment_id]))
        if not rows:
            raise not_found("payment", payment_id)
        return self.stored(IncomingPayment, rows[0].body)

    def folded(self, stream: str) -> object:
        """Return the state of *stream*, whatever it is about; none without events."""
        fold_stream = _FOLDS.get(stream.partition("/")[0] + "/")
        return fold_stream(self.events(stream)) if fold_stream else None

    def derived(self, stream: str, *, creditor: str) -> Sequence[IndexRow]:
        """Return the index rows that *stream* stands for now, with the sender *creditor*."""
        state = self.folded(stream)
        match state:
            case Receivable():
                debtor = self._debtor(state)
                return index.receivable_rows(stream, state, keys=self.keys, creditor=creditor, debtor=debtor)
            case PaymentState():
                content = next(e.content for e in self.events(stream) if hasattr(e, "content"))
                payment = self.unless_erased(IncomingPayment, content)
                return index.payment_rows(stream, state, content, payment, keys=self.keys)
            case DocumentState() if stream.startswith(DRAFT):
                live = state.status is DocumentStatus.DRAFT
                return index.draft_rows(stream, state, self.stored(Draft, state.content)) if live else ()
            case DocumentState():
                document = self.unless_erased(Document, state.content)
                return index.document_rows(stream, state, document or self._issued(stream))
            case OrderSent():
                return index.order_rows(stream, state, self.unless_erased(PayoutOrder, state.content))
            case WithdrawalSent():
                return index.withdrawal_rows(stream, self.attempts(state.receivable_id), keys=self.keys)
            case WithdrawalFileMade():
                return index.withdrawal_file_rows(stream, state)
            case MandateNoticed():
                return index.mandate_rows(stream, self._told(stream), keys=self.keys)
            case _:
                return ()

    def mandate(self, *streams: str, until: date | None = None) -> Mandate | None:
        """Return the mandate of *streams* as of the end of a day, without the notices that were erased; none without any.

        One is the rule; the notices of several count in the order in which they were recorded.
        """
        told = [one for stream in streams for one in self._told(stream)]
        if len(streams) > 1:
            at = [record.stamp.recorded_at for stream in streams for record in self.records(stream)]
            told = [told[place] for place in sorted(range(len(told)), key=at.__getitem__)]
        return fold_mandate((notice for _, notice in told if notice is not None), until=until)

    def _told(self, stream: str) -> tuple[tuple[str, MandateNotice | None], ...]:
        return told_notices(self.events(stream), self.unless_erased)

    def attempts(self, receivable_id: str) -> tuple[WithdrawalAttempt, ...]:
        """Return every withdrawal ordered for a receivable that was not erased, oldest first, and what became of it."""
        return made_attempts(self.events(WITHDRAWAL + receivable_id), self.unless_erased)

    def unless_erased(self, kind: type[_T], digest: str) -> _T | None:
        """Return the value stored under *digest*; none when it was erased."""
        try:
            return self.stored(kind, digest)
        except NotFound as error:
            if error.code != "store.erased":
                raise
            return None

    def _issued(self, stream: str) -> DocumentIssued:
        return next(event for event in self.events(stream) if isinstance(event, DocumentIssued))

    def _debtor(self, state: Receivable) -> index.Debtor:
        """Return what look-ups tell of the debtor; of a document that was erased, the deduction alone."""
        if not state.document_id:
            return index.Debtor()
        stream = DOCUMENT + state.document_id
        document = self.unless_erased(Document, self.document_state(state.document_id).content)
        deduction = document.totals.deduction if document is not None else self._issued(stream).deduction
        number = document.buyer.organisation_number if document is not None else None
        return index.Debtor(
            name=document.buyer.name if document is not None else "",
            organisation=number.digits if number is not None else "",
            deduction=deduction if deduction and state.id == state.document_id else None,
        )


class Work(View):
    """A unit of work: what is changed here is stored together when the block ends.

    States read after a change show it; index rows are written when the unit is flushed.
    """

    def __init__(
        self, unit: Unit, *, sender: Sender, actor: str, moment: datetime, cause: str, new_secret: Callable[[], str]
    ) -> None:
        """Work in *unit* for *sender*; *cause* ties together what this command writes."""
        super().__init__(unit)
        self.unit = unit
        self._new_secret = new_secret
        self.sender = sender
        self.stamp = Stamp(actor=actor, happened_at=moment, recorded_at=moment, cause=cause)
        self._loaded: dict[str, tuple[int, list[Event]]] = {}
        self._new: dict[str, list[Event]] = {}
        self._values: dict[str, object] = {}
        self.money_came = False

    def events(self, stream: str) -> tuple[Event, ...]:
        """Return the events of *stream*, those of this unit included."""
        if stream not in self._loaded:
            records = self.records(stream)
            self._loaded[stream] = (len(records), [json.event_of(record) for record in records])
        return (*self._loaded[stream][1], *self._new.get(stream, ()))

    def add(self, stream: str, events: Sequence[Event]) -> None:
        """Let *events* happen to *stream*; they are checked against its state at once."""
        if not events:
            return
        self.events(stream)
        self.money_came = self.money_came or any(isinstance(event, PaymentReceived) for event in events)
        self._new.setdefault(stream, []).extend(events)
        self.folded(stream)

    def recall(self, key: str, call: str) -> str | None:
        """Return the answer that *call* was given under the host's idempotency *key*; none without a key.

        Raises:
            RecordedDifferently: The key was used for another call.
        """
        return self.unit.recall(key, call) if key else None

    def remember(self, key: str, call: str, answer: str) -> None:
        """Keep the *answer* to *call*, so that the same call under the same key does nothing a second time."""
        if key:
            self.unit.remember(key, call, answer)

    @cached_property
    def keys(self) -> Keys:
        """The keys of look-ups by what is personal, made with the first unit that needs them."""
        return kept_keys(self.unit, lambda: checked(self._new_secret()))

    def keep(self, value: object) -> str:
        """Store *value* as canonical JSON, with a salt, and return its digest."""
        digest = self.keep_bytes(json.dump(value).encode())
        self._values[digest] = value
        return digest

    def keep_bytes(self, content: bytes) -> str:
        """Store *content* with a salt, so that nobody finds it again by its digest once it is erased."""
        return self.unit.put(salted(content, self._new_secret()))

    def stored(self, kind: type[_T], digest: str) -> _T:
        """Return the value of *kind* stored under *digest*; what this unit kept or read is not decoded again."""
        value = self._values.get(digest)
        if not isinstance(value, kind):
            value = super().stored(kind, digest)
            self._values[digest] = value
        return value

    def flush(self) -> None:
        """Append the new events and derive the index rows of every changed stream.

        Raises:
            RuleRefused: Something is dated in a locked period, and the sender refuses that (`posting.locked`).
        """
        if self.sender.bookkeeping.late is LatePosting.REFUSE:
            from faktura.desk.locking import refuse_in_locked_period

            refuse_in_locked_period(self, self._new)
        for stream, events in self._new.items():
            version = self._loaded[stream][0]
            records = [
                json.event_record(event, stream=stream, version=version + step, stamp=self.stamp)
                for step, event in enumerate(events, start=1)
            ]
            self.unit.append(stream, version, records)
            self.unit.index(stream, self.derived(stream, creditor=self.sender.id))
        for stream, events in self._new.items():
            version, earlier = self._loaded[stream]
            self._loaded[stream] = (version + len(events), [*earlier, *events])
        self._new = {}

    def forget(self, streams: Iterable[str]) -> None:
        """Derive the index rows of *streams* anew after stored documents of theirs were erased: without names."""
        bare = self.bare()
        for stream in sorted(set(streams)):
            self.unit.index(stream, bare.derived(stream, creditor=self.sender.id))

    def bare(self) -> View:
        """Return a view of this unit that derives rows from what is stored: a unit of work takes names from earlier rows."""
        view = View(self.unit)
        view.keys = self.keys
        return view

    def _debtor(self, state: Receivable) -> index.Debtor:
        for row in self.reading.rows(index.ITEM, [state.id]):
            item = json.load(OpenItem, row.body)
            return index.Debtor(
                name=item.customer_name, organisation=item.customer_org, deduction=item.deduction or None
            )
        return super()._debtor(state)


_FOLDS: Final[dict[str, Callable[[Sequence[Event]], object]]] = {
    RECEIVABLE: fold,
    PAYMENT: fold_payment,
    DOCUMENT: fold_document,
    DRAFT: fold_document,
    PRIVACY: tuple,
    BOOKS: tuple,
    **dict.fromkeys((BANK_ORDER, MANDATE, WITHDRAWAL, WITHDRAWAL_FILE), lambda events: events[0]),
}


def _found(state: _T | None, what: Missing, id: str) -> _T:
    if state is None:
        raise not_found(what, id)
    return state


def not_found(what: Missing, id: str) -> NotFound:
    """Return the error that this sender has no *what* of that id."""
    return NotFound("desk.not_found", what=Term(f"desk.{what}"), id=id)


register(
    {
        "desk.not_found": Text(
            en="this sender has no {what} {id}; check the id and the sender",
            sv="hos avsändaren finns inte {what} {id}; kontrollera id och avsändare",
        ),
        "desk.receivable": Text(en="receivable", sv="fordran"),
        "desk.payment": Text(en="payment", sv="betalningen"),
        "desk.document": Text(en="document", sv="dokumentet"),
        "desk.draft": Text(en="draft", sv="utkastet"),
        "desk.delivery": Text(en="delivery", sv="leveransen"),
        "desk.decision": Text(en="decision on payment", sv="beslutet om betalningen"),
        "desk.request": Text(en="request for payout", sv="begäran om utbetalning"),
        "desk.order": Text(en="payment order", sv="betalningsuppdraget"),
        "desk.file": Text(en="file of withdrawals", sv="uttagsfilen"),
        "desk.netting": Text(en="netting", sv="kvittningen"),
    }
)

"""What stands where: totals as of any day, and the log of a document, past and planned."""

from collections import defaultdict
from datetime import date, datetime
from typing import Final

from attrs import frozen

from faktura.core.event import Event
from faktura.core.payment import PaymentState, fold_payment
from faktura.core.payment_rest import rounded, set_aside
from faktura.core.receivable import EntryKind, Receivable, fold
from faktura.desk.work import DOCUMENT, PAYMENT, RECEIVABLE, View
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.rules.issuing import TAX_AGENCY_SUFFIX


@frozen(kw_only=True)
class Summary:
    """A sender's totals in one currency as of a day, in minor units (öre).

    issued − credited + charged − paid − written_off + refunded = outstanding, at every date.

    Attributes:
        issued: What issued invoices opened, Skatteverket's share of ROT and RUT included.
        credited: What issued credit notes opened.
        charged: Reminder fees and late-payment interest.
        paid: What of the payments is allocated to receivables.
        written_off: Given up, rounding differences included.
        refunded: Credit notes that were paid back.
        outstanding: The balance of all receivables, open credit notes deducted.
        unmatched: Payments, or parts of them, that nobody has decided on; what the bank took back is deducted.
        set_aside: Payments, or parts of them, that are not the sender's.
        rounded: Small surpluses kept as rounding, each with its allocation.
        overpaid: Kept as credit balances of customers.
    """

    currency: str
    issued: int = 0
    credited: int = 0
    charged: int = 0
    paid: int = 0
    written_off: int = 0
    refunded: int = 0
    outstanding: int = 0
    unmatched: int = 0
    set_aside: int = 0
    rounded: int = 0
    overpaid: int = 0

    @property
    def balances(self) -> bool:
        """Whether the equation holds; always, unless something stored was changed by hand."""
        return (
            self.issued - self.credited + self.charged - self.paid - self.written_off + self.refunded
            == self.outstanding
        )


@frozen(kw_only=True)
class LogEntry:
    """One line of a document's log: when, who, what; planned lines have no actor yet."""

    at: datetime
    actor: str
    name: str
    event: Event | None


class Overview:
    """Totals and logs of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def summary(self, *, as_of: date | None = None, currency: str = "SEK") -> Summary:
        """Return the totals as of the end of *as_of*; without a day, of everything stored."""
        with self._place.view() as view:
            receivables, payments = _states(view, as_of)
        return summed(receivables, payments, currency)

    def receivables(self, *, as_of: date | None = None) -> tuple[Receivable, ...]:
        """Return every receivable as it stood at the end of *as_of*, in the order they were opened."""
        with self._place.view() as view:
            return _states(view, as_of)[0]

    def payments(self, *, as_of: date | None = None) -> tuple[PaymentState, ...]:
        """Return every payment as it stood at the end of *as_of*, in the order they arrived."""
        with self._place.view() as view:
            return _states(view, as_of)[1]

    def log(self, document_id: str) -> tuple[LogEntry, ...]:
        """Return what happened to a document and its receivables, oldest first, and what is planned last."""
        with self._place.view() as view:
            state = view.document_state(document_id)
            streams = (DOCUMENT + document_id, RECEIVABLE + document_id, RECEIVABLE + document_id + TAX_AGENCY_SUFFIX)
            records = sorted(
                (record for stream in streams for record in view.records(stream)),
                key=lambda record: record.stamp.recorded_at,
            )
            planned = [
                LogEntry(at=entry.not_before, actor="", name=f"delivery.{entry.status.value}", event=None)
                for entry in view.reading.deliveries([delivery for delivery, _ in state.deliveries])
                if entry.status.value in _AHEAD
            ]
        past = [
            LogEntry(at=r.stamp.happened_at, actor=r.stamp.actor, name=r.name, event=json.event_of(r)) for r in records
        ]
        return (*past, *planned)


_AHEAD: Final = frozenset({"waiting", "claimed"})


def summed(receivables: tuple[Receivable, ...], payments: tuple[PaymentState, ...], currency: str) -> Summary:
    """Return the totals of states in *currency*; a pure function, also for a host's own data."""
    owed = [state for state in receivables if state.principal.currency == currency]
    received = [state for state in payments if state.amount.currency == currency]

    def moved(kind: EntryKind) -> int:
        return sum(state.moved(kind).minor for state in owed)

    return Summary(
        currency=currency,
        issued=sum(state.principal.minor for state in owed if not state.is_credit),
        credited=-sum(state.principal.minor for state in owed if state.is_credit),
        charged=moved(EntryKind.CHARGED),
        paid=-moved(EntryKind.PAID),
        written_off=-moved(EntryKind.WRITTEN_OFF),
        refunded=moved(EntryKind.REFUNDED),
        outstanding=sum(state.outstanding.minor for state in owed),
        unmatched=sum(-state.unallocated.minor if state.reversal else state.unallocated.minor for state in received),
        set_aside=sum(-set_aside(state).minor if state.reversal else set_aside(state).minor for state in received),
        rounded=sum(-rounded(state).minor if state.reversal else rounded(state).minor for state in received),
        overpaid=sum(state.kept.minor for state in received),
    )


def _states(view: View, as_of: date | None) -> tuple[tuple[Receivable, ...], tuple[PaymentState, ...]]:
    events: dict[str, list[Event]] = defaultdict(list)
    for _, record in view.reading.history():
        if record.stream.startswith((RECEIVABLE, PAYMENT)):
            events[record.stream].append(json.event_of(record))
    receivables = (fold(some, until=as_of) for stream, some in events.items() if stream.startswith(RECEIVABLE))
    payments = (fold_payment(some, until=as_of) for stream, some in events.items() if stream.startswith(PAYMENT))
    return (
        tuple(state for state in receivables if state is not None),
        tuple(state for state in payments if state is not None),
    )

"""A receivable (kundfordran): what is owed on one document by one debtor, and the one fold that changes it.

A receivable can be used without any event store, on an ERP's own data:

>>> from faktura.core.money import sek
>>> claim = Receivable.opened(id="F1", principal=sek("12500"), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY)
>>> claim = claim.paid(sek("5000"), on=date(2026, 3, 20))
>>> claim.outstanding.minor, claim.payment_status.value
(750000, 'part_paid')

A credit note is a receivable with a negative principal. At every date, per currency:
outstanding = issued − credited + charged − paid − written off + refunded; netting, and what passes between
customer and Skatteverket, sum to zero.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from faktura.core.collection_event import ChargeCorrected, DemandSent
from faktura.core.document import InterestKind
from faktura.core.early_payment import DiscountOffer
from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.payout_event import PayoutDecided, PayoutWaived, ShareTransferred
from faktura.core.receivable.balance import (
    COSTS_FIRST,
    DebtorKind,
    DunningStage,
    Entry,
    EntryKind,
    Part,
    PaymentStatus,
    standing,
)
from faktura.core.receivable.collection import Collection, evolve_collection
from faktura.core.receivable_event import (
    Disputed,
    DisputeSettled,
    FeeCharged,
    InterestCharged,
    Netted,
    NettingUndone,
    Parts,
    Paused,
    PaymentAllocated,
    PaymentReleased,
    PayoutRequested,
    Postponed,
    ReceivableOpened,
    Refunded,
    ReminderSent,
    Resumed,
    WriteOffReversed,
    WrittenOff,
)
from faktura.core.wording import Text, register


@frozen(kw_only=True)
class Receivable:
    """What is owed on one document by one debtor.

    Attributes:
        id: The document's id; the Skatteverket share of a ROT or RUT invoice has an id of its own.
        principal: The opening amount; negative for a credit note.
        due: Due date; for a credit note the issue date.
        reference: OCR or other payment reference printed on the document.
        reminder_fee: Reminder fee agreed beforehand; none when not agreed.
        early_payment: The early-payment discount that was offered with it.
        entries: Every movement, oldest first.
        interest_until: Interest is charged up to and including this day (the watermark).
        requested: What Skatteverket was asked for, one amount a request; on the ROT or RUT share only.
        collection: What was charged, and how far collection has come.
    """

    id: str
    principal: Money
    opened_on: date
    due: date
    debtor: DebtorKind
    document_id: str = ""
    number: str = ""
    debtor_id: str = ""
    reference: str = ""
    interest: InterestKind = InterestKind.STATUTORY
    interest_percent: Decimal = Decimal(8)
    reminder_fee: Money | None = None
    early_payment: DiscountOffer | None = None
    entries: tuple[Entry, ...] = ()
    left: Parts
    interest_until: date | None = None
    reminders: tuple[date, ...] = ()
    paused: bool = False
    disputed: bool = False
    postponed_until: date | None = None
    stage: DunningStage = DunningStage.NONE
    requested: tuple[Money, ...] = ()
    collection: Collection = Collection()

    @classmethod
    def opened(
        cls,
        *,
        id: str,
        principal: Money,
        due: date,
        debtor: DebtorKind,
        opened_on: date | None = None,
        reminder_fee: Money | None = None,
        interest: InterestKind = InterestKind.STATUTORY,
        interest_percent: Decimal = Decimal(8),
        early_payment: DiscountOffer | None = None,
    ) -> "Receivable":
        """Open a receivable on an ERP's own data; `opened_on` is the due date when it is not given.

        Limitation counts from `opened_on` unless told when the claim arose: give the document's day, or the claim
        is held to live longer than it does.
        """
        return opened_by(
            ReceivableOpened(
                receivable_id=id,
                on=opened_on or due,
                principal=principal,
                due=due,
                debtor=debtor.value,
                reminder_fee=reminder_fee,
                interest=interest,
                interest_percent=interest_percent,
                early_payment=early_payment,
            )
        )

    @property
    def outstanding(self) -> Money:
        """What is left of principal, interest and fees together; negative on an open credit note."""
        return self.left.sum

    @property
    def is_credit(self) -> bool:
        """Whether it was opened by a credit note."""
        return self.principal.minor < 0

    @property
    def payment_status(self) -> PaymentStatus:
        """Where it stands on the payment axis."""
        left = self.outstanding.minor
        if left == 0:
            given_up = sum(e.parts.sum.minor for e in self.entries if e.reason in _GIVEN_UP)
            return PaymentStatus.WRITTEN_OFF if given_up else PaymentStatus.SETTLED
        if left < 0 and not self.is_credit:
            return PaymentStatus.OVERPAID
        touched = any(self.moved(kind) for kind in (EntryKind.PAID, EntryKind.NETTED, EntryKind.REFUNDED))
        return PaymentStatus.PART_PAID if touched else PaymentStatus.OPEN

    def moved(self, kind: EntryKind, *, until: date | None = None) -> Money:
        """Return the sum of the entries of *kind*, signed as they move the balance."""
        minor = sum(e.parts.sum.minor for e in self.entries if e.kind is kind and (until is None or e.on <= until))
        return Money(minor, self.principal.currency)

    def principal_on(self, day: date) -> Money:
        """Return the principal owed at the end of *day*, on which interest of the next day is counted.

        A payment that was taken back from this debt never lowered it.
        """
        minor = sum(entry.parts.principal.minor for entry in standing(self.entries) if entry.on <= day)
        return Money(minor, self.principal.currency)

    def owed_on(self, day: date) -> Parts:
        """Return what was left of principal, interest and fees at the end of *day*, as it is known now."""
        owed = Parts.zero(self.principal.currency)
        for entry in self.entries:
            if entry.on <= day:
                owed = owed + entry.parts
        return owed

    def split(self, amount: Money, order: tuple[Part, ...] = COSTS_FIRST, *, on: date | None = None) -> Parts:
        """Return how *amount* falls on fees, interest and principal in *order*, never more than is left.

        Money that came *on* an earlier day first pays what was owed then: it cannot pay for a reminder
        that was made after it had come.

        Raises:
            InputError: *amount* is negative or exceeds what is outstanding.
        """
        if amount.minor < 0 or amount > self.outstanding:
            raise InputError("receivable.over", amount=str(amount), left=str(self.outstanding))
        rest, taken = amount.minor, dict.fromkeys(Part, 0)
        for limit in (self.left,) if on is None else (self.owed_on(on), self.left):
            for part in order:
                room = min(limit.of(part.value).minor, self.left.of(part.value).minor) - taken[part]
                step = min(rest, max(room, 0))
                taken[part] += step
                rest -= step
        currency = amount.currency
        return Parts(
            principal=Money(taken[Part.PRINCIPAL], currency),
            interest=Money(taken[Part.INTEREST], currency),
            fees=Money(taken[Part.FEES], currency),
        )

    def paid(self, amount: Money, *, on: date, order: tuple[Part, ...] = COSTS_FIRST, id: str = "") -> "Receivable":
        """Return the receivable after a payment of *amount*; what exceeds it is the payer's, so it is refused."""
        event = PaymentAllocated(
            receivable_id=self.id, allocation_id=id, payment_id=id, on=on, parts=self.split(amount, order, on=on)
        )
        return evolve(self, event)


def opened_by(event: ReceivableOpened) -> Receivable:
    """Return the receivable that *event* opens: the first step of every fold."""
    currency = event.principal.currency
    parts = Parts.of_principal(event.principal)
    return Receivable(
        id=event.receivable_id,
        principal=event.principal,
        opened_on=event.on,
        due=event.due,
        debtor=DebtorKind(event.debtor),
        document_id=event.document_id,
        number=event.number,
        debtor_id=event.debtor_id,
        reference=event.reference,
        interest=event.interest,
        interest_percent=event.interest_percent,
        reminder_fee=event.reminder_fee,
        early_payment=event.early_payment,
        entries=(Entry(kind=EntryKind.OPENED, id=event.receivable_id, on=event.on, parts=parts),),
        left=Parts.zero(currency) + parts,
    )


def evolve(state: Receivable, event: Event) -> Receivable:
    """Return *state* after *event*: the only place where a receivable changes.

    Raises:
        InputError: The event does not belong to a receivable.
    """
    match event:
        case PaymentAllocated():
            return _moved(state, EntryKind.PAID, event.allocation_id, event.on, -event.parts)
        case PaymentReleased():
            return _moved(state, EntryKind.PAID, event.allocation_id, event.on, event.parts)
        case Netted() | NettingUndone():
            return _moved(state, EntryKind.NETTED, event.netting_id, event.on, Parts.of_principal(event.effect))
        case FeeCharged():
            moved = _moved(state, EntryKind.CHARGED, event.charge_id, event.on, Parts.of_fees(event.amount))
            return _collected(moved, event)
        case InterestCharged():
            moved = _moved(state, EntryKind.CHARGED, event.charge_id, event.on, Parts.of_interest(event.amount))
            return attrs.evolve(_collected(moved, event), interest_until=event.until)
        case ChargeCorrected():
            moved = _moved(state, EntryKind.CHARGED, event.correction_id, event.on, event.parts, event.reason)
            return _collected(moved, event)
        case WrittenOff():
            return _moved(state, EntryKind.WRITTEN_OFF, event.write_off_id, event.on, -event.parts, event.reason)
        case WriteOffReversed():
            return _moved(state, EntryKind.WRITTEN_OFF, event.write_off_id, event.on, event.parts, event.reason)
        case ShareTransferred():
            return _moved(state, EntryKind.TRANSFERRED, event.transfer_id, event.on, Parts.of_principal(event.effect))
        case Refunded():
            return _moved(state, EntryKind.REFUNDED, event.refund_id, event.on, Parts.of_principal(event.amount))
        case _:
            return _flagged(state, event)


def _flagged(state: Receivable, event: Event) -> Receivable:
    match event:
        case ReminderSent():
            stage = DunningStage.REMINDED if state.stage is DunningStage.NONE else state.stage
            return attrs.evolve(state, reminders=(*state.reminders, event.on), stage=stage, postponed_until=None)
        case Paused():
            return attrs.evolve(state, paused=True)
        case Resumed():
            return attrs.evolve(state, paused=False)
        case Disputed():
            return attrs.evolve(state, disputed=True)
        case DisputeSettled():
            return attrs.evolve(state, disputed=False)
        case Postponed():
            return attrs.evolve(state, postponed_until=event.until)
        case PayoutRequested():
            return attrs.evolve(state, requested=(*state.requested, event.amount))
        case PayoutDecided() | PayoutWaived():
            return state  # what it moves is said by a transfer; the decision itself stays on the stream
        case _:
            return _staged(state, event)


def _collected(state: Receivable, event: Event) -> Receivable:
    return attrs.evolve(state, collection=evolve_collection(state.collection, event, entries=len(state.entries)))


def _staged(state: Receivable, event: Event) -> Receivable:
    """Fold *event* of collection, and let the stage follow; a step taken ends a postponement."""
    after = _collected(state, event)
    postponed = None if isinstance(event, DemandSent) else state.postponed_until
    stage = after.collection.stage(reminded=bool(state.reminders))
    return attrs.evolve(after, stage=stage, postponed_until=postponed)


_GIVEN_UP: Final = frozenset({"bad_debt", "goodwill"})
"""A rest written off as rounding or discount leaves the debt settled; given up, it is written off."""


def _moved(state: Receivable, kind: EntryKind, id: str, on: date, parts: Parts, reason: str = "") -> Receivable:
    entry = Entry(kind=kind, id=id, on=on, parts=parts, reason=reason)
    return attrs.evolve(state, entries=(*state.entries, entry), left=state.left + parts)


def fold(events: Iterable[Event], *, until: date | None = None) -> Receivable | None:
    """Return the receivable after *events*, stopping at the end of the day *until*; none before it was opened."""
    state: Receivable | None = None
    for event in events:
        on = getattr(event, "on", None)
        if until is not None and on is not None and on > until:
            continue
        if isinstance(event, ReceivableOpened):
            state = opened_by(event)
        elif state is not None:
            state = evolve(state, event)
    return state


register(
    {
        "receivable.over": Text(
            en="{amount} cannot be taken from {left} outstanding; take at most that, the rest stays the payer's",
            sv="{amount} kan inte tas av {left} utestående; ta högst det, resten är betalarens",
        ),
    }
)

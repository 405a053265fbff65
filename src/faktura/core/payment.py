"""Incoming payments: one neutral form for every bank file, and the fold of what became of each.

Conservation: a payment's parts sum to the payment, at every moment:
amount = allocated + kept as credit + refunded + ignored + unallocated.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

import attrs
from attrs import frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.errors import InputError
from faktura.core.event import Body, Event, stored, upcaster
from faktura.core.money import Money
from faktura.core.payment_move import Move, MoveUndone, PartMoved, moves_after
from faktura.core.wording import Text, register


class PaymentChannel(StrEnum):
    """How the money came."""

    BANKGIRO = "bankgiro"
    PLUSGIRO = "plusgiro"
    TRANSFER = "transfer"
    SWISH = "swish"
    AUTOGIRO = "autogiro"
    CARD = "card"
    FOREIGN = "foreign"
    CASH = "cash"


@frozen(kw_only=True)
class PaymentReference:
    """A reference the payer or the bank gave.

    Attributes:
        text: As it stood in the file, blanks round it removed.
        kind: `ocr` when the file says so, `invoice` or `credit_note` for a named document, else `text`.
        amount: The part that belongs to it, when the file says; negative for a credit note.
    """

    text: str
    kind: Literal["ocr", "invoice", "credit_note", "text"] = "text"
    amount: Money | None = None


@frozen(kw_only=True)
class Payer:
    """The payer as the bank gave it: anything may be missing, nothing is verified.

    Attributes:
        account: Kind and digits, such as `bankgiro:3783511`, `iban:SE45...`, `swish:+46700000000`.
    """

    name: str = ""
    account: str = ""
    organisation_number: str = ""
    address: tuple[str, ...] = ()


@frozen(kw_only=True)
class Source:
    """Where a payment was read: format, SHA-256 of the file, and line number or XML path."""

    format: str
    digest: str
    place: str


@frozen(kw_only=True)
class IncomingPayment:
    """Money that arrived, as every bank format becomes it; matching never sees a format.

    Attributes:
        id: Stable identity made of what the bank says (account, date, serial or service reference,
            position in the deposit), so that the same payment read again has the same id.
        account: The receiving account, as `bankgiro:9912346`, or empty when the file leaves it out.
        amount: Above zero.
        references: In the file's order; the first is the payer's main reference.
        reversal: Money taken back: never matched, always shown to a person.
        deposit: The booking it came in, where a bank's report tells bookings.
    """

    id: str
    account: str
    booked_on: date
    amount: Money
    references: tuple[PaymentReference, ...] = ()
    message: str = ""
    payer: Payer = Payer()
    channel: PaymentChannel = PaymentChannel.BANKGIRO
    original: Money | None = None
    reversal: bool = False
    deposit: BankDeposit | None = None
    source: Source


@stored
@frozen(kw_only=True)
class PaymentReceived(Event):
    """A payment was read from a bank file; its full content is the document `content` (SHA-256).

    With `reversal` the bank took the money back: it settles nothing, and a person sets it aside.
    """

    name: ClassVar[str] = "payment.received"
    payment_id: str
    on: date
    amount: Money
    account: str
    channel: str
    content: str
    source_digest: str
    reversal: bool = False


@stored
@frozen(kw_only=True)
class PaymentDecided(Event):
    """Matching decided on the payment: `outcome` is `matched`, `suggested` or `unmatched`.

    `explanation` is the SHA-256 of the stored decision with its reasons, so that it can be explained for ever.
    """

    name: ClassVar[str] = "payment.decided"
    payment_id: str
    on: date
    outcome: str
    explanation: str


@stored
@frozen(kw_only=True)
class PartAllocated(Event):
    """A part of the payment settled a receivable; `by` is `automatic` or `manual`, `why` the reason code.

    `signs` are the codes of what spoke for it: what confirmed links teach is counted from them.
    """

    name: ClassVar[str] = "payment.part_allocated"
    schema: ClassVar[int] = 2
    payment_id: str
    allocation_id: str
    receivable_id: str
    on: date
    amount: Money
    by: str
    why: str
    signs: tuple[str, ...] = ()


@upcaster(PartAllocated.name, 1)
def _without_signs(body: Body) -> Body:
    return {**body, "signs": []}


@stored
@frozen(kw_only=True)
class PartReleased(Event):
    """An allocation was undone; the part is unallocated again."""

    name: ClassVar[str] = "payment.part_released"
    payment_id: str
    allocation_id: str
    receivable_id: str
    on: date
    amount: Money
    by: str


@stored
@frozen(kw_only=True)
class RestKept(Event):
    """What was paid too much stays as a credit balance of the customer; negative takes it back."""

    name: ClassVar[str] = "payment.rest_kept"
    payment_id: str
    customer_id: str
    on: date
    amount: Money


@stored
@frozen(kw_only=True)
class RestRefunded(Event):
    """What was paid too much, or by mistake, was paid back."""

    name: ClassVar[str] = "payment.rest_refunded"
    payment_id: str
    refund_id: str
    on: date
    amount: Money


@stored
@frozen(kw_only=True)
class RestIgnored(Event):
    """The money is not ours to match (`reason`); negative takes the decision back.

    With `allocation_id` it is the small surplus of that allocation, taken as rounding.
    """

    name: ClassVar[str] = "payment.rest_ignored"
    payment_id: str
    on: date
    amount: Money
    reason: str
    allocation_id: str = ""


@frozen(kw_only=True)
class Allocation:
    """A live link between a payment and a receivable.

    Attributes:
        surplus: What was paid too much with it and taken as rounding; undone together with it.
        signs: What spoke for it, by code.
    """

    id: str
    receivable_id: str
    amount: Money
    by: str
    on: date
    surplus: Money | None = None
    signs: tuple[str, ...] = ()


@frozen(kw_only=True)
class PaymentState:
    """What has become of one payment: the fold of its events.

    Attributes:
        kept: Kept as a credit balance of the customer `kept_for`.
        released_by_hand: Receivables a person took it from; automation never links them again.
        explanation: SHA-256 of the newest decision of matching.
        reversal: The bank took the money back, so every part of it counts the other way.
        moves: What a person moved of it, oldest first; a move that was undone is none.
    """

    id: str
    received_on: date
    amount: Money
    allocations: tuple[Allocation, ...] = ()
    kept: Money
    kept_for: str = ""
    refunded: Money
    ignored: Money
    released_by_hand: tuple[str, ...] = ()
    explanation: str = ""
    reversal: bool = False
    moves: tuple[Move, ...] = ()

    @property
    def allocated(self) -> Money:
        """What settles receivables."""
        return Money(sum(link.amount.minor for link in self.allocations), self.amount.currency)

    @property
    def unallocated(self) -> Money:
        """What nobody has decided on yet; never negative."""
        return self.amount - self.allocated - self.kept - self.refunded - self.ignored


def evolve_payment(state: PaymentState, event: Event) -> PaymentState:
    """Return *state* after *event*: the only place where a payment's state changes.

    Raises:
        InputError: The event does not belong to a payment, or takes more than is unallocated.
    """
    match event:
        case PaymentDecided():
            return attrs.evolve(state, explanation=event.explanation)
        case PartMoved() | MoveUndone():
            return attrs.evolve(state, moves=moves_after(state.moves, event))
        case PartAllocated():
            link = Allocation(
                id=event.allocation_id,
                receivable_id=event.receivable_id,
                amount=event.amount,
                by=event.by,
                on=event.on,
                signs=event.signs,
            )
            after = attrs.evolve(state, allocations=(*state.allocations, link))
        case PartReleased():
            left = tuple(link for link in state.allocations if link.id != event.allocation_id)
            by_hand = (event.receivable_id,) if event.by == "manual" else ()
            after = attrs.evolve(state, allocations=left, released_by_hand=(*state.released_by_hand, *by_hand))
        case RestKept():
            after = attrs.evolve(state, kept=state.kept + event.amount, kept_for=event.customer_id)
        case RestRefunded():
            after = attrs.evolve(state, refunded=state.refunded + event.amount)
        case RestIgnored():
            links = tuple(_with_surplus(link, event) for link in state.allocations)
            after = attrs.evolve(state, ignored=state.ignored + event.amount, allocations=links)
        case _:
            raise InputError("payment.event", name=type(event).__name__)
    if min(after.unallocated.minor, after.kept.minor, after.ignored.minor) < 0:
        raise InputError("payment.over", id=state.id, amount=str(state.amount))
    return after


def _with_surplus(link: Allocation, event: RestIgnored) -> Allocation:
    if link.id != event.allocation_id:
        return link
    surplus = event.amount if link.surplus is None else link.surplus + event.amount
    return attrs.evolve(link, surplus=surplus or None)


def fold_payment(events: Iterable[Event], *, until: date | None = None) -> PaymentState | None:
    """Return the payment after *events*, stopping at the end of the day *until*; none before it arrived."""
    state: PaymentState | None = None
    for event in events:
        on = getattr(event, "on", None)
        if until is not None and on is not None and on > until:
            continue
        if isinstance(event, PaymentReceived):
            nothing = Money.zero(event.amount.currency)
            state = PaymentState(
                id=event.payment_id,
                received_on=event.on,
                amount=event.amount,
                kept=nothing,
                refunded=nothing,
                ignored=nothing,
                reversal=event.reversal,
            )
        elif state is not None:
            state = evolve_payment(state, event)
    return state


register(
    {
        "payment.event": Text(
            en="{name} is not an event of a payment; fold it into the stream it belongs to",
            sv="{name} är ingen händelse för en betalning; den hör till en annan ström",
        ),
        "payment.over": Text(
            en="more would be taken from payment {id} than its {amount}; undo an earlier part first",
            sv="mer skulle tas av betalningen {id} än dess {amount}; ångra en tidigare del först",
        ),
    }
)

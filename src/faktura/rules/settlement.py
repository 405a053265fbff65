"""Settlement (avprickning): what a payment, a refund or a write-off does to a debt, and how each is undone.

Every function returns the events to store on the two streams concerned; nothing changes until they are
folded. A payment never takes more of a debt than is left: what is over is the payer's, and somebody
decides what becomes of it (`keep_rest`, `refund_rest`, `ignore_rest`), or it stays unallocated.

A small difference, up to the sender's tolerance, is rounding in both directions: paid too little, the rest of
the debt is written off; paid too much, the surplus is set aside as not ours to match. Both carry the
reason `rounding`, and both are undone with the allocation they came with.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> claim = Receivable.opened(id="F1", principal=sek("1000.30"), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY)
>>> done = allocate_payment(claim, sek("1000"), payment_id="P1", allocation_id="A1", on=date(2026, 3, 1),
...                         tolerance=sek("0.50"))
>>> [event.name for event in done.receivable_events], done.rest.minor
(['receivable.payment_allocated', 'receivable.written_off'], 0)
"""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from attrs import frozen

from faktura.core.errors import InputError, Refused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.payment import (
    PartAllocated,
    PartReleased,
    PaymentState,
    RestIgnored,
    RestKept,
    RestRefunded,
)
from faktura.core.payment_rest import set_aside
from faktura.core.receivable import COSTS_FIRST, EntryKind, Part, Receivable
from faktura.core.receivable_event import (
    Parts,
    PaymentAllocated,
    PaymentReleased,
    Refunded,
    WriteOffReversed,
    WrittenOff,
)
from faktura.rules.wording import settlement as _wording  # noqa: F401 - registers the sentences

By = Literal["automatic", "manual"]
WriteOffReason = Literal["rounding", "bad_debt", "discount", "goodwill"]

ROUNDING: Final = "rounding"
DISCOUNT: Final = "discount"
_REASONS: Final = ("rounding", "bad_debt", "discount", "goodwill")


@frozen(kw_only=True)
class Settlement:
    """What follows: events for the receivable's stream, events for the payment's stream, and the rest.

    Attributes:
        rest: What of the amount offered nobody has decided on: it stays unallocated on the payment.
    """

    receivable_events: tuple[Event, ...] = ()
    payment_events: tuple[Event, ...] = ()
    rest: Money


def allocate_payment(
    receivable: Receivable,
    amount: Money,
    *,
    payment_id: str,
    allocation_id: str,
    on: date,
    order: tuple[Part, ...] = COSTS_FIRST,
    by: By = "automatic",
    why: str = "",
    signs: tuple[str, ...] = (),
    tolerance: Money | None = None,
    discount: Money | None = None,
) -> Settlement:
    """Let *amount* of a payment settle *receivable*, in the sender's *order* of costs, interest and principal.

    A debt with nothing left takes nothing: the whole amount is rest (a double payment). Whoever spreads one
    payment over several debts gives a *tolerance* with the last of them only.

    Args:
        on: The day the payment was booked; interest stops running on what it pays.
        why: The reason code of the match, kept on the payment; `signs`: what spoke for it, by code.
        tolerance: The largest difference taken as rounding, either way; none: no difference is.
        discount: The early-payment discount taken with it: so much of what is left is written off.

    Raises:
        InputError: The amount is zero or less.
    """
    _above_zero(amount)
    left, nothing = receivable.outstanding, Money.zero(amount.currency)
    applied = max(min(amount, left), nothing)
    if not applied:
        return Settlement(rest=amount)
    allocated = PaymentAllocated(
        receivable_id=receivable.id,
        allocation_id=allocation_id,
        payment_id=payment_id,
        on=on,
        parts=receivable.split(applied, order, on=on),
    )
    part = PartAllocated(
        payment_id=payment_id,
        allocation_id=allocation_id,
        receivable_id=receivable.id,
        on=on,
        amount=applied,
        by=by,
        why=why,
        signs=signs,
    )
    given = _discount(allocated, min(discount or nothing, left - applied))
    remaining = receivable.left + -allocated.parts + -Parts.of_principal(given[0].parts.sum if given else nothing)
    small = tolerance is not None and max(applied + remaining.sum, amount) - applied <= tolerance
    gone = (*given, *(_missing(allocated, remaining) if small else ()))
    aside = _surplus(part, amount - applied) if small else ()
    rest = nothing if small else amount - applied
    return Settlement(receivable_events=(allocated, *gone), payment_events=(part, *aside), rest=rest)


def _discount(allocated: PaymentAllocated, amount: Money) -> tuple[WrittenOff, ...]:
    """Write off the early-payment discount that was taken with the payment, if any."""
    if amount.minor <= 0:
        return ()
    gone = WrittenOff(
        receivable_id=allocated.receivable_id,
        write_off_id=_with(allocated.allocation_id, DISCOUNT),
        on=allocated.on,
        parts=Parts.of_principal(amount),
        reason=DISCOUNT,
    )
    return (gone,)


def _missing(allocated: PaymentAllocated, left: Parts) -> tuple[Event, ...]:
    """Write off as rounding what the payment leaves of the debt, if anything."""
    if not left.sum:
        return ()
    gone = WrittenOff(
        receivable_id=allocated.receivable_id,
        write_off_id=_with(allocated.allocation_id, ROUNDING),
        on=allocated.on,
        parts=left,
        reason=ROUNDING,
    )
    return (gone,)


def _surplus(part: PartAllocated, rest: Money) -> tuple[Event, ...]:
    """Set aside as rounding what the debt leaves of the payment, if anything."""
    if not rest:
        return ()
    aside = RestIgnored(
        payment_id=part.payment_id, on=part.on, amount=rest, reason=ROUNDING, allocation_id=part.allocation_id
    )
    return (aside,)


def release_allocation(
    receivable: Receivable, payment: PaymentState, *, allocation_id: str, on: date, by: By = "manual"
) -> Settlement | Refused:
    """Undo an allocation exactly: the same parts are owed again, the same amount is unallocated again.

    A rounding difference that came with it, of either kind, and an early-payment discount are undone with it.
    """
    parts = _in_force(receivable, EntryKind.PAID, allocation_id)
    link = next((link for link in payment.allocations if link.id == allocation_id), None)
    if parts is None or link is None:
        return Refused(code="settlement.no_allocation", facts=(("id", allocation_id),))
    released = PaymentReleased(
        receivable_id=receivable.id, allocation_id=allocation_id, payment_id=payment.id, on=on, parts=-parts
    )
    written: list[Event] = []
    for reason in (ROUNDING, DISCOUNT):
        undone = reverse_write_off(receivable, write_off_id=_with(allocation_id, reason), reason=reason, on=on)
        written += undone.receivable_events if isinstance(undone, Settlement) else ()
    back: tuple[Event, ...] = ()
    if link.surplus is not None:
        back = (
            RestIgnored(
                payment_id=payment.id,
                on=on,
                amount=-link.surplus,
                reason=ROUNDING,
                allocation_id=allocation_id,
            ),
        )
    freed = PartReleased(
        payment_id=payment.id,
        allocation_id=allocation_id,
        receivable_id=receivable.id,
        on=on,
        amount=link.amount,
        by=by,
    )
    rest = link.amount if link.surplus is None else link.amount + link.surplus
    return Settlement(receivable_events=(*written, released), payment_events=(*back, freed), rest=rest)


def write_off(
    receivable: Receivable,
    *,
    write_off_id: str,
    on: date,
    reason: WriteOffReason,
    amount: Money | None = None,
    order: tuple[Part, ...] = COSTS_FIRST,
) -> Settlement | Refused:
    """Give up *amount* of the debt, or all that is left of it; on a credit note, what the customer gives up.

    Raises:
        InputError: The amount is zero or less, or the reason is none of the four.
    """
    if reason not in _REASONS:
        raise InputError("settlement.reason", reason=reason)
    left = receivable.outstanding
    wanted = abs(left) if amount is None else amount
    _above_zero(wanted)
    if wanted > abs(left):
        return Refused(code="settlement.write_off_exceeds", facts=(("amount", str(wanted)), ("left", str(left))))
    if wanted == abs(left):
        parts = receivable.left
    elif left.minor > 0:
        parts = receivable.split(wanted, order)
    else:
        parts = Parts.of_principal(-wanted)
    event = WrittenOff(receivable_id=receivable.id, write_off_id=write_off_id, on=on, parts=parts, reason=reason)
    return Settlement(receivable_events=(event,), rest=Money.zero(left.currency))


def reverse_write_off(
    receivable: Receivable, *, write_off_id: str, reason: WriteOffReason, on: date
) -> Settlement | Refused:
    """Undo a write-off exactly: the same parts are owed again. *reason* is the one it was written off for."""
    parts = _in_force(receivable, EntryKind.WRITTEN_OFF, write_off_id)
    if parts is None:
        return Refused(code="settlement.no_write_off", facts=(("id", write_off_id),))
    event = WriteOffReversed(receivable_id=receivable.id, write_off_id=write_off_id, on=on, parts=-parts, reason=reason)
    return Settlement(receivable_events=(event,), rest=Money.zero(receivable.principal.currency))


def refund_credit(receivable: Receivable, amount: Money, *, refund_id: str, on: date) -> Settlement | Refused:
    """Pay *amount* of a credit back to the customer; never more than is owed back.

    Raises:
        InputError: The amount is zero or less.
    """
    _above_zero(amount)
    owed = max(-receivable.outstanding, Money.zero(amount.currency))
    if amount > owed:
        return Refused(code="refund.exceeds", facts=(("amount", str(amount)), ("owed", str(owed))))
    event = Refunded(receivable_id=receivable.id, refund_id=refund_id, on=on, amount=amount)
    return Settlement(receivable_events=(event,), rest=Money.zero(amount.currency))


def keep_rest(
    payment: PaymentState, *, customer_id: str, on: date, amount: Money | None = None
) -> Settlement | Refused:
    """Keep what is undecided of *payment*, or *amount* of it, as a credit balance of the customer."""
    return _decide(
        payment, amount, lambda taken: RestKept(payment_id=payment.id, customer_id=customer_id, on=on, amount=taken)
    )


def refund_rest(
    payment: PaymentState, *, refund_id: str, on: date, amount: Money | None = None
) -> Settlement | Refused:
    """Pay what is undecided of *payment*, or *amount* of it, back to the payer."""
    return _decide(
        payment, amount, lambda taken: RestRefunded(payment_id=payment.id, refund_id=refund_id, on=on, amount=taken)
    )


def ignore_rest(payment: PaymentState, *, reason: str, on: date, amount: Money | None = None) -> Settlement | Refused:
    """Set what is undecided of *payment*, or *amount* of it, aside: money that is not ours to match."""
    return _decide(
        payment, amount, lambda taken: RestIgnored(payment_id=payment.id, on=on, amount=taken, reason=reason)
    )


def take_back_kept(payment: PaymentState, amount: Money, *, on: date) -> Settlement | Refused:
    """Undo `keep_rest` for *amount*: it is undecided again, and can pay another debt of the customer."""
    _above_zero(amount)
    if amount > payment.kept:
        return Refused(code="settlement.kept", facts=_over(amount, payment.kept))
    event = RestKept(payment_id=payment.id, customer_id=payment.kept_for, on=on, amount=-amount)
    return Settlement(payment_events=(event,), rest=payment.unallocated + amount)


def take_back_ignored(payment: PaymentState, amount: Money, *, reason: str, on: date) -> Settlement | Refused:
    """Undo `ignore_rest` for *amount*; the rounding of an allocation is undone with the allocation only."""
    _above_zero(amount)
    if amount > set_aside(payment):
        return Refused(code="settlement.ignored", facts=_over(amount, set_aside(payment)))
    event = RestIgnored(payment_id=payment.id, on=on, amount=-amount, reason=reason)
    return Settlement(payment_events=(event,), rest=payment.unallocated + amount)


def _decide(payment: PaymentState, amount: Money | None, event: Callable[[Money], Event]) -> Settlement | Refused:
    taken = payment.unallocated if amount is None else amount
    _above_zero(taken)
    if taken > payment.unallocated:
        return Refused(code="settlement.rest", facts=_over(taken, payment.unallocated))
    return Settlement(payment_events=(event(taken),), rest=payment.unallocated - taken)


def _in_force(receivable: Receivable, kind: EntryKind, id: str) -> Parts | None:
    """Return how the entry *id* moves the balance, its undoing included; none when that is nothing."""
    parts = Parts.zero(receivable.principal.currency)
    for entry in receivable.entries:
        if entry.kind is kind and entry.id == id:
            parts = parts + entry.parts
    return parts if parts != Parts.zero(receivable.principal.currency) else None


def _with(allocation_id: str, reason: WriteOffReason) -> str:
    """Return the id of what is written off together with an allocation."""
    return f"{allocation_id}:{reason}"


def _over(amount: Money, left: Money) -> tuple[tuple[str, str], ...]:
    return (("amount", str(amount)), ("left", str(left)))


def _above_zero(amount: Money) -> None:
    if amount.minor <= 0:
        raise InputError("settlement.amount", amount=str(amount))

"""Moving a part of a payment: taken from where it is and placed elsewhere, in one unit of work, and undone exactly.

What is moved from one claim to another takes effect the day it settled the first: the money came then, so the second
claim was paid then and the first was not. Between claims the books meet on one voucher of the day of the decision.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import Final

from attrs import frozen

from faktura.core.errors import InputError, RuleRefused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.payment import Allocation, PartAllocated, PartReleased, PaymentState, RestKept, evolve_payment
from faktura.core.payment_move import MoveUndone, PartMoved
from faktura.core.payment_rest import set_aside
from faktura.core.receivable import Receivable, evolve, fold
from faktura.core.receivable_event import NettingUndone
from faktura.desk.incoming import refuse_what_gave_way
from faktura.desk.settling import accepted, free_from, recount, release, settle
from faktura.desk.work import PAYMENT, RECEIVABLE, Work
from faktura.formats import json
from faktura.rules.law.book import LawBook
from faktura.rules.moving import backwards
from faktura.rules.settlement import keep_rest, take_back_ignored, take_back_kept

_WHY: Final = "matching.by_hand"


@frozen(kw_only=True)
class Route:
    """From where to where: a claim, the credit balance of a customer, or, where neither is said, what is left over."""

    from_receivable: str = ""
    to_receivable: str = ""
    to_customer: str = ""


@frozen(kw_only=True)
class _Taken:
    """What was taken, and the day from which it is free; `customer` had it as a credit balance."""

    amount: Money
    free: date
    customer: str = ""


def incoming(state: PaymentState) -> PaymentState:
    """Return *state*, which must be money that came: what the bank took back can only be set aside."""
    if state.reversal:
        raise RuleRefused("payments.reversal", payment=state.id)
    return state


def movable(state: PaymentState, route: Route) -> Money:
    """Return how much there is where the money is to be taken: on the claim, or the first kind of what is left over."""
    if route.from_receivable:
        return Money(sum(_whole(link).minor for link in _links(state, route.from_receivable)), state.amount.currency)
    kept = state.kept if state.kept_for != route.to_customer else Money.zero(state.amount.currency)
    return state.unallocated or kept or set_aside(state)


def move_part(
    work: Work,
    payment_id: str,
    route: Route,
    amount: Money,
    *,
    move_id: str,
    reason: str,
    today: date,
    law: LawBook,
    signs: tuple[str, ...] = (),
) -> None:
    """Take *amount* of a payment from where it is and place it elsewhere; what the claim has no room for is left over.

    Raises:
        RuleRefused: There is not so much there, or the place cannot take it.
    """
    state = incoming(work.payment(payment_id))
    if amount.minor <= 0:
        raise RuleRefused("payments.nothing_left", payment=payment_id)
    if route.from_receivable:
        taken = _off_claim(work, state, route.from_receivable, amount, today=today, law=law)
    else:
        taken = _left_over(work, state, route, amount, reason=reason)
    if route.to_customer:
        _keep(work, payment_id, route.to_customer, taken.amount, today=today)
    else:
        if work.receivable(route.to_receivable).outstanding.minor <= 0:
            raise RuleRefused("payments.nothing_owed", document=route.to_receivable)
        settle(
            work, payment_id, route.to_receivable, taken.amount, on=taken.free, by="manual", why=_WHY, law=law,
            signs=signs, at_once=True,
        )  # fmt: skip
    moved = PartMoved(
        payment_id=payment_id,
        move_id=move_id,
        on=today,
        amount=taken.amount,
        reason=reason,
        from_receivable=route.from_receivable,
        from_customer=taken.customer,
        to_receivable=route.to_receivable,
        to_customer=route.to_customer,
    )
    work.add(PAYMENT + payment_id, [moved])
    if route.from_receivable:
        recount(work, route.from_receivable, law=law, on=today, cause=move_id)


def _off_claim(
    work: Work, state: PaymentState, receivable_id: str, amount: Money, *, today: date, law: LawBook
) -> _Taken:
    """Release the links to a claim, the newest first, until *amount* is free; of the last what is too much stays.

    As long as something stays, so do the credit notes that the payer used with it.
    """
    free, left = state.received_on, amount
    emptied = amount == movable(state, Route(from_receivable=receivable_id))
    for link in reversed(_links(state, receivable_id)):
        if not left:
            break
        day = free_from(work, state.id, today)
        release(work, state.id, link, on=link.on, put_right_on=day, netting=emptied)
        taken = min(left, _whole(link))
        if stays := _whole(link) - taken:
            settle(
                work, state.id, receivable_id, stays, on=link.on, by="manual", why=_WHY, law=law,
                signs=link.signs, at_once=True,
            )  # fmt: skip
        free, left = max(free, link.on), left - taken
    if left:
        raise RuleRefused("payments.not_linked", payment=state.id, document=receivable_id)
    return _Taken(amount=amount, free=free)


def _left_over(work: Work, state: PaymentState, route: Route, amount: Money, *, reason: str) -> _Taken:
    """Free *amount* of what is undecided, else of what is kept as a credit balance, else of what is set aside."""
    free, customer = free_from(work, state.id, state.received_on), ""
    missing = amount - state.unallocated
    if missing.minor > 0 and state.kept and state.kept_for != route.to_customer:
        part = min(missing, state.kept)
        back = accepted(take_back_kept(state, part, on=free))
        work.add(PAYMENT + state.id, back.payment_events)
        missing, customer = missing - part, state.kept_for
    if missing.minor > 0 and set_aside(state):
        refuse_what_gave_way(work, state.id)
        part = min(missing, set_aside(state))
        back = accepted(take_back_ignored(work.payment(state.id), part, reason=reason, on=free))
        work.add(PAYMENT + state.id, back.payment_events)
        missing -= part
    if missing.minor > 0:
        raise RuleRefused("payments.nothing_left", payment=state.id)
    return _Taken(amount=amount, free=free, customer=customer)


def _keep(work: Work, payment_id: str, customer_id: str, amount: Money, *, today: date) -> None:
    state = work.payment(payment_id)
    if state.kept and state.kept_for != customer_id:
        raise RuleRefused("payments.kept_for", payment=payment_id, kept_for=state.kept_for)
    kept = keep_rest(state, customer_id=customer_id, on=free_from(work, payment_id, today), amount=amount)
    work.add(PAYMENT + payment_id, accepted(kept).payment_events)


def undo_part(work: Work, payment_id: str, move_id: str, *, reason: str, today: date, law: LawBook) -> None:
    """Undo a move: everything that its command did to the payment and to the claims is done backwards.

    Raises:
        RuleRefused: There is no such move, or something was done since with what it placed.
    """
    state = work.payment(payment_id)
    if all(one.id != move_id for one in state.moves):
        raise RuleRefused("payments.no_move", payment=payment_id, move=move_id)
    done = _command(work, payment_id, move_id)
    first = _first_placed(work.events(PAYMENT + payment_id))
    if not _in_place(state, backwards(done[PAYMENT + payment_id], first)) or not _room(work, done):
        raise RuleRefused("payments.moved_on", payment=payment_id, move=move_id)
    for stream, events in done.items():
        work.add(stream, backwards(events, first))
    work.add(PAYMENT + payment_id, [MoveUndone(payment_id=payment_id, move_id=move_id, on=today, reason=reason)])
    for stream in done:
        if stream.startswith(RECEIVABLE):
            recount(work, stream.removeprefix(RECEIVABLE), law=law, on=today, cause=f"{move_id}:undone")


def _command(work: Work, payment_id: str, move_id: str) -> dict[str, tuple[Event, ...]]:
    """Return the events of the command that made a move, by stream: the payment's, and those of the claims it touched."""
    records = work.records(PAYMENT + payment_id)
    made = ((record, json.event_of(record)) for record in records if record.name == PartMoved.name)
    cause = next(r.stamp.cause for r, event in made if isinstance(event, PartMoved) and event.move_id == move_id)

    def of(stream: str) -> tuple[Event, ...]:
        return tuple(json.event_of(record) for record in work.records(stream) if record.stamp.cause == cause)

    found = {PAYMENT + payment_id: of(PAYMENT + payment_id)}
    named = [str(getattr(event, "receivable_id", "")) for event in found[PAYMENT + payment_id]]
    for stream in dict.fromkeys(RECEIVABLE + one for one in named if one):
        found[stream] = of(stream)
        netted = [event.other_id for event in found[stream] if isinstance(event, NettingUndone)]
        found |= {RECEIVABLE + one: of(RECEIVABLE + one) for one in netted}
    return found


def _in_place(state: PaymentState, back: Iterable[Event]) -> bool:
    """Whether the money is where *back* takes it from, and no other customer's credit balance stands where it puts it."""
    for event in back:
        if isinstance(event, PartReleased) and all(one.id != event.allocation_id for one in state.allocations):
            return False
        if isinstance(event, RestKept) and state.kept and state.kept_for != event.customer_id:
            return False
        try:
            state = evolve_payment(state, event)
        except InputError:
            return False
    return True


def _room(work: Work, done: dict[str, tuple[Event, ...]]) -> bool:
    """Whether every claim can take again what was taken off it, part by part, and no credit note gives more than it has.

    A part that was paid too much before the move may be so again.
    """
    for stream, events in done.items():
        if not stream.startswith(RECEIVABLE):
            continue
        every = work.events(stream)
        at = next((at for at, one in enumerate(every) if one in events), len(every))
        before = fold(every[:at]) or work.receivable(stream.removeprefix(RECEIVABLE))
        after = reduce(evolve, backwards(events), work.receivable(before.id))
        sign = -1 if before.is_credit else 1
        if any(sign * b.minor < min(sign * a.minor, 0) for a, b in zip(_parts(before), _parts(after), strict=True)):
            return False
    return True


def _parts(state: Receivable) -> tuple[Money, ...]:
    return (state.left.principal, state.left.interest, state.left.fees)


def _first_placed(events: Iterable[Event]) -> dict[str, PartAllocated]:
    placed: dict[str, PartAllocated] = {}
    for event in events:
        if isinstance(event, PartAllocated):
            placed.setdefault(event.allocation_id, event)
    return placed


def _links(state: PaymentState, receivable_id: str) -> tuple[Allocation, ...]:
    return tuple(link for link in state.allocations if link.receivable_id == receivable_id)


def _whole(link: Allocation) -> Money:
    """Return what a link frees: its amount, and the small surplus that went with it."""
    return link.amount if link.surplus is None else link.amount + link.surplus

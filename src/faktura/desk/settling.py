"""Letting payments settle receivables inside a unit of work, and undoing it."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import attrs

from faktura.core.collection_event import ChargeCorrected
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.payment import Allocation, PartAllocated
from faktura.core.receivable import Receivable
from faktura.core.receivable_event import FeeCharged, InterestCharged, Netted, Parts
from faktura.desk.work import PAYMENT, RECEIVABLE, Work
from faktura.ports.clock import swedish_day
from faktura.rules.charges import charged_rightly, needless_fees, put_right, recount_interest
from faktura.rules.early_payment import discount_offered, discount_taken
from faktura.rules.law.book import LawBook
from faktura.rules.matching.decision import Matched
from faktura.rules.netting import net_amount, undo_netting
from faktura.rules.settlement import By, Settlement, allocate_payment, release_allocation


def settle(
    work: Work,
    payment_id: str,
    receivable_id: str,
    amount: Money,
    *,
    on: date,
    by: By,
    why: str,
    law: LawBook,
    signs: tuple[str, ...] = (),
    tolerance: Money | None = None,
    discount: Money | None = None,
    at_once: bool = False,
) -> None:
    """Let *amount* of a payment settle one receivable in the sender's order; what is over stays undecided.

    It takes effect *on* that day, but not before the document was issued or the money was free to use; with
    *at_once* the caller knows that it is. What was charged after that day, as if the money had not come, is put right,
    and takes nothing of the payment. A *discount* for early payment is given with it; a person's link gives it when the money came in time.
    """
    receivable = work.receivable(receivable_id)
    if discount is None and by == "manual" and receivable.early_payment is not None:
        discount = discount_taken(receivable, amount, paid_on=work.payment(payment_id).received_on)
    earlier = sum(isinstance(event, PartAllocated) for event in work.events(PAYMENT + payment_id))
    allocation_id = f"{payment_id}:{earlier + 1}"
    allocate = partial(
        allocate_payment,
        amount=amount,
        tolerance=tolerance,
        discount=discount,
        payment_id=payment_id,
        allocation_id=allocation_id,
        on=max(on if at_once else free_from(work, payment_id, on), receivable.opened_on),
        order=work.sender.settlement_order,
        by=by,
        why=why,
        signs=signs,
    )
    today = swedish_day(work.stamp.recorded_at)
    done = allocate(receivable)
    if receivable.collection.charges and done.receivable_events:
        done = _split_rightly(receivable, done, allocate, law=law, on=today)
    work.add(RECEIVABLE + receivable_id, done.receivable_events)
    work.add(PAYMENT + payment_id, done.payment_events)
    recount(work, receivable_id, law=law, on=today, cause=f"{allocation_id}{_PUT_RIGHT}")


_PUT_RIGHT = ":put-right"
_TRIES = 3


def _split_rightly(
    receivable: Receivable, done: Settlement, allocate: Callable[..., Settlement], *, law: LawBook, on: date
) -> Settlement:
    """Return what *allocate* does when no part of the money pays a charge that is given back because of it.

    Where others had paid of such a charge, so much less of this money is needed, if that leaves the charges as they are;
    else it is owed back on the document.
    """
    day = max(on, receivable.interest_until or on)
    after, right = put_right(receivable, done.receivable_events, law=law, on=day), receivable
    for _ in receivable.collection.charges:  # what pays no charge pays principal, and may make one more needless
        before, right = done, charged_rightly(receivable, after)
        done = allocate(right)
        if done == before:
            break
        after = put_right(receivable, done.receivable_events, law=law, on=day)
    applied = next(one.amount for one in done.payment_events if isinstance(one, PartAllocated))
    needed = applied + after.outstanding
    for _ in range(_TRIES):  # the interest on what is left out may be an öre more
        if not Money.zero(applied.currency) < needed < applied:
            break
        less = allocate(right, amount=needed, tolerance=None)
        left = put_right(receivable, less.receivable_events, law=law, on=day).outstanding
        if not left:
            return less
        needed += left
    return done


def recount(work: Work, receivable_id: str, *, law: LawBook, on: date, cause: str) -> None:
    """Put right what was charged beyond the day a payment took effect; nothing when all is right.

    Interest is counted again, and fees of reminders that were sent when the debt was paid already are given back.
    """
    if not any(isinstance(event, FeeCharged | InterestCharged) for event in work.events(RECEIVABLE + receivable_id)):
        return  # nothing was ever charged: most debts
    state = work.receivable(receivable_id)
    day = max(on, state.interest_until or on)
    work.add(RECEIVABLE + receivable_id, recount_interest(state, law=law, correction_id=cause, on=day))
    after = work.receivable(receivable_id)
    work.add(RECEIVABLE + receivable_id, needless_fees(after, law=law, correction_id=cause, on=day))


def free_from(work: Work, payment_id: str, wanted: date) -> date:
    """Return *wanted*, or the day of the payment's last movement when that is later.

    What was freed on a day is not there to be used before it: the payment as of any day must add up.
    """
    days = [on for event in work.events(PAYMENT + payment_id) if isinstance(on := getattr(event, "on", None), date)]
    return max([wanted, *days])


def settle_match(work: Work, decision: Matched, *, on: date, law: LawBook) -> None:
    """Carry out what matching is certain of.

    Credit notes the payer used are netted against the invoices first, so that what is paid is what came.
    """
    payment_id = decision.payment_id
    wanted = {claim.item_id: claim.amount for claim in decision.allocations if claim.amount.minor > 0}
    agreed = decision.relation == "discount"
    offered = _offered(work, wanted, on) if agreed else _taken(work, decision, on)
    for number, claim in enumerate(claim for claim in decision.allocations if claim.amount.minor < 0):
        used = -claim.amount
        for item_id in _credited_first(work, claim.item_id, wanted):
            amount = wanted[item_id]
            taken = min(used, amount)
            if taken:
                netting_id = f"{payment_id}:net{number + 1}:{item_id}"
                invoice, credit = work.receivable(item_id), work.receivable(claim.item_id)
                day = max(on, invoice.opened_on, credit.opened_on)
                netting = net_amount(invoice, credit, taken, netting_id=netting_id, on=day)
                if isinstance(netting, Refused):
                    raise netting.error()
                for event in netting.events:
                    work.add(RECEIVABLE + event.receivable_id, [event])
                wanted[item_id], used = amount - taken, used - taken
    paid = [(item_id, amount) for item_id, amount in wanted.items() if amount]
    if agreed:
        paid = _each_less_its_own(work, paid, offered)
    for number, (item_id, amount) in enumerate(paid, start=1):
        small = work.sender.matching.write_off if decision.difference and number == len(paid) else None
        small = small if small is not None and small.currency == amount.currency else None  # no tolerance in any other
        if small is not None and decision.difference.minor < 0:
            amount += decision.rest  # the surplus is within the tolerance: it is set aside with this allocation
        why, signs = decision.reasons[0].code, tuple(signal.code for signal in decision.signals)
        settle(
            work, payment_id, item_id, amount, on=on, by="automatic", why=why, law=law, signs=signs, tolerance=small,
            discount=offered.get(item_id),
        )  # fmt: skip


def _offered(work: Work, item_ids: Iterable[str], on: date) -> dict[str, Money]:
    """Return the early-payment discount on each debt that the payment of that day settles."""
    return {one: discount_offered(work.receivable(one), paid_on=on) for one in item_ids}


def _taken(work: Work, decision: Matched, on: date) -> dict[str, Money]:
    """Return the discount that the payer took on each debt by what he says he pays of it, credit notes included.

    A debt that one of these credit notes credits has none left.
    """
    used = [one.item_id for one in decision.allocations if one.amount.minor < 0]
    credited = {preceding.document_id for one in used for preceding in work.document(one).preceding}
    found: dict[str, Money] = {}
    for one in decision.allocations:
        debt = work.receivable(one.item_id)
        if one.amount.minor > 0 and debt.early_payment is not None and one.item_id not in credited:
            discount = discount_taken(debt, one.amount, paid_on=on)
            found |= {one.item_id: discount} if discount is not None else {}
    return found


def _each_less_its_own(work: Work, paid: list[tuple[str, Money]], offered: dict[str, Money]) -> list[tuple[str, Money]]:
    """Return what each debt is paid: all of it less its own discount; the last takes what differs from that.

    Matching says the sum; the VAT of each invoice is lowered by that invoice's discount.
    """
    whole = {one: work.receivable(one).outstanding - offered[one] for one, _ in paid}
    over = sum(amount.minor for _, amount in paid) - sum(one.minor for one in whole.values())
    last = paid[-1][0]
    whole[last] = Money(whole[last].minor + over, whole[last].currency)
    return list(whole.items())


def _credited_first(work: Work, credit_id: str, item_ids: Iterable[str]) -> list[str]:
    """Return the invoices in the payer's order, but first those that the credit note credits."""
    credited = {one.document_id for one in work.document(credit_id).preceding}
    return sorted(item_ids, key=lambda item_id: item_id not in credited)


def release(
    work: Work, payment_id: str, link: Allocation, *, on: date, put_right_on: date | None = None, netting: bool = True
) -> None:
    """Undo one link exactly, by hand, and the *netting* of credit notes that the payer made with it.

    Nettings, and what was given back because of the link, are undone *put_right_on* when that is another day.
    """
    later = put_right_on or on
    if netting:
        _release_netting(work, payment_id, link.receivable_id, on=later)
    done = accepted(
        release_allocation(work.receivable(link.receivable_id), work.payment(payment_id), allocation_id=link.id, on=on)
    )
    work.add(RECEIVABLE + link.receivable_id, done.receivable_events)
    work.add(PAYMENT + payment_id, done.payment_events)
    _release_corrections(work, link, on=later)


def _release_corrections(work: Work, link: Allocation, *, on: date) -> None:
    """Charge again what was given back because of this link."""
    standing: dict[str, ChargeCorrected] = {}
    for event in work.events(RECEIVABLE + link.receivable_id):
        if isinstance(event, ChargeCorrected) and event.correction_id.startswith(f"{link.id}{_PUT_RIGHT}:"):
            earlier = standing.get(event.correction_id)
            parts = event.parts if earlier is None else earlier.parts + event.parts
            standing[event.correction_id] = attrs.evolve(event, parts=parts)
    nothing = Parts.zero(link.amount.currency)
    back = [attrs.evolve(one, on=on, parts=-one.parts) for one in standing.values() if one.parts != nothing]
    work.add(RECEIVABLE + link.receivable_id, back)


def _release_netting(work: Work, payment_id: str, receivable_id: str, *, on: date) -> None:
    state = work.receivable(receivable_id)
    mine = [
        event
        for event in work.events(RECEIVABLE + receivable_id)
        if isinstance(event, Netted) and event.netting_id.startswith(f"{payment_id}:net")
    ]
    for event in mine:
        standing = sum(one.parts.principal.minor for one in state.entries if one.id == event.netting_id)
        if not standing:
            continue
        pair = (event, attrs.evolve(event, receivable_id=event.other_id, other_id=receivable_id, effect=-event.effect))
        undone = undo_netting(state, work.receivable(event.other_id), netted=pair, on=on)
        if isinstance(undone, Refused):
            raise undone.error()
        for back in undone.events:
            work.add(RECEIVABLE + back.receivable_id, [back])
        state = work.receivable(receivable_id)


def accepted(result: Settlement | Refused) -> Settlement:
    """Return what follows; raises a refusal.

    Raises:
        RuleRefused: The rule refused.
    """
    if isinstance(result, Refused):
        raise result.error()
    return result

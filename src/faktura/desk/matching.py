"""Matching over the store of one sender: what it decides now, and what speaks for a link that a person makes."""

from collections.abc import Sequence

import attrs

from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.desk import index
from faktura.desk.candidates import StoreCandidates, statistics_for
from faktura.desk.work import View
from faktura.desk.workplace import Workplace
from faktura.rules.matching.decision import MatchDecision
from faktura.rules.matching.match import match


def decide(place: Workplace, view: View, payments: Sequence[IncomingPayment]) -> tuple[MatchDecision, ...]:
    """Return what matching decides on *payments* now; nothing is stored."""
    sender, reading = place.sender, view.reading
    statistics = statistics_for(reading, payments)
    return match(payments, StoreCandidates(reading), sender.matching, creditor=sender.id, statistics=statistics)


def rest_of(view: View, payment: IncomingPayment, state: PaymentState) -> IncomingPayment:
    """Return what is undecided of *payment* as a payment of its own, without the references it has settled."""
    if state.unallocated == payment.amount:
        return payment
    settled = [view.receivable(link.receivable_id) for link in state.allocations]
    done = {text for one in settled for text in (one.reference, one.number)}
    left = tuple(one for one in payment.references if one.text not in done)
    return attrs.evolve(payment, amount=state.unallocated, references=left)


def signs_of(
    place: Workplace, view: View, payment_id: str, receivable_id: str, amount: Money, *, off: str = ""
) -> tuple[str, ...]:
    """Return what speaks for *amount* of a payment being for a claim, by code: what a person's link confirms.

    Nothing when the payment was erased, or when nothing in it points at the claim. *off*: the claim it is taken from.
    """
    (row,) = view.reading.rows(index.PAYMENT, [payment_id])
    payment = view.unless_erased(IncomingPayment, row.body)
    if payment is None or amount.minor <= 0:
        return ()
    state = view.payment(payment_id)
    others = tuple(link for link in state.allocations if link.receivable_id != off)
    rest = rest_of(view, payment, attrs.evolve(state, allocations=others))
    (decision,) = decide(place, view, [attrs.evolve(rest, amount=amount)])
    for one in decision.grounds.ranked:
        if any(item.id == receivable_id for item in one.set.items):
            return tuple(code for code, _ in one.signs)
    return ()

"""What became of each payment of an order: the bank's replies and bookings put together.

A pure fold: the order in which the answers came, and the same answer twice, change nothing. A booking is worth
more than a reply, for it is the money itself. What contradicts itself is a finding for a person.

>>> from faktura.core.account import BankgiroNumber
>>> from faktura.core.money import sek
>>> from faktura.core.outgoing import OutgoingParty, payout_order
>>> refund = OutgoingPayment(id="R1", amount=sek("99"), payee=OutgoingParty(name="Kund Tre"),
...                          account=BankgiroNumber("55555551"))
>>> order = payout_order("P1", OutgoingParty(name="Bolaget AB"), (BankgiroNumber("9912346"),), (refund,),
...                      pay_on=date(2026, 11, 5))
>>> no = BankReply(order_id="P1", payment_id="R1", status=PayoutStatus.REJECTED, reasons=(BankReason("AC04"),))
>>> progress = follow_payouts(order, replies=(no,))
>>> progress.states[0].status.value, progress.states[0].reasons
('rejected', (BankReason(code='AC04', text=''),))
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.errors import Finding
from faktura.core.money import Money, total
from faktura.core.outgoing import OutgoingPayment, PayoutBatch, PayoutOrder
from faktura.core.payout_status import BankDebit, BankReason, BankReply, PayoutStatus
from faktura.core.wording import Text, register

_ORDER: Final = tuple(PayoutStatus)
"""From the first to the last a payment can be: later statuses win."""


@frozen(kw_only=True)
class PayoutState:
    """One payment of an order, as far as the bank has told.

    Attributes:
        reasons: Why it was rejected, or what else the bank said with the status.
        booked_on: The day the money left the account; none until a booking tells. A status `paid` without a day
            rests on the bank's word alone: nothing is to be booked by it.
        returned_on: The day it came back.
    """

    payment_id: str
    amount: Money
    status: PayoutStatus
    reasons: tuple[BankReason, ...] = ()
    booked_on: date | None = None
    returned_on: date | None = None


@frozen(kw_only=True)
class PayoutProgress:
    """All payments of an order, in its sequence, and what does not fit together."""

    states: tuple[PayoutState, ...]
    findings: tuple[Finding, ...] = ()


def follow_payouts(
    order: PayoutOrder, *, replies: Iterable[BankReply] = (), debits: Iterable[BankDebit] = ()
) -> PayoutProgress:
    """Return what became of each payment of *order*; answers to other orders are passed over.

    A reply about a batch or the whole order is one about each of its payments. A rejection, wherever it is said,
    outweighs every other reply; else the farthest status stands. Only a booking outweighs a rejection. A booking
    without a payment's id settles the batch, or the order, it names, when it is the whole of it to the öre. Money comes
    back only after it went out: a return without a booking before it changes nothing.

    The findings: `payouts.amount` (a booking of another amount: the payment is left as it was), `payouts.twice` (booked twice),
    `payouts.rejected_but_paid`.
    """
    own = sorted({one for one in replies if one.order_id == order.id}, key=repr)
    findings: list[Finding] = []
    booked: dict[str, list[BankDebit]] = {}
    for debit in _bookings(debits):
        for payment in _settled(order, debit, findings):
            booked.setdefault(payment.id, []).append(debit)
    states = [
        _state(payment, _about(own, batch, payment), booked.get(payment.id, ()), findings)
        for batch in order.batches
        for payment in batch.payments
    ]
    return PayoutProgress(states=tuple(states), findings=tuple(findings))


def _bookings(debits: Iterable[BankDebit]) -> list[BankDebit]:
    """Return each booking once, the oldest first; the report of it that names the payment says more."""
    kept: dict[str, list[BankDebit]] = {}
    for debit in sorted(debits, key=lambda one: (not one.payment_id, one.payment_id, one.batch_id, one.order_id)):
        told = kept.setdefault(debit.id, [])
        if not any(debit.is_told_by(one) for one in told):
            told.append(debit)
    return sorted(
        (one for told in kept.values() for one in told), key=lambda one: (one.booked_on, one.id, one.payment_id)
    )


def _about(replies: Sequence[BankReply], batch: PayoutBatch, payment: OutgoingPayment) -> tuple[BankReply, ...]:
    """Return the replies about *payment*, its batch or the whole order."""
    return tuple(one for one in replies if one.batch_id in {"", batch.id} and one.payment_id in {"", payment.id})


def _settled(order: PayoutOrder, debit: BankDebit, findings: list[Finding]) -> tuple[OutgoingPayment, ...]:
    """Return the payments that *debit* is the booking of."""
    batches = [one for one in order.batches if debit.batch_id in {"", one.id}]
    if debit.order_id not in {"", order.id} or not batches:
        return ()
    if debit.payment_id:
        meant = tuple(one for batch in batches for one in batch.payments if one.id == debit.payment_id)
    elif debit.batch_id or debit.order_id:
        meant = tuple(one for batch in batches for one in batch.payments)
    else:
        return ()
    currency = debit.amount.currency
    alike = all(one.amount.currency == currency for one in meant)
    if meant and not (alike and total((one.amount for one in meant), currency) == debit.amount):
        path = debit.payment_id or debit.batch_id or debit.order_id
        findings.append(_finding("payouts.amount", path, found=str(debit.amount)))
        return ()
    return meant


def _state(
    payment: OutgoingPayment, replies: Sequence[BankReply], booked: Sequence[BankDebit], findings: list[Finding]
) -> PayoutState:
    rejected = any(one.status is PayoutStatus.REJECTED for one in replies)
    farthest = max((one.status for one in replies), key=_ORDER.index, default=PayoutStatus.ORDERED)
    status = PayoutStatus.REJECTED if rejected else farthest
    reasons = tuple(dict.fromkeys(reason for one in replies if one.status is status for reason in one.reasons))
    out = [one for one in booked if not one.returned]
    back = [one for one in booked if one.returned]
    if len(out) > 1 + len(back):
        findings.append(_finding("payouts.twice", payment.id, found=str(len(out))))
    if rejected and out and not back:
        findings.append(_finding("payouts.rejected_but_paid", payment.id))
    if out and len(back) >= len(out):
        status = PayoutStatus.RETURNED
    elif out:
        status = PayoutStatus.PAID
    return PayoutState(
        payment_id=payment.id,
        amount=payment.amount,
        status=status,
        reasons=reasons,
        booked_on=out[-1].booked_on if out else None,
        returned_on=back[-1].booked_on if out and back else None,
    )


def _finding(code: str, path: str, **facts: str) -> Finding:
    return Finding(code=code, path=path, facts=tuple(facts.items()))


_ASK: Final = Text(
    en="ask the bank what happened before anything is paid again", sv="fråga banken innan något betalas igen"
)

register(
    {
        "payouts.amount": Text(
            en="the bank booked {found}, which is not what was ordered",
            sv="banken har bokat {found}, vilket inte är vad som beställdes",
        ),
        "payouts.amount.remedy": _ASK,
        "payouts.twice": Text(
            en="the payment was booked {found} times",
            sv="betalningen har bokats {found} gånger",
        ),
        "payouts.twice.remedy": _ASK,
        "payouts.rejected_but_paid": Text(
            en="the bank rejected the payment, and booked it all the same",
            sv="banken avvisade betalningen men har ändå bokat den",
        ),
        "payouts.rejected_but_paid.remedy": _ASK,
    }
)

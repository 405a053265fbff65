"""Recording that a payment came, and that a sum gives way to the payments it is made of."""

from typing import Final

import attrs

from faktura.core.payment import IncomingPayment, PaymentReceived, RestIgnored
from faktura.desk.work import PAYMENT, Work

IN_PARTS: Final = "told payment by payment"
"""Why a sum is set aside when its payments have come."""


def store(work: Work, payment: IncomingPayment) -> None:
    """Store *payment*: the event that it came, and what the bank says of it."""
    received = PaymentReceived(
        payment_id=payment.id,
        on=payment.booked_on,
        amount=payment.amount,
        account=payment.account,
        channel=payment.channel.value,
        content=work.keep(payment),
        source_digest=payment.source.digest,
        reversal=payment.reversal,
    )
    work.add(PAYMENT + payment.id, [received])


def give_way(work: Work, whole: IncomingPayment) -> None:
    """Let the stored sum *whole* give way to its payments: what takes it back is stored beside it, and both are set aside.

    So the money stands on the account once, in the books too.
    """
    back = attrs.evolve(whole, id=f"{whole.id}:in-parts", references=(), deposit=None, reversal=not whole.reversal)
    store(work, back)
    for payment in (whole, back):
        aside = RestIgnored(payment_id=payment.id, on=whole.booked_on, amount=payment.amount, reason=IN_PARTS)
        work.add(PAYMENT + payment.id, [aside])

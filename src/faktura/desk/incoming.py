"""Recording that a payment came, reading it back, and that a sum gives way to the payments it is made of."""

from typing import Final

import attrs

from faktura.core.errors import RuleRefused
from faktura.core.payment import IncomingPayment, PaymentChannel, PaymentReceived, RestIgnored, Source
from faktura.core.wording import Text, register
from faktura.desk.work import PAYMENT, View, Work

IN_PARTS: Final = "told payment by payment"
"""Why a sum is set aside when its payments have come."""
_BACK: Final = ":in-parts"


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


def came(view: View, payment_id: str, content: str) -> IncomingPayment:
    """Return the payment stored under the digest *content*; of one that was erased, what its events tell.

    Its day, amount and account are known for ever, so it can be decided on anew; its payer and words are not.
    """
    payment = view.unless_erased(IncomingPayment, content)
    if payment is not None:
        return payment
    told = next(event for event in view.events(PAYMENT + payment_id) if isinstance(event, PaymentReceived))
    return IncomingPayment(
        id=payment_id,
        account=told.account,
        booked_on=told.on,
        amount=told.amount,
        channel=PaymentChannel(told.channel),
        reversal=told.reversal,
        source=Source(format="", digest=told.source_digest, place=""),
    )


def give_way(work: Work, whole: IncomingPayment) -> None:
    """Let the stored sum *whole* give way to its payments: what takes it back is stored beside it, and both are set aside.

    So the money stands on the account once, in the books too.
    """
    back = attrs.evolve(whole, id=f"{whole.id}{_BACK}", references=(), deposit=None, reversal=not whole.reversal)
    store(work, back)
    for payment in (whole, back):
        aside = RestIgnored(payment_id=payment.id, on=whole.booked_on, amount=payment.amount, reason=IN_PARTS)
        work.add(PAYMENT + payment.id, [aside])


def gave_way(work: Work, payment_id: str) -> bool:
    """Whether the stored payment is a sum that its payments stand for now."""
    return bool(work.events(PAYMENT + payment_id + _BACK))


def refuse_what_gave_way(work: Work, payment_id: str) -> None:
    """Refuse to use again a sum that its payments stand for, or what took it back: the money stands on the account once."""
    whole = payment_id.removesuffix(_BACK)
    if gave_way(work, whole):
        raise RuleRefused("payments.gave_way", payment=whole)


register(
    {
        "payments.gave_way": Text(
            en="payment {payment} is a sum whose payments were told one by one; decide on them, it stays set aside",
            sv="betalningen {payment} är en klumpsumma vars betalningar redovisats en och en; fördela dem, den förblir undanlagd",
        ),
    }
)

"""What of a payment is nobody's claim and yet decided: set aside by somebody, or taken as rounding with a link."""

from faktura.core.money import Money
from faktura.core.payment import PaymentState


def rounded(payment: PaymentState) -> Money:
    """Return the small surpluses that went with the payment's links as rounding; they are undone with the links."""
    surpluses = (link.surplus.minor for link in payment.allocations if link.surplus is not None)
    return Money(sum(surpluses), payment.amount.currency)


def set_aside(payment: PaymentState) -> Money:
    """Return what was found not to be the sender's: all that is `ignored` of it but what is `rounded`."""
    return payment.ignored - rounded(payment)

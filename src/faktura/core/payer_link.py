"""What confirmed payments say of a payer's account: whom it has paid for, how often, when, and by whose hand."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class PayerLink:
    """What confirmed payments say of an account: it has paid for this customer.

    Attributes:
        count: How many times; taken back when a link is undone.
        manual: A person has linked them at least once.
    """

    customer_id: str
    count: int = 1
    last_on: date | None = None
    manual: bool = False


def together(one: PayerLink, other: PayerLink) -> PayerLink:
    """Return two links of an account to the same customer as one: counts added, the latest day."""
    return PayerLink(
        customer_id=one.customer_id,
        count=one.count + other.count,
        last_on=max((day for day in (one.last_on, other.last_on) if day), default=None),
        manual=one.manual or other.manual,
    )

"""What Skatteverket's decision does to the two receivables of an invoice with a deduction.

The invoice itself never changes, and so neither does its VAT: only who owes what is asked of it.
"""

from datetime import date
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored
from faktura.core.money import Money


@stored
@frozen(kw_only=True)
class PayoutDecided(Event):
    """Skatteverket decided on one person's part of a request: `granted` of `requested`, whole kronor.

    On the stream of Skatteverket's share. `reference` is Skatteverket's own number of the decision. A later
    decision on the same part is another event and replaces the earlier. `content` is the SHA-256 of the decision
    file, empty when it was recorded by hand.
    """

    name: ClassVar[str] = "receivable.payout_decided"
    receivable_id: str
    request_name: str
    reference: str
    person_id: str
    on: date
    requested: Money
    granted: Money
    content: str = ""


@stored
@frozen(kw_only=True)
class ShareTransferred(Event):
    """A part of what is owed on a document passed from one of its two debtors to the other.

    Two events of the same `transfer_id`, one on each stream, whose effects sum to zero: refused by Skatteverket,
    the amount becomes the customer's debt; granted after all, it goes back.
    """

    name: ClassVar[str] = "receivable.share_transferred"
    receivable_id: str
    transfer_id: str
    other_id: str
    on: date
    effect: Money

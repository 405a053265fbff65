"""What Skatteverket's decision does to the two receivables of an invoice with a deduction.

The invoice itself never changes, and so neither does its VAT: only who owes what is asked of it.
"""

from datetime import date
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored
from faktura.core.money import Money
from faktura.core.payout_request import RequestedShare


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
class PayoutWaived(Event):
    """Skatteverket will not be asked for this much of each person's part: the buyer is to pay it.

    On the stream of Skatteverket's share; a `ShareTransferred` of the same id moves the debt. Taken back, amounts are
    negative.
    """

    name: ClassVar[str] = "receivable.payout_waived"
    receivable_id: str
    waiver_id: str
    on: date
    shares: tuple[RequestedShare, ...]


@stored
@frozen(kw_only=True)
class ShareTransferred(Event):
    """A part of what is owed on a document passed from one of its two debtors to the other.

    Two events of the same `transfer_id`, one on each stream, whose effects sum to zero: refused by Skatteverket, or never
    asked for, the amount becomes the customer's debt; granted or asked for after all, it goes back.
    """

    name: ClassVar[str] = "receivable.share_transferred"
    receivable_id: str
    transfer_id: str
    other_id: str
    on: date
    effect: Money

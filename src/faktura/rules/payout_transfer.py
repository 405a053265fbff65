"""A part of an invoice's sum passes between its two debtors: the buyer and Skatteverket.

The invoice, its revenue and its VAT never change, and nothing is charged that it does not say (decision 9). What passes to
the buyer is asked for before any reminder: its due date stays, and the next reminder waits.
"""

from datetime import date, timedelta
from typing import Final

from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable_event import Postponed
from faktura.rules.issuing import TAX_AGENCY_SUFFIX

REASON: Final = "payout.shortfall"
"""Why the customer's next reminder waits: the debt has just grown by what Skatteverket does not pay."""


def pass_to_buyer(
    document_id: str, amount: Money, *, transfer_id: str, on: date, pay_within: int = 30
) -> tuple[Event, ...]:
    """Return the events that move *amount* from Skatteverket's share to the buyer's; a negative amount goes back.

    The reminder waits *pay_within* days when the buyer's debt grows.
    """
    tax_id = document_id + TAX_AGENCY_SUFFIX
    moved = (
        ShareTransferred(receivable_id=tax_id, transfer_id=transfer_id, other_id=document_id, on=on, effect=-amount),
        ShareTransferred(receivable_id=document_id, transfer_id=transfer_id, other_id=tax_id, on=on, effect=amount),
    )
    if amount.minor < 0:
        return moved
    return (*moved, Postponed(receivable_id=document_id, on=on, until=on + timedelta(days=pay_within), reason=REASON))

"""What the bank says of outgoing payments: its replies to an order, and the money that left the account.

Neutral, as every format becomes them; `rules.payouts` makes of them what became of each payment.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from faktura.core.money import Money
from faktura.core.payment import Source


class PayoutStatus(StrEnum):
    """How far an outgoing payment has come.

    `ordered`: sent to the bank, which has not answered. `received`: the bank has the file. `pending`: it waits, for
    money or for somebody's approval. `accepted`: the bank will pay. `rejected`: it will not. `paid`: the money has left
    the account. `returned`: it came back.
    """

    ORDERED = "ordered"
    RECEIVED = "received"
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PAID = "paid"
    RETURNED = "returned"


@frozen
class BankReason:
    """Why, as the bank says it: a code such as `AC01` (wrong account number) and the bank's own text."""

    code: str
    text: str = ""


@frozen(kw_only=True)
class BankReply:
    """The bank's answer about a whole order, a batch of it or one payment.

    Attributes:
        order_id: The order it answers.
        batch_id: Empty when it is about the whole order.
        payment_id: Empty when it is about all payments of the batch or the order.
        status: What the bank's code means.
        code: The bank's code as it stands, such as `ACSC` or `RJCT`.
    """

    order_id: str
    batch_id: str = ""
    payment_id: str = ""
    status: PayoutStatus
    code: str = ""
    reasons: tuple[BankReason, ...] = ()


@frozen(kw_only=True)
class BankDebit:
    """Money of an order that left the account, or came back to it.

    Attributes:
        id: Made of what the bank says, so that the same booking read again has the same id.
        order_id: The order's id when the bank repeats it, else empty; so are `batch_id` and `payment_id`.
        payment_id: Empty when the bank booked a whole batch, or a whole order, as one sum.
        amount: Above zero.
        returned: The money came back.
    """

    id: str
    order_id: str = ""
    batch_id: str = ""
    payment_id: str = ""
    amount: Money
    booked_on: date
    returned: bool = False
    source: Source

    def is_told_by(self, other: "BankDebit") -> bool:
        """Whether *other* is the same booking: one may leave out the payment, but a bank may call two payments of a day alike."""
        return self.id == other.id and (
            self.payment_id == other.payment_id or not (self.payment_id and other.payment_id)
        )


@frozen(kw_only=True)
class BankAnswers:
    """What one file from the bank says of one order."""

    replies: tuple[BankReply, ...] = ()
    debits: tuple[BankDebit, ...] = ()

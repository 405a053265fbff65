"""What is stored of payment orders, mandates and withdrawals: that it was said, and the digest of what was said.

Names, accounts and payer numbers stand in the contents, never in the events: a payer number may be a personal number.
"""

from datetime import date
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored


@stored
@frozen(kw_only=True)
class OrderSent(Event):
    """A payment order was made for the bank: `content` is the order, `file` the bytes the bank gets (SHA-256).

    `party_ids` are the ids of those it pays, as far as the host names them.
    """

    name: ClassVar[str] = "bank_order.sent"
    order_id: str
    on: date
    content: str
    file: str
    party_ids: tuple[str, ...] = ()


@stored
@frozen(kw_only=True)
class OrderAnswered(Event):
    """The bank said something about the order: `content` is what (a `BankAnswers`), `source_digest` the file it was in."""

    name: ClassVar[str] = "bank_order.answered"
    order_id: str
    content: str
    source_digest: str


@stored
@frozen(kw_only=True)
class MandateNoticed(Event):
    """Something was said about a mandate: `content` is the notice, `party_id` its payer when the host has named one."""

    name: ClassVar[str] = "mandate.noticed"
    notice_id: str
    on: date
    content: str
    party_id: str = ""


@stored
@frozen(kw_only=True)
class WithdrawalSent(Event):
    """What a receivable owes was ordered to be withdrawn: `content` is the order."""

    name: ClassVar[str] = "withdrawal.sent"
    order_id: str
    receivable_id: str
    on: date
    content: str


@stored
@frozen(kw_only=True)
class WithdrawalFileMade(Event):
    """A file of withdrawals was made for Bankgirot on the day `on`: `content` is the file and what was asked for."""

    name: ClassVar[str] = "withdrawal.file_made"
    file_id: str
    on: date
    content: str


@stored
@frozen(kw_only=True)
class WithdrawalTold(Event):
    """The bank said what became of a withdrawal; `outcome` is a `WithdrawalOutcome`."""

    name: ClassVar[str] = "withdrawal.told"
    order_id: str
    receivable_id: str
    on: date
    outcome: str
    source_digest: str

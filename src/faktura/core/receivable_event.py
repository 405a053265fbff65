"""The events of a receivable, one class for each thing that can happen to a debt.

`on` is the day the fact takes effect for the balance; the record's stamp says when it was recorded.
Undoing is an event of its own with the same id and the opposite effect, never a removal.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from faktura.core.document import InterestKind
from faktura.core.early_payment import DiscountOffer
from faktura.core.event import Body, Event, stored, upcaster
from faktura.core.money import Money
from faktura.core.payout_request import RequestedShare


@frozen(kw_only=True)
class Parts:
    """An amount by what it is: principal, interest and fees, in one currency.

    >>> from faktura.core.money import sek
    >>> (Parts.of_principal(sek(100)) + Parts.of_fees(sek(60))).sum.minor
    16000
    """

    principal: Money
    interest: Money
    fees: Money

    @classmethod
    def zero(cls, currency: str) -> "Parts":
        """Return nothing, in *currency*."""
        nothing = Money.zero(currency)
        return cls(principal=nothing, interest=nothing, fees=nothing)

    @classmethod
    def of_principal(cls, amount: Money) -> "Parts":
        """Return *amount* as principal only."""
        nothing = Money.zero(amount.currency)
        return cls(principal=amount, interest=nothing, fees=nothing)

    @classmethod
    def of_interest(cls, amount: Money) -> "Parts":
        """Return *amount* as interest only."""
        nothing = Money.zero(amount.currency)
        return cls(principal=nothing, interest=amount, fees=nothing)

    @classmethod
    def of_fees(cls, amount: Money) -> "Parts":
        """Return *amount* as fees only."""
        nothing = Money.zero(amount.currency)
        return cls(principal=nothing, interest=nothing, fees=amount)

    @property
    def sum(self) -> Money:
        """Principal, interest and fees together."""
        return self.principal + self.interest + self.fees

    def of(self, part: str) -> Money:
        """Return the part named `principal`, `interest` or `fees`."""
        return {"principal": self.principal, "interest": self.interest, "fees": self.fees}[part]

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(
            principal=self.principal + other.principal,
            interest=self.interest + other.interest,
            fees=self.fees + other.fees,
        )

    def __neg__(self) -> "Parts":
        return Parts(principal=-self.principal, interest=-self.interest, fees=-self.fees)


@stored
@frozen(kw_only=True)
class ReceivableOpened(Event):
    """A document was issued: its amount is owed. `principal` is negative for a credit note.

    `debtor` is a `DebtorKind` value; `reminder_fee` the fee agreed beforehand, if any; `early_payment` the discount
    offered to who pays early.
    """

    name: ClassVar[str] = "receivable.opened"
    schema: ClassVar[int] = 2
    receivable_id: str
    on: date
    principal: Money
    due: date
    debtor: str
    document_id: str = ""
    number: str = ""
    debtor_id: str = ""
    reference: str = ""
    interest: InterestKind = InterestKind.STATUTORY
    interest_percent: Decimal = Decimal(8)
    reminder_fee: Money | None = None
    early_payment: DiscountOffer | None = None


@upcaster(ReceivableOpened.name, 1)
def _without_discount(body: Body) -> Body:
    return {**body, "early_payment": None}


@stored
@frozen(kw_only=True)
class PaymentAllocated(Event):
    """A part of a payment settles this debt; each of the parts is zero or more."""

    name: ClassVar[str] = "receivable.payment_allocated"
    receivable_id: str
    allocation_id: str
    payment_id: str
    on: date
    parts: Parts


@stored
@frozen(kw_only=True)
class PaymentReleased(Event):
    """An allocation was undone: exactly the same parts are owed again."""

    name: ClassVar[str] = "receivable.payment_released"
    receivable_id: str
    allocation_id: str
    payment_id: str
    on: date
    parts: Parts


@stored
@frozen(kw_only=True)
class Netted(Event):
    """Set off against another document of the same customer (kvittning).

    `effect` moves this balance: negative on the invoice, as much positive on the credit note.
    """

    name: ClassVar[str] = "receivable.netted"
    receivable_id: str
    netting_id: str
    other_id: str
    on: date
    effect: Money


@stored
@frozen(kw_only=True)
class NettingUndone(Event):
    """A netting was undone; `effect` is the opposite of the netting's."""

    name: ClassVar[str] = "receivable.netting_undone"
    receivable_id: str
    netting_id: str
    other_id: str
    on: date
    effect: Money


@stored
@frozen(kw_only=True)
class FeeCharged(Event):
    """A statutory fee was charged: `kind` is `reminder`, `demand`, `instalment_plan` or `compensation`."""

    name: ClassVar[str] = "receivable.fee_charged"
    receivable_id: str
    charge_id: str
    kind: str
    on: date
    amount: Money
    law: str


@stored
@frozen(kw_only=True)
class InterestCharged(Event):
    """Late-payment interest was charged for the days after `since` up to and including `until`."""

    name: ClassVar[str] = "receivable.interest_charged"
    receivable_id: str
    charge_id: str
    on: date
    amount: Money
    since: date
    until: date


@stored
@frozen(kw_only=True)
class WrittenOff(Event):
    """Given up, wholly or in part: `reason` is `rounding`, `bad_debt`, `discount` or `goodwill`."""

    name: ClassVar[str] = "receivable.written_off"
    receivable_id: str
    write_off_id: str
    on: date
    parts: Parts
    reason: str


@stored
@frozen(kw_only=True)
class WriteOffReversed(Event):
    """A write-off was undone: exactly the same parts are owed again."""

    name: ClassVar[str] = "receivable.write_off_reversed"
    receivable_id: str
    write_off_id: str
    on: date
    parts: Parts
    reason: str


@stored
@frozen(kw_only=True)
class Refunded(Event):
    """A credit was paid back to the customer; `amount` is positive and raises the balance towards zero."""

    name: ClassVar[str] = "receivable.refunded"
    receivable_id: str
    refund_id: str
    on: date
    amount: Money


@stored
@frozen(kw_only=True)
class ReminderSent(Event):
    """A reminder was made and handed to delivery; its fee and interest are events of their own."""

    name: ClassVar[str] = "receivable.reminder_sent"
    receivable_id: str
    reminder_id: str
    on: date
    number: int
    pay_by: date


@stored
@frozen(kw_only=True)
class Paused(Event):
    """All automatic steps stop until resumed."""

    name: ClassVar[str] = "receivable.paused"
    receivable_id: str
    on: date
    reason: str


@stored
@frozen(kw_only=True)
class Resumed(Event):
    """Automatic steps go on."""

    name: ClassVar[str] = "receivable.resumed"
    receivable_id: str
    on: date


@stored
@frozen(kw_only=True)
class Disputed(Event):
    """The debtor objects; collection must rest and the objection be looked into (inkassolagen 8 §)."""

    name: ClassVar[str] = "receivable.disputed"
    receivable_id: str
    on: date
    reason: str


@stored
@frozen(kw_only=True)
class DisputeSettled(Event):
    """The dispute is over."""

    name: ClassVar[str] = "receivable.dispute_settled"
    receivable_id: str
    on: date
    outcome: str


@stored
@frozen(kw_only=True)
class Postponed(Event):
    """The next automatic step waits until after `until`; the due date of the sent document stays."""

    name: ClassVar[str] = "receivable.postponed"
    receivable_id: str
    on: date
    until: date
    reason: str


@stored
@frozen(kw_only=True)
class PayoutRequested(Event):
    """Skatteverket was asked to pay `amount` of this share in the request `request_name`; `shares`: by person.

    `content` is the SHA-256 of the stored request file, so that it can be fetched again, and erased in time.
    """

    name: ClassVar[str] = "receivable.payout_requested"
    schema: ClassVar[int] = 2
    receivable_id: str
    request_name: str
    on: date
    amount: Money
    shares: tuple[RequestedShare, ...] = ()
    content: str = ""


@upcaster(PayoutRequested.name, 1)
def _without_year(body: Body) -> Body:
    """Each share has got the year of its payments; an old one leaves it out, which reads as not known."""
    return body

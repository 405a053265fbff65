"""What happens to the books themselves, and business events that no other room of the library has an event for.

A host records them with `desk.books`, or gives them to `rules.posting` directly. Each has an id of its own: the
same id again is the same fact. Amounts are in the currency of the books unless said otherwise.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from faktura.core.event import Event, stored
from faktura.core.money import Money
from faktura.core.vat import Vat


@stored
@frozen(kw_only=True)
class PeriodLocked(Event):
    """Nothing recorded from now on is booked on `until` or any day before it."""

    name: ClassVar[str] = "books.period_locked"
    until: date


@stored
@frozen(kw_only=True)
class PeriodUnlocked(Event):
    """The days after `locked_until` (all days, without one) are open again; what was moved meanwhile stays moved."""

    name: ClassVar[str] = "books.period_unlocked"
    locked_until: date | None
    reason: str


@stored
@frozen(kw_only=True)
class YearEndBooked(Event):
    """Cash method: what was unpaid at the end of the financial year's last day `on` is booked then (BFL 5 kap. 2 §)."""

    name: ClassVar[str] = "books.year_end_booked"
    on: date


@stored
@frozen(kw_only=True)
class ClaimsRevalued(Event):
    """Open claims in other currencies are valued at the rate of `on`, and back the day after (ÅRL 4 kap. 13 §)."""

    name: ClassVar[str] = "books.claims_revalued"
    on: date


@stored
@frozen(kw_only=True)
class RateRecorded(Event):
    """An exchange rate: kronor (the currency of the books) for one unit of `currency`, of the day `on`.

    `subject` is the document or payment it is for (`document/<id>`, `payment/<id>`); empty: everything that day.
    """

    name: ClassVar[str] = "books.rate_recorded"
    currency: str
    rate: Decimal
    on: date
    source: str
    subject: str = ""


@stored
@frozen(kw_only=True)
class LossFeared(Event):
    """The claim, or `amount` of it with VAT, is feared lost (befarad förlust); VAT is not touched yet."""

    name: ClassVar[str] = "books.loss_feared"
    receivable_id: str
    loss_id: str
    on: date
    amount: Money


@stored
@frozen(kw_only=True)
class LossFearLifted(Event):
    """`amount` of what was feared lost is believed in again; what is paid or lost is lifted by itself."""

    name: ClassVar[str] = "books.loss_fear_lifted"
    receivable_id: str
    loss_id: str
    on: date
    amount: Money


@stored
@frozen(kw_only=True)
class CardSettled(Event):
    """A card acquirer (inlösare) paid out card sales less its fee: `paid_out` + `fee` is what they came to.

    `payment_id` is the payment it came as, if it was read from a bank file: that has booked the bank account already.
    """

    name: ClassVar[str] = "books.card_settled"
    settlement_id: str
    on: date
    paid_out: Money
    fee: Money
    payment_id: str = ""


@stored
@frozen(kw_only=True)
class ClientFundsReceived(Event):
    """Money that belongs to a client came in on the separate client account (klientmedel)."""

    name: ClassVar[str] = "books.client_funds_received"
    funds_id: str
    client_id: str
    on: date
    amount: Money


@stored
@frozen(kw_only=True)
class ClientFundsPaidOut(Event):
    """Client funds left the client account: `to_client` to the client, `commission` (with VAT) to our own bank.

    The commission is revenue here unless it was `invoiced`: then what reaches our own bank account settles that
    invoice as any payment, and only the client account is booked.
    """

    name: ClassVar[str] = "books.client_funds_paid_out"
    funds_id: str
    client_id: str
    on: date
    to_client: Money
    commission: Money
    vat: Vat
    invoiced: bool = False


@stored
@frozen(kw_only=True)
class InvoiceSold(Event):
    """A claim was sold (fakturaköp) or, with `recourse`, pledged: the buyer pays `paid_out` and keeps `fee`.

    Without recourse the claim is gone: `paid_out` + `fee` + `fee_vat` is the `claim`. With recourse it stays ours,
    pledged, against a debt to the financier. `payment_id` is the payment the money came as, if it was read from a
    bank file.
    """

    name: ClassVar[str] = "books.invoice_sold"
    sale_id: str
    receivable_id: str
    on: date
    claim: Money
    paid_out: Money
    fee: Money
    fee_vat: Money
    recourse: bool
    payment_id: str = ""


@stored
@frozen(kw_only=True)
class SoldInvoicePaid(Event):
    """The customer paid `amount` of a pledged claim to the financier, who passed `paid_out` of it on to us."""

    name: ClassVar[str] = "books.sold_invoice_paid"
    sale_id: str
    receivable_id: str
    on: date
    amount: Money
    paid_out: Money
    payment_id: str = ""


@stored
@frozen(kw_only=True)
class SoldInvoiceReturned(Event):
    """The customer did not pay: the pledged claim came back, and `repaid` went back to the financier."""

    name: ClassVar[str] = "books.sold_invoice_returned"
    sale_id: str
    receivable_id: str
    on: date
    repaid: Money


BusinessEvent = CardSettled | ClientFundsReceived | ClientFundsPaidOut
"""What is posted from the event alone."""

ReceivableEvent = LossFeared | LossFearLifted | InvoiceSold | SoldInvoicePaid | SoldInvoiceReturned
"""What is posted with the document it is about, as one of its movements."""

"""What posting is asked with: how a sender keeps the books, and what has happened to a document or payment."""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from faktura.core.document import Document
from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.ledger import (
    AccountBinding,
    BookkeepingMethod,
    ChargeBooking,
    Chart,
    DiscountVat,
    ExchangeRate,
    FinancialYear,
    Spreading,
    Target,
    VoucherKind,
    year_of,
)
from faktura.core.payment import PaymentReceived
from faktura.core.payout_event import ShareTransferred
from faktura.core.sender import Sender
from faktura.core.wording import Language
from faktura.rules.chart import BAS_CHART
from faktura.rules.issuing import TAX_AGENCY_SUFFIX


@frozen(kw_only=True)
class Books:
    """How one sender keeps the books.

    Attributes:
        method: Accrual books an invoice on its date and a payment against it; cash books sales and VAT
            when they are paid, and what is unpaid at the year's end on its last day (`year_ends`).
        series: The usual voucher series. kinds: series of kinds that have their own.
        currency: The currency of the books. language: the language of the voucher texts.
        binding, charges, spreading, discount_vat: The sender's choices, as in `core.ledger.Bookkeeping`.
        year, other_years: The usual financial year and those that differ; none: calendar years.
        year_ends: Cash method: last days of the financial years whose end is booked.
        revaluations: Days at whose end open claims in other currencies are valued at the day's rate.
    """

    chart: Chart = BAS_CHART
    method: BookkeepingMethod = BookkeepingMethod.ACCRUAL
    series: str = "K"
    kinds: Mapping[VoucherKind, str] = field(factory=dict)
    currency: str = "SEK"
    language: Language = "sv"
    binding: AccountBinding = AccountBinding.ISSUE
    charges: ChargeBooking = ChargeBooking.WHEN_CHARGED
    spreading: Spreading = Spreading.NONE
    discount_vat: DiscountVat = DiscountVat.LOWERED
    year: FinancialYear | None = None
    other_years: tuple[FinancialYear, ...] = ()
    year_ends: tuple[date, ...] = ()
    revaluations: tuple[date, ...] = ()

    @classmethod
    def of(
        cls,
        sender: Sender,
        *,
        year_ends: tuple[date, ...] = (),
        revaluations: tuple[date, ...] = (),
        target: Target | None = None,
    ) -> "Books":
        """Return how *sender* keeps the books, in the series of *target* when it is given."""
        own = sender.bookkeeping
        return cls(
            chart=sender.chart or BAS_CHART,
            method=sender.method,
            series=target.usual if target else sender.voucher_series,
            kinds=target.series if target else own.series,
            binding=own.binding,
            charges=own.charges,
            spreading=own.spreading,
            discount_vat=own.discount_vat,
            year=sender.financial_year,
            other_years=own.years,
            year_ends=year_ends,
            revaluations=revaluations,
        )

    @property
    def accrual(self) -> bool:
        """Whether the accrual method is used."""
        return self.method is BookkeepingMethod.ACCRUAL

    @property
    def charges_claimed(self) -> bool:
        """Whether a fee or interest stands as a claim from the day it is charged."""
        return self.accrual and self.charges is ChargeBooking.WHEN_CHARGED

    def gives_vat_back(self, reason: str) -> bool:
        """Whether what is given up for that *reason* lowers the taxable amount.

        A confirmed loss and a discount stated on the invoice do (ML 8 kap.); a gift needs a credit note.
        """
        if reason == "discount":
            return self.discount_vat is DiscountVat.LOWERED
        return reason == "bad_debt"

    def year_of(self, day: date) -> FinancialYear:
        """Return the financial year *day* falls in."""
        return year_of(day, self.year, self.other_years)

    def series_of(self, kind: VoucherKind) -> str:
        """Return the series that vouchers of *kind* take."""
        return self.kinds.get(kind, self.series)


@frozen
class Movement:
    """A recorded event and what caused it.

    What one command did to one payment or one debt on one day becomes one voucher, so movements with the
    same `cause` belong together: the `cause` of the record's stamp, or the id of the command.

    Attributes:
        booked_on: The accounting date when it is not the day the event takes effect: a clerk's link takes
            effect on the day the money came, but must not change the books of a month that is done.
    """

    event: Event
    cause: str = ""
    booked_on: date | None = None

    @property
    def on(self) -> date:
        """The accounting date."""
        on = self.booked_on or getattr(self.event, "on", None)
        if not isinstance(on, date):
            raise InputError("posting.no_day", name=self.event.name)
        return on


@frozen
class DocumentHistory:
    """An issued document and every movement of its receivables, oldest first.

    Attributes:
        movements: The receivable stream of the document, then that of Skatteverket's share if there is one.
        cause: What caused the issue, as in `Movement`.
        booked_on: The accounting date of the issue when it is not the issue date, which is locked.
        rate: The exchange rate of the issue, for a document in another currency than the books.
    """

    document: Document
    movements: tuple[Movement, ...] = ()
    cause: str = ""
    booked_on: date | None = None
    rate: ExchangeRate | None = None

    @property
    def on(self) -> date:
        """The accounting date of the issue."""
        return self.booked_on or self.document.issue_date


@frozen
class PaymentHistory:
    """Every movement of one payment's stream, oldest first.

    Attributes:
        rate: The exchange rate at which the bank, or the day, values it when it is in another currency.
    """

    movements: tuple[Movement, ...]
    rate: ExchangeRate | None = None

    @property
    def id(self) -> str:
        """The payment's id; empty for a history of nothing."""
        return str(getattr(self.movements[0].event, "payment_id", "")) if self.movements else ""

    @property
    def received(self) -> PaymentReceived | None:
        """The event the stream begins with; none in a history that lacks it."""
        return next((one.event for one in self.movements if isinstance(one.event, PaymentReceived)), None)


def in_step(history: DocumentHistory) -> Iterator[Movement]:
    """Yield the movements of both debts, each in its order; what passes between them falls before it rises.

    A transfer is in both streams: what came before it in either is booked first.
    """
    tax_id = f"{history.document.id}{TAX_AGENCY_SUFFIX}"
    waiting = deque(one for one in history.movements if getattr(one.event, "receivable_id", "") == tax_id)
    for movement in history.movements:
        event = movement.event
        if getattr(event, "receivable_id", "") == tax_id:
            continue
        if not isinstance(event, ShareTransferred):
            yield movement
            continue
        while waiting and getattr(waiting[0].event, "transfer_id", "") != event.transfer_id:
            yield waiting.popleft()
        pair = [(movement, event.effect)]
        if waiting and isinstance(other := waiting[0].event, ShareTransferred):
            pair.append((waiting.popleft(), other.effect))
        yield from (one for one, _ in sorted(pair, key=lambda each: each[1]))
    yield from waiting

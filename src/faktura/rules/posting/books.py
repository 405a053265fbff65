"""What posting is asked with: how a sender keeps the books, and what has happened to a document or payment."""

from collections import deque
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from faktura.core.document import Document
from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.ledger import BookkeepingMethod, Chart
from faktura.core.payout_event import ShareTransferred
from faktura.core.wording import Language
from faktura.rules.chart import BAS_CHART
from faktura.rules.issuing import TAX_AGENCY_SUFFIX


@frozen(kw_only=True)
class Books:
    """How one sender keeps the books.

    Attributes:
        method: Accrual books an invoice on its date and a payment against it; cash books sales and VAT
            when they are paid (the year-end of the cash method is not posted here).
        series: Voucher series. currency: the currency of the books; nothing in another one is posted.
        language: The language of the voucher texts.
    """

    chart: Chart = BAS_CHART
    method: BookkeepingMethod = BookkeepingMethod.ACCRUAL
    series: str = "K"
    currency: str = "SEK"
    language: Language = "sv"

    @property
    def accrual(self) -> bool:
        """Whether the accrual method is used."""
        return self.method is BookkeepingMethod.ACCRUAL


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
    """

    document: Document
    movements: tuple[Movement, ...] = ()
    cause: str = ""


@frozen
class PaymentHistory:
    """Every movement of one payment's stream, oldest first."""

    movements: tuple[Movement, ...]


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

"""Finding documents of one sender by what a clerk remembers of them."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from faktura.core.claim import OpenItem
from faktura.core.document import DocumentKind
from faktura.core.money import Money
from faktura.desk import index
from faktura.desk.work import View, not_found
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.ports.store import IndexRow


class DueStatus(StrEnum):
    """Where an open document stands against its due date."""

    CLOSED = "closed"
    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


DAYS_SOON = 5
"""A document is due soon when so many days or fewer are left."""


@frozen(kw_only=True)
class Query:
    """What is looked for; everything given must hold. Text is looked for in number, buyer and reference.

    Attributes:
        text: A part of the number, of the buyer's name, or of the payment reference; case is ignored.
        since, until: First and last issue date.
        least, most: Bounds of the amount due.
    """

    text: str = ""
    buyer_id: str = ""
    kind: DocumentKind | None = None
    status: DueStatus | None = None
    since: date | None = None
    until: date | None = None
    least: Money | None = None
    most: Money | None = None


@frozen(kw_only=True)
class Hit:
    """A document found: what a list shows of it.

    Attributes:
        open: What is left to pay; negative on an open credit note.
    """

    document_id: str
    number: str
    kind: DocumentKind
    buyer_id: str
    buyer_name: str
    issue_date: date
    due_date: date | None
    amount_due: Money
    open: Money
    reference: str
    status: DueStatus


class Search:
    """Finding documents, open and closed."""

    def __init__(self, place: Workplace) -> None:
        """Look at *place*."""
        self._place = place

    def documents(self, query: Query | None = None, *, on: date | None = None) -> tuple[Hit, ...]:
        """Return the documents that *query* asks for, all of them without one, by issue date and number."""
        day, wanted = on or self._place.day, query or Query()
        with self._place.view() as view:
            hits = [self._hit(view, json.load(index.DocumentRow, row.body), day) for row in _rows(view, wanted)]
        return tuple(hit for hit in hits if _fits(hit, wanted))

    def by_number(self, number: str, *, on: date | None = None) -> Hit:
        """Return the document with exactly this *number*.

        Raises:
            NotFound: This sender has issued none.
        """
        for hit in self.documents(Query(text=number), on=on):
            if hit.number == number:
                return hit
        raise not_found("document", number)

    def _hit(self, view: View, row: index.DocumentRow, day: date) -> Hit:
        (item_row,) = view.reading.rows(index.ITEM, [row.id])
        item = json.load(OpenItem, item_row.body)
        due = date.fromisoformat(row.due_date) if row.due_date else None
        return Hit(
            document_id=row.id,
            number=row.number,
            kind=DocumentKind(row.kind),
            buyer_id=row.buyer_id,
            buyer_name=row.buyer_name,
            issue_date=date.fromisoformat(row.issue_date),
            due_date=due,
            amount_due=row.amount_due,
            open=item.open,
            reference=item.reference,
            status=due_status(item.open, due, on=day),
        )


def due_status(open_amount: Money, due: date | None, *, on: date) -> DueStatus:
    """Return where a document stands against its due date: a pure function of amount and day.

    >>> due_status(Money(100), date(2026, 3, 1), on=date(2026, 3, 2)).value
    'overdue'
    """
    if not open_amount:
        return DueStatus.CLOSED
    if due is None or (due - on).days > DAYS_SOON:
        return DueStatus.NOT_DUE
    return DueStatus.OVERDUE if due < on else DueStatus.DUE_SOON


def _rows(view: View, query: Query) -> list[IndexRow]:
    since = query.since.isoformat() if query.since else ""
    until = f"{query.until.isoformat()}~" if query.until else None
    return list(view.reading.rows(index.ISSUED, since=since, until=until))


def _fits(hit: Hit, query: Query) -> bool:
    text = query.text.casefold()
    amount = hit.amount_due
    return (
        (not text or any(text in place.casefold() for place in (hit.number, hit.buyer_name, hit.reference)))
        and query.buyer_id in ("", hit.buyer_id)
        and query.kind in (None, hit.kind)
        and query.status in (None, hit.status)
        and (query.least is None or (amount.currency == query.least.currency and amount >= query.least))
        and (query.most is None or (amount.currency == query.most.currency and amount <= query.most))
    )

"""A document through the books, from its issue on, with the year-ends of the cash method in their places."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Final

from faktura.core.receivable_event import NettingUndone, PaymentReleased, WriteOffReversed
from faktura.rules.posting.books import Books, DocumentHistory, Movement, in_step
from faktura.rules.posting.item import Item
from faktura.rules.posting.rates import Around
from faktura.rules.posting.receivables import Postings


def document_items(history: DocumentHistory, books: Books, around: Around | None = None) -> Iterator[Item]:
    """Yield what the issue of a document, each movement of its debts and each year-end are booked as.

    Raises:
        RuleRefused: No exchange rate for another currency than that of the books, or a VAT rate without an account.
    """
    yield from _walked(Postings(history, books, around or Around()), history, books)


def unbooked(history: DocumentHistory, books: Books, around: Around | None = None) -> int:
    """Return what is owed on a document after its *history* and stands as no claim, in its own currency."""
    postings = Postings(history, books, around or Around())
    deque(_walked(postings, history, books), maxlen=0)
    return postings.unbooked()


def _walked(postings: Postings, history: DocumentHistory, books: Books) -> Iterator[Item]:
    yield postings.issue()
    closings = _closings(history, books)
    for movement in _by_closing(in_step(history), [day for day, _ in closings]):
        while closings and movement.on > closings[0][0]:
            yield from _closed(postings, *closings.pop(0))
        yield from postings.items(movement)
    for day, what in closings:
        yield from _closed(postings, day, what)


def _closings(history: DocumentHistory, books: Books) -> list[tuple[date, tuple[bool, bool]]]:
    """The days at whose end something is booked of what stands then: a year's end (cash method), a revaluation."""
    ends = {day for day in books.year_ends if not books.accrual}
    valued = set(books.revaluations) if history.document.currency != books.currency else set[date]()
    return [(day, (day in ends, day in valued)) for day in sorted(ends | valued) if day >= history.on]


def _closed(postings: Postings, day: date, what: tuple[bool, bool]) -> Iterator[Item]:
    year_end, revaluation = what
    if year_end:
        yield from postings.year_end(day)
    if revaluation:
        yield from postings.revaluation(day)


def _by_closing(movements: Iterator[Movement], days: list[date]) -> list[Movement]:
    """Return the movements between closings, within each span in the order they happened: what is closed is done with.

    What is recorded after an undoing may take what that gave back, so it never comes before it: money of December
    that is linked in January, when another link was undone, finds the debt that the other left. It keeps its own day.
    """
    spans: list[tuple[int, Movement]] = []
    undone = 0
    for one in movements:
        span = max(sum(one.on > day for day in days), undone)
        spans.append((span, one))
        if isinstance(one.event, _UNDOING):
            undone = span
    return [one for _, one in sorted(spans, key=lambda pair: pair[0])]


_UNDOING: Final = (PaymentReleased, NettingUndone, WriteOffReversed)
"""What gives a part of the document back."""

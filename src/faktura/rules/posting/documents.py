"""A document through the books, from its issue on, with the year-ends of the cash method in their places."""

from collections import deque
from collections.abc import Iterator
from datetime import date

from faktura.rules.posting.books import Books, DocumentHistory, Movement, in_step
from faktura.rules.posting.item import Item
from faktura.rules.posting.receivables import Around, Postings


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
    ends = sorted(day for day in books.year_ends if not books.accrual and day >= history.on)
    for movement in _by_year(in_step(history), ends):
        while ends and movement.on > ends[0]:
            yield from postings.year_end(ends.pop(0))
        yield from postings.items(movement)
    for day in ends:
        yield from postings.year_end(day)


def _by_year(movements: Iterator[Movement], ends: list[date]) -> list[Movement]:
    """Return the movements year by year, within each in the order they happened: a closed year is done with."""
    held = tuple(ends)
    if not held:
        return list(movements)
    return sorted(movements, key=lambda one: sum(one.on > end for end in held))

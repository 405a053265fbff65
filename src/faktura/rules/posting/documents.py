"""A document through the books, from its issue on, with the year-ends of the cash method in their places.

Two orders meet here. Which öre of the document a movement concerns is decided by the order of recording, so that
nothing recorded later changes it. What is booked at a closing (a year's end, a revaluation) is what stands then by the
days of the movements: what is closed is done with, and money of December that is linked in January was there before.
"""

from collections import deque
from collections.abc import Iterator
from datetime import date

from faktura.rules.posting.books import Books, DocumentHistory, Movement, in_step
from faktura.rules.posting.item import Item
from faktura.rules.posting.portion import Act
from faktura.rules.posting.rates import Around
from faktura.rules.posting.receivables import Postings


def document_items(history: DocumentHistory, books: Books, around: Around | None = None) -> Iterator[Item]:
    """Yield what the issue of a document, each movement of its debts and each year-end are booked as.

    Raises:
        RuleRefused: No exchange rate for another currency than that of the books, or a VAT rate without an account.
    """
    yield from _walked(history, books, around or Around(), [])


def unbooked(history: DocumentHistory, books: Books, around: Around | None = None) -> int:
    """Return what is owed on a document after its *history* and stands as no claim, in its own currency."""
    walked: list[Postings] = []
    deque(_walked(history, books, around or Around(), walked), maxlen=0)
    return walked[0].account.unbooked()


def _walked(history: DocumentHistory, books: Books, around: Around, walked: list[Postings]) -> Iterator[Item]:
    """Yield the items of *history* by its closings; the account it ends with is left in *walked*."""
    postings = Postings(history, books, around)
    walked.append(postings)
    movements, closings = list(in_step(history)), _closings(history, books)
    spans = [sum(movement.on > day for day, _ in closings) for movement in movements]
    order = sorted(range(len(movements)), key=spans.__getitem__)
    decided = _decided(Postings(history, books, around), movements) if order != list(range(len(order))) else None
    yield postings.issue()
    for at in order:
        while closings and movements[at].on > closings[0][0]:
            yield from _closed(postings, *closings.pop(0))
        if decided is not None:
            for line, acts in zip(postings.account.all_lines, decided[at], strict=True):
                line.follow = deque(acts)
        yield from postings.items(movements[at])
    for day, what in closings:
        yield from _closed(postings, day, what)


def _decided(postings: Postings, movements: list[Movement]) -> list[list[list[Act]]]:
    """What each movement takes and gives back of each line of the document, by the order of recording."""
    postings.issue()
    decided = []
    for movement in movements:
        for line in postings.account.all_lines:
            line.acts = []
        deque(postings.items(movement), maxlen=0)
        decided.append([line.acts or [] for line in postings.account.all_lines])
    return decided


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

"""Per payment: reading bank files, matching, and taking a whole file into the store."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import copies, plain
from benchmarks.material import bgmax_file, camt_file, open_items
from benchmarks.measure import Row, Scale, in_turns, row, timed
from faktura.core.candidates import InMemoryCandidates
from faktura.desk.desk import SenderDesk
from faktura.formats.bank import read_payments
from faktura.rules.matching.match import match
from faktura.testing.senders import SENDER

_FILES: Final = 3


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """Yield the lines of the table; databases are made in *folder*."""
    yield from _reading(scale)
    yield _matching(scale, odd=False)
    yield _matching(scale, odd=True)
    yield _taking(scale, folder)


def _reading(scale: Scale) -> Iterator[Row]:
    items = open_items(scale.items)
    giro, camt = bgmax_file(items, scale.payments), camt_file(items, scale.payments)
    rounds = scale.slow_rounds
    times = in_turns(
        lambda: read_payments(giro), lambda: list(plain.slices(BytesIO(giro))), rounds=rounds, units=scale.payments
    )
    yield row("read BgMax", "payment", times, "a bare loop slicing the same fields")
    times = in_turns(
        lambda: read_payments(camt), lambda: list(plain.entries(BytesIO(camt))), rounds=rounds, units=scale.payments
    )
    yield row("read camt.054", "payment", times, "bare lxml iterparse, the same texts")


def _matching(scale: Scale, *, odd: bool) -> Row:
    items = open_items(scale.items)
    payments = read_payments(bgmax_file(items, scale.payments, odd=odd))
    candidates, policy = InMemoryCandidates(items), SENDER.matching
    known, asked = plain.references(items), plain.paid(payments)
    times = in_turns(
        lambda: match(payments, candidates, policy, creditor=SENDER.id),
        lambda: plain.look_up(known, asked),
        rounds=scale.slow_rounds,
        units=scale.payments,
    )
    work = "match, one in ten odd" if odd else "match, all exact"
    return row(f"{work}, {scale.items:,} open", "payment", times, "plain dictionary by OCR number")


def _taking(scale: Scale, folder: Path) -> Row:
    made = copies.Copies(folder, scale.invoices, issued=True)
    file = bgmax_file(made.open_items(), scale.invoices)

    def take(desk: SenderDesk) -> Iterator[object]:
        yield desk.payments.receive(file)

    batches = copies.recorded(made.path(), take)
    rounds = min(scale.slow_rounds, _FILES)
    first, second = ([made.path() for _ in range(rounds)] for _ in range(2))
    ours = median(_taken(path, take) for path in first)
    bare = median(timed(partial(next, copies.bare(path, batches))) for path in second)
    times = (ours / scale.invoices / 1000, bare / scale.invoices / 1000)
    return row("take: read, match, settle, store a file", "payment", times, "bare sqlite3, the same rows")


def _taken(path: Path, take: Callable[[SenderDesk], Iterator[object]]) -> int:
    store, desk = copies.desk_over(path)
    with store:
        return timed(partial(next, take(desk)))

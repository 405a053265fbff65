"""What the processes of the campaigns do; they are forked from a server that has imported all this once."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from time import sleep
from typing import TypeVar

from faktura.core.delivery import Delivery, Receipt
from faktura.core.document import line
from faktura.core.errors import Unavailable
from faktura.core.mandate import MandateNotice, NoticeKind
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, SENDER

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)

T = TypeVar("T")
Ack = tuple[str, str, str, str]
"""A commit that was acknowledged: what, draft id, key, number."""


def context() -> ForkServerContext:
    """Return the context whose processes start with everything imported."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["pytest", "tests.campaigns.warm"])
    return found


def opened(place: str) -> SqliteStore | PostgresStore:
    """Return a store over a file, or over a database when *place* is a URI."""
    return PostgresStore(place, wait=60) if place.startswith("postgresql:") else SqliteStore(place, wait=60)


def desk_over(store: SqliteStore | PostgresStore, prefix: str = "") -> SenderDesk:
    """Return a desk at a fixed hour; its ids begin with *prefix*, so that processes do not meet."""
    ids = count(1)
    if prefix:
        return Desk(store, clock=FixedClock(NOW), new_id=lambda: f"{prefix}{next(ids)}").at(SENDER, actor=prefix)
    return Desk(store, clock=FixedClock(NOW)).at(SENDER, actor="anna")


def issue_until_killed(place: str, name: str, acks: Connection) -> None:
    """Draft and issue for ever, telling each commit once it is acknowledged; wait while the database is away."""
    desk = desk_over(patient(lambda: opened(place)), f"{name}-")
    for number in count(1):
        draft = patient(lambda: desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)]))
        acks.send(("drafted", draft.id, "", ""))
        key = f"{name} {number}"
        document = patient(partial(desk.invoices.issue, draft.id, key=key))
        acks.send(("issued", draft.id, key, document.number))


def patient(call: Callable[[], T]) -> T:
    """Return what *call* returns, asking again while the database is away."""
    while True:
        try:
            return call()
        except Unavailable:
            sleep(0.02)


def take_numbers(place: str, turns: int, told: Connection) -> None:
    """Take so many numbers, roll one in ten back, and tell which were stored."""
    taken = []
    with opened(place) as store:
        for turn in range(turns):
            try:
                with store.unit("A") as unit:
                    number = unit.take("invoice")
                    unit.put(str(number).encode())
                    if turn % 10 == 9:
                        raise InterruptedError
                taken.append(number)
            except InterruptedError:
                pass
    told.send(taken)


class ListedDelivery:
    """A delivery port that writes one line for each call into a file that all processes share."""

    def __init__(self, path: Path) -> None:
        """Write to the end of the file at *path*."""
        self._path = path

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Take the delivery."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{delivery.id}\n")
        return Receipt(delivery_id=delivery.id)


def run_schedule(place: str, moment: datetime, listed: Path, told: Connection) -> None:
    """Do what is due at *moment*, twice over, and tell how much was done."""
    with opened(place) as store:
        desk = Desk(store, ListedDelivery(listed), clock=FixedClock(moment)).at(SENDER, actor="scheduler")
        reports = [desk.run(), desk.run()]
    told.send((sum(len(one.handed_over) for one in reports), sum(len(one.reminders) for one in reports)))


def tell_mandates(place: str, name: str, payers: Sequence[str], told: Connection) -> None:
    """Record, payer by payer, a notice that all processes have and one of one's own, and tell how many were new."""
    new = 0
    with opened(place) as store:
        desk = desk_over(store, f"{name}-")
        for payer in payers:
            for id in (f"all {payer}", f"{name} {payer}"):
                new += desk.mandates.record(
                    MandateNotice(
                        id=id,
                        payee="bankgiro:9912346",
                        payer_number=payer,
                        kind=NoticeKind.ACTIVATED,
                        on=NOW.date(),
                    )
                )
    told.send(new)


@contextmanager
def running(target: Callable[..., None], *arguments: object) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Start a process that does *target*, and give it with the end of the pipe on which it tells; kill it afterwards."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = context().Process(target=target, args=(*arguments, there), daemon=True)
    process.start()
    there.close()
    with closing(here):
        try:
            yield process, here
        finally:
            process.kill()
            process.join()


def rest_of(pipe: Connection) -> list[Ack]:
    """Return everything that was told and not yet received, to the end of a process that is no more."""
    told = []
    try:
        while True:
            told.append(pipe.recv())
    except (EOFError, OSError):
        return told

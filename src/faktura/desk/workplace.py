"""The workplace of a desk: whose invoices, who acts, by which clock and law, in which store.

Every service is made from a workplace, and does its work in a `Work`: one unit of the store in which
streams are loaded, decided on, changed and indexed together.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from attrs import field, frozen

from faktura.core.sender import Sender
from faktura.desk.work import View, Work
from faktura.ports.clock import Clock
from faktura.ports.store import Store
from faktura.rules.law.book import LawBook


@frozen(kw_only=True)
class Workplace:
    """What every service of a desk shares, bound to one sender and one actor.

    Attributes:
        actor: Who does it, by the host's id; stands in every event.
        new_id: Makes ids of drafts, documents and deliveries; a host may give its own.
        new_secret: Makes what nobody can guess: the salts of stored contents, the secret of the look-ups.
    """

    store: Store
    sender: Sender
    actor: str
    clock: Clock
    law: LawBook
    new_id: Callable[[], str] = field(repr=False)
    new_secret: Callable[[], str] = field(repr=False)

    @property
    def moment(self) -> datetime:
        """The time by the clock, aware."""
        return self.clock.now()

    @property
    def day(self) -> date:
        """The Swedish date by the clock."""
        return self.clock.today()

    @contextmanager
    def work(self, cause: str = "") -> Iterator[Work]:
        """Open a unit of work; everything done in it is stored together, or nothing is."""
        with self.store.unit(self.sender.id) as unit:
            work = Work(
                unit,
                sender=self.sender,
                actor=self.actor,
                moment=self.moment,
                cause=cause or self.new_id(),
                new_secret=self.new_secret,
            )
            yield work
            work.flush()

    @contextmanager
    def view(self) -> Iterator[View]:
        """Open a reading of what is stored now."""
        with self.store.read(self.sender.id) as reading:
            yield View(reading)

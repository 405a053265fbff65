"""What the stores with connections of their own have in common: SQLite and PostgreSQL differ in their sessions only."""

import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Self, TypeVar

from faktura.ports import guarantees
from faktura.ports.adapters import sql_schema
from faktura.ports.adapters.sql_pool import OwnSession, Pool
from faktura.ports.adapters.sql_reading import SqlReading
from faktura.ports.adapters.sql_unit import SqlUnit
from faktura.ports.store import Reading, Unit

S = TypeVar("S", bound=OwnSession)


class OwnStore(Generic[S]):
    """A `Store` over connections of its own.

    Each unit and each reading has a connection while it lasts; connections are kept for the next, and
    never carried into a forked process. Leave the store's block, or close it, when it is no longer needed.
    """

    _begin_unit = "BEGIN"
    _begin_reading = "BEGIN"

    def __init__(self, open_session: Callable[[], S]) -> None:
        """Open connections with *open_session*, and bring the tables up to this version."""
        self._pool = Pool(open_session)
        self._mine = threading.local()
        weakref.finalize(self, self._pool.close)
        with self._pool.session(self._begin_reading) as session:
            if session.version() == sql_schema.KNOWN:
                return
        with self._pool.session(self._begin_unit) as session:
            session.migrate()
            session.say("COMMIT")

    @contextmanager
    def unit(self, sender_id: str) -> Iterator[Unit]:
        """Open a unit of work; see `Store.unit`."""
        if getattr(self._mine, "unit", None) is not None:
            raise guarantees.second_unit()
        guarantees.named(sender_id)
        with self._pool.session(self._begin_unit) as session:
            session.take_turn(sender_id)
            unit = SqlUnit(session, sender_id)
            self._mine.unit = unit
            try:
                yield unit
                unit.write()
                session.say("COMMIT")
                self._committed(unit)
            finally:
                unit.finish()
                self._mine.unit = None

    def _committed(self, unit: SqlUnit) -> None:
        """Do what is to be done after *unit*: by default nothing. It is stored, so nothing may be raised."""

    @contextmanager
    def read(self, sender_id: str) -> Iterator[Reading]:
        """Open a reading of what is stored now; see `Store.read`."""
        with self._pool.session(self._begin_reading) as session:
            reading = SqlReading(session, sender_id)  # its first query fixes the moment that is read
            try:
                yield reading
            finally:
                reading.finish()

    def senders(self) -> tuple[str, ...]:
        """Return the ids of the senders that have anything stored, in alphabetical order."""
        with self._pool.session(self._begin_reading) as session:
            return tuple(str(id) for (id,) in session.run("senders"))

    def close(self) -> None:
        """Close the connections that are not in use; the store opens new ones when it is used again."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

"""Connections of a store's own: one for each block that is open at the same time, kept for the next, safe across forks."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Generic, Protocol, TypeVar

from faktura.core.errors import FakturaError
from faktura.ports.adapters.sql_session import Session


class OwnSession(Session, Protocol):
    """A session over a connection that belongs to the store."""

    def close(self) -> None:
        """Close the connection."""
        ...

    def is_usable(self) -> bool:
        """Return whether the connection can be kept for the next block."""
        ...


S = TypeVar("S", bound=OwnSession)


class Pool(Generic[S]):
    """The idle sessions of one store."""

    def __init__(self, open_session: Callable[[], S]) -> None:
        """Open sessions with *open_session* when none is idle."""
        self._open = open_session
        self._changing = threading.Lock()
        self.idle: list[S] = []
        self._inherited: list[S] = []
        self.process = os.getpid()

    @contextmanager
    def session(self, begin: str) -> Iterator[S]:
        """Lend a session in a transaction begun with the statement *begin*; what is not committed is undone."""
        session = self._begun(begin)
        try:
            yield session
        finally:
            self._put_back(session)

    def _begun(self, begin: str) -> S:
        """Return a session with its transaction begun.

        An idle connection may have been cut off since it was used: then a new one is opened, once. So
        nothing is done twice, for beginning does nothing.
        """
        session = self._taken()
        if session is not None:
            try:
                session.say(begin)
            except FakturaError:
                if session.is_usable():
                    self._put_back(session)
                    raise
                session.close()
            else:
                return session
        session = self._open()
        try:
            session.say(begin)
        except BaseException:
            self._put_back(session)
            raise
        return session

    def _put_back(self, session: S) -> None:
        if session.is_usable() and session.is_open():  # an idle connection must hold no lock
            with suppress(FakturaError):  # whatever broke the unit is told; this one only cleans up after it
                session.say("ROLLBACK")
        if not session.is_usable():
            session.close()
            return
        with self._changing:
            self.idle.append(session)

    def _taken(self) -> S | None:
        """Return an idle session, if there is one of this very process."""
        with self._changing:
            if self.process != os.getpid():  # a forked process must neither use nor close its parent's
                self.process = os.getpid()
                self._inherited.extend(self.idle)
                self.idle.clear()
            return self.idle.pop() if self.idle else None

    def close(self) -> None:
        """Close the idle sessions, unless they are another process's."""
        with self._changing:
            if self.process == os.getpid():
                while self.idle:
                    self.idle.pop().close()

"""All store adapters in lock step: whatever is written, read, refused or rolled back, they give the same answers."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from faktura.core.errors import FakturaError
from faktura.ports.adapters import sql
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.sql import SqlStore
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.contents import Answer, Counter, Head, Seal, StoredDocument
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus, Reading, Store, Unit
from faktura.ports.verification import damage
from faktura.testing.contracts.store_samples import NOON, SWEDISH_NOON, record
from tests.postgres import emptied, kept_schema, server

NAMES = st.sampled_from(["", "a", "A", "å", "b/1", "b/10", "𝄞", "～", "x" * 40, "\0", "\ud800", "y" * 2_001])
"""Ids, keys and orders: few, so that they meet again; some that sort oddly, and some that no store may take."""

TIMES = st.sampled_from([NOON, SWEDISH_NOON, NOON - timedelta(hours=1), NOON.astimezone(SWEDISH_NOON.tzinfo)])
ENTRIES = st.lists(
    st.builds(
        lambda id, at, status, attempts: OutboxEntry(
            id=id, not_before=at, content="0" * 64, status=status, attempts=attempts
        ),
        NAMES, TIMES, st.sampled_from(OutboxStatus), st.integers(0, 2),
    ),
    max_size=3,
)  # fmt: skip
KINDS = (StoredDocument, IndexRow, OutboxEntry, Counter, Answer, Head, Seal)


def answer(call: Callable[[], object]) -> object:
    """What *call* returns, or as what it refuses."""
    try:
        return call()
    except FakturaError as error:
        return type(error).__name__, error.code, str(error)


class StoreMachine(RuleBasedStateMachine):
    """Memory, SQLite and PostgreSQL, each of the latter two over its own connections and inside a host's transaction."""

    @initialize()
    def start(self) -> None:
        """Open them all, empty."""
        self.closing: list[Any] = []
        hosts: list[Any] = [sqlite3.connect(":memory:", isolation_level=None)]
        own: list[SqliteStore | PostgresStore] = [SqliteStore(":memory:")]
        if not isinstance(server(), str):
            hosts.append(psycopg.connect(emptied(kept_schema("host"))))
            own.append(PostgresStore(emptied(kept_schema("store"))))
        for connection in hosts:
            sql.migrate(connection)
        self.hosts = hosts
        self.stores: list[Store] = [MemoryStore(), *own, *map(SqlStore, hosts)]
        self.closing = [*own, *hosts]
        self.sender = "A"
        self.open: list[tuple[Any, Unit]] = []

    def teardown(self) -> None:
        """Close them."""
        self.end(stored=False)
        for one in self.closing:
            one.close()

    # -- units ------------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.open)
    @rule(sender=st.sampled_from(["A", "B", "å"]))
    def begin(self, sender: str) -> None:
        """A unit of each store, of the same sender."""
        self.sender = sender
        blocks = [store.unit(sender) for store in self.stores]
        self.open = [(block, block.__enter__()) for block in blocks]

    @precondition(lambda self: self.open)
    @rule(stored=st.booleans())
    def end(self, stored: bool) -> None:
        """All are stored, or all raise."""
        for block, _ in self.open:
            if stored:
                block.__exit__(None, None, None)
            else:
                error = InterruptedError()
                assert not block.__exit__(InterruptedError, error, None)
        for host in self.hosts:
            host.commit()
        self.open = []

    def alike(self, call: Callable[[Any], object]) -> object:
        """The same call of every unit, or of a reading of every store where no unit is open: one answer."""
        if self.open:
            answers = [answer(lambda unit=unit: call(unit)) for _, unit in self.open]  # type: ignore[misc]
        else:
            answers = []
            for store in self.stores:
                with store.read(self.sender) as reading:
                    answers.append(answer(lambda reading=reading: call(reading)))  # type: ignore[misc]
        assert all(one == answers[0] for one in answers), answers
        return answers[0]

    # -- what is written --------------------------------------------------------------------------------------

    @precondition(lambda self: self.open)
    @rule(stream=NAMES, version=st.integers(-1, 1), count=st.integers(0, 3), at=TIMES, aware=st.booleans(), body=NAMES)
    def append(self, stream: str, version: int, count: int, at: datetime, aware: bool, body: str) -> None:
        """Right behind the stream's end, before it or beyond; with and without a zone."""
        end = self.alike(lambda unit: len(unit.events(stream)))
        assert isinstance(end, int)
        moment = at if aware else at.replace(tzinfo=None)
        new = [record(stream, end + version + step, body, at=moment) for step in range(1, count + 1)]
        self.alike(lambda unit: unit.append(stream, end + version, new))

    @precondition(lambda self: self.open)
    @rule(series=NAMES, first=st.integers(0, 3))
    def take(self, series: str, first: int) -> None:
        """The next number."""
        self.alike(lambda unit: unit.take(series, first=first))

    @precondition(lambda self: self.open)
    @rule(content=st.binary(max_size=3))
    def put(self, content: bytes) -> None:
        """Some bytes, which may be there already."""
        self.alike(lambda unit: unit.put(content))

    @precondition(lambda self: self.open)
    @rule(content=st.binary(max_size=3))
    def put_and_erase(self, content: bytes) -> None:
        """Some bytes, which are erased."""
        digest = self.alike(lambda unit: unit.put(content))
        self.alike(lambda unit: unit.erase(digest))
        self.alike(lambda unit: unit.document(digest))

    @precondition(lambda self: self.open)
    @rule(
        subject=NAMES,
        places=st.lists(st.tuples(st.sampled_from("kl"), NAMES, NAMES), max_size=4),
        body=st.sampled_from(["", "1", "\0"]),
    )
    def index(self, subject: str, places: list[tuple[str, str, str]], body: str) -> None:
        """All rows of a subject, or rows that cannot be."""
        rows = [IndexRow(kind=kind, key=key, order=order, subject=subject, body=body) for kind, key, order in places]
        self.alike(lambda unit: unit.index(subject, rows))

    @precondition(lambda self: self.open)
    @rule(entries=ENTRIES)
    def outbox(self, entries: list[OutboxEntry]) -> None:
        """Entries that may follow on what is there, or not."""
        self.alike(lambda unit: unit.outbox(entries))

    @precondition(lambda self: self.open)
    @rule(key=NAMES, call=st.sampled_from("cd"), said=st.sampled_from(["", "x", "\0"]))
    def remember(self, key: str, call: str, said: str) -> None:
        """An answer under a key, which may be used."""
        self.alike(lambda unit: unit.remember(key, call, said))

    # -- what is read -----------------------------------------------------------------------------------------

    @rule(stream=NAMES, after=st.integers(0, 3), key=NAMES, call=st.sampled_from("cd"))
    def read(self, stream: str, after: int, key: str, call: str) -> None:
        """A stream, the history, an answer: in a unit or out of it."""
        self.alike(lambda one: one.events(stream, after=after))
        self.alike(lambda one: list(one.history(after=after)))
        self.alike(lambda one: one.recall(key, call))
        self.alike(lambda one: one.document("0" * 64))

    @rule(
        kind=st.sampled_from("kl"),
        keys=st.none() | st.lists(NAMES, max_size=3),
        since=NAMES,
        until=st.none() | NAMES,
        most=st.none() | st.integers(0, 3),
    )
    def rows(self, kind: str, keys: list[str] | None, since: str, until: str | None, most: int | None) -> None:
        """Rows by key and order, and the page behind the first of them."""
        found = self.alike(lambda one: list(one.rows(kind, keys, since=since, until=until, most=most)))
        if isinstance(found, list) and found and (keys is None or len(keys) == 1):
            self.alike(lambda one: list(one.rows(kind, keys, since=since, until=until, after=found[0], most=most)))

    @rule(ids=st.none() | st.lists(NAMES, max_size=3), until=st.none() | TIMES, most=st.none() | st.integers(0, 2))
    def deliveries(self, ids: list[str] | None, until: datetime | None, most: int | None) -> None:
        """The outbox by id, or by time."""
        self.alike(lambda one: one.deliveries(ids, until=until, most=most))

    @precondition(lambda self: self.open)
    @rule()
    def list_all(self) -> None:
        """Each list of everything, the unit's own writes included."""
        self.alike(self._everything)

    @precondition(lambda self: not self.open)
    @invariant()
    def stored_alike(self) -> None:
        """Everything that is stored, and the senders; and no damage anywhere."""
        self.alike(lambda reading: (self._everything(reading), list(damage(reading))))
        assert len({store.senders() for store in self.stores}) == 1

    @staticmethod
    def _everything(reading: Reading) -> object:
        return [list(reading.every(kind)) for kind in KINDS], list(reading.history())  # type: ignore[type-var]


# `ci` has 60 examples of a property, `soak` 5,000; one of these takes as long as eight of those.
StoreMachine.TestCase.settings = settings(
    max_examples=settings().max_examples // 8, stateful_step_count=30, deadline=None
)
TestStores = StoreMachine.TestCase

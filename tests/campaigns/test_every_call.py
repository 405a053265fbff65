"""An exception at every call that any command makes to a port: the state is the one before or after, and a retry completes it."""

import inspect
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

from faktura.core.errors import FakturaError, Unavailable
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.contents import Answer, Head, Seal, StoredDocument
from faktura.ports.contents import Counter as StoredCounter
from faktura.ports.store import IndexRow, OutboxEntry
from faktura.testing import broken
from faktura.testing.senders import SENDER
from tests.campaigns.commands import COMMANDS, PARTS, QUESTIONS, Command

KINDS: Final = (StoredDocument, IndexRow, OutboxEntry, StoredCounter, Answer, Head, Seal)


def methods() -> Iterator[str]:
    """Every public method of the desk and its services, as `service.method`."""
    desk = Desk(MemoryStore()).at(SENDER, actor="anna")
    lazy = [name for name, of in vars(SenderDesk).items() if isinstance(of, cached_property)]
    services = {name: getattr(desk, name) for name in [*vars(desk), *lazy] if not name.startswith("_")}
    for prefix, service in {"": desk, **services}.items():
        if not type(service).__module__.startswith("faktura.desk"):
            continue
        for name, _ in inspect.getmembers(type(service), inspect.isfunction):
            if not name.startswith("_"):
                yield f"{prefix}.{name}".removeprefix(".")


def test_no_command_is_forgotten() -> None:
    """Each public method of each service of the desk is a command of the table, or only reads."""
    assert set(methods()) == {*COMMANDS, *QUESTIONS, *PARTS}


AnyStore = MemoryStore | SqliteStore


class Trial:
    """A store with what a command needs, of which each trial gets a copy that does not know of the others."""

    stride = 1

    def __init__(self, command: Command, folder: Path | None) -> None:
        """Make what is needed, once: in memory, or in SQLite files below *folder*."""
        self.command = command
        self._folder, self._copies = folder, count(1)
        self._store: AnyStore = MemoryStore() if folder is None else SqliteStore(folder / "needed.db")
        self._copy: AnyStore = self._store
        self._clock, self._ids, self._secrets = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC)), count(1), count(1)
        desk = Desk(self._store, MemoryDelivery(), clock=self._clock, new_id=self._id, new_secret=self._secret).at(
            SENDER, actor="anna"
        )
        self.needed = command.prepare(desk, self._clock)
        self._next = next(self._ids)

    def _id(self) -> str:
        return f"id{next(self._ids):04}"

    def _secret(self) -> str:
        return f"{next(self._secrets):032x}"

    def restart(self) -> tuple[AnyStore, MemoryDelivery, SenderDesk, Any]:
        """Return a fresh copy, a desk over it, and what the command is given."""
        post = MemoryDelivery()
        if isinstance(self._store, MemoryStore):
            copy = MemoryStore()
            copy._ledgers = {sender: ledger.copy() for sender, ledger in self._store._ledgers.items()}
            self._copy = copy
        else:
            self.close()
            assert self._folder is not None
            path = self._folder / f"{next(self._copies)}.db"
            self._store.backup(path)
            self._copy = SqliteStore(path)
        return self._copy, post, self.desk(self._copy, post), deepcopy(self.needed)

    def close(self) -> None:
        """Close the last copy."""
        if isinstance(self._copy, SqliteStore):
            self._copy.close()

    def desk(self, store: AnyStore, post: MemoryDelivery) -> SenderDesk:
        """Return a desk over *store* that gives the ids which the first desk would have given."""
        ids, secrets, clock = count(self._next), count(1_000_000), FixedClock(self._clock.now())
        return Desk(
            store, post, clock=clock, new_id=lambda: f"id{next(ids):04}", new_secret=lambda: f"{next(secrets):032x}"
        ).at(SENDER, actor="anna")

    def later(self, store: AnyStore, post: MemoryDelivery) -> SenderDesk:
        """Return a desk over *store* a little later, with ids of its own."""
        clock = FixedClock(self._clock.now() + timedelta(minutes=20))
        return Desk(store, post, clock=clock).at(SENDER, actor="anna")


def contents(store: AnyStore) -> list[object]:
    """Everything that is stored."""
    with store.read(SENDER.id) as reading:
        return [list(reading.history()), *(list(reading.every(kind)) for kind in KINDS)]  # type: ignore[type-var]


def standing(store: AnyStore) -> tuple[object, object]:
    """What the sender's books and documents say, whatever it took to get there."""
    desk = Desk(store).at(SENDER, actor="looks")
    with store.read(SENDER.id) as reading:
        letters = Counter(entry.status for entry in reading.every(OutboxEntry))
        names = Counter(record.name for _, record in reading.history())
    numbers = sorted(hit.number for hit in desk.search.documents())
    balances = sorted(str(state.left) for state in desk.overview.receivables())
    payments = [evolve(state, explanation="") for state in desk.overview.payments()]  # a digest of salted content
    return (desk.summary(), numbers, balances, payments), (letters, names)


@pytest.fixture(
    params=[
        pytest.param(("memory", 4), id="some calls"),
        pytest.param(("memory", 1), id="every call", marks=pytest.mark.soak),
        pytest.param(("sqlite", 1), id="every call, SQLite", marks=pytest.mark.soak),
    ]
)
def trial(request: pytest.FixtureRequest, name: str, tmp_path: Path) -> Iterator[Trial]:
    """The command *name* over a store, and at which of its calls it shall fail."""
    kind, stride = request.param
    made = Trial(COMMANDS[name], None if kind == "memory" else tmp_path)
    made.stride = stride
    yield made
    made.close()


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if not command.units])
def test_a_command_happens_or_not(name: str, trial: Trial) -> None:
    """Failing at its k-th call of the store it leaves the state before; asked again it does what it would have done.

    When only the answer to its commit is lost, the state is the one after, and asking again changes nothing.
    """
    call = trial.command.call
    store, _, desk, needed = trial.restart()
    before = contents(store)
    call(desk, needed)
    after = contents(store)
    for at in count(1, trial.stride):
        store, post, desk, needed = trial.restart()
        with broken(store, call=at) as fault, suppress(Unavailable):
            call(desk, needed)
        if not fault.struck:
            break
        assert contents(store) == before, fault.calls
        call(trial.desk(store, post), needed)
        assert contents(store) == after, fault.calls
    store, post, desk, needed = trial.restart()
    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        call(desk, needed)
    assert contents(store) == after
    once = standing(store)
    with suppress(FakturaError):  # refused: it is done already
        call(trial.later(store, post), needed)
    assert standing(store)[0] == once[0]
    assert (contents(store) == after) is not trial.command.repeats
    assert Desk(store).at(SENDER, actor="looks").verify() == ()


@pytest.mark.parametrize("after", [False, True], ids=["fails", "answer lost"])
@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.units])
def test_a_command_of_several_units_is_completed(name: str, trial: Trial, after: bool) -> None:
    """Whichever call of the store, the channel or the bank feed fails: asked again a little later, all is done, and once."""
    call = trial.command.call
    store, post, desk, needed = trial.restart()
    call(desk, needed)
    done, letters = standing(store), len(post.handed_over)
    struck = 0
    for port in ("store", "post", "feed"):
        for at in count(1, trial.stride):
            store, post, desk, needed = trial.restart()
            target = {"store": store, "post": post, "feed": needed}[port]
            if target is None or isinstance(target, list | str):
                break
            with broken(target, call=at, after=after) as fault, suppress(Unavailable):
                call(desk, needed)
            if not fault.struck:
                break
            struck += 1
            call(trial.later(store, post), needed)
            assert standing(store) == done, (port, fault.calls)
            assert len(post.handed_over) == letters
            assert Desk(store).at(SENDER, actor="looks").verify() == ()
    assert struck * trial.stride > 3

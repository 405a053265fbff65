"""Faults strike where they were ordered, and nowhere else."""

from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from faktura.core.errors import Unavailable
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.store import Store
from faktura.testing import broken, slow
from faktura.testing.contracts.delivery import email
from faktura.testing.contracts.store_samples import record, row


@pytest.fixture(params=[MemoryStore, SqliteStore])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each kind."""
    made: Store = MemoryStore() if request.param is MemoryStore else SqliteStore(tmp_path / "f.db")
    return made


def issue(store: Store) -> int:
    """A small command: some calls, one unit."""
    with store.read("A") as reading:
        version = len(reading.events("s"))
    with store.unit("A") as unit:
        number = unit.take("invoice")
        unit.append("s", version, [record("s", version + 1)])
        unit.index("s", [row("s", order=str(number))])
    return number


def stored(store: Store) -> int:
    """How many events the command has stored."""
    with store.read("A") as reading:
        return len(reading.events("s"))


def test_a_broken_port_fails_at_every_call() -> None:
    """Nothing gets through; afterwards it works, and holds no trace of the fault."""
    port = MemoryDelivery()
    with broken(port) as fault:
        for _ in range(2):
            with pytest.raises(Unavailable):
                port.hand_over(email())
    assert fault.calls == ["hand_over", "hand_over"]
    assert port.handed_over == ()
    port.hand_over(email())
    assert len(port.handed_over) == 1
    assert "hand_over" not in vars(port)


def test_a_lost_answer_did_its_work() -> None:
    """The delivery has left, and nobody knows; asked again, it does not leave again."""
    port = MemoryDelivery()
    with broken(port, call=1, after=True):
        with pytest.raises(Unavailable):
            port.hand_over(email())
        port.hand_over(email())
    assert port.handed_over == (email(),)


def test_a_fault_at_every_call_leaves_the_state_before(store: Store) -> None:
    """One after the other, until the command gets through; each retry completes it."""
    places = []
    for call in count(1):
        before = stored(store)
        with broken(store, call=call) as fault:
            try:
                issue(store)
            except Unavailable:
                assert fault.struck
        if not fault.struck:
            break
        places.append(fault.calls[-1])
        assert stored(store) == before
        assert issue(store) == before + 1
    expected = ["read", "read.events", "unit", "unit.take", "unit.append", "unit.index", "unit.commit"]
    assert places == expected


def test_a_lost_acknowledgement_leaves_the_state_after(store: Store) -> None:
    """The commit is made and its answer lost."""
    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        issue(store)
    assert stored(store) == 1
    assert issue(store) == 2


def test_only_the_named_calls_count(store: Store) -> None:
    """The second unit that takes a number, whatever else is called before."""
    with broken(store, call=2, only=["unit.take"]) as fault:
        issue(store)
        with pytest.raises(Unavailable):
            issue(store)
        issue(store)
    assert fault.struck
    assert stored(store) == 2


def test_the_error_can_be_chosen() -> None:
    """Whatever the host's own adapter would raise."""
    with broken(MemoryDelivery()) as outer:
        assert not outer.struck
    port = MemoryDelivery()
    with broken(port, error=TimeoutError()), pytest.raises(TimeoutError):
        port.hand_over(email())


def test_faults_can_be_nested() -> None:
    """The inner one goes, the outer one stays."""
    port = MemoryDelivery()
    with broken(port, error=TimeoutError()):
        with broken(port), pytest.raises(Unavailable):
            port.hand_over(email())
        with pytest.raises(TimeoutError):
            port.hand_over(email())
    port.hand_over(email())


def test_a_command_that_breaks_by_itself_is_rolled_back(store: Store) -> None:
    """The block around a unit passes the caller's own exceptions on."""
    with broken(store, call=100), pytest.raises(KeyError), store.unit("A") as unit:  # noqa: PT012 - the unit
        unit.append("s", 0, [record("s", 1)])
        raise KeyError
    assert stored(store) == 0


def test_a_slow_port_does_its_work_late() -> None:
    """Before the answer or before the work; the result comes through, and only the ordered call is slow."""
    port, seen = MemoryDelivery(), list[int]()
    with slow(port, lambda: seen.append(len(port.handed_over)), call=1) as fault:
        port.hand_over(email())
        port.hand_over(email())
    assert fault.struck
    with slow(port, lambda: seen.append(len(port.handed_over)), after=False):
        port.hand_over(evolve(email(), id="another"))
    assert seen == [1, 1]
    assert len(port.handed_over) == 2


def test_a_slow_commit_is_still_one(store: Store) -> None:
    """A store that takes its time stores what it was given, or what the wait raises is raised and nothing is stored."""
    waited = []
    with slow(store, lambda: waited.append(stored(store)), only=["unit.commit"], after=False):
        issue(store)
    assert waited == [0]
    assert stored(store) == 1

    def give_up() -> None:
        raise TimeoutError

    with slow(store, give_up, only=["unit.commit"], after=False), pytest.raises(TimeoutError):
        issue(store)
    assert stored(store) == 1

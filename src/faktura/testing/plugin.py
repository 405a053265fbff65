"""A pytest plugin for hosts: a desk to test with, and the contract suites run on an adapter that is only named.

    pytest_plugins = ["faktura.testing.plugin"]        # in conftest.py: the fixtures below

    pytest -p faktura.testing.plugin --pyargs faktura.testing.suites --faktura store=ours.adapters:make_store

The second line needs no test file: every promise of the store port is tested on what `make_store()` returns. So it goes for `clock`,
`journal` and `archive`; the other ports' suites need to be told what reached the other side, and are subclassed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from faktura.desk.desk import SenderDesk
    from faktura.ports.adapters.memory import MemoryStore
    from faktura.ports.adapters.recording import MemoryDelivery
    from faktura.ports.clock import FixedClock

KINDS: Final = ("archive", "clock", "journal", "store")
"""The ports whose suite needs a factory and nothing else."""

SUITES: Final = "faktura.testing.suites"

factories: dict[str, Callable[[], object]] = {}
"""The factories that were named, by kind of port."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--faktura KIND=MODULE:FACTORY`."""
    parser.getgroup("faktura").addoption(
        "--faktura",
        action="append",
        default=[],
        metavar="KIND=MODULE:FACTORY",
        help=f"run the contract suite of KIND ({', '.join(KINDS)}) on what FACTORY returns",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Find the factories that are named; a name that leads nowhere ends the run at once."""
    factories.clear()
    for named in config.getoption("--faktura"):
        kind, _, place = str(named).partition("=")
        module, _, name = place.partition(":")
        if kind not in KINDS or not module or not name:
            raise pytest.UsageError(f"--faktura {named}: write KIND=MODULE:FACTORY, KIND one of {', '.join(KINDS)}")
        try:
            factories[kind] = getattr(import_module(module), name)
        except (ImportError, AttributeError) as error:
            raise pytest.UsageError(f"--faktura {named}: {error}") from error


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the suites of ports for which no factory was named."""
    wanted: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        kind = getattr(getattr(item, "cls", None), "faktura_kind", None)
        (left_out if kind is not None and kind not in factories else wanted).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = wanted


@pytest.fixture
def faktura_clock() -> "FixedClock":
    """A clock that stands at nine o'clock UTC on 1 October 2026 until it is told to move."""
    from faktura.ports.clock import FixedClock

    return FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))


@pytest.fixture
def faktura_post() -> "MemoryDelivery":
    """A delivery port that keeps what it was handed."""
    from faktura.ports.adapters.recording import MemoryDelivery

    return MemoryDelivery()


@pytest.fixture
def faktura_store() -> "MemoryStore":
    """An empty store in memory; a host overrides the fixture with its own store."""
    from faktura.ports.adapters.memory import MemoryStore

    return MemoryStore()


@pytest.fixture
def faktura_desk(
    faktura_store: "MemoryStore", faktura_post: "MemoryDelivery", faktura_clock: "FixedClock"
) -> "SenderDesk":
    """The desk of `faktura.testing.senders.SENDER` over the fixtures above, with ids and secrets that can be foreseen."""
    from faktura.desk.desk import Desk
    from faktura.testing.senders import SENDER

    ids, secrets = count(1), count(1)
    desk = Desk(
        faktura_store,
        faktura_post,
        clock=faktura_clock,
        new_id=lambda: f"id{next(ids)}",
        new_secret=lambda: f"{next(secrets):032x}",
    )
    return desk.at(SENDER, actor="test")

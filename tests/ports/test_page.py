"""The page on ports names what there is, under the module where it is."""

import re
from importlib import import_module
from typing import Final

import faktura.testing
from tests.reference import ROOT

TABLE: Final = [
    line.split("|") for line in (ROOT / "docs/ports.md").read_text("utf-8").splitlines() if line.startswith("| `")
]


def found(path: str) -> object:
    """What stands under a dotted path below `faktura`."""
    module, _, name = path.rpartition(".")
    return getattr(import_module(f"faktura.{module}"), name)


def test_every_adapter_of_the_page_is_in_its_module() -> None:
    """A reader can import what the table names."""
    for row in TABLE:
        for path in re.findall(r"`([\w.]+)`", row[3]):
            assert found(path if path.startswith("ports.") else f"ports.adapters.{path}")


def test_every_port_and_every_suite_of_the_page_is_there() -> None:
    """Under the names of the table; no suite of the library is left out."""
    suites = {name for row in TABLE for name in re.findall(r"`(\w+)`", row[4])}
    for row in TABLE:
        for path in re.findall(r"`([\w.]+)`", row[1]):
            assert found(path) if path[path.rindex(".") + 1].isupper() else import_module(f"faktura.{path}")
    assert suites == {name for name in faktura.testing.__all__ if name.endswith("Contract")}

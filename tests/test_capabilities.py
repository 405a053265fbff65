"""The page of capabilities tells the truth: each module and each test that it names exists, and no capability is missing."""

import ast
import re
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

from tests.reference import ROOT, reference

PAGE: Final = ROOT / "docs" / "capabilities.md"
PACKAGE: Final = ROOT / "src" / "faktura"

STATES: Final = ("done", "in part", "not yet", "host", "outside")
SHOWN: Final = ("done", "in part")

_ROW: Final = re.compile(r"^\| (CAP-\d+) \|(.*)\|$", re.MULTILINE)
_NAMED: Final = re.compile(r"`([^`]+)`")


@frozen(kw_only=True)
class Capability:
    """One row of the page."""

    id: str
    name: str
    state: str
    missing: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


def _capability(id: str, cells: str) -> Capability:
    name, state, where, test = (cell.strip() for cell in cells.split("|"))
    kind, _, missing = state.partition(": ")
    modules, tests = (tuple(_NAMED.findall(cell)) for cell in (where, test))
    return Capability(id=id, name=name, state=kind, missing=missing, modules=modules, tests=tests)


def capabilities(text: str) -> tuple[Capability, ...]:
    """Every row of a page of capabilities."""
    return tuple(_capability(*found) for found in _ROW.findall(text))


ALL: Final = capabilities(PAGE.read_text(encoding="utf-8"))


def found(place: str, root: Path = ROOT) -> bool:
    """Whether a test exists: a file, or a function or class in it (`path::name`, `path::Class::name`)."""
    path, *names = place.split("::")
    file = root / path
    if not file.is_file():
        return False
    if not names:
        return file.suffix == ".md" or file.name.startswith("test_")
    scope: ast.AST = ast.parse(file.read_text(encoding="utf-8"))
    for name in names:
        inside = [node for node in ast.iter_child_nodes(scope) if getattr(node, "name", "") == name]
        if not inside:
            return False
        scope = inside[0]
    return isinstance(scope, ast.FunctionDef | ast.ClassDef)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_row_says_what_is_true(one: Capability) -> None:
    """What works has a module and a test that are there; what does not claims neither; what is partial says what is missing."""
    assert one.name
    assert one.state in STATES
    assert bool(one.missing) == (one.state == "in part")
    assert bool(one.modules) == bool(one.tests) == (one.state in SHOWN)
    assert [module for module in one.modules if not (PACKAGE / module).is_file()] == []
    assert [test for test in one.tests if not found(test)] == []


def test_every_capability_has_one_row_in_order() -> None:
    """The same ids as the scope has, each once, in its order."""
    scope = reference("systems", "CAPABILITIES.md").read_text(encoding="utf-8")
    assert [one.id for one in ALL] == re.findall(r"^\| (CAP-\d+) \|", scope, re.MULTILINE)


def test_what_does_not_exist_is_seen(tmp_path: Path) -> None:
    """The check itself finds a missing file, function and method, and a file that is no test."""
    (tmp_path / "test_one.py").write_text("class Suite:\n    def test_a(self): ...\n", encoding="utf-8")
    (tmp_path / "helper.py").write_text("def test_b(): ...\n", encoding="utf-8")
    places = ("test_one.py", "test_one.py::Suite::test_a", "helper.py::test_b")
    absent = ("test_two.py", "test_one.py::test_a", "test_one.py::Suite::test_b", "helper.py")
    assert [place for place in (*places, *absent) if found(place, tmp_path)] == list(places)

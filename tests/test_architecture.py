"""The house of docs/design.md, told by the syntax of its modules alone: who may import whom, and what stays outside.

The import order is also a contract of import-linter (pyproject.toml); this test knows nothing of that tool, and sees the
imports inside functions and under TYPE_CHECKING as well. Each detector is shown to find what it looks for.
"""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.reference import ROOT

PACKAGE: Final = ROOT / "src" / "faktura"

_BELOW_DESK: Final = frozenset({"core", "rules", "formats", "ports"})
_ALL_ROOMS: Final = _BELOW_DESK | {"desk"}
MAY_IMPORT: Final = {
    "core": frozenset[str](),
    "rules": frozenset({"core"}),
    "formats": frozenset({"core"}),
    "ports": frozenset({"core"}),
    "desk": _BELOW_DESK,
    "testing": _ALL_ROOMS,
    "lab": _ALL_ROOMS,
    "__main__": _ALL_ROOMS,
}

PURE: Final = frozenset({"core", "rules", "formats"})
IMPURE_NAMES: Final = frozenset({"open", "now", "today", "uuid4", "random", "socket"})
IMPURE_MODULES: Final = frozenset(
    {"random", "secrets", "smtplib", "socket", "sqlite3", "subprocess", "tempfile", "time", "urllib.request"}
)

# A likeness between two names is a float by nature, and so are the sums of XPath; neither becomes an amount.
FLOATS_ALLOWED: Final = ("rules/matching", "formats/einvoice/xpath")

LINES_OF_A_MODULE: Final = 350
LINES_OF_A_FUNCTION: Final = 60

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Each module of the package: its path below src/faktura, and its syntax; parsed once for all tests."""
    paths = sorted(PACKAGE.rglob("*.py"))
    gc.disable()  # all of it is kept: looking through it for garbage would take longer than parsing
    try:
        return tuple((path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths)
    finally:
        gc.freeze()
        gc.enable()


def room(path: str) -> str:
    """The layer a module belongs to: its first folder, or its own name at the top (`__init__`, `__main__`)."""
    return path.partition("/")[0].removesuffix(".py")


def imported(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, with relative imports written out."""
    package = ["faktura", *Path(path).parent.parts]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = [*base, node.module] if node.module else base
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)


def against_the_order(path: str, tree: ast.AST) -> list[str]:
    """The imports of a module that its layer does not allow.

    The root package gathers names from every layer, so nothing inside may import from it.
    """
    mine = room(path)
    allowed = MAY_IMPORT[mine] | {mine}
    wrong = []
    for line, name in imported(path, tree):
        top, _, rest = name.partition(".")
        if top == "faktura" and rest.partition(".")[0] not in allowed:
            wrong.append(f"{path}:{line} imports {name}")
    return wrong


def impure(path: str, tree: ast.AST) -> list[str]:
    """Where a module names a clock, a file, chance or a socket.

    A field may be called `open` (an open amount is one): as an attribute it counts only when it is called.
    """
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    wrong = []
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name in IMPURE_NAMES:
                wrong.append(f"{path}:{node.lineno} names {name}")
            case ast.Attribute(attr=name) if name in IMPURE_NAMES and (name != "open" or id(node) in called):
                wrong.append(f"{path}:{node.lineno} names .{name}")
            case _:
                pass
    for line, name in imported(path, tree):
        outside = any(name == module or name.startswith(f"{module}.") for module in IMPURE_MODULES)
        if outside or name.rpartition(".")[2] in IMPURE_NAMES:
            wrong.append(f"{path}:{line} imports {name}")
    return wrong


def floats(path: str, tree: ast.AST) -> list[str]:
    """Where a module writes a float, or names the type."""
    return [
        f"{path}:{node.lineno} holds a float"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def definitions(scope: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The classes, functions and methods that a module offers, those of its classes included."""
    for node in scope.body:
        if isinstance(node, Definition):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node)


def undocumented(path: str, tree: ast.Module) -> list[str]:
    """The public definitions of a module, and the module itself, that say nothing of themselves."""
    wrong = [] if not tree.body or ast.get_docstring(tree) else [f"{path}: the module"]
    for node in definitions(tree):
        marks = {
            mark.attr if isinstance(mark, ast.Attribute) else getattr(mark, "id", "") for mark in node.decorator_list
        }
        if not node.name.startswith("_") and not marks & {"overload", "setter"} and not ast.get_docstring(node):
            wrong.append(f"{path}:{node.lineno} {node.name}")
    return wrong


def long_functions(path: str, tree: ast.AST) -> list[str]:
    """The functions that do not fit on a screen, docstring included."""
    return [
        f"{path}:{node.lineno} {node.name} has {size} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES_OF_A_FUNCTION
    ]


def test_every_module_belongs_to_a_layer() -> None:
    """Nothing stands beside the layers: the top of the package is its map and its command line."""
    assert {room(path) for path, _ in modules()} <= {*MAY_IMPORT, "__init__"}


def test_imports_keep_the_order_of_the_layers() -> None:
    """core <- {rules, formats, ports} <- desk <- {testing, lab, __main__}, and never sideways."""
    assert [wrong for path, tree in modules() if path != "__init__.py" for wrong in against_the_order(path, tree)] == []


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("core/money.py", "from faktura.rules import totals"),
        ("rules/totals.py", "import faktura.formats.sie"),
        ("formats/json.py", "def f():\n    from faktura.ports.store import Store"),
        ("ports/store.py", "from ..rules.totals import totals"),
        ("ports/adapters/memory.py", "from ...desk import invoices"),
        ("desk/invoices.py", "from faktura import testing"),
        ("testing/store.py", "from faktura.lab import match"),
        ("core/money.py", "from faktura import Money"),
    ],
)
def test_an_import_against_the_order_is_seen(path: str, statement: str) -> None:
    """Upwards, sideways, relative, inside a function and by way of the root package."""
    assert len(against_the_order(path, ast.parse(statement))) == 1


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("rules/totals.py", "from faktura.core.money import Money"),
        ("rules/vat.py", "from .totals import totals"),
        ("ports/adapters/memory.py", "from ..store import Store"),
        ("desk/books.py", "from faktura.formats.sie import writer"),
        ("__main__.py", "from faktura.desk import Desk"),
    ],
)
def test_an_import_along_the_order_is_let_through(path: str, statement: str) -> None:
    """Downwards and within the layer."""
    assert against_the_order(path, ast.parse(statement)) == []


def test_packages_inside_rules_and_formats_are_empty() -> None:
    """The import path is the documentation: no second way to a name, nothing loaded on the way."""
    files = [path for layer in ("rules", "formats") for path in (PACKAGE / layer).rglob("__init__.py")]
    assert files
    assert [path.relative_to(PACKAGE).as_posix() for path in files if path.stat().st_size] == []


def test_each_folder_of_modules_is_a_package() -> None:
    """A folder without `__init__.py` would be left out of the import-linter's graph, and of its contract."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [str(folder.relative_to(PACKAGE)) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_core_rules_and_formats_read_no_clock_no_file_no_chance() -> None:
    """Days, ids and bytes are arguments: the same call gives the same answer for ever."""
    assert [wrong for path, tree in modules() if room(path) in PURE for wrong in impure(path, tree)] == []


@pytest.mark.parametrize(
    "statement",
    [
        "x = open('f')", "x = Path('f').open()", "x = datetime.now(UTC)", "f = field(factory=date.today)", "import random",
        "from uuid import uuid4", "import socket", "from time import monotonic", "import os, secrets",
        "x = now", "from pendulum import now", "from urllib import request", "from urllib.request import urlopen",
    ],
)  # fmt: skip
def test_an_impure_name_is_seen(statement: str) -> None:
    """Called, passed on as a function, or imported."""
    assert impure("core/x.py", ast.parse(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "x = item.open",
        "class Item:\n    open: Money",
        "from uuid import UUID",
        "x = 'now'",
        "from datetime import time",
        "x = snow",
    ],
)
def test_words_that_only_look_impure_are_let_through(statement: str) -> None:
    """A field named `open`, a type from the same module, a word in a text."""
    assert impure("core/x.py", ast.parse(statement)) == []


def test_no_float_near_money() -> None:
    """core and rules count in whole minor units and Decimal."""
    looked_at = [(path, tree) for path, tree in modules() if room(path) in {"core", "rules"}]
    assert [w for path, tree in looked_at if not path.startswith(FLOATS_ALLOWED) for w in floats(path, tree)] == []


@pytest.mark.parametrize("statement", ["x = 0.25", "x = float(y)", "def f(x: float) -> None: ..."])
def test_a_float_is_seen(statement: str) -> None:
    """As a literal, a call and a type."""
    assert floats("core/x.py", ast.parse(statement))


def test_modules_are_rooms_one_can_hold_in_the_head() -> None:
    """A module that outgrows its measure becomes a folder with the same name."""
    sizes = {path: (PACKAGE / path).read_text(encoding="utf-8").count("\n") for path, _ in modules()}
    assert {path: size for path, size in sizes.items() if size > LINES_OF_A_MODULE} == {}


def test_functions_fit_on_a_screen() -> None:
    """About forty lines, with the docstring; never above sixty."""
    assert [wrong for path, tree in modules() for wrong in long_functions(path, tree)] == []
    assert long_functions("x.py", ast.parse("def f():\n" + "    x = 1\n" * LINES_OF_A_FUNCTION))


def test_every_public_definition_has_a_docstring() -> None:
    """What can be imported says what it is, in which unit, and what it raises."""
    assert [wrong for path, tree in modules() for wrong in undocumented(path, tree)] == []
    assert len(undocumented("x.py", ast.parse("class A:\n    def f(self): ...\n    def _g(self): ..."))) == 3

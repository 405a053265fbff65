"""Importing faktura is cheap: the libraries behind a room are loaded when that room is entered."""

import json
import re
import subprocess
import sys
import tomllib
from typing import Final

import pytest

from tests.reference import ROOT

HEAVY: Final = {
    "babel", "cattrs", "facturx", "fontTools", "fpdf", "holidays", "hypothesis", "jinja2", "lxml", "matplotlib", "pendulum",
    "pikepdf", "polars", "pytest", "rapidfuzz", "saxonche", "segno", "sqlite3", "stdnum",
}  # fmt: skip


def loaded_by(statement: str) -> set[str]:
    """Top-level names of the modules that a fresh interpreter holds after the statement."""
    code = f"import sys\n{statement}\nimport json\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_import_faktura_loads_no_heavy_library() -> None:
    """`import faktura` alone loads nothing that draws, parses, translates or talks to a database."""
    assert loaded_by("import faktura") & HEAVY == set()


def test_the_measure_sees_what_is_loaded() -> None:
    """The test above can fail: a library that is imported is found."""
    assert loaded_by("import faktura, lxml.etree") & HEAVY == {"lxml"}


@pytest.mark.parametrize("library", ["lxml", "fpdf", "jinja2", "babel"])
def test_core_errors_load_none_of_the_writers_libraries(library: str) -> None:
    """A host that only catches faktura's errors pays for none of the formats."""
    assert library not in loaded_by("import faktura.core.errors")


def test_every_name_of_the_front_page_can_be_had() -> None:
    """`from faktura import X` works for each listed name, and the list is the one the loader knows."""
    import faktura

    assert set(faktura.__all__) | {"__version__"} == set(dir(faktura))
    for name in faktura.__all__:
        assert getattr(faktura, name) is not None


def test_the_front_page_has_what_the_tour_hands_to_a_desk() -> None:
    """From the first desk to Skatteverket's file: no order to the desk, no clock and no store needs a path into a room."""
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    steps = tour[tour.index("## The desk:") : tour.index("## Skatteverket's decision")]
    assert re.findall(r"^(?:>>> )?from faktura\.(?:core|ports|rules\.crediting)\b.*", steps, flags=re.MULTILINE) == []


def test_the_version_is_the_projects() -> None:
    """What the files we write say of their program is the version of the package."""
    import faktura

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert faktura.__version__ == project["version"]

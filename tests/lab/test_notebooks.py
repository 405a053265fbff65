"""The notebooks run from top to bottom on every machine, within seconds, and are stored without what they printed."""

import warnings
from pathlib import Path
from typing import Any, Final

import pytest

from tests.reference import ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
for name in ("ipykernel", "matplotlib", "polars"):
    pytest.importorskip(name)

NOTEBOOKS: Final = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
PLOTS: Final = {"why_not_matched": 2, "how_safe_is_auto": 4, "does_it_learn": 1}
SECONDS: Final = 90


def read(path: Path) -> Any:
    """A notebook as it is stored."""
    return nbformat.read(path, as_version=4)


def outputs(notebook: Any) -> list[Any]:
    """Everything its cells put out."""
    return [one for cell in notebook.cells if cell.cell_type == "code" for one in cell.outputs]


def test_each_notebook_is_looked_at() -> None:
    """A new one says here how many plots it draws."""
    assert {path.stem for path in NOTEBOOKS} == set(PLOTS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_not_stored(path: Path) -> None:
    """A change in git is a change of the text or the code; nobody's data is stored by accident."""
    notebook = read(path)
    nbformat.validate(notebook)
    assert outputs(notebook) == []
    assert {cell.execution_count for cell in notebook.cells if cell.cell_type == "code"} == {None}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path: Path) -> None:
    """In a fresh kernel of this interpreter, without an error, and with all its plots."""
    notebook = read(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own libraries warn of one another
        nbclient.NotebookClient(notebook, timeout=SECONDS, kernel_name="python3").execute(cwd=str(path.parent))
    shown = outputs(notebook)
    assert [one.ename for one in shown if one.output_type == "error"] == []
    assert sum("image/png" in one.get("data", {}) for one in shown) == PLOTS[path.stem]

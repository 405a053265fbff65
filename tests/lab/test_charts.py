"""Plots: they show the numbers they are given, draw without a window, and say what is missing."""

import sys
from pathlib import Path
from typing import Any

import pytest

from faktura import lab
from faktura.lab.calibration import bins_of
from faktura.lab.charts import calibration_chart, kinds_chart, signals_chart
from faktura.lab.metrics import Score
from faktura.lab.synthetic import SUPPLIER, generate

pytest.importorskip("matplotlib")


def lines_of(axes: Any) -> dict[str, list[float]]:
    """The heights of each labelled line."""
    return {str(line.get_label()): list(line.get_ydata()) for line in axes.get_lines()}


def bars_of(axes: Any, *, upright: bool = False) -> list[float]:
    """The lengths of the bars, in the order they were drawn."""
    return [bar.get_height() if upright else bar.get_width() for bar in axes.patches]


PNG = b"\x89PNG\r\n\x1a\n"


def test_a_sweep_is_drawn_with_its_own_numbers() -> None:
    """Wrong ones on the left, shares on the right, the policy as a dashed line in both."""
    ledger = generate(SUPPLIER, claims=200, seed=3)
    found = lab.sweep(lab.match(ledger.items, ledger.payments, ledger.links), ledger.truth)
    left, right = found.plot().figure.axes
    assert lines_of(left)["wrong"] == [row["wrong"] for row in found.records()]
    assert lines_of(right)["of the decidable"] == [row["recall"] for row in found.records()]
    assert all(any(line.get_linestyle() == "--" for line in axes.get_lines()) for axes in (left, right))


def test_calibration_is_drawn_bin_by_bin() -> None:
    """Stated and true for each bin that holds anything, and how many stand behind it."""
    bins = bins_of([(0.2, False), (0.25, True), (0.9995, True)])
    left, right = calibration_chart(bins).figure.axes
    assert lines_of(left)["stated"] == [one.stated for one in bins]
    assert lines_of(left)["came true"] == [one.came_true for one in bins]
    assert bars_of(right, upright=True) == [2, 1]


def test_kinds_and_signs_are_bars() -> None:
    """The weakest kind on top; kinds without anything decidable are left out; signs keep their order and their side."""
    scores = [Score(kind="a", decidable=10, recalled=9), Score(kind="b", decidable=4, recalled=1), Score(kind="c")]
    (axes,) = kinds_chart(scores).figure.axes
    assert bars_of(axes) == [0.9, 0.25]
    (axes,) = signals_chart([("for", 10.0), ("against", -3.0)], "P1").figure.axes
    assert bars_of(axes) == [-3.0, 10.0]
    assert kinds_chart([]).figure.axes


def test_a_notebook_shows_and_a_file_holds_the_figure(tmp_path: Path) -> None:
    """PNG for the notebook, whatever the name ends with for the file."""
    chart = signals_chart([("for", 1.0)], "P1")
    assert chart._repr_png_().startswith(PNG)
    chart.save(tmp_path / "chart.svg")
    assert b"<svg" in (tmp_path / "chart.svg").read_bytes()


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables still work; only the plot is refused."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    found = lab.sweep([{"payment_id": "P1", "outcome": "auto", "claims": "F1:1.00", "probability": 1}], {"P1": ["F1"]})
    assert found.table()
    with pytest.raises(lab.MissingExtra, match="matplotlib"):
        found.plot()
    evaluation = lab.evaluate([], [])
    for plot in (evaluation.plot_calibration, evaluation.plot_kinds):
        with pytest.raises(lab.MissingExtra):
            plot()

"""Plots for a notebook, each a value that draws itself; matplotlib is imported when one is asked for.

Colours keep apart in grey and for the colour-blind; the axes say what is counted, in words.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from faktura.lab.calibration import Bin
from faktura.lab.confidence import between
from faktura.lab.extras import needed
from faktura.lab.metrics import Score

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BLUE: Final = "#0b5394"
_ORANGE: Final = "#c55a11"
_GREY: Final = "#8a8a8a"
_DPI: Final = 110
_LEGEND: Final[dict[str, Any]] = {"frameon": True, "facecolor": "white", "edgecolor": "none", "framealpha": 1}


@frozen
class Chart:
    """A drawn figure: the notebook shows it, `save` writes it, `figure` is matplotlib's own."""

    figure: "Figure"

    def save(self, path: Path) -> None:
        """Write the figure in the format that the name of *path* ends with."""
        self.figure.savefig(path, dpi=_DPI)

    def _repr_png_(self) -> bytes:
        out = BytesIO()
        self.figure.savefig(out, format="png", dpi=_DPI)
        return out.getvalue()


def figure(panels: int = 1, *, width: float = 7.5, height: float = 4.0) -> tuple["Figure", list["Axes"]]:
    """Return an empty figure with *panels* beside each other, drawn without any window.

    Raises:
        MissingExtra: matplotlib is not installed; the extra is `lab`.
    """
    made = needed("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")
    axes: list[Axes] = [made.add_subplot(1, panels, at + 1) for at in range(panels)]
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.grid(visible=True, color="#e6e6e6", linewidth=0.8)
        one.set_axisbelow(True)
    return made, axes


def calibration_chart(bins: Sequence[Bin]) -> Chart:
    """Return stated probability against what came true, and how many decisions stand behind each point.

    The bars are 95 % intervals of what could have come true: where the grey mark lies within its bar, the statement
    may well be calibrated.
    """
    made, (left, right) = figure(2, width=9.5)
    places = list(range(len(bins)))
    names = [_between(one) for one in bins]
    left.plot(
        places,
        [one.stated for one in bins],
        color=_GREY,
        marker="_",
        markersize=16,
        markeredgewidth=2,
        linestyle="none",
        label="stated",
    )
    left.plot(places, [one.came_true for one in bins], color=_BLUE, marker="o", linestyle="none", label="came true")
    for at, one in zip(places, bins, strict=True):
        low, high = between(round(one.came_true * one.count), one.count)
        left.plot([at, at], [low, high], color=_BLUE, linewidth=5, alpha=0.22, solid_capstyle="butt")
    left.set_ylim(-0.03, 1.03)
    left.set_ylabel("share of decisions")
    left.set_title("What was stated, and what came true", loc="left", fontsize=11)
    left.legend(**_LEGEND, loc="lower right")
    right.bar(places, [one.count for one in bins], color=_GREY)
    right.set_yscale("log")
    right.set_ylabel("decisions (logarithmic)")
    right.set_title("How many stand behind it", loc="left", fontsize=11)
    for axes in (left, right):
        axes.set_xticks(places, names, rotation=60, fontsize=8)
        axes.set_xlabel("stated probability, from – to")
    return Chart(made)


def _between(one: Bin) -> str:
    return f"{one.low:g}–{one.high:g}"


def kinds_chart(scores: Sequence[Score], title: str = "Settled automatically, of what a clerk could decide") -> Chart:
    """Return the recall of each kind as a bar, the weakest first, with the number of decidable payments beside it."""
    shown = sorted((one for one in scores if one.decidable), key=lambda one: (-(one.recall or 0), one.kind))
    made, (axes,) = figure(width=8.0, height=0.9 + 0.27 * max(len(shown), 3))
    places = range(len(shown))
    axes.barh(places, [one.recall or 0 for one in shown], color=_BLUE, height=0.7)
    axes.set_yticks(places, [one.kind for one in shown], fontsize=8)
    axes.set_xlim(0, 1.16)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    axes.grid(visible=False, axis="y")
    for at, one in enumerate(shown):
        axes.text(
            (one.recall or 0) + 0.01, at, f"{one.recalled} of {one.decidable}", va="center", fontsize=8, color="#444444"
        )
    axes.set_xlabel("share settled automatically and right")
    axes.set_title(title, loc="left", fontsize=11)
    return Chart(made)


def sweep_chart(points: Sequence[tuple[float, Score]], current: float) -> Chart:
    """Return what a threshold costs and what it buys: wrong decisions on the left, work left over on the right.

    The axis runs from bold to careful, each tick a tenth of the doubt before it; the dashed line is the policy as it is.
    """
    made, (left, right) = figure(2, width=9.5)
    doubts = [1 - threshold for threshold, _ in points]
    wrong = [one.automatic - one.right for _, one in points]
    bound = [(1 - float(one.precision_at_least or 0)) * one.automatic for _, one in points]
    left.plot(doubts, wrong, color=_ORANGE, marker="o", markersize=4, label="wrong")
    left.plot(doubts, bound, color=_ORANGE, linestyle=":", linewidth=1.2, label="at most, with 95 % confidence")
    left.set_ylim(0, max([*bound, *wrong, 1]) * 1.5)
    left.set_ylabel("automatic decisions that are wrong")
    left.set_title("What it costs", loc="left", fontsize=11)
    right.plot(
        doubts, [one.recall or 0 for _, one in points], color=_BLUE, marker="o", markersize=4, label="of the decidable"
    )
    right.plot(
        doubts, [one.straight_through or 0 for _, one in points], color=_GREY, marker="o", markersize=4, label="of all"
    )
    right.set_ylabel("share settled automatically")
    right.set_title("What it buys", loc="left", fontsize=11)
    ticks = [one for one in (0.5, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6) if min(doubts) * 0.99 <= one <= max(doubts)]
    for axes in (left, right):
        axes.set_xscale("log")
        axes.invert_xaxis()
        axes.set_xticks(ticks, [f"{1 - one:g}" for one in ticks], rotation=30, fontsize=8)
        axes.set_xticks([], minor=True)
        axes.axvline(1 - current, color="#444444", linestyle="--", linewidth=1, label="the policy as it is")
        axes.set_xlabel("threshold of probability")
    left.legend(**_LEGEND, loc="upper center")
    right.legend(**_LEGEND, loc="lower left")
    return Chart(made)


def months_chart(months: Sequence[str], told: Mapping[str, Sequence[float]], of: str) -> Chart:
    """Return shares over the months as lines, one for each name in *told*."""
    made, (axes,) = figure(width=8.0)
    for (name, shares), color in zip(told.items(), (_BLUE, _ORANGE, _GREY, "#3d7d3d"), strict=False):
        axes.plot(range(len(shares)), shares, color=color, marker="o", markersize=4, label=name)
    axes.set_xticks(range(len(months)), list(months), rotation=45, fontsize=8)
    axes.set_ylabel(of)
    axes.legend(**_LEGEND, loc="best")
    return Chart(made)


def signals_chart(signals: Sequence[tuple[str, float]], title: str) -> Chart:
    """Return the signs of one decision as bars, in bits: to the right what speaks for it, to the left what speaks against."""
    shown = list(reversed(signals))
    made, (axes,) = figure(width=8.0, height=1.0 + 0.38 * max(len(shown), 2))
    places = range(len(shown))
    axes.barh(
        places, [bits for _, bits in shown], color=[_BLUE if bits >= 0 else _ORANGE for _, bits in shown], height=0.65
    )
    axes.set_yticks(places, [label for label, _ in shown], fontsize=9)
    axes.axvline(0, color="#444444", linewidth=1)
    axes.grid(visible=False, axis="y")
    axes.margins(x=0.14)
    for at, (_, bits) in enumerate(shown):
        axes.text(
            bits, at, f" {bits:+.1f} ", va="center", ha="left" if bits >= 0 else "right", fontsize=8, color="#444444"
        )
    axes.set_xlabel("weight in bits: ten bits make it a thousand times likelier")
    axes.set_title(title, loc="left", fontsize=11)
    return Chart(made)

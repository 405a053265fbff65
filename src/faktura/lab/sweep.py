"""What another threshold would have decided: cost and gain for each, from one replay."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs
from attrs import field, frozen

from faktura.lab.charts import Chart, sweep_chart
from faktura.lab.keys import Key
from faktura.lab.metrics import Score, overall, paired
from faktura.lab.records import Decided, decided
from faktura.lab.replay import Run, TruthOf, truths
from faktura.lab.text import aligned, html_table

THRESHOLDS: Final = (
    0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999, 0.99999, 0.999999,
)  # fmt: skip
"""From even odds to one doubt in a million, which is as finely as a record states its probability."""

SOFT: Final = frozenset({"", "probability", "margin"})
"""Gates that a threshold opens or shuts. All others are hard: no probability ever opens them."""

_HEAD: Final = ("threshold", "auto", "wrong", "precision", "at least", "recall", "of all")


@frozen(kw_only=True)
class Sweep:
    """The scores at each threshold, the boldest first; `current` is the policy's own."""

    points: tuple[tuple[float, Score], ...] = field(repr=False)
    current: float

    def at(self, threshold: float) -> Score:
        """Return the score at one of the thresholds; `KeyError` for another."""
        return dict(self.points)[threshold]

    def safest(self, precision: float = 0.9999) -> float | None:
        """Return the lowest threshold from which on the proven precision reaches *precision*; none when it never does."""
        found = None
        for threshold, score in reversed(self.points):
            bound = score.precision_at_least
            if bound is None or float(bound) < precision:
                break
            found = threshold
        return found

    def records(self) -> list[dict[str, object]]:
        """Return one record for each threshold."""
        return [
            {
                "threshold": threshold, "automatic": one.automatic, "wrong": one.automatic - one.right,
                "precision": one.precision,
                "precision_at_least": None if one.precision_at_least is None else float(one.precision_at_least),
                "recall": one.recall, "straight_through": one.straight_through,
            }
            for threshold, one in self.points
        ]  # fmt: skip

    def table(self) -> str:
        """Return the scores as aligned text."""
        return aligned([_HEAD, *self._rows()])

    def plot(self) -> Chart:
        """Return cost and gain over the thresholds as a plot.

        Raises:
            MissingExtra: matplotlib is not installed; the extra is `lab`.
        """
        return sweep_chart(self.points, self.current)

    def _rows(self) -> list[Sequence[str]]:
        def said(value: object, digits: int) -> str:
            return f"{value:.{digits}f}" if isinstance(value, float) else "-"

        return [
            (
                f"{row['threshold']:g}", str(row["automatic"]), str(row["wrong"]), said(row["precision"], 5),
                said(row["precision_at_least"], 5), said(row["recall"], 3), said(row["straight_through"], 3),
            )
            for row in self.records()
        ]  # fmt: skip

    def _repr_html_(self) -> str:
        return html_table([_HEAD, *self._rows()])


def sweep(run: Run | Iterable[Mapping[str, object]], truth: TruthOf, thresholds: Sequence[float] = THRESHOLDS) -> Sweep:
    """Score what *run* would have decided at each threshold of probability.

    A payment counts as automatic where its likeliest set reaches the threshold and no hard gate stopped it; so a bold
    threshold never books a suspected duplicate or a contradiction. Any engine's records will do, if they state
    probability and gate. It is read off one replay: who settles a claim changes what is left for others, so a policy
    with that threshold (`Run.under`) may differ by a payment in some hundred.

    Args:
        run: A replay, or decision records.
        truth: As for `Run.evaluate`.
        thresholds: In any order.
    """
    current = float(run.policy.auto) if isinstance(run, Run) else 0.999
    records = run.records() if isinstance(run, Run) else run
    _, told, known = paired(map(decided, records), truths(truth))
    return Sweep(
        points=tuple((limit, overall(_at(told, limit), known)) for limit in sorted(thresholds)), current=current
    )


def _at(told: Mapping[Key, Decided], threshold: float) -> dict[Key, Decided]:
    return {name: _decided_at(one, threshold) for name, one in told.items()}


def _decided_at(one: Decided, threshold: float) -> Decided:
    acts = one.gate in SOFT and one.probability is not None and one.probability >= threshold and bool(one.top)
    if acts == one.automatic:
        return one
    if acts:
        return attrs.evolve(one, outcome="auto", claims=one.suggestions[0].claims)
    return attrs.evolve(one, outcome="suggest", claims=())

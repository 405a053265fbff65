"""Threshold sweeps: the counts are those of a policy with that threshold, and hard gates stay shut."""

from decimal import Decimal

import pytest

from faktura import lab
from faktura.core.sender import MatchingPolicy
from faktura.lab.metrics import ALL, Score
from faktura.lab.sweep import THRESHOLDS, Sweep
from faktura.lab.synthetic import ASSOCIATION, Ledger, Truth, generate

TRUTH = [
    Truth(payment_id="P1", claims=(("F1", 1),), decidable=True),
    Truth(payment_id="P2", claims=(("F2", 1),), decidable=True),
    Truth(payment_id="P3", claims=(("F3", 1),), decidable=True),
    Truth(payment_id="P4"),
]
RECORDS: list[dict[str, object]] = [
    {"payment_id": "P1", "outcome": "auto", "claims": "F1:1.00", "probability": 0.9995},
    {"payment_id": "P2", "outcome": "suggest", "gate": "probability", "suggestions": "F2:1.00@0.9|F9:1.00@0.1"},
    {"payment_id": "P3", "outcome": "suggest", "gate": "duplicate", "suggestions": "F3:1.00@0.99999"},
    {"payment_id": "P4", "outcome": "suggest", "gate": "margin", "suggestions": "F4:1.00@0.6"},
]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Many claims of the same amount."""
    return generate(ASSOCIATION, claims=800, seed=6)


@pytest.mark.parametrize(
    ("threshold", "automatic", "right"),
    [(0.5, 3, 2), (0.6, 3, 2), (0.61, 2, 2), (0.9, 2, 2), (0.95, 1, 1), (0.9995, 1, 1), (0.9999, 0, 0)],
)
def test_counts_at_a_threshold(threshold: float, automatic: int, right: int) -> None:
    """What reaches it acts, what a hard gate stopped never does, and a wrong one counts as wrong."""
    score = lab.sweep(RECORDS, TRUTH, [threshold]).at(threshold)
    assert (score.automatic, score.right, score.recalled) == (automatic, right, right)


def test_a_sweep_says_what_a_policy_with_that_threshold_does(ledger: Ledger) -> None:
    """Without a margin to hold it back, a policy settles as many as the sweep foretold, but for those in each other's way."""
    run = lab.match(ledger.items, ledger.payments, ledger.links, policy=MatchingPolicy(margin=0))
    for limit in ("0.9", "0.99", "0.9999"):
        again = run.under(MatchingPolicy(margin=0, auto=Decimal(limit))).score(ledger.truth)
        told = lab.sweep(run, ledger.truth, [float(limit)]).at(float(limit))
        for name in ("automatic", "right", "recalled"):
            assert abs(getattr(told, name) - getattr(again, name)) <= 2, (limit, name)


def test_bolder_is_never_less(ledger: Ledger) -> None:
    """Lower thresholds settle at least as much; the table has a line for each, the notebook too."""
    run = lab.match(ledger.items, ledger.payments, ledger.links)
    found = lab.sweep(run, ledger.truth)
    counts = [score.automatic for _, score in found.points]
    assert counts == sorted(counts, reverse=True)
    assert len(found.table().splitlines()) == len(THRESHOLDS) + 1 == found._repr_html_().count("<tr>")
    assert found.current == 0.999
    assert len(found.records()) == len(THRESHOLDS)


def test_the_safest_threshold_is_the_lowest_that_is_proven_all_the_way_up() -> None:
    """One that is good by luck below a bad one does not count."""
    good, bad = Score(kind=ALL, automatic=40_000, right=40_000), Score(kind=ALL, automatic=40_000, right=39_000)
    assert Sweep(points=((0.5, good), (0.9, bad), (0.99, good), (0.999, good)), current=0.999).safest() == 0.99
    assert Sweep(points=((0.9, good), (0.99, bad)), current=0.999).safest() is None
    assert Sweep(points=((0.9, Score(kind=ALL)),), current=0.999).safest() is None

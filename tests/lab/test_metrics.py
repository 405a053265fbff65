"""Metrics: hand-made decisions with hand-counted scores, and what may not be gamed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.lab.baselines import BASELINES
from faktura.lab.metrics import evaluate, is_true
from faktura.lab.synthetic import CONSUMER, Ledger, Truth, generate, mixed

PAIR = frozenset({"F1", "F2"})
TRUTH = [
    Truth(payment_id="P1", claims=(("F1", 100_00),), same=(PAIR,), decidable=True, reference="ocr", amount="exact"),
    Truth(payment_id="P2", claims=(("F3", 50_00), ("F4", 25_00)), decidable=True, reference="number", amount="exact"),
    Truth(payment_id="P3", claims=(("F5", 10_00),), reference="none", amount="part"),
    Truth(payment_id="P4", reference="ocr", amount="exact", structure="unrelated", remainder=100),
    Truth(payment_id="P5", claims=(("F6", 30_00),), decidable=True, twin="P6", reference="ocr", amount="exact"),
    Truth(payment_id="P6", twin="P5", reference="ocr", amount="exact", structure="twice", remainder=30_00),
]  # fmt: skip


def auto(payment: str, claims: str, probability: float = 1.0) -> dict[str, object]:
    """An automatic decision."""
    return {"payment_id": payment, "outcome": "auto", "claims": claims, "probability": probability}


def suggest(payment: str, suggestions: str) -> dict[str, object]:
    """A suggestion."""
    return {"payment_id": payment, "outcome": "suggest", "suggestions": suggestions}


def test_scores_are_counted_as_by_hand() -> None:
    """Exchangeable is right, a part of the set is wrong, money of nobody settled is wrong, no record is unmatched."""
    told = [
        auto("P1", "F2:100.00"),
        auto("P2", "F3:50.00;F9:25.00"),
        suggest("P3", "F7:10.00@0.6|F5:10.00@0.3"),
        auto("P4", "F8:1.00", 0.9),
        auto("P5", "F6:30.00"),
    ]
    found = evaluate(told, TRUTH)
    one = found.overall
    assert (one.payments, one.automatic, one.right, one.decidable, one.recalled) == (6, 4, 2, 3, 2)
    assert (one.left, one.suggested, one.first, one.first_three) == (1, 1, 0, 1)
    assert (one.ore, one.ore_wrong) == (206_00, 26_00)
    assert found.wrong == ("P2", "P4")
    assert found.missed == ("P2",)
    assert found.kind("structure:unrelated").precision == 0
    assert found.kind("reference:none").suggested_in_three == 1
    assert sum(row.count for row in found.bins) == 5
    assert found.table().splitlines()[1].split() == [
        "all",
        "6",
        "4",
        "2",
        "0.50000",
        "0.09761",
        "3",
        "0.667",
        "0.000",
        "1.000",
    ]


def test_either_of_a_pair_may_settle_the_claim_but_not_both() -> None:
    """Nothing tells two payments of the same apart; the second one settled as well is wrong."""
    first, second = auto("P5", "F6:30.00"), auto("P6", "F6:30.00")
    assert evaluate([second], TRUTH).wrong == ()
    assert "P5" not in evaluate([second], TRUTH).missed
    assert evaluate([first], TRUTH).wrong == ()
    assert evaluate([first, second], TRUTH).wrong == ("P6",)
    items = [{"claim_id": "F6", "open": "30.00"}]
    assert evaluate([first], TRUTH, items).over_allocated == ()
    assert evaluate([first, second], TRUTH, items).over_allocated == ("F6",)
    paid = [*items, {"claim_id": "F7", "open": "", "status": "paid"}]
    assert evaluate([first, auto("P3", "F7:10.00")], TRUTH, paid).over_allocated == ("F7",)


@given(st.sets(st.sampled_from(["F1", "F2", "F3", "F4"])))
def test_a_set_is_true_when_each_claim_stands_for_one_of_the_true_ones(some: set[str]) -> None:
    """Two of a pair are not one of it, and one claim never stands for two."""
    both = Truth(payment_id="P", claims=(("F1", 1), ("F3", 1)), same=(PAIR, frozenset({"F3"})))
    assert is_true(both, frozenset(some)) == (some in ({"F1", "F3"}, {"F2", "F3"}))
    twice = Truth(payment_id="P", claims=(("F1", 1), ("F2", 1)), same=(PAIR, PAIR))
    assert is_true(twice, frozenset(some)) == (some == {"F1", "F2"})


def perfect(ledger: Ledger) -> list[dict[str, object]]:
    """Decisions by somebody who knows the truth: certain of what is decidable."""
    return [
        {
            "payment_id": one.payment_id,
            "outcome": "auto" if one.decidable else "suggest",
            "claims": [{"claim_id": claim, "amount": f"{amount / 100:.2f}"} for claim, amount in one.claims],
            "probability": 1 if one.decidable else None,
            "suggestions": [],
        }
        for one in ledger.truth
    ]


def test_who_knows_the_truth_scores_full_marks() -> None:
    """Precision and recall 1, nothing over-allocated, calibrated: the metrics reach their own ends."""
    ledger = mixed(claims=1_500, seed=5)
    found = evaluate(perfect(ledger), ledger.truth, ledger.items)
    assert (found.overall.precision, found.overall.recall) == (1, 1)
    assert (found.over_allocated, found.wrong, found.missed) == ((), (), ())
    assert (found.expected_calibration_error, found.brier) == (0, 0)


def test_baselines_are_as_good_as_they_are_said_to_be() -> None:
    """OCR alone is often wrong, with the amount seldom, and both miss more than a quarter; names find more, worse."""
    ledger = mixed(claims=4_000, seed=5)
    found = {
        name: evaluate(decide(ledger.items, ledger.payments), ledger.truth, ledger.items)
        for name, decide in BASELINES.items()
    }
    plain, exact, fuzzy = (one.overall for one in found.values())
    assert plain.precision is not None
    assert exact.precision is not None
    assert fuzzy.precision is not None
    assert 0.9 < plain.precision < 0.98 < exact.precision < 1
    assert 0.9 < fuzzy.precision < 0.98
    assert plain.recall is not None
    assert fuzzy.recall is not None
    assert plain.recall < 0.8 < fuzzy.recall
    assert all(one.over_allocated == () for one in found.values())


def test_no_payments_score_nothing() -> None:
    """Shares of nothing are none, and the table still stands."""
    found = evaluate([], [])
    assert (found.overall.precision, found.overall.recall, found.expected_calibration_error) == (None, None, None)
    assert len(found.table().splitlines()) == 2
    with pytest.raises(KeyError):
        found.kind("reference:ocr")


def test_kinds_add_up_to_all() -> None:
    """Each payment counts once in each dimension."""
    ledger = generate(CONSUMER, claims=500, seed=9)
    found = evaluate(perfect(ledger), ledger.truth)
    for dimension in ("reference", "amount", "structure", "payer", "name"):
        parts = [one for one in found.kinds if one.kind.startswith(f"{dimension}:")]
        assert sum(one.payments for one in parts) == found.overall.payments == len(ledger.truth)
        assert sum(one.right for one in parts) == found.overall.right

"""Decision records: as objects and as text they say the same, and what is no decision is refused."""

import pytest

from faktura.core.errors import InputError
from faktura.lab.records import decided

OBJECTS: dict[str, object] = {
    "payment_id": "P1",
    "outcome": "suggest",
    "claims": [],
    "probability": "0.7",
    "gate": "margin",
    "suggestions": [
        {
            "claims": [{"claim_id": "A:1", "amount": "250.00"}, {"claim_id": "F2", "amount": "-50.00"}],
            "probability": 0.8,
        },
        {"claims": [{"claim_id": "F3", "amount": "200.00"}], "probability": 0.15},
    ],
}
TEXT: dict[str, object] = {**OBJECTS, "claims": "", "suggestions": "A:1:250.00;F2:-50.00@0.8|F3:200.00@0.15"}


def test_objects_and_text_say_the_same() -> None:
    """Claim ids may hold a colon; amounts become hundredths; the first suggestion's probability is the decision's."""
    one = decided(OBJECTS)
    assert one == decided(TEXT)
    assert one.suggestions[0].claims == (("A:1", 25000), ("F2", -5000))
    assert one.sets == (frozenset({"A:1", "F2"}), frozenset({"F3"}))
    assert (one.top, one.probability, one.gate) == (frozenset({"A:1", "F2"}), 0.8, "margin")


def test_an_automatic_decision_stands_for_its_claims() -> None:
    """Its suggestions, if any, are not what it did; an unmatched one stands for nothing."""
    one = decided(
        {
            "payment_id": "P",
            "outcome": "auto",
            "claims": "F1:10.00",
            "probability": 0.9999,
            "suggestions": "F2:1.00@0.5",
        }
    )
    assert (one.top, one.probability, one.automatic) == (frozenset({"F1"}), 0.9999, True)
    none = decided({"payment_id": "P", "outcome": "unmatched", "claims": None})
    assert (none.top, none.probability, none.claims) == (frozenset(), None, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"payment_id": ""},
        {"outcome": "maybe"},
        {"outcome": None},
        {"outcome": "auto", "claims": "F1:ten"},
        {"outcome": "auto", "claims": 7},
        {"outcome": "auto", "claims": ["F1"]},
        {"probability": "likely", "suggestions": []},
        {"suggestions": "F1:1.00@1.5"},
    ],
)
def test_what_is_no_decision_is_refused(wrong: dict[str, object]) -> None:
    """With the column at fault, so that another engine's author finds it."""
    with pytest.raises(InputError) as refusal:
        decided({**OBJECTS, **wrong})
    assert refusal.value.code == "lab.record"

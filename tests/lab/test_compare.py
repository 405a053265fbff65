"""Two policies side by side: what they decide differently, and which of them was right."""

from decimal import Decimal

import pytest

from faktura import lab
from faktura.core.money import Money
from faktura.core.sender import MatchingPolicy
from faktura.lab.synthetic import CONSUMER, generate

ITEMS = [
    {"claim_id": "F1", "ocr": "12351", "customer_id": "K", "due_date": "2026-10-01", "open": "250.50"},
    {"claim_id": "F2", "ocr": "12369", "customer_id": "L", "due_date": "2026-10-01", "open": "99.00"},
]
PAYMENTS = [
    {"payment_id": "P1", "booked_on": "2026-10-02", "amount": "250.50", "reference": "12351"},
    {"payment_id": "P2", "booked_on": "2026-10-02", "amount": "99.00", "reference": "12369"},
]
NEVER = MatchingPolicy(auto=Decimal(1), margin=10_000)


def test_only_what_is_decided_differently_is_listed() -> None:
    """With both reasons, and who was right."""
    found = lab.compare(MatchingPolicy(), NEVER, items=ITEMS, payments=PAYMENTS, truth={"P1": ["F1"], "P2": []})
    assert [one.payment_id for one in found.differences] == ["P1", "P2"]
    one, other = found.differences
    assert (one.first, one.second, one.right) == ("auto F1", "suggest", "first")
    assert other.right == "neither"
    assert one.why_first == found.first.why("P1") != one.why_second
    assert found.table(1).splitlines()[1].startswith("P1")
    assert "2 of 2 payments" in found._repr_html_()


def test_a_policy_differs_from_itself_in_nothing() -> None:
    """And without the truth nobody is called right."""
    same = lab.compare(MatchingPolicy(), MatchingPolicy(), items=ITEMS, payments=PAYMENTS)
    assert same.differences == ()
    assert {one.right for one in lab.compare(MatchingPolicy(), NEVER, items=ITEMS, payments=PAYMENTS).differences} == {
        ""
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_every_difference_is_one_and_none_is_forgotten(seed: int) -> None:
    """Counting outcomes over a whole ledger gives the same number."""
    ledger = generate(CONSUMER, claims=300, seed=seed)
    exact = MatchingPolicy(write_off=Money(0))
    found = lab.compare(
        MatchingPolicy(), exact, items=ledger.items, payments=ledger.payments, links=ledger.links, truth=ledger.truth
    )
    pairs = zip(found.first.records(), found.second.records(), strict=True)
    different = {a["payment_id"] for a, b in pairs if (a["outcome"], a["claims"]) != (b["outcome"], b["claims"])}
    assert {one.payment_id for one in found.differences} <= different
    listed = {one.payment_id for one in found.differences}
    outcomes = zip(found.first.records(), found.second.records(), strict=True)
    assert {a["payment_id"] for a, b in outcomes if a["outcome"] != b["outcome"]} <= listed

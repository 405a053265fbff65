"""The checks see what they look for: an engine that minds the order, and one that learns."""

from collections.abc import Mapping, Sequence

import pytest

from faktura import lab
from faktura.lab.baselines import ocr_with_amount
from faktura.lab.checks import changed_by_order, learning
from faktura.lab.synthetic import CONSUMER, PROFILES, SUPPLIER, Profile, generate

Rows = Sequence[Mapping[str, str]]


def by_place(items: Rows, payments: Rows, _links: Rows) -> list[dict[str, object]]:
    """An engine that settles the first payment, whichever that is."""
    first: dict[str, object] = {
        "payment_id": payments[0]["payment_id"],
        "outcome": "auto",
        "claims": f"{items[0]['claim_id']}:1.00",
    }
    rest: list[dict[str, object]] = [{"payment_id": row["payment_id"], "outcome": "unmatched"} for row in payments[1:]]
    return [first, *rest]


def by_amount(items: Rows, payments: Rows, _links: Rows) -> list[dict[str, object]]:
    """An engine that does not mind the order: unique claims by OCR and amount."""
    return ocr_with_amount(items, payments)


def by_account(items: Rows, payments: Rows, links: Rows) -> list[dict[str, object]]:
    """An engine that knows accounts only, and settles the customer's one open claim of the amount."""
    customers = {row["payer_account"]: row["customer_id"] for row in links}
    records: list[dict[str, object]] = []
    for row in payments:
        customer = customers.get(row["payer_account"])
        found = [
            one for one in items
            if customer and one["customer_id"] == customer and one["open"] == row["amount"] and one["status"] == "open"
        ]  # fmt: skip
        claims = f"{found[0]['claim_id']}:{found[0]['open']}" if found else ""
        records.append({"payment_id": row["payment_id"], "outcome": "auto" if found else "unmatched", "claims": claims})
    return records


def test_an_engine_that_minds_the_order_is_found_out() -> None:
    """Two payments change: the one that was first, and the one that is."""
    ledger = generate(SUPPLIER, claims=200, seed=1)
    assert len(changed_by_order(by_place, ledger, seed=1)) == 2
    assert changed_by_order(by_amount, ledger, seed=1) == ()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.name)
def test_our_engine_does_not_mind_the_order(profile: Profile) -> None:
    """Items, payments and links in another order: every decision, probability and suggestion is the same."""
    assert changed_by_order(lab.decide, generate(profile, claims=250, seed=8), seed=8) == ()


def test_our_engine_learns_without_harm() -> None:
    """One link confirmed by hand settles more of the payments that come again, and none wrongly."""
    found = learning(lab.decide, generate(SUPPLIER, claims=800, seed=2))
    assert found.payments > 3
    assert found.before <= found.after
    assert found.wrong_after <= found.wrong_before


def test_a_confirmed_link_is_learnt_from() -> None:
    """Accounts that nobody knew come again; an engine that looks at links settles more with them."""
    ledger = generate(CONSUMER, claims=1_200, seed=2)
    found = learning(by_account, ledger)
    assert found.payments > 3
    assert found.before == 0 < found.after
    deaf = learning(by_amount, ledger)
    assert (deaf.before, deaf.wrong_before) == (deaf.after, deaf.wrong_after)

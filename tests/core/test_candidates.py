"""Look-ups in memory put in order what is asked for, however the items came."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from faktura.core.candidates import InMemoryCandidates, by_age
from faktura.core.claim import MOST_BY_NAME, OpenItem
from faktura.core.money import sek


def claim(at: int, customer: str, minor: int = 350_00) -> OpenItem:
    """A claim that is the later due the higher its number."""
    due = date(2026, 1, 1) + timedelta(days=at // 2)
    return OpenItem(
        id=f"F{at:03}", creditor="A", customer_id=customer, number=f"{at:03}", reference="", open=sek(minor // 100),
        due=due, customer_name="Anna Lind",
    )  # fmt: skip


@given(st.integers(0, 10**6), st.integers(2, 40))
def test_items_are_ordered_by_age_however_many(seed: int, count: int) -> None:
    """By due day, number and id, for a few as for many."""
    items = [claim(at, "C") for at in range(count)]
    mixed = Random(seed).sample(items, count)
    assert by_age(mixed) == items


@given(st.integers(0, 10**6), st.integers(1, 60))
def test_namesakes_stand_by_age_and_no_more_than_the_limit(seed: int, count: int) -> None:
    """Who has owed the longest stands first, in every order of the items, and each once; asked twice alike."""
    items = [claim(at, f"C{at % count}") for at in range(count + 5)]
    found = InMemoryCandidates(Random(seed).sample(items, len(items)))
    asked = [("anna lind", sek(350)), ("lind/a", sek(350))]
    for _ in range(2):
        for some in found.by_name(asked).values():
            assert some == tuple(f"C{at}" for at in range(count))[:MOST_BY_NAME]


@given(st.integers(0, 10**6), st.integers(2, 40))
def test_a_customers_equal_claims_stand_by_age(seed: int, count: int) -> None:
    """Of a few claims as of many, whichever look-up comes first."""
    items = [claim(at, "C", 100_00 + at % 2 * 100_00) for at in range(count)]
    found = InMemoryCandidates(Random(seed).sample(items, count))
    for minor in (100, 200):
        same = [item for item in items if item.open == sek(minor)]
        assert found.by_customer_amount([("C", sek(minor))]).get(("C", sek(minor)), ()) == tuple(same)
    assert found.by_customer(["C"])["C"] == tuple(items)

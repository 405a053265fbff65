"""Candidates held in memory: exact look-ups, in one order, whatever order the items came in."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.claim import MOST_BY_AMOUNT, InMemoryCandidates, OpenItem
from faktura.core.money import Money, sek

DAY = date(2026, 3, 1)
ITEM = OpenItem(
    id="F1", creditor="A", customer_id="K1", number="1", reference="12351", open=sek(100), due=date(2026, 3, 1)
)
ITEMS = st.lists(
    st.builds(
        OpenItem,
        id=st.integers(1, 10**6).map(str),
        creditor=st.just("A"),
        customer_id=st.sampled_from(["K1", "K2"]),
        number=st.sampled_from(["1", "2", "10"]),
        reference=st.sampled_from(["", "12351", "12369"]),
        open=st.builds(Money, st.sampled_from([0, 100, -100]), st.sampled_from(["SEK", "EUR"])),
        due=st.integers(0, 3).map(lambda days: DAY + timedelta(days)),
    ),
    max_size=12,
    unique_by=lambda item: item.id,
)


@given(ITEMS.flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))))
def test_every_look_up_finds_exactly_its_items_oldest_due_first(orders: tuple[list[OpenItem], list[OpenItem]]) -> None:
    """The answer does not depend on the order the items were given in; keys without a hit are left out."""
    items, shuffled = orders
    one, other = InMemoryCandidates(items), InMemoryCandidates(shuffled)
    ordered = sorted(items, key=lambda item: (item.due, item.number, item.id))

    def expected(key: object, of: Sequence[tuple[object, OpenItem]]) -> dict[object, tuple[OpenItem, ...]]:
        found = tuple(item for own, item in of if own == key)
        return {key: found} if found else {}

    for reference in ("12351", "12369", "9"):
        wanted = expected(reference, [(item.reference, item) for item in ordered])
        assert one.by_reference([reference]) == other.by_reference([reference]) == wanted
    for number in ("1", "2", "10", "9"):
        wanted = expected(number, [(item.number, item) for item in ordered])
        assert one.by_number([number]) == other.by_number([number]) == wanted
    for customer in ("K1", "K2", "K9"):
        wanted = expected(customer, [(item.customer_id, item) for item in ordered if item.open])
        assert one.by_customer([customer]) == other.by_customer([customer]) == wanted
    for amount in (Money(100), Money(-100), Money(100, "EUR"), Money(7)):
        wanted = expected(amount, [(item.open, item) for item in ordered if item.open])
        assert one.by_amount([amount]) == other.by_amount([amount]) == wanted


def test_a_batch_is_answered_at_once() -> None:
    """Every key with a hit, those without left out, a key asked twice answered once."""
    other = evolve(ITEM, id="F2", reference="12369", number="2", open=sek(200))
    both = InMemoryCandidates([ITEM, other])
    assert both.by_reference(["12369", "nothing", "12351", "12369"]) == {"12369": (other,), "12351": (ITEM,)}
    assert both.by_amount([sek(200), sek(1)]) == {sek(200): (other,)}


def test_a_paid_item_is_known_but_not_open() -> None:
    """By reference and number it is found, so that a double payment is told from an unknown one."""
    paid = InMemoryCandidates([evolve(ITEM, open=sek(0))])
    assert paid.by_reference(["12351"])["12351"][0].open == sek(0)
    assert paid.by_number(["1"])["1"][0].open == sek(0)
    assert (paid.by_customer(["K1"]), paid.by_amount([sek(0), sek(100)])) == ({}, {})


def test_an_item_without_reference_is_not_found_by_an_empty_one() -> None:
    """A payment without any reference must not meet every invoice without one."""
    assert InMemoryCandidates([evolve(ITEM, reference="")]).by_reference([""]) == {}


@pytest.mark.parametrize(("count", "found"), [(MOST_BY_AMOUNT, MOST_BY_AMOUNT), (MOST_BY_AMOUNT + 1, MOST_BY_AMOUNT)])
def test_a_look_up_by_amount_stops(count: int, found: int) -> None:
    """More items of one amount say nothing about a payment; the oldest are given."""
    items = [evolve(ITEM, id=f"F{at}", due=DAY + timedelta(at)) for at in range(count)]
    answer = InMemoryCandidates(reversed(items)).by_amount([sek(100)])[sek(100)]
    assert [item.id for item in answer] == [f"F{at}" for at in range(found)]


def test_payers_are_known_by_the_customers_they_paid_for() -> None:
    """Each customer once, in one order; an account that paid for nobody is no hit."""
    payers = {"bankgiro:1": ["K2", "K1", "K2"], "bankgiro:2": []}
    known = InMemoryCandidates([], payers)
    assert known.by_payer(["bankgiro:1", "bankgiro:2", "bankgiro:3"]) == {"bankgiro:1": ("K1", "K2")}

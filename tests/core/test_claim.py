"""Candidates held in memory: exact look-ups, in one order, whatever order the items came in."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import MOST_BY_AMOUNT, MOST_BY_CUSTOMER, LastPayment, OpenItem, settles
from faktura.core.money import Money, sek
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import payer_keys

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
    """Each customer once with all its payments, in one order; an account that paid for nobody is no hit."""
    by_hand = PayerLink(customer_id="K1", count=3, last_on=DAY, manual=True)
    known = InMemoryCandidates([], {"bankgiro:1": ["K2", by_hand, "K2"], "bankgiro:2": []})
    assert known.by_account(["bankgiro:1", "bankgiro:2", "bankgiro:3"]) == {
        "bankgiro:1": (by_hand, PayerLink(customer_id="K2", count=2))
    }


def test_a_customer_is_found_by_name_among_those_with_the_amount() -> None:
    """Whatever the bank has done to the name; nobody who owes another amount is looked at."""
    items = [
        evolve(ITEM, id="F1", customer_id="K1", customer_name="Åsa Öberg"),
        evolve(ITEM, id="F2", customer_id="K2", customer_name="Bergs Bygg AB"),
        evolve(ITEM, id="F3", customer_id="K3", customer_name="Åsa Öberg", open=sek(7)),
    ]
    known = InMemoryCandidates(items)
    for written in ("OBERG, ASA", "Ã…sa Ã–berg", "]sa \\berg", "?SA ?BERG", "Öberg Å"):
        found = known.by_name([(key, sek(100)) for key in payer_keys(written)])
        assert ("K1",) in found.values(), written
        assert ("K3",) not in found.values()
    assert ("K2",) in known.by_name([(key, sek(100)) for key in payer_keys("Aktiebolaget Bergs Bygg")]).values()


def test_a_large_customers_claims_are_found_by_amount() -> None:
    """Paid ones too, by what paid them, so that a second payment is seen."""
    items = [evolve(ITEM, id=f"F{at}", number=str(at), open=sek(at)) for at in range(1, 60)]
    paid = evolve(ITEM, id="P", number="P", open=sek(0), total=sek(17), paid_on=DAY)
    for some in (items[15:18], items):
        known = InMemoryCandidates([*some, paid])
        (found,) = known.by_customer_amount([("K1", sek(17)), ("K1", sek(99)), ("K9", sek(17))]).values()
        assert {item.id for item in found} == {"F17", "P"}


def test_what_was_paid_in_parts_is_found_by_the_last_of_them() -> None:
    """A copy repeats that payment, and not what the claim once was; while something is open, that is what it is found by."""
    parts = evolve(ITEM, open=sek(0), total=sek(100), paid_on=DAY, last=LastPayment(part=sek(30)))
    assert set(InMemoryCandidates([parts]).by_customer_amount([("K1", sek(30)), ("K1", sek(100))])) == {("K1", sek(30))}
    assert (settles(parts), settles(evolve(parts, open=sek(70)))) == (sek(30), sek(70))


def test_a_number_is_found_without_its_letters() -> None:
    """People leave prefix and hyphens out; few digits alone are no number."""
    known = InMemoryCandidates([evolve(ITEM, number="F-1023"), evolve(ITEM, id="F2", number="K-7")])
    assert set(known.by_number(["F-1023", "1023", "K-7", "7"])) == {"F-1023", "1023", "K-7"}


def test_of_very_many_equal_claims_the_oldest_open_and_the_last_paid_are_seen() -> None:
    """One customer id for all who buy without an account: the look-up stays short, and oldest first stays true."""
    items = [evolve(ITEM, id=f"F{at:04}", number=f"{at:04}", due=DAY + timedelta(at)) for at in range(200)]
    paid = [evolve(one, open=sek(0), total=sek(100), paid_on=one.due) for one in items[:100]]
    known = InMemoryCandidates([*paid, *items[100:]])
    (found,) = known.by_customer_amount([("K1", sek(100))]).values()
    assert [one.id for one in found if one.open.minor] == [one.id for one in items[100 : 100 + MOST_BY_CUSTOMER]]
    assert [one.id for one in found if not one.open.minor] == [one.id for one in paid[-MOST_BY_CUSTOMER:]]
    assert known.by_customer(["K1"])["K1"] == tuple(items[100 : 100 + MOST_BY_CUSTOMER])

"""Feared losses: value without VAT, never more than is owed, lifted by whatever lowers the claim."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import LossFeared, LossFearLifted
from faktura.core.document import line
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.receivable_event import Parts
from faktura.rules.posting.post import post
from tests.rules.posting.histories import (
    CASH,
    ISSUED,
    PAID,
    allocated,
    booked,
    came,
    document,
    history,
    principal,
    rot_sale,
    sale_25,
    written_off,
)


def feared(kronor: int, id: str = "L1") -> LossFeared:
    return LossFeared(receivable_id="D1001", loss_id=id, on=ISSUED, amount=sek(kronor))


def lifted(kronor: int, id: str = "L1") -> LossFearLifted:
    return LossFearLifted(receivable_id="D1001", loss_id=id, on=PAID, amount=sek(kronor))


CASES: list[tuple[tuple[Event, ...], int]] = [
    # what happened, what is written down after it (öre)
    ((feared(12500),), 10000_00),
    ((feared(5000),), 4000_00),
    ((feared(5000), feared(5000, "L2")), 8000_00),
    ((feared(9000), feared(9000, "L2")), 10000_00),  # never more than is owed
    ((feared(12500), lifted(5000)), 6000_00),
    ((feared(12500), lifted(99999)), 0),
    ((feared(5000), lifted(5000, "other")), 4000_00),
    ((feared(12500), allocated(principal("5000"))), 6000_00),  # what was paid is no longer feared
    ((feared(5000), allocated(principal("5000"))), 4000_00),  # there is still as much to fear for
    ((feared(12500), allocated(principal("12500"))), 0),
    ((feared(12500), written_off(principal("5000"), "bad_debt")), 6000_00),  # what is lost is no longer feared
    ((feared(5000), written_off(principal("5000"), "bad_debt")), 0),
    ((feared(12500), written_off(principal("12500"), "discount")), 0),
]


@pytest.mark.parametrize(("events", "down"), CASES)
def test_what_is_written_down(events: tuple[Event, ...], down: int) -> None:
    """6352 and 1519 are each other's mirror; VAT is untouched by fear."""
    found = booked(history(sale_25(), *events), payments=[came(sek(12500))])
    assert (found.get("1519", 0), found.get("6352", 0)) == (-down, down)


def test_under_the_cash_method_there_is_nothing_to_fear_before_the_years_end() -> None:
    """What was never income is not written down; what the year's end booked is."""
    assert post([history(sale_25(), feared(12500))], books=CASH) == ()
    later = attrs.evolve(feared(12500), on=PAID)
    books = attrs.evolve(CASH, year_ends=(ISSUED,))
    assert booked(history(sale_25(), later), books=books)["1519"] == -10000_00


def test_skatteverkets_share_is_not_feared_for() -> None:
    """Only the customer's part of a ROT invoice is written down."""
    life = history(rot_sale(), attrs.evolve(feared(20000), receivable_id="D1001"))
    assert booked(life)["1519"] == -11000_00


@given(st.lists(st.tuples(st.sampled_from(["fear", "lift", "pay", "lose"]), st.integers(1, 6000_00)), max_size=8))
def test_fear_is_never_more_than_the_claim_without_its_vat(steps: list[tuple[str, int]]) -> None:
    """In any order; and it is nothing when nothing is owed."""
    sale = document(line("a", 1, 6000, vat=25), line("b", 1, 2500, vat=12), line("c", 1, 2000, vat=0))
    left, events = sale.amount_due.minor, list[Event]()
    for at, (what, minor) in enumerate(steps):
        taken = min(minor, left)
        match what:
            case "fear":
                events.append(attrs.evolve(feared(1, f"L{at}"), amount=Money(minor)))
            case "lift":
                events.append(attrs.evolve(lifted(1, f"L{at - 1}"), amount=Money(minor)))
            case "pay" if taken:
                left -= taken
                events.append(allocated(Parts.of_principal(Money(taken)), id=f"A{at}", payment_id=f"P{at}"))
            case "lose" if taken:
                left -= taken
                events.append(written_off(Parts.of_principal(Money(taken)), "bad_debt", id=f"W{at}"))
        found = booked(history(sale, *events))
        assert 0 <= -found.get("1519", 0) <= left
        assert found.get("1519", 0) == -found.get("6352", 0)
    if not left:
        assert "1519" not in booked(history(sale, *events))

"""A payment's parts are always the payment: allocated, kept, refunded, set aside and undecided."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.payment import (
    PartAllocated,
    PartReleased,
    PaymentDecided,
    PaymentReceived,
    RestIgnored,
    RestKept,
    RestRefunded,
    evolve_payment,
    fold_payment,
)
from faktura.core.receivable_event import Paused

DAY = date(2026, 3, 20)
CAME = PaymentReceived(
    payment_id="P1", on=DAY, amount=sek(1000), account="bankgiro:9912346", channel="bankgiro", content="c", source_digest="d"
)  # fmt: skip


def part(amount: Money, number: int = 1) -> PartAllocated:
    """A link to an invoice of its own."""
    return PartAllocated(
        payment_id="P1",
        allocation_id=f"a{number}",
        receivable_id=f"F{number}",
        on=DAY,
        amount=amount,
        by="automatic",
        why="",
    )


@pytest.mark.parametrize(
    "events",
    [
        [part(sek("1000.01"))],
        [part(sek(600)), part(sek(500), 2)],
        [RestKept(payment_id="P1", customer_id="K", on=DAY, amount=sek(-1))],
        [RestIgnored(payment_id="P1", on=DAY, amount=sek(-1), reason="x")],
        [part(sek(600)), RestRefunded(payment_id="P1", refund_id="r", on=DAY, amount=sek(401))],
    ],
    ids=["more than came", "twice the money", "kept below zero", "set aside below zero", "refunded and used"],
)
def test_no_more_can_be_taken_than_came(events: list[Event]) -> None:
    """Every part is zero or more, and together they never exceed the payment."""
    with pytest.raises(InputError) as refusal:
        fold_payment([CAME, *events])
    assert refusal.value.code == "payment.over"


def test_a_released_part_is_undecided_again_and_remembered() -> None:
    """A link that a person undid is remembered, so that automation does not make it again."""
    back = PartReleased(payment_id="P1", allocation_id="a1", receivable_id="F1", on=DAY, amount=sek(600), by="manual")
    state = fold_payment([CAME, part(sek(600)), back])
    assert state is not None
    assert (state.unallocated, state.allocations, state.released_by_hand) == (sek(1000), (), ("F1",))


def test_the_state_of_any_day_is_the_fold_that_stops_there() -> None:
    """Before the payment came there is nothing."""
    assert fold_payment([CAME], until=date(2026, 3, 19)) is None
    assert fold_payment([CAME], until=DAY) is not None


def test_the_newest_decision_explains() -> None:
    """Deciding changes no amount, only which explanation is the current one."""
    decided = PaymentDecided(payment_id="P1", on=DAY, outcome="matched", explanation="e")
    state = fold_payment([CAME, decided])
    assert state is not None
    assert (state.explanation, state.unallocated) == ("e", sek(1000))


def test_an_event_of_another_stream_is_refused() -> None:
    """Folding a receivable's event into a payment is a mistake that is told."""
    state = fold_payment([CAME])
    assert state is not None
    with pytest.raises(InputError) as refusal:
        evolve_payment(state, Paused(receivable_id="F1", on=DAY, reason=""))
    assert refusal.value.code == "payment.event"


@given(st.lists(st.tuples(st.sampled_from(["link", "keep", "refund", "ignore"]), st.integers(-400_00, 600_00))))
def test_the_parts_are_the_payment(steps: list[tuple[str, int]]) -> None:
    """After any steps, those refused left out, the parts sum to the payment and none is negative."""
    state = fold_payment([CAME])
    assert state is not None
    for number, (what, minor) in enumerate(steps):
        amount = Money(minor)
        events: dict[str, Event] = {
            "link": part(abs(amount), number),
            "keep": RestKept(payment_id="P1", customer_id="K", on=DAY, amount=amount),
            "refund": RestRefunded(payment_id="P1", refund_id="r", on=DAY, amount=abs(amount)),
            "ignore": RestIgnored(payment_id="P1", on=DAY, amount=amount, reason="x"),
        }
        try:
            state = evolve_payment(state, events[what])
        except InputError:
            continue
    parts = (state.allocated, state.kept, state.refunded, state.ignored, state.unallocated)
    assert sum(one.minor for one in parts) == state.amount.minor
    assert all(one.minor >= 0 for one in parts)


def test_money_taken_back_by_the_bank_says_so() -> None:
    """Its parts add up like any other's; whoever sums payments counts it the other way."""
    state = fold_payment(
        [evolve(CAME, reversal=True), RestIgnored(payment_id="P1", on=DAY, amount=sek(1000), reason="x")]
    )
    assert state is not None
    assert (state.reversal, state.ignored, state.unallocated) == (True, sek(1000), sek(0))
    plain = fold_payment([CAME])
    assert plain is not None
    assert not plain.reversal

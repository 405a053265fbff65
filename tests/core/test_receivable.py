"""A receivable changes by events only, and its balance is always the sum of what happened."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import CurrencyMismatch, InputError
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.payment import PartAllocated
from faktura.core.receivable import (
    DebtorKind,
    DunningStage,
    EntryKind,
    Part,
    PaymentStatus,
    Receivable,
    evolve,
    fold,
)
from faktura.core.receivable_event import (
    Disputed,
    DisputeSettled,
    FeeCharged,
    InterestCharged,
    Netted,
    NettingUndone,
    Parts,
    Paused,
    PaymentAllocated,
    PaymentReleased,
    PayoutRequested,
    Postponed,
    ReceivableOpened,
    Refunded,
    ReminderSent,
    Resumed,
    WriteOffReversed,
    WrittenOff,
)

DUE = date(2026, 3, 1)
DAY = date(2026, 3, 20)


def claim(kronor: str = "1000") -> Receivable:
    """A company owes *kronor*."""
    return Receivable.opened(id="F1", principal=sek(kronor), due=DUE, debtor=DebtorKind.COMPANY)


def charged() -> Receivable:
    """1 000 kronor, 60 in fees and 12.50 in interest."""
    fee = FeeCharged(receivable_id="F1", charge_id="c1", kind="reminder", on=DAY, amount=sek(60), law="")
    interest = InterestCharged(receivable_id="F1", charge_id="c2", on=DAY, amount=sek("12.50"), since=DUE, until=DAY)
    return evolve(evolve(claim(), fee), interest)


def kronor(state: Receivable) -> tuple[str, str, str]:
    """What is left: principal, interest, fees."""
    return (str(state.left.principal.major), str(state.left.interest.major), str(state.left.fees.major))


@pytest.mark.parametrize(
    ("paid", "order", "left"),
    [
        ("60", None, ("1000.00", "12.50", "0.00")),
        ("72.50", None, ("1000.00", "0.00", "0.00")),
        ("100", None, ("972.50", "0.00", "0.00")),
        ("1072.50", None, ("0.00", "0.00", "0.00")),
        ("100", (Part.PRINCIPAL, Part.INTEREST, Part.FEES), ("900.00", "12.50", "60.00")),
        ("1005", (Part.PRINCIPAL, Part.FEES, Part.INTEREST), ("0.00", "12.50", "55.00")),
        ("0", None, ("1000.00", "12.50", "60.00")),
    ],
)
def test_a_payment_falls_on_costs_interest_and_principal_in_order(
    paid: str, order: tuple[Part, ...] | None, left: tuple[str, str, str]
) -> None:
    """By default costs first, then interest, then principal; a host can choose principal first."""
    state = charged()
    after = state.paid(sek(paid), on=DAY) if order is None else state.paid(sek(paid), on=DAY, order=order)
    assert kronor(after) == left


@pytest.mark.parametrize("amount", [sek("1000.01"), sek("-1")])
def test_more_than_is_owed_is_not_taken(amount: Money) -> None:
    """What exceeds the debt is the payer's: the call is refused, nothing is cut."""
    with pytest.raises(InputError) as refusal:
        claim().paid(amount, on=DAY)
    assert refusal.value.code == "receivable.over"


def test_another_currency_is_not_taken() -> None:
    """Euro does not settle kronor."""
    with pytest.raises(CurrencyMismatch):
        claim().paid(Money(100, "EUR"), on=DAY)


def test_the_balance_of_any_day_is_the_fold_that_stops_there() -> None:
    """As of the day before the payment the whole is owed, and before it was opened there is nothing."""
    events: Sequence[Event] = (
        ReceivableOpened(receivable_id="F1", on=DUE, principal=sek(1000), due=DUE, debtor="company"),
        PaymentAllocated(
            receivable_id="F1", allocation_id="a", payment_id="p", on=DAY, parts=Parts.of_principal(sek(400))
        ),
    )
    assert fold(events, until=DUE - timedelta(days=1)) is None
    before, after = fold(events, until=DAY - timedelta(days=1)), fold(events)
    assert before is not None
    assert after is not None
    assert (before.outstanding, after.outstanding) == (sek(1000), sek(600))
    assert (after.principal_on(DUE), after.principal_on(DAY)) == (sek(1000), sek(600))


def test_each_undoing_is_the_exact_inverse() -> None:
    """Payment, write-off and netting leave, undone, the balance and its parts as they were."""
    state = charged()
    parts = Parts(principal=sek(10), interest=sek(2), fees=sek(1))
    paid = PaymentAllocated(receivable_id="F1", allocation_id="a", payment_id="p", on=DAY, parts=parts)
    released = PaymentReleased(receivable_id="F1", allocation_id="a", payment_id="p", on=DAY, parts=parts)
    gone = WrittenOff(receivable_id="F1", write_off_id="w", on=DAY, parts=parts, reason="bad_debt")
    back = WriteOffReversed(receivable_id="F1", write_off_id="w", on=DAY, parts=parts, reason="bad_debt")
    netted = Netted(receivable_id="F1", netting_id="n", other_id="K1", on=DAY, effect=sek(-100))
    undone = NettingUndone(receivable_id="F1", netting_id="n", other_id="K1", on=DAY, effect=sek(100))
    for there, again in ((paid, released), (gone, back), (netted, undone)):
        after = evolve(evolve(state, there), again)
        assert after.left == state.left
        assert all(after.moved(kind) == state.moved(kind) for kind in EntryKind)


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((), PaymentStatus.OPEN),
        ((("paid", 400),), PaymentStatus.PART_PAID),
        ((("paid", 1000),), PaymentStatus.SETTLED),
        ((("netted", -1000),), PaymentStatus.SETTLED),
        ((("netted", -400),), PaymentStatus.PART_PAID),
        ((("paid", 999), ("rounding", 1)), PaymentStatus.SETTLED),
        ((("paid", 400), ("bad_debt", 600)), PaymentStatus.WRITTEN_OFF),
        ((("netted", -1100),), PaymentStatus.OVERPAID),
    ],
)
def test_payment_status(events: tuple[tuple[str, int], ...], status: PaymentStatus) -> None:
    """Open, part-paid, settled, written off, overpaid: by what moved the balance."""
    state = claim()
    for what, amount in events:
        parts = Parts.of_principal(sek(amount))
        event: Event
        if what == "paid":
            event = PaymentAllocated(receivable_id="F1", allocation_id="a", payment_id="p", on=DAY, parts=parts)
        elif what == "netted":
            event = Netted(receivable_id="F1", netting_id="n", other_id="K", on=DAY, effect=sek(amount))
        else:
            event = WrittenOff(receivable_id="F1", write_off_id="w", on=DAY, parts=parts, reason=what)
        state = evolve(state, event)
    assert state.payment_status is status


def test_a_credit_note_is_a_negative_receivable() -> None:
    """It is owed back; a refund brings it to zero."""
    credit = Receivable.opened(id="K1", principal=sek(-300), due=DUE, debtor=DebtorKind.CONSUMER)
    assert (credit.is_credit, credit.payment_status) == (True, PaymentStatus.OPEN)
    refunded = evolve(credit, Refunded(receivable_id="K1", refund_id="r", on=DAY, amount=sek(300)))
    assert (refunded.outstanding, refunded.payment_status) == (sek(0), PaymentStatus.SETTLED)


def test_flags_stand_beside_the_stage() -> None:
    """Paused, disputed and postponed come and go; a reminder moves the stage and ends a postponement."""
    state = evolve(claim(), Paused(receivable_id="F1", on=DAY, reason="holiday"))
    state = evolve(state, Disputed(receivable_id="F1", on=DAY, reason="wrong hours"))
    state = evolve(state, Postponed(receivable_id="F1", on=DAY, until=DAY + timedelta(days=9), reason="asked"))
    assert (state.paused, state.disputed, state.postponed_until) == (True, True, date(2026, 3, 29))
    state = evolve(state, Resumed(receivable_id="F1", on=DAY))
    state = evolve(state, DisputeSettled(receivable_id="F1", on=DAY, outcome="agreed"))
    assert (state.paused, state.disputed, state.stage) == (False, False, DunningStage.NONE)
    sent = ReminderSent(receivable_id="F1", reminder_id="r", on=DAY, number=1, pay_by=DAY)
    state = evolve(state, sent)
    assert (state.stage, state.reminders, state.postponed_until) == (DunningStage.REMINDED, (DAY,), None)
    asked = PayoutRequested(receivable_id="F1", request_name="x", on=DAY, amount=sek(300))
    assert evolve(state, asked).requested == (sek(300),)


def test_an_event_of_another_stream_is_refused() -> None:
    """Folding a payment's event into a receivable is a mistake that is told."""
    event = PartAllocated(
        payment_id="p", allocation_id="a", receivable_id="F1", on=DAY, amount=sek(1), by="manual", why=""
    )
    with pytest.raises(InputError) as refusal:
        evolve(claim(), event)
    assert refusal.value.code == "receivable.event"


AMOUNTS = st.integers(-500_00, 500_00).map(Money)


@given(st.lists(st.tuples(st.sampled_from(["paid", "fee", "interest", "off", "net", "refund"]), AMOUNTS), max_size=12))
def test_conservation(moves: list[tuple[str, Money]]) -> None:
    """Whatever happens, outstanding = opened + charged − paid − written off + refunded + netted."""
    state = claim()
    for what, amount in moves:
        parts = Parts.of_principal(amount)
        events: dict[str, Event] = {
            "paid": PaymentAllocated(receivable_id="F1", allocation_id="a", payment_id="p", on=DAY, parts=parts),
            "fee": FeeCharged(receivable_id="F1", charge_id="c", kind="reminder", on=DAY, amount=amount, law=""),
            "interest": InterestCharged(receivable_id="F1", charge_id="c", on=DAY, amount=amount, since=DUE, until=DAY),
            "off": WrittenOff(receivable_id="F1", write_off_id="w", on=DAY, parts=parts, reason="goodwill"),
            "net": Netted(receivable_id="F1", netting_id="n", other_id="K", on=DAY, effect=amount),
            "refund": Refunded(receivable_id="F1", refund_id="r", on=DAY, amount=amount),
        }
        state = evolve(state, events[what])
    assert state.outstanding.minor == sum(state.moved(kind).minor for kind in EntryKind)
    assert state.left.sum == state.outstanding
    assert state.principal_on(DAY) == state.left.principal

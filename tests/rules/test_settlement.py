"""Settlement of debts: nothing is lost or made, and everything has an exact inverse."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import CurrencyMismatch, InputError, Refused
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.payment import PaymentReceived, PaymentState, evolve_payment, fold_payment
from faktura.core.receivable import (
    COSTS_FIRST,
    DebtorKind,
    EntryKind,
    Part,
    PaymentStatus,
    Receivable,
    evolve,
)
from faktura.core.receivable_event import FeeCharged, InterestCharged
from faktura.rules.settlement import (
    Settlement,
    allocate_payment,
    ignore_rest,
    keep_rest,
    refund_credit,
    refund_rest,
    release_allocation,
    reverse_write_off,
    take_back_ignored,
    take_back_kept,
    write_off,
)

DUE = date(2026, 3, 2)
DAY = date(2026, 3, 20)
NOTHING = Money(0)
PRINCIPAL_FIRST = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)


def debt(principal: Money, fees: Money = NOTHING, interest: Money = NOTHING) -> Receivable:
    claim = Receivable.opened(id="F1", principal=principal, due=DUE, debtor=DebtorKind.CONSUMER)
    if fees:
        claim = evolve(
            claim, FeeCharged(receivable_id="F1", charge_id="f", kind="reminder", on=DUE, amount=fees, law="x")
        )
    if interest:
        charged = InterestCharged(receivable_id="F1", charge_id="i", on=DUE, amount=interest, since=DUE, until=DUE)
        claim = evolve(claim, charged)
    return claim


def payment(amount: Money) -> PaymentState:
    received = PaymentReceived(
        payment_id="P1", on=DAY, amount=amount, account="", channel="bankgiro", content="", source_digest=""
    )
    state = fold_payment([received])
    assert state is not None
    return state


def settled(result: Settlement | Refused) -> Settlement:
    assert isinstance(result, Settlement), result
    return result


def after(claim: Receivable, result: Settlement | Refused) -> Receivable:
    return reduce(evolve, settled(result).receivable_events, claim)


def paid(state: PaymentState, result: Settlement | Refused) -> PaymentState:
    return reduce(evolve_payment, settled(result).payment_events, state)


def names(events: Iterable[Event]) -> list[str]:
    return [event.name.partition(".")[2] for event in events]


CASES = [
    # debt, paid, tolerance | left, rest, on the receivable, on the payment         (öre)
    (1000_00, 1000_00, 0, 0, 0, ["payment_allocated"], ["part_allocated"]),
    (1000_00, 400_00, 0, 600_00, 0, ["payment_allocated"], ["part_allocated"]),
    (1000_00, 1200_00, 0, 0, 200_00, ["payment_allocated"], ["part_allocated"]),
    (0, 500_00, 100, 0, 500_00, [], []),  # paid twice
    (-100_00, 50_00, 0, -100_00, 50_00, [], []),  # a credit note takes no payment
    (1000_30, 1000_00, 50, 0, 0, ["payment_allocated", "written_off"], ["part_allocated"]),
    (1000_50, 1000_00, 50, 0, 0, ["payment_allocated", "written_off"], ["part_allocated"]),
    (1000_51, 1000_00, 50, 51, 0, ["payment_allocated"], ["part_allocated"]),
    (999_70, 1000_00, 50, 0, 0, ["payment_allocated"], ["part_allocated", "rest_ignored"]),
    (999_40, 1000_00, 50, 0, 60, ["payment_allocated"], ["part_allocated"]),
]


@pytest.mark.parametrize(("owed", "amount", "tolerance", "left", "rest", "on_debt", "on_payment"), CASES)
def test_allocate_payment(
    owed: int, amount: int, tolerance: int, left: int, rest: int, on_debt: list[str], on_payment: list[str]
) -> None:
    """What a payment settles, what is left of the debt, and what is left of the payment."""
    claim = debt(Money(owed))
    result = allocate_payment(
        claim, Money(amount), payment_id="P1", allocation_id="A1", on=DAY, tolerance=Money(tolerance)
    )
    assert (after(claim, result).outstanding, result.rest) == (Money(left), Money(rest))
    assert paid(payment(Money(amount)), result).unallocated == Money(rest)
    assert (names(result.receivable_events), names(result.payment_events)) == (on_debt, on_payment)


ORDERS = [
    # order,          fees,    interest, principal of a payment of 500.00 on 1000.00 + 20.55 + 60.00
    (COSTS_FIRST, 60_00, 20_55, 419_45),
    (PRINCIPAL_FIRST, 0, 0, 500_00),
    ((Part.INTEREST, Part.PRINCIPAL, Part.FEES), 0, 20_55, 479_45),
]


@pytest.mark.parametrize(("order", "fees", "interest", "principal"), ORDERS)
def test_the_order_is_the_senders(order: tuple[Part, ...], fees: int, interest: int, principal: int) -> None:
    """Costs, interest, principal is the usual order; the law is silent, so it is a choice."""
    claim = debt(sek(1000), fees=sek(60), interest=sek("20.55"))
    left = after(
        claim, allocate_payment(claim, sek(500), payment_id="P1", allocation_id="A1", on=DAY, order=order)
    ).left
    taken = claim.left + -left
    assert (taken.fees, taken.interest, taken.principal) == (Money(fees), Money(interest), Money(principal))


def test_a_payment_of_nothing_is_an_error() -> None:
    """Zero and negative amounts are no payments; another currency is never mixed in."""
    for wrong in (sek(0), sek(-5)):
        with pytest.raises(InputError):
            allocate_payment(debt(sek(10)), wrong, payment_id="P1", allocation_id="A1", on=DAY)
    with pytest.raises(CurrencyMismatch):
        allocate_payment(debt(sek(10)), Money(5, "EUR"), payment_id="P1", allocation_id="A1", on=DAY)


AMOUNTS = st.integers(1, 5000_00).map(Money)
SMALL = st.integers(0, 200).map(Money)
EXTRA = st.integers(0, 100_00).map(Money)


@given(AMOUNTS, EXTRA, EXTRA, AMOUNTS, SMALL, st.permutations(COSTS_FIRST))
def test_a_released_allocation_leaves_everything_as_it_was(
    principal: Money, fees: Money, interest: Money, amount: Money, tolerance: Money, order: list[Part]
) -> None:
    """The same parts are owed again and the same amount is unallocated again, the rounding undone with it."""
    claim, state = debt(principal, fees, interest), payment(amount)
    done = allocate_payment(
        claim, amount, payment_id="P1", allocation_id="A1", on=DAY, order=tuple(order), tolerance=tolerance
    )
    linked, used = after(claim, done), paid(state, done)
    assert used.allocated + used.ignored + done.rest == amount
    undone = release_allocation(linked, used, allocation_id="A1", on=DAY)
    freed, free = after(linked, undone), paid(used, undone)
    assert freed.left == claim.left
    assert (freed.moved(EntryKind.PAID), freed.moved(EntryKind.WRITTEN_OFF)) == (sek(0), sek(0))
    assert (free.unallocated, free.ignored, free.allocations) == (amount, sek(0), ())
    again = release_allocation(freed, free, allocation_id="A1", on=DAY)
    assert isinstance(again, Refused)
    assert again.code == "settlement.no_allocation"


def test_release_by_hand_is_remembered() -> None:
    """What a person took apart, automation does not put together again."""
    claim, state = debt(sek(100)), payment(sek(100))
    done = allocate_payment(claim, sek(100), payment_id="P1", allocation_id="A1", on=DAY)
    undone = release_allocation(after(claim, done), paid(state, done), allocation_id="A1", on=DAY)
    assert paid(paid(state, done), undone).released_by_hand == ("F1",)


def test_a_rounding_reversed_by_hand_does_not_hinder_the_release() -> None:
    """The write-off was undone first; releasing then undoes only the payment."""
    claim, state = debt(sek("100.30")), payment(sek(100))
    done = allocate_payment(claim, sek(100), payment_id="P1", allocation_id="A1", on=DAY, tolerance=sek("0.50"))
    linked = after(claim, done)
    linked = after(linked, reverse_write_off(linked, write_off_id="A1:rounding", reason="rounding", on=DAY))
    undone = release_allocation(linked, paid(state, done), allocation_id="A1", on=DAY)
    assert after(linked, undone).left == claim.left


@given(AMOUNTS, EXTRA, EXTRA, st.integers(1, 6000_00).map(Money))
def test_a_write_off_has_an_exact_inverse(principal: Money, fees: Money, interest: Money, amount: Money) -> None:
    """Written off and reversed, the same parts are owed; more than is left is refused."""
    claim = debt(principal, fees, interest)
    done = write_off(claim, write_off_id="W1", on=DAY, reason="goodwill", amount=amount)
    if amount > claim.outstanding:
        assert isinstance(done, Refused)
        assert done.code == "settlement.write_off_exceeds"
        return
    less = after(claim, done)
    assert less.outstanding == claim.outstanding - amount
    back = after(less, reverse_write_off(less, write_off_id="W1", reason="goodwill", on=DAY))
    assert back.left == claim.left
    twice = reverse_write_off(back, write_off_id="W1", reason="goodwill", on=DAY)
    assert isinstance(twice, Refused)
    assert twice.code == "settlement.no_write_off"


def test_all_that_is_left_is_written_off() -> None:
    """Without an amount, principal, interest and fees go together."""
    claim = debt(sek(100), fees=sek(60), interest=sek(2))
    gone = after(claim, write_off(claim, write_off_id="W1", on=DAY, reason="bad_debt"))
    assert gone.left.sum == sek(0)
    assert gone.payment_status is PaymentStatus.WRITTEN_OFF


def test_a_small_credit_can_be_given_up_by_the_customer() -> None:
    """On a credit note a write-off raises the balance towards zero."""
    credit = debt(sek("-0.40"))
    assert after(credit, write_off(credit, write_off_id="W1", on=DAY, reason="rounding")).outstanding == sek(0)
    large = debt(sek(-100))
    part = after(large, write_off(large, write_off_id="W1", on=DAY, reason="goodwill", amount=sek(30)))
    assert part.outstanding == sek(-70)


def test_an_unknown_reason_is_an_error() -> None:
    """The books need to know which account a write-off goes to."""
    with pytest.raises(InputError):
        write_off(debt(sek(1)), write_off_id="W1", on=DAY, reason="because")  # type: ignore[arg-type]


REFUNDS = [
    # balance, refund, left or the code of the refusal
    (-500_00, 500_00, 0),
    (-500_00, 200_00, -300_00),
    (-500_00, 500_01, "refund.exceeds"),
    (500_00, 1, "refund.exceeds"),
    (0, 1, "refund.exceeds"),
]


@pytest.mark.parametrize(("balance", "amount", "expected"), REFUNDS)
def test_refund_credit(balance: int, amount: int, expected: int | str) -> None:
    """A refund never exceeds what is owed back."""
    credit = debt(Money(balance))
    result = refund_credit(credit, Money(amount), refund_id="U1", on=DAY)
    if isinstance(result, Refused):
        assert result.code == expected
    else:
        assert after(credit, result).outstanding == Money(int(expected))


def test_what_is_over_is_kept_refunded_or_set_aside() -> None:
    """Somebody decides on each part of the rest; never on more than there is."""
    state = payment(sek(100))
    state = paid(state, keep_rest(state, customer_id="C1", on=DAY, amount=sek(50)))
    state = paid(state, refund_rest(state, refund_id="U1", on=DAY, amount=sek(20)))
    refused = ignore_rest(state, reason="not_ours", on=DAY, amount=sek("30.01"))
    assert isinstance(refused, Refused)
    assert refused.code == "settlement.rest"
    state = paid(state, ignore_rest(state, reason="not_ours", on=DAY))
    assert (state.kept, state.kept_for, state.refunded, state.ignored) == (sek(50), "C1", sek(20), sek(30))
    with pytest.raises(InputError):  # nothing is left to decide on
        keep_rest(state, customer_id="C1", on=DAY)


@given(AMOUNTS, AMOUNTS)
def test_kept_and_ignored_have_exact_inverses(amount: Money, back: Money) -> None:
    """Taken back, the part is undecided again; more than was kept or set aside is refused."""
    state = payment(amount)
    kept = paid(state, keep_rest(state, customer_id="C1", on=DAY))
    aside = paid(state, ignore_rest(state, reason="not_ours", on=DAY))
    first = take_back_kept(kept, back, on=DAY)
    second = take_back_ignored(aside, back, reason="not_ours", on=DAY)
    if back > amount:
        assert isinstance(first, Refused)
        assert isinstance(second, Refused)
        assert (first.code, second.code) == ("settlement.kept", "settlement.ignored")
    else:
        assert paid(kept, first).unallocated == back == settled(first).rest
        assert paid(aside, second).unallocated == back == settled(second).rest


def test_rounding_is_undone_only_with_its_allocation() -> None:
    """The surplus of an allocation is not free to take back while the allocation stands."""
    claim, state = debt(sek("99.70")), payment(sek(100))
    done = allocate_payment(claim, sek(100), payment_id="P1", allocation_id="A1", on=DAY, tolerance=sek("0.50"))
    assert isinstance(take_back_ignored(paid(state, done), sek("0.30"), reason="rounding", on=DAY), Refused)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "release", "write_off", "reverse", "keep", "ignore", "refund", "back"]),
        st.integers(1, 800_00),
    ),
    max_size=20,
)


@given(st.integers(-1000_00, 1000_00), AMOUNTS, STEPS, SMALL)
def test_conservation(opened: int, amount: Money, steps: list[tuple[str, int]], tolerance: Money) -> None:
    """Whatever is done: a payment's parts sum to it, and the balance is what its movements say."""
    claim, state = debt(Money(opened)), payment(amount)
    for number, (what, minor) in enumerate(steps):
        some = Money(minor)
        result: Settlement | Refused | None = None
        if what == "pay" and state.unallocated:
            offered = min(some, state.unallocated)
            result = allocate_payment(
                claim, offered, payment_id="P1", allocation_id=f"A{number}", on=DAY, tolerance=tolerance
            )
        elif what == "release" and state.allocations:
            result = release_allocation(claim, state, allocation_id=state.allocations[0].id, on=DAY)
        elif what == "write_off" and claim.outstanding:
            result = write_off(claim, write_off_id=f"W{number}", on=DAY, reason="goodwill", amount=some)
        elif what == "reverse":
            result = reverse_write_off(claim, write_off_id=f"W{number - 1}", reason="goodwill", on=DAY)
        elif what == "keep" and state.unallocated:
            result = keep_rest(state, customer_id="C1", on=DAY, amount=some)
        elif what == "ignore" and state.unallocated:
            result = ignore_rest(state, reason="not_ours", on=DAY, amount=some)
        elif what == "refund":
            result = refund_credit(claim, some, refund_id=f"U{number}", on=DAY)
        elif what == "back":
            result = take_back_kept(state, some, on=DAY)
        if isinstance(result, Settlement):
            claim, state = after(claim, result), paid(state, result)
        moved = {kind: claim.moved(kind) for kind in EntryKind}
        written, given_back = -moved[EntryKind.WRITTEN_OFF], moved[EntryKind.REFUNDED]
        assert claim.outstanding == Money(opened) - -moved[EntryKind.PAID] - written + given_back
        assert -moved[EntryKind.PAID] == state.allocated
        assert state.allocated + state.kept + state.refunded + state.ignored + state.unallocated == amount

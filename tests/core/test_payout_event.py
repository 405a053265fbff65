"""What passes between the customer and Skatteverket changes both balances, and their sum never."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from faktura.core.money import Money, sek
from faktura.core.payout_event import PayoutDecided, PayoutWaived, ShareTransferred
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable import DebtorKind, EntryKind, PaymentStatus, Receivable, evolve

ON = date(2026, 4, 1)


def opened(id: str, kronor: int, debtor: DebtorKind) -> Receivable:
    return Receivable.opened(id=id, principal=sek(kronor), due=date(2026, 2, 14), debtor=debtor)


@given(st.lists(st.integers(-(10**6), 10**6), max_size=5))
def test_the_sum_of_both_debts_stays(moves: list[int]) -> None:
    """Whatever passes, over and back; it is no payment, so nothing becomes part-paid by it."""
    customer, tax = opened("F1", 19_250, DebtorKind.CONSUMER), opened("F1:tax", 3_750, DebtorKind.TAX_AGENCY)
    for at, minor in enumerate(moves):
        customer, tax = (
            evolve(
                state,
                ShareTransferred(
                    receivable_id=state.id, transfer_id=f"T{at}", other_id="", on=ON, effect=Money(effect)
                ),
            )
            for state, effect in ((customer, minor), (tax, -minor))
        )
    assert customer.outstanding + tax.outstanding == sek(23_000)
    assert customer.moved(EntryKind.TRANSFERRED) == -tax.moved(EntryKind.TRANSFERRED)
    assert customer.principal_on(date(2026, 3, 31)) == sek(19_250)
    assert customer.payment_status is PaymentStatus.OPEN or customer.outstanding.minor <= 0


def test_a_decision_or_a_waiver_alone_moves_nothing() -> None:
    """It stays on the stream; what it moves is said by a transfer."""
    tax = opened("F1:tax", 3_750, DebtorKind.TAX_AGENCY)
    decided = PayoutDecided(
        receivable_id="F1:tax",
        request_name="N",
        reference="R",
        person_id="C1",
        on=ON,
        requested=sek(3750),
        granted=sek(0),
    )
    assert evolve(tax, decided) == tax
    waived = PayoutWaived(
        receivable_id="F1:tax", waiver_id="W", on=ON, shares=(RequestedShare(person_id="C1", amount=sek(1)),)
    )
    assert evolve(tax, waived) == tax

"""Recovery: money for a debt that was written off takes back as much of the write-off, in the claim and in the books."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError, Refused
from faktura.core.money import Money, sek
from faktura.core.receivable import PaymentStatus, Receivable
from faktura.core.receivable_event import FeeCharged, Parts, WriteOffReversed, WrittenOff
from faktura.rules.recovery import recover, written_off_as_lost
from tests.rules.claims import CLAIM, happened
from tests.rules.posting.histories import BOTH, accounts, history, posted, sale_25

ON = date(2026, 9, 1)
FEE = FeeCharged(receivable_id="F1", charge_id="c", kind="reminder", on=ON, amount=sek(60), law="x")


def lost(claim: Receivable, parts: Parts, id: str = "W1", reason: str = "bad_debt") -> Receivable:
    return happened(claim, [WrittenOff(receivable_id="F1", write_off_id=id, on=ON, parts=parts, reason=reason)])


WHOLE = happened(CLAIM, [FEE])
LOST = lost(WHOLE, WHOLE.left)


@given(st.lists(st.integers(1, 6000_00), max_size=6))
def test_what_is_recovered_is_owed_again_and_no_more(amounts: list[int]) -> None:
    """In any parts: what was lost is what is still written off and what is owed again."""
    claim = LOST
    for minor in amounts:
        left = written_off_as_lost(claim)
        events = recover(claim, Money(minor), on=ON)
        if Money(minor) > left:
            assert isinstance(events, Refused)
            assert (events.code, "{" in events.explain("sv")) == ("recovery.exceeds", False)
            continue
        assert not isinstance(events, Refused)
        claim = happened(claim, events)
        assert written_off_as_lost(claim) == left - Money(minor)
    assert claim.outstanding + written_off_as_lost(claim) == WHOLE.outstanding
    assert claim.left.fees.minor >= 0


def test_costs_come_back_first_and_the_newest_write_off_before_the_older() -> None:
    """As a payment would fall on them."""
    claim = lost(lost(WHOLE, Parts.of_principal(sek(500))), Parts.of_principal(sek(300)), id="W2")
    events = recover(claim, sek(400), on=ON)
    assert not isinstance(events, Refused)
    assert [(one.write_off_id, one.parts.sum) for one in events] == [("W2", sek(300)), ("W1", sek(100))]
    first = recover(LOST, sek(100), on=ON)
    assert not isinstance(first, Refused)
    assert (first[0].parts.fees, first[0].parts.principal) == (sek(60), sek(40))
    paid = happened(LOST, first).paid(sek(100), on=ON, id="P")
    assert paid.payment_status is PaymentStatus.WRITTEN_OFF


def test_only_what_was_lost_is_recovered() -> None:
    """A discount was granted, not lost."""
    assert written_off_as_lost(lost(CLAIM, CLAIM.left, reason="discount")) == sek(0)
    with pytest.raises(InputError):
        recover(LOST, sek(0), on=ON)


def test_the_books_turn_exactly_what_they_booked() -> None:
    """Three parts taken back are the whole taken back, VAT and all."""
    whole = Parts.of_principal(sek(12500))
    gone = WrittenOff(receivable_id="D1001", write_off_id="W1", on=ON, parts=whole, reason="bad_debt")
    back = [
        WriteOffReversed(
            receivable_id="D1001", write_off_id="W1", on=ON, parts=Parts.of_principal(part), reason="bad_debt"
        )
        for part in sek(12500).allocate([1, 1, 1])
    ]
    for books in BOTH:
        made = posted((history(sale_25(), gone, *back),), books=books)
        assert accounts(made) == {}

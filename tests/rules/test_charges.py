"""Charges put right: each day of interest is charged once and at what it is worth, whenever the money turned up."""

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.receivable import COSTS_FIRST, DebtorKind, Part, PaymentStatus, Receivable, evolve
from faktura.core.receivable.collection import INTEREST
from faktura.core.receivable_event import FeeCharged, InterestCharged, Parts, PaymentAllocated, PaymentReleased
from faktura.rules.charges import give_back, needless_fees, recount_interest, relieve_interest
from faktura.rules.interest import accrued_interest, interest_between
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import CLAIM, CONSUMER, DUE, MONDAY, ON_SATURDAY, STRICT, TUESDAY, happened

PRINCIPAL_FIRST = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)


def charged(claim: Receivable, on: date, id: str = "c1") -> Receivable:
    """Charge everything that has run up to *on*."""
    found = accrued_interest(claim, law=SWEDEN, on=on)
    event = InterestCharged(
        receivable_id="F1", charge_id=id, on=on, amount=found.amount, since=found.since, until=found.until
    )
    return evolve(claim, event)


def recounted(claim: Receivable, on: date, id: str = "k1") -> Receivable:
    return happened(claim, recount_interest(claim, law=SWEDEN, correction_id=id, on=on))


def test_a_backdated_payment_gives_back_what_was_charged_too_much() -> None:
    """Interest was charged to 31 March; then it shows that half was paid on 12 March."""
    late = charged(CLAIM, date(2026, 3, 31)).paid(sek(6250), on=date(2026, 3, 12), order=PRINCIPAL_FIRST)
    (event,) = recount_interest(late, law=SWEDEN, correction_id="k1", on=date(2026, 4, 2))
    assert late.left.interest == sek("99.32")
    assert event.parts == Parts.of_interest(-sek("32.54"))  # 6,250 × 10 % × 19 / 365
    after = evolve(late, event)
    assert after.left.interest == interest_between(after, law=SWEDEN, since=DUE, until=date(2026, 3, 31)).amount
    assert after.interest_until == date(2026, 3, 31)
    assert recount_interest(after, law=SWEDEN, correction_id="k2", on=date(2026, 4, 2)) == ()


def test_what_of_it_was_paid_already_falls_on_the_principal() -> None:
    """The interest was paid; giving it back leaves no negative interest, but less principal."""
    paid = charged(CLAIM, date(2026, 3, 31)).paid(sek("99.32"), on=date(2026, 4, 1), id="A")
    late = paid.paid(sek(6250), on=date(2026, 3, 12), id="B")
    (event,) = recount_interest(late, law=SWEDEN, correction_id="k1", on=date(2026, 4, 2))
    assert event.parts == Parts.of_principal(-sek("32.54"))
    after = evolve(late, event)
    assert after.left == Parts.of_principal(sek("6217.46"))
    assert after.principal_on(date(2026, 4, 2)) == sek("6217.46")


def test_a_debt_paid_in_full_becomes_overpaid_by_what_is_given_back() -> None:
    """Everything was paid, interest too; the surplus is owed back and bears no interest."""
    whole = charged(CLAIM, date(2026, 3, 31))
    whole = whole.paid(whole.outstanding, on=date(2026, 3, 12))
    after = recounted(whole, date(2026, 4, 2))
    assert after.payment_status is PaymentStatus.OVERPAID
    assert after.left.interest == sek(0)
    assert not accrued_interest(after, law=SWEDEN, on=date(2026, 12, 1)).amount


def test_a_corrected_reference_rate_is_made_up_for() -> None:
    """The rate of July 2012 was first set wrong: rates are data, and a charge can be counted again."""
    claim = Receivable.opened(id="F1", principal=sek(36500), due=date(2012, 6, 30), debtor=DebtorKind.COMPANY)
    rows = tuple(
        attrs.evolve(row, value=row.value + 1) if row.since == date(2012, 7, 1) else row
        for row in SWEDEN.reference_rate.rows
    )
    wrong = attrs.evolve(SWEDEN, reference_rate=attrs.evolve(SWEDEN.reference_rate, rows=rows))
    found = accrued_interest(claim, law=wrong, on=date(2012, 7, 10))
    event = InterestCharged(
        receivable_id="F1",
        charge_id="c1",
        on=date(2012, 7, 10),
        amount=found.amount,
        since=found.since,
        until=found.until,
    )
    (back,) = recount_interest(evolve(claim, event), law=SWEDEN, correction_id="k", on=date(2012, 8, 1))
    assert back.parts.interest == -sek(10)  # one per cent of 36,500 for ten days
    (more,) = recount_interest(happened(claim, (event, back)), law=wrong, correction_id="l", on=date(2012, 8, 2))
    assert more.parts.interest == sek(10)


def test_what_was_let_go_is_not_charged_again() -> None:
    """Interest given back as a favour is no mistake to be corrected."""
    claim = charged(CLAIM, date(2026, 3, 31))
    gift = give_back(claim, "c1", correction_id="g", on=date(2026, 4, 1), reason="goodwill", amount=sek(50))
    assert not isinstance(gift, Refused)
    assert recount_interest(evolve(claim, gift), law=SWEDEN, correction_id="k", on=date(2026, 4, 2)) == ()


FEE = FeeCharged(receivable_id="F1", charge_id="f1", kind="reminder", on=DUE, amount=sek(60), law="x")


def test_a_fee_is_given_back_once() -> None:
    """Charged by mistake, so credited; more than was charged cannot be."""
    claim = evolve(CLAIM, FEE)
    event = give_back(claim, "f1", correction_id="k", on=DUE, reason="mistake")
    assert not isinstance(event, Refused)
    after = evolve(claim, event)
    assert after.left == CLAIM.left
    again = give_back(after, "f1", correction_id="l", on=DUE, reason="mistake")
    assert isinstance(again, Refused)
    assert again.code == "charge.exceeds"


REFUSED = [
    (CLAIM, "f1", None, "charge.unknown"),
    (evolve(CLAIM, FEE), "f1", sek(61), "charge.exceeds"),
    (evolve(CLAIM, FEE), "f1", sek(0), "charge.exceeds"),
]


@pytest.mark.parametrize(("claim", "charge", "amount", "code"), REFUSED)
def test_nothing_to_give_back(claim: Receivable, charge: str, amount: Money | None, code: str) -> None:
    """Each refusal has its code, in both languages."""
    found = give_back(claim, charge, correction_id="k", on=DUE, reason="mistake", amount=amount)
    assert isinstance(found, Refused)
    assert found.code == code
    assert "{" not in found.explain("sv") + found.explain("en")


def test_a_consumers_interest_is_lowered_for_hardship() -> None:
    """Räntelagen 8 §: a natural person's, not a company's."""
    ill = charged(CONSUMER, date(2026, 3, 31))
    event = relieve_interest(ill, "c1", keep=sek(10), correction_id="k", on=date(2026, 4, 1), reason="hardship")
    assert not isinstance(event, Refused)
    assert evolve(ill, event).left.interest == sek(10)
    firm = relieve_interest(
        charged(CLAIM, date(2026, 3, 31)), "c1", keep=sek(10), correction_id="k", on=date(2026, 4, 1), reason="hardship"
    )
    match firm:
        case Refused(code, law):
            assert (code, law) == ("interest.relief_consumer", "räntelagen (1975:635) 8 §")
        case _:
            pytest.fail("a company's interest was lowered")
    none = relieve_interest(CONSUMER, "c1", keep=sek(0), correction_id="k", on=DUE, reason="hardship")
    assert isinstance(none, Refused)
    assert none.code == "charge.unknown"


MOVES = st.lists(
    st.tuples(st.sampled_from(["charge", "pay", "backdate", "fee"]), st.integers(0, 60), st.integers(1, 3000_00)),
    max_size=12,
)


@given(MOVES, st.sampled_from([PRINCIPAL_FIRST, (Part.FEES, Part.INTEREST, Part.PRINCIPAL)]))
def test_every_day_is_charged_once_whatever_turns_up_later(
    moves: list[tuple[str, int, int]], order: tuple[Part, ...]
) -> None:
    """After a recount, what is charged is the sum of the periods as they are known; the periods tile the time."""
    claim, day = CLAIM, DUE
    for number, (what, days, minor) in enumerate(moves):
        day = min(day + timedelta(days=days), date(2026, 12, 31))
        amount = min(Money(minor), claim.outstanding)
        if what == "charge":
            claim = charged(claim, day, f"c{number}")
        elif what == "fee":
            claim = evolve(claim, attrs.evolve(FEE, charge_id=f"f{number}", on=day))
        elif amount.minor > 0:
            on = day if what == "pay" else DUE + (day - DUE) / 2
            claim = claim.paid(amount, on=on, order=order, id=f"p{number}")
            claim = recounted(claim, day, f"k{number}")
    charges = [one for one in claim.collection.charges if one.kind == INTEREST]
    edge = DUE
    for one in charges:
        assert one.since == edge or one.amount == sek(0)
        assert one.since is not None
        assert one.until is not None
        edge = max(edge, one.until)
        worth = interest_between(claim, law=SWEDEN, since=one.since, until=one.until)
        assert one.amount == worth.amount
        assert abs(one.amount.minor - worth.exact) <= Fraction(1, 2)
    if charges:
        assert edge == claim.interest_until
    assert claim.left.interest.minor >= 0
    events: tuple[Event, ...] = recount_interest(claim, law=SWEDEN, correction_id="last", on=day)
    assert events == ()


@given(
    st.integers(1, 60), st.integers(1, 60), st.integers(1, 12600_00), st.sampled_from([PRINCIPAL_FIRST, COSTS_FIRST])
)
def test_a_payment_that_is_taken_back_leaves_the_debt_exactly_as_it_was(
    until: int, paid: int, minor: int, order: tuple[Part, ...]
) -> None:
    """It was never paid on this debt: interest and principal are what they were before it was thought to be."""
    before = charged(CLAIM, DUE + timedelta(days=until))
    amount, on = min(Money(minor), before.outstanding), DUE + timedelta(days=paid)
    parts, day = before.split(amount, order), DUE + timedelta(days=70)
    there = PaymentAllocated(receivable_id="F1", allocation_id="A", payment_id="P", on=on, parts=parts)
    back = PaymentReleased(receivable_id="F1", allocation_id="A", payment_id="P", on=day, parts=parts)
    thought = recounted(evolve(before, there), day, "k1")
    after = recounted(evolve(thought, back), day, "k2")
    assert after.left == before.left
    later = date(2026, 9, 1)
    assert accrued_interest(after, law=SWEDEN, on=later).amount == accrued_interest(before, law=SWEDEN, on=later).amount


NEEDLESS = [
    # kind, paid on, given back
    ("reminder", date(2026, 3, 9), True),  # the reminder was made when nothing was owed any longer
    ("reminder", date(2026, 3, 10), False),  # paid on its day: it was called for
    ("demand", date(2026, 3, 9), True),
    ("compensation", date(2026, 3, 9), False),  # late is late, whenever it is charged
    ("compensation", DUE, True),  # nothing was ever late
]


@pytest.mark.parametrize(("kind", "paid", "back"), NEEDLESS)
def test_a_fee_for_a_debt_that_was_paid_is_given_back(kind: str, paid: date, back: bool) -> None:
    """The money was on its way while the letter was made."""
    fee = attrs.evolve(FEE, kind=kind, on=date(2026, 3, 10))
    claim = evolve(CLAIM, fee).paid(sek(12500), on=paid, order=PRINCIPAL_FIRST, id="P")
    events = needless_fees(claim, law=SWEDEN, correction_id="k", on=date(2026, 3, 11))
    assert bool(events) is back
    after = happened(claim, events)
    assert after.outstanding == (sek(0) if back else sek(60))
    assert needless_fees(after, law=SWEDEN, correction_id="l", on=date(2026, 3, 11)) == ()


def test_compensation_for_a_debt_that_was_paid_in_time_is_given_back() -> None:
    """Due on a Saturday and paid on Monday: nothing was late, unless the host counts strictly."""
    fee = attrs.evolve(FEE, kind="compensation", on=TUESDAY)
    claim = evolve(ON_SATURDAY, fee).paid(sek(12500), on=MONDAY, order=PRINCIPAL_FIRST, id="P")
    assert needless_fees(claim, law=SWEDEN, correction_id="k", on=TUESDAY)
    assert not needless_fees(claim, law=STRICT, correction_id="k", on=TUESDAY)

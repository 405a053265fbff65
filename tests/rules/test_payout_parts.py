"""What payments make ripe: nobody above the own share, and nothing above the law of its day."""

from datetime import date, timedelta
from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionKind
from faktura.core.money import Money, sek
from faktura.core.payout_request import PayoutRequest, RequestedShare
from faktura.rules.deductions import payout_limit
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout import BuyerPayment, PaidDeduction, eligible_cases, payout_request
from faktura.rules.payout_parts import grown_shares, person_parts
from tests.rules.test_payout import ADULTS, ROT, RUT, deduction, invoice

FIRST = date(2025, 3, 1)
"""Before the percentage was raised in May 2025; it fell again at the turn of the year."""


@given(
    st.lists(st.integers(1, 50_000), min_size=1, max_size=5),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_shares_grow_and_end_at_what_is_granted(granted: list[int], one: int, other: int) -> None:
    """No person's share shrinks as more is paid; each sum is split whole; all is paid in the end."""
    low, high = sorted((one % (sum(granted) + 1), other % (sum(granted) + 1)))
    before, after = grown_shares(low, granted), grown_shares(high, granted)
    assert (sum(before), sum(after)) == (low, high)
    assert all(a <= b for a, b in zip(before, after, strict=True))
    assert grown_shares(sum(granted), granted) == granted


def ask(item: PaidDeduction, kind: DeductionKind, year: int, on: date) -> tuple[RequestedShare, ...]:
    """What one request asks for, every case lawful."""
    found = eligible_cases([item], kind=kind, year=year, on=on, law=SWEDEN)
    assert {one.why for one in found.left_out} <= {
        "payout.nothing", "payout.requested", "payout.other_year", "payout.beyond", "payout.price"
    }  # fmt: skip
    if found.cases:
        assert isinstance(payout_request(found.cases, name="N", on=on, law=SWEDEN), PayoutRequest)
    return tuple(
        RequestedShare(person_id=f"C{ADULTS.index(case.buyer)}", amount=sek(case.requested), year=year)
        for case in found.cases
    )


@given(
    st.sampled_from([ROT, RUT]),
    st.integers(1_000_00, 90_000_00),
    st.integers(1, 4),
    st.sampled_from([date(2025, 4, 1), date(2025, 6, 1)]),
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 100), st.booleans()), min_size=1, max_size=6),
)
def test_whenever_it_is_paid_and_asked_nobody_gets_too_much(
    kind: DeductionKind, labour: int, persons: int, granted_on: date, acts: list[tuple[int, int, bool]]
) -> None:
    """Pay on any days of two years, ask after some: by person, year and percentage nothing is asked for twice or lost."""
    granted = deduction(kind, Money(labour), persons, day=granted_on)
    document = attrs.evolve(invoice(granted, whole=Money(labour)), delivery_date=FIRST)
    payments: tuple[BuyerPayment, ...] = ()
    asked: tuple[RequestedShare, ...] = ()
    for day, percent, at_once in sorted(acts):
        on = FIRST + timedelta(days=day)
        payments += (BuyerPayment(on, Money(document.amount_due.minor * percent // 100)),)
        if at_once:
            item = PaidDeduction(document=document, payments=payments, requested_before=asked)
            asked += ask(item, kind, on.year, on)
    item = PaidDeduction(document=document, payments=payments, requested_before=asked)
    for year in (2025, 2026):
        days = [one.on for one in item.reached if one.on.year == year]
        if days:
            asked += ask(item, kind, year, max(days))
            item = PaidDeduction(document=document, payments=payments, requested_before=asked)
    for person in person_parts(item, granted, until=2026, law=SWEDEN):
        assert person.asked_in_all <= person.granted
        for year in person.years:
            assert person.asked_in(year) <= person.allowed_in(year)
            assert not person.askable(year)
        assert person.asked_in_all + person.beyond == min(person.ripe, person.granted)
    for year in (2025, 2026):
        lawful, before = Fraction(0), 0
        for one in item.reached:
            paid = min(one.amount.minor, item.due.minor)
            if one.on.year == year:
                work = Fraction((paid - before) * (labour - granted.amount.minor), item.due.minor * 100)
                lawful += payout_limit(kind, one.on, SWEDEN) * work
            before = paid
        kronor = sum(one.amount.minor for one in asked if one.year == year) // 100
        assert kronor < lawful + persons * len(payments)  # less than a krona for each case is rounding

"""Costs of collection: never above the cap of the day, compensation in place of fees and only between businesses."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import InterestKind
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.money import Money, sek
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.receivable_event import FeeCharged
from faktura.rules.costs import (
    COMPENSATION,
    DEMAND,
    PLAN,
    REMINDER,
    charge_compensation,
    charged_fees,
    compensation,
    costs_owed,
    demand_fee,
    fee_table,
    fee_to_charge,
    plan_fee,
    reminder_fee,
)
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import CLAIM, CONSUMER, DUE, MONDAY, ON_SATURDAY, STRICT, SUNDAY, TUESDAY, happened

AFTER = date(2026, 5, 1)


def fee(kind: str, kronor: int) -> FeeCharged:
    return FeeCharged(receivable_id="F1", charge_id=kind, kind=kind, on=AFTER, amount=sek(kronor), law="x")


CAPS = [
    # day,              reminder, demand, plan, compensation
    (date(2003, 7, 1), 50, 160, 150, 0),
    (date(2013, 3, 15), 50, 160, 150, 0),
    (date(2013, 3, 16), 60, 180, 170, 450),
    (date(2026, 11, 21), 60, 180, 170, 450),
]


@pytest.mark.parametrize(("on", "reminder", "demand", "plan", "compensated"), CAPS)
def test_caps(on: date, reminder: int, demand: int, plan: int, compensated: int) -> None:
    """Förordning (1981:1057), the amounts before and after 16 March 2013."""
    assert reminder_fee(agreed=True, law=SWEDEN, on=on) == sek(reminder)
    assert demand_fee(complete=True, law=SWEDEN, on=on) == sek(demand)
    assert plan_fee(written=True, law=SWEDEN, on=on) == sek(plan)
    assert compensation(DebtorKind.COMPANY, interest_due=True, law=SWEDEN, on=on) == sek(compensated)


def test_without_its_condition_no_fee() -> None:
    """Not agreed, not complete, not written, not late: nothing."""
    nothing = sek(0)
    assert reminder_fee(agreed=False, law=SWEDEN, on=AFTER) == nothing
    assert demand_fee(complete=False, law=SWEDEN, on=AFTER) == nothing
    assert plan_fee(written=False, law=SWEDEN, on=AFTER) == nothing
    assert compensation(DebtorKind.PUBLIC_AUTHORITY, interest_due=False, law=SWEDEN, on=AFTER) == nothing


def test_before_the_tables_begin_is_refused() -> None:
    """No fee is guessed for 2003-06-30."""
    with pytest.raises(LawNotKnown):
        demand_fee(complete=True, law=SWEDEN, on=date(2003, 6, 30))


TOTALS = [
    # fees, compensation claimed, owed
    (240, True, 450),
    (0, True, 450),
    (530, True, 530),  # it covers costs up to its amount, and no more
    (240, False, 240),
]


@pytest.mark.parametrize(("fees", "claimed", "owed"), TOTALS)
def test_compensation_covers_fees_up_to_its_amount(fees: int, claimed: bool, owed: int) -> None:
    """Not both."""
    assert costs_owed(sek(fees), law=SWEDEN, on=AFTER, compensation=claimed) == sek(owed)


def test_compensation_is_what_the_fees_lack() -> None:
    """After a reminder and a demand, 210 more; then no fee is added any longer."""
    claim = happened(CLAIM, [fee(REMINDER, 60), fee(DEMAND, 180)])
    found = charge_compensation(claim, charge_id="c", law=SWEDEN, on=AFTER)
    assert not isinstance(found, Refused)
    assert found[0].amount == sek(210)
    assert found[0].law == "lag (1981:739) 4 a §"
    after = happened(claim, found)
    assert after.left.fees == sek(450)
    assert fee_to_charge(after, PLAN, law=SWEDEN, on=AFTER) == sek(0)


EURO = Receivable.opened(id="F1", principal=Money(100_00, "EUR"), due=DUE, debtor=DebtorKind.COMPANY)
OF_2013 = Receivable.opened(id="F1", principal=sek(9), due=date(2013, 1, 1), debtor=DebtorKind.COMPANY)
REFUSED = [
    (CONSUMER, AFTER, "costs.compensation_business"),
    (CLAIM.paid(sek(12500), on=DUE), AFTER, "dunning.settled"),
    (CLAIM, DUE, "costs.not_late"),
    (EURO, AFTER, "costs.currency"),
    (happened(CLAIM, [fee(COMPENSATION, 450)]), AFTER, "costs.compensation_charged"),
    (happened(CLAIM, [fee(REMINDER, 300), fee(DEMAND, 180)]), AFTER, "costs.covered"),
    (OF_2013, date(2013, 3, 15), "costs.compensation_not_yet"),
    (attrs.evolve(CLAIM, interest=InterestKind.NONE), AFTER, "costs.no_interest"),
    (attrs.evolve(CLAIM, interest=InterestKind.FIXED, interest_percent=Decimal(0)), AFTER, "costs.no_interest"),
    (OF_2013, AFTER, "limitation.expired"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "on", "code"), REFUSED)
def test_no_compensation(claim: Receivable, on: date, code: str) -> None:
    """Each with its reason, in both languages."""
    found = charge_compensation(claim, charge_id="c", law=SWEDEN, on=on)
    assert isinstance(found, Refused)
    assert found.code == code
    assert "{" not in found.explain("sv") + found.explain("en")


def test_not_while_the_debt_can_be_paid_in_time() -> None:
    """Due on a Saturday, paid in time on Monday: the right arises on Tuesday; strictly, on Sunday."""
    for on, law, owed in (
        (SUNDAY, SWEDEN, False),
        (MONDAY, SWEDEN, False),
        (TUESDAY, SWEDEN, True),
        (SUNDAY, STRICT, True),
    ):
        found = charge_compensation(ON_SATURDAY, charge_id="c", law=law, on=on)
        assert isinstance(found, Refused) is not owed


def test_before_it_existed_the_reason_says_so() -> None:
    """A debt two months late on 1 February 2013 is late; it is the compensation that was not there yet."""
    claim = Receivable.opened(id="F1", principal=sek(1000), due=date(2012, 12, 3), debtor=DebtorKind.COMPANY)
    found = charge_compensation(claim, charge_id="c", law=SWEDEN, on=date(2013, 2, 1))
    assert isinstance(found, Refused)
    assert dict(found.facts) == {"on": "2013-02-01", "since": "2013-03-16"}


def test_it_arises_the_day_after_the_due_date() -> None:
    """With the right to interest; no reminder, no agreement."""
    assert not isinstance(charge_compensation(CLAIM, charge_id="c", law=SWEDEN, on=DUE + timedelta(days=1)), Refused)


@given(
    st.lists(st.sampled_from([REMINDER, DEMAND, PLAN, COMPENSATION]), max_size=8),
    st.dates(date(2013, 3, 16), date(2023, 3, 15)),  # then the debt falls
)
def test_a_charged_fee_never_exceeds_its_cap(kinds: list[str], on: date) -> None:
    """Whatever is charged in whatever order: each fee within its cap, once, and compensation not on top of it."""
    claim = Receivable.opened(id="F1", principal=sek(5000), due=date(2013, 3, 15), debtor=DebtorKind.COMPANY)
    for number, kind in enumerate(kinds):
        if kind == COMPENSATION:
            found = charge_compensation(claim, charge_id=f"{number}", law=SWEDEN, on=on)
            claim = claim if isinstance(found, Refused) else happened(claim, found)
            continue
        added = fee_to_charge(claim, kind, law=SWEDEN, on=on)
        assert added <= fee_table(kind, SWEDEN).at(on)
        if added:
            charged = FeeCharged(receivable_id="F1", charge_id=f"{number}", kind=kind, on=on, amount=added, law="")
            claim = evolve(claim, charged)
    assert claim.left.fees <= max(charged_fees(claim), SWEDEN.late_compensation.at(on))

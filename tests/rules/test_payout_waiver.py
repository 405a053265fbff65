"""What Skatteverket will not be asked for: whether it is lost, and how it becomes the buyer's debt and goes back."""

from datetime import date, timedelta

import attrs
import pytest

from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.payout_event import PayoutWaived
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable_event import Postponed
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout import PaidDeduction, eligible_cases
from faktura.rules.payout_waiver import never_asked, waive_payout, waived_and_lost
from faktura.testing.identities import PERSONS
from tests.rules.test_payout import ASKED, CREDIT_NOTE, LATE, PREPAID, ROT, deduction, invoice, paid
from tests.rules.test_payout_decision import after, receivables
from tests.rules.test_payout_years import over_new_year

CHILD = attrs.evolve(deduction(persons=2).shares[1], identity=PERSONS[8])


def share(person_id: str, kronor: int, year: int | None = None) -> RequestedShare:
    return RequestedShare(person_id=person_id, amount=sek(kronor), year=year)


LOST = [
    # what is paid, on, lost by person
    (paid(invoice(deduction())), ASKED, {}),
    (paid(invoice(deduction()), sek(0)), ASKED, {}),
    (paid(invoice(None)), ASKED, {}),
    (paid(CREDIT_NOTE), ASKED, {}),
    (paid(invoice(deduction())), LATE, {"C0": 3750}),  # too late
    (paid(invoice(deduction()), sek(7700)), LATE, {"C0": 1500}),  # what is not paid yet can still be asked for
    (paid(invoice(deduction()), requested_before=sek(3000)), LATE, {"C0": 750}),
    (paid(PREPAID), LATE - timedelta(days=1), {"C0": 3750}),  # the work was done too late
    (paid(invoice(attrs.evolve(deduction(persons=2), shares=(deduction(persons=2).shares[0], CHILD)))), ASKED, {"C1": 1875}),
    (over_new_year(), date(2026, 1, 15), {"C0": 11_429}),
    (over_new_year((share("C0", 30_000, 2025), share("C0", 8_571, 2026))), date(2026, 1, 15), {"C0": 11_429}),
    (over_new_year(), date(2026, 3, 1), {"C0": 41_429}),  # the first 30 000 were never asked for in time
]  # fmt: skip


@pytest.mark.parametrize(("item", "on", "lost"), LOST)
def test_what_can_never_be_asked_for(item: PaidDeduction, on: date, lost: dict[str, int]) -> None:
    """Too late, outside the law, or above what the law of its day gives; claimed once, it is lost no more."""
    found = never_asked(item, on=on, law=SWEDEN)
    assert {one.person_id: one.amount for one in found} == {who: sek(kronor) for who, kronor in lost.items()}
    claimed = attrs.evolve(item, waived=found)
    assert never_asked(claimed, on=on, law=SWEDEN) == ()
    assert waived_and_lost(claimed, on=on, law=SWEDEN) == waived_and_lost(item, on=on, law=SWEDEN)


def test_what_is_waived_is_not_asked_for_and_the_rest_still_is() -> None:
    """In any order: 11 429 are the buyer's, 30 000 and 8 571 are asked for, each year's once."""
    on, item = date(2026, 1, 15), attrs.evolve(over_new_year(), waived=(share("C0", 11_429),))
    asked: tuple[RequestedShare, ...] = ()
    for year, kronor in ((2026, 8_571), (2025, 30_000)):
        found = eligible_cases([attrs.evolve(item, requested_before=asked)], kind=ROT, year=year, on=on, law=SWEDEN)
        assert ([case.requested for case in found.cases], found.left_out) == ([kronor], ())
        asked += (share("C0", kronor, year),)


def test_the_debt_passes_to_the_buyer_and_back() -> None:
    """The two debts always make up the invoice; the next reminder waits; taken back, all is as it was."""
    item = paid(invoice(deduction()), requested_before=sek(3000))
    events = waive_payout(item, {"C0": sek(750)}, waiver_id="W", on=ASKED)
    assert isinstance(events, tuple)
    states = after(events, *receivables())
    assert [one.outstanding for one in states] == [sek(20_000), sek(3_000)]
    assert states[0].postponed_until == ASKED + timedelta(days=30)
    item = attrs.evolve(item, waived=waived_by(events))
    back = waive_payout(item, {"C0": sek(0)}, waiver_id="B", on=ASKED)
    assert isinstance(back, tuple)
    assert not any(isinstance(event, Postponed) for event in back)
    assert [one.outstanding for one in after(back, *states)] == [sek(19_250), sek(3_750)]


def waived_by(events: tuple[Event, ...]) -> tuple[RequestedShare, ...]:
    return tuple(share for event in events if isinstance(event, PayoutWaived) for share in event.shares)


def test_the_same_again_is_nothing_new() -> None:
    """What the buyer is to pay is said in all, so a call whose answer was lost can be made again."""
    item = paid(invoice(deduction()))
    for kronor, passes in ((750, 750), (1000, 250), (400, -600)):
        events = waive_payout(item, {"C0": sek(kronor)}, waiver_id="W", on=ASKED)
        assert isinstance(events, tuple)
        assert waived_by(events) == (share("C0", passes),)
        item = attrs.evolve(item, waived=(*item.waived, *waived_by(events)))
        again = waive_payout(item, {"C0": sek(kronor)}, waiver_id="W", on=ASKED)
        assert isinstance(again, Refused)
        assert again.code == "payout.nothing_lost"


def test_from_one_person_to_the_other_moves_no_debt() -> None:
    """The buyer of the invoice owes the same; who can be asked for is another."""
    item = attrs.evolve(paid(invoice(deduction(persons=2))), waived=(share("C0", 500),))
    events = waive_payout(item, {"C0": sek(0), "C1": sek(500)}, waiver_id="W", on=ASKED)
    assert isinstance(events, tuple)
    assert [type(event) for event in events] == [PayoutWaived]


def test_nothing_is_waived_of_a_credit_note() -> None:
    """Its deduction is what falls; it is never asked for."""
    refused = waive_payout(paid(CREDIT_NOTE), {"C0": sek(1)}, waiver_id="W", on=ASKED)
    assert isinstance(refused, Refused)
    assert refused.code == "payout.waive"


@pytest.mark.parametrize(
    ("amounts", "code"),
    [
        ({}, "payout.nothing_lost"),
        ({"C0": sek(751)}, "payout.waive"),
        ({"C0": sek("0.50")}, "payout.waive"),
        ({"C0": sek(0)}, "payout.nothing_lost"),
        ({"C0": sek(-1)}, "payout.waive"),
        ({"C0": Money(100, "EUR")}, "payout.waive"),
        ({"C9": sek(1)}, "payout.waive"),
    ],
)
def test_no_more_is_waived_than_is_left(amounts: dict[str, Money], code: str) -> None:
    """Whole kronor of what is neither asked for nor waived; the refusal says how much that is."""
    item = paid(invoice(deduction()), requested_before=sek(3000))
    refused = waive_payout(item, amounts, waiver_id="W", on=ASKED)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert "{" not in refused.explain("sv") + refused.explain("en")

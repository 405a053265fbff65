"""The collection demand: its time, its contents (inkassolagen 5 §), its fee, and its recall."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import bank_days_between, is_bank_day
from faktura.core.collection import CollectionPolicy, DebtCollectionDemand, Transfer
from faktura.core.collection_event import DemandRecalled, DemandSent, OrderToPayApplied
from faktura.core.errors import InputError, Refused
from faktura.core.money import sek, total
from faktura.core.party import Party
from faktura.core.receivable import DunningStage, Receivable
from faktura.core.receivable_event import FeeCharged, InterestCharged
from faktura.core.sender import ReminderPolicy
from faktura.core.wording import text_of
from faktura.rules.collection_steps import next_collection_step
from faktura.rules.demand import (
    DemandMade,
    SendDemand,
    earliest_deadline,
    licence,
    make_demand,
    missing_in_demand,
    recall_demand,
)
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import AGENT, CLAIM, happened, invoice

ON = date(2026, 4, 8)
POLICY = CollectionPolicy(reminders_first=0)


def step_for(claim: Receivable, on: date = ON) -> SendDemand:
    found = next_collection_step(claim, ReminderPolicy(), POLICY, law=SWEDEN, on=on)
    assert isinstance(found, SendDemand), found
    return found


def made(claim: Receivable = CLAIM, on: date = ON) -> DemandMade:
    found = make_demand(claim, invoice(), step_for(claim, on), demand_id="K1", on=on, law=SWEDEN)
    assert isinstance(found, DemandMade), found
    return found


DEADLINES = [
    # sent,                arrived,           earliest
    (date(2026, 3, 2), None, date(2026, 3, 10)),  # eight days, an ordinary week
    (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 13)),  # slow mail: four bank days
    (date(2026, 12, 21), None, date(2027, 1, 4)),  # Christmas and New Year
    (date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 16)),  # the eighth day is a Saturday
]


@pytest.mark.parametrize(("sent", "arrived", "earliest"), DEADLINES)
def test_earliest_deadline(sent: date, arrived: date | None, earliest: date) -> None:
    """Eight days from sending and four bank days from arrival, whichever is later."""
    assert earliest_deadline(sent, law=SWEDEN, arrived=arrived) == earliest


@given(st.dates(date(2004, 1, 1), date(2027, 6, 30)), st.integers(0, 10))
def test_the_time_is_never_short(sent: date, letter: int) -> None:
    """Both floors hold on every day of every year, and the last day is one on which one can pay."""
    found = earliest_deadline(sent, law=SWEDEN, letter_days=letter)
    assert (found - sent).days >= 8
    assert bank_days_between(sent, found) >= 4 + letter
    assert is_bank_day(found)


def test_the_letter_keeps_principal_interest_and_costs_apart() -> None:
    """And says rate, period and principal of all interest charged, that of earlier letters too."""
    early = InterestCharged(
        receivable_id="F1", charge_id="c0", on=date(2026, 3, 12), amount=sek("34.25"), since=CLAIM.due, until=date(2026, 3, 12)
    )  # fmt: skip
    fee = FeeCharged(receivable_id="F1", charge_id="f0", kind="reminder", on=ON, amount=sek(60), law="x")
    claim = happened(CLAIM.paid(sek(2500), on=date(2026, 3, 20), id="P"), [early, fee])
    found = made(claim)
    letter, after = found.demand, happened(claim, found.events)
    assert (letter.principal, letter.costs_left) == (after.left.principal, after.left.fees)
    assert letter.interest == after.left.interest
    assert [(row.kind, str(row.amount)) for row in letter.costs] == [
        ("reminder", "60.00 SEK"),
        ("demand", "180.00 SEK"),
    ]
    assert [(row.since, row.until, row.principal.minor) for row in letter.interest_rows] == [
        (date(2026, 3, 2), date(2026, 3, 12), 12500_00),
        (date(2026, 3, 12), date(2026, 3, 20), 12500_00),
        (date(2026, 3, 20), ON, 10000_00),
    ]
    assert total((row.amount for row in letter.interest_rows), "SEK") == letter.interest
    assert letter.amount_due == after.outstanding
    assert letter.rests_on == "Rådgivning i januari"
    assert after.stage is DunningStage.DEMANDED


def test_the_events_of_a_demand() -> None:
    """Its fee, the interest to its day, and that it was sent with its last day to pay."""
    assert made().events == (
        FeeCharged(
            receivable_id="F1", charge_id="K1:fee", kind="demand", on=ON, amount=sek(180), law="lag (1981:739) 2-4 §§"
        ),
        InterestCharged(
            receivable_id="F1", charge_id="K1:interest", on=ON, amount=sek("126.71"), since=CLAIM.due, until=ON
        ),
        DemandSent(receivable_id="F1", demand_id="K1", on=ON, pay_by=date(2026, 4, 20)),
    )


def broken(**changes: object) -> DebtCollectionDemand:
    return attrs.evolve(made().demand, **changes)  # type: ignore[arg-type]


NAMELESS = Party(id="X", name=" ")
LACKS = [
    (broken(creditor=NAMELESS), "COL-01"),
    (broken(rests_on=" "), "COL-02"),
    (broken(transfer=Transfer(original_creditor=NAMELESS, on=ON)), "COL-03"),
    (broken(payment=None), "COL-04"),
    (broken(principal=sek(0)), "COL-05"),
    (broken(interest_rows=()), "COL-06"),
    (broken(costs=()), "COL-07"),
    (broken(pay_by=ON + timedelta(days=7)), "COL-08"),
]


@pytest.mark.parametrize(("letter", "code"), LACKS)
def test_what_is_missing(letter: DebtCollectionDemand, code: str) -> None:
    """Each item of inkassolagen 5 §, with its section and what to do, in both languages."""
    (finding,) = missing_in_demand(letter, law=SWEDEN)
    assert (finding.code, finding.law) == (code, "inkassolagen (1974:182) 5 §")
    assert "{" not in finding.explain("sv") + finding.explain("en")
    assert text_of(f"{code}.remedy").sv


def test_a_complete_letter_has_no_findings() -> None:
    """The one that is made."""
    assert missing_in_demand(made().demand, law=SWEDEN) == ()


def test_an_incomplete_demand_is_not_made() -> None:
    """It would carry no fee, and no legal step could rest on it."""
    found = make_demand(CLAIM, invoice(payment=None), step_for(CLAIM), demand_id="K1", on=ON, law=SWEDEN)
    assert isinstance(found, Refused)
    assert (found.code, [one.code for one in found.findings]) == ("demand.incomplete", ["COL-04"])


def test_a_licence_for_others_claims() -> None:
    """An agent, or a bought debt, is noted with the authority of the day; one's own claim is not."""
    agent = broken(agent=AGENT)
    (note,) = licence(agent, law=SWEDEN, licensed=False)
    assert (note.code, note.severity) == ("COL-09", "warning")
    assert "Finansinspektionen" in note.explain("sv")
    (before,) = licence(attrs.evolve(agent, on=date(2023, 12, 31)), law=SWEDEN, licensed=False)
    assert "Integritetsskyddsmyndigheten" in before.explain("sv")
    assert licence(agent, law=SWEDEN, licensed=True) == ()
    assert licence(broken(), law=SWEDEN, licensed=False) == ()


def test_a_demand_of_a_document_without_due_date_is_an_error() -> None:
    """There is nothing to demand yet."""
    with pytest.raises(InputError):
        make_demand(CLAIM, invoice(due_date=None), step_for(CLAIM), demand_id="K1", on=ON, law=SWEDEN)


def test_a_stale_or_dear_step_is_refused() -> None:
    """The same step twice would charge twice; a fee above the cap is none of the law's."""
    step = step_for(CLAIM)
    again = make_demand(happened(CLAIM, made().events), invoice(), step, demand_id="K2", on=ON, law=SWEDEN)
    assert isinstance(again, Refused)
    assert again.code == "dunning.stale"
    dear = make_demand(CLAIM, invoice(), attrs.evolve(step, fee=sek(181)), demand_id="K2", on=ON, law=SWEDEN)
    assert isinstance(dear, Refused)
    assert (dear.code, dear.law) == ("costs.above", "lag (1981:739) 2-4 §§")


DEMANDED = happened(CLAIM, made().events)


@pytest.mark.parametrize("reason", ["mistake", "unfounded", "paid_before", "goodwill"])
def test_a_recall_gives_the_fee_back(reason: str) -> None:
    """The demand should not have been sent, or the creditor lets it go."""
    events = recall_demand(DEMANDED, recall_id="R", on=ON, reason=reason)
    assert not isinstance(events, Refused)
    after = happened(DEMANDED, events)
    assert (after.left.fees, after.stage) == (sek(0), DunningStage.NONE)
    assert isinstance(events[0], DemandRecalled)


@pytest.mark.parametrize("reason", ["paid_after", "agreement"])
def test_a_demand_that_was_right_keeps_its_cost(reason: str) -> None:
    """Paid on the day it was made, or later: the cost is owed."""
    events = recall_demand(DEMANDED, recall_id="R", on=ON, reason=reason)
    assert not isinstance(events, Refused)
    assert happened(DEMANDED, events).left.fees == sek(180)


def test_a_recall_that_cannot_be() -> None:
    """No demand, an application that rests on it, or a reason nobody knows."""
    none = recall_demand(CLAIM, recall_id="R", on=ON, reason="mistake")
    assert isinstance(none, Refused)
    assert none.code == "demand.none"
    applied = happened(DEMANDED, [OrderToPayApplied(receivable_id="F1", application_id="B", on=ON, approved_by="anna")])
    held = recall_demand(applied, recall_id="R", on=ON, reason="mistake")
    assert isinstance(held, Refused)
    assert held.code == "demand.applied"
    with pytest.raises(InputError):
        recall_demand(DEMANDED, recall_id="R", on=ON, reason="why not")

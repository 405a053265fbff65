"""The desk beyond reminders: what is stored when a debt is demanded, planned, disputed, applied for or put right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from faktura.core.collection import CollectionPolicy, DebtCollectionDemand, OrderToPayApplication
from faktura.core.errors import NotFound, RecordedDifferently, Refused, RuleRefused, Unavailable
from faktura.core.money import sek
from faktura.core.party import Party
from faktura.core.receivable import DunningStage, LimitationBreak
from faktura.desk.desk import SenderDesk
from faktura.formats import json
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.collection_steps import MayApply
from faktura.rules.demand import SendDemand
from faktura.rules.instalments import amount_to_plan, spread_out
from faktura.rules.law.book import SWEDEN
from faktura.testing import broken
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY, PERSON
from tests.desk.acts import issued

AT_ONCE = CollectionPolicy(reminders_first=0)
LATE = datetime(2026, 11, 5, 9, tzinfo=UTC)  # five days after the due date, 31 October


def late_debt(desk: SenderDesk, clock: FixedClock) -> str:
    """The id of an invoice of 1 250 kronor that is overdue."""
    document = issued(desk, "1000")
    clock.set(LATE)
    return document.id


def test_the_way_of_a_debt(desk: SenderDesk, clock: FixedClock) -> None:
    """A demand, its time, the explicit yes, the order; the letters are values that can be kept as JSON."""
    id = late_debt(desk, clock)
    assert isinstance(desk.claims.steps(AT_ONCE)[0].step, SendDemand)
    letter = desk.claims.demand(id, AT_ONCE)
    assert json.load(DebtCollectionDemand, json.dump(letter)) == letter
    state = desk.invoices.balance(id)
    assert (state.stage, letter.amount_due) == (DunningStage.DEMANDED, state.outstanding)
    with pytest.raises(RuleRefused) as early:
        desk.claims.apply(id, approved_by="anna")
    assert early.value.code == "order.time"
    clock.set(datetime.combine(letter.pay_by + timedelta(days=4), LATE.timetz()))
    assert isinstance(desk.claims.steps(AT_ONCE)[0].step, MayApply)
    with pytest.raises(RuleRefused) as nobody:
        desk.claims.apply(id, approved_by="")
    assert nobody.value.code == "order.no_yes"
    application = desk.claims.apply(id, approved_by="anna")
    assert json.load(OrderToPayApplication, json.dump(application)) == application
    assert desk.invoices.balance(id).stage is DunningStage.ENFORCEMENT
    granted = desk.claims.end_order(id, outcome="granted")
    assert granted.left.fees == sek(180 + 300)
    assert desk.summary().balances


def test_a_demand_whose_answer_was_lost_is_had_again(desk: SenderDesk, store: Store, clock: FixedClock) -> None:
    """The fee is charged once; the same call under its key, and the list, give the letter to the byte, also tomorrow."""
    id = late_debt(desk, clock)

    def demand(key: str = "k1", agent: Party | None = None, rests_on: str = "") -> DebtCollectionDemand:
        return desk.claims.demand(id, AT_ONCE, key=key, agent=agent, licensed=True, rests_on=rests_on)

    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        demand()
    owed = desk.invoices.balance(id).outstanding
    clock.advance(timedelta(days=1))
    letter = demand()
    assert desk.claims.demands(id) == (letter,)
    assert demand() == letter
    assert demand(rests_on=letter.rests_on) == letter
    assert (desk.invoices.balance(id).outstanding, letter.amount_due) == (owed, owed)
    with pytest.raises(RecordedDifferently):
        demand(rests_on="Hyra")
    with pytest.raises(RecordedDifferently):
        demand(agent=COMPANY.party)
    with pytest.raises(RecordedDifferently):
        desk.claims.demand(id, key="k1")
    with pytest.raises(NotFound):
        desk.claims.demands("nothing")


def test_an_application_whose_answer_was_lost_is_had_again(desk: SenderDesk, store: Store, clock: FixedClock) -> None:
    """It is made once, on one person's yes."""
    id = late_debt(desk, clock)
    letter = desk.claims.demand(id, AT_ONCE)
    clock.set(datetime.combine(letter.pay_by + timedelta(days=4), LATE.timetz()))
    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        desk.claims.apply(id, approved_by="anna", key="k1")
    application = desk.claims.apply(id, approved_by="anna", key="k1")
    assert desk.claims.applications(id) == (application,)
    with pytest.raises(RecordedDifferently):
        desk.claims.apply(id, approved_by="bo", key="k1")
    assert desk.verify() == ()


def test_a_letter_that_was_erased_is_not_made_again(desk: SenderDesk, clock: FixedClock) -> None:
    """The key still knows its call, and says what became of the letter; the list is empty."""
    id = late_debt(desk, clock)
    desk.claims.demand(id, AT_ONCE, key="k1")
    desk.collections.write_off(id, reason="bad_debt")
    clock.set(datetime(2034, 1, 2, 9, tzinfo=UTC))
    desk.privacy.erase_expired()
    assert desk.claims.demands(id) == ()
    with pytest.raises(NotFound) as gone:
        desk.claims.demand(id, AT_ONCE, key="k1")
    assert gone.value.code == "claims.letter_erased"


def test_no_demand_twice_and_none_before_the_reminder_of_the_policy(desk: SenderDesk, clock: FixedClock) -> None:
    """The rule's reasons come out as refusals."""
    id = late_debt(desk, clock)
    with pytest.raises(RuleRefused) as first:
        desk.claims.demand(id)
    assert first.value.code in {"demand.another_step", "dunning.grace"}
    desk.claims.demand(id, AT_ONCE)
    with pytest.raises(RuleRefused) as second:
        desk.claims.demand(id, AT_ONCE)
    assert second.value.code == "collection.time_to_pay"
    recalled = desk.claims.recall(id, reason="mistake")
    assert (recalled.stage, recalled.left.fees) == (DunningStage.NONE, sek(0))


def test_a_plan_and_its_default(desk: SenderDesk, clock: FixedClock) -> None:
    """The plan's fee is in its parts; when it is broken the debt is demanded as before."""
    id = late_debt(desk, clock)
    desk.claims.demand(id, AT_ONCE)
    wanted = amount_to_plan(desk.invoices.balance(id), law=SWEDEN, on=clock.today())
    planned = desk.claims.agree_plan(id, spread_out(wanted, parts=2, first=date(2026, 12, 1)), written=True)
    assert planned.outstanding == wanted
    clock.set(datetime(2026, 12, 10, 9, tzinfo=UTC))
    step = desk.claims.steps(AT_ONCE)[0].step
    assert isinstance(step, Refused)
    assert step.code == "plan.defaulted"
    after = desk.claims.end_plan(id, outcome="defaulted")
    assert (after.collection.plan, after.stage) == (None, DunningStage.DEMANDED)


def test_a_founded_objection(desk: SenderDesk, clock: FixedClock) -> None:
    """The costs go back, and the books balance."""
    id = late_debt(desk, clock)
    desk.claims.charge_compensation(id)
    desk.collections.dispute(id, reason="never came")
    after = desk.claims.settle_dispute(id, founded=True)
    assert after.left.fees == sek(0)
    assert desk.summary().balances
    assert desk.books.vouchers(date(2026, 10, 1), date(2026, 12, 31))


def test_limitation_is_listed_and_interrupted(desk: SenderDesk, clock: FixedClock) -> None:
    """The first to fall comes first; a receipt renews the time; watch keeps the debt and takes it up again."""
    person, company = issued(desk, buyer=PERSON), issued(desk, buyer=COMPANY)
    clock.set(LATE)
    assert [(one.document_id, one.limits.expires) for one in desk.claims.limits()] == [
        (person.id, date(2029, 10, 1)),
        (company.id, date(2036, 10, 1)),
    ]
    desk.claims.interrupted(person.id, kind=LimitationBreak.ACKNOWLEDGED, evidence="letter 3")
    assert desk.claims.limits()[0].limits.expires == date(2029, 11, 5)
    assert desk.claims.watch(person.id, reason="no means").stage is DunningStage.LONG_TERM_WATCH
    assert desk.claims.unwatch(person.id, reason="found means").stage is DunningStage.NONE


def test_money_that_was_on_its_way_gives_interest_back(desk: SenderDesk, clock: FixedClock) -> None:
    """Interest was charged to 5 November; the file of the 6th tells of a payment on the 3rd."""
    document = issued(desk, "1000")
    assert document.payment is not None
    clock.set(LATE)
    charged = desk.collections.remind(document.id).interest
    clock.set(LATE + timedelta(days=1))
    desk.payments.receive(bgmax_file(document.payment.reference, "1250", on=date(2026, 11, 3)))
    state = desk.invoices.balance(document.id)
    (interest,) = state.collection.charged("interest")
    assert interest.amount < charged
    assert desk.claims.recount(document.id) == state  # nothing more to put right
    assert desk.summary().balances
    assert desk.verify() == ()

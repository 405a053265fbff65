"""The order to pay: nobody gets there without a demand whose time is out and an explicit yes."""

from datetime import date

import attrs
import pytest

from faktura.core.calendar import add_months
from faktura.core.collection import Transfer
from faktura.core.collection_event import DemandSent, Instalment, PlanAgreed
from faktura.core.document import Invoice
from faktura.core.errors import InputError, Refused
from faktura.core.money import sek
from faktura.core.party import Party
from faktura.core.receivable import DebtorKind, DunningStage, Receivable
from faktura.core.receivable_event import Disputed, FeeCharged, Paused
from faktura.core.wording import text_of
from faktura.rules.law.book import SWEDEN
from faktura.rules.limitation import limitation
from faktura.rules.order_to_pay import (
    OrderMade,
    apply_for_order,
    charge_enforcement,
    end_order,
    may_apply,
    missing_in_application,
    order_fees,
)
from tests.rules.claims import AGENT, CLAIM, DUE, happened, invoice

ON = date(2026, 4, 20)
FEE = FeeCharged(receivable_id="F1", charge_id="K1:fee", kind="demand", on=ON, amount=sek(180), law="x")
SENT = DemandSent(receivable_id="F1", demand_id="K1", on=date(2026, 3, 24), pay_by=date(2026, 4, 7))
DEMANDED = happened(CLAIM, [FEE, SENT])


def applied(claim: Receivable = DEMANDED, document: Invoice | None = None, agent: Party | None = None) -> OrderMade:
    found = apply_for_order(
        claim,
        document or invoice(),
        application_id="B1",
        approved_by="anna",
        law=SWEDEN,
        on=ON,
        agent=agent,
    )
    assert isinstance(found, OrderMade), found
    return found


def test_the_fees_of_the_procedure() -> None:
    """300 for the application, 380 for an agent, 600 for enforcement."""
    fees = order_fees(law=SWEDEN, on=ON)
    assert (fees.application, fees.agent, fees.enforcement) == (sek(300), sek(380), sek(600))
    assert fees.total(agent=False) == sek(300)
    assert fees.total(agent=True) == sek(680)
    assert fees.total(agent=True, enforcement=True) == sek(1280)


PLAN = PlanAgreed(receivable_id="F1", plan_id="P", on=ON, instalments=(Instalment(ON, sek(12680)),))
OLD = Receivable.opened(id="F1", principal=sek(5000), due=date(2023, 3, 1), debtor=DebtorKind.CONSUMER)
GATE = [
    # the debt, the day, who said yes, code
    (DEMANDED.paid(sek(12680), on=ON), ON, "anna", "dunning.settled"),
    (DEMANDED, DUE, "anna", "order.not_due"),
    (happened(DEMANDED, [Disputed(receivable_id="F1", on=ON, reason="x")]), ON, "anna", "dunning.disputed"),
    (happened(DEMANDED, [Paused(receivable_id="F1", on=ON, reason="x")]), ON, "anna", "dunning.paused"),
    (CLAIM, ON, "anna", "order.no_demand"),
    (DEMANDED, date(2026, 4, 7), "anna", "order.time"),
    (happened(DEMANDED, [PLAN]), ON, "anna", "plan.in_force"),
    (DEMANDED, ON, " ", "order.no_yes"),
    (happened(OLD, [SENT]), date(2026, 5, 1), "anna", "limitation.expired"),
    (happened(DEMANDED, applied().events), ON, "anna", "order.applied"),
]


@pytest.mark.parametrize(("claim", "on", "approved_by", "code"), GATE)
def test_the_gate(claim: Receivable, on: date, approved_by: str, code: str) -> None:
    """Each refusal with its reason, in both languages; no data and no event come out."""
    refused = may_apply(claim, approved_by=approved_by, law=SWEDEN, on=on)
    assert refused is not None
    assert refused.code == code
    assert "{" not in refused.explain("sv") + refused.explain("en")
    made = apply_for_order(claim, invoice(), application_id="B", approved_by=approved_by, law=SWEDEN, on=on)
    assert made == refused


def test_the_application() -> None:
    """Principal, interest and costs apart; the yes kept; limitation interrupted."""
    made = applied(agent=AGENT)
    found = made.application
    (claim,) = found.claims
    assert (claim.principal, claim.interest) == (sek(12500), sek("167.81"))  # 10 % for 49 days
    assert (claim.interest_after, claim.document_number) == (ON, "1001")
    assert claim.concerns == "Rådgivning i januari"
    assert (found.costs, found.compensation) == (sek(180), sek(0))
    assert (found.application_fee, found.agent_fee) == (sek(300), sek(380))
    assert found.amount == sek("13527.81")
    after = happened(DEMANDED, made.events)
    assert after.stage is DunningStage.ENFORCEMENT
    assert after.outstanding == claim.principal + claim.interest + found.costs
    assert limitation(after, law=SWEDEN, on=date(2026, 6, 1)).expires is None


def test_compensation_stands_as_such() -> None:
    """And then no collection costs beside it."""
    compensated = happened(CLAIM, [attrs.evolve(FEE, kind="compensation", amount=sek(450)), SENT])
    found = applied(compensated).application
    assert (found.costs, found.compensation) == (sek(0), sek(450))
    both = attrs.evolve(found, costs=sek(60))
    assert [(one.code, one.severity) for one in missing_in_application(both)] == [("KFM-05", "warning")]


BARE = Party(id="C", name="Norr AB")
LACKS = [
    ({"debtor": attrs.evolve(invoice().buyer, identity=None)}, "KFM-01"),
    ({"applicant": attrs.evolve(invoice().seller, address=None)}, "KFM-02"),
    ({"claims": (attrs.evolve(applied().application.claims[0], concerns=" "),)}, "KFM-03"),
    ({"transfer": Transfer(original_creditor=Party(id="X", name=" "), on=ON)}, "KFM-04"),
]


@pytest.mark.parametrize(("changes", "code"), LACKS)
def test_what_is_missing(changes: dict[str, object], code: str) -> None:
    """What Kronofogden asks for, in both languages."""
    (finding,) = missing_in_application(attrs.evolve(applied().application, **changes))  # type: ignore[arg-type]
    assert finding.code == code
    assert finding.explain("sv") != finding.explain("en")
    assert text_of(f"{code}.remedy").sv


def test_an_incomplete_application_is_not_made() -> None:
    """The findings say what to put right."""
    found = apply_for_order(DEMANDED, invoice(buyer=BARE), application_id="B", approved_by="anna", law=SWEDEN, on=ON)
    assert isinstance(found, Refused)
    assert [one.code for one in found.findings] == ["KFM-01", "KFM-02"]
    with pytest.raises(InputError):
        apply_for_order(DEMANDED, invoice(due_date=None), application_id="B", approved_by="anna", law=SWEDEN, on=ON)


APPLIED = happened(DEMANDED, applied().events)
END = date(2026, 9, 1)


def test_a_granted_order_awards_its_fees() -> None:
    """And a new period of limitation runs from its day; enforcement costs more."""
    events = end_order(APPLIED, outcome="granted", on=END, law=SWEDEN, agent=True)
    assert not isinstance(events, Refused)
    after = happened(APPLIED, events)
    assert after.left.fees == sek(180 + 680)
    assert after.stage is DunningStage.ENFORCEMENT
    assert limitation(after, law=SWEDEN, on=END).expires == date(2036, 9, 1)
    fee = charge_enforcement(after, charge_id="E", on=END, law=SWEDEN)
    assert isinstance(fee, FeeCharged)
    assert fee.amount == sek(600)
    too_early = charge_enforcement(APPLIED, charge_id="E", on=END, law=SWEDEN)
    assert isinstance(too_early, Refused)
    assert too_early.code == "order.not_granted"


@pytest.mark.parametrize("outcome", ["withdrawn", "rejected", "disputed"])
def test_an_order_that_is_not_granted_returns_to_the_demand(outcome: str) -> None:
    """No fee is awarded; an objection makes everything rest."""
    events = end_order(APPLIED, outcome=outcome, on=END, law=SWEDEN, reason="never ordered")  # type: ignore[arg-type]
    assert not isinstance(events, Refused)
    after = happened(APPLIED, events)
    assert (after.stage, after.left.fees) == (DunningStage.DEMANDED, sek(180))
    assert after.disputed is (outcome == "disputed")
    none = end_order(DEMANDED, outcome="withdrawn", on=END, law=SWEDEN)
    assert isinstance(none, Refused)
    assert none.code == "order.none"


def test_an_application_the_debtor_never_heard_of_begins_no_new_period() -> None:
    """Withdrawn untold, it leaves limitation as it was; granted or disputed, the debtor has been told."""
    for outcome, renews in (("withdrawn", False), ("rejected", False), ("granted", True), ("disputed", True)):
        events = end_order(APPLIED, outcome=outcome, on=END, law=SWEDEN, reason="x", told=False)  # type: ignore[arg-type]
        assert not isinstance(events, Refused)
        expires = limitation(happened(APPLIED, events), law=SWEDEN, on=END).expires
        assert expires == add_months(END if renews else APPLIED.opened_on, 120)

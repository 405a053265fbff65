"""The order to pay (betalningsföreläggande): who may apply for it, what the application holds, how it ends.

Nobody gets there by a timer. It takes a debt that is due and undisputed, a demand with its time out (inkassolagen 5,
6 §§), and the explicit yes of a person of the creditor's, who is kept by id. Principal, interest and costs stand
apart; late-payment compensation stands as such, and then no collection costs beside it as a rule.
"""

from datetime import date
from functools import reduce
from typing import Final, Literal

import attrs
from attrs import frozen

from faktura.core.collection import OrderClaim, OrderToPayApplication, Transfer
from faktura.core.collection_event import LimitationBroken, OrderToPayApplied, OrderToPayEnded
from faktura.core.document import Document, Period
from faktura.core.errors import Finding, InputError, Refused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.party import Party
from faktura.core.receivable import DebtorKind, LimitationBreak, Receivable, evolve
from faktura.core.receivable_event import Disputed, FeeCharged
from faktura.rules.costs import COMPENSATION
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.dunning import DISPUTE_LAW
from faktura.rules.interest import accrued_interest
from faktura.rules.law.book import LawBook
from faktura.rules.letter_charges import letter_charges
from faktura.rules.limitation import fallen
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

DEMAND_LAW: Final = "inkassolagen (1974:182) 5, 6 §§"
APPLICATION_LAW: Final = "lag (1990:746) 2, 9-14 §§"
PROCEDURE: Final = "procedure"
"""The kind of the charge that an order awards for the application, the agent and the enforcement."""

Outcome = Literal["granted", "withdrawn", "rejected", "disputed"]


@frozen(kw_only=True)
class OrderFees:
    """What the procedure costs on a day: the application, the agent's standard award, the enforcement."""

    application: Money
    agent: Money
    enforcement: Money

    def total(self, *, agent: bool, enforcement: bool = False) -> Money:
        """Return the fees together, with or without an agent and the enforcement after it.

        >>> from faktura.rules.law.book import SWEDEN
        >>> print(order_fees(law=SWEDEN, on=date(2026, 5, 1)).total(agent=True))
        680.00 SEK
        """
        with_agent = self.application + self.agent if agent else self.application
        return with_agent + self.enforcement if enforcement else with_agent


def order_fees(*, law: LawBook, on: date) -> OrderFees:
    """Return the fees of the day."""
    return OrderFees(
        application=law.application_fee.at(on), agent=law.agent_fee.at(on), enforcement=law.enforcement_fee.at(on)
    )


@frozen(kw_only=True)
class OrderMade:
    """The data of the application, its events, and what a person should still look at."""

    application: OrderToPayApplication
    events: tuple[Event, ...]
    findings: tuple[Finding, ...] = ()


def may_apply(receivable: Receivable, *, approved_by: str, law: LawBook, on: date) -> Refused | None:
    """Return why no order to pay may be applied for, or none: the gate every application passes.

    *approved_by* is the id of the person of the creditor's who said yes to this very application.
    """
    if receivable.is_credit or receivable.debtor is DebtorKind.TAX_AGENCY or receivable.outstanding.minor <= 0:
        return Refused(code="dunning.settled")
    if on <= last_day_in_time(receivable.due, law=law, on=on):
        return Refused(code="order.not_due", law=APPLICATION_LAW, facts=(("due", receivable.due.isoformat()),))
    if receivable.disputed:
        return Refused(code="dunning.disputed", law=DISPUTE_LAW)
    if receivable.paused:
        return Refused(code="dunning.paused")
    if receivable.collection.application is not None:
        return Refused(code="order.applied", law=APPLICATION_LAW, facts=(("id", receivable.collection.application.id),))
    demand = receivable.collection.demand
    if demand is None:
        return Refused(code="order.no_demand", law=DEMAND_LAW)
    if on <= demand.pay_by:
        return Refused(code="order.time", law=DEMAND_LAW, facts=(("pay_by", demand.pay_by.isoformat()),))
    if receivable.collection.plan is not None:
        return Refused(code="plan.in_force", law=DEMAND_LAW)
    expired = fallen(receivable, law=law, on=on)
    if expired is not None:
        return expired
    if not approved_by.strip():
        return Refused(code="order.no_yes", law=APPLICATION_LAW)
    return None


def apply_for_order(
    receivable: Receivable,
    document: Document,
    *,
    application_id: str,
    approved_by: str,
    law: LawBook,
    on: date,
    concerns: str = "",
    period: Period | None = None,
    agent: Party | None = None,
    transfer: Transfer | None = None,
) -> OrderMade | Refused:
    """Return the data of an application and its events, or why it may not be made.

    Interest that has run is charged up to the day of application and goes on from there. The application
    interrupts limitation.
    """
    refused = may_apply(receivable, approved_by=approved_by, law=law, on=on)
    if refused is not None:
        return refused
    if document.due_date is None:
        raise InputError("dunning.document", number=document.number)
    events = _events(receivable, application_id=application_id, approved_by=approved_by, law=law, on=on)
    after = reduce(evolve, events, receivable)
    fees, nothing = order_fees(law=law, on=on), Money.zero(receivable.principal.currency)
    compensated = bool(after.collection.charged(COMPENSATION))
    claim = OrderClaim(
        document_number=document.number,
        document_date=document.issue_date,
        due_date=document.due_date,
        concerns=concerns or ", ".join(dict.fromkeys(line.text for line in document.lines if line.text)),
        period=period,
        principal=after.left.principal,
        interest=after.left.interest,
        interest_kind=after.interest,
        interest_percent=after.interest_percent,
        interest_after=max(after.due, after.interest_until or after.due),
    )
    application = OrderToPayApplication(
        id=application_id,
        on=on,
        applicant=document.seller,
        debtor=document.buyer,
        agent=agent,
        claims=(claim,),
        costs=nothing if compensated else after.left.fees,
        compensation=after.left.fees if compensated else nothing,
        application_fee=fees.application,
        agent_fee=fees.agent if agent is not None else Money.zero(fees.agent.currency),
        transfer=transfer,
        payment=document.payment,
    )
    findings = missing_in_application(application)
    if any(finding.severity == "error" for finding in findings):
        return Refused(code="order.incomplete", law=APPLICATION_LAW, findings=findings)
    return OrderMade(application=application, events=events, findings=findings)


def _events(
    receivable: Receivable, *, application_id: str, approved_by: str, law: LawBook, on: date
) -> tuple[Event, ...]:
    interest = accrued_interest(receivable, law=law, on=on)
    charged = letter_charges(receivable, application_id, interest=interest if interest.amount else None, on=on)
    return (
        *charged,
        OrderToPayApplied(receivable_id=receivable.id, application_id=application_id, on=on, approved_by=approved_by),
        _broken(receivable, application_id, on),
    )


def _broken(
    receivable: Receivable, application_id: str, on: date, ended: date | None = None, *, told: bool = True
) -> LimitationBroken:
    return LimitationBroken(
        receivable_id=receivable.id,
        break_id=application_id,
        on=on,
        kind=LimitationBreak.PROCEEDINGS.value,
        evidence=application_id,
        ended=ended,
        told=told,
    )


def missing_in_application(application: OrderToPayApplication) -> tuple[Finding, ...]:
    """Return what Kronofogden asks for and the data lack."""

    def lacks(number: str, path: str) -> Finding:
        return Finding(code=f"KFM-{number}", path=path, law=APPLICATION_LAW)

    found: list[Finding] = []
    for path, party in (("applicant", application.applicant), ("debtor", application.debtor)):
        if party.identity is None:
            found.append(lacks("01", f"{path}.identity"))
        if party.address is None or not party.address.lines():
            found.append(lacks("02", f"{path}.address"))
    for number, claim in enumerate(application.claims):
        if not claim.concerns.strip():
            found.append(lacks("03", f"claims[{number}].concerns"))
    if application.transfer is not None and not application.transfer.original_creditor.name.strip():
        found.append(lacks("04", "transfer.original_creditor"))
    if application.costs and application.compensation:
        found.append(attrs.evolve(lacks("05", "compensation"), severity="warning"))
    return tuple(found)


def end_order(
    receivable: Receivable,
    *,
    outcome: Outcome,
    on: date,
    law: LawBook,
    agent: bool = False,
    reason: str = "",
    told: bool = True,
) -> tuple[Event, ...] | Refused:
    """Return how the application ended: its proceedings, and with `granted` the fees that the order awards.

    `withdrawn` and `rejected` return the debt to the demand it rested on; `disputed` records the objection
    (*reason*), so that everything rests until it is settled. *told*: the debtor was served or told otherwise of an
    application that was withdrawn or rejected; else it begins no new period of limitation (preskriptionslagen 7 §).
    """
    application = receivable.collection.application
    if application is None:
        return Refused(code="order.none", law=APPLICATION_LAW)
    if application.granted and outcome == "granted":  # the fees are awarded once, however often it is told
        return Refused(code="order.granted", law=APPLICATION_LAW)
    ended = OrderToPayEnded(receivable_id=receivable.id, application_id=application.id, on=on, outcome=outcome)
    told = told or outcome in ("granted", "disputed")  # neither comes about without the debtor
    broken = _broken(receivable, application.id, application.on, ended=on, told=told)
    if outcome == "disputed":
        return (ended, broken, Disputed(receivable_id=receivable.id, on=on, reason=reason))
    if outcome != "granted":
        return (ended, broken)
    awarded = order_fees(law=law, on=application.on).total(agent=agent)
    return (ended, broken, _awarded(receivable, f"{application.id}:fee", awarded, on, law.application_fee.law))


def charge_enforcement(receivable: Receivable, *, charge_id: str, on: date, law: LawBook) -> FeeCharged | Refused:
    """Charge the fee of enforcement (utmätning), which follows on an order that was granted."""
    application = receivable.collection.application
    if application is None or not application.granted:
        return Refused(code="order.not_granted", law="utsökningsbalken (1981:774) 3 kap. 1 §")
    return _awarded(receivable, charge_id, law.enforcement_fee.at(on), on, law.enforcement_fee.law)


def _awarded(receivable: Receivable, charge_id: str, amount: Money, on: date, law: str) -> FeeCharged:
    return FeeCharged(receivable_id=receivable.id, charge_id=charge_id, kind=PROCEDURE, on=on, amount=amount, law=law)

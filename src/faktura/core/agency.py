"""What passes between a creditor and a collection agency (inkassoföretag) about one case, beside the demand itself.

Every step of a case has an id, so that the same step told twice counts once.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from faktura.core.money import Money


class CaseStep(StrEnum):
    """What the creditor tells the agency.

    `paid`: money came to the creditor. `credited`: the debt was lowered. `recalled`: the case is taken back. `disputed`: the debtor
    objects. `paused`, `resumed`: nothing is done meanwhile.
    """

    PAID = "paid"
    CREDITED = "credited"
    RECALLED = "recalled"
    DISPUTED = "disputed"
    PAUSED = "paused"
    RESUMED = "resumed"


@frozen(kw_only=True)
class CaseNote:
    """One thing that the agency must know; *amount* above zero where money or a credit is told, else none."""

    id: str
    case_id: str
    step: CaseStep
    on: date
    amount: Money | None = None


class CaseOutcome(StrEnum):
    """What the agency reports.

    `received`: it has the case. `demanded`: its demand went out. `paid`: the debtor paid the agency, which accounts for it. `cost`: a
    cost came on. `disputed`: the debtor objects. `at_enforcement`: an order to pay was applied for. `closed`: nothing more is done.
    """

    RECEIVED = "received"
    DEMANDED = "demanded"
    PAID = "paid"
    COST = "cost"
    DISPUTED = "disputed"
    AT_ENFORCEMENT = "at_enforcement"
    CLOSED = "closed"


@frozen(kw_only=True)
class CaseReport:
    """One thing that the agency tells of a case.

    Attributes:
        id: The agency's own, the same when it is told again.
        amount: What was paid or came on, above zero; else none.
        text: The agency's words, for people; personal data may be in it.
    """

    id: str
    case_id: str
    outcome: CaseOutcome
    on: date
    amount: Money | None = None
    text: str = ""

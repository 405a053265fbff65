"""The letters and applications of debt collection as values: what they hold, before anything is printed or sent.

The demand (inkassokrav) keeps principal, interest and costs apart, as inkassolagen 5 § wants; the
application for an order to pay (betalningsföreläggande) keeps them apart for each claim.
"""

from datetime import date
from decimal import Decimal

from attrs import frozen

from faktura.core.document import InterestKind, Period
from faktura.core.money import Money, total
from faktura.core.party import Party, PaymentInstruction
from faktura.core.reminder import InterestRow
from faktura.core.wording import Language


@frozen(kw_only=True)
class CollectionPolicy:
    """When a debt goes beyond reminders; the law's limits are not here but in `rules.law`.

    Attributes:
        reminders_first: Reminders sent before the demand; the law asks for none.
        patience: Days after the time to pay of a letter before the next step.
        pay_within: Days the demand gives; never less than the practice asks for.
        letter_bank_days: Bank days a letter is taken to need; none: what the law book says.
        smallest: Debts below this are not demanded.
        fee: Whether the demand carries its fee.
        compensation: Whether businesses and public bodies are charged the late-payment compensation instead.
        interest: Whether the demand charges the interest that has run.
    """

    reminders_first: int = 1
    patience: int = 3
    pay_within: int = 10
    letter_bank_days: int | None = None
    smallest: Money = Money(100_00)
    fee: bool = True
    compensation: bool = False
    interest: bool = True


@frozen(kw_only=True)
class CostRow:
    """A cost of collection: its kind (`reminder`, `demand`, `instalment_plan`, `compensation`), amount and law."""

    kind: str
    amount: Money
    law: str = ""


@frozen(kw_only=True)
class Transfer:
    """That the debt was transferred: who had it first, and since when it is the creditor's."""

    original_creditor: Party
    on: date


@frozen(kw_only=True)
class DebtCollectionDemand:
    """A debt collection demand (inkassokrav), inkassolagen (1974:182) 5 §.

    Attributes:
        agent: Who collects for the creditor, if somebody else does.
        rests_on: What the debt is for, in words the debtor knows: goods or services and their time.
        principal: What is left of the document's amount; interest and costs are never in it.
        interest: What is charged and unpaid; `interest_rows` give rate, period and the principal it ran on.
        interest_percent: The rate that goes on running per year; none when no interest is claimed.
        costs: Each cost that is charged; `costs_left` what of them is unpaid.
        pay_by: The last day to pay or object.
        transfer: Set when the debt was bought or taken over.
    """

    id: str
    on: date
    pay_by: date
    creditor: Party
    debtor: Party
    agent: Party | None = None
    document_id: str
    document_number: str
    document_issue_date: date
    document_due_date: date
    rests_on: str
    transfer: Transfer | None = None
    original_amount: Money
    paid: Money
    principal: Money
    interest: Money
    interest_rows: tuple[InterestRow, ...]
    interest_percent: Decimal | None
    costs: tuple[CostRow, ...]
    costs_left: Money
    payment: PaymentInstruction | None
    language: Language = "sv"

    @property
    def amount_due(self) -> Money:
        """What is to be paid now: principal, interest and costs."""
        return self.principal + self.interest + self.costs_left


@frozen(kw_only=True)
class OrderClaim:
    """One claim of an application for an order to pay.

    Attributes:
        principal: Without interest and costs.
        interest: Charged or run up to the day of application; it goes on from `interest_after`.
        interest_percent: The agreed rate or margin per year, by `interest_kind`.
        concerns: What was sold; `document_number`, `document_date` and `period` tell which bill.
    """

    document_number: str
    document_date: date
    due_date: date
    concerns: str
    period: Period | None = None
    principal: Money
    interest: Money
    interest_kind: InterestKind
    interest_percent: Decimal
    interest_after: date


@frozen(kw_only=True)
class OrderToPayApplication:
    """The data of an application for an order to pay (betalningsföreläggande), lag (1990:746).

    Attributes:
        costs: Collection costs; `compensation` the late-payment compensation, and then no costs as a rule.
        application_fee: What Kronofogden charges, asked back from the debtor; `agent_fee` likewise.
        transfer: The original creditor of a bought debt must be named.
    """

    id: str
    on: date
    applicant: Party
    debtor: Party
    agent: Party | None = None
    claims: tuple[OrderClaim, ...]
    costs: Money
    compensation: Money
    application_fee: Money
    agent_fee: Money
    transfer: Transfer | None = None
    payment: PaymentInstruction | None = None

    @property
    def amount(self) -> Money:
        """Everything asked for: principal, interest, costs or compensation, and the fees of the procedure."""
        fees = self.costs + self.compensation + self.application_fee + self.agent_fee
        currency = fees.currency
        return fees + total((claim.principal + claim.interest for claim in self.claims), currency)

"""The reminder (betalningspåminnelse) as it is printed and sent; not an invoice, no e-invoice format has it."""

from datetime import date
from decimal import Decimal

from attrs import frozen

from faktura.core.money import Money
from faktura.core.party import Party, PaymentInstruction
from faktura.core.wording import Language


@frozen(kw_only=True)
class InterestRow:
    """A stretch of late-payment interest as shown: its days, the principal it ran on and the rate.

    Attributes:
        since: The last day before the first day charged. until: The last day charged.
        percent: Per year: reference rate plus what is agreed, or the agreed rate.
        amount: Rounded for show; the rows' sum may differ from the interest by rounding, and then the
            last row carries the difference, so that the shown rows add up.
    """

    since: date
    until: date
    principal: Money
    percent: Decimal
    amount: Money


@frozen(kw_only=True)
class Reminder:
    """A reminder of one unpaid document.

    Attributes:
        number: 1 for the first reminder of the document.
        document_number: Number, issue date and due date of the document it reminds of.
        principal: What is left of the document's amount; `interest` and `fees` are everything charged
            and unpaid, this reminder's included; `interest_rows` specifies the interest of this one.
        payee: Who is paid when that is not the seller (BG-10), as the document says: a factoring company, a client account.
        pay_by: The new day to pay by; the due date of the document stays.
    """

    id: str
    number: int
    on: date
    pay_by: date
    seller: Party
    buyer: Party
    document_id: str
    document_number: str
    document_issue_date: date
    document_due_date: date
    original_amount: Money
    paid: Money
    principal: Money
    interest: Money
    fees: Money
    interest_rows: tuple[InterestRow, ...]
    payment: PaymentInstruction
    payee: Party | None = None
    language: Language = "sv"

    @property
    def amount_due(self) -> Money:
        """What is to be paid now: principal, interest and fees."""
        return self.principal + self.interest + self.fees

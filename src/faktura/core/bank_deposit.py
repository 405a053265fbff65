"""The deposit a payment came in: what two reports of the same booking have in common."""

from attrs import frozen

from faktura.core.money import Money


@frozen(kw_only=True)
class BankDeposit:
    """The booking on the account that brought a payment; one deposit may hold many payments.

    Two reports of one deposit (BgMax and camt, notification and statement) name it differently and agree on the rest.

    Attributes:
        id: Account, day and the bank's reference: the same in each reading of the same report.
        amount: What was booked, net; negative when it left the account.
        payments: How many payments the report tells one by one; 0 when it tells the sum alone.
    """

    id: str
    amount: Money
    payments: int

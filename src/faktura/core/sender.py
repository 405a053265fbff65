"""The sender (fakturaavsändare): who invoices, with every choice of theirs that the law leaves open."""

from decimal import Decimal

from attrs import field, frozen

from faktura.core.account import PaymentAccount, SwishNumber
from faktura.core.delivery import Channel
from faktura.core.document import PaymentTerms, PriceBasis, RoundingPolicy
from faktura.core.ledger import Bookkeeping, BookkeepingMethod, Chart, FinancialYear
from faktura.core.money import Money
from faktura.core.party import Party
from faktura.core.receivable import COSTS_FIRST, Part


@frozen(kw_only=True)
class Customer:
    """A customer of the sender's register.

    Attributes:
        channels: Ways to reach the customer, in order of preference.
        terms: The customer's own terms; none: the sender's.
    """

    party: Party
    channels: tuple[Channel, ...] = (Channel.EMAIL, Channel.LETTER)
    terms: PaymentTerms | None = None


@frozen(kw_only=True)
class ReminderPolicy:
    """When reminders go out; the law's limits are not here but in `rules.law`.

    Attributes:
        days_after_due: Days after the due date before the first reminder; it never goes out while the debt can be paid
            in time.
        days_between: Days between two reminders.
        most: How many reminders are sent at the most.
        charged: How many of them carry a fee (one is the careful default).
        pay_within: Days the reminder gives to pay.
        smallest: Debts below this are not reminded.
        interest: Whether the reminder charges the interest that has run.
    """

    days_after_due: int = 5
    days_between: int = 14
    most: int = 2
    charged: int = 1
    pay_within: int = 10
    smallest: Money = Money(50_00)
    interest: bool = True


@frozen(kw_only=True)
class MatchingPolicy:
    """What matching may do on its own.

    Attributes:
        write_off: The largest difference taken as rounding, either way, in the payment's currency; zero: none.
        auto: The probability from which matching acts alone.
        margin: By how many bits the likeliest set must outweigh the next; ten bits are odds of a thousand.
        oldest_first: An amount that fits nothing settles the oldest of what one reference names, in turn; and an equal
            payment soon after another is no copy, but the next claim's, where that reference is the customer's for all.
        oldest_of_equals: Of one customer's claims of the same amount the one is settled that the payer tells by a month
            or nearly by its number, or else the oldest; false: a person chooses.
        bank_fee: The largest fee of a bank that is taken to explain too little from abroad, in whole units.
        exchange_percent: How far a bank's rate may be from what is open when the payer paid in another currency.
        suggest: The probability below which a set is not worth a person's look.
    """

    write_off: Money = Money(99)
    auto: Decimal = Decimal("0.999")
    margin: int = 8
    oldest_first: bool = False
    oldest_of_equals: bool = True
    bank_fee: int = 250
    exchange_percent: int = 4
    suggest: Decimal = Decimal("0.05")


@frozen(kw_only=True)
class Sender:
    """Who invoices. Everything stored belongs to exactly one sender; nothing crosses.

    Attributes:
        party: The seller as it stands on documents.
        accounts: Accounts to pay to, in the order they are printed.
        receiving: Further accounts that money comes in on and that are not printed, such as the IBAN
            behind a bankgiro number. A payment to any other account is somebody else's.
        first_number: The first document number of the one series that invoices and credit notes share.
        ocr: Whether payment references are OCR numbers; `ocr_length` a fixed length agreed with the bank.
        hold_minutes: How long a delivery is held so that it can be stopped.
        logo: PNG bytes, or none.
        settlement_order: How a payment falls on costs, interest and principal.
        owners: Systems (`Document.origin`) that own what they hand over: it is credited there, not here.
    """

    id: str
    party: Party
    accounts: tuple[PaymentAccount, ...]
    receiving: tuple[PaymentAccount | SwishNumber, ...] = ()
    terms: PaymentTerms = PaymentTerms()
    price_basis: PriceBasis = PriceBasis.WITHOUT_VAT
    rounding: RoundingPolicy = RoundingPolicy.NONE
    first_number: int = 1
    ocr: bool = True
    ocr_length: int | None = None
    hold_minutes: int = 60
    logo: bytes | None = field(default=None, repr=False)
    greeting: str = ""
    reminders: ReminderPolicy = ReminderPolicy()
    matching: MatchingPolicy = MatchingPolicy()
    settlement_order: tuple[Part, ...] = COSTS_FIRST
    method: BookkeepingMethod = BookkeepingMethod.ACCRUAL
    chart: Chart | None = None
    financial_year: FinancialYear | None = None
    voucher_series: str = "K"
    bookkeeping: Bookkeeping = Bookkeeping()
    owners: tuple[str, ...] = ()

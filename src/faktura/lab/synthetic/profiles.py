"""Five kinds of creditor, and how their customers pay: planning assumptions in parts per thousand, not measurements.

A profile is data: a host copies one with `attrs.evolve` and changes what is different with it.

>>> CONSUMER.reference["ocr"] > CRAFTSMAN.reference["ocr"]
True
"""

from collections.abc import Mapping
from typing import Final, Literal

from attrs import frozen

Weights = Mapping[str, float]


@frozen(kw_only=True)
class Profile:
    """How one kind of creditor invoices, and what its payers do. Weights need not sum to a thousand.

    Attributes:
        companies: Customers that are companies, per thousand.
        crowded: A few names are nearly all, as in a village, so that namesakes are many; else names are as common as in
            Sweden.
        claims: How many customers have one, two, three... open claims at a time.
        prices: `plans` (a few prices, some öre), `spread` (anything), `equal` (one or a few amounts), `rents`
            (each customer its own, the same every month).
        ocr: One for each claim, or one for each customer.
        first_number: Where the number series begins; it is dense from there.
        prefix: Stands before each document number.
        paid: Paid claims of the last 18 months for each open one, per thousand.
        credit_notes: Customers with an open credit note, per thousand.
        deductions: Invoices with ROT or RUT deduction, per thousand; the rest is a claim on Skatteverket.
        discounts: Invoices that offer an early-payment discount, per thousand.
        foreign: Customers abroad, per thousand.
        org: Claims that tell the customer's organisation number, per thousand, where there is one.
        known: Customers whose account has paid before, per thousand.
        nameless: Payments without the payer's account, per thousand.
        damage: Chance of each sort of damage to a name.
        reference: What stands as reference, by kind.
        amount: What is paid, by kind, apart from what only some claims offer (discount, credit note, fee, ROT).
        structure: What the payment is for, by kind.
        payer: Who pays, by kind.
    """

    name: str
    companies: int
    crowded: bool = False
    claims: tuple[int, ...]
    prices: Literal["plans", "spread", "equal", "rents"]
    ocr: Literal["claim", "customer"] = "claim"
    first_number: int = 100_001
    prefix: str = ""
    paid: int = 600
    credit_notes: int = 10
    deductions: int = 0
    discounts: int = 0
    foreign: int = 0
    org: int = 600
    known: int = 850
    nameless: int = 100
    damage: float = 0.15
    channels: Weights
    reference: Weights
    amount: Weights
    structure: Weights
    payer: Weights
    words: tuple[str, ...] = ("betalning", "faktura", "tack", "enl ök")


CONSUMER: Final = Profile(
    name="consumer", companies=30, claims=(700, 200, 60, 25, 10, 5), prices="plans", first_number=1_000_001,
    channels={"bankgiro": 700, "plusgiro": 150, "transfer": 80, "swish": 70},
    reference={
        "ocr": 880, "ocr_in_text": 20, "number": 8, "none": 30, "free_text": 20, "wrong_digit": 4, "swapped_digits": 2,
        "lost_digit": 2, "extra_digit": 2, "saved_ocr": 12, "other_customers_ocr": 0.5, "own_number": 2,
    },
    amount={"exact": 945, "ore": 12, "part": 18, "too_much": 15},
    structure={"single": 965, "several": 18, "twice": 6, "unrelated": 5, "other_creditor": 4},
    payer={"known": 860, "new_account": 50, "linked": 40, "agent": 12, "unknown": 30},
)  # fmt: skip
"""A telephone, energy or insurance company: a dense series, few prices, OCR nearly always."""

SUPPLIER: Final = Profile(
    name="supplier", companies=960, claims=(350, 250, 150, 100, 60, 40, 25, 15, 10), prices="spread",
    first_number=20_301, paid=900, credit_notes=60, discounts=80, foreign=60, org=850, damage=0.2,
    channels={"bankgiro": 850, "plusgiro": 50, "transfer": 100},
    reference={
        "ocr": 600, "ocr_in_text": 70, "number": 170, "none": 30, "free_text": 20, "wrong_digit": 5,
        "swapped_digits": 3, "lost_digit": 3, "extra_digit": 3, "saved_ocr": 5, "other_customers_ocr": 0.5,
        "own_number": 55,
    },
    amount={"exact": 930, "ore": 10, "part": 20, "too_much": 10},
    structure={"single": 870, "several": 110, "twice": 7, "unrelated": 6, "other_creditor": 6},
    payer={"known": 850, "new_account": 50, "linked": 45, "agent": 25, "unknown": 20},
)  # fmt: skip
"""A wholesaler with companies as customers: several invoices in one payment, credit notes, discounts, foreign payers."""

CRAFTSMAN: Final = Profile(
    name="craftsman", companies=250, claims=(850, 120, 30), prices="spread", first_number=1_001, prefix="F",
    deductions=550, org=500, known=450, damage=0.2,
    channels={"bankgiro": 500, "plusgiro": 30, "transfer": 250, "swish": 220},
    reference={
        "ocr": 550, "ocr_in_text": 60, "number": 120, "none": 110, "free_text": 90, "wrong_digit": 5,
        "swapped_digits": 3, "lost_digit": 3, "extra_digit": 3, "saved_ocr": 4, "other_customers_ocr": 0.5,
        "own_number": 10,
    },
    amount={"exact": 900, "ore": 22, "part": 25, "too_much": 25},
    structure={"single": 880, "several": 25, "twice": 6, "tax_agency": 60, "unrelated": 13, "other_creditor": 4},
    payer={"known": 600, "new_account": 265, "linked": 40, "agent": 10, "unknown": 75},
    words=("tack för hjälpen", "altan", "badrum", "målning", "faktura", "snickeri"),
)  # fmt: skip
"""A builder or cleaner with ROT and RUT: half the money comes from Skatteverket, numbers are short."""

ASSOCIATION: Final = Profile(
    name="association", companies=20, claims=(900, 80, 20), prices="equal", first_number=5_001, known=700,
    channels={"bankgiro": 550, "plusgiro": 150, "transfer": 120, "swish": 180},
    reference={
        "ocr": 700, "ocr_in_text": 30, "number": 20, "none": 90, "free_text": 100, "wrong_digit": 5,
        "swapped_digits": 3, "lost_digit": 2, "extra_digit": 2, "saved_ocr": 10, "other_customers_ocr": 0.6,
        "own_number": 2,
    },
    amount={"exact": 950, "ore": 2, "part": 12, "too_much": 20},
    structure={"single": 960, "several": 15, "twice": 8, "unrelated": 8, "other_creditor": 5},
    payer={"known": 800, "new_account": 60, "linked": 45, "agent": 15, "unknown": 70},
    words=("medlemsavgift", "avgift", "medlemskap 2026", "träningsavgift", "årsavgift"),
)  # fmt: skip
"""A club: thousands of claims with the same amount."""

LANDLORD: Final = Profile(
    name="landlord", companies=60, claims=(550, 300, 100, 50), prices="rents", ocr="customer", first_number=70_001,
    known=930, nameless=60,
    channels={"bankgiro": 750, "plusgiro": 150, "transfer": 80, "swish": 20},
    reference={
        "ocr": 915, "ocr_in_text": 20, "number": 5, "none": 25, "free_text": 25, "other_customers_ocr": 0.3,
    },
    amount={"exact": 945, "ore": 5, "part": 25, "too_much": 10},
    structure={"single": 960, "several": 20, "twice": 6, "unrelated": 6, "other_creditor": 4},
    payer={"known": 860, "new_account": 45, "linked": 50, "agent": 28, "unknown": 12},
    words=("hyra", "hyra nov", "hyra december", "p-plats", "hyra lgh 1203"),
)  # fmt: skip
"""A landlord: one OCR for each tenant, enforced by the bank, and the same rent every month."""

PROFILES: Final = (CONSUMER, SUPPLIER, CRAFTSMAN, ASSOCIATION, LANDLORD)
"""The five, in the order in which a mixed ledger has them."""

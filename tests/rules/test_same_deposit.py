"""When two reports are of one booking: what they agree on, and what they may leave out."""

from collections.abc import Sequence
from datetime import date

import attrs
import pytest

from faktura.core.bank_deposit import BankDeposit
from faktura.core.money import sek
from faktura.core.payment import IncomingPayment, Payer, PaymentReference, Source
from faktura.rules.same_deposit import same_deposit

DAY = date(2026, 11, 2)
GIRO = "bankgiro:9912346"
IBAN = "iban:SE4550000000058398257466"


def told(
    format: str, *payments: tuple[int, str], account: str = GIRO, name: str = "", alone: bool = False, key: str = "1"
) -> list[IncomingPayment]:
    """A deposit of these kronor and OCR numbers, as a report of *format* tells it; *alone*: its sum only."""
    amount = sek(sum(kronor for kronor, _ in payments))
    id = f"{format.partition('.')[0]}:{account}:{DAY}:{key}"
    deposit = BankDeposit(id=id, amount=amount, payments=0 if alone else len(payments))
    return [
        IncomingPayment(
            id=f"{id}:{at}",
            account=account,
            booked_on=DAY,
            amount=sek(abs(kronor)),
            references=(PaymentReference(text=ocr, kind="ocr"),) if ocr else (),
            payer=Payer(name=name),
            reversal=kronor < 0,
            deposit=deposit,
            source=Source(format=format, digest="d", place="line 1"),
        )
        for at, (kronor, ocr) in enumerate([(int(amount.major), "")] if alone else payments, start=1)
    ]


TWO = ((100, "18"), (200, "26"))
CASES = [
    # one report, another, the same booking?
    (told("bgmax", *TWO), told("camt.054", *TWO), True),
    (told("bgmax", *TWO), told("camt.054", *reversed(TWO)), True),
    (told("bgmax", *TWO), told("camt.054", (100, ""), (200, "")), True),
    (told("bgmax", *TWO), told("camt.054", (100, "26"), (200, "18")), False),
    (told("bgmax", *TWO), told("camt.054", (150, "18"), (150, "26")), False),
    (told("bgmax", *TWO), told("camt.054", (100, "18"), (201, "26")), False),
    (told("bgmax", (100, "18"), (100, "")), told("camt.054", (100, ""), (100, "18")), True),
    (told("bgmax", (100, "18"), (100, "26")), told("camt.054", (100, "18"), (100, "34")), False),
    (told("bgmax", (500, ""), (-100, "")), told("camt.054", (500, ""), (-100, "")), True),
    (told("bgmax", (500, ""), (-100, "")), told("camt.054", (400, "")), False),
    # a single payment: nothing that both say may differ
    (told("bgmax", (500, "18")), told("camt.054", (500, "18")), True),
    (told("bgmax", (500, "18")), told("camt.054", (500, "26")), False),
    (told("bgmax", (500, ""), name="Anna Ek"), told("camt.054", (500, ""), name="EK ANNA"), True),
    (told("bgmax", (500, ""), name="Anna Ek"), told("camt.054", (500, ""), name="Bo Al"), False),
    (told("bgmax", (500, ""), name="Anna Ek"), told("camt.054", (500, "")), True),
    # the account: a giro stands for a bank account, when more than the sum says so
    (told("bgmax", (500, "")), told("camt.054", (500, ""), account="bankgiro:58056201"), False),
    (told("bgmax", *TWO), told("camt.053", *TWO, account=IBAN), True),
    (told("bgmax", (500, "18")), told("camt.053", (500, "18"), account=IBAN), True),
    (told("bgmax", (500, "")), told("camt.053", (500, ""), account=IBAN), False),
    # the sum alone
    (told("bgmax", *TWO), told("camt.053", *TWO, alone=True), True),
    (told("camt.054", *TWO), told("camt.053", *TWO, alone=True), True),
    (told("camt.054", *TWO), told("camt.053", *TWO, alone=True, key="2"), False),
    # within one kind of report the bank's references tell them apart
    (told("camt.054", *TWO), told("camt.053", *TWO, key="2"), False),
    (told("bgmax", *TWO), told("bgmax", *TWO, key="2"), False),
]


@pytest.mark.parametrize(("one", "other", "same"), CASES)
def test_two_reports(one: Sequence[IncomingPayment], other: Sequence[IncomingPayment], same: bool) -> None:
    """Either way round; another day is another booking, and so is a payment of no deposit."""
    assert same_deposit(one, other) is same_deposit(other, one) is same
    later = [attrs.evolve(payment, booked_on=date(2026, 11, 3)) for payment in one]
    assert not same_deposit(later, other)
    assert not same_deposit([attrs.evolve(payment, deposit=None) for payment in one], other)


def test_a_part_of_a_deposit_is_not_taken_for_the_whole() -> None:
    """Where payments are missing, nothing is concluded."""
    assert not same_deposit(told("bgmax", *TWO)[:1], told("camt.054", *TWO))

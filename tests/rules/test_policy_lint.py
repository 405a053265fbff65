"""The linter for policies: each thing that is unlawful or unusual, alone, and nothing about the defaults."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.core.collection import CollectionPolicy
from faktura.core.document import InterestKind, PaymentTerms
from faktura.core.money import sek
from faktura.core.receivable import DebtorKind, Part
from faktura.core.sender import ReminderPolicy
from faktura.core.wording import text_of
from faktura.rules.law.book import SWEDEN
from faktura.rules.policy_lint import lint_policy

ON = date(2026, 5, 1)
FEE = PaymentTerms(reminder_fee=sek(60))
GOOD, REMINDERS = CollectionPolicy(), ReminderPolicy()
COMPANY, PUBLIC, CONSUMER = DebtorKind.COMPANY, DebtorKind.PUBLIC_AUTHORITY, DebtorKind.CONSUMER


@pytest.mark.parametrize("debtor", [COMPANY, PUBLIC, CONSUMER])
def test_the_defaults_are_clean(debtor: DebtorKind) -> None:
    """What the library suggests is neither unlawful nor unusual."""
    assert lint_policy(FEE, REMINDERS, GOOD, debtor=debtor, law=SWEDEN, on=ON) == ()


CASES = [
    # terms, reminders, collection, debtor, code, severity
    (PaymentTerms(reminder_fee=sek(61)), REMINDERS, GOOD, CONSUMER, "POL-01", "error"),
    (FEE, ReminderPolicy(charged=2), GOOD, CONSUMER, "POL-02", "warning"),
    (FEE, ReminderPolicy(days_after_due=0), GOOD, CONSUMER, "POL-03", "warning"),
    (FEE, ReminderPolicy(pay_within=7), GOOD, CONSUMER, "POL-04", "warning"),
    (FEE, ReminderPolicy(most=4), GOOD, CONSUMER, "POL-05", "warning"),
    (FEE, REMINDERS, CollectionPolicy(pay_within=7), CONSUMER, "POL-06", "error"),
    (FEE, REMINDERS, CollectionPolicy(letter_bank_days=1), CONSUMER, "POL-07", "warning"),
    (PaymentTerms(days=31), REMINDERS, GOOD, PUBLIC, "POL-08", "error"),
    (PaymentTerms(days=31), REMINDERS, GOOD, COMPANY, "POL-09", "warning"),
    (PaymentTerms(interest=InterestKind.NONE), REMINDERS, GOOD, COMPANY, "POL-10", "warning"),
    (
        PaymentTerms(interest=InterestKind.FIXED, interest_percent=Decimal(5)),
        REMINDERS,
        GOOD,
        PUBLIC,
        "POL-10",
        "warning",
    ),
    (FEE, REMINDERS, CollectionPolicy(reminders_first=3), CONSUMER, "POL-11", "error"),
    (FEE, REMINDERS, CollectionPolicy(compensation=True), CONSUMER, "POL-13", "error"),
]


@pytest.mark.parametrize(("terms", "reminders", "collection", "debtor", "code", "severity"), CASES)
def test_one_thing_at_a_time(
    terms: PaymentTerms,
    reminders: ReminderPolicy,
    collection: CollectionPolicy,
    debtor: DebtorKind,
    code: str,
    severity: str,
) -> None:
    """Each with its section, and said in both languages with what to do."""
    (finding,) = lint_policy(terms, reminders, collection, debtor=debtor, law=SWEDEN, on=ON)
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.law or code == "POL-11"
    assert "{" not in finding.explain("sv") + finding.explain("en")
    assert text_of(f"{code}.remedy").sv


def test_the_order_and_the_day() -> None:
    """Principal first is lawful and unusual; the caps are those of the day; errors come first."""
    order = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)
    (unusual,) = lint_policy(FEE, REMINDERS, debtor=CONSUMER, law=SWEDEN, on=ON, order=order)
    assert (unusual.code, unusual.severity) == ("POL-12", "warning")
    before = lint_policy(FEE, ReminderPolicy(most=9), debtor=CONSUMER, law=SWEDEN, on=date(2013, 3, 15))
    assert [finding.code for finding in before] == ["POL-01", "POL-05"]

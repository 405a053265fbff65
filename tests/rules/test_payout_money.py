"""One payout for a whole request, and what goes back to Skatteverket."""

from datetime import date

import pytest

from faktura.core.errors import Refused
from faktura.core.money import sek
from faktura.core.wording import text_of
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout_money import PayoutPart, Repayment, after_credit, allocate_payout, repayment
from tests.rules.test_payout_decision import share


def test_a_payout_is_split_as_it_was_granted() -> None:
    """Persons of one invoice together; what was refused gets nothing."""
    shares = (share(0, granted=2250), share(1, granted=3750), share(0, "1002", granted=0), share(0, "1003", granted=1))
    assert allocate_payout(sek(6001), shares) == (
        PayoutPart("F1001:tax", sek(6000)),
        PayoutPart("F1003:tax", sek(1)),
    )


@pytest.mark.parametrize(
    ("amount", "shares", "code"),
    [
        ("6000", (share(granted=3750),), "payout.other_sum"),
        ("3750", (share(),), "payout.undecided"),
        ("3750", (), "payout.undecided"),
    ],
)
def test_anything_else_is_left_to_a_person(amount: str, shares: tuple[object, ...], code: str) -> None:
    """Skatteverket may have set something off, or the decision is not read yet."""
    refused = allocate_payout(sek(amount), shares)  # type: ignore[arg-type]
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert "{" not in refused.explain("sv") + refused.explain("en")


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2026-05-04", "2026-06-30"),
        ("2026-12-31", "2027-01-31"),
        ("2026-11-02", "2026-12-31"),
        ("2027-01-31", "2027-02-28"),
    ],
)
def test_paid_back_by_the_end_of_the_month_after_the_decision(decided: str, last: str) -> None:
    """HUSFL on payouts decided too high."""
    day = date.fromisoformat(decided)
    back = repayment(sek(1), payment_year=2026, on=day, law=SWEDEN, decided_on=day)
    assert isinstance(back, Repayment)
    assert back.pay_by == date.fromisoformat(last)


def test_the_form_is_for_the_year_of_payment() -> None:
    """Marked as second-hand in the table; after the year Skatteverket is told in writing."""
    within = repayment(sek(1500), payment_year=2026, on=date(2026, 12, 31), law=SWEDEN)
    later = repayment(sek(1500), payment_year=2026, on=date(2027, 1, 2), law=SWEDEN)
    assert isinstance(within, Repayment)
    assert isinstance(later, Repayment)
    assert (within.form, within.pay_by, later.form) == ("SKV 4533", None, "")
    assert "SKV 4533" in within.explain("sv")
    assert "skriftligt" in later.explain("sv")
    assert SWEDEN.repayment_form.row_at(date(2026, 1, 1)).confidence == "S"
    nothing = repayment(sek(0), payment_year=2026, on=date(2026, 12, 31), law=SWEDEN)
    assert isinstance(nothing, Refused)
    assert nothing.code == "payout.nothing_back"


@pytest.mark.parametrize(
    ("requested", "granted", "paid", "code"),
    [
        ("0", None, "0", "payout.credit_before_request"),
        ("3750", None, "0", "payout.credit_after_request"),
        ("3750", "3750", "0", "payout.credit_after_decision"),
        ("3750", "3750", "3750", "payout.credit_after_payout"),
    ],
)
def test_what_a_credit_means_depends_on_how_far_it_has_come(
    requested: str, granted: str | None, paid: str, code: str
) -> None:
    """Before the request nothing; after the payout a repayment."""
    found = after_credit(sek(requested), None if granted is None else sek(granted), sek(paid))
    assert found == code
    assert text_of(code).sv != text_of(code).en

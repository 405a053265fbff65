"""Agreed interest: which clause holds against whom."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.core.document import InterestKind
from faktura.core.receivable import DebtorKind
from faktura.rules.interest_terms import lawful_interest, rate_after_due
from faktura.rules.law.book import SWEDEN

ON = date(2026, 3, 1)  # the statutory rate is 10 %
COMPANY, PUBLIC, CONSUMER = DebtorKind.COMPANY, DebtorKind.PUBLIC_AUTHORITY, DebtorKind.CONSUMER
NONE, FIXED, STATUTORY = InterestKind.NONE, InterestKind.FIXED, InterestKind.STATUTORY

CLAUSES = [
    # kind, percent, debtor, the creditor's own choice, what holds
    (NONE, "0", COMPANY, False, STATUTORY),
    (NONE, "0", PUBLIC, False, STATUTORY),
    (NONE, "0", COMPANY, True, NONE),  # the creditor may let it go
    (NONE, "0", CONSUMER, False, NONE),
    (FIXED, "0", COMPANY, False, STATUTORY),  # nothing by another name
    (FIXED, "0", PUBLIC, False, STATUTORY),
    (FIXED, "0", COMPANY, True, FIXED),
    (FIXED, "0", CONSUMER, False, FIXED),
    (FIXED, "5", PUBLIC, False, STATUTORY),  # a lower rate towards a public body
    (FIXED, "12", PUBLIC, False, FIXED),
    (FIXED, "5", COMPANY, False, FIXED),
    (FIXED, "5", CONSUMER, False, FIXED),
    (InterestKind.OVER_REFERENCE, "4", PUBLIC, False, STATUTORY),
]


@pytest.mark.parametrize(("kind", "percent", "debtor", "chose", "holds"), CLAUSES)
def test_which_clause_holds(
    kind: InterestKind, percent: str, debtor: DebtorKind, chose: bool, holds: InterestKind
) -> None:
    """A void clause gives the statutory rate, and a finding with its section in both languages."""
    found = lawful_interest(kind, Decimal(percent), debtor=debtor, creditor_chose=chose, law=SWEDEN, on=ON)
    assert found.kind is holds
    void = holds is not kind
    assert [(one.code, one.law) for one in found.findings] == (
        [("interest.clause_void", "räntelagen (1975:635) 4 a, 6 §§")] if void else []
    )
    assert all(one.explain("sv") != one.explain("en") and one.remedy for one in found.findings)
    assert found.percent == (Decimal(8) if void else Decimal(percent))


def test_the_day_is_asked_for() -> None:
    """A rate towards a public body is held against that of a day; without one nothing was compared."""
    with pytest.raises(TypeError, match="'on'"):
        lawful_interest(FIXED, Decimal(5), debtor=PUBLIC, creditor_chose=False)  # type: ignore[call-arg]


@pytest.mark.parametrize(("bearing", "after"), [("6", "10.00"), ("18", "18"), ("10", "10")])
def test_a_debt_that_bore_interest_keeps_at_least_the_statutory_rate(bearing: str, after: str) -> None:
    """Räntelagen 7 §."""
    assert rate_after_due(Decimal(bearing), law=SWEDEN, on=ON) == Decimal(after)

"""Part payments and instalments: the same share of the deduction as of the amount due; never for what was paid in full."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionKind
from faktura.core.money import Money, sek
from faktura.rules.deduction_instalments import final_payout, labour_left, paid_part
from faktura.rules.deductions import largest_payout
from faktura.rules.law.book import SWEDEN

ROT = DeductionKind.ROT
PARTS = [
    # paid of 19 250 after a deduction of 3 750 on labour of 12 500, share, labour paid, to ask for
    ("0", Fraction(0), 0, 0),
    ("7700", Fraction(2, 5), 3500, 1500),
    ("19250", Fraction(1), 8750, 3750),
    ("20000", Fraction(1), 8750, 3750),
    ("1", Fraction(1, 19250), 0, 0),
]


@pytest.mark.parametrize(("paid", "share", "labour", "request_now"), PARTS)
def test_part_paid(paid: str, share: Fraction, labour: int, request_now: int) -> None:
    """40 percent paid is 40 percent of the deduction, öre dropped."""
    part = paid_part(sek(3750), sek(12_500), paid=sek(paid), due=sek(19_250))
    assert (part.share, part.labour_paid, part.request) == (share, sek(labour), sek(request_now))


def test_a_conto_paid_in_full_gives_nothing_later() -> None:
    """KR Jönköping 3104-14: 287 918 in all, 20 000 paid on the final invoice in a year of 50 percent."""
    found = final_payout(ROT, sek(69_918), sek(20_000), on=date(2013, 6, 1), law=SWEDEN)
    assert found == sek(20_000)
    assert final_payout(ROT, sek(15_000), sek(20_000), on=date(2013, 6, 1), law=SWEDEN) == sek(15_000)
    assert labour_left(sek(100_000), [sek(60_000), sek(40_000)]) == sek(0)


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_part_never_exceeds_its_legal_fraction(labour: int, rest: int, paid: int) -> None:
    """What may be asked for is within 3/7 of what is paid for the work, to the öre that were dropped."""
    deduction = Money(labour * 30 // 100 // 100 * 100)
    due = Money(labour + rest) - deduction
    part = paid_part(deduction, Money(labour), paid=min(Money(paid), due), due=due)
    assert 0 <= part.request.minor <= deduction.minor
    exact = Money(int(part.share * (labour - deduction.minor)))
    assert part.request <= largest_payout(ROT, exact + Money(1), on=date(2026, 5, 1), law=SWEDEN)

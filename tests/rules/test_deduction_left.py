"""What credit notes leave of a deduction: never less than nothing, and nothing when all is credited."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from faktura.core.deduction import Deduction, DeductionKind
from faktura.core.document import CreditNote, Draft, Invoice
from faktura.core.money import Money, sek, total
from faktura.rules.crediting import credit_amount, credit_in_full
from faktura.rules.deduction_left import deduction_left
from faktura.rules.issuing import issue_invoice
from faktura.testing.strategies import deduction_drafts

ON = date(2026, 3, 2)
DRAFTS = st.sampled_from(list(DeductionKind)).flatmap(deduction_drafts)


def note(drafted: object, number: int) -> CreditNote:
    assert isinstance(drafted, Draft), drafted
    made = issue_invoice(drafted, number=f"K{number}", on=ON)
    assert isinstance(made, CreditNote)
    return made


def sums(found: Deduction) -> tuple[Money, ...]:
    """Every amount that must be zero or more."""
    works = [part for work in found.works for part in (work.labour, work.material, work.granted or sek(0))]
    return (found.amount, found.labour, found.other_cost, *(share.amount for share in found.shares), *works)


@given(DRAFTS, st.lists(st.integers(1, 60), max_size=3))
def test_credits_take_their_part_and_no_more(draft: Draft, percents: list[int]) -> None:
    """After any credits the sums agree with each other; after a credit of the rest nothing is left."""
    issued = issue_invoice(draft, number="1", on=ON)
    assert isinstance(issued, Invoice)
    assert issued.deduction is not None
    credits: list[CreditNote] = []
    for percent in percents:
        part = Money(issued.totals.with_vat.minor * percent // 100)
        drafted = credit_amount(issued, part, draft_id=f"K{percent}", already=credits) if part else None
        if isinstance(drafted, Draft):
            credits.append(note(drafted, len(credits)))
    left = deduction_left(issued.deduction, credits)
    assert min(amount.minor for amount in sums(left)) >= 0
    assert total((share.amount for share in left.shares), "SEK") == left.amount
    rest = credit_in_full(issued, draft_id="KX", already=credits)
    assume(isinstance(rest, Draft))
    nothing = deduction_left(issued.deduction, [*credits, note(rest, 9)])
    assert set(sums(nothing)) == {sek(0)}
    assert {work.hours for work in nothing.works} <= {0, None}


@given(DRAFTS)
def test_without_credits_all_is_left(draft: Draft) -> None:
    """The same value."""
    issued = issue_invoice(draft, number="1", on=ON)
    assert issued.deduction is not None
    assert deduction_left(issued.deduction, ()) is issued.deduction

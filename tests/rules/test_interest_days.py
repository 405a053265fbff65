"""What moves a debt is felt by interest from its own day, or from the day the law gives it."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.money import sek
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.rules.interest import accrued_interest, interest_between
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import MONDAY, SATURDAY, STRICT, SUNDAY, TUESDAY

DUE = date(2026, 3, 2)
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
END = date(2026, 5, 31)


def passed(moves: Sequence[tuple[date, int]], principal: int = 7000, due: date = DUE) -> Receivable:
    """A consumer's debt to which what Skatteverket refused passed over, in kronor, and back when it is negative."""
    claim = Receivable.opened(id="F1", principal=sek(principal), due=due, debtor=DebtorKind.CONSUMER)
    for number, (on, kronor) in enumerate(moves):
        claim = evolve(
            claim,
            ShareTransferred(
                receivable_id="F1", transfer_id=f"T{number}", other_id="F1:tax", on=on, effect=sek(kronor)
            ),
        )
    return claim


def test_what_is_granted_after_all_within_the_thirty_days_leaves_the_interest_as_it_was() -> None:
    """7 000 due on a Sunday in March; 3 000 passed over on 1 April and back on the 11th: 174.52 on 31 May."""
    due, moves = date(2026, 3, 1), [(APRIL, 3000), (date(2026, 4, 11), -3000)]
    assert accrued_interest(passed(moves, due=due), law=SWEDEN, on=END).amount == sek("174.52")
    assert accrued_interest(passed([], due=due), law=SWEDEN, on=END).amount == sek("174.52")


WEEKEND = [
    # paid on, asked on, interest on 100 000 kronor, strictly
    (None, SUNDAY, "0", "27.40"),
    (None, MONDAY, "0", "54.79"),
    (MONDAY, MONDAY, "0", "54.79"),
    (MONDAY, date(2026, 6, 30), "0", "54.79"),
    (None, TUESDAY, "82.19", "82.19"),  # what is paid too late bears interest from the due day
    (TUESDAY, date(2026, 6, 30), "82.19", "82.19"),
]


@pytest.mark.parametrize(("paid", "on", "interest", "strictly"), WEEKEND)
def test_what_is_paid_on_the_next_weekday_bears_no_interest(
    paid: date | None, on: date, interest: str, strictly: str
) -> None:
    """Due on Saturday 6 June 2026; a host that counts strictly has the interest of the weekend."""
    claim = Receivable.opened(id="F1", principal=sek(100_000), due=SATURDAY, debtor=DebtorKind.COMPANY)
    if paid is not None:
        claim = claim.paid(sek(100_000), on=paid)
    assert accrued_interest(claim, law=SWEDEN, on=on).amount == sek(interest)
    assert accrued_interest(claim, law=STRICT, on=on).amount == sek(strictly)


def test_a_part_paid_on_the_next_weekday_bears_none_and_the_rest_from_the_due_day() -> None:
    """40 000 of 100 000 came on Monday: 60 000 are late since Saturday."""
    claim = Receivable.opened(id="F1", principal=sek(100_000), due=SATURDAY, debtor=DebtorKind.COMPANY)
    (segment,) = accrued_interest(claim.paid(sek(40_000), on=MONDAY), law=SWEDEN, on=date(2026, 6, 30)).segments
    assert (segment.since, segment.days, segment.principal) == (SATURDAY, 24, sek(60_000))


BALANCES = [
    # what passed over and back,                                     the principal that bears interest, by its days
    ([(APRIL, 3000), (date(2026, 4, 11), -1000)], [(60, 7000), (30, 9000)]),
    ([(APRIL, 3000), (date(2026, 5, 11), -3000)], [(60, 7000), (10, 10_000), (20, 7000)]),  # it had begun by then
    ([(date(2026, 4, 11), -3000)], [(40, 7000), (50, 4000)]),  # the share of Skatteverket grew: at once
    (
        [(APRIL, 3000), (date(2026, 4, 11), 1000), (date(2026, 4, 21), -1000)],
        [(60, 7000), (30, 10_000)],  # of two that wait the newest is taken back
    ),
]


@pytest.mark.parametrize(("moves", "balances"), BALANCES)
def test_what_passes_back_takes_first_what_does_not_bear_interest_yet(
    moves: list[tuple[date, int]], balances: list[tuple[int, int]]
) -> None:
    """Only what is more than that lowers the debt from its own day."""
    found = accrued_interest(passed(moves), law=SWEDEN, on=END).segments
    assert [(one.days, one.principal) for one in found] == [(days, sek(kronor)) for days, kronor in balances]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 60), st.integers(1, 3000)), max_size=4))
def test_refused_and_granted_after_all_is_never_less_interest_than_if_nothing_was_refused(
    rounds: list[tuple[int, int, int]],
) -> None:
    """Whatever passes over and wholly back, the customer's own debt bore its interest all the time."""
    moves: list[tuple[date, int]] = []
    day = DUE
    for after, later, kronor in rounds:
        over = day + timedelta(days=after)
        day = over + timedelta(days=later)
        moves += [(over, kronor), (day, -kronor)]
    own = passed([])
    for until in (DUE + timedelta(days=number) for number in range(1, 300, 13)):
        asked = interest_between(passed(moves), law=SWEDEN, since=DUE, until=until).exact
        assert asked >= interest_between(own, law=SWEDEN, since=DUE, until=until).exact >= Fraction(0)

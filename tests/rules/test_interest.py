"""Late-payment interest: worked examples, and that each day is charged once, wherever a period is cut."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faktura.core.document import InterestKind
from faktura.core.errors import LawNotKnown
from faktura.core.money import Money, sek, total
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.receivable_event import FeeCharged, InterestCharged
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.interest import (
    accrued_interest,
    interest_between,
    interest_runs_from,
    late_rate,
    reference_rate_from,
)
from faktura.rules.law.book import SWEDEN, LawBook
from tests.rules.claims import STRICT


def claim(kronor: str, due: str, **more: object) -> Receivable:
    agreed = {"interest": InterestKind.STATUTORY, "interest_percent": Decimal(8), **more}
    kind, percent = agreed["interest"], agreed["interest_percent"]
    assert isinstance(kind, InterestKind)
    assert isinstance(percent, Decimal)
    return Receivable.opened(
        id="F1",
        principal=sek(kronor),
        due=date.fromisoformat(due),
        debtor=DebtorKind.COMPANY,
        interest=kind,
        interest_percent=percent,
    )


CASES = [
    # principal, due,          paid,         interest,  (days, percent, exact kronor to six decimals)
    ("6780.00", "2020-12-31", "2021-04-20", "163.46", [(110, "8.00", "163.463014")]),
    ("10000.00", "2025-05-31", "2025-07-31", "175.34", [(30, "11.00", "90.410959"), (31, "10.00", "84.931507")]),
    ("10000.00", "2026-03-02", "2026-03-02", "0.00", []),
    ("50000.00", "2020-12-31", "2021-12-31", "4000.00", [(181, "8.00", "1983.561644"), (184, "8.00", "2016.438356")]),
    ("20000.00", "2023-06-30", "2024-03-31", "1757.81", [(184, "11.50", "1159.452055"), (91, "12.00", "598.356164")]),
    ("1000.00", "2016-06-30", "2016-07-10", "2.05", [(10, "7.50", "2.054795")]),  # a negative reference rate
]


@pytest.mark.parametrize(("principal", "due", "paid", "amount", "segments"), CASES)
def test_statutory_interest(
    principal: str, due: str, paid: str, amount: str, segments: list[tuple[int, str, str]]
) -> None:
    """From the day after the due date to the day of payment, cut at the turn of each half-year."""
    interest = accrued_interest(claim(principal, due), law=SWEDEN, on=date.fromisoformat(paid))
    assert interest.amount == sek(amount)
    found = [
        (part.days, str(part.percent), f"{Decimal(part.exact.numerator) / part.exact.denominator / 100:.6f}")
        for part in interest.segments
    ]
    assert found == segments


def test_an_agreed_rate_is_not_cut_at_half_years() -> None:
    """Fixed 12 % on 3,700 for 14 days over a turn of the year is 17.03."""
    fixed = claim("3700.00", "2025-12-24", interest=InterestKind.FIXED, interest_percent=Decimal(12))
    interest = accrued_interest(fixed, law=SWEDEN, on=date(2026, 1, 7))
    assert interest.amount == sek("17.03")
    assert [part.days for part in interest.segments] == [14]


def test_interest_follows_the_principal() -> None:
    """1,000 for the day of the part payment, 500 from the day after it."""
    paid = claim("1000.00", "2026-09-01").paid(sek(500), on=date(2026, 9, 2))
    interest = accrued_interest(paid, law=SWEDEN, on=date(2026, 9, 18))
    assert interest.amount == sek("2.47")
    assert [(part.days, part.principal.minor) for part in interest.segments] == [(1, 100_000), (16, 50_000)]


def test_fees_and_interest_bear_no_interest() -> None:
    """A charged fee and charged interest leave the principal, and the segments, as they were."""
    plain = claim("1000.00", "2026-03-01")
    fee = FeeCharged(receivable_id="F1", charge_id="c", kind="reminder", on=date(2026, 3, 10), amount=sek(60), law="x")
    charged = evolve(plain, fee)
    on = date(2026, 4, 1)
    assert accrued_interest(charged, law=SWEDEN, on=on) == accrued_interest(plain, law=SWEDEN, on=on)


NONE = [
    pytest.param(claim("1000", "2026-03-01", interest=InterestKind.NONE), id="agreed to none"),
    pytest.param(claim("-1000", "2026-03-01"), id="credit note"),
    pytest.param(claim("1000", "2026-03-01").paid(sek(1000), on=date(2026, 3, 1)), id="paid on the due date"),
    pytest.param(
        Receivable.opened(id="F1:tax", principal=sek(1000), due=date(2026, 3, 1), debtor=DebtorKind.TAX_AGENCY),
        id="the share of Skatteverket",
    ),
]


@pytest.mark.parametrize("receivable", NONE)
def test_no_interest(receivable: Receivable) -> None:
    """Nothing late, nothing agreed, or nobody who owes interest."""
    interest = accrued_interest(receivable, law=SWEDEN, on=date(2026, 9, 1))
    assert not interest.amount
    assert interest.explain("sv") == "ingen dröjsmålsränta: inget var försenat under perioden"


def test_an_unknown_half_year_is_refused_not_guessed() -> None:
    """The stretch reaches into 2027, for which no reference rate is known."""
    with pytest.raises(LawNotKnown):
        accrued_interest(claim("1000", "2026-12-01"), law=SWEDEN, on=date(2027, 1, 1))


def test_a_charged_day_is_never_charged_again() -> None:
    """The watermark of the last charge is where the next one begins, whatever the caller asks."""
    open_claim = claim("10000", "2026-03-01")
    first = accrued_interest(open_claim, law=SWEDEN, on=date(2026, 3, 20))
    event = InterestCharged(
        receivable_id="F1",
        charge_id="c1",
        on=date(2026, 3, 20),
        amount=first.amount,
        since=first.since,
        until=first.until,
    )
    charged = evolve(open_claim, event)
    again = accrued_interest(charged, law=SWEDEN, on=date(2026, 3, 20))
    later = accrued_interest(charged, law=SWEDEN, on=date(2026, 4, 1), since=date(2026, 3, 1))
    assert (again.days, again.amount) == (0, sek(0))
    assert later.since == date(2026, 3, 20)


FIRST = date(2015, 1, 1)
DUE = st.integers(0, 3000).map(lambda days: FIRST + timedelta(days=days))
PARTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200_00)), max_size=5)
BOOKS = st.sampled_from([SWEDEN, STRICT])
LENGTHS = st.lists(st.integers(0, 200), min_size=1, max_size=6)


def part_paid(due: date, payments: Sequence[tuple[int, int]]) -> Receivable:
    receivable = Receivable.opened(id="F1", principal=sek(1234), due=due, debtor=DebtorKind.CONSUMER)
    for late, minor in sorted(payments):
        if Money(minor) <= receivable.outstanding:
            receivable = receivable.paid(Money(minor), on=due + timedelta(days=late))
    return receivable


@given(DUE, PARTS, LENGTHS, BOOKS)
@example(date(2015, 1, 3), [], [1, 3], SWEDEN)
def test_a_period_is_the_sum_of_any_of_its_parts(
    due: date, payments: list[tuple[int, int]], cuts: list[int], law: LawBook
) -> None:
    """Cut a period wherever: the exact interests add up, and the days tile it without gap or overlap."""
    receivable = part_paid(due, payments)
    since, parts = due, []
    for length in cuts:
        until = since + timedelta(days=length)
        parts.append(interest_between(receivable, law=law, since=since, until=until))
        since = until
    whole = interest_between(receivable, law=law, since=due, until=since)
    assert sum((part.exact for part in parts), Fraction(0)) == whole.exact
    assert sum(part.days for part in parts) == whole.days
    late = since > last_day_in_time(due, law=law, on=since)
    assert accrued_interest(receivable, law=law, on=since).exact == (whole.exact if late else 0)


@given(DUE, PARTS, st.integers(0, 900), BOOKS)
@example(date(2015, 1, 3), [(2, 100_00), (3, 100_00)], 10, SWEDEN)
def test_a_period_is_the_sum_of_its_days(due: date, payments: list[tuple[int, int]], length: int, law: LawBook) -> None:
    """Segments are a short way of writing: principal of the evening before × rate of the day / 365, day by day.

    What is paid up to the last day in time counts as paid on the due day, and before that day nothing is late.
    """
    receivable, on = part_paid(due, payments), due + timedelta(days=length)
    last = last_day_in_time(due, law=law, on=on)
    slow = Fraction(0)
    for number in range(length if on > last else 0):
        day = due + timedelta(days=number + 1)
        percent = Fraction(law.reference_rate.at(day)) + 8
        slow += percent * receivable.principal_on(max(day - timedelta(days=1), last)).minor / 36500
    assert accrued_interest(receivable, law=law, on=on).exact == slow


@given(DUE, PARTS, st.integers(0, 900))
def test_the_shown_rows_add_up(due: date, payments: list[tuple[int, int]], length: int) -> None:
    """What a reminder lists sums to the interest to the öre, and no row is more than one öre off its own."""
    interest = accrued_interest(part_paid(due, payments), law=SWEDEN, on=due + timedelta(days=length))
    rows = interest.rows()
    assert total((row.amount for row in rows), "SEK") == interest.amount
    for row, segment in zip(rows, interest.segments, strict=True):
        assert abs(row.amount.minor - segment.exact) <= 1
        assert (row.since, row.until, row.principal, row.percent) == (
            segment.since,
            segment.until,
            segment.principal,
            segment.percent,
        )


@given(DUE, PARTS, st.integers(0, 900))
def test_interest_is_the_nearest_ore(due: date, payments: list[tuple[int, int]], length: int) -> None:
    """Rounded once, on the sum, half up."""
    interest = accrued_interest(part_paid(due, payments), law=SWEDEN, on=due + timedelta(days=length))
    assert -Fraction(1, 2) < interest.amount.minor - interest.exact <= Fraction(1, 2)


def test_explained_in_swedish() -> None:
    """The sum, each stretch, and where each rate comes from."""
    interest = accrued_interest(claim("12500", "2026-06-20"), law=SWEDEN, on=date(2026, 7, 10))
    assert interest.explain("sv").replace("\xa0", " ").split("\n") == [
        "dröjsmålsränta 68,49 kr för 20 dagar efter 2026-06-20, till och med 2026-07-10",
        "2026-06-21 – 2026-06-30: 10 dagar på 12 500,00 kr med 10 % = 34,25 kr",
        "2026-07-01 – 2026-07-10: 10 dagar på 12 500,00 kr med 10 % = 34,24 kr",
        "10 % är referensräntan från 2026-01-01, 2 %, och 8 procentenheter",
        "10 % är referensräntan från 2026-07-01, 2 %, inte bekräftad, och 8 procentenheter; bekräfta den",
    ]


RATES = [
    (InterestKind.STATUTORY, "5", "2016-07-01", "7.50"),  # the law's own margin
    (InterestKind.OVER_REFERENCE, "12", "2025-03-01", "15.00"),
    (InterestKind.OVER_REFERENCE, "0", "2018-03-01", "0"),  # never below zero
    (InterestKind.FIXED, "18", "2035-01-01", "18"),  # needs no reference rate
    (InterestKind.NONE, "8", "2026-01-01", "0"),
]


@pytest.mark.parametrize(("kind", "agreed", "day", "percent"), RATES)
def test_late_rate(kind: InterestKind, agreed: str, day: str, percent: str) -> None:
    """The rate of a day by what is agreed."""
    rate = late_rate(kind, Decimal(agreed), law=SWEDEN, on=date.fromisoformat(day))
    assert rate.percent == Decimal(percent)


STARTS = [
    # due,                debtor,              stated, interest runs from
    (date(2026, 3, 15), DebtorKind.CONSUMER, False, date(2026, 3, 15)),
    (None, DebtorKind.CONSUMER, True, date(2026, 3, 31)),
    (None, DebtorKind.COMPANY, False, date(2026, 3, 31)),
    (None, DebtorKind.PUBLIC_AUTHORITY, False, date(2026, 3, 31)),
    (None, DebtorKind.CONSUMER, False, None),
]


@pytest.mark.parametrize(("due", "debtor", "stated", "start"), STARTS)
def test_interest_runs_from(due: date | None, debtor: DebtorKind, stated: bool, start: date | None) -> None:
    """A due date fixed in advance, else thirty days after a bill of 1 March 2026."""
    found = interest_runs_from(due=due, sent=date(2026, 3, 1), debtor=debtor, stated=stated, law=SWEDEN)
    assert found == start


POLICY = [("3.75", "4.00"), ("0.25", "0.50"), ("0.00", "0.00"), ("-0.50", "-0.50"), ("-0.25", "0.00"), ("1.75", "2.00")]


@pytest.mark.parametrize(("policy", "reference"), POLICY)
def test_the_reference_rate_is_rounded_up_to_a_half_point(policy: str, reference: str) -> None:
    """Räntelagen 9 §."""
    assert str(reference_rate_from(Decimal(policy))) == reference


def test_what_passed_over_later_bears_interest_thirty_days_after() -> None:
    """Refused by Skatteverket on 1 April and asked of the customer then: no interest before 1 May (räntelagen 4 §)."""
    passed = ShareTransferred(
        receivable_id="F1", transfer_id="T", other_id="F1:tax", on=date(2026, 4, 1), effect=sek(1500)
    )
    paid = evolve(claim("10000", "2026-03-02").paid(sek(10_000), on=date(2026, 3, 2)), passed)
    assert paid.outstanding == sek(1500)
    assert accrued_interest(paid, law=SWEDEN, on=date(2026, 5, 1)).segments == ()
    (segment,) = accrued_interest(paid, law=SWEDEN, on=date(2026, 5, 31)).segments
    assert (segment.since, segment.days, segment.principal) == (date(2026, 5, 1), 30, sek(1500))

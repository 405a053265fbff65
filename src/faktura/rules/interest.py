"""Late-payment interest (dröjsmålsränta) under räntelagen: simple, per day, on the principal of each day.

The first day that bears interest is the day after the due date, the last is the day asked for, as a rule the
day of payment. The stretch is split where the rate or the principal changes, and the sum is rounded once.
Days already charged (`interest_until`) are never charged again. Interest runs on principal alone, not on
fees or on interest.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> claim = Receivable.opened(id="F1", principal=sek("10000"), due=date(2025, 5, 31), debtor=DebtorKind.COMPANY)
>>> interest = accrued_interest(claim, law=SWEDEN, on=date(2025, 7, 31))
>>> interest.amount.minor, [(part.days, str(part.percent)) for part in interest.segments]
(17534, [(30, '11.00'), (31, '10.00')])
>>> print(interest.explain("en"))
late-payment interest 175.34 SEK for 61 days after 2025-05-31, up to and including 2025-07-31
2025-06-01 - 2025-06-30: 30 days on 10,000.00 SEK at 11 % = 90.41 SEK
2025-07-01 - 2025-07-31: 31 days on 10,000.00 SEK at 10 % = 84.93 SEK
11 % is the reference rate from 2025-01-01, 3 %, and 8 percentage points
10 % is the reference rate from 2025-07-01, 2 %, and 8 percentage points
"""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from faktura.core.dated import Confidence
from faktura.core.document import InterestKind
from faktura.core.money import Money
from faktura.core.receivable import DebtorKind, Receivable
from faktura.core.receivable.balance import standing
from faktura.core.reminder import InterestRow
from faktura.core.rounding import EXACT, half_up
from faktura.core.wording import Language, sentence
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.interest_days import interest_days
from faktura.rules.law.book import LawBook
from faktura.rules.wording import late_payment  # noqa: F401 - registers the sentences
from faktura.rules.wording.figures import amount_in, percent_in

_DAY: Final = timedelta(days=1)
_HUNDRED: Final = 100


@frozen(kw_only=True)
class Rate:
    """The rate of a day: what it is, and of what it is made.

    Attributes:
        percent: Per year; never below zero.
        reference: The reference rate in it, with its first day; none in an agreed fixed rate.
        confidence: How well that reference rate is founded, as the law book says (`core.dated`).
    """

    percent: Decimal
    margin: Decimal
    reference: Decimal | None = None
    since: date | None = None
    confidence: Confidence = "C"


@frozen(kw_only=True)
class Segment:
    """A stretch of days with one rate and one principal.

    Attributes:
        since: The last day before the first day that counts. until: The last day that counts.
        divisor: The days per year is divided by.
    """

    since: date
    until: date
    principal: Money
    rate: Rate
    divisor: int

    @property
    def days(self) -> int:
        """How many days bear interest."""
        return (self.until - self.since).days

    @property
    def percent(self) -> Decimal:
        """The rate in percent per year."""
        return self.rate.percent

    @property
    def exact(self) -> Fraction:
        """The interest in minor units (öre), not rounded."""
        return Fraction(self.rate.percent) * self.principal.minor * self.days / (_HUNDRED * self.divisor)


@frozen(kw_only=True)
class Interest:
    """Interest for the days after `since` up to and including `until`, and how it came about."""

    since: date
    until: date
    currency: str
    segments: tuple[Segment, ...]

    @property
    def exact(self) -> Fraction:
        """The interest in minor units (öre), not rounded: a period is exactly the sum of its parts."""
        return sum((segment.exact for segment in self.segments), Fraction(0))

    @property
    def amount(self) -> Money:
        """The interest, rounded half up once on the sum."""
        return Money(_rounded(self.exact), self.currency)

    @property
    def days(self) -> int:
        """How many days bear interest."""
        return sum(segment.days for segment in self.segments)

    def rows(self) -> tuple[InterestRow, ...]:
        """Return the segments as a reminder shows them; the shown amounts add up to `amount` exactly.

        Each row shows what its end adds to the rounded running sum, so it is within one öre of its own.
        """
        exact = [Fraction(0)]
        for segment in self.segments:
            exact.append(exact[-1] + segment.exact)
        shown = [_rounded(after) - _rounded(before) for before, after in pairwise(exact)]
        return tuple(
            InterestRow(
                since=segment.since,
                until=segment.until,
                principal=segment.principal,
                percent=segment.percent,
                amount=Money(minor, self.currency),
            )
            for segment, minor in zip(self.segments, shown, strict=True)
        )

    def explain(self, language: Language = "en") -> str:
        """Return how the interest came about: its sum, a line for each segment, and where each rate comes from.

        A reference rate that the law book has not confirmed says so.
        """
        if not self.segments:
            return sentence("interest.none", language)
        first = sentence(
            "interest.sum",
            language,
            amount=amount_in(self.amount, language),
            days=self.days,
            since=self.segments[0].since,
            until=self.until,
        )
        parts = (_line(row, language) for row in self.rows())
        rates = dict.fromkeys(_origin(segment.rate, language) for segment in self.segments)
        return "\n".join((first, *parts, *rates))


def accrued_interest(receivable: Receivable, *, law: LawBook, on: date, since: date | None = None) -> Interest:
    """Return the interest that has run on *receivable* up to and including *on*, and is not charged yet.

    It starts after the due date (räntelagen 3 §), after the last day charged, or after *since*, whichever
    is latest. There is none on a credit note, on Skatteverket's share, or when the creditor has agreed to none; nor
    as long as the debt can be paid in time, on the next weekday after a due date when banks are closed (decision 50).

    Raises:
        LawNotKnown: The reference rate is not known for the whole stretch: extend the table.
    """
    start = max(day for day in (receivable.due, receivable.interest_until, since) if day is not None)
    late = on > last_day_in_time(receivable.due, law=law, on=on)
    return interest_between(receivable, law=law, since=start, until=on if late else start)


def interest_between(receivable: Receivable, *, law: LawBook, since: date, until: date) -> Interest:
    """Return the interest for the days after *since* up to and including *until*, charged already or not.

    What the entries known now say: a payment booked later with an earlier day lowers it. What was paid in time
    on the next weekday after a due date when banks are closed bears none.
    """
    start = max(receivable.due, since)
    free = receivable.interest is InterestKind.NONE or receivable.debtor is DebtorKind.TAX_AGENCY
    segments = () if free or until <= start else tuple(_segments(receivable, law, start, until))
    return Interest(since=start, until=max(start, until), currency=receivable.principal.currency, segments=segments)


def _segments(receivable: Receivable, law: LawBook, start: date, end: date) -> Iterator[Segment]:
    """Cut the days after *start* up to *end* where the rate or the principal changes."""
    receivable = evolve(receivable, entries=interest_days(receivable, law=law, on=end))
    moved: Counter[date] = Counter()
    for entry in standing(receivable.entries):
        moved[entry.on] += entry.parts.principal.minor
    turns = {day for day, minor in moved.items() if minor}  # felt from the day after
    changes = {row.since for row in law.days_of_year.rows}
    if receivable.interest is not InterestKind.FIXED:
        changes |= {row.since for row in law.reference_rate.rows} | {row.since for row in law.late_margin.rows}
    turns |= {day - _DAY for day in changes}
    cuts = [start, *sorted(day for day in turns if start < day < end), end]
    for since, until in pairwise(cuts):
        principal = receivable.principal_on(since)
        if principal.minor > 0:
            rate = late_rate(receivable.interest, receivable.interest_percent, law=law, on=until)
            yield Segment(since=since, until=until, principal=principal, rate=rate, divisor=law.days_of_year.at(until))


def bears_none(kind: InterestKind, agreed: Decimal) -> bool:
    """Whether terms give no late-payment interest at all: agreed to none, or to a fixed rate of nothing."""
    return kind is InterestKind.NONE or (kind is InterestKind.FIXED and agreed <= 0)


def late_rate(kind: InterestKind, agreed: Decimal, *, law: LawBook, on: date) -> Rate:
    """Return the yearly rate on the day *on*: statutory, over the reference rate, fixed or none.

    *agreed* is the fixed rate or the margin over the reference rate; the statutory margin is the law's own
    (räntelagen 6 §). The reference rate may be negative, the whole never is.
    """
    if kind is InterestKind.NONE:
        return Rate(percent=Decimal(0), margin=Decimal(0))
    if kind is InterestKind.FIXED:
        return Rate(percent=agreed, margin=agreed)
    row = law.reference_rate.row_at(on)
    margin = law.late_margin.at(on) if kind is InterestKind.STATUTORY else agreed
    percent = max(EXACT.add(row.value, margin), Decimal(0))
    return Rate(percent=percent, margin=margin, reference=row.value, since=row.since, confidence=row.confidence)


def interest_runs_from(*, due: date | None, sent: date, debtor: DebtorKind, stated: bool, law: LawBook) -> date | None:
    """Return the day from which interest runs: the day after it is the first that bears interest.

    A due date fixed in advance decides (räntelagen 3 §). Without one it is 30 days after the bill was sent,
    and towards a consumer only if the bill *stated* that interest follows (4 §); else there is none.

    >>> from faktura.rules.law.book import SWEDEN
    >>> interest_runs_from(due=None, sent=date(2026, 3, 1), debtor=DebtorKind.COMPANY, stated=False, law=SWEDEN)
    datetime.date(2026, 3, 31)
    """
    if due is not None:
        return due
    if debtor is DebtorKind.CONSUMER and not stated:
        return None
    return sent + timedelta(days=law.days_after_bill.at(sent))


def reference_rate_from(policy_rate: Decimal) -> Decimal:
    """Return the reference rate that follows from the Riksbank's *policy_rate* at the end of a half-year.

    It is rounded up to the nearest half percentage point (räntelagen 9 §).

    >>> reference_rate_from(Decimal("3.75")), reference_rate_from(Decimal("0.25")), reference_rate_from(Decimal("-0.75"))
    (Decimal('4.00'), Decimal('0.50'), Decimal('-0.50'))
    """
    return (Decimal(math.ceil(policy_rate * 2)) / 2).quantize(Decimal("0.01"))


def _rounded(exact: Fraction) -> int:
    return half_up(EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)))


def _line(row: InterestRow, language: Language) -> str:
    return sentence(
        "interest.segment",
        language,
        first=row.since + _DAY,
        last=row.until,
        days=(row.until - row.since).days,
        principal=amount_in(row.principal, language),
        percent=percent_in(row.percent, language),
        amount=amount_in(row.amount, language),
    )


def _origin(rate: Rate, language: Language) -> str:
    percent = percent_in(rate.percent, language)
    if rate.reference is None:
        return sentence("interest.agreed", language, percent=percent)
    return sentence(
        "interest.reference" if rate.confidence == "C" else "interest.reference_unconfirmed",
        language,
        percent=percent,
        since=rate.since,
        reference=percent_in(rate.reference, language),
        margin=percent_in(rate.margin, language).removesuffix("%").strip(),
    )

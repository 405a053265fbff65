"""Revenue spread over the periods it belongs to (periodisering): what is paid ahead waits as deferred income.

Accrual only, and only where a line or the document states a period. VAT is never spread: it is due by its own rules.
The part of the months up to that of the issue stays income at once; each later month takes its part on its last day,
or on the last day of the period.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from faktura.core.calendar import add_months
from faktura.core.document import Period
from faktura.core.ledger import (
    AccountBinding,
    AccountCode,
    AccountRole,
    Dimension,
    Rates,
    Reason,
    Spreading,
    VoucherKind,
    VoucherRow,
)
from faktura.core.money import Money
from faktura.rules.posting.books import Books, DocumentHistory
from faktura.rules.posting.item import Item, Key
from faktura.rules.posting.rates import Scale, scale_for
from faktura.rules.posting.reasons import reason
from faktura.rules.posting.sales import parts_by_period

Place = tuple[AccountCode, tuple[Dimension, ...]]


def months_of(period: Period, how: Spreading) -> tuple[tuple[date, int], ...]:
    """Return the last day of each month within *period*, and its weight: its days there, or one.

    >>> quarter = Period(date(2026, 1, 16), date(2026, 3, 31))
    >>> [(day.isoformat(), weight) for day, weight in months_of(quarter, Spreading.BY_DAY)]
    [('2026-01-31', 16), ('2026-02-28', 28), ('2026-03-31', 31)]
    """
    found, start = [], period.start
    while start <= period.end:
        end = min(add_months(start.replace(day=1), 1) - timedelta(days=1), period.end)
        found.append((end, (end - start).days + 1 if how is Spreading.BY_DAY else 1))
        start = end + timedelta(days=1)
    return tuple(found)


def spread_items(history: DocumentHistory, books: Books, rates: Rates) -> Iterator[Item]:
    """Yield what is deferred when the document is booked, and what each later month takes back."""
    if books.spreading is Spreading.NONE or not books.accrual:
        return
    on, document = history.on, history.document
    bound = on if books.binding is AccountBinding.BOOKING else None
    later: dict[date, dict[Place, int]] = defaultdict(lambda: defaultdict(int))
    for period, part in parts_by_period(document, books.chart, bound_on=bound):
        if period is None or not part.is_income:
            continue
        for day, minor in _shares(part.minor, months_of(period, books.spreading)):
            if (day.year, day.month) > (on.year, on.month):
                later[day][part.account, part.dimensions] += document.sign * minor
    if not later:
        return
    scale = scale_for(
        document.currency, books.currency, history.rate, rates, what=document.number, on=document.issue_date
    )
    waits: dict[Place, int] = defaultdict(int)
    for sums in later.values():
        for place, minor in sums.items():
            waits[place] += scale.at(minor)
    yield _item(history, books, on, "deferred", {place: -minor for place, minor in waits.items()})
    for day in sorted(later):
        yield _item(history, books, day, "earned", _valued(later[day], scale))


def _valued(sums: dict[Place, int], scale: Scale) -> dict[Place, int]:
    return {place: scale.at(minor) for place, minor in sums.items()}


def _shares(minor: int, months: tuple[tuple[date, int], ...]) -> Iterator[tuple[date, int]]:
    """Split by running sums, so that a credit note of the same period takes back exactly the same."""
    whole = sum(weight for _, weight in months)
    size, sign = abs(minor), 1 if minor >= 0 else -1
    before = 0
    for (day, _), point in zip(months, accumulate(weight for _, weight in months), strict=True):
        until = (2 * size * point + whole) // (2 * whole)
        yield day, sign * (until - before)
        before = until


def _item(history: DocumentHistory, books: Books, on: date, what: str, earned: dict[Place, int]) -> Item:
    document = history.document
    wait = books.chart.account(AccountRole.DEFERRED_INCOME)
    rows = [VoucherRow(account, Money(-minor, books.currency), tags) for (account, tags), minor in earned.items()]
    rows.append(VoucherRow(wait, Money(sum(earned.values()), books.currency)))
    key: Key = ("accrual", document.id, on, what)
    why: Reason = reason(what, event="document.issued", document=document.number)
    return Item(
        key=key,
        kind=VoucherKind.ACCRUAL,
        what=what,
        number=document.number,
        name="" if document.buyer.protected else document.buyer.name,
        document=document.id,
        source=document.id,
        cause=f"{what}:{on.isoformat()}",
        rows=tuple(rows),
        reason=why,
    )

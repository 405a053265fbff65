"""Due dates (förfallodagar): when a bill is to be paid, and what the parties may agree on.

Between businesses at the latest 30 days after the demand for payment, unless the creditor expressly accepted
longer; towards and for public bodies never longer (räntelagen 2 a §). An agreed inspection may postpone that by 30
days at most, unless expressly accepted (2 b §). A due date on a Saturday, Sunday or holiday stands on the bill as
it is; a payment on the next weekday is in time (`last_day_in_time`), and nothing is charged for being late before it.

>>> from faktura.rules.law.book import SWEDEN
>>> found = due_date_of(sent=date(2026, 5, 7), debtor=DebtorKind.COMPANY, days=30, law=SWEDEN)
>>> found.due.isoformat(), found.last_day.isoformat()
('2026-06-06', '2026-06-08')
"""

from datetime import date, timedelta

from attrs import frozen

from faktura.core.calendar import SWEDISH_BANK_DAYS, next_bank_day
from faktura.core.errors import Refused
from faktura.core.receivable import DebtorKind
from faktura.rules.law.book import LawBook
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences


@frozen(kw_only=True)
class DueDate:
    """When a bill is to be paid.

    Attributes:
        due: The day on the bill, or the last day the law gives; none: on demand.
        last_day: The last day a payment is in time: `due`, or the next weekday.
        by: What it rests on: `agreement`, or the section.
    """

    due: date | None
    last_day: date | None
    by: str


def due_date_of(
    *,
    sent: date,
    debtor: DebtorKind,
    law: LawBook,
    days: int | None = None,
    accepted: bool = False,
    inspection: int = 0,
) -> DueDate | Refused:
    """Return when a bill *sent* on a day is to be paid, or why the agreed terms do not hold.

    Args:
        sent: The day of the demand for payment: the bill's.
        days: Days the parties agreed on; none: nothing agreed.
        accepted: The creditor has expressly accepted a time longer than the law's.
        inspection: Days of an agreed inspection of what was delivered, before payment is due.

    Raises:
        LawNotKnown: A day between businesses for which the limits are not known.
    """
    if (days is not None and days < 0) or inspection < 0:
        return Refused(code="due.negative")
    if debtor is DebtorKind.CONSUMER or debtor is DebtorKind.TAX_AGENCY:
        due = None if days is None else sent + timedelta(days=days)
        return _due(due, "agreement" if due else "räntelagen (1975:635) 4 §", law, sent)
    most = law.longest_term.at(sent)
    refused = _too_long(debtor, days, inspection, most, accepted, law, sent)
    if refused is not None:
        return refused
    if days is None:
        return _due(sent + timedelta(days=most + inspection), law.longest_term.law, law, sent)
    return _due(sent + timedelta(days=days + inspection), "agreement", law, sent)


def _too_long(
    debtor: DebtorKind, days: int | None, inspection: int, most: int, accepted: bool, law: LawBook, sent: date
) -> Refused | None:
    if inspection > law.longest_inspection.at(sent) and not accepted:
        facts = (("days", str(inspection)), ("most", str(law.longest_inspection.at(sent))))
        return Refused(code="due.inspection", law=law.longest_inspection.law, facts=facts)
    if days is None or days <= most:
        return None
    facts = (("days", str(days)), ("most", str(most)))
    if debtor is DebtorKind.PUBLIC_AUTHORITY:
        return Refused(code="due.public_body", law=law.longest_term.law, facts=facts)
    return None if accepted else Refused(code="due.too_long", law=law.longest_term.law, facts=facts)


def _due(due: date | None, by: str, law: LawBook, sent: date) -> DueDate:
    return DueDate(due=due, last_day=None if due is None else last_day_in_time(due, law=law, on=sent), by=by)


def last_day_in_time(due: date, *, law: LawBook, on: date) -> date:
    """Return the last day on which a debt *due* on a day is paid in time: that day, or the next weekday.

    Whether a due date moves so is open in law, and a choice of the law book (`due_day_moves`, decision 50); for a
    day still to come it is what is known *on* the day asked.

    Raises:
        LawNotKnown: The law book does not know it for the day.

    >>> from faktura.rules.law.book import SWEDEN
    >>> last_day_in_time(date(2026, 6, 6), law=SWEDEN, on=date(2026, 6, 7)).isoformat()  # National Day, a Saturday
    '2026-06-08'
    """
    last = next_bank_day(due)
    return last if last == due or law.due_day_moves.at(min(due, on)) else due


def business_day(day: date, *, before: bool = False) -> date:
    """Return *day* if it is a business day, else the next one (lag (1930:173) 2 §), or with *before* the last one.

    >>> business_day(date(2026, 12, 24)), business_day(date(2016, 12, 31), before=True)
    (datetime.date(2026, 12, 28), datetime.date(2016, 12, 30))
    """
    if not before or SWEDISH_BANK_DAYS.is_bank_day(day):
        return next_bank_day(day)
    return SWEDISH_BANK_DAYS.add_bank_days(day, -1)

"""Due dates: what may be agreed with whom, and the last day a payment is in time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import is_bank_day
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.receivable import DebtorKind
from faktura.rules.due_dates import DueDate, business_day, due_date_of, last_day_in_time
from faktura.rules.law.book import SWEDEN
from tests.rules.claims import STRICT

SENT = date(2026, 5, 7)
COMPANY, PUBLIC, CONSUMER = DebtorKind.COMPANY, DebtorKind.PUBLIC_AUTHORITY, DebtorKind.CONSUMER

AGREED: list[tuple[DebtorKind, int | None, bool, int, str | None, str | None]] = [
    # debtor, days, accepted, inspection, due, last day in time
    (COMPANY, 30, False, 0, "2026-06-06", "2026-06-08"),  # National Day, a Saturday
    (COMPANY, None, False, 0, "2026-06-06", "2026-06-08"),  # the law's own thirty days
    (COMPANY, 60, True, 0, "2026-07-06", "2026-07-06"),
    (COMPANY, 30, False, 30, "2026-07-06", "2026-07-06"),
    (COMPANY, 30, True, 45, "2026-07-21", "2026-07-21"),
    (PUBLIC, 30, False, 0, "2026-06-06", "2026-06-08"),
    (CONSUMER, 90, False, 0, "2026-08-05", "2026-08-05"),
    (CONSUMER, None, False, 0, None, None),  # on demand
    (COMPANY, 0, False, 0, "2026-05-07", "2026-05-07"),
]


@pytest.mark.parametrize(("debtor", "days", "accepted", "inspection", "due", "last"), AGREED)
def test_due(
    debtor: DebtorKind, days: int | None, accepted: bool, inspection: int, due: str | None, last: str | None
) -> None:
    """The day on the bill stays what it is; a payment on the next weekday is in time."""
    found = due_date_of(sent=SENT, debtor=debtor, law=SWEDEN, days=days, accepted=accepted, inspection=inspection)
    assert isinstance(found, DueDate)
    assert (found.due, found.last_day) == tuple(date.fromisoformat(day) if day else None for day in (due, last))


IN_TIME = [
    # due,              asked,             by the analogy,    strictly
    (date(2026, 6, 6), date(2026, 6, 7), date(2026, 6, 8), date(2026, 6, 6)),
    (date(2026, 6, 19), date(2026, 7, 1), date(2026, 6, 22), date(2026, 6, 19)),  # Midsummer Eve
    (date(2026, 6, 5), date(2026, 7, 1), date(2026, 6, 5), date(2026, 6, 5)),  # a Friday
    (date(2028, 1, 1), date(2027, 12, 1), date(2028, 1, 3), date(2028, 1, 1)),  # to come: as the law is known
]


@pytest.mark.parametrize(("due", "on", "last", "strictly"), IN_TIME)
def test_the_last_day_in_time_is_a_choice_of_the_law_book(due: date, on: date, last: date, strictly: date) -> None:
    """Skuldebrevslagen 5 § by analogy, or the due day itself for a host that counts strictly."""
    assert last_day_in_time(due, law=SWEDEN, on=on) == last
    assert last_day_in_time(due, law=STRICT, on=on) == strictly
    found = due_date_of(sent=on, debtor=CONSUMER, law=STRICT, days=(due - on).days) if due > on else None
    assert found is None or (isinstance(found, DueDate) and found.last_day == strictly)


REFUSED = [
    (COMPANY, 31, False, 0, "due.too_long", "räntelagen (1975:635) 2 a §"),
    (PUBLIC, 31, False, 0, "due.public_body", "räntelagen (1975:635) 2 a §"),
    (PUBLIC, 31, True, 0, "due.public_body", "räntelagen (1975:635) 2 a §"),  # acceptance does not help
    (COMPANY, 30, False, 31, "due.inspection", "räntelagen (1975:635) 2 b §"),
    (COMPANY, -1, False, 0, "due.negative", ""),
]


@pytest.mark.parametrize(("debtor", "days", "accepted", "inspection", "code", "law"), REFUSED)
def test_terms_that_do_not_hold(
    debtor: DebtorKind, days: int, accepted: bool, inspection: int, code: str, law: str
) -> None:
    """With the section, in both languages."""
    found = due_date_of(sent=SENT, debtor=debtor, law=SWEDEN, days=days, accepted=accepted, inspection=inspection)
    assert isinstance(found, Refused)
    assert (found.code, found.law) == (code, law)
    assert "{" not in found.explain("sv") + found.explain("en")


def test_before_the_limits_were_there_is_refused() -> None:
    """2 a § came 16 March 2013; what held before is not in the table."""
    with pytest.raises(LawNotKnown):
        due_date_of(sent=date(2013, 3, 15), debtor=COMPANY, law=SWEDEN, days=30)


@given(st.dates(date(2005, 1, 1), date(2035, 1, 1)))
def test_a_business_day_is_the_nearest_one(day: date) -> None:
    """Forward or backward, itself when it is one, and nothing open is passed over."""
    after, before = business_day(day), business_day(day, before=True)
    assert is_bank_day(after)
    assert is_bank_day(before)
    assert before <= day <= after
    between = [date.fromordinal(number) for number in range(before.toordinal() + 1, after.toordinal())]
    assert not any(is_bank_day(one) for one in between)

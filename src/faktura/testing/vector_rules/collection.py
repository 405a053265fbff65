"""Worked examples of days and limitation: business days, holidays, time limits, due dates, demands, plans, disputes."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from faktura.core.calendar import add_bank_days, add_months, bank_days_between, holidays_of, is_bank_day
from faktura.core.errors import Refused
from faktura.core.receivable import DebtorKind, LimitationBreak
from faktura.core.receivable.collection import Interruption
from faktura.rules.demand import earliest_deadline
from faktura.rules.due_dates import business_day, due_date_of
from faktura.rules.instalments import spread_out
from faktura.rules.law.book import SWEDEN
from faktura.rules.limitation import limitation_of
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood

_DEBTORS: Final = {
    "consumer": DebtorKind.CONSUMER,
    "private": DebtorKind.CONSUMER,
    "person": DebtorKind.CONSUMER,
    "business": DebtorKind.COMPANY,
    "company": DebtorKind.COMPANY,
    **dict.fromkeys(("public", "public_body", "public_authority", "municipality"), DebtorKind.PUBLIC_AUTHORITY),
}


def debtor_of(given: Given) -> DebtorKind:
    """Return the kind of debtor an example names."""
    found = _DEBTORS.get(given.text("debtor"))
    if found is None:
        raise NotUnderstood("debtor")
    return found


_HOLIDAYS: Final = {
    "easter_sunday": "Påskdagen",
    "easter_monday": "Annandag påsk",
    "good_friday": "Långfredagen",
    "ascension_day": "Kristi himmelsfärdsdag",
    "whit_sunday": "Pingstdagen",
    "midsummer_eve": "Midsommarafton",
    "midsummer_day": "Midsommardagen",
    "all_saints_day": "Alla helgons dag",
    "christmas_eve": "Julafton",
    "christmas_day": "Juldagen",
    "new_years_eve": "Nyårsafton",
}


def days(given: Given, wanted: frozenset[str]) -> Answers:
    """Business days, holidays of a year, time limits, and the time a demand must give."""
    if given.has("year"):
        return _holidays(given.whole("year"))
    if given.has("sent") and wanted & {"earliest_deadline", "deadline", "pay_by"}:
        return _deadline(given)
    if any(given.has(key) for key in ("months", "years", "bank_days", "business_days", "days")):
        return _period(given)
    if given.has("from", "to"):
        between = bank_days_between(given.day("from"), given.day("to"))
        return {"bank_days": between, "business_days": between}
    on = given.first(given.day, "date", "day", "due_date")
    before = given.has("direction") and given.text("direction") in ("previous", "before", "back")
    open_day = is_bank_day(on)
    moved = business_day(on, before=before)
    return {
        "business_day": moved,
        "next_business_day": business_day(on),
        "previous_business_day": business_day(on, before=True),
        "bank_day": moved if not isinstance(given.values.get("bank_day"), bool) else open_day,
        "is_business_day": open_day,
        "is_bank_day": open_day,
        "holiday": on in holidays_of(on.year),
        "last_day": business_day(on),
        "due_date": business_day(on),
    }


def _holidays(year: int) -> Answers:
    named = {name: day for day, names in holidays_of(year).items() for name in names.split("; ")}
    found = {key: named[swedish] for key, swedish in _HOLIDAYS.items() if swedish in named}
    return {**found, "holidays": tuple(holidays_of(year))}


def _deadline(given: Given) -> Answers:
    arrived = next((given.day(key) for key in ("arrived", "arrives", "arrival", "received") if given.has(key)), None)
    letter = next(
        (given.whole(key) for key in ("letter_bank_days", "mail_bank_days", "mail_days") if given.has(key)), None
    )
    found = earliest_deadline(given.day("sent"), law=SWEDEN, arrived=arrived, letter_days=letter)
    return {"earliest_deadline": found, "deadline": found, "pay_by": found}


def _period(given: Given) -> Answers:
    start = given.first(given.day, "start", "from", "date", "sent", "issued", "issue_date")
    if given.has("months") or given.has("years"):
        months = given.whole("months") if given.has("months") else 12 * given.whole("years")
        end = add_months(start, months)
    elif given.has("days"):
        end = start + timedelta(days=given.whole("days"))
    else:
        end = add_bank_days(start, given.first(given.whole, "bank_days", "business_days"))
    moved = business_day(end)
    return {"end": end, "ends": end, "date": end, "last_day": moved, "next_business_day": moved, "due_date": moved}


_BREAKS: Final = {
    **dict.fromkeys(("promise", "promise_to_pay"), LimitationBreak.PROMISE),
    **dict.fromkeys(("interest_payment", "interest_paid"), LimitationBreak.INTEREST_PAID),
    **dict.fromkeys(("part_payment", "partial_payment", "payment", "part_paid"), LimitationBreak.PART_PAID),
    **dict.fromkeys(("acknowledgement", "acknowledgment", "acknowledged", "admission"), LimitationBreak.ACKNOWLEDGED),
    **dict.fromkeys(
        ("demand_received", "written_demand_received", "written_demand", "collection_demand_received"),
        LimitationBreak.DEMAND_RECEIVED,
    ),
    **dict.fromkeys(
        ("reminder_received", "written_reminder_received", "written_reminder"), LimitationBreak.REMINDER_RECEIVED
    ),
    **dict.fromkeys(
        (
            "court",
            "kronofogden",
            "lawsuit",
            "proceedings",
            "payment_order",
            "order_to_pay",
            "payment_order_application",
            "enforcement",
            "bankruptcy",
        ),
        LimitationBreak.PROCEEDINGS,
    ),
}
_NO_BREAK: Final = ("oral", "phone", "sent", "not_received", "returned", "unwritten")
"""What does not interrupt: a word is not written, and a letter that was sent has not been shown to arrive."""


def limitation(given: Given, _wanted: frozenset[str]) -> Answers:
    """The last day a claim can be kept alive."""
    interruptions = tuple(
        found
        for number, row in enumerate(given.rows("interruptions"))
        if (found := _interruption(row, number)) is not None
    )
    arose = given.first(given.day, "arose", "claim_arose")
    seen = [arose, *(one.on for one in interruptions), *(one.ended for one in interruptions if one.ended)]
    on = next((given.day(key) for key in ("on", "as_of", "date") if given.has(key)), max(seen))
    consumer = debtor_of(given) is DebtorKind.CONSUMER
    state = limitation_of(arose, consumer=consumer, law=SWEDEN, on=on, interruptions=interruptions)
    return {"expires": state.expires, "expired": state.expired, "years": state.years, "last_day": state.expires}


def _interruption(row: Given, number: int) -> Interruption | None:
    kind = row.text("kind")
    found = _BREAKS.get(kind)
    if found is None:
        if any(word in kind for word in _NO_BREAK):
            return None
        raise NotUnderstood("kind")
    ended = next((row.day(key) for key in ("ended", "ends", "end", "judgment") if row.has(key)), None)
    on = row.first(row.day, "date", "on")
    if found is LimitationBreak.PROCEEDINGS and ended is None:
        ended = on  # an example that names no end counts from the day itself
    return Interruption(id=str(number), on=on, kind=found, evidence="-", ended=ended)


def due_dates(given: Given, _wanted: frozenset[str]) -> Answers:
    """When a bill is to be paid, or why the agreed time does not hold."""
    terms = next((given.whole(key) for key in ("days", "agreed_days", "terms") if given.has(key)), None)
    found = due_date_of(
        sent=given.first(given.day, "sent", "invoice_date", "issue_date", "issued", "demand_date"),
        debtor=debtor_of(given),
        law=SWEDEN,
        days=terms,
        accepted=given.flag("expressly_accepted", default=given.flag("accepted", default=False)),
        inspection=given.whole("inspection_days") if given.has("inspection_days") else 0,
    )
    if isinstance(found, Refused):
        return {"valid": False, "allowed": False, "lawful": False, "violates": found.code, "law": found.law}
    agreed = {"valid": True, "allowed": True, "lawful": True, "violates": None}
    return {**agreed, "due_date": found.due, "latest_due_date": found.due, "last_day": found.last_day}


def plans(given: Given, _wanted: frozenset[str]) -> Answers:
    """An amount in instalments."""
    first = given.first(given.day, "first", "start", "date") if _dated(given) else date(2026, 6, 1)
    parts = given.first(given.whole, "parts", "instalments", "months")
    found = spread_out(given.first(given.money, "amount", "total", "debt"), parts=parts, first=first)
    amounts = [one.amount for one in found]
    return {
        "parts": tuple(amounts),
        "due_dates": tuple(one.due for one in found),
        "sum": sum(amounts[1:], amounts[0]),
        "max_difference": max(amounts) - min(amounts),
    }


def _dated(given: Given) -> bool:
    return any(given.has(key) for key in ("first", "start", "date"))


RUNNERS: Final[Mapping[str, Callable[[Given, frozenset[str]], Answers]]] = {
    **dict.fromkeys(("date", "bankday", "businessday", "holiday", "demand"), days),
    **dict.fromkeys(("limitation", "preskription"), limitation),
    **dict.fromkeys(("due", "terms"), due_dates),
    **dict.fromkeys(("plan", "instalment"), plans),
}

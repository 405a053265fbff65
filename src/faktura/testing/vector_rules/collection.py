"""Worked examples of days and limitation: business days, holidays, time limits, due dates, demands, plans, disputes."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from faktura.core.calendar import add_bank_days, add_months, bank_days_between, holidays_of, is_bank_day
from faktura.core.collection_event import DemandSent
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.receivable import DebtorKind, LimitationBreak, Receivable, evolve
from faktura.core.receivable.collection import Interruption
from faktura.core.receivable_event import Disputed
from faktura.rules.demand import earliest_deadline
from faktura.rules.due_dates import business_day, due_date_of
from faktura.rules.instalments import spread_out
from faktura.rules.law.book import SWEDEN
from faktura.rules.limitation import limitation_of
from faktura.rules.order_to_pay import may_apply
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
        "is_holiday": on in holidays_of(on.year),
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


_NO_BREAK: Final = ("oral", "phone", "verbal", "not_received", "returned", "unwritten", "undelivered")
"""What does not interrupt: a word is not written, and a letter that came back did not arrive."""

_BREAKS: Final = (
    (("court", "kronofogd", "lawsuit", "proceeding", "order", "enforcement", "bankrupt", "arbitration"), "proceedings"),
    (("promise",), "promise"),
    (("acknowledg", "admi", "recogni"), "acknowledged"),
    (("interest",), "interest_paid"),
    (("pay", "paid"), "part_paid"),
    (("demand", "krav"), "demand_received"),
    (("reminder", "letter", "notice"), "reminder_received"),
)
"""Words of a kind and what they mean, the first that fits; a letter that was sent must also be received."""


def _kind_of(word: str) -> LimitationBreak | None:
    """Return what an example's word for an interruption means; none when it does not interrupt."""
    if any(part in word for part in _NO_BREAK) or (word.endswith("sent") and "received" not in word):
        return None
    for parts, kind in _BREAKS:
        if any(part in word for part in parts):
            return LimitationBreak(kind)
    raise NotUnderstood("kind")


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
    found = _kind_of(row.text("kind").lower())
    if found is None:
        return None
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


def gate(given: Given, _wanted: frozenset[str]) -> Answers:
    """Whether an order to pay may be applied for: the demand, its time, the dispute and the yes."""
    due = given.first(given.day, "due_date", "due") if given.has("due_date") or given.has("due") else date(2026, 3, 2)
    on = given.first(given.day, "on", "date")
    claim = Receivable.opened(id="V", principal=Money(1000_00), due=due, debtor=DebtorKind.COMPANY)
    if given.flag("disputed", default=False):
        claim = evolve(claim, Disputed(receivable_id="V", on=due, reason="-"))
    if given.has("pay_by") and given.flag("demand_sent", default=True):
        sent = due + timedelta(days=1)
        claim = evolve(claim, DemandSent(receivable_id="V", demand_id="K", on=sent, pay_by=given.day("pay_by")))
    said = given.flag("approved", default=given.flag("yes", default=False))
    refused = may_apply(claim, approved_by="-" if said else "", law=SWEDEN, on=on)
    code = refused.code if refused else None
    return {"allowed": refused is None, "may_apply": refused is None, "violates": code}


RUNNERS: Final[Mapping[str, Callable[[Given, frozenset[str]], Answers]]] = {
    **dict.fromkeys(("date", "bankday", "businessday", "holiday", "demand"), days),
    **dict.fromkeys(("limitation", "preskription"), limitation),
    **dict.fromkeys(("due", "terms"), due_dates),
    **dict.fromkeys(("plan", "instalment"), plans),
    **dict.fromkeys(("dispute", "gate"), gate),
}

"""Worked examples of late payment: interest, reference rates, fees, compensation, the order of settlement.

An example that names no day is about the law as it stood in 2026.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

from faktura.core.document import InterestKind
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.receivable import COSTS_FIRST, DebtorKind, Part, Receivable, evolve
from faktura.core.receivable_event import FeeCharged, InterestCharged
from faktura.rules.costs import compensation, costs_owed, demand_fee, plan_fee, reminder_fee
from faktura.rules.interest import (
    Interest,
    Segment,
    accrued_interest,
    interest_runs_from,
    late_rate,
    reference_rate_from,
)
from faktura.rules.law.book import SWEDEN
from faktura.rules.order_to_pay import order_fees
from faktura.rules.settlement import allocate_payment
from faktura.testing.vector_rules import collection
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood, number

ANY_DAY: Final = date(2026, 5, 1)
_REFERENCE: Final = re.compile(r"reference rate(?:\s*\+\s*([0-9.,]+))?.*", re.ASCII | re.IGNORECASE)
_FIXED: Final = re.compile(r"(?:fixed|agreed)?\s*([0-9.,]+)\s*(?:%|percent)?", re.ASCII | re.IGNORECASE)
_STATUTORY_MARGIN: Final = Decimal(8)
_COUNTED_DAYS: Final = ("days", "days_late")


def interest(given: Given, _wanted: frozenset[str]) -> Answers:
    """Interest on a principal between two days, or the day it runs from."""
    answers: dict[str, object] = {}
    due = _due(given)
    if not given.has("due_date"):
        answers["interest_from"] = due
    if due is None or not given.has("principal"):
        if due is None and given.has("principal"):
            answers |= {"interest": sek(0), "days": 0, "segments": ()}
        return answers
    claim, until = _claim(given, due), _until(given, due)
    since = given.day("charged_until") if given.has("charged_until") else None
    found = accrued_interest(claim, law=SWEDEN, on=until, since=since)
    return {**answers, "interest_from": due, **_counted(found)}


def _due(given: Given) -> date | None:
    """The day interest runs from; an example that only counts days may begin on any."""
    for key in ("due_date", "agreed_due_date", "due"):
        if given.has(key):
            return given.day(key)
    if given.has("sent") or given.has("bill_sent"):
        return interest_runs_from(
            due=None,
            sent=given.first(given.day, "sent", "bill_sent"),
            debtor=collection.debtor_of(given),
            stated=given.flag("interest_notice_on_bill", default=False),
            law=SWEDEN,
        )
    if any(given.has(key) for key in _COUNTED_DAYS):
        return ANY_DAY
    raise NotUnderstood("due_date")


def _until(given: Given, due: date) -> date:
    for key in ("until", "paid_date", "paid", "on", "date"):
        if given.has(key):
            return given.day(key)
    return due + timedelta(days=int(given.first(given.whole, *_COUNTED_DAYS)))


def _claim(given: Given, due: date) -> Receivable:
    kind, percent = _rate(given)
    if kind is not InterestKind.FIXED and not any(
        given.has(key) for key in ("due_date", "agreed_due_date", "due", "sent")
    ):
        raise NotUnderstood("due_date")  # the reference rate of which day?
    debtor = collection.debtor_of(given) if given.has("debtor") else DebtorKind.COMPANY
    claim = Receivable.opened(
        id="V",
        principal=given.money("principal"),
        due=due,
        debtor=debtor,
        interest=kind,
        interest_percent=percent,
    )
    for key in ("payments_to_principal", "payments", "part_payments"):
        for serial, row in enumerate(given.rows(key), start=1):
            claim = claim.paid(row.money("amount"), on=row.first(row.day, "date", "on"), id=f"P{serial}")
    return claim


def _rate(given: Given) -> tuple[InterestKind, Decimal]:
    for key in ("agreed_percent", "percent", "rate_percent"):
        if given.has(key):
            return InterestKind.FIXED, given.decimal(key)
    if not given.has("rate"):
        return InterestKind.STATUTORY, _STATUTORY_MARGIN
    value = str(given.raw("rate")).strip()
    if value.lower() in ("none", "no interest"):
        return InterestKind.NONE, Decimal(0)
    over = _REFERENCE.fullmatch(value)
    if over or value.lower() == "statutory":
        margin = _percent(over[1]) if over and over[1] else _STATUTORY_MARGIN
        return (InterestKind.STATUTORY if margin == _STATUTORY_MARGIN else InterestKind.OVER_REFERENCE), margin
    fixed = _FIXED.fullmatch(value)
    if not fixed:
        raise NotUnderstood("rate")
    return InterestKind.FIXED, _percent(fixed[1])


def _percent(text: str) -> Decimal:
    return number(text.replace(",", "."), "rate")


def _counted(found: Interest) -> dict[str, object]:
    return {
        "days": found.days,
        "interest": found.amount,
        "interest_unrounded": found.exact / 100,
        "segments": tuple(_segment(part) for part in found.segments),
    }


def _segment(part: Segment) -> dict[str, object]:
    return {
        "from": part.since + timedelta(days=1),
        "from_after": part.since,
        "to": part.until,
        "days": part.days,
        "percent": part.percent,
        "balance": part.principal,
        "principal": part.principal,
        "interest_unrounded": part.exact / 100,
    }


def reference_rate(given: Given, _wanted: frozenset[str]) -> Answers:
    """The reference rate of a day, or the one that follows from a policy rate."""
    if given.has("policy_rate"):
        rate = reference_rate_from(given.decimal("policy_rate"))
        return {"reference_rate": rate, "statutory_late_interest": rate + _STATUTORY_MARGIN}
    on = given.day("date")
    statutory = late_rate(InterestKind.STATUTORY, _STATUTORY_MARGIN, law=SWEDEN, on=on)
    return {"reference_rate": SWEDEN.reference_rate.at(on), "statutory_late_interest": statutory.percent}


def fees(given: Given, wanted: frozenset[str]) -> Answers:
    """What may be charged on a day: by its kind, in all, or by Kronofogden."""
    on = given.day("date") if given.has("date") else ANY_DAY
    if wanted & {"application_fee", "agent_fee", "enforcement_fee"}:
        return _procedure(given, on)
    debtor = collection.debtor_of(given) if given.has("debtor") else None
    answers: dict[str, object] = {
        "reminder_fee_max": reminder_fee(agreed=given.flag("agreed", default=False), law=SWEDEN, on=on),
        "reminder": SWEDEN.reminder_fee.at(on),
        "collection_demand": SWEDEN.demand_fee.at(on),
        "instalment_plan": SWEDEN.instalment_plan_fee.at(on),
        "late_payment_compensation": _compensation(given, debtor, on),
        "total_collection_costs": _total(given, debtor, on),
    }
    if wanted & {"fee", "fee_max", "allowed"}:
        fee = _fee(given, debtor, on)
        answers |= {"fee": fee, "fee_max": fee, "allowed": bool(fee)}
    return answers


_STEPS: Final = {
    "inkassokrav": "demand",
    "collection_demand": "demand",
    "demand": "demand",
    "påminnelse": "reminder",
    "reminder": "reminder",
    "avbetalningsplan": "plan",
    "amorteringsplan": "plan",
    "instalment_plan": "plan",
    "förseningsersättning": "compensation",
    "late_payment_compensation": "compensation",
    "compensation": "compensation",
}


def _fee(given: Given, debtor: DebtorKind | None, on: date) -> Money | None:
    match _STEPS.get(given.text("step") if given.has("step") else "reminder"):
        case "demand":
            return demand_fee(complete=given.flag("form_inkassolagen_5", default=True), law=SWEDEN, on=on)
        case "reminder":
            return reminder_fee(agreed=given.flag("agreed", default=False), law=SWEDEN, on=on)
        case "plan":
            written = given.flag("written", default=True) and given.flag("in_writing", default=True)
            return plan_fee(written=written, law=SWEDEN, on=on)
        case "compensation":
            return _compensation(given, debtor, on)
        case _:
            raise NotUnderstood("step")


def _compensation(given: Given, debtor: DebtorKind | None, on: date) -> Money | None:
    """The compensation of a debtor; of a day alone, none where the law had none."""
    if debtor is None:
        return SWEDEN.late_compensation.at(on) or None
    late = given.whole("days_late") > 0 if given.has("days_late") else True
    owed = compensation(debtor, interest_due=given.flag("interest_due", default=late), law=SWEDEN, on=on)
    return sek(0) if isinstance(owed, Refused) else owed


def _total(given: Given, debtor: DebtorKind | None, on: date) -> Money:
    nothing = sek(0)
    agreed = given.flag("reminder_fee_agreed", default=given.flag("agreed", default=True))
    parts = (
        reminder_fee(agreed=agreed, law=SWEDEN, on=on) if given.flag("reminder_sent", default=False) else nothing,
        demand_fee(complete=given.flag("form_inkassolagen_5", default=True), law=SWEDEN, on=on)
        if given.flag("collection_demand_sent", default=False)
        else nothing,
        plan_fee(written=True, law=SWEDEN, on=on) if given.flag("instalment_plan", default=False) else nothing,
    )
    claimed = given.flag("claim_compensation", default=False) and debtor not in (None, DebtorKind.CONSUMER)
    return costs_owed(parts[0] + parts[1] + parts[2], law=SWEDEN, on=on, compensation=claimed)


def _procedure(given: Given, on: date) -> Answers:
    found, nothing = order_fees(law=SWEDEN, on=on), sek(0)
    agent, enforced = given.flag("agent", default=False), given.flag("enforcement", default=False)
    applied = given.flag("application_fee", default=not enforced)
    total = found.total(agent=agent, enforcement=enforced)
    return {
        "application_fee": found.application if applied else nothing,
        "agent_fee": found.agent if agent else nothing,
        "enforcement_fee": found.enforcement,
        "total": total if applied else total - found.application,
    }


_PARTS: Final = {"costs": Part.FEES, "fees": Part.FEES, "interest": Part.INTEREST, "principal": Part.PRINCIPAL}


def settlement(given: Given, _wanted: frozenset[str]) -> Answers:
    """How a payment falls on costs, interest and principal."""
    costs = given.first(given.money, "costs", "fees") if given.has("costs") or given.has("fees") else sek(0)
    accrued = given.money("interest") if given.has("interest") else sek(0)
    claim = Receivable.opened(id="V", principal=given.money("principal"), due=ANY_DAY, debtor=DebtorKind.COMPANY)
    charged: tuple[Event, ...] = (
        FeeCharged(receivable_id="V", charge_id="c", kind="reminder", on=ANY_DAY, amount=costs, law=""),
        InterestCharged(receivable_id="V", charge_id="i", on=ANY_DAY, amount=accrued, since=ANY_DAY, until=ANY_DAY),
    )
    claim = reduce(evolve, charged, claim)
    done = allocate_payment(
        claim,
        given.first(given.money, "payment", "paid", "amount"),
        payment_id="P",
        allocation_id="A",
        on=ANY_DAY,
        order=_order(given),
    )
    after = reduce(evolve, done.receivable_events, claim)
    paid = {name: claim.left.of(part.value) - after.left.of(part.value) for name, part in _PARTS.items()}
    left = {f"remaining_{name}": after.left.of(part.value) for name, part in _PARTS.items()}
    rest = {"rest": done.rest, "overpaid": done.rest, "surplus": done.rest, "credit": done.rest}
    return {**paid, **left, **rest, "remaining": after.outstanding, "remaining_total": after.outstanding}


def _order(given: Given) -> tuple[Part, ...]:
    if not given.has("order"):
        return COSTS_FIRST
    names = given.texts("order")
    if any(name not in _PARTS for name in names):
        raise NotUnderstood("order")
    return tuple(_PARTS[name] for name in names)


RUNNERS: Final[Mapping[str, Callable[[Given, frozenset[str]], Answers]]] = {
    "interest": interest,
    "refrate": reference_rate,
    **dict.fromkeys(("fee", "fees", "compensation", "kfm", "order"), fees),
    **dict.fromkeys(("alloc", "allocation", "settlement"), settlement),
    **collection.RUNNERS,
}

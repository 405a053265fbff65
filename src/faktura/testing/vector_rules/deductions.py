"""Worked examples of the rules on deductions: which runner answers which prefix.

Most examples are answered by the keys they give, so `rot-calc` and `green` share what they can. Amounts are
computed as an invoice would compute them; a request file is judged in `deduction_files`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from faktura.core.deduction import DeductionKind
from faktura.core.errors import Refused
from faktura.core.money import Money, sek, total
from faktura.rules.deduction_instalments import final_payout, labour_left, paid_part
from faktura.rules.deduction_split import ORE, split_between
from faktura.rules.deductions import largest_payout, payout_limit, percent_row
from faktura.rules.green_technology import split_fixed_price, split_heat_pump
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout_check import request_deadline
from faktura.rules.payout_decision import shortfall
from faktura.rules.payout_money import repayment
from faktura.testing.vector_rules.deduction_files import judge
from faktura.testing.vector_rules.deduction_invoices import (
    LABOUR_KEYS,
    born_of,
    buyers_of,
    computed_of,
    day_of,
    deduction_of,
    is_dated,
    kind_of,
    labour_of,
    without_caps,
)
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood

_PAID: Final = ("paid", "paid_for_work")


def answer(given: Given, wanted: frozenset[str]) -> Answers:
    """Return everything the rules say about what is given."""
    found: dict[str, object] = {}
    for applies, run in _QUESTIONS:
        if applies(given):
            found |= run(given, wanted)
    if not found:
        raise NotUnderstood(", ".join(sorted(wanted)))
    return found


# -- percentages, caps, days --------------------------------------------------------------------------------


def _rates(given: Given, _wanted: frozenset[str]) -> Answers:
    kind, installation = kind_of(given)
    day = day_of(given)
    limit = payout_limit(kind, day, SWEDEN, installation=installation)
    found: dict[str, object] = {
        "percent": percent_row(kind, day, SWEDEN, installation=installation).value,
        "payment_date": day,
        "tax_year": day.year,
        "fraction": f"{limit.numerator}/{limit.denominator}",
    }
    if any(given.has(key) for key in _PAID) and "deduction" not in given:
        paid = given.first(given.money, *_PAID)
        found["max_payout"] = largest_payout(kind, paid, on=day, law=SWEDEN, installation=installation)
    return found


def _caps(given: Given, _wanted: frozenset[str]) -> Answers:
    day = day_of(given)
    found: dict[str, object] = {}
    if day >= SWEDEN.green_cap.rows[-1].since:
        found["green_max"] = SWEDEN.green_cap.at(day)
    if day < SWEDEN.deduction_caps.rows[-1].since:
        return found
    cap = SWEDEN.deduction_caps.at(day)
    senior = cap.rut_senior is not None and day.year - born_of(given, day.year).year > 65
    rut = (cap.rut_senior or cap.rut) if senior else cap.rut
    return found | {"rot_max": cap.rot, "rut_max": rut, "rot_and_rut_max": cap.together}


def _deadline(given: Given, _wanted: frozenset[str]) -> Answers:
    return {"last_day": request_deadline(day_of(given), SWEDEN)}


# -- amounts ------------------------------------------------------------------------------------------------


def _calculation(given: Given, wanted: frozenset[str]) -> Answers:
    kind, installation = kind_of(given)
    day = day_of(given)
    computed = computed_of(given, kind, installation, day, SWEDEN)
    deduction = deduction_of(computed)
    found: dict[str, object] = {
        "vat": computed.totals.vat,
        "total_incl_vat": computed.totals.with_vat,
        "labour_incl_vat": labour_of(computed),
        "price_for_work": deduction.labour,
        "deduction": deduction.amount,
        "total_deduction": deduction.amount,
        "per_buyer": [share.amount for share in deduction.shares],
        "to_pay": computed.totals.amount_due,
        "paid": computed.totals.amount_due,
        "uncapped": deduction_of(computed_of(given, kind, installation, day, without_caps(SWEDEN))).amount,
    }
    found |= _parts([share.amount for share in deduction.shares])
    paid = deduction.labour - deduction.amount
    for name in wanted:
        if name.startswith("max_payout"):
            found[name] = largest_payout(kind, paid, on=day, law=SWEDEN, installation=installation)
    return found


def _split(given: Given, _wanted: frozenset[str]) -> Answers:
    """Split a deduction that is given: evenly, by `weight`, or by the `share` each is to have."""
    buyers = buyers_of(given, 2026)
    kronor = int(given.decimal("deduction"))
    parts = split_between(kronor, buyers, [kronor] * len(buyers))
    if isinstance(parts, Refused):
        return {"valid": False, "violates": parts.code}
    return {"valid": True, "per_buyer": parts, **_parts([sek(part) for part in parts])}


def _parts(shares: Sequence[Money]) -> Answers:
    return {
        "sum": total(shares, "SEK"),
        "parts": list(shares),
        "parts_whole_kronor": not any(share.minor % ORE for share in shares),
        "max_difference": max(shares) - min(shares),
    }


def _part(given: Given, _wanted: frozenset[str]) -> Answers:
    part = paid_part(
        given.money("deduction"),
        given.money("labour_incl_vat"),
        paid=given.money("paid"),
        due=given.first(given.money, "to_pay", "amount_due"),
    )
    return {"paid_share": part.share, "labour_paid": part.labour_paid, "request_now": part.request}


def _instalments(given: Given, _wanted: frozenset[str]) -> Answers:
    """Answer what a final invoice gives, when earlier ones were paid in full without a deduction."""
    kind, _ = kind_of(given)
    day = day_of(given) if is_dated(given) else _day_at(kind, given.whole("year"), given.decimal("percent"))
    paid = given.first(given.money, "paid_on_final", "paid")
    return {"max_payout": final_payout(kind, given.money("deduction_on_final"), paid, on=day, law=SWEDEN)}


def _day_at(kind: DeductionKind, year: int, percent: Decimal) -> date:
    """Return a day of *year* on which *percent* holds."""
    table = SWEDEN.rot_percent if kind is DeductionKind.ROT else SWEDEN.rut_percent
    days = [date(year, 1, 1), *(row.since for row in table.rows if row.since.year == year)]
    for day in days:
        if table.at(day) == percent:
            return day
    raise NotUnderstood("percent")


def _labour_left(given: Given, _wanted: frozenset[str]) -> Answers:
    earlier = [sek(part) for part in given.texts("labour_paid_in_full")]
    return {"labour_left": labour_left(given.money("labour"), earlier)}


def _decision(given: Given, _wanted: frozenset[str]) -> Answers:
    """Answer what a decision leaves to the customer; nothing of it touches the invoice or its VAT."""
    found: dict[str, object] = {
        "claim_on_customer": shortfall(given.money("requested"), given.money("granted")),
        "payout": given.money("granted"),
    }
    return found | ({"invoice_vat_after": given.money("invoice_vat")} if given.has("invoice_vat") else {})


def _repayment(given: Given, _wanted: frozenset[str]) -> Answers:
    decided = given.day("decided_on")
    back = repayment(sek(1), payment_year=decided.year, on=decided, law=SWEDEN, decided_on=decided)
    if isinstance(back, Refused):
        raise back.error()
    return {"pay_by": back.pay_by, "last_day": back.pay_by}


def _fixed_price(given: Given, _wanted: frozenset[str]) -> Answers:
    """Answer what a standard share makes of a fixed price."""
    day, price = day_of(given), given.first(given.money, "fixed_price_incl_vat", "contract_incl_vat")
    said = given.text("kind").lower()
    if said in ("heat_pump", "rot"):
        counted, rest = split_heat_pump(price, on=day, law=SWEDEN)
        return {"labour_incl_vat": counted, "rest": rest}
    counted, rest = split_fixed_price(price, on=day, law=SWEDEN)
    kept = {key: value for key, value in given.values.items() if not key.endswith("_incl_vat")}
    again = Given({**kept, "labour_and_material_incl_vat": f"{counted.major:f}"})
    return {**_calculation(again, frozenset()), "labour_and_material_incl_vat": counted, "rest": rest}


Run = Callable[[Given, frozenset[str]], Answers]


def _has_costs(given: Given) -> bool:
    ends = tuple(f"{key}_ex_vat" for key in ("labour", "material", "travel", "other"))
    return any(given.has(key) for key in (*LABOUR_KEYS, *ends)) and not given.has("deduction")


_QUESTIONS: Final[tuple[tuple[Callable[[Given], bool], Run], ...]] = (
    (is_dated, _caps),
    (is_dated, _deadline),
    (lambda g: is_dated(g) and g.has("kind") and g.values["kind"] != "heat_pump", _rates),
    (lambda g: is_dated(g) and g.has("kind") and _has_costs(g), _calculation),
    (lambda g: g.has("deduction", "buyers"), _split),
    (lambda g: g.has("deduction", "labour_incl_vat", "paid"), _part),
    (lambda g: g.has("deduction_on_final"), _instalments),
    (lambda g: g.has("labour", "labour_paid_in_full"), _labour_left),
    (lambda g: g.has("requested", "granted"), _decision),
    (lambda g: g.has("decided_on"), _repayment),
    (lambda g: is_dated(g) and (g.has("fixed_price_incl_vat") or g.has("contract_incl_vat")), _fixed_price),
)

RUNNERS: Final[Mapping[str, Callable[[Given, frozenset[str]], Answers]]] = {
    "rot": answer,
    "rut": answer,
    "green": answer,
    "deduction": answer,
    "heat-pump": answer,
    "rot-file": judge,
    "rut-file": judge,
    "request": judge,
}

"""Worked examples of the request file: whether Skatteverket would take it, and which rule it breaks if not.

What an example does not give is filled in so that nothing else is wrong. Limits of the schema are named as the
schema does (`PrisForArbete minInclusive 2`), checks of the e-service by what they ask (`requested_le_paid`).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from faktura.core.check_digit import is_digits, modulus_10
from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.errors import InputError, Refused
from faktura.core.identity import (
    CoordinationNumber,
    Identity,
    OrganisationNumber,
    PersonalIdentityNumber,
    parse_identity,
)
from faktura.core.payout_request import PayoutCase, RequestedWork
from faktura.formats.skatteverket.request import LENGTHS, MARKED_ONLY, RANGES, WORK_AREAS
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout import payout_request
from faktura.testing.vector_rules.given import Answers, Given, NotUnderstood

_TWELVE: Final = 12
_FIRST_DAY: Final = "2009-07-01"
_ROT_ONLY: Final = ("Fastighetsbeteckning", "LagenhetsNr", "BrfOrgNr")
_BODIES: Final = {"RotBegaran": DeductionKind.ROT, "HushallBegaran": DeductionKind.RUT}

VIOLATIONS: Final = {
    "payout.count": "max_100_buyers",
    "payout.years": "same_payment_year",
    "payout.too_early": "DatumTYPE minInclusive",
    "payout.future": "payment_date_not_after_request",
    "payout.too_late": "request_deadline",
    "payout.above_paid": "requested_le_paid",
    "payout.above_price": "requested_plus_paid_le_price",
    "payout.limit": "requested_le_legal_fraction_of_paid",
    "payout.cap": "requested_within_cap",
    "payout.under_age": "buyer_18_in_payment_year",
    "payout.own_work": "buyer_not_seller",
    "payout.hours": "work_area_with_hours",
    "payout.dwelling": "dwelling",
    "payout.work": "UtfortArbete",
    "payout.mixed": "xs:choice",
}
"""What the examples call the rule behind each refusal; a refusal that is not here is called by its code."""


def judge(given: Given, _wanted: frozenset[str]) -> Answers:
    """Return whether the request described would be taken, and the first rule it breaks."""
    violated = next(_violations(given), None)
    return {"valid": violated is None, "violates": violated}


def _violations(given: Given) -> Iterator[str]:
    yield from _schema(given)
    number = given.text("Kopare") if given.has("Kopare") else ""
    buyer = _person(number) if number else born_on(_birth(given))
    if buyer is None:
        yield "buyer_number_correct"
        return
    days = _payment_days(given)
    count = given.whole("arenden") if given.has("arenden") else len(days)
    cases = [_case(given, buyer, days[at % len(days)]) for at in range(count)]
    on = given.day("request_date") if given.has("request_date") else max(days) + timedelta(days=1)
    name = given.text("NamnPaBegaran") if given.has("NamnPaBegaran") else "Begaran"
    seller = parse_identity(given.text("Utforare")) if given.has("Utforare") else None
    request = payout_request(tuple(cases), name=name, on=on, law=SWEDEN, performer=seller)
    if isinstance(request, Refused):
        empty = request.code == "payout.count" and not cases
        yield "Arenden minOccurs 1" if empty else VIOLATIONS.get(request.code, request.code)


def _schema(given: Given) -> Iterator[str]:
    """Yield what the schema itself forbids, its facets by their names."""
    for element, (fewest, most) in LENGTHS.items():
        text = given.values.get(element)
        if isinstance(text, str) and len(text) > most:
            yield f"{element} maxLength {most}"
        if isinstance(text, str) and len(text) < fewest:
            yield f"{element} minLength {fewest}"
    for element, (least, most) in RANGES.items():
        if given.has(element) and given.whole(element) > most:
            yield f"{element} maxInclusive {most}"
        if given.has(element) and given.whole(element) < least:
            yield f"{element} minInclusive {least}"
    if given.has("Kopare") and not (len(given.text("Kopare")) == _TWELVE and is_digits(given.text("Kopare"))):
        yield "PeOrgNrTYPE length 12"
    if given.has("groups") and len(set(given.texts("groups"))) != 1:
        yield "xs:choice"
    if any(day.isoformat() < _FIRST_DAY for day in _payment_days(given)):
        yield "DatumTYPE minInclusive"
    if given.has("BrfOrgNr") and not _association(given.text("BrfOrgNr")):
        yield "association_number_correct"


def _payment_days(given: Given) -> list[date]:
    value = given.values.get("BetalningsDatum")
    try:
        if isinstance(value, str):
            return [date.fromisoformat(value)]
        return [date.fromisoformat(text) for text in given.texts("BetalningsDatum")] if value else [date(2026, 1, 10)]
    except ValueError:
        raise NotUnderstood("BetalningsDatum") from None


def _case(given: Given, buyer: PersonalIdentityNumber | CoordinationNumber, paid_on: date) -> PayoutCase:
    kind = _kind(given)
    rot = kind is DeductionKind.ROT
    paid, requested = (given.whole(key) if given.has(key) else 0 for key in ("BetaltBelopp", "BegartBelopp"))
    house = given.text("Fastighetsbeteckning") if given.has("Fastighetsbeteckning") else ""
    flat = given.text("LagenhetsNr") if given.has("LagenhetsNr") else ""
    association = _association(given.text("BrfOrgNr")) if given.has("BrfOrgNr") else None
    if rot and not any(key in given for key in _ROT_ONLY):
        house = "Provet 1:2"
    return PayoutCase(
        document_id="",
        invoice_number=given.text("FakturaNr") if given.has("FakturaNr") else "1",
        buyer=buyer,
        paid_on=paid_on,
        price_of_work=given.whole("PrisForArbete") if given.has("PrisForArbete") else max(paid + requested, 1000),
        paid=max(paid, 0 if given.has("BetaltBelopp") else requested),
        requested=requested,
        other_cost=given.whole("Ovrigkostnad") if given.has("Ovrigkostnad") else 0,
        works=_works(given, kind),
        dwelling=Dwelling(designation=house, apartment=flat, association=association) if rot else None,
    )


def _kind(given: Given) -> DeductionKind:
    """Return the kind that is named, or that the elements belong to; RUT when nothing tells."""
    groups = given.texts("groups") if given.has("groups") else ()
    if groups and groups[0] in _BODIES:
        return _BODIES[groups[0]]
    if given.has("kind"):
        return DeductionKind.ROT if given.text("kind").lower() == "rot" else DeductionKind.RUT
    areas = _areas(given)
    rot = any(key in given for key in _ROT_ONLY) or any(area in WORK_AREAS[DeductionKind.ROT] for area in areas)
    return DeductionKind.ROT if rot else DeductionKind.RUT


def _areas(given: Given) -> tuple[str, ...]:
    value = given.values.get("UtfortArbete")
    if isinstance(value, str):
        return (value,)
    return tuple(str(area) for area in value) if isinstance(value, list | dict) else ()


def _works(given: Given, kind: DeductionKind) -> tuple[RequestedWork, ...]:
    hours = given.whole("AntalTimmar") if given.has("AntalTimmar") else 1
    material = given.whole("Materialkostnad") if given.has("Materialkostnad") else 0
    areas = _areas(given) if "UtfortArbete" in given else ("Bygg" if kind is DeductionKind.ROT else "Stadning",)
    return tuple(
        RequestedWork(type=area, hours=None, material=0)
        if area in MARKED_ONLY
        else RequestedWork(type=area, hours=hours, material=material)
        for area in areas
    )


def _birth(given: Given) -> date:
    return given.day("Kopare_born") if given.has("Kopare_born") else date(1990, 6, 1)


def born_on(day: date, at: int = 0) -> PersonalIdentityNumber:
    """Return a number of somebody born *day* who does not exist: the birth numbers 238 and 239 are nobody's."""
    digits = f"{day:%Y%m%d}{238 + at % 2}"
    return PersonalIdentityNumber(digits + modulus_10(digits[2:]))


def _person(text: str) -> PersonalIdentityNumber | CoordinationNumber | None:
    if len(text) != _TWELVE:
        return None
    found = _identity(text)
    return None if isinstance(found, OrganisationNumber) else found


def _identity(text: str) -> Identity | None:
    try:
        return parse_identity(text)
    except InputError:
        return None


def _association(text: str) -> OrganisationNumber | None:
    try:
        return OrganisationNumber.parse(text)
    except InputError:
        return None

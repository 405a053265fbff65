"""The invoice of a worked example: kind, day, buyers and costs as given, computed as any invoice is."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from faktura.core.dated import Row
from faktura.core.deduction import Deduction, DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import Computed, Draft, Line, PriceBasis
from faktura.core.errors import Refused
from faktura.core.money import Money, sek
from faktura.core.product import CostKind, Work
from faktura.core.vat import Vat
from faktura.core.vat import vat as vat_of
from faktura.rules.law.book import LawBook
from faktura.rules.law.green_technology_act import CHARGING, SOLAR, STORAGE
from faktura.rules.law.tax_reduction_act import YearlyCap
from faktura.rules.payout import payment_day
from faktura.rules.totals import compute
from faktura.testing.senders import PERSON, SENDER
from faktura.testing.vector_rules.deduction_files import born_on
from faktura.testing.vector_rules.given import Given, NotUnderstood

_DAYS: Final = ("payment_date", "final_payment_date", "date", "on")
_INSTALLATIONS: Final = {
    "solar": SOLAR, "solar_cells": SOLAR, "storage": STORAGE, "battery": STORAGE, "charging": CHARGING,
    "charging_point": CHARGING, "charger": CHARGING, **{one: one for one in (SOLAR, STORAGE, CHARGING)},
}  # fmt: skip
_USUAL_WORK: Final = {DeductionKind.ROT: "Bygg", DeductionKind.RUT: "Stadning"}
LABOUR_KEYS: Final = ("labour_incl_vat", "charged_incl_vat", "labour_and_material_incl_vat")
_SENIOR: Final = 65
_NO_CAP: Final = sek(10**9)


def day_of(given: Given) -> date:
    """Return the day that decides: of payment, when the money left the buyer."""
    if given.has("buyer_debited") or given.has("seller_credited"):
        debited = given.day("buyer_debited") if given.has("buyer_debited") else None
        return payment_day(debited=debited, credited=given.first(given.day, "seller_credited", "buyer_debited"))
    return given.first(given.day, *_DAYS)


def is_dated(given: Given) -> bool:
    """Whether any such day is given."""
    return given.has("seller_credited") or given.has("buyer_debited") or any(given.has(key) for key in _DAYS)


def kind_of(given: Given) -> tuple[DeductionKind, str]:
    """Return the kind and, for green technology, the installation."""
    said = given.first(given.text, "kind", "installation", "type").strip()
    installation = _INSTALLATIONS.get(said) or _INSTALLATIONS.get(said.lower())
    if installation is not None:
        return DeductionKind.GREEN, installation
    try:
        kind = DeductionKind(said.lower())
    except ValueError:
        raise NotUnderstood("kind") from None
    if kind is DeductionKind.GREEN:
        return kind, _INSTALLATIONS.get(given.first(given.text, "installation", "work_type"), "")
    return kind, ""


def buyers_of(given: Given, year: int) -> tuple[DeductionBuyer, ...]:
    """Return one buyer, several alike, or as many as are listed, with what each has used."""
    value = given.values.get("buyers")
    each = given.rows("buyers") if isinstance(value, list) else (given,) * (value if isinstance(value, int) else 1)
    return tuple(_buyer(one, number, year) for number, one in enumerate(each))


def _buyer(given: Given, number: int, year: int) -> DeductionBuyer:
    return DeductionBuyer(
        person_id=str(number),
        name=f"Buyer {number}",
        identity=born_on(born_of(given, year), number),
        used_rot=given.money("used_rot") if given.has("used_rot") else Money(0),
        used_rut=given.money("used_rut") if given.has("used_rut") else Money(0),
        used_green=given.money("used_green") if given.has("used_green") else Money(0),
        share=given.money("share") if given.has("share") else None,
        weight=given.decimal("weight") if given.has("weight") else Decimal(1),
    )


def born_of(given: Given, year: int) -> date:
    """Return the day of birth; by the age at the start of *year*, else of somebody well of age."""
    for key in ("born", "buyer_born", "birth_date", "Kopare_born"):
        if given.has(key):
            return given.day(key)
    for key in ("age_at_start_of_year", "buyer_age", "age"):
        if given.has(key):
            return date(year - 1 - given.whole(key), 6, 1)
    senior = given.has("senior") and given.flag("senior")
    return date(year - _SENIOR - 1, 6, 1) if senior else date(1990, 6, 1)


def computed_of(given: Given, kind: DeductionKind, installation: str, day: date, law: LawBook) -> Computed:
    """Return the invoice of what is given, computed as any invoice is."""
    gross = any(given.has(key) for key in (*LABOUR_KEYS, "material_incl_vat", "other_incl_vat"))
    end = "incl_vat" if gross else "ex_vat"
    vat = vat_of(given.decimal("vat_percent") if given.has("vat_percent") else 25)
    type = installation or (given.text("work_type") if given.has("work_type") else _USUAL_WORK[kind])
    timed = all(area.hours for area in law.work_areas.at(day) if area.type == type)
    work = Work(type=type, hours=10 if timed else None)
    keys = [key for key in (*LABOUR_KEYS, "labour_ex_vat") if given.has(key) and key.endswith(end)]
    lines = [_line(given.decimal(key), CostKind.LABOUR, vat, work) for key in keys]
    for key, cost in (("material", CostKind.MATERIAL), ("travel", CostKind.OTHER), ("other", CostKind.OTHER)):
        if given.has(f"{key}_{end}"):
            lines.append(_line(given.decimal(f"{key}_{end}"), cost, vat))
    wish = DeductionWish(
        kind=kind,
        buyers=buyers_of(given, day.year),
        dwelling=Dwelling(designation="Provet 1:2"),
        expected_payment=day,
    )
    basis = PriceBasis.WITH_VAT if gross else PriceBasis.WITHOUT_VAT
    draft = Draft(
        id="V", seller=SENDER.party, buyer=PERSON.party, lines=tuple(lines), price_basis=basis, deduction=wish
    )
    computed = compute(draft, on=day, law=law)
    if isinstance(computed, Refused):
        raise computed.error()
    return computed


def _line(price: Decimal, cost: CostKind, vat: Vat, work: Work | None = None) -> Line:
    return Line(text=cost.value, quantity=Decimal(1), price=price, vat=vat, cost=cost, work=work)


def deduction_of(computed: Computed) -> Deduction:
    """Return the deduction of an invoice that has one."""
    assert computed.deduction is not None
    return computed.deduction


def labour_of(computed: Computed) -> Money:
    """Return what the lines of labour cost with VAT."""
    return Money(sum(line.gross.minor for line in computed.lines if line.cost is CostKind.LABOUR))


def without_caps(law: LawBook) -> LawBook:
    """Return *law* with caps nobody reaches, for what the work alone would give."""
    caps, green = law.deduction_caps, law.green_cap
    endless = YearlyCap(rot=_NO_CAP, rut=_NO_CAP, together=_NO_CAP)
    return attrs.evolve(
        law,
        deduction_caps=attrs.evolve(caps, rows=(Row(caps.rows[-1].since, endless),)),
        green_cap=attrs.evolve(green, rows=(Row(green.rows[-1].since, _NO_CAP),)),
    )

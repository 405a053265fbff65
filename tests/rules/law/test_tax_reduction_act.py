"""ROT and RUT: percentages, caps and work types by the day of payment, against the official schema."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from faktura.core.deduction import DeductionKind
from faktura.core.money import sek
from faktura.rules.law import tax_reduction_act as act
from faktura.rules.law.tax_reduction_act import WorkArea, YearlyCap

PERCENT = [
    ("rot", "2009-07-01", 50),
    ("rot", "2015-12-31", 50),
    ("rot", "2016-01-01", 30),
    ("rot", "2025-05-11", 30),
    ("rot", "2025-05-12", 50),
    ("rot", "2025-12-31", 50),
    ("rot", "2026-01-01", 30),
    ("rut", "2010-05-01", 50),
    ("rut", "2025-05-12", 50),
]


@pytest.mark.parametrize(("kind", "day", "percent"), PERCENT)
def test_percent_by_payment_day(kind: str, day: str, percent: int) -> None:
    """The percentage of labour including VAT on the day of payment."""
    table = act.ROT_PERCENT if kind == "rot" else act.RUT_PERCENT
    assert table.at(date.fromisoformat(day)) == Decimal(percent)


def test_the_limit_of_the_payout_is_the_percentage_seen_from_the_payment() -> None:
    """Percent p of the labour is p/(100-p) of what the buyer pays: 30 % is 3/7, 50 % is all of it."""
    for percents, limits in ((act.ROT_PERCENT, act.ROT_LIMIT), (act.RUT_PERCENT, act.RUT_LIMIT)):
        assert [row.since for row in percents.rows] == [row.since for row in limits.rows]
        for percent, limit in zip(percents.rows, limits.rows, strict=True):
            assert limit.value * (100 - int(percent.value)) == int(percent.value)


CAPS = [
    # day,          ROT,    RUT,    together
    ("2018-05-01", 50_000, 25_000, 50_000),
    ("2020-05-01", 50_000, 50_000, 50_000),
    ("2022-05-01", 50_000, 75_000, 75_000),
    ("2024-03-15", 50_000, 75_000, 75_000),
    ("2024-06-30", 50_000, 75_000, 75_000),
    ("2024-09-01", 75_000, 75_000, 150_000),
    ("2025-02-01", 50_000, 75_000, 75_000),
    ("2026-02-01", 50_000, 75_000, 75_000),
]


@pytest.mark.parametrize(("day", "rot", "rut", "together"), CAPS)
def test_yearly_caps(day: str, rot: int, rut: int, together: int) -> None:
    """What one person can get, by the day of payment."""
    found = act.CAPS.at(date.fromisoformat(day))
    assert YearlyCap(rot=found.rot, rut=found.rut, together=found.together) == YearlyCap(
        rot=sek(rot), rut=sek(rut), together=sek(together)
    )


def test_work_areas_are_those_of_the_schema_in_its_order(shared: Callable[..., Path]) -> None:
    """The official schema lists the same elements in the same order; those without hours are marked as done."""
    path = shared("rules", "skatteverket", "komponent", "V6", "BegaranCOMPONENT.xsd")
    sequences = [
        [element.get("name") for element in sequence.findall("{*}element")]
        for sequence in etree.parse(str(path)).getroot().iter("{*}sequence")
    ]
    for kind in (DeductionKind.ROT, DeductionKind.RUT):
        mine = [area.type for area in act.WORK_AREAS.at(date(2026, 11, 21)) if area.kind is kind]
        assert mine in sequences


SINCE = [
    ("2016-07-31", "Flyttjanster", False),
    ("2016-08-01", "ItTjanster", True),
    ("2016-12-31", "ReparationAvVitvaror", False),
    ("2017-01-01", "ReparationAvVitvaror", True),
    ("2020-12-31", "Moblering", False),
    ("2021-01-01", "TvattVidTvattinrattning", True),
]


@pytest.mark.parametrize(("day", "type", "known"), SINCE)
def test_work_areas_came_one_after_the_other(day: str, type: str, known: bool) -> None:
    """A type gives a deduction from its first day on."""
    areas = act.WORK_AREAS.at(date.fromisoformat(day))
    assert (type in {area.type for area in areas}) is known


def test_two_services_are_reported_without_hours() -> None:
    """Standard-value services: transport to resale and laundry at a laundry."""
    without = {area for area in act.WORK_AREAS.at(date(2026, 1, 1)) if not area.hours}
    assert without == {
        WorkArea(DeductionKind.RUT, "TransportTillForsaljning", hours=False),
        WorkArea(DeductionKind.RUT, "TvattVidTvattinrattning", hours=False),
    }

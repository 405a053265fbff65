"""What is checked of one case, one row for each rule of the e-service and the law."""

from datetime import date

import attrs
import pytest

from faktura.core.check_digit import modulus_10
from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.identity import PersonalIdentityNumber
from faktura.core.payout_request import PayoutCase, RequestedWork
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout_check import case_fault, kind_of, request_deadline
from faktura.testing.identities import COMPANIES, PERSONS

ON = date(2026, 3, 2)
BUILDING = RequestedWork(type="Bygg", hours=20, material=0)
WASHING = RequestedWork(type="TvattVidTvattinrattning", hours=None, material=0)
GOOD = PayoutCase(
    document_id="F1",
    invoice_number="1001",
    buyer=PERSONS[3],
    paid_on=date(2026, 2, 10),
    price_of_work=12500,
    paid=8750,
    requested=3750,
    other_cost=0,
    works=(BUILDING,),
    dwelling=Dwelling(designation="Ekeby 1:23"),
)


def born(day: str) -> PersonalIdentityNumber:
    """A number with the birth number 238, which belongs to nobody."""
    return PersonalIdentityNumber(f"{day}238{modulus_10(day[2:] + '238')}")


CASES = [
    # what differs from a good case, the code, or none when it is good
    ({}, None),
    ({"paid_on": date(2009, 6, 30)}, "payout.too_early"),
    ({"paid_on": date(2026, 3, 3)}, "payout.future"),
    ({"paid_on": date(2025, 1, 31)}, "payout.too_late"),
    ({"buyer": born("20081231")}, None),  # turns 18 in the payment year
    ({"buyer": born("20090101")}, "payout.under_age"),
    ({"works": ()}, "payout.work"),
    ({"works": (BUILDING, BUILDING)}, "payout.work"),
    ({"works": (attrs.evolve(BUILDING, type="Snickeri"),)}, "payout.work"),
    ({"works": (BUILDING, attrs.evolve(BUILDING, type="Stadning"))}, "payout.work"),
    ({"works": (attrs.evolve(BUILDING, hours=None),)}, "payout.hours"),
    ({"works": (attrs.evolve(BUILDING, hours=0),)}, "payout.hours"),
    ({"works": (attrs.evolve(BUILDING, hours=999),)}, None),
    ({"works": (attrs.evolve(BUILDING, hours=1000),)}, "payout.hours"),
    ({"works": (WASHING,), "dwelling": None, "requested": 500, "paid": 500, "price_of_work": 1000}, None),
    ({"dwelling": None}, "payout.dwelling"),
    ({"dwelling": Dwelling(association=COMPANIES[0])}, "payout.dwelling"),
    ({"dwelling": Dwelling(association=COMPANIES[0], apartment="1203")}, None),
    ({"price_of_work": 1, "paid": 1, "requested": 0}, "payout.price"),
    ({"price_of_work": 2, "paid": 2, "requested": 0}, None),
    ({"requested": -1}, "payout.price"),
    ({"price_of_work": 1000, "paid": 400, "requested": 500}, "payout.above_paid"),
    ({"price_of_work": 1000, "paid": 700, "requested": 400}, "payout.above_price"),
    ({"requested": 3751, "paid": 8749}, "payout.limit"),  # 3/7 of 8,749.99 is 3,749.99
    ({"price_of_work": 10005, "requested": 3001, "paid": 7004}, None),
    ({"price_of_work": 10005, "requested": 3002, "paid": 7003}, "payout.limit"),
]


@pytest.mark.parametrize(("changes", "code"), CASES)
def test_case(changes: dict[str, object], code: str | None) -> None:
    """One thing wrong at a time gives its own code, and a sentence without loose ends."""
    fault = case_fault(attrs.evolve(GOOD, **changes), on=ON, law=SWEDEN)  # type: ignore[arg-type]
    assert (fault.code if fault is not None else None) == code
    if fault is not None:
        assert "{" not in fault.explain("sv") + fault.explain("en")
        assert fault.law


DEADLINES = [
    ("2015-11-20", "2016-02-01"),  # 31 January was a Sunday
    ("2025-02-01", "2026-02-02"),  # a Saturday
    ("2026-03-01", "2027-02-01"),
    ("2023-12-31", "2024-01-31"),
]


@pytest.mark.parametrize(("paid_on", "last"), DEADLINES)
def test_request_deadline(paid_on: str, last: str) -> None:
    """31 January of the year after, or the next weekday."""
    assert request_deadline(date.fromisoformat(paid_on), SWEDEN) == date.fromisoformat(last)


def test_the_kind_is_told_by_the_work() -> None:
    """Building is ROT, laundry is RUT, both together are neither."""
    assert kind_of(GOOD, SWEDEN) is DeductionKind.ROT
    assert kind_of(attrs.evolve(GOOD, works=(WASHING,)), SWEDEN) is DeductionKind.RUT
    assert kind_of(attrs.evolve(GOOD, works=(BUILDING, WASHING)), SWEDEN) is None

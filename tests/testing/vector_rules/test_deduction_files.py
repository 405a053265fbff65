"""Worked examples of the request file: taken, or the first rule it breaks."""

from datetime import date
from typing import Any

import pytest

from faktura.testing.vector_rules.deduction_files import born_on
from faktura.testing.vectors import check

PRICES = ("PrisForArbete", "BetaltBelopp", "BegartBelopp")


def amounts(*kronor: int) -> dict[str, Any]:
    return dict(zip(PRICES, kronor, strict=False))


FILES: list[tuple[str, dict[str, Any], str | None]] = [
    # rule, what the file has, the rule it breaks
    ("no cases", {"arenden": 0}, "Arenden minOccurs 1"),
    ("100 buyers", {"arenden": 100}, None),
    ("101 buyers", {"arenden": 101}, "max_100_buyers"),
    ("a name of 16", {"NamnPaBegaran": "ROT 2026-11-21 A"}, None),
    ("a name of 17", {"NamnPaBegaran": "ROT 2026-11-21 AB"}, "NamnPaBegaran maxLength 16"),
    ("no name", {"NamnPaBegaran": ""}, "NamnPaBegaran minLength 1"),
    ("one year", {"BetalningsDatum": ["2025-12-30", "2025-12-31"]}, None),
    ("two years", {"BetalningsDatum": ["2025-12-30", "2026-01-05"]}, "same_payment_year"),
    ("before the act", {"BetalningsDatum": ["2009-06-30"]}, "DatumTYPE minInclusive"),
    (
        "after the request",
        {"BetalningsDatum": "2026-01-10", "request_date": "2026-01-09"},
        "payment_date_not_after_request",
    ),
    ("too late", {"BetalningsDatum": "2025-01-10", "request_date": "2026-02-03"}, "request_deadline"),
    ("more than paid", amounts(1000, 400, 500), "requested_le_paid"),
    ("as much as paid", amounts(1000, 500, 500), None),
    ("more than the labour", amounts(1000, 700, 400), "requested_plus_paid_le_price"),
    ("labour of 1 krona", amounts(1), "PrisForArbete minInclusive 2"),
    ("labour of 2 kronor", amounts(2), None),
    ("beyond the digits", amounts(100_000_000_000), "PrisForArbete maxInclusive 99999999999"),
    ("more than the cap", amounts(200_000, 100_000, 75_001), "requested_within_cap"),
    ("both kinds", {"groups": ["RotBegaran", "HushallBegaran"]}, "xs:choice"),
    ("one kind", {"groups": ["RotBegaran"]}, None),
    ("turns 18 in the year", {"Kopare_born": "2008-12-31", "BetalningsDatum": ["2026-01-10"]}, None),
    (
        "turns 18 the year after",
        {"Kopare_born": "2009-01-01", "BetalningsDatum": ["2026-01-10"]},
        "buyer_18_in_payment_year",
    ),
    ("ten digits", {"Kopare": "9604102393"}, "PeOrgNrTYPE length 12"),
    ("a test number", {"Kopare": "199604102393"}, None),
    ("a wrong check digit", {"Kopare": "199604102394"}, "buyer_number_correct"),
    ("the seller's own", {"Kopare": "199604102393", "Utforare": "199604102393"}, "buyer_not_seller"),
    ("an invoice number of 21", {"FakturaNr": "9" * 21}, "FakturaNr maxLength 20"),
    ("1000 hours", {"AntalTimmar": 1000}, "AntalTimmar maxInclusive 999"),
    ("no hours", {"AntalTimmar": 0}, "work_area_with_hours"),
    ("a service without hours", {"UtfortArbete": ["TvattVidTvattinrattning"]}, None),
    ("two kinds of work", {"UtfortArbete": ["Bygg", "Stadning"]}, "UtfortArbete"),
    ("ROT without a dwelling", {"kind": "rot", "Fastighetsbeteckning": None}, "dwelling"),
    ("an apartment", {"LagenhetsNr": "1001", "BrfOrgNr": "167699990003"}, None),
    ("a wrong association", {"LagenhetsNr": "1001", "BrfOrgNr": "167699990004"}, "association_number_correct"),
]


@pytest.mark.parametrize(("rule", "given", "violated"), FILES, ids=[file[0] for file in FILES])
def test_files(rule: str, given: dict[str, Any], violated: str | None) -> None:
    """The rules of Skatteverket's schema and e-service, each by its name."""
    expected = {"valid": violated is None, "violates": violated}
    assert str(check({"id": "rot-file-1", "input": given, "expected": expected})) == "rot-file-1 ok"
    other = {"valid": violated is not None}
    assert check({"id": "rot-file-1", "input": given, "expected": other}).status == "wrong"


def test_invented_persons_are_nobody() -> None:
    """Birth numbers 238 and 239 are given to nobody."""
    numbers = [born_on(date(2008, 12, 31), at).full for at in range(2)]
    assert [number[8:11] for number in numbers] == ["238", "239"]

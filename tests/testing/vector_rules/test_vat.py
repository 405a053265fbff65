"""Worked examples of VAT, rounding and contents: each names its rule, and the runner answers it by the real rules."""

import json
from typing import Any

import pytest

from faktura.testing.vectors import check
from tests.reference import reference

LINES = {"lines_ex_vat": ["3500.00", "720.00", "247.75"], "vat_percent": "25"}
MIXED = [
    {"ex_vat": "1000.00", "percent": "25"},
    {"ex_vat": "500.00", "percent": "12"},
    {"ex_vat": "200.00", "percent": "6"},
]
PHONES, CASES = {"goods": "mobile_phones", "ex_vat": "120000.00"}, {"goods": "cases", "ex_vat": "2000.00"}
TWO_KINDS = [{"goods": "tablets", "ex_vat": "60000"}, {"goods": "laptops", "ex_vat": "50000"}]
REGISTERED = {"buyer_vat_registered": True}
BUILT = {"service": "construction", "ex_vat": "100000.00"}
REVERSED = {
    "vat": "0.00",
    "total": "100000.00",
    "text": "Omvänd betalningsskyldighet",
    "buyer_vat_number_required": True,
}
ORDINARY = {"vat": "25000.00", "total": "125000.00", "reverse_charge": False, "text": None}

EXAMPLES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # rule, input, expected
    ("VAT on the sum of a rate", LINES, {"base": "4467.75", "vat_unrounded": "1116.9375", "vat": "1116.94", "total": "5584.69"}),
    ("whole kronor, VAT untouched", {"total": "5584.69", "round_to_krona": True},
     {"to_pay": "5585.00", "rounding": "0.31", "vat": "1116.94"}),
    ("whole kronor by lines", {**LINES, "round_to_krona": True}, {"to_pay": "5585.00", "rounding": "0.31", "vat": "1116.94"}),
    ("49 öre down", {"total": "100.49"}, {"to_pay": "100.00", "rounding": "-0.49"}),
    ("50 öre up", {"total": "100.50"}, {"to_pay": "101.00", "rounding": "0.50"}),
    ("99 öre up", {"total": "99.99"}, {"to_pay": "100.00", "rounding": "0.01"}),
    ("whole already", {"total": "250.00"}, {"to_pay": "250.00", "rounding": "0.00"}),
    ("a negative total mirrors", {"total": "-100.50"}, {"to_pay": "-101.00", "rounding": "-0.50"}),
    ("not rounded", {"total": "100.50", "round_to_krona": False}, {"to_pay": "100.50", "rounding": "0.00"}),
    ("lines and sum differ", {"line_incl_vat_unrounded": ["58.2625", "58.2625"]},
     {"sum_of_rounded_lines": "116.52", "rounded_sum": "116.53"}),
    ("mixed rates", {"lines": MIXED}, {"vat": {"25": "250.00", "12": "60.00", "6": "12.00"}, "total": "2022.00", "vat_total": "322.00"}),
    ("mixed rates, their sum", {"lines": MIXED}, {"vat": "322.00"}),
    ("VAT on one amount", {"base": "100.02", "vat_percent": "25"}, {"vat": "25.01", "total": "125.03"}),
    ("VAT within one amount", {"total_incl_vat": "125.00", "vat_percent": "25"}, {"vat": "25.00", "base": "100.00"}),
    ("limits of a day", {"date": "2024-01-01"}, {"simplified_limit": "4000", "small_business_limit": "80000"}),
    ("repair of bicycles", {"category": "repair of bicycles", "delivery_date": "2022-08-01"}, {"percent": "6"}),
    ("a rate of no known day", {"category": "food", "date": "2015-12-31"}, {"error": "law.not_known"}),
    ("VAT within", {"lines_incl_vat": ["100.00"], "vat_percent": "12"}, {"vat": "10.71", "base": "89.29", "total": "100"}),
    ("food, before", {"category": "food", "delivery_date": "2026-03-31"}, {"percent": "12"}),
    ("food, from April 2026", {"category": "food", "delivery_date": "2026-04-01"}, {"percent": "6", "since": "2026-04-01"}),
    ("food, again", {"category": "food", "delivery_date": "2028-01-01"}, {"percent": "12"}),
    ("food, unknown", {"category": "food", "delivery_date": "2029-01-01"}, {"percent": None, "known": False}),
    ("repair 2022", {"category": "repair", "date": "2022-07-01"}, {"percent": "6"}),
    ("cinema", {"supply": "cinema", "date": "2016-12-31"}, {"rate": "6"}),
    ("e-books", {"category": "e-publications", "delivery_date": "2019-07-01"}, {"percent": "6"}),
    ("simplified, at the limit", {"total_incl_vat": "4000.00"}, {"simplified_allowed": True}),
    ("simplified, above", {"total_incl_vat": "4000.01"}, {"simplified_allowed": False}),
    ("simplified, barred", {"total_incl_vat": "900.00", "supply": "intra_eu_goods"}, {"simplified_allowed": False}),
    ("simplified credit note", {"total_incl_vat": "9000.00", "credit_note": True}, {"simplified_allowed": True}),
    ("simplified, small business", {"total_incl_vat": "9000.00", "small_business": True}, {"simplified_allowed": True}),
    ("electronics at the limit", {"goods": "mobile_phones", "base_ex_vat": "100000.00", **REGISTERED}, {"reverse_charge": False}),
    ("electronics above", {"goods": "mobile_phones", "base_ex_vat": "100000.01", **REGISTERED}, {"reverse_charge": True}),
    ("electronics, not registered", {"goods": "laptops", "base_ex_vat": "200000", "buyer_vat_registered": False},
     {"reverse_charge": False}),
    ("electronics before 2021-04-01", {"goods": "laptops", "base_ex_vat": "200000", "date": "2021-03-31", **REGISTERED},
     {"reverse_charge": False}),
    ("goods that are not listed", {"goods": "televisions", "base_ex_vat": "200000", **REGISTERED}, {"reverse_charge": False}),
    ("electronics together", {"lines": TWO_KINDS, **REGISTERED}, {"reverse_charge": True, "vat": "0", "reverse_charge_base": "110000"}),
    ("accessories keep their VAT", {"lines": [PHONES, CASES], **REGISTERED},
     {"vat": "500.00", "reverse_charge_base": "120000.00", "total": "122500.00"}),
    ("building, resold", {**BUILT, "buyer_resells_construction": True}, REVERSED),
    ("building, private person", {**BUILT, "buyer": "private_person"}, ORDINARY),
    ("building, housing association", {**BUILT, "buyer": "housing_association"}, ORDINARY),
    ("building, the State", {**BUILT, "buyer": "state"}, REVERSED),
    ("building, anybody", {**BUILT, "buyer_resells_construction": False}, ORDINARY),
    ("scrap", {"goods": "scrap", "ex_vat": "100", **REGISTERED}, {"reverse_charge": True, "vat": "0"}),
    ("scrap, not registered", {"goods": "scrap", "ex_vat": "100", "buyer_vat_registered": False}, {"reverse_charge": False, "vat": "25"}),
    ("foreign seller", {"service": "foreign_seller", "ex_vat": "100", **REGISTERED}, {"reverse_charge": True}),
    ("VAT in kronor", {"currency": "EUR", "vat_amount": "250.00", "rate_sek": "11.2345"}, {"vat_sek": "2808.63"}),
    ("small business", {"turnover": "120000", "date": "2025-01-01"}, {"exempt": True, "limit": "120000"}),
    ("small business, year before", {"turnover": "1", "turnover_last_year": "90000", "year": 2024}, {"exempt": False, "limit": "80000"}),
    ("storage", {"financial_year_end": "2026-04-30"}, {"keep_until": "2033-12-31", "years": 7}),
    ("storage, calendar year", {"financial_year": 2025}, {"keep_until": "2032-12-31"}),
    ("e-invoice", {"buyer": "municipality", "procured": "2019-04-01"}, {"e_invoice_required": True}),
    ("e-invoice, company", {"buyer": "company", "procured": "2026-04-01"}, {"e_invoice_required": False, "format": None}),
    ("EU goods", {"supply": "goods", "country": "DK", "buyer_vat_number": "DK13585628"}, {"category": "K", "percent": "0"}),
    ("export", {"supply": "goods", "country": "NO"}, {"category": "G"}),
    ("EU service", {"supply": "services", "country": "DK", "buyer_vat_number": "DK13585628"},
     {"category": "AE", "text": "Omvänd betalningsskyldighet"}),
    ("EU goods without a number", {"supply": "goods", "country": "DK", "buyer_business": True}, {"category": None, "refused": True}),
    ("a statutory text", {"ground": "margin.art"}, {"text": "Vinstmarginalbeskattning för konstverk", "category": "E"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "given", "expected"), EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_an_example_is_answered(rule: str, given: dict[str, Any], expected: dict[str, Any]) -> None:
    """All that is expected is answered, and right."""
    outcome = check({"id": "vat-001", "rule": rule, "input": given, "expected": expected})
    assert str(outcome) == "vat-001 ok"


NOT_UNDERSTOOD: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"moon": "full"}, {"vat": "1"}),
    ({"goods": "mobile_phones", "base_ex_vat": "200000"}, {"reverse_charge": True}),  # registered or not?
    ({"service": "advice", "base_ex_vat": "200000"}, {"reverse_charge": True}),
    ({"total_incl_vat": "900", "supply": "moonshine"}, {"simplified_allowed": True}),
    ({"ground": "exempt.moon"}, {"text": ""}),
    ({"category": "moonshine", "delivery_date": "2026-01-01"}, {"percent": "25"}),
    (LINES, {"base": "4467.75", "phase": "full"}),
]


@pytest.mark.parametrize(("given", "expected"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_not_guessed(given: dict[str, Any], expected: dict[str, Any]) -> None:
    """A missing or strange fact is said to be so."""
    assert check({"id": "vat-1", "input": given, "expected": expected}).status == "not understood"


def test_a_wrong_expectation_is_seen() -> None:
    """The check can fail, in an amount, in a truth and by a refusal."""
    for given, expected in (
        ({"total": "100.49"}, {"to_pay": "101.00"}),
        ({"total_incl_vat": "4000.01"}, {"simplified_allowed": True}),
        ({"goods": "investment_gold", "ex_vat": "100", **REGISTERED}, {"reverse_charge": True}),
    ):
        assert check({"id": "vat-1", "input": given, "expected": expected}).status == "wrong"


def test_every_official_example_of_vat_passes() -> None:
    """The file of worked examples beside the repository."""
    vectors = json.loads(reference("rules", "vectors.json").read_text(encoding="utf-8"))["vectors"]
    mine = [vector for vector in vectors if vector["id"].startswith("vat-")]
    assert mine
    assert [str(outcome) for vector in mine if (outcome := check(vector)).status != "ok"] == []

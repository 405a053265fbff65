"""Worked examples of the rules on deductions, each named by its rule, run as a host runs its own."""

from collections.abc import Mapping
from typing import Any

import pytest

from faktura.testing.vectors import check

Case = tuple[str, str, Mapping[str, Any], Mapping[str, Any]]


def rot(day: str, labour: str, **more: Any) -> dict[str, Any]:
    return {"kind": "rot", "payment_date": day, "labour_incl_vat": labour, **more}


def solar(day: str, cost: str = "100000", kind: str = "solar") -> dict[str, Any]:
    return {"kind": kind, "final_payment_date": day, "labour_and_material_incl_vat": cost}


FREE_ROOM = {"used_rot": "0", "used_rut": "0"}
VAT_25 = {"kind": "rot", "vat_percent": "25"}
A_CONTO = {
    "year": 2013, "kind": "rot", "percent": "50", "total": "287918", "aconto_paid_in_full": ["110000", "88000"],
    "final_before_deduction": "89918", "deduction_on_final": "69918", "paid_on_final": "20000",
}  # fmt: skip

CASES: list[Case] = [
    # id, rule, input, expected
    ("rot-rate-001", "percent by payment date", {"kind": "rot", "payment_date": "2015-12-31"}, {"percent": "50"}),
    ("rot-rate-002", "percent by payment date", {"kind": "rot", "payment_date": "2016-01-01"}, {"percent": "30"}),
    ("rot-rate-003", "percent by payment date", {"kind": "rot", "payment_date": "2025-05-11"}, {"percent": "30"}),
    ("rot-rate-004", "percent by payment date", {"kind": "rot", "payment_date": "2025-05-12"}, {"percent": "50"}),
    ("rot-rate-005", "percent by payment date", {"kind": "rot", "payment_date": "2025-12-31"}, {"percent": "50"}),
    ("rot-rate-006", "percent by payment date", {"kind": "rot", "payment_date": "2026-01-01"}, {"percent": "30"}),
    ("rut-rate-1", "percent by payment date", {"kind": "rut", "payment_date": "2010-05-01"}, {"percent": "50"}),
    ("rut-rate-2", "percent by payment date", {"kind": "rut", "payment_date": "2025-05-12"}, {"percent": "50"}),
    ("rot-cap-001", "yearly caps", {"payment_date": "2024-03-15"}, {"rot_max": "50000", "rot_and_rut_max": "75000", "rut_max": "75000"}),
    ("rot-cap-002", "yearly caps", {"payment_date": "2024-06-30"}, {"rot_max": "50000", "rot_and_rut_max": "75000", "rut_max": "75000"}),
    ("rot-cap-003", "yearly caps", {"payment_date": "2024-09-01"}, {"rot_max": "75000", "rot_and_rut_max": "150000", "rut_max": "75000"}),
    ("rot-cap-004", "yearly caps", {"payment_date": "2025-02-01"}, {"rot_max": "50000", "rot_and_rut_max": "75000", "rut_max": "75000"}),
    ("rot-cap-005", "yearly caps", {"payment_date": "2018-02-01"}, {"rot_max": "50000", "rut_max": "25000", "rot_and_rut_max": "50000"}),
    ("rot-cap-006", "65 at the start of the year", {"payment_date": "2018-02-01", "age": 65}, {"rut_max": "50000"}),
    ("rot-cap-007", "65 at the start of the year", {"payment_date": "2018-02-01", "age": 64}, {"rut_max": "25000"}),
    ("rot-calc-001", "ROT on labour incl. VAT",
     {**VAT_25, "payment_date": "2026-02-10", "labour_ex_vat": "10000.00", "material_ex_vat": "8000.00", "travel_ex_vat": "400.00"},
     {"vat": "4600.00", "total_incl_vat": "23000.00", "labour_incl_vat": "12500.00", "deduction": "3750", "to_pay": "19250.00"}),
    ("rot-calc-003", "labour and other costs",
     {**VAT_25, "payment_date": "2026-03-01", "labour_ex_vat": "18000.00", "other_ex_vat": "6500.00"},
     {"labour_incl_vat": "22500.00", "vat": "6125.00", "total_incl_vat": "30625.00", "deduction": "6750", "to_pay": "23875.00"}),
    ("rot-calc-004", "the period of 50 percent", rot("2025-06-15", "20000.00"), {"deduction": "10000", "to_pay": "10000.00"}),
    ("rot-calc-006", "labour that reaches the cap", rot("2026-05-05", "166667.00", **FREE_ROOM), {"deduction": "50000"}),
    ("rot-calc-007", "above the cap", rot("2026-05-05", "250000.00", **FREE_ROOM),
     {"uncapped": "75000", "deduction": "50000", "to_pay": "200000.00"}),
    ("rot-calc-008", "öre dropped", rot("2026-02-10", "10005.00"),
     {"deduction": "3001", "to_pay": "7004.00", "max_payout_3_7_of_paid": "3001"}),
    ("rot-calc-010", "öre dropped", rot("2026-02-10", "4999.99"), {"deduction": "1499", "to_pay": "3500.99"}),
    ("rot-calc-011", "RUT 50 percent", {**rot("2022-01-03", "5100.00"), "kind": "rut"}, {"deduction": "2550", "paid": "2550.00"}),
    ("rot-calc-013", "a standard-value service",
     {"kind": "rut", "work_type": "TvattVidTvattinrattning", "payment_date": "2026-02-10", "charged_incl_vat": "2000.00"},
     {"price_for_work": "1000", "deduction": "500", "to_pay": "1500.00"}),
    ("rot-calc-015", "what is left of the cap", rot("2026-08-01", "25000.00", used_rot="45000", used_rut="0"),
     {"uncapped": "7500", "deduction": "5000", "to_pay": "20000.00"}),
    ("rot-calc-017", "ROT used up", {**rot("2026-08-01", "60000.00", used_rot="50000", used_rut="0"), "kind": "rut"},
     {"uncapped": "30000", "deduction": "25000"}),
    ("rot-calc-018", "RUT used up", rot("2026-08-01", "10000.00", used_rot="0", used_rut="75000"),
     {"deduction": "0", "to_pay": "10000.00"}),
    ("rot-calc-020", "travel and material never count",
     {**VAT_25, "payment_date": "2026-02-10", "labour_ex_vat": "0.00", "material_ex_vat": "5000.00", "travel_ex_vat": "300.00"},
     {"deduction": "0", "to_pay": "6625.00"}),
    ("rot-split-001", "even split", {"deduction": "3001", "buyers": 2}, {"sum": "3001", "parts_whole_kronor": True, "max_difference": "1"}),
    ("rot-split-002", "a cap each", rot("2026-02-10", "400000.00", buyers=[FREE_ROOM, FREE_ROOM]),
     {"total_deduction": "100000", "per_buyer": ["50000", "50000"]}),
    ("rot-split-003", "free split", {"deduction": "3001", "buyers": [{"share": "2000"}, {}]}, {"valid": True, "parts": [2000, 1001]}),
    ("rot-split-004", "free split", {"deduction": "3001", "buyers": [{"share": "3002"}, {}]},
     {"valid": False, "violates": "deduction.share_cap"}),
    ("rot-split-005", "split by weight", {"deduction": "3001", "buyers": [{"weight": 3}, {"weight": 1}]}, {"parts": [2251, 750]}),
    ("rot-partial-001", "a part paid is a part asked for",
     {"kind": "rot", "deduction": "3750", "labour_incl_vat": "12500.00", "to_pay": "19250.00", "paid": "7700.00"},
     {"paid_share": "0.40", "labour_paid": "3500", "request_now": "1500"}),
    ("rot-partial-003", "a conto paid in full", A_CONTO, {"max_payout": "20000"}),
    ("rot-partial-005", "limit in the period of 50 percent", {"kind": "rot", "payment_date": "2025-09-01", "paid_for_work": "7000"},
     {"max_payout": "7000"}),
    ("rot-partial-006", "three sevenths", {"kind": "rot", "payment_date": "2026-09-01", "paid_for_work": "7000"},
     {"max_payout": "3000", "fraction": "3/7"}),
    ("rot-partial-007", "labour left", {"labour": "100000", "labour_paid_in_full": ["60000", "30000"]}, {"labour_left": "10000"}),
    ("rot-date-001", "the day the money left the buyer",
     {"kind": "rot", "buyer_debited": "2025-12-30", "seller_credited": "2026-01-02", "labour_incl_vat": "10000.00"},
     {"payment_date": "2025-12-30", "tax_year": 2025, "percent": "50"}),
    ("rot-date-002", "last day to ask", {"payment_date": "2015-11-20"}, {"last_day": "2016-02-01"}),
    ("rot-date-003", "last day to ask", {"payment_date": "2025-11-20"}, {"last_day": "2026-02-02"}),
    ("rot-date-004", "last day to ask", {"payment_date": "2026-03-01"}, {"last_day": "2027-02-01"}),
    ("rot-date-005", "last day to give back", {"decided_on": "2026-11-02"}, {"pay_by": "2026-12-31"}),
    ("rot-denied-001", "a refusal is the customer's debt", {"requested": "3750", "granted": "2250", "invoice_vat": "4600.00"},
     {"claim_on_customer": "1500", "invoice_vat_after": "4600.00"}),
    ("green-001", "by the final payment", solar("2022-12-31"), {"deduction": "15000"}),
    ("green-002", "by the final payment", solar("2023-01-01"), {"deduction": "20000"}),
    ("green-003", "by the final payment", solar("2025-06-30"), {"deduction": "20000"}),
    ("green-004", "by the final payment", solar("2025-07-01"), {"deduction": "15000"}),
    ("green-005", "half of a battery", solar("2026-03-01", "60000", "storage"), {"deduction": "30000", "percent": "50"}),
    ("green-006", "the cap", solar("2026-03-01", "120000", "charging"), {"deduction": "50000"}),
    ("green-008", "3/17 of what was paid", {"kind": "solar", "final_payment_date": "2026-03-01", "paid": "85000"}, {"max_payout": "15000"}),
    ("green-009", "97 percent of a fixed price", {"kind": "solar", "final_payment_date": "2026-03-01", "contract_incl_vat": "100000"},
     {"labour_and_material_incl_vat": "97000", "deduction": "14550"}),
    ("heat-pump-1", "30 percent of the contract", {"kind": "heat_pump", "payment_date": "2026-03-01", "contract_incl_vat": "25000"},
     {"labour_incl_vat": "7500"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]} {case[1]}" for case in CASES])
def test_worked_examples(case: Case) -> None:
    """Every example of the authorities and the acts, answered by the rules themselves."""
    id, _, given, expected = case
    assert str(check({"id": id, "input": given, "expected": expected})) == f"{id} ok"


WRONG: list[Case] = [
    ("rot-rate-1", "percent", {"kind": "rot", "payment_date": "2026-01-01"}, {"percent": "50"}),
    ("rot-calc-1", "deduction", rot("2026-02-10", "10005.00"), {"deduction": "3002"}),
    ("rot-date-1", "day", {"payment_date": "2026-03-01"}, {"last_day": "2027-01-31"}),
    ("green-1", "deduction", solar("2026-03-01"), {"deduction": "20000"}),
    ("green-2", "no such installation", solar("2026-03-01", kind="INSTALLATION_SOLCELLER"), {"deduction": "1"}),
    ("rot-denied-1", "claim", {"requested": "3750", "granted": "2250"}, {"claim_on_customer": "0"}),
    ("rot-calc-2", "a day no table reaches", rot("2029-01-01", "1000"), {"deduction": "300"}),
]


@pytest.mark.parametrize("case", WRONG, ids=[f"{case[0]} {case[1]}" for case in WRONG])
def test_a_wrong_expectation_is_told(case: Case) -> None:
    """The runner computes; it does not repeat what the file says."""
    id, _, given, expected = case
    assert check({"id": id, "input": given, "expected": expected}).status == "wrong"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"percent": "30"}),
        ({"kind": "vind", "date": "2026-01-01"}, {"percent": "1"}),
        ({"payment_date": "soon"}, {"x": 1}),
    ],
)
def test_what_nobody_answers_is_not_understood(given: dict[str, Any], expected: dict[str, Any]) -> None:
    """A question without a rule is said to be one."""
    assert check({"id": "rot-x-1", "input": given, "expected": expected}).status == "not understood"

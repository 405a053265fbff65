"""Worked examples of late payment and collection: the figures of the reference, and as many beside them."""

import pytest

from faktura.testing.vectors import check

Case = tuple[str, dict[str, object], dict[str, object]]

INTEREST: list[Case] = [
    (
        "interest",
        {"principal": "6780.00", "due_date": "2020-12-31", "paid_date": "2021-04-20", "rate": "reference rate + 8"},
        {"days": 110, "interest": "163.46"},
    ),
    ("interest", {"principal": "3700.00", "days": 14, "rate": "fixed 12 %"}, {"interest": "17.03"}),
    (
        "interest",
        {"principal": "10000.00", "due_date": "2025-05-31", "paid_date": "2025-07-31", "rate": "reference rate + 8"},
        {
            "interest": "175.34",
            "segments": [
                {
                    "from": "2025-06-01",
                    "to": "2025-06-30",
                    "days": 30,
                    "percent": "11",
                    "interest_unrounded": "90.410959",
                },
                {
                    "from": "2025-07-01",
                    "to": "2025-07-31",
                    "days": 31,
                    "percent": "10",
                    "interest_unrounded": "84.931507",
                },
            ],
        },
    ),
    (
        "interest",
        {"principal": "1000", "due_date": "2026-03-02", "paid_date": "2026-02-20", "rate": "reference rate + 8"},
        {"days": 0, "segments": [], "interest": "0.00"},  # paid before the due date
    ),
    (
        "interest",
        {"principal": "36500", "due_date": "2026-03-02", "paid_date": "2026-03-12", "rate": "reference rate + 12"},
        {"interest": "140.00"},
    ),
    ("interest", {"principal": "36500", "due_date": "2026-03-02", "days": 10, "rate": "none"}, {"interest": "0"}),
    (
        "interest",
        {"principal": "36500", "due_date": "2026-03-02", "charged_until": "2026-03-10", "until": "2026-03-12"},
        {"days": 2, "interest": "20.00"},  # the days before the watermark are charged already
    ),
    (
        "interest",
        {
            "principal": "1000.00",
            "due_date": "2026-09-01",
            "payments_to_principal": [{"date": "2026-09-02", "amount": "500.00"}],
            "until": "2026-09-18",
        },
        {"interest": "2.47"},
    ),
    ("interest", {"principal": "100", "due_date": "2026-12-01", "until": "2027-02-01"}, {"error": "law.not_known"}),
    (
        "interest",
        {"sent": "2026-03-01", "agreed_due_date": None, "interest_notice_on_bill": True, "debtor": "consumer"},
        {"interest_from": "2026-03-31"},
    ),
    (
        "interest",
        {"sent": "2026-03-01", "agreed_due_date": None, "interest_notice_on_bill": False, "debtor": "consumer"},
        {"interest_from": None},
    ),
    (
        "interest",
        {"sent": "2026-03-01", "agreed_due_date": None, "debtor": "public_body"},
        {"interest_from": "2026-03-31"},
    ),
    ("refrate", {"date": "2016-07-01"}, {"reference_rate": "-0.50", "statutory_late_interest": "7.50"}),
    ("refrate", {"policy_rate": "3.75"}, {"reference_rate": "4.00"}),
    ("refrate", {"policy_rate": "-0.25"}, {"reference_rate": "0.00"}),
    ("refrate", {"date": "2027-01-01"}, {"error": "law.not_known"}),
    ("refrate", {"date": "2027-01-01"}, {"error": "LawNotKnown", "refused": True}),
    ("refrate", {"date": "2027-01-01"}, {"reference_rate": None}),
    ("interest", {"principal": "36500", "due_date": "2026-03-02", "days": 10, "rate": "12,5 %"}, {"interest": "125"}),
]

FEES: list[Case] = [
    ("fee", {"debtor": "consumer", "agreed": False, "date": "2026-05-01"}, {"reminder_fee_max": "0.00"}),
    ("fee", {"debtor": "business", "agreed": True, "date": "2013-03-15"}, {"reminder_fee_max": "50.00"}),
    ("fee", {"step": "inkassokrav", "form_inkassolagen_5": True, "date": "2026-05-01"}, {"fee": "180.00"}),
    ("fee", {"step": "inkassokrav", "form_inkassolagen_5": False, "date": "2026-05-01"}, {"fee": "0.00"}),
    ("fee", {"step": "instalment_plan", "date": "2026-05-01"}, {"fee": "170.00"}),
    ("fee", {"step": "instalment_plan", "written": False, "date": "2026-05-01"}, {"fee": "0"}),
    ("fee", {"step": "reminder", "agreed": True, "date": "2026-05-01"}, {"fee": "60"}),
    ("fee", {"step": "compensation", "debtor": "public_body", "date": "2026-05-01"}, {"fee": "450"}),
    (
        "fee",
        {"date": "2013-03-15"},
        {"reminder": "50", "collection_demand": "160", "instalment_plan": "150", "late_payment_compensation": None},
    ),
    (
        "fee",
        {"debtor": "business", "reminder_sent": True, "collection_demand_sent": True, "claim_compensation": True},
        {"total_collection_costs": "450.00"},
    ),
    (
        "fee",
        {"debtor": "consumer", "reminder_sent": True, "collection_demand_sent": True, "claim_compensation": True},
        {"total_collection_costs": "240.00"},  # a consumer owes no compensation
    ),
    ("fee", {"debtor": "business", "days_late": 1, "interest_due": True}, {"late_payment_compensation": "450.00"}),
    ("fee", {"debtor": "business", "days_late": 0}, {"late_payment_compensation": "0.00"}),
    ("fee", {"debtor": "consumer", "days_late": 9}, {"late_payment_compensation": "0.00"}),
    (
        "fee",
        {"application_fee": True, "agent": True},
        {"application_fee": "300.00", "agent_fee": "380.00", "total": "680.00"},
    ),
    ("fee", {"enforcement": True}, {"enforcement_fee": "600.00", "total": "600"}),
    ("fee", {"application_fee": True, "agent": False, "enforcement": True}, {"enforcement_fee": 600, "total": 900}),
    (
        "alloc",
        {
            "principal": "1000.00",
            "interest": "20.55",
            "costs": "60.00",
            "payment": "500.00",
            "order": ["costs", "interest", "principal"],
        },
        {"costs": "60.00", "interest": "20.55", "principal": "419.45", "remaining_principal": "580.55"},
    ),
    (
        "alloc",
        {
            "principal": "1000",
            "interest": "20.55",
            "costs": "60",
            "payment": "500",
            "order": ["principal", "interest", "costs"],
        },
        {"costs": "0", "interest": "0", "principal": "500", "remaining_principal": "500", "remaining": "580.55"},
    ),
    ("alloc", {"principal": "100", "payment": "130"}, {"principal": "100", "remaining": "0", "overpaid": "30"}),
]

DAYS: list[Case] = [
    ("date", {"date": "2026-06-06"}, {"next_business_day": "2026-06-08"}),
    ("date", {"date": "2026-12-24"}, {"next_business_day": "2026-12-28"}),
    ("date", {"date": "2016-12-31", "direction": "previous"}, {"business_day": "2016-12-30"}),
    ("date", {"date": "2026-06-19"}, {"is_business_day": False}),
    ("date", {"date": "2026-04-02"}, {"is_bank_day": True}),  # Maundy Thursday
    (
        "date",
        {"year": 2027},
        {"easter_sunday": "2027-03-28", "midsummer_day": "2027-06-26", "all_saints_day": "2027-11-06"},
    ),
    ("date", {"year": 2026}, {"ascension_day": "2026-05-14", "good_friday": "2026-04-03", "whit_sunday": "2026-05-24"}),
    ("date", {"sent": "2026-03-02"}, {"earliest_deadline": "2026-03-10"}),
    ("date", {"sent": "2026-03-02", "arrives": "2026-03-09"}, {"earliest_deadline": "2026-03-13"}),
    ("date", {"start": "2026-12-23", "bank_days": 1}, {"end": "2026-12-28"}),
    ("date", {"start": "2026-01-31", "months": 1}, {"end": "2026-02-28", "last_day": "2026-03-02"}),
    ("date", {"from": "2026-12-23", "to": "2026-12-28"}, {"bank_days": 1}),
    ("limitation", {"arose": "2023-05-11", "debtor": "consumer", "interruptions": []}, {"expires": "2026-05-11"}),
    ("limitation", {"arose": "2023-05-10", "debtor": "business", "interruptions": []}, {"expires": "2033-05-10"}),
    (
        "limitation",
        {
            "arose": "2023-05-11",
            "debtor": "consumer",
            "interruptions": [{"date": "2026-05-12", "kind": "written_reminder_received"}],
        },
        {"expires": "2026-05-11"},
    ),
    (
        "limitation",
        {
            "arose": "2023-05-11",
            "debtor": "consumer",
            "interruptions": [{"date": "2025-03-03", "kind": "acknowledgement"}],
        },
        {"expires": "2028-03-03"},
    ),
    (
        "limitation",
        {
            "arose": "2023-05-11",
            "debtor": "consumer",
            "interruptions": [
                {"date": "2025-03-03", "kind": "written_reminder_sent"},
                {"date": "2025-03-04", "kind": "oral"},
            ],
        },
        {"expires": "2026-05-11"},  # nothing that reached the debtor in writing
    ),
    ("limitation", {"arose": "2024-02-29", "debtor": "consumer"}, {"expires": "2027-02-28"}),
    (
        "due",
        {"sent": "2026-05-07", "days": 30, "debtor": "business"},
        {"due_date": "2026-06-06", "last_day": "2026-06-08"},
    ),
    (
        "gate",
        {"due_date": "2026-03-02", "pay_by": "2026-04-07", "date": "2026-04-20", "approved": True},
        {"may_apply": True, "violates": None},
    ),
    (
        "dispute",
        {"due_date": "2026-03-02", "pay_by": "2026-04-07", "date": "2026-04-20", "approved": True, "disputed": True},
        {"may_apply": False, "violates": "dunning.disputed"},
    ),
    (
        "gate",
        {"due_date": "2026-03-02", "demand_sent": False, "date": "2026-04-20", "approved": True},
        {"allowed": False, "violates": "order.no_demand"},
    ),
    ("due", {"sent": "2026-05-07", "days": 45, "debtor": "public_body"}, {"valid": False}),
    ("plan", {"amount": "1000", "parts": 3}, {"parts": ["333.34", "333.33", "333.33"], "sum": "1000"}),
]

INTERRUPTIONS = (
    "promise_to_pay",
    "interest_payment",
    "part_payment",
    "payment",
    "written_demand_received",
    "registered_letter_received",
    "lawsuit",
    "kronofogden_application",
    "payment_order",
)


@pytest.mark.parametrize("kind", INTERRUPTIONS)
def test_what_interrupts(kind: str) -> None:
    """In the words an auditor would use."""
    interruption = {"date": "2025-03-03", "kind": kind}
    given = {"arose": "2023-05-11", "debtor": "consumer", "interruptions": [interruption]}
    assert check({"id": "limitation-1", "input": given, "expected": {"expires": "2028-03-03"}}).status == "ok"


NOT_UNDERSTOOD: list[Case] = [
    ("interest", {"principal": "100", "days": 10, "rate": "reference rate + 8"}, {"interest": "1"}),  # of which day?
    ("interest", {"principal": "100", "due_date": "2026-01-01", "days": 10, "rate": "high"}, {"interest": "1"}),
    ("fee", {"step": "dance", "date": "2026-05-01"}, {"fee": "1"}),
    ("fee", {"debtor": "ghost"}, {"late_payment_compensation": "1"}),
    ("alloc", {"principal": "100", "payment": "1", "order": ["gold"]}, {"principal": "1"}),
    (
        "limitation",
        {"arose": "2023-05-11", "debtor": "consumer", "interruptions": [{"date": "2024-01-01", "kind": "dream"}]},
        {"expires": "2026-05-11"},
    ),
]


@pytest.mark.parametrize(("prefix", "given", "expected"), [*INTEREST, *FEES, *DAYS])
def test_worked_example(prefix: str, given: dict[str, object], expected: dict[str, object]) -> None:
    """The rules give what was worked out by hand; keys nobody needs change nothing."""
    vector = {"id": f"{prefix}-001", "input": {**given, "remark": "x"}, "expected": expected}
    assert str(check(vector)) == f"{prefix}-001 ok"


@pytest.mark.parametrize(("prefix", "given", "expected"), NOT_UNDERSTOOD)
def test_not_understood(prefix: str, given: dict[str, object], expected: dict[str, object]) -> None:
    """What cannot be read is not guessed."""
    assert check({"id": f"{prefix}-001", "input": given, "expected": expected}).status == "not understood"

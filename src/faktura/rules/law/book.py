"""The law book: every dated table that rules look into, gathered so that a host can exchange one.

Which day selects the row is the rule's business: the payment day for deductions, the tax point for VAT,
each day for interest, the day of the action for fees.

How far a table is known. The state of knowledge is 2026-11-21. An act in force without an end is taken as
known to the end of the next year, 2027-12-31, and no further: acts change at turns of years, and a
library that nobody has updated since must say so. A change already enacted for a later day has its row,
and the table reaches to the end of that row's first year (food: 2028). The reference rate is known to the
end of the half-year it was set for. `None` as last day is not used.

A host carries on without a new release, the day a rate is published or an act is known to stand:

>>> from datetime import date
>>> from decimal import Decimal
>>> from attrs import evolve
>>> from faktura.core.dated import Row
>>> rate = SWEDEN.reference_rate.extended(Row(date(2027, 1, 1), Decimal("2.00")), date(2027, 6, 30))
>>> law = evolve(SWEDEN, reference_rate=rate)
>>> law.reference_rate.at(date(2027, 3, 1))
Decimal('2.00')
>>> law = evolve(law, reminder_fee=law.reminder_fee.extended(None, date(2028, 12, 31)))
>>> print(law.reminder_fee.at(date(2028, 5, 1)))
60.00 SEK
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from faktura.core.dated import DatedTable
from faktura.core.money import Money
from faktura.rules.law import (
    bookkeeping_act,
    collection_costs_act,
    debt_collection_act,
    green_technology_act,
    interest_act,
    limitation_act,
    order_to_pay_act,
    public_e_invoice_act,
    tax_reduction_act,
    vat_act,
)
from faktura.rules.law.tax_reduction_act import WorkArea, YearDay, YearlyCap


@frozen(kw_only=True)
class LawBook:
    """Every dated table, one attribute each; the modules of the acts say what is in them."""

    vat_standard: DatedTable[Decimal]
    vat_reduced: DatedTable[Decimal]
    vat_low: DatedTable[Decimal]
    vat_food: DatedTable[Decimal]
    vat_repair: DatedTable[Decimal]
    vat_cinema: DatedTable[Decimal]
    vat_e_publication: DatedTable[Decimal]
    vat_rates: DatedTable[frozenset[Decimal]]
    invoice_contents: DatedTable[tuple[str, ...]]
    simplified_limit: DatedTable[Money]
    electronics_limit: DatedTable[Money]
    small_business_limit: DatedTable[Money]
    simplified_contents: DatedTable[tuple[str, ...]]
    reverse_charges: DatedTable[tuple[str, ...]]
    building_invoice_months: DatedTable[int]
    eu_invoice_day: DatedTable[int]
    vat_area: DatedTable[frozenset[str]]
    storage_years: DatedTable[int]
    public_e_invoice: DatedTable[str]

    reference_rate: DatedTable[Decimal]
    late_margin: DatedTable[Decimal]
    days_of_year: DatedTable[int]
    days_after_bill: DatedTable[int]
    due_day_moves: DatedTable[bool]
    longest_term: DatedTable[int]
    longest_inspection: DatedTable[int]

    reminder_fee: DatedTable[Money]
    demand_fee: DatedTable[Money]
    instalment_plan_fee: DatedTable[Money]
    late_compensation: DatedTable[Money]

    demand_days: DatedTable[int]
    demand_bank_days: DatedTable[int]
    letter_bank_days: DatedTable[int]
    demand_contents: DatedTable[tuple[str, ...]]
    licensing_authority: DatedTable[str]
    application_fee: DatedTable[Money]
    agent_fee: DatedTable[Money]
    enforcement_fee: DatedTable[Money]
    limitation_consumer: DatedTable[int]
    limitation_ordinary: DatedTable[int]
    limitation_untold: DatedTable[int]

    rot_percent: DatedTable[Decimal]
    rut_percent: DatedTable[Decimal]
    rot_limit: DatedTable[Fraction]
    rut_limit: DatedTable[Fraction]
    standard_share: DatedTable[Fraction]
    deduction_caps: DatedTable[YearlyCap]
    deduction_age: DatedTable[int]
    request_deadline: DatedTable[YearDay]
    most_cases: DatedTable[int]
    work_areas: DatedTable[tuple[WorkArea, ...]]
    heat_pump_share: DatedTable[Fraction]
    repayment_form: DatedTable[str]

    green_solar_percent: DatedTable[Decimal]
    green_storage_percent: DatedTable[Decimal]
    green_solar_limit: DatedTable[Fraction]
    green_storage_limit: DatedTable[Fraction]
    green_cap: DatedTable[Money]
    green_deciding_payment: DatedTable[str]
    green_fixed_price_share: DatedTable[Fraction]


SWEDEN: Final = LawBook(
    vat_standard=vat_act.STANDARD_RATE,
    vat_reduced=vat_act.REDUCED_RATE,
    vat_low=vat_act.LOW_RATE,
    vat_food=vat_act.FOOD_RATE,
    vat_repair=vat_act.REPAIR_RATE,
    vat_cinema=vat_act.CINEMA_RATE,
    vat_e_publication=vat_act.E_PUBLICATION_RATE,
    vat_rates=vat_act.RATES,
    invoice_contents=vat_act.INVOICE_CONTENTS,
    simplified_limit=vat_act.SIMPLIFIED_LIMIT,
    electronics_limit=vat_act.ELECTRONICS_LIMIT,
    small_business_limit=vat_act.SMALL_BUSINESS_LIMIT,
    simplified_contents=vat_act.SIMPLIFIED_CONTENTS,
    reverse_charges=vat_act.REVERSE_CHARGES,
    building_invoice_months=vat_act.BUILDING_INVOICE_MONTHS,
    eu_invoice_day=vat_act.EU_INVOICE_DAY,
    vat_area=vat_act.VAT_AREA,
    storage_years=bookkeeping_act.STORAGE_YEARS,
    public_e_invoice=public_e_invoice_act.PUBLIC_E_INVOICE,
    reference_rate=interest_act.REFERENCE_RATE,
    late_margin=interest_act.LATE_MARGIN,
    days_of_year=interest_act.DAYS_OF_YEAR,
    days_after_bill=interest_act.DAYS_AFTER_BILL,
    due_day_moves=interest_act.DUE_DAY_MOVES,
    longest_term=interest_act.LONGEST_TERM,
    longest_inspection=interest_act.LONGEST_INSPECTION,
    reminder_fee=collection_costs_act.REMINDER_FEE,
    demand_fee=collection_costs_act.DEMAND_FEE,
    instalment_plan_fee=collection_costs_act.INSTALMENT_PLAN_FEE,
    late_compensation=collection_costs_act.LATE_COMPENSATION,
    demand_days=debt_collection_act.DEMAND_DAYS,
    demand_bank_days=debt_collection_act.DEMAND_BANK_DAYS,
    letter_bank_days=debt_collection_act.LETTER_BANK_DAYS,
    demand_contents=debt_collection_act.DEMAND_CONTENTS,
    licensing_authority=debt_collection_act.LICENSING_AUTHORITY,
    application_fee=order_to_pay_act.APPLICATION_FEE,
    agent_fee=order_to_pay_act.AGENT_FEE,
    enforcement_fee=order_to_pay_act.ENFORCEMENT_FEE,
    limitation_consumer=limitation_act.CONSUMER_YEARS,
    limitation_ordinary=limitation_act.ORDINARY_YEARS,
    limitation_untold=limitation_act.UNTOLD_YEARS,
    rot_percent=tax_reduction_act.ROT_PERCENT,
    rut_percent=tax_reduction_act.RUT_PERCENT,
    rot_limit=tax_reduction_act.ROT_LIMIT,
    rut_limit=tax_reduction_act.RUT_LIMIT,
    standard_share=tax_reduction_act.STANDARD_SHARE,
    deduction_caps=tax_reduction_act.CAPS,
    deduction_age=tax_reduction_act.ADULT_AGE,
    request_deadline=tax_reduction_act.REQUEST_DEADLINE,
    most_cases=tax_reduction_act.MOST_CASES,
    work_areas=tax_reduction_act.WORK_AREAS,
    heat_pump_share=tax_reduction_act.HEAT_PUMP_SHARE,
    repayment_form=tax_reduction_act.REPAYMENT_FORM,
    green_solar_percent=green_technology_act.SOLAR_PERCENT,
    green_storage_percent=green_technology_act.STORAGE_PERCENT,
    green_solar_limit=green_technology_act.SOLAR_LIMIT,
    green_storage_limit=green_technology_act.STORAGE_LIMIT,
    green_cap=green_technology_act.GREEN_CAP,
    green_deciding_payment=green_technology_act.DECIDING_PAYMENT,
    green_fixed_price_share=green_technology_act.FIXED_PRICE_SHARE,
)
"""The law of Sweden as shipped; state of knowledge 2026-11-21."""

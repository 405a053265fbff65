"""Rows of one category and rate put together."""

from decimal import Decimal

from attrs import evolve

from faktura.core.document import VatBreakdown
from faktura.core.money import sek
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.vat_rows import one_each

INTEREST = VatBreakdown(
    category=VatCategory.OUTSIDE,
    percent=Decimal(0),
    base=sek(100),
    amount=sek(0),
    reason="ML ej tillämplig",
    reason_code="VATEX-EU-O",
)
FEE = evolve(INTEREST, base=sek(60))
STANDARD = VatBreakdown(category=VatCategory.STANDARD, percent=Decimal(25), base=sek(10), amount=sek("2.50"))


def test_rows_of_their_own_stay_as_they_are() -> None:
    """Nothing is put together that is different."""
    rows = (STANDARD, evolve(STANDARD, percent=Decimal(12)), INTEREST)
    assert one_each(rows) is rows


def test_one_reason_twice_is_said_once() -> None:
    """Interest and a reminder fee on one invoice: one row of O, as BR-O-01 demands."""
    assert one_each((INTEREST, STANDARD, FEE)) == (evolve(INTEREST, base=sek(160)), STANDARD)


def test_two_reasons_stand_side_by_side() -> None:
    """The codes differ, so none is given; the texts say both."""
    other = evolve(FEE, reason="Lag (1981:739)", reason_code="VATEX-EU-143")
    (row,) = one_each((INTEREST, other))
    assert (row.reason, row.reason_code) == ("ML ej tillämplig; Lag (1981:739)", "")

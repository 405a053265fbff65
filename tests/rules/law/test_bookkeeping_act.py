"""The table of the Bookkeeping Act."""

from datetime import date

from faktura.rules.law.bookkeeping_act import STORAGE_YEARS


def test_seven_years_read_second_hand() -> None:
    """Bokföringslagen 7 kap. 2 §, marked S."""
    row = STORAGE_YEARS.row_at(date(2025, 12, 31))
    assert (row.value, row.confidence) == (7, "S")

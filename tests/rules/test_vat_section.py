"""Sections of the VAT act hold from 2023-07-01."""

from datetime import date

import pytest

from faktura.rules.vat_section import section_at

DIRECTIVE = "directive 2006/112/EC article 146"


@pytest.mark.parametrize(
    ("section", "on", "expected"),
    [
        ("ML 9 kap.", date(2023, 7, 1), "ML 9 kap."),
        ("ML 9 kap.", date(2023, 6, 30), "mervärdesskattelagen (1994:200)"),
        (DIRECTIVE, date(2023, 6, 30), DIRECTIVE),
    ],
)
def test_the_act_of_the_day(section: str, on: date, expected: str) -> None:
    """An older day names the older act, without a section nobody has looked up."""
    assert section_at(section, on) == expected

"""The page of the law is the tables, nothing more and nothing less."""

from typing import Any

import pytest
from attrs import evolve, fields

from faktura.core.dated import DatedTable, Row
from faktura.rules.law.book import SWEDEN, LawBook
from faktura.rules.law.page import law_page
from tests.reference import ROOT


def test_the_page_in_the_docs_is_the_page_of_the_tables() -> None:
    """`python -m faktura.rules.law.page > docs/law.md` writes it anew."""
    assert (ROOT / "docs" / "law.md").read_text(encoding="utf-8") == law_page(SWEDEN)


def test_every_row_has_a_line() -> None:
    """One line for each row of each table, with the days it holds from and to."""
    lines = [line for line in law_page(SWEDEN).splitlines() if line.startswith(("| 1", "| 2"))]
    assert len(lines) == sum(len(getattr(SWEDEN, field.name).rows) for field in fields(LawBook))
    assert "| 2026-04-01 | 2027-12-31 | 6 | C |  |" in lines


def test_a_value_the_page_cannot_show_is_refused() -> None:
    """A new kind of value must be given a form, not a repr."""
    odd = DatedTable[Any](
        name="odd", law="x", unit="x", source="x", rows=(Row(SWEDEN.vat_low.rows[0].since, 1.5),), known_until=None
    )
    with pytest.raises(TypeError):
        law_page(evolve(SWEDEN, vat_low=odd))

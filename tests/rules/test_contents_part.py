"""What of a draft has a VAT treatment of its own, and which section asks for a content."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from faktura.core.document import Adjustment, Draft, line
from faktura.core.money import sek
from faktura.core.product import Component
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_6, VAT_12, VAT_25
from faktura.rules.contents_part import contents_section, finding, parts_of
from faktura.rules.crediting import credit_in_full
from faktura.rules.issuing import issue_invoice
from faktura.testing.senders import COMPANY, SENDER

HIDDEN = (
    Component(name="Kaffe", weight=Decimal(1), vat=VAT_12),
    Component(name="Bok", weight=Decimal(1), vat=VAT_6),
)
DRAFT = Draft(
    id="U1",
    seller=SENDER.party,
    buyer=COMPANY.party,
    lines=(line("Konsult", 1, 100, vat=25), evolve(line("Paket", 1, 100, vat=25), components=HIDDEN)),
    adjustments=(
        Adjustment(text="Frakt", kind="charge", amount=sek(50), vat=VAT_25),
        Adjustment(text="Rabatt", percent=Decimal(1)),
    ),
)


def test_a_package_is_its_hidden_parts() -> None:
    """Lines, components instead of their line, and what has VAT of its own on the document."""
    assert [(part.path, int(part.vat.percent)) for part in parts_of(DRAFT)] == [
        ("lines[0]", 25),
        ("lines[1].components[0]", 12),
        ("lines[1].components[1]", 6),
        ("adjustments[0]", 25),
    ]


def test_a_draft_that_mirrors_a_document_has_that_documents_lines() -> None:
    """A credit in full has no lines of its own."""
    credit = credit_in_full(issue_invoice(DRAFT, number="1", on=date(2026, 3, 2)), draft_id="K1")
    assert isinstance(credit, Draft)
    assert [part.vat.percent for part in parts_of(credit)] == [25, 12, 6]


@pytest.mark.parametrize(
    ("simplified", "section"),
    [(False, "ML 17 kap. 24 § 7"), (True, "ML 17 kap. 28 § 3")],
)
def test_the_section_of_a_content(simplified: bool, section: str) -> None:
    """A simplified invoice is held against 28 § where that asks for the content, else 24 §."""
    draft = evolve(DRAFT, simplified=simplified)
    assert contents_section(draft, 7, 3) == section
    assert contents_section(draft, 10) == "ML 17 kap. 24 § 10"


def test_a_part_knows_its_ground_and_a_finding_its_facts() -> None:
    """The ground stated, or that of the category; facts in their order."""
    built = evolve(DRAFT, lines=(line("Bygg", 1, 1, vat=REVERSE_CHARGE_BUILDING),), adjustments=())
    assert [part.ground for part in parts_of(built)] == ["reverse_charge.building"]
    found = finding("INV-41", "buyer.vat_number", country="DK")
    assert (found.facts, found.severity) == ((("country", "DK"),), "error")

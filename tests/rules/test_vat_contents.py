"""The VAT of a draft under the conditions of the act, for every ground there is; the single findings are in test_completeness."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Draft, line
from faktura.core.errors import Finding
from faktura.core.identity import VatNumber
from faktura.core.party import Party, PartyKind
from faktura.core.vat import REVERSE_CHARGE_BUILDING, Vat, VatCategory
from faktura.rules.completeness import missing
from faktura.rules.contents_part import parts_of
from faktura.rules.crediting import credit_in_full
from faktura.rules.issuing import issue_invoice
from faktura.rules.law.book import SWEDEN
from faktura.rules.vat_contents import vat_findings
from faktura.rules.wording.statutory import STATEMENTS
from faktura.testing.senders import COMPANY, PERSON, SENDER

ON = date(2026, 3, 2)
DANISH = evolve(COMPANY.party, vat_number=VatNumber.parse("DK13585628"))
REVERSED = [ground for ground, one in STATEMENTS.items() if one.category is VatCategory.REVERSE_CHARGE]


def found(ground: str, buyer: Party, *, simplified: bool = False) -> tuple[Finding, ...]:
    """The findings on an invoice of one line with that ground."""
    sold = line("Vara", 1, 200_000, vat=Vat(STATEMENTS[ground].category, Decimal(0), ground))
    draft = Draft(id="U1", seller=SENDER.party, buyer=buyer, lines=(sold,), simplified=simplified)
    return tuple(vat_findings(draft, parts_of(draft), on=ON, law=SWEDEN))


@pytest.mark.parametrize("ground", REVERSED)
def test_a_private_person_never_owes_the_vat(ground: str) -> None:
    """Whatever the ground, and whether a VAT number is given or not."""
    for number in (None, COMPANY.party.vat_number):
        codes = {one.code for one in found(ground, evolve(PERSON.party, vat_number=number))}
        assert codes & {"INV-14", "INV-42"}


def test_a_wrong_invoice_can_be_credited() -> None:
    """Issued for a company, and found to have gone to a private person: the credit note mirrors it all the same."""
    sold = line("Bygg", 1, 1000, vat=REVERSE_CHARGE_BUILDING)
    draft = Draft(id="U1", seller=SENDER.party, buyer=COMPANY.party, lines=(sold,), delivery_date=date(2025, 12, 1))
    wrong = evolve(issue_invoice(draft, number="1", on=ON), buyer=evolve(COMPANY.party, kind=PartyKind.PERSON))
    credit = credit_in_full(wrong, draft_id="K1")
    assert isinstance(credit, Draft)
    assert missing(credit, on=ON, law=SWEDEN) == ()


@given(st.sampled_from(list(STATEMENTS)), st.sampled_from([COMPANY.party, PERSON.party, DANISH]), st.booleans())
def test_every_finding_can_be_said(ground: str, buyer: Party, simplified: bool) -> None:
    """Law, problem and remedy in both languages, all facts filled in, and never a number of a person."""
    for one in found(ground, buyer, simplified=simplified):
        said = (one.problem, one.remedy, one.explain("sv"), one.advise("sv"))
        assert one.law
        assert not any("{" in text or "1212" in text for text in said)


@pytest.mark.parametrize("ground", STATEMENTS)
def test_a_lawful_buyer_is_left_alone(ground: str) -> None:
    """A Swedish company for what stays at home, a Danish one for what goes to the EU."""
    abroad = ground in ("reverse_charge.eu_services", "intra_eu.goods", "intra_eu.new_transport")
    expected = {"export.services": {"INV-48"}, "intra_eu.new_transport": {"INV-45"}}.get(ground, set())
    assert {one.code for one in found(ground, DANISH if abroad else COMPANY.party)} == expected

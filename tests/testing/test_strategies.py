"""The strategies give what they promise: every draft can be issued, and the kinds are those asked for."""

from datetime import date

from hypothesis import given

from faktura.core.deduction import DeductionKind
from faktura.core.document import CreditNote, Draft, Invoice, PriceBasis
from faktura.core.party import Party, PartyKind
from faktura.core.reference import OcrReference
from faktura.rules.completeness import missing
from faktura.rules.issuing import issue_invoice
from faktura.rules.law.book import SWEDEN
from faktura.testing.strategies import credit_notes, deduction_drafts, drafts, invoices, parties, texts

ON = date(2026, 3, 2)


@given(drafts(negative=True))
def test_drafts_are_complete(draft: Draft) -> None:
    """No finding is an error."""
    assert [one for one in missing(draft, on=ON, law=SWEDEN) if one.severity == "error"] == []


@given(deduction_drafts(DeductionKind.RUT), deduction_drafts(DeductionKind.ROT))
def test_deduction_drafts_have_a_deduction(rut: Draft, rot: Draft) -> None:
    """Both kinds can be issued."""
    for draft in (rut, rot):
        issued = issue_invoice(draft, number="1", on=ON)
        assert issued.deduction is not None


@given(invoices(basis=PriceBasis.WITH_VAT), credit_notes())
def test_documents_are_of_their_kind(invoice: Invoice, credit: CreditNote) -> None:
    """Invoices and credit notes, both with amounts of zero or more, and payable by OCR."""
    assert invoice.sign == 1
    assert credit.sign == -1
    assert invoice.price_basis is PriceBasis.WITH_VAT
    assert min(invoice.totals.with_vat.minor, credit.totals.with_vat.minor) >= 0
    assert invoice.payment is not None
    assert OcrReference.parse(invoice.payment.reference).digits == invoice.payment.reference


@given(parties(PartyKind.PERSON), texts())
def test_persons_are_consumers_and_texts_are_printable(person: Party, text: str) -> None:
    """Consumer rules apply to them; their id is not the personal number."""
    assert person.is_consumer
    assert person.identity is not None
    assert person.identity.digits not in person.id
    assert text == text.strip()
    assert text.isprintable()

"""The writer of Peppol BIS Billing 3, with the official schemas and rules as judges."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from lxml import etree

from faktura.core.document import Attachment, Document
from faktura.core.errors import NotExpressible
from faktura.core.money import sek
from faktura.core.party import PaymentInstruction
from faktura.formats.peppol.billing import write
from faktura.testing.identities import BANK_ACCOUNT
from tests.formats import official
from tests.formats.einvoice_strategies import FEWER
from tests.formats.peppol.documents import SAMPLES as OWN
from tests.formats.peppol.documents import peppol_documents
from tests.formats.sample_documents import OUTSIDE, credit_note, invoice, line, totals_of
from tests.formats.sample_documents import SAMPLES as SHARED

SAMPLES = SHARED | OWN

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def said(document: Document, path: str) -> list[str]:
    """The texts at an XPath of the document as written."""
    found = etree.fromstring(write(document)).xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one.text) if isinstance(one, etree._Element) else str(one) for one in found]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_passes_schema_and_core_rules(name: str) -> None:
    """UBL 2.1 and EN 16931 have nothing to say, not even a warning."""
    data = write(SAMPLES[name])
    assert (official.ubl_schema(data), official.en16931_rules(data)) == ((), ())


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_passes_the_peppol_and_swedish_rules(name: str) -> None:
    """Peppol 3.0.21 with SE-R-001 to 013 has nothing to say either."""
    assert official.peppol_rules(write(SAMPLES[name])) == ()


@FEWER
@given(peppol_documents())
def test_whatever_can_be_issued_passes_the_core_rules_or_is_refused(document: Document) -> None:
    """Random invoices and credit notes: no fatal finding, or `NotExpressible` with a rule."""
    data = written(document)
    assert data is None or official.fatal(official.ubl_schema(data) + official.en16931_rules(data)) == []


@FEWER
@given(peppol_documents())
def test_whatever_can_be_issued_passes_the_peppol_rules_or_is_refused(document: Document) -> None:
    """The same for Peppol's and Sweden's own rules."""
    data = written(document)
    assert data is None or official.fatal(official.peppol_rules(data)) == []


def written(document: Document) -> bytes | None:
    """The document as written, or nothing when it is refused."""
    try:
        return write(document)
    except NotExpressible:
        return None


def test_the_same_document_gives_the_same_bytes() -> None:
    """Deterministic to the byte, UTF-8, LF, one final line end."""
    data = write(SAMPLES["everything said"])
    assert data == write(SAMPLES["everything said"])
    assert b"\r" not in data
    assert data.endswith(b"</Invoice>\n")
    assert "Döttrar" in data.decode()


PLACES: list[tuple[str, str, list[str]]] = [
    # sample,          path,                                                       what stands there
    ("plain", "cbc:InvoiceTypeCode", ["380"]),
    ("plain", "cac:AccountingSupplierParty//cbc:EndpointID/@schemeID", ["0007"]),
    ("plain", "cac:AccountingCustomerParty//cbc:EndpointID/@schemeID", ["0088"]),
    ("plain", "cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:CompanyID", ["SE559999000801", "Godkänd för F-skatt"]),
    ("plain", "cac:AccountingSupplierParty//cbc:CompanyLegalForm", ["Säte: Stockholm"]),
    ("plain", "cac:PaymentMeans/cbc:PaymentMeansCode", ["30", "30", "30"]),
    ("plain", "cac:PaymentMeans/cbc:PaymentID", ["104265"] * 3),
    ("plain", "cac:PaymentMeans//cac:FinancialInstitutionBranch/cbc:ID", ["SE:BANKGIRO", "SE:PLUSGIRO"]),
    ("plain", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", ["9912346", "1234566", "SE4550000000058398257466"]),
    ("rounded to kronor", "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount", ["0.13"]),
    ("rounded to kronor", "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", ["11006.87"]),
    ("rounded to kronor", "cac:LegalMonetaryTotal/cbc:PayableAmount", ["11007.00"]),
    ("prepaid", "cac:LegalMonetaryTotal/cbc:PrepaidAmount", ["1000.00"]),
    ("deduction", "cac:LegalMonetaryTotal/cbc:PrepaidAmount", ["2850.00"]),
    ("deduction", "cac:LegalMonetaryTotal/cbc:PayableAmount", ["6650.00"]),
    ("outside VAT", "//cac:PartyTaxScheme/cbc:CompanyID", ["Godkänd för F-skatt"]),
    ("outside VAT", "//cac:ClassifiedTaxCategory/cbc:Percent", []),
    ("intra-EU", "cac:Delivery//cbc:IdentificationCode", ["DE"]),
    ("intra-EU", "cac:Delivery/cbc:ActualDeliveryDate", ["2026-11-02"]),
    ("euro", "cac:TaxTotal/cbc:TaxAmount/@currencyID", ["EUR", "SEK"]),
    ("euro", "cbc:TaxCurrencyCode", ["SEK"]),
    ("line discounts, price basis, taken back", "cac:InvoiceLine/cbc:InvoicedQuantity", ["10", "1000", "-2"]),
    ("line discounts, price basis, taken back", "cac:InvoiceLine/cac:Price/cbc:BaseQuantity", ["100"]),
    ("credit note", "cbc:CreditNoteTypeCode", ["381"]),
    ("credit note", "cac:CreditNoteLine/cbc:CreditedQuantity", ["8"]),
    ("credit note", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", ["1042"]),
    ("credit note", "cac:LegalMonetaryTotal/cbc:PayableAmount", ["9500.00"]),
    ("every reference", "cbc:AccountingCost", ["4010:22"]),
    ("every reference", "cac:OrderReference/cbc:SalesOrderID", ["SO 4"]),
    ("every reference", "cac:ProjectReference/cbc:ID", ["P 9"]),
    ("every reference", "cac:AdditionalDocumentReference[cbc:DocumentTypeCode='130']/cbc:ID/@schemeID", ["AAB"]),
    ("every reference", "cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:CityName", ["Göteborg"]),
    ("every reference, credited", "cac:AdditionalDocumentReference[cbc:DocumentTypeCode='50']/cbc:ID", ["P 9"]),
    ("sales order alone", "cac:OrderReference/cbc:ID", ["NA"]),
    ("prepayment", "cbc:InvoiceTypeCode", ["386"]),
    ("direct debit", "cac:PaymentMeans/cbc:PaymentMeansCode", ["49"]),
    ("direct debit", "cac:PaymentMeans/cac:PaymentMandate/cbc:ID", ["5599990008"]),
    ("card", "cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID", ["1234"]),
    ("intra-EU, delivered elsewhere", "cac:Delivery//cbc:IdentificationCode", ["PL"]),
    ("credited by a negative invoice", "cbc:InvoiceTypeCode", ["380"]),
    ("credited by a negative invoice", "cac:InvoiceLine/cbc:InvoicedQuantity", ["-8"]),
    ("credited by a negative invoice", "cac:LegalMonetaryTotal/cbc:PayableAmount", ["-9500.00"]),
    ("everything said", "cbc:Note", ["Tack för i år.\nVi ses.\nVinstmarginalbeskattning"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "texts"), PLACES)
def test_each_thing_stands_in_its_place(name: str, path: str, texts: list[str]) -> None:
    """Where the encoding facts of the reference say that it stands."""
    assert said(SAMPLES[name], path) == texts


def test_interest_and_fee_share_the_one_row_outside_vat() -> None:
    """BR-O-01 wants exactly one row of O, whatever the grounds."""
    lines = (line(1, "1", "60", OUTSIDE, text="Påminnelseavgift"), line(2, "1", "41.50", OUTSIDE, text="Ränta"))
    rows = tuple(evolve(totals_of([one]).breakdown[0], base=one.net) for one in lines)
    document = invoice(*lines, totals=evolve(totals_of(lines), breakdown=rows))
    assert said(document, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount") == ["101.50"]
    assert official.fatal(official.en16931_rules(write(document))) == []


def test_the_files_to_embed_can_be_chosen() -> None:
    """Instead of the document's own, or none of them."""
    document = SAMPLES["everything said"]
    pdf = Attachment(name="faktura.pdf", content=b"%PDF")
    path = "//cbc:EmbeddedDocumentBinaryObject/@filename"
    for attachments, names in [(None, ["tidrapport.pdf"]), ((), []), ((pdf,), ["faktura.pdf"])]:
        root = etree.fromstring(write(document, attachments=attachments))
        assert root.xpath(path, namespaces=NAMES) == names


def test_nothing_of_a_name_can_break_out_of_its_element() -> None:
    """Markup in any text is text."""
    hostile = "</cbc:Name><x a='\"'>&amp;]]>"
    document = invoice(evolve(line(1, "1", "1"), text=hostile, unit="C62", product_id=hostile))
    document = evolve(document, buyer=evolve(document.buyer, name=hostile), number=hostile)
    assert said(document, "cac:InvoiceLine/cac:Item/cbc:Name") == [hostile]
    assert official.ubl_schema(write(document)) == ()


def test_a_reference_without_account_and_an_account_without_bank() -> None:
    """Payment means "not defined" has no account; a clearing number has no branch to name."""
    bare = evolve(SAMPLES["plain"], payment=PaymentInstruction(accounts=(), reference="1042", ocr=False))
    assert said(bare, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["1"]
    bank = evolve(bare, payment=PaymentInstruction(accounts=(BANK_ACCOUNT,), reference="1042", ocr=False))
    assert said(bank, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == ["58398257466"]
    for document in (bare, bank):
        assert official.fatal(official.en16931_rules(write(document))) == []


OFF: dict[str, tuple[str, Callable[[Document], Document]]] = {
    "lines": ("BR-CO-10", lambda one: _total(one, "lines")),
    "without_vat": ("BR-CO-13", lambda one: _total(one, "without_vat")),
    "vat": ("BR-CO-14", lambda one: _total(one, "vat")),
    "with_vat": ("BR-CO-15", lambda one: _total(one, "with_vat")),
    "amount_due": ("BR-CO-16", lambda one: _total(one, "amount_due")),
}


def _total(document: Document, name: str) -> Document:
    stated = getattr(document.totals, name)
    return evolve(document, totals=evolve(document.totals, **{name: stated + sek("0.01")}))


@pytest.mark.parametrize("name", OFF)
def test_the_judges_do_judge(name: str) -> None:
    """A cent off in a total is seen by the rule that is about it: the tests above can fail."""
    rule, change = OFF[name]
    assert rule in {one.rule for one in official.fatal(official.en16931_rules(write(change(SAMPLES["plain"]))))}


def test_a_credit_note_has_no_due_date_and_no_terms() -> None:
    """Nothing is to be paid on it."""
    document = credit_note()
    assert said(document, "//cbc:DueDate | //cac:PaymentTerms | //cbc:PaymentDueDate") == []


def test_a_long_decimal_is_written_without_exponent() -> None:
    """`1E+2` is no decimal of XML Schema."""
    document = invoice(evolve(line(1, "100", "1"), quantity=Decimal("1E+2")))
    assert said(document, "cac:InvoiceLine/cbc:InvoicedQuantity") == ["100"]

"""The writer of BIS 5A, with the UBL schema and the rules of CEN BII and Peppol as judges."""

from base64 import b64decode

import pytest
from attrs import evolve
from lxml import etree

from faktura.core.account import Iban
from faktura.core.document import Attachment, DeliverTo, Document, References
from faktura.core.errors import NotExpressible
from faktura.core.party import Address, PaymentCard
from faktura.formats.svefaktura_bis5a.invoice import preflight, write
from faktura.testing.identities import GLNS, VAT_NUMBERS
from tests.formats import official, official_bis5a
from tests.formats.sample_documents import PAYMENT, REVERSED, SAMPLES, credit_note, invoice, line, totals_of
from tests.formats.svefaktura_bis5a.samples import REFUSED, WRITTEN

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def said(document: Document, path: str) -> list[str]:
    """The texts at an XPath of the document as written."""
    found = etree.fromstring(write(document)).xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one.text) if isinstance(one, etree._Element) else str(one) for one in found]


@pytest.mark.parametrize("name", WRITTEN)
def test_each_sample_passes_schema_and_rules(name: str) -> None:
    """Nothing fires at all."""
    assert official.ubl_schema(WRITTEN[name]) == ()
    assert official_bis5a.bis5a_rules(WRITTEN[name], "bii", "peppol") == ()


@pytest.mark.soak
def test_the_core_rules_are_kept_too() -> None:
    """They are slow, and our outline is proved to be theirs; the samples, and an invoice about another."""
    about = evolve(SAMPLES["plain"], preceding=SAMPLES["credit note"].preceding)
    for data in (*WRITTEN.values(), write(about)):
        assert official_bis5a.bis5a_rules(data, "core") == ()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_said_is_refused(name: str) -> None:
    """By the rule that stands in the way."""
    with pytest.raises(NotExpressible) as error:
        write(SAMPLES[name])
    assert (error.value.format, error.value.rule) == ("svefaktura-bis5a", REFUSED[name])


def test_each_sample_is_written_or_refused() -> None:
    """None is forgotten."""
    assert set(WRITTEN) | set(REFUSED) == set(SAMPLES)


PLACES: list[tuple[str, str, list[str]]] = [
    # sample,          path,                                                       what stands there
    ("plain", "cbc:InvoiceTypeCode", ["380"]),
    ("plain", "cbc:UBLVersionID", ["2.1"]),
    ("plain", "cbc:ProfileID", ["urn:www.cenbii.eu:profile:bii05:ver2.0"]),
    ("plain", "cac:AccountingCustomerParty//cac:Contact/cbc:ID", ["4711"]),
    ("plain", "cac:AccountingSupplierParty//cac:PartyLegalEntity/cbc:CompanyID", ["5599990008"]),
    ("plain", "cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:CompanyID/@schemeID", ["SE:VAT"]),
    ("plain", "cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:ExemptionReason", ["Godkänd för F-skatt"]),
    ("plain", "cac:AccountingSupplierParty//cac:RegistrationAddress/cbc:CityName", ["Stockholm"]),
    ("plain", "cac:AccountingCustomerParty//cbc:EndpointID/@schemeID", ["GLN"]),
    ("plain", "cac:AccountingCustomerParty//cbc:AdditionalStreetName", ["c/o Ekonomi, Box 12"]),
    ("plain", "cac:PaymentMeans/cbc:PaymentMeansCode", ["31", "31", "31"]),
    ("plain", "cac:PaymentMeans/cbc:PaymentDueDate", ["2026-12-02"] * 3),
    ("plain", "cac:PaymentMeans/cbc:PaymentChannelCode", ["SE:BANKGIRO", "SE:PLUSGIRO", "IBAN"]),
    ("plain", "cac:PaymentMeans/cbc:PaymentID", ["104265"] * 3),
    ("plain", "//cac:PayeeFinancialAccount/cbc:ID/@schemeID", ["LOCAL", "LOCAL", "IBAN"]),
    ("plain", "//cac:FinancialInstitution/cbc:ID", ["ESSESESS"]),
    ("rounded to kronor", "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount", ["0.13"]),
    ("rounded to kronor", "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", ["11007.00"]),
    ("rounded to kronor", "cac:LegalMonetaryTotal/cbc:PayableAmount", ["11007.00"]),
    ("prepaid", "cac:LegalMonetaryTotal/cbc:PrepaidAmount", ["1000.00"]),
    ("deduction", "cac:LegalMonetaryTotal/cbc:PrepaidAmount", ["2850.00"]),
    ("mixed rates", "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID", ["S", "S", "S", "E"]),
    ("document discount and charge", "cac:AllowanceCharge/cbc:AllowanceChargeReason", ["Rabatt", "Frakt"]),
    ("outside VAT", "cac:TaxTotal | //cac:ClassifiedTaxCategory", []),
    ("outside VAT", "cbc:Note", ["ML ej tillämplig"]),
    ("euro", "cbc:TaxCurrencyCode", ["SEK"]),
    ("euro", "cac:TaxExchangeRate/cbc:CalculationRate", ["11.25"]),
    ("euro", "//cbc:TransactionCurrencyTaxAmount", ["2812.50"]),
    ("credit note", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", ["1042"]),
    ("credit note", "cac:LegalMonetaryTotal/cbc:PayableAmount", ["9500.00"]),
    ("credit note", "//cbc:PaymentDueDate | cac:PaymentTerms", []),
    ("everything said", "cac:ContractDocumentReference/cbc:ID", ["Avtal 3"]),
    ("everything said", "cac:OrderReference/cbc:ID", ["PO 17"]),
    ("everything said", "cac:PayeeParty/cac:PartyName/cbc:Name", ["Finansbolaget AB"]),
    ("everything said", "cac:Delivery/cbc:ActualDeliveryDate", ["2026-10-30"]),
    ("everything said", "cac:InvoicePeriod/cbc:EndDate", ["2026-11-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "texts"), PLACES)
def test_each_thing_stands_in_its_place(name: str, path: str, texts: list[str]) -> None:
    """Where the encoding facts of the reference and SFTI's own sample say that it stands."""
    assert said(SAMPLES[name], path) == texts


def test_the_pdf_is_embedded() -> None:
    """With its name and its kind, in the document itself."""
    pdf = Attachment(name="faktura-1042.pdf", content=b"%PDF-1.7 ...")
    data = write(SAMPLES["plain"], attachments=(pdf,))
    (file,) = etree.fromstring(data).iter("{*}EmbeddedDocumentBinaryObject")
    assert (file.get("mimeCode"), file.get("filename")) == ("application/pdf", "faktura-1042.pdf")
    assert b64decode(file.text or "") == pdf.content
    assert official.ubl_schema(data) == ()
    assert official_bis5a.bis5a_rules(data, "bii", "peppol") == ()


def test_reverse_charge_names_the_buyers_vat_number() -> None:
    """And then passes; beside another category it is refused."""
    plain = invoice(line(1, "8", "950", REVERSED))
    document = evolve(plain, buyer=evolve(plain.buyer, vat_number=VAT_NUMBERS[0]))
    data = write(document)
    assert official_bis5a.bis5a_rules(data, "bii", "peppol") == ()
    beside = evolve(invoice(line(1, "8", "950", REVERSED), line(2, "1", "1")), buyer=document.buyer)
    with pytest.raises(NotExpressible) as error:
        write(beside)
    assert error.value.rule == "BII2-T10-R048"


def test_an_invoice_says_which_invoice_it_is_about() -> None:
    """It has no BillingReference in this format: a reference of kind RelatedInvoice says it."""
    document = evolve(SAMPLES["plain"], preceding=SAMPLES["credit note"].preceding)
    assert said(document, "cac:AdditionalDocumentReference/cbc:DocumentType") == ["RelatedInvoice"]
    assert preflight(write(document)) == ()


def test_autogiro_is_a_means_of_its_own() -> None:
    """Code 49, the day of the withdrawal, and no account to pay to."""
    document = evolve(SAMPLES["plain"], payment=evolve(PAYMENT, direct_debit=True))
    assert said(document, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["49"]
    assert said(document, "cac:PaymentMeans/cbc:PaymentChannelCode") == ["SE:AUTOGIRO"]
    assert said(document, "//cac:PayeeFinancialAccount") == []


def test_an_iban_of_an_unknown_bank_is_refused_on_an_invoice_only() -> None:
    """A credit note may leave its bank out, with a warning."""
    payment = evolve(PAYMENT, accounts=(Iban("DE89370400440532013000"),))
    with pytest.raises(NotExpressible) as error:
        write(evolve(SAMPLES["plain"], payment=payment))
    assert error.value.rule == "BII2-T10-R040"
    assert official.fatal(official_bis5a.bis5a_rules(write(credit_note(payment=payment)), "bii", "peppol")) == []


FURTHER = evolve(
    SAMPLES["plain"],
    references=References(
        project="P1", sales_order="S1", receiving_advice="R1", despatch_advice="D1", tender="T1", invoiced_object="O1",
        accounting_cost="A1",
    ),
    deliver_to=DeliverTo(name="Godset", gln=GLNS[1], address=Address(street="Kajen 1", city="Lund")),
    payment=evolve(PAYMENT, card=PaymentCard(digits="1234", network="VISA", holder="B")),
    type_code="384",
)  # fmt: skip
FURTHER_PLACES = [
    ("cbc:InvoiceTypeCode", ["384"]),
    ("cbc:AccountingCost", ["A1"]),
    ("cac:AdditionalDocumentReference/cbc:ID", ["P1", "S1", "R1", "D1", "T1", "O1"]),
    ("cac:AdditionalDocumentReference[1]/cbc:DocumentType", ["Projekt"]),
    ("cac:Delivery/cac:DeliveryLocation/cbc:ID", [GLNS[1].digits]),
    ("cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:CityName", ["Lund"]),
    ("cbc:Note", ["Levererat till Godset"]),
    ("cac:PaymentMeans/cbc:PaymentMeansCode", ["48"]),
    ("cac:PaymentMeans/cac:CardAccount/cbc:NetworkID", ["VISA"]),
]


@pytest.mark.parametrize(("path", "texts"), FURTHER_PLACES)
def test_further_references_have_places_or_are_said(path: str, texts: list[str]) -> None:
    """By kinds of document, as SFTI names the seller's customer number; what has no place is a row of the note."""
    assert said(FURTHER, path) == texts


def test_further_references_break_no_rule() -> None:
    """Of any of the rule files."""
    assert preflight(write(FURTHER)) == ()
    assert official.ubl_schema(write(FURTHER)) == ()
    assert official_bis5a.bis5a_rules(write(FURTHER), "bii", "peppol") == ()


def test_kronor_are_rounded_inside_the_total_with_vat() -> None:
    """BII2-T10-R053 and R056."""
    one = line(1, "1", "99.99")
    document = invoice(one, totals=totals_of([one], round_off=True), payment=None)
    assert said(document, "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount") == ["125.00"]
    assert said(document, "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount") == ["0.01"]


def test_the_same_document_gives_the_same_bytes() -> None:
    """Deterministic to the byte."""
    assert write(SAMPLES["everything said"]) == WRITTEN["everything said"]

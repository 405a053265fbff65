"""The writer of Svefaktura 1.0, with SFTI's schema and rules as judges."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from lxml import etree

from faktura.core.document import DeliverTo, Document, InterestKind, PaymentTerms, References
from faktura.core.errors import NotExpressible
from faktura.core.money import sek
from faktura.core.party import Address, PaymentCard
from faktura.formats.svefaktura.invoice import write
from faktura.testing.identities import BANKGIRO, GLNS
from tests.formats import official
from tests.formats.einvoice_strategies import FEWER
from tests.formats.sample_documents import EXEMPT, REVERSED, SAMPLES, credit_note, discount, invoice, line, totals_of
from tests.formats.svefaktura_strategies import fuller

NAMES = {
    "s": "urn:sfti:documents:BasicInvoice:1:0",
    "cac": "urn:sfti:CommonAggregateComponents:1:0",
    "cbc": "urn:oasis:names:tc:ubl:CommonBasicComponents:1:0",
}
REFUSED = {
    "line discounts, price basis, taken back": "InvoiceLine/AllowanceCharge",
    "prepaid": "R-71",
    "deduction": "R-71",
    "negative invoice": "R-105",
}
"""The samples Svefaktura 1.0 cannot say, and why."""
WRITTEN = [name for name in SAMPLES if name not in REFUSED]


def said(document: Document, path: str) -> list[str]:
    """The texts at an XPath of the document as written."""
    found = etree.fromstring(write(document, attachments=())).xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one.text) if isinstance(one, etree._Element) else str(one) for one in found]


@pytest.mark.parametrize("name", WRITTEN)
def test_each_sample_passes_schema_and_rules(name: str) -> None:
    """No fatal finding, and no warning but of an IBAN without its bank's BIC, which no document has."""
    data = write(SAMPLES[name], attachments=())
    assert official.svefaktura_schema(data) == ()
    found = {one.rule for one in official.svefaktura_rules(data) if one.flag != "information"}
    assert found <= {"R-101"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_said_is_refused(name: str) -> None:
    """By the rule, or the element, that stands in the way."""
    with pytest.raises(NotExpressible) as error:
        write(SAMPLES[name], attachments=())
    assert (error.value.format, error.value.rule) == ("svefaktura", REFUSED[name])


@FEWER
@given(fuller())
def test_whatever_can_be_issued_passes_the_rules_or_is_refused(document: Document) -> None:
    """Random invoices and credit notes: no fatal finding, or `NotExpressible` with a rule."""
    try:
        data = write(document, attachments=())
    except NotExpressible:
        return
    assert official.fatal(official.svefaktura_schema(data) + official.svefaktura_rules(data)) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    """Deterministic to the byte, and without what R-21 and R-83 forbid."""
    data = write(SAMPLES["plain"])
    assert data == write(SAMPLES["plain"])
    assert b"schemaLocation" not in data
    assert b"xml-stylesheet" not in data


PLACES: list[tuple[str, str, list[str]]] = [
    # sample,          path,                                                       what stands there
    ("plain", "s:InvoiceTypeCode", ["380"]),
    ("plain", "s:RequisitionistDocumentReference/cac:ID", ["4711"]),
    ("plain", "s:LineItemCountNumeric", ["1"]),
    ("plain", "cac:SellerParty//cac:PartyTaxScheme/cac:CompanyID", ["5599990008", "SE559999000801"]),
    ("plain", "cac:SellerParty//cac:PartyTaxScheme/cac:TaxScheme/cac:ID", ["SWT", "VAT"]),
    ("plain", "cac:SellerParty//cac:PartyTaxScheme/cbc:ExemptionReason", ["Godkänd för F-skatt"]),
    ("plain", "cac:SellerParty//cac:RegistrationAddress/cbc:CityName", ["Stockholm"]),
    ("plain", "cac:SellerParty//cbc:PostalZone", ["11122"]),
    ("plain", "cac:SellerParty//cbc:Telephone", ["+4681234567"]),
    ("plain", "cac:PaymentMeans/cac:PaymentMeansTypeCode", ["1", "1", "1"]),
    ("plain", "cac:PaymentMeans/cbc:DuePaymentDate", ["2026-12-02"] * 3),
    ("plain", "cac:PaymentMeans//cac:FinancialInstitution/cac:ID", ["BGABSESS", "PGSISESS"]),
    ("plain", "cac:PaymentMeans//cac:PaymentInstructionID", ["104265"] * 3),
    ("plain", "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:ID/@identificationSchemeName", ["IBAN"]),
    ("rounded to kronor", "cac:LegalTotal/cac:RoundOffAmount", ["0.13"]),
    ("rounded to kronor", "cac:LegalTotal/cbc:TaxInclusiveTotalAmount", ["11007.00"]),
    ("mixed rates", "cac:TaxTotal/cac:TaxSubTotal/cac:TaxCategory/cac:ID", ["S", "S", "S", "E"]),
    ("reverse charge", "cac:TaxTotal//cbc:ExemptionReason", ["Omvänd betalningsskyldighet, ML 16 kap. 13 §"]),
    ("document discount and charge", "s:AllowanceCharge/cac:ReasonCode", ["ZZZ", "ZZZ"]),
    ("document discount and charge", "s:AllowanceCharge/cac:ReasonCode/@name", ["Rabatt", "Frakt"]),
    ("outside VAT", "cac:TaxTotal/cac:TaxSubTotal", []),
    ("outside VAT", "s:Invoice/cbc:Note | cbc:Note", ["ML ej tillämplig"]),
    ("euro", "cac:TaxTotal//cac:TaxCurrencyTaxAmount", ["2812.50"]),
    ("credit note", "s:InvoiceTypeCode", ["381"]),
    ("credit note", "s:InitialInvoiceDocumentReference/cac:ID", ["1042"]),
    ("credit note", "cac:LegalTotal/cbc:TaxInclusiveTotalAmount", ["9500.00"]),
    ("everything said", "s:TaxPointDate", ["2026-10-30"]),
    ("everything said", "s:AdditionalDocumentReference/cac:ID/@identificationSchemeID", ["CT"]),
    ("everything said", "cac:InvoiceLine//cac:BuyersID", ["PO 17"]),
    ("everything said", "cac:PaymentMeans/cac:PayeePartyName/cbc:Name", ["Finansbolaget AB"] * 3),
    ("everything said", "cac:InvoiceLine/cbc:Note", ["Vecka 44\noch 45\n2026-10-26 – 2026-11-01"]),
    ("everything said", "s:InvoicingPeriod/cbc:EndDateTime", ["2026-11-01T00:00:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "texts"), PLACES)
def test_each_thing_stands_in_its_place(name: str, path: str, texts: list[str]) -> None:
    """Where the encoding facts of the reference say that it stands."""
    assert said(SAMPLES[name], path) == texts


def test_a_credit_note_has_no_due_date_and_no_terms() -> None:
    """They are not used there."""
    document = credit_note(payment=SAMPLES["plain"].payment)
    assert said(document, "//cbc:DuePaymentDate | cac:PaymentTerms") == []
    assert official.fatal(official.svefaktura_rules(write(document))) == []


def test_a_discount_on_a_line_gives_its_reason_in_the_note() -> None:
    """The line's discount has no reason of its own in the schema."""
    document = invoice(line(1, "10", "99.90", allowances=(discount("99.90", "999.00", "10"),)))
    assert said(document, "cac:InvoiceLine/cbc:Note") == ["Rabatt 10 %"]
    assert said(document, "cac:InvoiceLine/cac:AllowanceCharge/cbc:Amount") == ["99.90"]


def test_a_fixed_rate_of_interest_has_an_element() -> None:
    """Other terms are words only."""
    fixed = PaymentTerms(days=30, interest=InterestKind.FIXED, interest_percent=Decimal(12))
    document = evolve(SAMPLES["plain"], terms=fixed)
    assert said(document, "cac:PaymentTerms/cbc:PenaltySurchargePercent") == ["12"]
    assert said(SAMPLES["plain"], "cac:PaymentTerms/cbc:PenaltySurchargePercent") == []


def test_what_a_card_has_paid_states_no_account() -> None:
    """Beside "paid by card" an account would be paid to a second time (decision 27)."""
    document = SAMPLES["plain"]
    assert document.payment is not None
    paid = evolve(document, payment=evolve(document.payment, card=PaymentCard(digits="1234", network="VISA")))
    assert said(paid, "//cac:PaymentMeans") == []
    assert "Betalt med kort VISA 1234" in said(paid, "/s:Invoice/cbc:Note")[0]
    assert official.svefaktura_schema(write(paid, attachments=())) == ()


def test_autogiro_is_a_text_in_the_terms() -> None:
    """No account to pay to, and the day of the withdrawal in words."""
    payment = SAMPLES["plain"].payment
    assert payment is not None
    document = evolve(SAMPLES["plain"], payment=evolve(payment, direct_debit=True))
    assert said(document, "cac:PaymentMeans") == []
    assert "Beloppet dras via autogiro 2026-12-02." in said(document, "cac:PaymentTerms/cbc:Note")[0]


def test_further_references_have_places_or_are_said() -> None:
    """What is invoiced (ACD), the despatch note (DQ) and the delivery address; the rest are rows of the note."""
    document = evolve(
        SAMPLES["plain"],
        references=References(project="P1", invoiced_object="O1", despatch_advice="D1", accounting_cost="A1"),
        deliver_to=DeliverTo(
            name="Godset", gln=GLNS[1], address=Address(street="Kajen 1", care_of="Vakten", city="Lund")
        ),
    )
    assert said(document, "s:AdditionalDocumentReference/cac:ID/@identificationSchemeID") == ["ACD", "DQ"]
    assert said(document, "s:AdditionalDocumentReference/cac:ID") == ["O1", "D1"]
    assert said(document, "cac:Delivery/cac:DeliveryAddress/cac:ID") == [GLNS[1].digits]
    assert said(document, "cac:Delivery/cac:DeliveryAddress//cbc:Line") == ["Godset", "c/o Vakten"]
    assert said(document, "cbc:Note") == ["Projekt P1\nKontering A1"]
    data = write(document)
    assert official.svefaktura_schema(data) == ()
    assert {one.rule for one in official.svefaktura_rules(data) if one.flag != "information"} <= {"R-101"}


def test_two_exemptions_keep_their_reasons() -> None:
    """Exempt and reverse charge are both E; each line says its own reason."""
    document = invoice(line(1, "1", "100", EXEMPT), line(2, "1", "200", REVERSED))
    reasons = said(document, "cac:InvoiceLine//cbc:ExemptionReason")
    assert len(set(reasons)) == 2
    assert reasons == said(document, "cac:TaxTotal//cbc:ExemptionReason")
    assert official.fatal(official.svefaktura_rules(write(document))) == []


OFF = [("lines", "R-69"), ("without_vat", "R-70"), ("vat", "R-67"), ("amount_due", "R-71")]


@pytest.mark.parametrize(("name", "rule"), OFF)
def test_the_judges_do_judge(name: str, rule: str) -> None:
    """A krona off in a total is seen by the rule that is about it: the tests above can fail."""
    document = SAMPLES["plain"]
    stated = getattr(document.totals, name)
    wrong = evolve(document, totals=evolve(document.totals, **{name: stated + sek(1)}))
    assert rule in {one.rule for one in official.fatal(official.svefaktura_rules(write(wrong)))}


def test_kronor_are_rounded_inside_the_total() -> None:
    """R-92 wants lines + VAT + rounding = amount to pay, exactly."""
    one = line(1, "1", "99.99")
    document = invoice(one, totals=totals_of([one], round_off=True), payment=None)
    assert said(document, "cac:LegalTotal/cbc:TaxInclusiveTotalAmount") == ["125.00"]
    assert said(document, "cac:LegalTotal/cac:RoundOffAmount") == ["0.01"]
    assert official.fatal(official.svefaktura_rules(write(document))) == []


def test_at_most_three_accounts() -> None:
    """The schema has room for no more."""
    payment = SAMPLES["plain"].payment
    assert payment is not None
    with pytest.raises(NotExpressible) as error:
        write(evolve(SAMPLES["plain"], payment=evolve(payment, accounts=BANKGIRO[:4])))
    assert error.value.rule == "PaymentMeans{0,3}"

"""Reading what others write: the official examples, foreign habits, and files that are none."""

from types import ModuleType

import pytest
from attrs import evolve

from faktura.core.account import BankgiroNumber, PlusgiroNumber
from faktura.core.document import DocumentKind
from faktura.core.errors import MalformedFile
from faktura.core.money import Money, sek
from faktura.core.party import Party, PartyKind
from faktura.core.vat import VatCategory
from faktura.formats.peppol import billing as peppol
from faktura.formats.peppol.billing import read, write
from faktura.formats.svefaktura_bis5a import invoice as bis5a
from faktura.testing.identities import TOLVAN
from tests.formats.sample_documents import SAMPLES
from tests.reference import reference

FOLDERS = ("examples", "sfti-qap", "sfti-max-min", "sfti-utskrift", "sfti-typfall")
PLAIN = write(SAMPLES["plain"]).decode()


def changed(old: str, new: str, text: str = PLAIN) -> bytes:
    """The plain invoice with one thing otherwise, wherever it stands first."""
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_official_example_is_read(folder: str) -> None:
    """Their amounts add up; their made-up numbers are left out and said so."""
    for path in sorted(reference("einvoice", "peppol-bis-3", folder).glob("*.xml")):
        found = read(path.read_bytes())
        assert {one.code for one in found.findings} <= {"einvoice.identifier"}, path.name
        assert found.document.number, path.name
        assert found.document.lines, path.name


def test_an_example_is_carried_as_it_says() -> None:
    """SFTI's typical case of reverse charge, read off the file by eye."""
    path = reference("einvoice", "peppol-bis-3", "sfti-typfall", "BIS_Billing_30-OmvandSkattskyldighet.xml")
    document = read(path.read_bytes()).document
    assert document.kind is DocumentKind.INVOICE
    assert {one.vat.category for one in document.lines} == {VatCategory.REVERSE_CHARGE}
    assert document.totals.vat == sek(0)
    assert document.totals.amount_due == document.totals.without_vat
    assert "Omvänd" in document.totals.breakdown[0].reason


def test_what_has_no_place_is_named() -> None:
    """SFTI's file with everything in it: the path of each element that is left."""
    path = reference("einvoice", "peppol-bis-3", "sfti-qap", "Invoice-Max_content.xml")
    left = read(path.read_bytes()).not_carried
    assert {
        "Invoice/InvoiceLine[1]/Item/AdditionalItemProperty[2]/Value",
        "Invoice/AdditionalDocumentReference[5]/Attachment/ExternalReference/URI",
        "Invoice/AccountingSupplierParty/Party/PartyLegalEntity/CompanyID",
    } <= set(left)
    assert "Invoice/ID" not in left
    assert "Invoice/BuyerReference" not in left


@pytest.mark.parametrize(
    ("code", "account"), [("56", BankgiroNumber("9912346")), ("50", PlusgiroNumber("1234566"))], ids=["56", "50"]
)
def test_the_old_codes_of_giro_payments_are_understood(code: str, account: BankgiroNumber | PlusgiroNumber) -> None:
    """56 was bankgiro and 50 plusgiro before the branch said so (SE-R-011 warns)."""
    text = PLAIN.replace("<cbc:PaymentMeansCode>30<", f"<cbc:PaymentMeansCode>{code}<", 1)
    start = text.index("<cac:FinancialInstitutionBranch>")
    end = text.index("</cac:FinancialInstitutionBranch>") + len("</cac:FinancialInstitutionBranch>")
    text = text[:start] + text[end:]
    payment = read(text.replace("9912346", account.digits, 1).encode()).document.payment
    assert payment is not None
    assert payment.accounts[0] == account


def test_an_account_that_breaks_its_rules_is_left_out_and_said_so() -> None:
    """A wrong bankgiro number is never paid to."""
    found = read(changed(">9912346<", ">9912347<"))
    assert found.document.payment is not None
    assert len(found.document.payment.accounts) == 2
    assert [one.code for one in found.findings] == ["einvoice.identifier"]
    assert "Invoice/PaymentMeans[1]/PayeeFinancialAccount/ID" in found.not_carried
    assert "9912347" not in found.findings[0].problem


def test_another_type_code_is_carried() -> None:
    """386, a prepayment invoice, is an invoice to the model, and says so; 380 is what needs no saying."""
    found = read(changed(">380<", ">386<"))
    assert found.document.kind is DocumentKind.INVOICE
    assert found.document.type_code == "386"
    assert "Invoice/InvoiceTypeCode" not in found.not_carried
    assert read(changed("", "")).document.type_code == ""


def test_comments_cannot_split_an_amount() -> None:
    """`95<!-- -->00.00` is 9500.00 or nothing: never 95."""
    found = read(changed(">9500.00</cbc:PayableAmount>", ">95<!-- x -->00.00</cbc:PayableAmount>"))
    assert found.document.amount_due == Money(950000)


MALFORMED = [
    (b"", "XML"),
    (b"<Invoice/>", "Invoice"),
    (PLAIN.encode()[: len(PLAIN) // 2], "XML"),
    (b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + PLAIN.encode().partition(b"\n")[2], "document type"),
    (changed("urn:cen.eu:en16931:2017#", "urn:other#"), "Invoice/CustomizationID"),
    (changed("2026-11-02", "2026-11-31"), "Invoice/IssueDate"),
    (changed("<cbc:DocumentCurrencyCode>SEK", "<cbc:DocumentCurrencyCode>kronor"), "Invoice/DocumentCurrencyCode"),
    (changed(">9500.00</cbc:PayableAmount>", ">9500.005</cbc:PayableAmount>"), "PayableAmount"),
    (changed(">9500.00</cbc:PayableAmount>", ">1E+1000000</cbc:PayableAmount>"), "PayableAmount"),
    (changed('currencyID="SEK">9500.00</cbc:PayableAmount>', 'currencyID="EUR">9500.00</cbc:PayableAmount>'), "PayableAmount"),
    (changed("<cbc:ID>S</cbc:ID>", "<cbc:ID>Q</cbc:ID>"), "TaxCategory/ID"),
    (changed("<cbc:Percent>25</cbc:Percent>", "<cbc:Percent>0</cbc:Percent>", PLAIN[PLAIN.index("<cac:Item>") :]), "XML"),
    (changed(">8</cbc:InvoicedQuantity>", ">åtta</cbc:InvoicedQuantity>"), "InvoicedQuantity"),
    (changed("<cac:Item>", "<cac:Thing>").replace(b"</cac:Item>", b"</cac:Thing>"), "Item"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "field"), MALFORMED)
def test_what_cannot_be_read_says_where(data: bytes, field: str) -> None:
    """One typed error with the path and what was expected; never a bare exception."""
    with pytest.raises(MalformedFile) as error:
        read(data)
    assert error.value.format == "peppol-bis-3"
    assert field in error.value.field


def test_a_rate_that_cannot_be_is_refused() -> None:
    """25 % of category E, or none of S."""
    data = PLAIN.replace("<cbc:Percent>25</cbc:Percent>", "<cbc:Percent>0</cbc:Percent>").encode()
    with pytest.raises(MalformedFile) as error:
        read(data)
    assert error.value.field.endswith("Percent")


def test_an_attachment_that_is_no_base64_is_refused() -> None:
    """Nothing is guessed about a broken file."""
    text = write(SAMPLES["everything said"]).decode()
    with pytest.raises(MalformedFile) as error:
        read(changed("JVBERi0xLjcgLi4u", "JVBERi0*LjcgLi4u", text))
    assert error.value.expected == "base64"


@pytest.mark.parametrize(("indicator", "charge"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_a_charge_may_be_said_in_either_way(indicator: str, charge: bool) -> None:
    """xs:boolean writes true as 1 too: a charge read as a discount would turn the amount round."""
    data = write(SAMPLES["document discount and charge"]).replace(b">true</cbc:Ch", f">{indicator}</cbc:Ch".encode())
    assert [one.charge for one in read(data).document.allowances if one.text == "Frakt"] == [charge]


def test_a_private_payees_number_stays_at_home() -> None:
    """A person's number is stated for nobody who is a consumer, whatever the part they play."""
    payee = Party(id="P", name="Agda", kind=PartyKind.PERSON, identity=TOLVAN)
    document = evolve(SAMPLES["plain"], payee=payee)
    for one in (peppol, bis5a):
        assert b"1212121212" not in one.write(document)
        assert one.read(one.write(document)).document == one.carried(document)


@pytest.mark.parametrize("category", ["L", "M"])
def test_spanish_taxes_that_are_no_vat_are_told_by_name(category: str) -> None:
    """IGIC and IPSI are in EN 16931, not in the model: the refusal says that it is ours to hold, in both languages."""
    data = PLAIN.replace("<cbc:ID>S</cbc:ID>", f"<cbc:ID>{category}</cbc:ID>").encode()
    with pytest.raises(MalformedFile) as error:
        read(data)
    assert "IGIC and IPSI" in error.value.explain("en")
    assert "har ingen plats här" in error.value.explain("sv")


@pytest.mark.parametrize("module", [peppol, bis5a])
def test_a_tax_deduction_is_named_where_it_counts_as_prepaid(module: ModuleType) -> None:
    """Else a buyer would look for a payment that nobody has made; without a deduction nothing is said of one."""
    note = "I redan betalt belopp ingår skattereduktion med 2 850,00 kr, som säljaren begär av Skatteverket."
    assert module.read(module.write(SAMPLES["deduction"])).document.notes == (note,)
    assert module.read(module.write(SAMPLES["prepaid"])).document.notes == ()

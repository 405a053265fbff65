"""The reader of BIS 5A: official files, files from elsewhere, and what cannot be read."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from faktura.core.account import BankgiroNumber
from faktura.core.document import DocumentKind
from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.core.vat import VatCategory
from faktura.formats.detect import detect
from faktura.formats.svefaktura_bis5a.invoice import read
from tests.formats.svefaktura_bis5a.samples import WRITTEN
from tests.reference import SHARED, reference

FOLDER: Final = ("einvoice", "svefaktura-bis5a", "examples")
PLAIN: Final = WRITTEN["plain"].decode()
MIXED: Final = WRITTEN["mixed rates"].decode()
CREDIT: Final = WRITTEN["credit note"].decode()

BEYOND: Final = {
    "T10-0005": "a VAT category that does not exist",
    "T10-0008": "a discount with six decimals",
    "T10-0011": "no number",
    "T10-0043": "VAT rows without category",
    "T14-0011": "VAT rows without category",
    "T14-0020": "amounts in another currency",
    "T14-0021": "amounts in another currency",
}
"""Examples made to be wrong that hold a value no model can hold."""


def examples() -> list[Path]:
    """The official test files."""
    folder = SHARED.joinpath("reference", *FOLDER)
    return sorted(folder.rglob("*.xml")) if folder.exists() else []


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem[:20])
def test_each_official_example_is_read_or_says_why_not(path: Path) -> None:
    """With its number, lines and amounts as they stand there; where the rules find a sum off, so does the reader."""
    data = path.read_bytes()
    assert detect(data) in ("svefaktura-bis5a", "peppol-bis-3")
    try:
        found = read(data)
    except MalformedFile:
        assert path.stem[:8] in BEYOND
        return
    assert path.stem[:8] not in BEYOND
    text = data.decode("utf-8-sig")
    assert f">{found.document.number}<" in text
    assert len(found.document.lines) == len(re.findall(r"<\w+:(?:Invoice|CreditNote)Line[ >]", text))
    stated = re.search(r"PayableAmount [^>]*>([-0-9.]+)<", text)
    assert stated is not None
    assert found.document.totals.amount_due.major == Decimal(stated[1])


def test_sftis_fullest_credit_note_is_read() -> None:
    """Parties, giro numbers, references, discounts, VAT in two currencies and the file it carries."""
    found = read(reference(*FOLDER, "T14", "Use_Case_M-A-X_-_CreditNote_5A.xml").read_bytes())
    document = found.document
    assert document.kind is DocumentKind.CREDIT_NOTE
    assert (document.seller.name, document.seller.registered_office) == ("Accomodation & Supplies", "Stockholm")
    assert document.buyer_reference == '"A/c payable Y"'
    assert [one.number for one in document.preceding] == ["654321", "456789", "123456"]
    assert [one.name for one in document.attachments] == ["testfile1.txt"]
    assert document.payment is not None
    assert len(document.payment.accounts) == 3
    assert document.payment.direct_debit
    assert len(document.lines) == 6
    assert document.totals.rounding == sek("-0.30")
    assert {one.code for one in found.findings} >= {"BII2-T14-R053", "BII2-T14-R056", "einvoice.identifier"}
    assert "CreditNote/TaxRepresentativeParty/PartyName/Name" in found.not_carried


def changed(old: str, new: str, text: str = PLAIN) -> bytes:
    """A document with one thing written otherwise."""
    assert old in text
    return text.replace(old, new).encode()


def without(name: str, text: str = PLAIN) -> bytes:
    """A document without its elements of that name."""
    return re.sub(rf"<cac:{name}>.*?</cac:{name}>|<cbc:{name}[ >].*?</cbc:{name}>", "", text, flags=re.DOTALL).encode()


def test_older_files_write_the_ways_of_payment_in_small_letters() -> None:
    """SE:Bankgiro is a bankgiro."""
    document = read(changed("SE:BANKGIRO", "SE:Bankgiro")).document
    assert document.payment is not None
    assert isinstance(document.payment.accounts[0], BankgiroNumber)


def test_a_lower_and_a_higher_rate_are_the_standard_category_at_their_rate() -> None:
    """AA and H."""
    rates = read(changed('schemeID="UNCL5305">S<', 'schemeID="UNCL5305">AA<', MIXED)).document
    assert {row.category for row in rates.totals.breakdown} == {VatCategory.STANDARD, VatCategory.EXEMPT}


def test_a_line_without_a_rate_has_that_of_the_specification() -> None:
    """Where there are several, the first is taken and a finding says so."""
    start = PLAIN.index("<cac:InvoiceLine>")
    found = read((PLAIN[:start] + without("Percent", PLAIN[start:]).decode()).encode())
    assert found.document.lines[0].vat.percent == 25
    assert found.findings == ()
    start = MIXED.index("<cac:InvoiceLine>")
    found = read((MIXED[:start] + without("Percent", MIXED[start:]).decode()).encode())
    assert {one.code for one in found.findings} == {"bis5a.line_vat"}


def test_the_standard_category_at_nothing_is_zero_rated() -> None:
    """Official examples that pass have it; it is read as Z, and a finding says so."""
    found = read(changed("<cbc:Percent>25<", "<cbc:Percent>0<"))
    assert found.document.lines[0].vat.category is VatCategory.ZERO
    assert "bis5a.zero_rate" in {one.code for one in found.findings}


def test_a_line_without_price_is_one_piece_for_its_amount() -> None:
    """The quantity beside it is then left, by name."""
    found = read(without("Price"))
    line = found.document.lines[0]
    assert (line.quantity, line.price, line.net) == (Decimal(1), Decimal(7600), sek(7600))
    assert "Invoice/InvoiceLine/InvoicedQuantity" in found.not_carried


def test_a_line_that_is_not_price_times_quantity_is_told() -> None:
    """The format has no rule for it."""
    found = read(changed('PriceAmount currencyID="SEK">950.00<', 'PriceAmount currencyID="SEK">951.00<'))
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.path) == ("bis5a.line_amount", "warning", "lines[0].net")
    assert "7600.00" in finding.problem


def test_what_is_not_carried_is_listed() -> None:
    """By its path."""
    found = read(changed("<cac:PaymentTerms>", "<cac:TaxRepresentativeParty><cac:PartyName><cbc:Name>R</cbc:Name></cac:PartyName>"
                         "</cac:TaxRepresentativeParty><cac:PaymentTerms>"))  # fmt: skip
    assert "Invoice/TaxRepresentativeParty/PartyName/Name" in found.not_carried


MALFORMED = [
    (b"", "XML"),
    (b"<Invoice/>", "Invoice"),
    (PLAIN.encode()[: len(PLAIN) // 2], "XML"),
    (changed("urn:www.cenbii.eu:transaction:biitrns010", "urn:x", PLAIN.replace("peppol5a", "x")), "CustomizationID"),
    (changed("2026-11-02", "i går"), "Invoice/IssueDate"),
    (changed('">9500.00</cbc:PayableAmount>', '">9500,00</cbc:PayableAmount>'), "PayableAmount"),
    (changed('schemeID="UNCL5305">S<', 'schemeID="UNCL5305">X<'), "TaxCategory/ID"),
    (changed('schemeID="UNCL5305">S<', 'schemeID="UNCL5305">E<'), "Percent"),
    (without("LegalMonetaryTotal"), "LegalMonetaryTotal"),
    (without("AccountingSupplierParty"), "AccountingSupplierParty"),
    (without("Item"), "Item"),
    (without("IssueDate", CREDIT), "CreditNote/IssueDate"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "field"), MALFORMED)
def test_what_cannot_be_read_says_where(data: bytes, field: str) -> None:
    """One typed error with the path and what was expected; never a bare exception."""
    with pytest.raises(MalformedFile) as error:
        read(data)
    assert error.value.format == "svefaktura-bis5a"
    assert field in error.value.field

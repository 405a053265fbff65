"""Reading what others write: SFTI's examples, older habits, and files that are none."""

from decimal import Decimal

import pytest

from faktura.core.document import InterestKind
from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.core.vat import VAT_25, VatCategory
from faktura.formats.svefaktura.invoice import read, write
from tests.formats.sample_documents import SAMPLES
from tests.reference import reference

PLAIN = write(SAMPLES["plain"]).decode()
MIXED = write(SAMPLES["mixed rates"]).decode()


def changed(old: str, new: str, text: str = PLAIN) -> bytes:
    """An invoice with one thing otherwise, wherever it stands first."""
    assert old in text
    return text.replace(old, new, 1).encode()


def without(element: str, text: str = PLAIN) -> str:
    """An invoice without the first element of that name."""
    start = text.index(f"<{element}>")
    end = text.index(f"</{element}>", start) + len(f"</{element}>")
    return text[:start] + text[end:]


@pytest.mark.parametrize("name", ["svefaktura", "svefaktura_bas", "svefaktura_moms"])
def test_the_official_examples_add_up(name: str) -> None:
    """Their made-up numbers are left out and said so; nothing else is found."""
    found = read(reference("einvoice", "svefaktura-1.0", "examples", f"{name}.xml").read_bytes())
    assert {one.code for one in found.findings} == {"einvoice.identifier"}
    assert len(found.document.lines) == 2


def test_an_official_example_is_carried_as_it_says() -> None:
    """Read off the file by eye."""
    data = reference("einvoice", "svefaktura-1.0", "examples", "svefaktura.xml").read_bytes()
    found = read(data)
    document = found.document
    assert (document.number, document.seller.name, document.buyer.contact) == (
        "15",
        "Moderna Produkter AB",
        "Pelle Svensson",
    )
    assert (document.seller.f_tax, document.seller.registered_office) == (True, "Stockholm")
    assert document.seller.contact == "A Person, Fakturaavd"
    assert (document.totals.without_vat, document.amount_due) == (sek(6225), sek("7781.25"))
    assert [one.vat for one in document.lines] == [VAT_25, VAT_25]
    assert (document.terms.interest, document.terms.interest_percent) == (InterestKind.FIXED, Decimal(23))
    assert document.payment is not None
    assert document.payment.reference == "54225485"
    assert "Invoice/RequisitionistDocumentReference[2]/ID" in found.not_carried


def test_a_line_without_rate_takes_the_only_one() -> None:
    """The category on the line is optional; with one rate there is no doubt, and no finding."""
    bare = without("cac:TaxCategory", PLAIN[PLAIN.index("<cac:InvoiceLine>") :])
    found = read((PLAIN[: PLAIN.index("<cac:InvoiceLine>")] + bare).encode())
    assert found.document.lines[0].vat == VAT_25
    assert found.findings == ()


def test_a_line_without_rate_among_several_is_a_finding() -> None:
    """It is read as the first, and said so."""
    start = MIXED.index("<cac:InvoiceLine>")
    found = read((MIXED[:start] + without("cac:TaxCategory", MIXED[start:])).encode())
    assert found.document.lines[0].vat == VAT_25
    assert [one.code for one in found.findings] == ["svefaktura.line_vat"]


def test_a_line_without_price_is_one_piece_for_its_amount() -> None:
    """The basic version needs no price; the quantity beside it is then left, by name."""
    start = PLAIN.index("<cac:InvoiceLine>")
    found = read((PLAIN[:start] + without("cac:BasePrice", PLAIN[start:])).encode())
    line = found.document.lines[0]
    assert (line.quantity, line.price, line.net) == (Decimal(1), Decimal(7600), sek(7600))
    assert "Invoice/InvoiceLine/InvoicedQuantity" in found.not_carried
    assert found.findings == ()


def test_an_invoice_without_currency_is_in_kronor() -> None:
    """The home currency of its issuer."""
    found = read(without("InvoiceCurrencyCode").encode())
    assert found.document.currency == "SEK"


def test_no_specification_is_outside_vat() -> None:
    """A total of VAT of nothing, without rates, or no total at all."""
    text = write(SAMPLES["outside VAT"]).decode()
    for data in (text, without("cac:TaxTotal", text)):
        document = read(data.encode()).document
        assert [row.category for row in document.totals.breakdown] == [VatCategory.OUTSIDE]
        assert document.lines[0].vat.category is VatCategory.OUTSIDE


def test_address_lines_are_kept() -> None:
    """A box, and what stands in free lines."""
    old = "<cbc:StreetName>Storgatan 1</cbc:StreetName>"
    lines = "<cac:AddressLine><cbc:Line>Port 2</cbc:Line><cbc:Line>Våning 3</cbc:Line></cac:AddressLine>"
    text = PLAIN.replace(old, "<cbc:Postbox>Box 7</cbc:Postbox>").replace(
        "<cbc:PostalZone>11122</cbc:PostalZone>", f"<cbc:PostalZone>11122</cbc:PostalZone>{lines}"
    )
    address = read(text.encode()).document.seller.address
    assert address is not None
    assert (address.street, address.extra) == ("Box 7", "Port 2, Våning 3")


def test_the_standard_category_at_nothing_is_zero_rated() -> None:
    """SFTI's rules only question it (R-96, R-97): it is read as Z, and a finding says so."""
    found = read(PLAIN.replace("<cbc:Percent>25<", "<cbc:Percent>0<").encode())
    assert {found.document.lines[0].vat.category, found.document.totals.breakdown[0].category} == {VatCategory.ZERO}
    assert "svefaktura.zero_rate" in {one.code for one in found.findings}


def test_a_period_backwards_is_left_by_name() -> None:
    """SFTI's rules only question it (R-81); the model has none that ends before it starts."""
    data = write(SAMPLES["everything said"], attachments=()).decode().replace("2026-11-01T00", "2026-09-01T00").encode()
    found = read(data)
    assert found.document.period is None
    assert "Invoice/InvoicingPeriod/EndDateTime" in found.not_carried


MALFORMED = [
    (b"", "XML"),
    (b"<Invoice/>", "Invoice"),
    (PLAIN.encode()[: len(PLAIN) // 2], "XML"),
    (changed("BasicInvoice:1:0", "BasicInvoice:2:0"), "Invoice"),
    (changed(">380<", ">388<"), "InvoiceTypeCode"),
    (changed("2026-11-02", "i går"), "Invoice/IssueDate"),
    (changed(">9500.00</cbc:TaxInclusiveTotalAmount>", ">9500,00</cbc:TaxInclusiveTotalAmount>"), "TaxInclusiveTotalAmount"),
    (changed("<cac:ID>S</cac:ID>", "<cac:ID>AE</cac:ID>"), "TaxCategory/ID"),
    (without("cac:LegalTotal").encode(), "LegalTotal"),
    (without("cac:Item").encode(), "Item"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "field"), MALFORMED)
def test_what_cannot_be_read_says_where(data: bytes, field: str) -> None:
    """One typed error with the path and what was expected; never a bare exception."""
    with pytest.raises(MalformedFile) as error:
        read(data)
    assert error.value.format == "svefaktura"
    assert field in error.value.field

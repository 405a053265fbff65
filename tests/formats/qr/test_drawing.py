"""QR codes as pictures, read back by an independent reader."""

import pytest
from lxml import etree

from faktura.core.account import Iban
from faktura.core.errors import NotExpressible
from faktura.core.money import amount, sek
from faktura.formats.qr import epc, using_qr
from faktura.formats.qr.drawing import png, svg
from faktura.formats.swish.code import SwishCode, content
from faktura.testing.identities import BANKGIRO, SWISH
from tests.formats.qr.reading import read_png

TRANSFER = epc.EpcTransfer(
    name="Åäö Exempel AB", iban=Iban("SE4550000000058398257466"), amount=amount("99", "EUR"), text="Fäktura 1"
)
INVOICE = using_qr.InvoiceCode(reference="10000180", due=sek("1250.50"), account=BANKGIRO[0], name="Åäö AB")
CONTENTS: dict[str, str | bytes] = {
    "swish": content(SwishCode(payee=SWISH[1], amount=sek("1250.50"), message="Gåva våren")),
    "invoice": using_qr.write(INVOICE),
    "epc": epc.write(TRANSFER),
    "longest": "å" * 1_000,
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_picture_is_read_back(name: str) -> None:
    """Swedish letters included, whatever the code is for."""
    wanted = CONTENTS[name]
    assert read_png(png(wanted, scale=4)) == (wanted if isinstance(wanted, str) else wanted.decode())


def test_what_is_read_back_says_the_same() -> None:
    """From record to picture to record."""
    assert epc.read(read_png(png(epc.write(TRANSFER), largest=epc.HIGHEST_VERSION)).encode()) == TRANSFER
    assert using_qr.read(read_png(png(using_qr.write(INVOICE)))) == INVOICE


def test_the_same_content_is_the_same_picture() -> None:
    """Byte for byte; the SVG is well-formed and has the size asked for."""
    assert svg("12351") == svg("12351")
    assert png("12351") == png(b"12351")
    root = etree.fromstring(svg("12351", scale=3))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("width") == root.get("height") == str(3 * (21 + 2 * 4))


@pytest.mark.parametrize(("data", "largest"), [("", 40), ("x" * 5_000, 40), ("x" * 400, 13), (b"\xff", 40)])
def test_what_does_not_fit_is_refused(data: str | bytes, largest: int) -> None:
    """Nothing, more than the largest code holds, and bytes that are no text."""
    for draw in (svg, png):
        with pytest.raises(NotExpressible):
            draw(data, largest=largest)


def test_the_longest_european_code_fits() -> None:
    """331 bytes in version 13 at level M."""
    longest = epc.EpcTransfer(
        name="x" * 70,
        iban=TRANSFER.iban,
        amount=amount("999999999.99", "EUR"),
        purpose="GDDS",
        text="x" * 140,
        note="x" * 55,
    )
    data = epc.write(longest)
    assert 320 < len(data) <= 331
    assert read_png(png(data, largest=epc.HIGHEST_VERSION)).encode() == data

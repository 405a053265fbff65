"""What a file is, by its first bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats import xml
from faktura.formats.detect import detect

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"

BY_BYTES = [
    (b"#FLAGGA 0\r\n#FORMAT PC8\r\n", "sie"),
    (b"\xef\xbb\xbf#FLAGGA\t0\n", "sie"),
    (b"#PROGRAM \"x\" 1\n", "sie"),
    (b"01BGMAX               01", "bgmax"),
    (b"050009912346          SEK   ", "bgmax"),
    (b"01AUTOGIRO              20080611            AG-MEDAVI", "autogiro"),
    (b"0120080611AUTOGIRO    ", "autogiro"),
    (b'{\n "version" : "1",\n "utforare" : "165566778899"', "rot-rut-decision"),
    (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.04"/>', "camt.053"),
    (b'<Document xmlns="urn:iso:std:iso:20023:tech:xsd:camt.054.001.02"/>', "camt.054"),
    (b'<Document xmlns="other"><BkToCstmrDbtCdtNtfctn/></Document>', "camt.054"),
    (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"/>', "pain.002"),
    (b'<?xml version="1.0"?><!-- x --><Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"/>', "svefaktura"),
    (b'<x:Begaran xmlns:x="http://xmls.skatteverket.se/se/skatteverket/ht/begaran/6.0"/>', "rot-rut-request"),
    (
        b'<p:Begaran xmlns:p="http://xmls.skatteverket.se/se/skatteverket/skattered/begaran/1.0"/>',
        "green-technology-request",
    ),
    (b'<Sie xmlns="http://www.sie.se/sie5"/>', "sie5"),
    (f'<Invoice xmlns="{UBL}Invoice-2"/>'.encode(), "peppol-bis-3"),
    (f'<Invoice xmlns="{UBL}Invoice-2"/>'.encode("utf-16"), "peppol-bis-3"),
    (
        f'<CreditNote xmlns="{UBL}CreditNote-2"><a><CustomizationID>x</CustomizationID></a></CreditNote>'.encode(),
        "peppol-bis-3",
    ),
    (
        f'<s:StandardBusinessDocument xmlns:s="http://unece/StandardBusinessDocumentHeader"><s:Sender/>'
        f'<i:Invoice xmlns:i="{UBL}Invoice-2"><CustomizationID>urn:www.cenbii.eu:transaction:x</CustomizationID>'
        "</i:Invoice></s:StandardBusinessDocument>".encode(),
        "svefaktura-bis5a",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "name"), BY_BYTES)
def test_each_format_is_known_by_its_beginning(data: bytes, name: str) -> None:
    """Marks, blanks, comments and prefixes do not hide it."""
    assert detect(data) == name


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("utf-16-le", ""),
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", ""),
        ("utf-16-be", "\ufeff"),
        ("utf-32-le", ""),
        ("utf-32-be", ""),
    ],
)
def test_xml_of_two_or_four_bytes_a_letter_is_known(code: str, mark: str) -> None:
    """What the readers take is known, with a mark or without."""
    written = f'{mark}<?xml version="1.0" encoding="{code[:6]}"?><Invoice xmlns="{UBL}Invoice-2"/>'.encode(code)
    assert xml.local(xml.parse(written, format="t")) == "Invoice"
    assert detect(written) == "peppol-bis-3"


@pytest.mark.parametrize(
    "data",
    [
        b"", b" ", b"%PDF-1.7", b"PK\x03\x04", b"{}", b"a;b;c\n", b"#EXTM3U\n", b"<html><body/></html>", b"<a", b"<a/>",
        b'<!DOCTYPE html><html/>', b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><X/></Document>',
        b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_anything_else_is_refused_naming_what_was_seen(data: bytes) -> None:
    """A host can tell its user what the file seems to be."""
    with pytest.raises(MalformedFile) as error:
        detect(data)
    assert error.value.found


def test_no_personal_number_is_shown_of_an_unknown_file() -> None:
    """It may be anybody's file."""
    with pytest.raises(MalformedFile) as error:
        detect(b"191212121212;Tolvan")
    assert "1212" not in str(error.value)


@pytest.mark.parametrize(
    ("folder", "pattern", "names"),
    [
        (("bank", "bgmax"), "*.txt", {"bgmax"}),
        (("bank", "autogiro"), "*.txt", {"autogiro"}),
        (("bank", "lb"), "*.txt", {"lb"}),
        (("bank", "iso20022"), "*camt*053*.xml", {"camt.053"}),
        (("bank", "iso20022"), "*camt*054*.xml", {"camt.054"}),
        (("bank", "iso20022"), "*pain*.xml", {"pain.001"}),
        (("einvoice", "svefaktura-1.0", "examples"), "*.xml", {"svefaktura"}),
        (("einvoice", "svefaktura-bis5a", "examples"), "*/*.xml", {"svefaktura-bis5a"}),
        (("einvoice", "peppol-bis-3", "examples"), "*.xml", {"peppol-bis-3"}),
        (("einvoice", "peppol-bis-3", "sfti-typfall"), "*.xml", {"peppol-bis-3"}),
        (("rules", "skatteverket", "samples"), "*", {"rot-rut-request", "rot-rut-decision"}),
        (("sie", "sie5"), "*.sie", {"sie5"}),
        (("sie", "samples"), "[!n]*.s[ei]", {"sie"}),
        (("sie", "samples"), "norstedts*.s[ei]", {"sie"}),
    ],
)
def test_every_official_sample_is_known(
    shared: Callable[..., Path], folder: tuple[str, ...], pattern: str, names: set[str]
) -> None:
    """Whatever program wrote it."""
    files = sorted(shared(*folder).glob(pattern))
    assert files
    assert {detect(path.read_bytes()) for path in files} == names

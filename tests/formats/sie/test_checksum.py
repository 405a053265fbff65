"""#KSUMMA: the rule of edition 4B chapter 10."""

from zlib import crc32

import pytest

from faktura.formats.sie.checksum import checksum
from faktura.formats.sie.reader import read
from faktura.formats.sie.record import Checksum, Record, SieFile
from faktura.formats.sie.writer import write

SAME = [
    ["#KONTO 1510 Kund", "#VER A 1 20260105", "{", '#TRANS 1510 {1 "100"} 5.00', "}"],
    ['#KONTO  "1510"\tKund\r', "", '#VER "A" 1 "20260105"', "{", "  #TRANS 1510 { 1 100 }   5.00 ", "}"],
    ["#KONTO 1510 Kund", "#VER A 1 20260105 {", '#TRANS 1510 {"1" "100"} 5.00', "}"],
]


@pytest.mark.parametrize("lines", SAME)
def test_blanks_quotes_braces_and_line_ends_are_outside(lines: list[str]) -> None:
    """Only tags and the contents of fields count."""
    assert checksum(lines) == crc32(b"#KONTO1510Kund#VERA120260105#TRANS151011005.00")


def test_letters_count_as_code_page_437() -> None:
    """Whatever encoding the file came in; a letter that code page lacks makes the sum uncheckable."""
    assert checksum(['#FNAMN "Åkeri"']) == crc32(b"#FNAMN\x8fkeri")
    assert checksum(['#FNAMN "Ørsted"']) is None


def test_a_utf8_file_is_checked_on_its_code_page_437_form() -> None:
    """A program that writes UTF-8 but sums PC8 is right; letters beyond PC8 are said to be uncheckable."""
    data = write(SieFile(items=(Record("FLAGGA", ("0",)), Record("FNAMN", ("Åkeri",))), checksummed=True))
    assert read(data.decode("cp437").encode()).checksum is Checksum.OK
    assert read(data.decode("cp437").replace("Å", "Ø").encode()).checksum is Checksum.UNCHECKABLE
    assert read(data.replace(b"keri", b"kare")).checksum is Checksum.WRONG

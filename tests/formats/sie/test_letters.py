"""Replacing on purpose: every change is told, and the result can be written."""

from hypothesis import given

from faktura.formats.sie.letters import replaced
from faktura.formats.sie.reader import read
from faktura.formats.sie.record import Record, Row, SieFile, SieVoucher
from faktura.formats.sie.writer import write
from tests.formats.sie.files import files


@given(files())
def test_what_can_be_written_is_not_changed(file: SieFile) -> None:
    """A file of plain letters comes back as it was, with nothing to tell."""
    assert (replaced(file), replaced(file).findings) == (file, ())


def test_a_letter_in_two_characters_is_the_same_letter() -> None:
    """It is written as one, and nothing is told, for the text says the same."""
    after = replaced(SieFile(items=(Record("FNAMN", ("A\N{COMBINING RING ABOVE}keri",)),)))
    assert write(after) == '#FNAMN "Åkeri"\r\n'.encode("cp437")
    assert after.findings == ()


def test_each_change_is_told_once() -> None:
    """In records, rows, objects and texts alike; a backslash at the end becomes a slash."""
    row = Row("TRANS", "1510", ("6", "P€"), 100, text="Ø")
    file = SieFile(
        items=(
            Record("FLAGGA", ("0",)),
            Record("FNAMN", ("Ø",)),
            Record("FNR", ("C:\\mapp\\",)),
            SieVoucher(series="K", on="20260105", text="Ø", rows=(row,), others=(Record("EGEN", (("€",),)),)),
        )
    )
    after = replaced(file)
    assert [dict(finding.facts) for finding in after.findings] == [
        {"found": "Ø", "field": "Ö"},
        {"found": "C:\\mapp\\", "field": "C:\\mapp/"},
        {"found": "P€", "field": "PEUR"},
        {"found": "€", "field": "EUR"},
    ]
    assert read(write(after)) == after

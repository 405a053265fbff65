"""Writing SIE 4: what is written is read back equal, byte for byte the same, and never quietly changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from faktura.core.errors import NotExpressible
from faktura.formats.sie.letters import replaced
from faktura.formats.sie.reader import read
from faktura.formats.sie.record import Checksum, Record, Row, SieFile, SieVoucher
from faktura.formats.sie.writer import write
from tests.formats.sie.files import files
from tests.formats.sie.test_reader import sample_table

FLAG = Record("FLAGGA", ("0",))


@given(files())
def test_what_is_written_is_read_back_equal(file: SieFile) -> None:
    """read(write(x)) == x for every file the format can carry, and a checksum that was asked for agrees."""
    again = read(write(file))
    assert again == file
    assert again.checksum is (Checksum.OK if file.checksummed else Checksum.ABSENT)


@given(files())
def test_writing_is_deterministic(file: SieFile) -> None:
    """What was read and written again has the same bytes."""
    assert write(read(write(file))) == write(file)


@pytest.mark.parametrize("name", [name for name, cells in sample_table() if cells[2] != "-"])
def test_every_record_of_the_samples_is_kept(shared: Callable[..., Path], name: str) -> None:
    """A file of another program, read and written, holds the same records; lost letters must be replaced first."""
    file = read(shared("sie", "samples", name).read_bytes())
    if any(finding.code == "SIE-LETTERS" for finding in file.findings):
        with pytest.raises(NotExpressible):
            write(file)
        file = replaced(file)
        assert file.findings
    assert read(write(file)) == file


def test_quotation_marks_stand_where_importers_want_them() -> None:
    """Names and texts within them, numbers and dates not: Fortnox stops at a quoted #SIETYP or #ORGNR."""
    items = (
        FLAG,
        Record("PROGRAM", ("faktura", "1.0")),
        Record("SIETYP", ("4",)),
        Record("ORGNR", ("559999-0008",)),
        Record("KONTO", ("1510", "Kundfordringar")),
        SieVoucher(
            series="K",
            on="20260105",
            text='Sagt "så"',
            rows=(Row("TRANS", "3001", ("1", "100"), -5), Row("TRANS", "1510", (), 5, text="rad")),
        ),
    )
    assert write(SieFile(items=items)).decode("cp437").split("\r\n") == [
        "#FLAGGA 0",
        '#PROGRAM "faktura" "1.0"',
        "#SIETYP 4",
        "#ORGNR 559999-0008",
        '#KONTO 1510 "Kundfordringar"',
        '#VER "K" "" 20260105 "Sagt \\"så\\""',
        "{",
        '#TRANS 3001 {1 "100"} -0.05',
        '#TRANS 1510 {} 0.05 "" "rad"',
        "}",
        "",
    ]


@pytest.mark.parametrize("text", ["10 €", "Ørsted", "två\nrader", "vagn\rretur", "noll\x00", "tabb\x1f", "\ufffd"])
@pytest.mark.parametrize("checksummed", [False, True])
def test_what_code_page_437_lacks_is_refused_not_replaced(text: str, checksummed: bool) -> None:
    """Neither a letter it lacks nor a control character is written as something else."""
    with pytest.raises(NotExpressible):
        write(SieFile(items=(FLAG, Record("PROSA", (text,))), checksummed=checksummed))


def test_a_backslash_before_a_quotation_mark_is_refused_where_it_would_be_misread() -> None:
    """`"C:\\dir\\" "x"` would be read as one field; at the end of a line it is plain what is meant."""
    with pytest.raises(NotExpressible):
        write(SieFile(items=(FLAG, Record("EGEN", ("C:\\en mapp\\", "x")))))
    ends = SieFile(items=(FLAG, Record("EGEN", ("x", "C:\\en mapp\\"))))
    assert read(write(ends)) == ends

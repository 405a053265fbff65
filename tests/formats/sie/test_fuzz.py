"""Files that were damaged in every way: the reader answers, soon, in its own words, and loses nothing.

The damage is done to files in the manner of many programs and, where they lie beside the repository, to the samples.
"""

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.core.errors import FakturaError, MalformedFile, NotExpressible
from faktura.formats.sie.letters import replaced
from faktura.formats.sie.reader import read, records
from faktura.formats.sie.record import SieFile
from faktura.formats.sie.summary import summary
from faktura.formats.sie.table import columns, plain
from faktura.formats.sie.writer import write
from tests.formats.sie.test_programs import BOKIO, BROWSER, FORTNOX_3, MAMUT, PAYROLL, SPREADSHEET
from tests.formats.sie.test_reader import BALANCED
from tests.reference import SHARED

CHECKSUMMED: Final = write(SieFile(items=read(FORTNOX_3.encode()).items, checksummed=True))
SEEDS: Final = [
    CHECKSUMMED,
    *(text.encode("utf-8") for text in (FORTNOX_3, BOKIO, BROWSER)),
    *(text.encode("cp437") for text in (MAMUT, PAYROLL, BALANCED, SPREADSHEET)),
    BALANCED.encode("utf-16"),
]
PIECES: Final = [
    b'"', b'\\"', b"\\", b"{", b"}", b"#", b"\n", b"\r", b"\r\n", b"\t", b" ", b"\0", b"\x1a", b"\xff", b"\xe5", b"\x86", b"\xc3\xa5",
    b"#VER", b"\n#VER ", b"#TRANS", b"#KSUMMA", b"#KSUMMA 1", b"#RAR 0 20260101 20261231", b"-", b",", b"9" * 50, b"0.001", b"20260231",
]  # fmt: skip
MOST_SECONDS: Final = 2.0


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A file with bytes changed, taken out, put in or repeated, lines moved, or its end cut off."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        match draw(st.integers(0, 5)):
            case 0:
                data[at:at] = draw(st.sampled_from(PIECES))
            case 1:
                del data[at : at + length]
            case 2:
                data[at : at + length] = data[at : at + length] * 2
            case 3:
                data[at : at + 1] = draw(st.binary(max_size=2))
            case 4:
                lines = data.split(b"\n")
                lines.insert(draw(st.integers(0, len(lines))), lines.pop(at % len(lines)))
                data = bytearray(b"\n".join(lines))
            case _:
                del data[at + 100 :]
    return bytes(data)


def assert_survived(data: bytes) -> None:
    """Read in every way and written again: our own errors alone, each sayable; and what is kept can be written."""
    began = process_time()
    try:
        file = read(data)
    except MalformedFile as error:
        assert (error.code, bool(error.explain("sv"))) == ("SIE-NOT", True)  # noqa: PT017 - the only refusal there is
        return
    for finding in file.findings:
        assert finding.explain("sv")
        assert finding.advise("en")
    assert len(columns(file)["line"]) == sum(len(voucher.rows) for voucher in file.vouchers)
    json.dumps(plain(file))
    assert summary(file).vouchers == len(file.vouchers)
    assert tuple(records(data)) == file.items
    written = replaced(file)
    assert read(write(written)) == written
    for attempt in (lambda: read(data, strict=True), lambda: write(file)):
        try:
            attempt()
        except (MalformedFile, NotExpressible) as error:
            assert isinstance(error, FakturaError)  # noqa: PT017 - either outcome is right
    assert process_time() - began < MOST_SECONDS


@given(damaged(SEEDS))
def test_damaged_files_are_read_and_nothing_is_lost(data: bytes) -> None:
    """Whatever the damage, all that was read can be written and is read again as the same."""
    assert_survived(data)


@given(st.data())
def test_damaged_samples_are_read_and_nothing_is_lost(shared: Callable[..., Path], data: st.DataObject) -> None:
    """The same with the shorter files of real programs."""
    folder = shared("sie", "samples")
    seeds = sorted(path for path in folder.iterdir() if path.stat().st_size < 20_000)
    assert_survived(data.draw(damaged([data.draw(st.sampled_from(seeds)).read_bytes()])))


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None, derandomize=False)
@given(st.data())
def test_a_long_campaign(data: st.DataObject) -> None:
    """Twenty thousand damaged files, made by the programs' manners and of every sample there is."""
    folder = SHARED / "reference" / "sie" / "samples"
    samples = [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else []
    assert_survived(data.draw(damaged([*SEEDS, *samples])))


@pytest.mark.parametrize(
    "run", ['"', "\\", '\\"', '"\\', "{", "}", '" "', "#", "1", " ", "\t", "0.", "\n", "\r", '{1 "']
)
def test_endless_runs_take_no_time(run: str) -> None:
    """No pattern goes back over what it has read: thirty thousand of anything, in every field of a row."""
    many = run * 30_000
    for text in (f"#PROSA {many}", f"#VER A {many} 20260105\n{{\n}}", f"#VER A 1 20260105 {many}\n{{\n}}",
                 f"#VER A 1 20260105\n{{\n#TRANS 1510 {{{many}}} 1\n}}", f"#VER A 1 20260105\n{{\n#TRANS 1510 {{}} {many}\n}}",
                 f"#VER A 1 20260105\n{{\n#TRANS 1510 {{}} 1 20260105 {many}\n}}"):  # fmt: skip
        began = process_time()
        write(replaced(read((BALANCED + text).encode())))
        assert process_time() - began < MOST_SECONDS

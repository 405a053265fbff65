"""The short way reads nothing that the long way would read otherwise, and says nothing else of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.formats.sie.letters import replaced
from faktura.formats.sie.reader import read, records, vouchers
from faktura.formats.sie.record import SieFile, SieVoucher
from faktura.formats.sie.run import Run
from faktura.formats.sie.short import ShortReader
from faktura.formats.sie.source import PART
from faktura.formats.sie.writer import write
from tests.formats.sie.files import files
from tests.formats.sie.test_reader import HEAD
from tests.tried import tried

LOST: Final = "\ufffd".encode()
"""What stands where a program did not know a letter: U+FFFD, the replacement character."""

AMOUNTS: Final = [
    "1",
    "-1",
    "100.00",
    "-100.00",
    "-100.0",
    "0.5",
    "1,5",
    "1.005",
    "",
    "tio",
    "+1",
    "1_0",
    "99999999999999999999",
    "٣",
]

HEADS: Final = r"""
#VER A {n} 20260105 "Faktura"
#VER A {n} 20260105
#VER "A" "{n}" 20260105 "" 20260106
#VER	B	{n}	20260105	"x"
#VER A "" 20260105 "x"
#VER A {n} 2026-01-05 "x"
#VER A {n} 20251231 "x" 20260105 "Anna"
#VER A
#VER 5" {n} 20260105 6"
#VERX A {n} 20260105 "x"
#VER {{A}} {n} 20260105 "x"
#VER A 1 20260105 "sa \"hej\""
#VER A {n} 20260105 "a" b "c"
  #VER A {n} 20260105
#VER A {n} 20260105 "x" {{
""".strip().split("\n")

ROWS: Final = r"""
#TRANS 1510 {{}} {a}
  #TRANS 3001 {{1 "100"}} {a} 20260105 "text" 3
	#TRANS	1930	{{}}	{a}		20260105	"text"
#TRANS 1510 {{}} {a} "" "" 0
#TRANS 1510 {{}} {a} "text"
#TRANS 1510 {{1}} {a}
#TRANS 1510 {a}
#TRANS FEL {{}} {a}
#RTRANS 1510 {{}} {a}
#BTRANS 1510 {{}} {a}
#TRANS 1510 {{6 "a}}b"}} {a}
#TRANS 1510 {{}} {a} 20260105 "sa \"hej\""
#TRANS 1510 {{}} {a} 20260231
#TRANS 1510 {{}} {a} 20260105 ord
#trans 1510 {{}} {a}
#TRANS 1510 {{}} {a} 20260105 "x" "2" "Anna"
#TRANS 1510 {{}}{a} "20260105" "a	b"
#TRANS 1510 {{}} {a} 20260105 "oavslutad
#EGEN 1

#KONTO 1510 Kund
#TRANS 1510 {{}} {a} 20260105 "C:\" 0
#TRANS 1510 {{}} {a} 20260105 "x" y
""".strip().split("\n")

TAILS: Final = ["}", "} ", "}\n", "", "}\n#IB 0 1510 1", "}\n}"]
OPENINGS: Final = ["{", " {\t", "", "{\n"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Verifications mostly as they should be, each with a chance of being odd in any of its places."""

    def pick(of: list[str]) -> str:
        return draw(st.sampled_from(of)) if draw(st.integers(0, 3)) == 0 else of[0]

    written = [HEAD, "#RAR 0 20260101 20261231\n"]
    for number in range(draw(st.integers(0, 6))):
        head = pick(HEADS).format(n=draw(st.sampled_from([number + 1, number + 1, 1, 7, "X"])))
        rows = [pick(ROWS).format(a=pick(AMOUNTS)) for _ in range(draw(st.integers(0, 3)))]
        written.append("\n".join((head, pick(OPENINGS), *rows, pick(TAILS))) + "\n")
    return draw(st.sampled_from(["\n", "\r\n"])).join("".join(written).split("\n"))


def seen(file: SieFile) -> tuple[object, ...]:
    lines = [(item.line, list(item.row_lines) if isinstance(item, SieVoucher) else []) for item in file.items]
    said = sorted((finding.code, finding.path, finding.facts) for finding in file.findings)
    return tuple(file.items), lines, said, file.checksum


@tried(3)
@given(texts())
def test_both_ways_see_the_same(text: str) -> None:
    """Items, lines and findings do not depend on which way a verification was read."""
    data = text.encode("cp437", "replace")
    both = seen(read(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ShortReader, "_rows", lambda *_: None)
        assert seen(read(data)) == both


@given(texts())
def test_columns_and_objects_are_written_alike(text: str) -> None:
    """What was read in columns and the same as objects have the same bytes, whatever the rows looked like."""
    file = replaced(read(text.encode("cp437", "replace")))
    columns = read(write(file))
    assert write(columns) == write(SieFile(items=tuple(columns.items), checksummed=columns.checksummed)) == write(file)


def test_what_was_read_is_laid_out_anew(shared: Callable[..., Path]) -> None:
    """The same for the samples as their programs laid them out: blanks, tabs, amounts without decimals."""
    for path in sorted(shared("sie", "samples").glob("*.s[ei]")):
        if path.name.startswith("not-sie"):  # a web page that says that the file is not there
            continue
        file = read(path.read_bytes().replace(LOST, b"o"))
        assert write(file) == write(SieFile(items=tuple(file.items), checksummed=file.checksummed)), path.name


def test_a_file_whose_letters_were_lost_is_read_and_not_written_again(shared: Callable[..., Path]) -> None:
    """Each å, ä and ö of a sample was exchanged for U+FFFD before it came here: it is read whole, and says so.

    PC8 (code page 437) has no such character, so that writing it again is refused by name; nothing is put in its place.
    """
    data = shared("sie", "samples", "visma-official-sample-underdim-utf8.se").read_bytes()
    assert data.count(LOST) == 702
    file = read(data, strict=True)
    assert (len(file.vouchers), sum(len(one.rows) for one in file.vouchers)) == (295, 1330)
    letters = next(one for one in file.findings if one.code == "SIE-LETTERS")
    assert "702" in letters.explain("en")
    with pytest.raises(NotExpressible) as refused:
        write(file)
    assert "\ufffd" in refused.value.what


def test_a_series_exported_twice_is_told_once() -> None:
    """One finding for numbers that follow each other, at the line of the first; single ones each for itself."""
    usual = '#VER A {0} 20260105 "x"\n{{\n}}\n'
    text = HEAD + "".join(usual.format(number) for number in (1, 2, 3, 4, 1, 2, 3, 9, 9, 4))
    found = [
        (one.path, dict(one.facts)["found"]) for one in read(text.encode()).findings if one.code == "SIE-DUPLICATE"
    ]
    assert found == [("line 19", "A 1-3"), ("line 31", "A 9"), ("line 34", "A 4")]


@given(files())
def test_a_stream_holds_what_the_whole_file_holds(file: SieFile) -> None:
    """Item by item, with the same findings at the end, and the same verifications alone."""
    data = write(file)
    whole = read(data)
    reading = records(data)
    assert tuple(reading) == whole.items
    assert sorted(map(str, reading.findings)) == sorted(map(str, whole.findings))
    assert reading.checksum is whole.checksum
    assert tuple(vouchers(data)) == whole.vouchers


class Drop:
    """An open file that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self.rest, self.size, self.asked = data, size, 0

    def read(self, size: int, /) -> bytes:
        self.asked = max(self.asked, size)
        given, self.rest = self.rest[: self.size], self.rest[self.size :]
        return given


@given(texts(), st.integers(1, 40))
def test_parts_of_any_size_make_the_same_file(text: str, size: int) -> None:
    """However the bytes arrive, a verification divided between two parts is whole again."""
    data = text.encode("cp437", "replace")
    assert seen(read(Drop(data, size))) == seen(read(data))


def test_usual_verifications_stay_in_columns() -> None:
    """What goes the short way is kept without objects; one odd verification does not take the others with it."""
    usual = '#VER A {0} 20260105 "x"\n{{\n#TRANS 1510 {{}} 1.00\n#TRANS 3001 {{}} -1.00\n}}\n'
    odd = '#VER A 3 20260105 "x"\n{\n#TRANS 1510 {} 1,00\n#TRANS 3001 {} -1.00\n}\n'
    file = read((HEAD + usual.format(1) + usual.format(2) + odd + usual.format(4)).encode())
    parts = file.items.parts  # type: ignore[attr-defined]
    assert [len(part) for part in parts if isinstance(part, Run)] == [2, 1]
    assert [voucher.number for voucher in file.vouchers] == ["1", "2", "3", "4"]
    assert [voucher.line for voucher in file.vouchers] == [7, 12, 17, 22]
    assert [finding.path for finding in file.findings] == ["line 19"]
    assert file.vouchers[-1] == file.vouchers[3] != file.vouchers[0]
    assert file.vouchers[1:3] == (file.vouchers[1], file.vouchers[2])
    with pytest.raises(IndexError):
        file.vouchers[4]


def test_a_large_stream_is_asked_for_in_parts() -> None:
    """Never more than a part at a time is asked for, and the first verification is there before the last is read."""
    usual = '#VER A {0} 20260105 "Fakturajournal"\n{{\n#TRANS 1510 {{}} 1.00\n#TRANS 3001 {{}} -1.00\n}}\n'
    source = Drop((HEAD + "".join(map(usual.format, range(1, 40_000)))).encode(), PART)
    reading = iter(records(source))
    while not isinstance(next(reading), SieVoucher):
        pass
    assert source.rest
    assert source.asked == PART
    assert sum(1 for _ in reading) == 39_998


def test_another_file_is_refused_at_the_end_of_the_stream() -> None:
    """A stream cannot know before."""
    with pytest.raises(MalformedFile):
        list(vouchers(b"a;b;c"))

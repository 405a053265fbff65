"""Lines of a file: what is let through, what is told, and that each keeps its number."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.bankgirot.autogiro.lines import FORMAT, LENGTH, Lines, place


def test_lines_are_filled_and_keep_their_numbers() -> None:
    """Blank ones are passed over, LF and CR LF are one, and a tab reaches the next eighth column."""
    lines = Lines(b"\r\n01a\tb\n\n02\r\n  \n", strict=True)
    assert lines.first == "01a     b"
    assert list(lines) == [(2, "01a     b".ljust(LENGTH)), (4, "02".ljust(LENGTH))]
    assert (lines.number, lines.findings) == (4, ())


def test_only_a_line_feed_ends_a_line() -> None:
    """0x85 and 0x1C are bytes of a text, whatever Unicode says."""
    assert len(list(Lines(b"01a\x85b\x1cc\x0bd", strict=True))) == 1


def test_what_stands_after_80_positions_is_told() -> None:
    """Blanks are nothing; other text was not read, even in a strict reading."""
    lines = Lines(b"01".ljust(90) + b"\n" + b"02".ljust(85) + b"x\n", strict=True)
    assert {len(line) for _, line in lines} == {LENGTH}
    assert [(one.code, one.path, one.severity) for one in lines.findings] == [
        ("autogiro.long_line", "line 2", "warning"),
    ]


def test_letters_are_of_iso_8859_1_unless_they_are_utf8() -> None:
    """What cannot be UTF-8 is not; what can is told."""
    assert next(iter(Lines("01Ä".encode("latin-1"), strict=True)))[1].rstrip() == "01Ä"
    utf8 = Lines("\ufeff01Ä".encode(), strict=True)
    assert next(iter(utf8))[1].rstrip() == "01Ä"
    assert [one.code for one in utf8.findings] == ["autogiro.encoding"]


def test_a_fault_stops_a_strict_reading_and_is_noted_in_a_tolerant_one() -> None:
    """And a total is not compared when a record that is part of it could not be read."""

    def broken() -> str:
        raise place(7, "amount").wrong("x", "digits")

    with pytest.raises(MalformedFile):
        Lines(b"", strict=True).attempt(broken)
    lines = Lines(b"", strict=False)
    lines.differs("records", "1", "2")
    assert lines.attempt(broken) is None
    lines.differs("records", "1", "2")
    assert [(one.code, one.path) for one in lines.findings] == [
        ("autogiro.count", "line 0"),
        ("autogiro.field", "line 7"),
    ]
    assert FORMAT == "autogiro"

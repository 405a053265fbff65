"""A SIE file is known by what it holds, however it begins, and by nothing that only looks like one."""

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.detect import detect
from faktura.formats.show import show
from tests.formats.sie.test_reader import BALANCED

BEGINNINGS = [
    ("as the standard has it", BALANCED.encode()),
    ("a byte order mark and blank lines", b"\xef\xbb\xbf\r\n\r\n" + BALANCED.encode()),
    ("lower case", BALANCED.lower().encode()),
    ("indented", b"  " + BALANCED.encode()),
    ("two bytes a letter", BALANCED.encode("utf-16")),
    ("two bytes a letter, no mark", BALANCED.encode("utf-16-be")),
    ("no head at all", b'#KONTO 1510 "Kund"\n'),
    ("a year first", b"#RAR 0 20260101 20261231\n"),
    ("a note before the first record", b"Export ur bokf\x94ringen\r\n" + BALANCED.replace("\n", "\r\n").encode()),
]


@pytest.mark.parametrize("data", [data for _, data in BEGINNINGS], ids=[name for name, _ in BEGINNINGS])
def test_it_is_known_and_shown(data: bytes) -> None:
    """`show` finds it, and reads it."""
    assert detect(data) == "sie"
    assert show(data).format == "sie"


@pytest.mark.parametrize(
    "data", [b"", b"#!/bin/sh\n", b"# FLAGGA 0\n", b"#FLAGGAN 0\n", b"a;b\n1;2\n", b"\xff\xfe\x00\x00"]
)
def test_other_files_are_not_taken_for_one(data: bytes) -> None:
    """A script, a heading, a table."""
    with pytest.raises(MalformedFile):
        detect(data)

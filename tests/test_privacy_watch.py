"""The watch over the suite sees what it looks for: in a log line, an error, a finding, and the name of a file."""

import logging
from pathlib import Path

import pytest

from faktura.core.errors import Finding, MalformedFile
from faktura.testing.identities import COORDINATED, TOLVAN
from tests.privacy_watch import WATCH, personal


@pytest.mark.parametrize(
    "text", ["191212121212", "19121212-1212", "121212-1212", "121212+1212", "1212121212", f"x{COORDINATED[0].full}y"]
)
def test_every_form_is_known(text: str) -> None:
    """With and without century, with hyphen, with plus."""
    assert personal(text)
    assert not personal("19121212-XXXX")


def test_it_sees_and_does_not_tell(tmp_path: Path) -> None:
    """Each way once; the number itself is left out of what is told."""
    number = TOLVAN.full
    logging.getLogger("host").warning("paid by %s", number)
    MalformedFile(format="x", field="ssn", found=number, expected="nothing")
    Finding(code="file.malformed", path=f"persons[{number}]")
    (tmp_path / f"faktura-{number}.pdf").write_bytes(b"")
    (tmp_path / number).mkdir()
    seen = WATCH.taken()
    assert len(seen) >= 4
    assert {line.split()[0] for line in seen} == {"log", "MalformedFile", "Finding", "file"}
    assert not any(number in line for line in seen)


def test_what_is_masked_is_let_through(tmp_path: Path) -> None:
    """As it is printed."""
    logging.getLogger("host").warning("paid by %s", TOLVAN)
    (tmp_path / str(TOLVAN)).write_bytes(b"")
    assert WATCH.taken() == []

"""Files are whole or not there, what a killed writer left goes, and private ones are their owner's alone."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from secrets import token_hex
from time import time

import pytest
from attrs import evolve

from faktura.ports.adapters import durable
from faktura.ports.adapters.archive import FolderArchive
from faktura.ports.adapters.files import FileDelivery
from faktura.ports.adapters.folder_journal import FolderJournal
from faktura.ports.journal import JournalEntry
from faktura.testing.contracts.archive import RECORD
from faktura.testing.contracts.delivery import email

DIES = """
import os, sys
from pathlib import Path
from faktura.ports.adapters.archive import FolderArchive
from faktura.testing.contracts.archive import RECORD
Path.replace = lambda *_: os._exit(9)
FolderArchive(sys.argv[1]).keep(RECORD)
"""


def aged(path: Path, seconds: float) -> None:
    """Let *path* have been written so long ago."""
    os.utime(path, (time() - seconds,) * 2)


def kept(folder: Path) -> None:
    """Keep another record of the same sender."""
    FolderArchive(folder).keep(evolve(RECORD, id=token_hex()))


def removed(folder: Path) -> None:
    """Remove the record, which is not there."""
    FolderArchive(folder).remove("A", RECORD.id, on=date(2040, 1, 1))


@pytest.mark.parametrize("next_call", [kept, removed])
def test_what_a_killed_writer_left_goes_when_it_is_old(tmp_path: Path, next_call: Callable[[Path], None]) -> None:
    """It holds the whole document and no call of the port would find it; what is young may be a living writer's."""
    done = subprocess.run([sys.executable, "-c", DIES, str(tmp_path)], check=False)
    assert done.returncode == 9
    (left,) = tmp_path.glob("*/.unfinished-*")
    assert left.read_bytes() == RECORD.content
    next_call(tmp_path)
    assert left.exists()
    aged(left, 2 * 3600)
    next_call(tmp_path)
    assert left.exists(), "a large folder is not listed at every call"
    durable._swept.clear()
    next_call(tmp_path)
    assert not left.exists()


def test_a_delivery_half_written_goes_too(tmp_path: Path) -> None:
    """It is a folder of files."""
    left = tmp_path / durable.safe_name("A") / ".unfinished-0123456789abcdef"
    left.mkdir(parents=True)
    (left / "message.eml").write_bytes(b"Hej")
    aged(left, 2 * 3600)
    place = FileDelivery(tmp_path).hand_over(email()).external_id
    assert (tmp_path / place).parent == left.parent
    assert not left.exists()


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """A process whose new files everybody may read."""
    earlier = os.umask(0)
    yield
    os.umask(earlier)


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
@pytest.mark.usefixtures("open_to_all")
def test_what_only_faktura_reads_is_its_owners_alone(tmp_path: Path) -> None:
    """The archive and the journal, whatever the umask; what is handed over is for whom the umask lets read it."""
    FolderArchive(tmp_path / "archive").keep(RECORD)
    FolderJournal(tmp_path / "journal").note(JournalEntry(sender_id="A", delivery_id="d", fingerprint="f"))
    FileDelivery(tmp_path / "out").hand_over(email())
    modes = {path.relative_to(tmp_path).parts[0]: path.stat().st_mode & 0o777 for path in tmp_path.glob("*/*/*")}
    folders = {path.relative_to(tmp_path).parts[0]: path.stat().st_mode & 0o777 for path in tmp_path.glob("*/*")}
    assert modes == {"archive": 0o600, "journal": 0o600, "out": 0o777}
    assert folders == {"archive": 0o700, "journal": 0o700, "out": 0o777}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("out/*/*/*")} == {0o666}

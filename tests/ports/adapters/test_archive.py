"""Archives keep what they were given, prove it, and let go only when its time is over."""

from datetime import date
from pathlib import Path

import pytest

from faktura.core.errors import NotFound, Unavailable
from faktura.ports.adapters.archive import FolderArchive, MemoryArchive
from faktura.ports.archive import Archive, Damaged
from faktura.testing.contracts.archive import RECORD, ArchiveContract


class TestMemoryArchive(ArchiveContract):
    def make_archive(self) -> Archive:
        return MemoryArchive()


class TestFolderArchive(ArchiveContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_archive(self) -> Archive:
        return FolderArchive(self.folder)


def test_it_is_there_for_the_next_program(tmp_path: Path) -> None:
    """Plain files that a person finds without faktura."""
    FolderArchive(tmp_path).keep(RECORD)
    assert FolderArchive(tmp_path).fetch("A", RECORD.id) == RECORD
    assert [path.read_bytes() for path in tmp_path.rglob("*.bin")] == [RECORD.content]


@pytest.mark.parametrize("harm", ["changed", "lost", "note"])
def test_damage_is_seen(tmp_path: Path, harm: str) -> None:
    """A changed or missing file, a note that cannot be read; it can still be removed when its time is over."""
    archive = FolderArchive(tmp_path)
    archive.keep(RECORD)
    (content,), (note,) = tmp_path.rglob("*.bin"), tmp_path.rglob("*.json")
    match harm:
        case "changed":
            content.write_bytes(b"%PDF-1.7\n\x00\xfe")
        case "lost":
            content.unlink()
        case _:
            note.write_bytes(b"")
    with pytest.raises(Damaged):
        archive.fetch("A", RECORD.id)
    if harm == "note":
        with pytest.raises(Damaged):
            list(archive.ids("A"))
    else:
        archive.keep(RECORD)  # from a copy: the same again mends it
        assert archive.fetch("A", RECORD.id) == RECORD
        archive.remove("A", RECORD.id, on=date(2034, 1, 1))
        assert list(tmp_path.rglob("*.*")) == []


def test_a_record_half_written_was_never_kept(tmp_path: Path) -> None:
    """The note comes last; the same call again keeps it whole."""
    archive = FolderArchive(tmp_path)
    archive.keep(RECORD)
    (note,) = tmp_path.rglob("*.json")
    note.unlink()
    with pytest.raises(NotFound):
        archive.fetch("A", RECORD.id)
    archive.keep(RECORD)
    assert archive.fetch("A", RECORD.id) == RECORD


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Said, and nothing claimed."""
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(Unavailable):
        FolderArchive(tmp_path / "x").keep(RECORD)

"""What every archive must do, as a test class to subclass."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Final

import pytest
from attrs import evolve

from faktura.core.errors import NotFound, RecordedDifferently
from faktura.ports.archive import Archive, ArchiveRecord, StillKept

RECORD: Final = ArchiveRecord(
    id="F1042",
    sender_id="A",
    name="faktura-1042.pdf",
    mime_type="application/pdf",
    content=b"%PDF-1.7\n\x00\xff",
    keep_until=date(2033, 12, 31),
)


class ArchiveContract:
    """Subclass in your tests and return an empty archive from `make_archive`."""

    def make_archive(self) -> Archive:
        """Return an archive with nothing in it."""
        raise NotImplementedError

    def test_what_was_kept_comes_back(self) -> None:
        """Byte for byte, with its digest; an empty file too."""
        archive = self.make_archive()
        for record in (RECORD, evolve(RECORD, id="tom", content=b"")):
            assert archive.keep(record) == sha256(record.content).hexdigest()
            assert archive.fetch("A", record.id) == record

    def test_the_same_again_changes_nothing(self) -> None:
        """The answer to the first call may have been lost."""
        archive = self.make_archive()
        assert archive.keep(RECORD) == archive.keep(RECORD)
        assert list(archive.ids("A")) == [RECORD.id]

    @pytest.mark.parametrize(
        "other",
        [
            evolve(RECORD, content=b"annat"),
            evolve(RECORD, keep_until=date(2030, 1, 1)),
            evolve(RECORD, name="x.pdf"),
        ],
        ids=["content", "time", "name"],
    )
    def test_a_record_never_changes(self, other: ArchiveRecord) -> None:
        """Nor does its time; the first stands."""
        archive = self.make_archive()
        archive.keep(RECORD)
        with pytest.raises(RecordedDifferently):
            archive.keep(other)
        assert archive.fetch("A", RECORD.id) == RECORD

    def test_senders_are_kept_apart_and_so_are_ids(self) -> None:
        """Also ids that look alike, or like paths."""
        archive = self.make_archive()
        ids = ["F1", "f1", "F/1", "../F1", "å", "x" * 300]
        for id in ids:
            archive.keep(evolve(RECORD, id=id, content=id.encode()))
        archive.keep(evolve(RECORD, sender_id="B", id="F1", content=b"B"))
        assert list(archive.ids("A")) == sorted(ids)
        assert [archive.fetch("A", id).content for id in ids] == [id.encode() for id in ids]
        assert archive.fetch("B", "F1").content == b"B"
        assert list(archive.ids("C")) == []

    def test_what_is_not_there_is_told(self) -> None:
        """Nobody's record is handed out for it."""
        archive = self.make_archive()
        archive.keep(RECORD)
        for sender_id, id in (("A", "F9"), ("B", RECORD.id)):
            with pytest.raises(NotFound):
                archive.fetch(sender_id, id)

    def test_nothing_is_removed_before_its_time(self) -> None:
        """The last day counts; the day after it may go, and then it is gone."""
        archive = self.make_archive()
        archive.keep(RECORD)
        with pytest.raises(StillKept):
            archive.remove("A", RECORD.id, on=RECORD.keep_until)
        assert archive.fetch("A", RECORD.id) == RECORD
        after = RECORD.keep_until + timedelta(days=1)
        archive.remove("A", RECORD.id, on=after)
        archive.remove("A", RECORD.id, on=after)
        assert list(archive.ids("A")) == []
        with pytest.raises(NotFound):
            archive.fetch("A", RECORD.id)

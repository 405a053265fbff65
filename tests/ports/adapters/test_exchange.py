"""Exchanges of files in memory and in folders keep the promises of their port."""

from pathlib import Path

import pytest
from attrs import evolve

from faktura.core.errors import RecordedDifferently, Unavailable
from faktura.ports.adapters.exchange import FolderExchange, MemoryExchange
from faktura.ports.exchange import AnswerFile, FileExchange, SubmissionRefused
from faktura.testing.contracts.exchange import FILE, FileExchangeContract


class TestMemoryExchange(FileExchangeContract):
    def make_exchange(self) -> MemoryExchange:
        return MemoryExchange()

    def taken(self, exchange: FileExchange) -> list[bytes]:
        assert isinstance(exchange, MemoryExchange)
        return [file.content for file in exchange.submitted]

    def answer(self, exchange: FileExchange, file: AnswerFile) -> None:
        assert isinstance(exchange, MemoryExchange)
        exchange.answer(file)


class TestFolderExchange(FileExchangeContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_exchange(self) -> FolderExchange:
        return FolderExchange(self.folder)

    def taken(self, exchange: FileExchange) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("out/*/*"))]

    def answer(self, exchange: FileExchange, file: AnswerFile) -> None:
        (self.folder / "in").mkdir(exist_ok=True)
        (self.folder / "in" / file.name).write_bytes(file.content)


def test_a_file_that_was_taken_away_is_not_put_there_again(tmp_path: Path) -> None:
    """The bank session empties the folder; the same order must not be paid twice, nor its id used again."""
    place = FolderExchange(tmp_path).submit(FILE)
    (tmp_path / place).unlink()
    assert FolderExchange(tmp_path).submit(FILE) == place
    assert not (tmp_path / place).exists()
    with pytest.raises(RecordedDifferently):
        FolderExchange(tmp_path).submit(evolve(FILE, content=b"<x/>"))


def test_a_submission_broken_off_is_finished(tmp_path: Path) -> None:
    """The note was begun and the file never written: the same call writes it."""
    exchange = FolderExchange(tmp_path)
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(Unavailable):
        exchange.submit(FILE)
    (tmp_path / "out").unlink()
    assert (tmp_path / exchange.submit(FILE)).read_bytes() == FILE.content


def test_names_of_files_to_upload_hold_ids_only(tmp_path: Path) -> None:
    """Whatever name the receiver wants: that stands in the note."""
    place = FolderExchange(tmp_path).submit(evolve(FILE, name="../../19121212-1212.xml/", id="../x"))
    assert "1212" not in place
    assert (tmp_path / place).resolve().is_relative_to(tmp_path)


def test_a_refusal_names_the_submission() -> None:
    """In both languages."""
    refused = SubmissionRefused(id="P1", reason="schema")
    assert "P1" in str(refused)
    assert refused.explain("sv").startswith("filen i inlämningen P1 avvisades (schema)")

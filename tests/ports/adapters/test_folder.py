"""The folder of bank files keeps the promises of a bank feed, and leaves alone what is not its own."""

from pathlib import Path

import pytest

from faktura.core.errors import InputError, Unavailable
from faktura.ports.adapters.folder import FolderBankFeed
from faktura.ports.bank import BankFeed, BankFile
from faktura.testing.contracts import BankFeedContract


class TestFolderBankFeed(BankFeedContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_feed(self) -> FolderBankFeed:
        return FolderBankFeed(self.folder)

    def deliver(self, feed: BankFeed, file: BankFile) -> None:
        (self.folder / file.name).write_bytes(file.content)


def test_only_complete_plain_files_are_read(tmp_path: Path) -> None:
    """No subfolder, no link that leads elsewhere, nothing hidden or unfinished."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"secret")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "done").mkdir()
    (inbox / "link.txt").symlink_to(tmp_path / "outside" / "secret")
    for name in (".hidden", "half.txt.PART", "half.tmp", "real.txt"):
        (inbox / name).write_bytes(name.encode())
    assert list(FolderBankFeed(inbox).fetch()) == [BankFile("real.txt", b"real.txt")]


def test_nothing_that_was_read_is_written_over(tmp_path: Path) -> None:
    """Three different files of one name are all in `done` at the end."""
    feed = FolderBankFeed(tmp_path)
    for content in (b"1", b"2", b"3", b"2"):
        (tmp_path / "day.txt").write_bytes(content)
        (file,) = feed.fetch()
        feed.acknowledge(file)
    kept = sorted((path.name, path.read_bytes()) for path in (tmp_path / "done").iterdir())
    assert sorted(content for _, content in kept) == [b"1", b"2", b"3"]
    assert kept[-1] == ("day.txt", b"1")


@pytest.mark.parametrize("name", ["../outside.txt", "sub/file.txt", "..", "", "/etc/passwd"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """Only files of the folder itself are ever moved."""
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"x")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with pytest.raises(InputError):
        FolderBankFeed(inbox).acknowledge(BankFile(name, b"x"))
    assert outside.exists()


def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    """Not an empty feed: somebody must be told."""
    with pytest.raises(Unavailable):
        list(FolderBankFeed(tmp_path / "none").fetch())


def test_a_file_that_another_worker_has_taken_is_passed_over(tmp_path: Path) -> None:
    """Two collect one folder: the slower one goes on with what is left, and is told of no failure."""
    for name in "123":
        (tmp_path / f"{name}.txt").write_bytes(name.encode())
    slower, quicker = FolderBankFeed(tmp_path), FolderBankFeed(tmp_path)
    waiting = slower.fetch()
    first = next(waiting)
    taken = list(quicker.fetch())
    for file in taken[:2]:
        quicker.acknowledge(file)
    assert list(waiting) == taken[2:]
    slower.acknowledge(first)
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["1.txt", "2.txt"]


@pytest.mark.parametrize("moment", ["read_bytes", "replace"])
def test_a_file_taken_while_it_is_acknowledged_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The other worker moves it between two steps of ours: it is in `done`, which is all that was asked."""
    (tmp_path / "1.txt").write_bytes(b"1")
    slower, quicker = FolderBankFeed(tmp_path), FolderBankFeed(tmp_path)
    (file,) = slower.fetch()
    original = getattr(Path, moment)

    def late(self: Path, *arguments: Path) -> object:
        monkeypatch.undo()
        quicker.acknowledge(file)
        return original(self, *arguments)

    monkeypatch.setattr(Path, moment, late)
    slower.acknowledge(file)
    assert [path.read_bytes() for path in (tmp_path / "done").iterdir()] == [b"1"]

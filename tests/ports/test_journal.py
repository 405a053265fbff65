"""Journals keep what was handed over, and `Once` hands over once whatever breaks off in between."""

import threading
from pathlib import Path

import pytest
from attrs import evolve

from faktura.core.errors import RecordedDifferently, Unavailable
from faktura.ports.adapters.folder_journal import FolderJournal
from faktura.ports.journal import DeliveryJournal, MemoryJournal, Once
from faktura.testing.contracts.delivery import email
from faktura.testing.contracts.journal import JournalContract
from faktura.testing.faults import broken


class TestMemoryJournal(JournalContract):
    def make_journal(self) -> DeliveryJournal:
        return MemoryJournal()


class TestFolderJournal(JournalContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_journal(self) -> DeliveryJournal:
        return FolderJournal(self.folder)

    def reopen(self, journal: DeliveryJournal) -> DeliveryJournal:
        return FolderJournal(self.folder)


def test_a_folder_journal_holds_no_address(tmp_path: Path) -> None:
    """It stays longer than the letters, and says nothing of whom they went to."""
    Once(FolderJournal(tmp_path)).hand_over(email(), lambda: "m1")
    (entry,) = tmp_path.glob("*/*.json")
    assert b"anna" not in entry.read_bytes()


def test_nothing_is_sent_when_it_cannot_be_noted() -> None:
    """A mail server has no memory: without a journal it could go out at every try."""
    journal, sent = MemoryJournal(), []
    with broken(journal, only=["note"]), pytest.raises(Unavailable):
        Once(journal).hand_over(email(), lambda: sent.append(1) or "m1")  # type: ignore[func-returns-value]
    assert sent == []


def test_a_crash_before_it_is_noted_as_done_sends_again() -> None:
    """At least once: what is in doubt goes again, and then never more."""
    journal, sent = MemoryJournal(), []

    def send() -> str:
        sent.append(1)
        return "m1"

    with broken(journal, call=3, only=["find", "note"]), pytest.raises(Unavailable):
        Once(journal).hand_over(email(), send)
    receipts = [Once(journal).hand_over(email(), send) for _ in range(3)]
    assert len(sent) == 2
    assert {receipt.external_id for receipt in receipts} == {"m1"}


def test_an_id_in_doubt_is_not_free_for_other_contents() -> None:
    """The first may have arrived."""
    journal = MemoryJournal()

    def fails() -> str:
        raise Unavailable("testing.broken")

    with pytest.raises(Unavailable):
        Once(journal).hand_over(email(), fails)
    with pytest.raises(RecordedDifferently):
        Once(journal).hand_over(evolve(email(), subject="annat"), lambda: "m1")


def test_two_threads_send_once() -> None:
    """Of one port."""
    once, sent = Once(MemoryJournal()), []
    start = threading.Barrier(4)

    def hand_over() -> None:
        start.wait()
        once.hand_over(email(), lambda: sent.append(1) or "m1")  # type: ignore[func-returns-value]

    threads = [threading.Thread(target=hand_over) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sent == [1]

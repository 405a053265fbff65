"""What every delivery journal must do, as a test class to subclass."""

import pytest
from attrs import evolve

from faktura.ports.journal import DeliveryJournal, JournalEntry

BEGUN = JournalEntry(sender_id="A", delivery_id="d1", fingerprint="f1")


class JournalContract:
    """Subclass in your tests and return an empty journal from `make_journal`."""

    def make_journal(self) -> DeliveryJournal:
        """Return a journal in which nothing is noted."""
        raise NotImplementedError

    def reopen(self, journal: DeliveryJournal) -> DeliveryJournal:
        """Return the journal as another process would find it; a journal that ends with its process skips."""
        pytest.skip(f"{type(journal).__name__} ends with its process")

    def test_nothing_is_known_at_first(self) -> None:
        """Nothing noted is no error."""
        assert self.make_journal().find("A", "d1") is None

    def test_what_was_noted_last_stands(self) -> None:
        """Begun, then done."""
        journal = self.make_journal()
        journal.note(BEGUN)
        assert journal.find("A", "d1") == BEGUN
        done = evolve(BEGUN, done=True, external_id="<åäö@x>")
        journal.note(done)
        assert journal.find("A", "d1") == done

    def test_every_delivery_of_every_sender_apart(self) -> None:
        """Ids that look alike are not the same."""
        journal = self.make_journal()
        keys = [("A", "d1"), ("a", "d1"), ("A", "D1"), ("A", "d/1"), ("A", "../d1"), ("A/d1", ""), ("A", "x" * 300)]
        for sender_id, delivery_id in keys:
            journal.note(
                evolve(BEGUN, sender_id=sender_id, delivery_id=delivery_id, fingerprint=sender_id + delivery_id)
            )
        for sender_id, delivery_id in keys:
            entry = journal.find(sender_id, delivery_id)
            assert entry is not None
            assert entry.fingerprint == sender_id + delivery_id

    def test_it_outlives_its_process(self) -> None:
        """A crash after the hand-over must not lead to a second one."""
        journal = self.make_journal()
        journal.note(BEGUN)
        assert self.reopen(journal).find("A", "d1") == BEGUN

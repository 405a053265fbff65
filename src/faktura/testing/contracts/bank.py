"""What every bank feed must do, as a test class to subclass."""

import pytest

from faktura.core.errors import NotFound
from faktura.ports.bank import BankFeed, BankFile

FIRST = BankFile("2026-03-01.txt", b"01BGMAX\r\n")
SECOND = BankFile("camt.054 \u00e5\u00e4\u00f6.xml", bytes(range(256)))


class BankFeedContract:
    """Subclass in your tests: return an empty feed from `make_feed`, and let the bank deliver in `deliver`."""

    def make_feed(self) -> BankFeed:
        """Return a feed with nothing waiting."""
        raise NotImplementedError

    def deliver(self, feed: BankFeed, file: BankFile) -> None:
        """Do what the bank does: put *file* into *feed*."""
        raise NotImplementedError

    def test_an_empty_feed_has_no_files(self) -> None:
        """Nothing waiting is no error."""
        assert list(self.make_feed().fetch()) == []

    def test_files_come_by_name_and_byte_for_byte(self) -> None:
        """In whatever order they came."""
        feed = self.make_feed()
        self.deliver(feed, SECOND)
        self.deliver(feed, FIRST)
        assert list(feed.fetch()) == [FIRST, SECOND]

    def test_a_file_comes_until_it_is_acknowledged(self) -> None:
        """A crash before the acknowledgement loses nothing."""
        feed = self.make_feed()
        self.deliver(feed, FIRST)
        self.deliver(feed, SECOND)
        assert list(feed.fetch()) == list(feed.fetch()) == [FIRST, SECOND]
        feed.acknowledge(FIRST)
        assert list(feed.fetch()) == [SECOND]

    def test_files_may_be_acknowledged_while_others_are_fetched(self) -> None:
        """Each as soon as it is stored, every one of them seen."""
        feed = self.make_feed()
        files = [BankFile(f"{number}.txt", b"%d" % number) for number in range(5)]
        for file in files:
            self.deliver(feed, file)
        seen = []
        for file in feed.fetch():
            feed.acknowledge(file)
            seen.append(file)
        assert seen == files
        assert list(feed.fetch()) == []

    def test_acknowledging_twice_is_as_good_as_once(self) -> None:
        """The answer to the first may have been lost."""
        feed = self.make_feed()
        self.deliver(feed, FIRST)
        feed.acknowledge(FIRST)
        feed.acknowledge(FIRST)
        assert list(feed.fetch()) == []

    def test_a_new_file_under_an_old_name_stays(self) -> None:
        """What was not read is not acknowledged, and what was read is not lost."""
        feed = self.make_feed()
        newer = BankFile(FIRST.name, b"next day")
        self.deliver(feed, FIRST)
        feed.acknowledge(FIRST)
        self.deliver(feed, newer)
        feed.acknowledge(FIRST)
        assert list(feed.fetch()) == [newer]
        feed.acknowledge(newer)
        assert list(feed.fetch()) == []
        feed.acknowledge(FIRST)
        feed.acknowledge(newer)

    def test_the_same_file_again_comes_again(self) -> None:
        """Whether it is news is for the desk to say."""
        feed = self.make_feed()
        for _ in range(2):
            self.deliver(feed, FIRST)
            assert list(feed.fetch()) == [FIRST]
            feed.acknowledge(FIRST)
        assert list(feed.fetch()) == []

    def test_a_file_never_had_cannot_be_acknowledged(self) -> None:
        """Nor one that only has the name of another."""
        feed = self.make_feed()
        self.deliver(feed, FIRST)
        for stranger in (SECOND, BankFile(FIRST.name, b"")):
            with pytest.raises(NotFound):
                feed.acknowledge(stranger)
        assert list(feed.fetch()) == [FIRST]

"""The adapters in memory keep the promises of their ports."""

from faktura.ports.adapters.recording import MemoryBankFeed, MemoryDelivery
from faktura.ports.bank import BankFeed, BankFile
from faktura.ports.delivery import DeliveryPort
from faktura.testing.contracts import BankFeedContract, DeliveryContract
from faktura.testing.contracts.delivery import email


class TestMemoryDelivery(DeliveryContract):
    def make_port(self) -> MemoryDelivery:
        return MemoryDelivery()

    def received(self, port: DeliveryPort) -> int:
        assert isinstance(port, MemoryDelivery)
        return len(port.handed_over)


def test_what_was_handed_over_can_be_looked_at() -> None:
    """As it was, in the order in which it left."""
    port = MemoryDelivery()
    for id in ("b", "a", "b"):
        port.hand_over(email(id))
    assert port.handed_over == (email("b"), email("a"))


class TestMemoryBankFeed(BankFeedContract):
    def make_feed(self) -> MemoryBankFeed:
        return MemoryBankFeed()

    def deliver(self, feed: BankFeed, file: BankFile) -> None:
        assert isinstance(feed, MemoryBankFeed)
        feed.add(file)


def test_files_can_be_given_at_once() -> None:
    """For a test that needs no bank."""
    feed = MemoryBankFeed(BankFile("b", b""), BankFile("a", b""))
    assert [file.name for file in feed.fetch()] == ["a", "b"]

"""Contract suites: test classes that prove an adapter; subclass one and give it a factory method."""

from faktura.testing.contracts.bank import BankFeedContract
from faktura.testing.contracts.clock import ClockContract
from faktura.testing.contracts.delivery import DeliveryContract
from faktura.testing.contracts.store import StoreContract

__all__ = ["BankFeedContract", "ClockContract", "DeliveryContract", "StoreContract"]

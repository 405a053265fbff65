"""Contract suites: test classes that prove an adapter; subclass one and give it a factory method."""

from faktura.testing.contracts.agency import CollectionAgencyContract
from faktura.testing.contracts.archive import ArchiveContract
from faktura.testing.contracts.bank import BankFeedContract
from faktura.testing.contracts.clock import ClockContract
from faktura.testing.contracts.delivery import DeliveryContract
from faktura.testing.contracts.exchange import FileExchangeContract
from faktura.testing.contracts.feedback import FeedbackContract
from faktura.testing.contracts.gateway import MailboxGatewayContract, TextMessageGatewayContract
from faktura.testing.contracts.journal import JournalContract
from faktura.testing.contracts.registers import AddressRegisterContract, CreditCheckContract
from faktura.testing.contracts.store import StoreContract

__all__ = [
    "AddressRegisterContract",
    "ArchiveContract",
    "BankFeedContract",
    "ClockContract",
    "CollectionAgencyContract",
    "CreditCheckContract",
    "DeliveryContract",
    "FeedbackContract",
    "FileExchangeContract",
    "JournalContract",
    "MailboxGatewayContract",
    "StoreContract",
    "TextMessageGatewayContract",
]

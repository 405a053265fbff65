"""For test authors: contract suites to subclass, faults to inject, strategies, and identities of nobody.

    from faktura.testing import StoreContract, broken, invoices

    class TestOurStore(StoreContract):
        def make_store(self):
            return OurStore()

The names are loaded when they are asked for; pytest and hypothesis come with the extra `testing`.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
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
    from faktura.testing.faults import Fault, broken, slow
    from faktura.testing.records import records_of_core, values
    from faktura.testing.strategies import amounts, credit_notes, drafts, invoices, lines, parties

__all__ = [
    "AddressRegisterContract",
    "ArchiveContract",
    "BankFeedContract",
    "ClockContract",
    "CollectionAgencyContract",
    "CreditCheckContract",
    "DeliveryContract",
    "Fault",
    "FeedbackContract",
    "FileExchangeContract",
    "JournalContract",
    "MailboxGatewayContract",
    "StoreContract",
    "TextMessageGatewayContract",
    "amounts",
    "broken",
    "credit_notes",
    "drafts",
    "invoices",
    "lines",
    "parties",
    "records_of_core",
    "slow",
    "values",
]

_HOMES: Final = {
    "AddressRegisterContract": "contracts.registers",
    "ArchiveContract": "contracts.archive",
    "BankFeedContract": "contracts.bank",
    "ClockContract": "contracts.clock",
    "CollectionAgencyContract": "contracts.agency",
    "CreditCheckContract": "contracts.registers",
    "DeliveryContract": "contracts.delivery",
    "Fault": "faults",
    "FeedbackContract": "contracts.feedback",
    "FileExchangeContract": "contracts.exchange",
    "JournalContract": "contracts.journal",
    "MailboxGatewayContract": "contracts.gateway",
    "StoreContract": "contracts.store",
    "TextMessageGatewayContract": "contracts.gateway",
    "amounts": "strategies",
    "broken": "faults",
    "credit_notes": "strategies",
    "drafts": "strategies",
    "invoices": "strategies",
    "lines": "strategies",
    "parties": "strategies",
    "records_of_core": "records",
    "slow": "faults",
    "values": "records",
}

if "pytest" in sys.modules:  # so that a failing promise shows its values, as in a test file of one's own
    import pytest

    pytest.register_assert_rewrite(f"{__name__}.contracts")


if not TYPE_CHECKING:  # a type checker knows the names above, and should not believe in others

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{home}"), name)

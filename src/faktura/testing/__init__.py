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
    from faktura.testing.contracts.bank import BankFeedContract
    from faktura.testing.contracts.clock import ClockContract
    from faktura.testing.contracts.delivery import DeliveryContract
    from faktura.testing.contracts.store import StoreContract
    from faktura.testing.faults import Fault, broken
    from faktura.testing.strategies import amounts, credit_notes, drafts, invoices, lines, parties

__all__ = [
    "BankFeedContract",
    "ClockContract",
    "DeliveryContract",
    "Fault",
    "StoreContract",
    "amounts",
    "broken",
    "credit_notes",
    "drafts",
    "invoices",
    "lines",
    "parties",
]

_HOMES: Final = {
    "BankFeedContract": "contracts.bank",
    "ClockContract": "contracts.clock",
    "DeliveryContract": "contracts.delivery",
    "Fault": "faults",
    "StoreContract": "contracts.store",
    "broken": "faults",
    **dict.fromkeys(("amounts", "credit_notes", "drafts", "invoices", "lines", "parties"), "strategies"),
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

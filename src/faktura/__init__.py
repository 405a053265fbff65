"""faktura: Swedish invoicing to embed in a system of your own.

`core` says what is said (money, documents, receivables, payments), `rules` what follows by law and
agreement, `formats` how it is written, `ports` who does the rest, and `desk` puts them together.
Every part stands alone: a rule needs no desk, a format no rule.

The names most users need are here, loaded when they are first used: among them all that a desk is made of and what is
handed to it in the steps of the tour. Everything else is found under the import path that says what it is
(`faktura.formats.pdf.invoice`, `faktura.rules.interest`).

>>> import faktura
>>> faktura.sek("12500") + faktura.sek("0.50")
Money(minor=1250050, currency='SEK')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from faktura.core.version import VERSION

if TYPE_CHECKING:
    from faktura.core.account import BankgiroNumber, Iban, PlusgiroNumber, parse_account
    from faktura.core.collection import CollectionPolicy
    from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish
    from faktura.core.delivery import Channel
    from faktura.core.document import (
        Adjustment,
        CreditNote,
        Document,
        Draft,
        Invoice,
        Line,
        PaymentTerms,
        Period,
        PriceBasis,
        RoundingPolicy,
        line,
        product_line,
    )
    from faktura.core.errors import FakturaError, Finding, MalformedFile, NotExpressible, Refused, RuleRefused
    from faktura.core.identity import OrganisationNumber, PersonalIdentityNumber, VatNumber
    from faktura.core.ledger import AccountCode
    from faktura.core.money import Money, sek
    from faktura.core.party import Address, Party, PartyKind
    from faktura.core.product import Component, CostKind, Product, Work
    from faktura.core.receivable import DebtorKind, LimitationBreak, Receivable
    from faktura.core.reference import OcrReference, issue_ocr
    from faktura.core.sender import Customer, ReminderPolicy, Sender
    from faktura.core.vat import VAT_6, VAT_12, VAT_25
    from faktura.desk.desk import Desk
    from faktura.ports.adapters.files import FileDelivery
    from faktura.ports.adapters.memory import MemoryStore
    from faktura.ports.adapters.postgres import PostgresStore
    from faktura.ports.adapters.sql import SqlStore
    from faktura.ports.adapters.sqlite import SqliteStore
    from faktura.ports.clock import FixedClock, SystemClock
    from faktura.rules.crediting import CreditedLine
    from faktura.rules.dunning import Remind, Wait, next_step
    from faktura.rules.interest import accrued_interest
    from faktura.rules.issuing import issue_invoice
    from faktura.rules.law.book import SWEDEN

__version__: Final = VERSION

_WHERE: Final = {
    "core.account": ("BankgiroNumber", "Iban", "PlusgiroNumber", "parse_account"),
    "core.collection": ("CollectionPolicy",),
    "core.deduction": ("DeductionBuyer", "DeductionKind", "DeductionWish"),
    "core.delivery": ("Channel",),
    "core.document": (
        "Adjustment",
        "CreditNote",
        "Document",
        "Draft",
        "Invoice",
        "Line",
        "PaymentTerms",
        "Period",
        "PriceBasis",
        "RoundingPolicy",
        "line",
        "product_line",
    ),
    "core.errors": ("FakturaError", "Finding", "MalformedFile", "NotExpressible", "Refused", "RuleRefused"),
    "core.identity": ("OrganisationNumber", "PersonalIdentityNumber", "VatNumber"),
    "core.ledger": ("AccountCode",),
    "core.money": ("Money", "sek"),
    "core.party": ("Address", "Party", "PartyKind"),
    "core.product": ("Component", "CostKind", "Product", "Work"),
    "core.receivable": ("DebtorKind", "LimitationBreak", "Receivable"),
    "core.reference": ("OcrReference", "issue_ocr"),
    "core.sender": ("Customer", "ReminderPolicy", "Sender"),
    "core.vat": ("VAT_6", "VAT_12", "VAT_25"),
    "desk.desk": ("Desk",),
    "ports.adapters.files": ("FileDelivery",),
    "ports.adapters.memory": ("MemoryStore",),
    "ports.adapters.postgres": ("PostgresStore",),
    "ports.adapters.sql": ("SqlStore",),
    "ports.adapters.sqlite": ("SqliteStore",),
    "ports.clock": ("FixedClock", "SystemClock"),
    "rules.crediting": ("CreditedLine",),
    "rules.dunning": ("Remind", "Wait", "next_step"),
    "rules.interest": ("accrued_interest",),
    "rules.issuing": ("issue_invoice",),
    "rules.law.book": ("SWEDEN",),
}
_MODULES: Final = {name: f"faktura.{module}" for module, names in _WHERE.items() for name in names}


def __getattr__(name: str) -> object:
    """Load the module that has *name*, once."""
    if name not in _MODULES:
        raise AttributeError(f"module 'faktura' has no attribute {name!r}")
    found: object = getattr(import_module(_MODULES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the names, for completion."""
    return sorted([*_MODULES, "__version__"])


__all__ = [  # noqa: RUF022 - the same names as above; a test compares
    "AccountCode",
    "Address",
    "Adjustment",
    "BankgiroNumber",
    "Channel",
    "CollectionPolicy",
    "Component",
    "CostKind",
    "CreditNote",
    "CreditedLine",
    "Customer",
    "DebtorKind",
    "DeductionBuyer",
    "DeductionKind",
    "DeductionWish",
    "Desk",
    "Document",
    "Draft",
    "FakturaError",
    "FileDelivery",
    "Finding",
    "FixedClock",
    "Iban",
    "Invoice",
    "LimitationBreak",
    "Line",
    "MalformedFile",
    "MemoryStore",
    "Money",
    "NotExpressible",
    "OcrReference",
    "OrganisationNumber",
    "Party",
    "PartyKind",
    "PaymentTerms",
    "Period",
    "PersonalIdentityNumber",
    "PlusgiroNumber",
    "PostgresStore",
    "PriceBasis",
    "Product",
    "Receivable",
    "Refused",
    "Remind",
    "ReminderPolicy",
    "RoundingPolicy",
    "RuleRefused",
    "SWEDEN",
    "Sender",
    "SqlStore",
    "SqliteStore",
    "SystemClock",
    "VAT_12",
    "VAT_25",
    "VAT_6",
    "VatNumber",
    "Wait",
    "Work",
    "accrued_interest",
    "issue_invoice",
    "issue_ocr",
    "line",
    "next_step",
    "parse_account",
    "product_line",
    "sek",
]

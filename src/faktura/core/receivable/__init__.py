"""Receivables: what is owed on a document, and the one fold that changes it."""

from faktura.core.receivable.balance import (
    COSTS_FIRST,
    DebtorKind,
    DunningStage,
    Entry,
    EntryKind,
    Part,
    PaymentStatus,
)
from faktura.core.receivable.collection import Collection, LimitationBreak
from faktura.core.receivable.state import Receivable, evolve, fold, opened_by

__all__ = [
    "COSTS_FIRST",
    "Collection",
    "DebtorKind",
    "DunningStage",
    "Entry",
    "EntryKind",
    "LimitationBreak",
    "Part",
    "PaymentStatus",
    "Receivable",
    "evolve",
    "fold",
    "opened_by",
]

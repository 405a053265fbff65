"""The words of a receivable: who owes, where it stands on each axis, and what moves its balance."""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import frozen

from faktura.core.receivable_event import Parts


class DebtorKind(StrEnum):
    """Who owes: consumers and businesses have different rules for interest, fees and limitation."""

    CONSUMER = "consumer"
    COMPANY = "company"
    PUBLIC_AUTHORITY = "public_authority"
    TAX_AGENCY = "tax_agency"


class PaymentStatus(StrEnum):
    """The payment axis."""

    OPEN = "open"
    PART_PAID = "part_paid"
    SETTLED = "settled"
    OVERPAID = "overpaid"
    WRITTEN_OFF = "written_off"


class DunningStage(StrEnum):
    """The dunning axis; paused, disputed and postponed are flags beside it."""

    NONE = "none"
    REMINDED = "reminded"
    DEMANDED = "demanded"
    ENFORCEMENT = "enforcement"
    LONG_TERM_WATCH = "long_term_watch"


class EntryKind(StrEnum):
    """What moved the balance: the terms of the conservation equation, netting, and transfers between debtors."""

    OPENED = "opened"
    CHARGED = "charged"
    PAID = "paid"
    WRITTEN_OFF = "written_off"
    REFUNDED = "refunded"
    NETTED = "netted"
    TRANSFERRED = "transferred"


@frozen(kw_only=True)
class Entry:
    """One movement of the balance, signed as it moves it: a payment is negative, its undoing positive.

    `reason` is that of a write-off (`rounding`, `bad_debt`, `discount`, `goodwill`) or of a corrected charge.
    """

    kind: EntryKind
    id: str
    on: date
    parts: Parts
    reason: str = ""


def standing(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return *entries* without the payments and nettings that were undone: as if they had never been.

    What was never paid on this debt never stopped its interest.
    """
    net: Counter[tuple[EntryKind, str]] = Counter()
    for entry in entries:
        if entry.kind in _UNDOABLE:
            net[entry.kind, entry.id] += entry.parts.sum.minor
    return tuple(entry for entry in entries if net.get((entry.kind, entry.id), 1))


_UNDOABLE: Final = frozenset({EntryKind.PAID, EntryKind.NETTED})


class Part(StrEnum):
    """What a debt consists of: principal (kapital), interest (ränta) and costs (avgifter)."""

    FEES = "fees"
    INTEREST = "interest"
    PRINCIPAL = "principal"


COSTS_FIRST: Final = (Part.FEES, Part.INTEREST, Part.PRINCIPAL)
"""The usual order of settlement (handelsbalken 9:5 is silent inside one debt; a choice of the host)."""

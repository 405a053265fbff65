"""An invoice with a deduction, and what its buyer has paid of it on which day.

The day the money left the buyer's account decides year, percentage and cap of the payout (HUSFL 7-8 §§), payment by
payment. Only what stands counts, and only what paid the price: no fee, no interest, no payment that was taken back.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

from faktura.core.deduction import Deduction
from faktura.core.document import CreditNote, Document
from faktura.core.money import Money, total
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.receivable.balance import standing
from faktura.rules.deduction_left import deduction_left
from faktura.rules.deduction_split import ORE

_NOWHERE: Mapping[str, date] = MappingProxyType({})


@frozen
class BuyerPayment:
    """What the buyer paid of the price; `on` is the day the money left the buyer's account."""

    on: date
    amount: Money


@frozen(kw_only=True)
class PaidDeduction:
    """An invoice with a deduction, what the buyer has paid of it, and what was asked for.

    Attributes:
        payments: What was paid of the amount due, fees and interest not counted.
        requested_before: What earlier requests asked for on this invoice, by person and year of payment.
        waived: What will not be asked for, because the buyer is to pay it; by person.
        credited: What credit notes and netting have taken of the amount due.
        credits: The invoice's own credit notes; what they took of the deduction is not asked for.
    """

    document: Document
    payments: tuple[BuyerPayment, ...]
    requested_before: tuple[RequestedShare, ...] = ()
    waived: tuple[RequestedShare, ...] = ()
    credited: Money = Money(0)
    credits: tuple[CreditNote, ...] = ()

    @property
    def due(self) -> Money:
        """What the buyer owes of the invoice when its own credit notes are taken from it."""
        return self.document.amount_due - total((note.amount_due for note in self.credits), self.document.currency)

    @property
    def left(self) -> Deduction | None:
        """The deduction, less what the credit notes took; none when the invoice gave none."""
        granted = self.document.deduction
        return None if granted is None else deduction_left(granted, self.credits)

    @property
    def paid(self) -> Money:
        """Everything paid so far; it can be more than is due."""
        return total((payment.amount for payment in self.payments), self.document.currency)

    @property
    def paid_on(self) -> date:
        """The day of the last payment that counts; of an invoice without any, its own day."""
        return self.reached[-1].on if self.payments else self.document.issue_date

    @property
    def reached(self) -> tuple[BuyerPayment, ...]:
        """What was paid in all after each payment, oldest first; what came when all was paid is left out.

        After a refusal, or a credit note, the buyer can pay more than was due: that moves no day.
        """
        due, paid = self.due, Money.zero(self.document.currency)
        found: list[BuyerPayment] = []
        for payment in sorted(self.payments, key=lambda one: one.on):
            if found and paid >= due:
                break
            paid = paid + payment.amount
            found.append(BuyerPayment(payment.on, paid))
        return tuple(found)


def payment_day(*, debited: date | None, credited: date) -> date:
    """Return the day of payment: when the money left the buyer's account, or came to the seller if that is not known.

    >>> payment_day(debited=date(2025, 12, 30), credited=date(2026, 1, 2)).isoformat()
    '2025-12-30'
    """
    return credited if debited is None else debited


def paid_deduction(
    document: Document,
    receivable: Receivable,
    *,
    requested_before: tuple[RequestedShare, ...] = (),
    waived: tuple[RequestedShare, ...] = (),
    paid_on: date | None = None,
    left_on: Mapping[str, date] = _NOWHERE,
    credits: tuple[CreditNote, ...] = (),
) -> PaidDeduction:
    """Return what the buyer's *receivable* says was paid of *document*, and when.

    A debt settled but for less than a krona of rounding is paid in full. A payment was made on its booking day, unless
    *left_on* says by the id of its entry when the money left the buyer's account, or *paid_on* does so of what was booked
    last: at the turn of a year the two can fall in different years.
    """
    return PaidDeduction(
        document=document,
        payments=_payments(receivable, paid_on, left_on),
        requested_before=requested_before,
        waived=waived,
        credited=-receivable.moved(EntryKind.NETTED),
        credits=credits,
    )


def _payments(receivable: Receivable, paid_on: date | None, left_on: Mapping[str, date]) -> tuple[BuyerPayment, ...]:
    booked: dict[str, tuple[date, int]] = {}
    for place, entry in enumerate(standing(receivable.entries)):
        if entry.kind is EntryKind.PAID and entry.parts.principal:
            key = entry.id or str(place)  # whoever keeps no ids has payments all the same
            day, amount = booked.get(key, (entry.on, 0))
            booked[key] = day, amount - entry.parts.principal.minor
    last = max((day for day, _ in booked.values()), default=receivable.due)
    found = []
    for key, (day, amount) in booked.items():
        debited = left_on.get(key, paid_on if day == last else None)
        found.append((payment_day(debited=debited, credited=day), amount))
    written_off = receivable.moved(EntryKind.WRITTEN_OFF).minor
    rounding = -written_off if not receivable.left.principal and abs(written_off) < ORE else 0
    if rounding or not found:
        found.append((max((day for day, _ in found), default=payment_day(debited=paid_on, credited=last)), rounding))
    currency = receivable.principal.currency
    return tuple(BuyerPayment(day, Money(amount, currency)) for day, amount in found)

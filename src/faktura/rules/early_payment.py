"""When an early-payment discount (kassarabatt) is taken: all of the debt is paid in time, less the discount or a part of it.

A debt that is partly paid, credited, or was charged with anything before has no discount left, as in matching. The discount lowers
the taxable amount when it is taken (mervärdesskattelagen (2023:200) 8 kap.); see `core.ledger.DiscountVat`.

>>> from decimal import Decimal
>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> offer = DiscountOffer(percent=Decimal(2), until=date(2026, 3, 11))
>>> claim = Receivable.opened(id="F1", principal=sek("1250"), due=date(2026, 3, 31), debtor=DebtorKind.COMPANY,
...                           opened_on=date(2026, 3, 1), early_payment=offer)
>>> print(discount_taken(claim, sek("1225"), paid_on=date(2026, 3, 11)))
25.00 SEK
>>> print(discount_taken(claim, sek("1225"), paid_on=date(2026, 3, 12)))
None
"""

from collections import defaultdict
from datetime import date

from faktura.core.early_payment import DiscountOffer
from faktura.core.money import Money
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.receivable_event import Parts, WriteOffReversed

__all__ = ["DiscountOffer", "discount_credited", "discount_offered", "discount_taken"]

_DISCOUNT = "discount"


def discount_offered(receivable: Receivable, *, paid_on: date) -> Money:
    """Return by how much the debt may be lowered when all of it is paid that day; nothing when no offer holds."""
    offer, left = receivable.early_payment, receivable.outstanding
    if offer is None or left != receivable.principal:
        return Money.zero(left.currency)
    return offer.of(left, paid_on=paid_on)


def discount_taken(receivable: Receivable, amount: Money, *, paid_on: date) -> Money | None:
    """Return the discount that the payer of *amount* took; none when he took none, or more than was offered.

    What was charged after the money came takes nothing of it and no right to the discount: it is given back.
    """
    offer, left, charges = receivable.early_payment, receivable.left.principal, receivable.collection.charges
    if offer is None or left != receivable.principal or any(one.on <= paid_on for one in charges if one.amount):
        return None
    short = left - amount
    return short if 0 < short.minor <= offer.of(left, paid_on=paid_on).minor else None


def discount_credited(
    receivable: Receivable, credited: Money, *, uncredited: Money, on: date
) -> tuple[WriteOffReversed, ...]:
    """Return what takes back the discount on what is *credited* of a price of which so much was *uncredited*.

    Who has paid less the discount gets no more back than that, and the VAT falls once. Half an öre is rounded up; the
    credit note on the last of the price takes all that is left.
    """
    given: dict[str, int] = defaultdict(int)
    for entry in receivable.entries:
        if entry.kind is EntryKind.WRITTEN_OFF and entry.reason == _DISCOUNT:
            given[entry.id] -= entry.parts.principal.minor
    events = []
    for id, minor in given.items():
        back = (2 * minor * credited.minor + uncredited.minor) // (2 * uncredited.minor)
        if back > 0:
            parts = Parts.of_principal(Money(min(back, minor), credited.currency))
            events.append(
                WriteOffReversed(receivable_id=receivable.id, write_off_id=id, on=on, parts=parts, reason=_DISCOUNT)
            )
    return tuple(events)

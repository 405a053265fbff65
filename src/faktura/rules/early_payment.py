"""When an early-payment discount (kassarabatt) is taken: all of the debt is paid in time, less the discount or a part of it.

A debt that is partly paid, credited, or charged with anything has no discount left, as in matching. The discount lowers
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

from datetime import date

from faktura.core.early_payment import DiscountOffer
from faktura.core.money import Money
from faktura.core.receivable import Receivable

__all__ = ["DiscountOffer", "discount_offered", "discount_taken"]


def discount_offered(receivable: Receivable, *, paid_on: date) -> Money:
    """Return by how much the debt may be lowered when all of it is paid that day; nothing when no offer holds."""
    offer, left = receivable.early_payment, receivable.outstanding
    if offer is None or left != receivable.principal:
        return Money.zero(left.currency)
    return offer.of(left, paid_on=paid_on)


def discount_taken(receivable: Receivable, amount: Money, *, paid_on: date) -> Money | None:
    """Return the discount that the payer of *amount* took; none when he took none, or more than was offered."""
    short = receivable.outstanding - amount
    return short if 0 < short.minor <= discount_offered(receivable, paid_on=paid_on).minor else None

"""Instalments and part payments of work that gives a deduction.

Each invoice (a conto or final) shows its own labour and its own deduction. Labour that was paid in full without
one can never give one later, and only what is paid on the invoice that shows the deduction counts
(Skatteverket's statement 131 639108-11/111; KR Jönköping 3104-14). A part-paid invoice is asked for in part:
the same share of the deduction as of the amount due.

>>> from faktura.core.money import sek
>>> part = paid_part(sek(3750), sek(12500), paid=sek(7700), due=sek(19250))
>>> part.share, str(part.labour_paid), str(part.request)
(Fraction(2, 5), '3500.00 SEK', '1500.00 SEK')
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import frozen

from faktura.core.deduction import DeductionKind
from faktura.core.money import Money, total
from faktura.rules.deductions import ORE, largest_payout
from faktura.rules.law.book import LawBook


@frozen(kw_only=True)
class PaidPart:
    """What a payment so far means for the deduction.

    Attributes:
        share: The part of the amount due that is paid, 0 to 1.
        labour_paid: What the buyer has paid for the work, öre dropped.
        request: The part of the deduction that may have been asked for in all, whole kronor, öre dropped.
    """

    share: Fraction
    labour_paid: Money
    request: Money


def paid_part(deduction: Money, labour: Money, *, paid: Money, due: Money) -> PaidPart:
    """Return what *paid* of the amount *due* (after the deduction) gives of *deduction* on *labour*."""
    share = Fraction(1) if paid >= due else max(Fraction(paid.minor, due.minor), Fraction(0))
    return PaidPart(
        share=share,
        labour_paid=_kronor(share * (labour - deduction).minor),
        request=_kronor(share * deduction.minor),
    )


def labour_left(labour: Money, paid_without: Iterable[Money]) -> Money:
    """Return the labour of a whole job that can still give a deduction, when earlier invoices had none.

    *paid_without* is the labour of each invoice that was paid in full without a deduction.

    >>> from faktura.core.money import sek
    >>> str(labour_left(sek(100_000), [sek(60_000), sek(30_000)]))
    '10000.00 SEK'
    """
    return max(labour - total(paid_without, labour.currency), Money.zero(labour.currency))


def final_payout(kind: DeductionKind, deduction: Money, paid: Money, *, on: date, law: LawBook) -> Money:
    """Return what Skatteverket pays on a final invoice: its *deduction*, at most what *paid* for its work allows."""
    return min(deduction, largest_payout(kind, paid, on=on, law=law))


def _kronor(minor: Fraction) -> Money:
    return Money(int(minor / ORE) * ORE)

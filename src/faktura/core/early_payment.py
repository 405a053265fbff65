"""Early-payment discount (kassarabatt): so many percent off what is to pay, for who pays in time.

Terms offer it in days, a document and its debt until a day. Nothing is owed less until the money has come in time.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from attrs import field, frozen

from faktura.core.calendar import next_bank_day
from faktura.core.errors import InputError
from faktura.core.money import Money
from faktura.core.wording import Text, register

_HUNDRED: Final = 100


@frozen(kw_only=True)
class DiscountOffer:
    """What a debt may be lowered by when all of it is paid *until* that day, the day included.

    >>> from faktura.core.money import sek
    >>> offer = DiscountOffer(percent=Decimal(2), until=date(2026, 10, 11))
    >>> print(offer.of(sek("1250"), paid_on=date(2026, 10, 11)), offer.of(sek("1250"), paid_on=date(2026, 10, 12)))
    25.00 SEK 0.00 SEK
    """

    percent: Decimal
    until: date

    def of(self, amount: Money, *, paid_on: date) -> Money:
        """Return the discount on *amount*, including its VAT, when it is paid that day; nothing when it is too late."""
        late = paid_on > self.until or amount.minor <= 0
        return Money(0 if late else percent_of(amount.minor, self.percent), amount.currency)


def percent_of(minor: int, percent: Decimal) -> int:
    """Return so many percent of an amount in whole minor units; half a minor unit is rounded away from zero.

    >>> percent_of(25, Decimal(2)), percent_of(-25, Decimal(2)), percent_of(24, Decimal(2))
    (1, -1, 0)
    """
    return int((Decimal(minor) * percent / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP))


@frozen(kw_only=True)
class EarlyPaymentDiscount:
    """What payment terms offer: *percent* off when all is paid within *days* of the issue.

    Attributes:
        percent: Above 0 and below 100, with at most two decimals.
        days: Days from the issue date to the last day, 0 or more.
        next_bank_day: A last day that is no Swedish bank day moves to the next one, as the last day to pay a debt does; else
            the discount ends on the day itself, and who pays on the Monday is late.

    Raises:
        InputError: Another percentage, or fewer days than none.
    """

    percent: Decimal = field()
    days: int = field()
    next_bank_day: bool = False

    @percent.validator
    def _some(self, _attribute: object, value: Decimal) -> None:
        if not value.is_finite() or not 0 < value < _HUNDRED or value != round(value, 2):
            raise InputError("early_payment.percent", percent=str(value))

    @days.validator
    def _ahead(self, _attribute: object, value: int) -> None:
        if value < 0:
            raise InputError("early_payment.days", days=value)

    def offered(self, issued: date) -> DiscountOffer:
        """Return the offer on a document *issued* that day.

        >>> EarlyPaymentDiscount(percent=Decimal(2), days=10).offered(date(2026, 10, 1)).until.isoformat()
        '2026-10-11'
        """
        last = issued + timedelta(days=self.days)
        return DiscountOffer(percent=self.percent, until=next_bank_day(last) if self.next_bank_day else last)

    def fixed(self, issued: date) -> "EarlyPaymentDiscount":
        """Return what a document *issued* that day states: the same last day, by the days to it alone.

        >>> early = EarlyPaymentDiscount(percent=Decimal(2), days=10, next_bank_day=True)  # 11 October is a Sunday
        >>> early.fixed(date(2026, 10, 1)).days
        11
        """
        return EarlyPaymentDiscount(percent=self.percent, days=(self.offered(issued).until - issued).days)


register(
    {
        "early_payment.percent": Text(
            en="an early-payment discount of {percent} percent: give more than 0 and less than 100, in at most two decimals",
            sv="kassarabatt {percent} procent: ange mer än 0 och mindre än 100, med högst två decimaler",
        ),
        "early_payment.days": Text(
            en="an early-payment discount within {days} days: give 0 days or more from the issue date",
            sv="kassarabatt inom {days} dagar: ange 0 dagar eller fler från fakturadatum",
        ),
    }
)

"""Exchange rates: what a unit of a foreign currency is worth in the currency of the books, on a day, by whom.

>>> rates = Rates((ExchangeRate("EUR", Decimal("11.20"), date(2026, 3, 6), "Riksbanken"),))
>>> print(rates.at("EUR", date(2026, 3, 8)).rate)
11.20
>>> rates.at("EUR", date(2026, 3, 20)) is None
True
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final

from attrs import field, frozen

from faktura.core.errors import InputError
from faktura.core.wording import Text, register

_OLDEST: Final = 7
"""Days. Rates are published on bank days; over Easter and Christmas four days pass without one."""
_MOST_DIGITS: Final = 20


@frozen
class ExchangeRate:
    """The rate of one day.

    Attributes:
        currency: The foreign currency, ISO 4217.
        rate: What one whole unit of it (one euro) is worth in whole units of the books' currency (kronor).
        on: The day the rate is of.
        source: Who says so: `Riksbanken`, `ECB`, the bank's advice; kept on the voucher.
    """

    currency: str
    rate: Decimal = field()
    on: date
    source: str = ""

    @rate.validator
    def _positive(self, _attribute: object, value: Decimal) -> None:
        # the sign first: a number that is none has no size to measure
        if not value.is_finite() or value <= 0 or len(value.as_tuple().digits) > _MOST_DIGITS or _odd(value):
            raise InputError("ledger.rate", found=str(value)[:20])


def _odd(value: Decimal) -> bool:
    return abs(value.adjusted()) > _MOST_DIGITS


@frozen
class Rates:
    """The rates a caller has, of any days and currencies."""

    known: tuple[ExchangeRate, ...] = ()

    @cached_property
    def _by_day(self) -> dict[tuple[str, date], ExchangeRate]:
        return {(one.currency, one.on): one for one in self.known}

    def at(self, currency: str, day: date) -> ExchangeRate | None:
        """Return the rate of *day*, or the latest known one of the week before it; none: it is not known.

        Of two rates of one day the later in the list holds.
        """
        for back in range(_OLDEST):
            found = self._by_day.get((currency, day - timedelta(days=back)))
            if found is not None:
                return found
        return None


register(
    {
        "ledger.rate": Text(
            en="{found} is no exchange rate; give kronor for one unit of the currency, above zero",
            sv="{found} är ingen valutakurs; ange kronor för en enhet av valutan, större än noll",
        ),
    }
)

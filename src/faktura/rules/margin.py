"""The margin scheme (vinstmarginalbeskattning): the VAT the seller owes, which no invoice shows.

Second-hand goods, works of art, collectors' items and antiques, and travel agents' services are sold with the
grounds `margin.*`: category E, the words of ML 17 kap. 24 § 16-17, and not an öre of VAT.

>>> from faktura.core.money import sek
>>> found = margin_vat(sek(12_500), sek(10_000), Decimal(25))
>>> print(found.margin, found.vat, found.taxable)
2500.00 SEK 500.00 SEK 2000.00 SEK
"""

from decimal import Decimal

from attrs import frozen

from faktura.core.money import Money
from faktura.rules.vat import vat_within


@frozen(kw_only=True)
class MarginVat:
    """What is owed on one sale: `margin` includes the VAT, `taxable` is the rest of it."""

    margin: Money
    vat: Money
    taxable: Money


def margin_vat(sold_for: Money, bought_for: Money, percent: Decimal) -> MarginVat:
    """Return the VAT within the margin between the selling price and the purchase price of one object.

    A loss owes nothing and gives nothing back (directive 2006/112/EC articles 312, 315). *percent* is the rate of
    the goods. Scheme by totals over a period (förenklad vinstmarginalbeskattning) is the host's sum.

    Raises:
        CurrencyMismatch: The prices are in two currencies.
    """
    difference = sold_for - bought_for
    margin = difference if difference.minor > 0 else Money.zero(sold_for.currency)
    tax = Money(vat_within(margin.minor, percent), margin.currency)
    return MarginVat(margin=margin, vat=tax, taxable=margin - tax)

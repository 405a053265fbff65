"""VAT (mervärdesskatt): computed on the sum of each rate, rounded once, and shared back over the parts.

Skatteverket's guidance on rounding: VAT is 25 % of the sum of the rate, the third decimal 5-9 up.
Prices that include VAT are exact for the customer: the VAT within the sum of the rate is rounded,
the taxable amount is the rest. Either way taxable amount × rate and VAT differ by less than one öre.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from faktura.core.document import PriceBasis, VatBreakdown
from faktura.core.money import Money
from faktura.core.vat import Vat, VatCategory
from faktura.core.wording import Language
from faktura.rules.ratio import half_up_ratio, over, spread
from faktura.rules.wording.statutory import STATEMENTS, ground_of

_NO_REASON: Final = (VatCategory.STANDARD, VatCategory.ZERO)  # EN 16931: BR-S-10, BR-Z-10
_ORDER: Final = {category: index for index, category in enumerate(VatCategory)}


def vat_on(base: int, percent: Decimal) -> int:
    """Return the VAT on a taxable amount, both in minor units.

    >>> vat_on(4467_75, Decimal(25))
    111694
    """
    numerator, denominator = over(percent)
    return half_up_ratio(base * numerator, denominator)


def vat_within(gross: int, percent: Decimal) -> int:
    """Return the VAT within an amount that includes it, both in minor units: gross × r / (100 + r).

    >>> vat_within(100_00, Decimal(25)), vat_within(100_00, Decimal(12))
    (2000, 1071)
    """
    numerator, denominator = over(percent)
    return half_up_ratio(gross * numerator, denominator + numerator)


def without_vat(gross: int, percent: Decimal) -> int:
    """Return the part of *gross* that is not VAT, rounded by itself: for a discount or the base of one."""
    numerator, denominator = over(percent)
    return half_up_ratio(gross * denominator, denominator + numerator)


@frozen(kw_only=True)
class Group:
    """The parts of one VAT treatment in minor units, in the order they were given.

    Attributes:
        base: Taxable amount (BT-116); `vat` the VAT on it (BT-117).
        nets: Each part without VAT; they sum to the base.
        grosses: Each part including VAT; they sum to base and VAT.
    """

    base: int
    vat: int
    nets: tuple[int, ...]
    grosses: tuple[int, ...]


def group_amounts(amounts: Sequence[int], percent: Decimal, basis: PriceBasis) -> Group:
    """Return taxable amount, VAT and parts of one rate, from the parts in the draft's price basis.

    >>> group = group_amounts([33_33, 33_33, 33_34], Decimal(25), PriceBasis.WITH_VAT)
    >>> group.base, group.vat, group.nets
    (8000, 2000, (2667, 2666, 2667))
    """
    whole = sum(amounts)
    if not percent:
        return Group(base=whole, vat=0, nets=tuple(amounts), grosses=tuple(amounts))
    numerator, denominator = over(percent)
    if basis is PriceBasis.WITH_VAT:
        tax = vat_within(whole, percent)
        nets = spread(whole - tax, [amount * denominator for amount in amounts], denominator + numerator)
        return Group(base=whole - tax, vat=tax, nets=nets, grosses=tuple(amounts))
    tax = vat_on(whole, percent)
    shares = spread(tax, [amount * numerator for amount in amounts], denominator)
    grosses = tuple(amount + share for amount, share in zip(amounts, shares, strict=True))
    return Group(base=whole, vat=tax, nets=tuple(amounts), grosses=grosses)


def breakdown(amounts: Mapping[Vat, tuple[int, int]], *, currency: str, language: Language) -> tuple[VatBreakdown, ...]:
    """Return the VAT specification (BG-23) from taxable amount and VAT of each treatment.

    The highest rate first; one row for each ground, so that every exemption states its own amount
    (ML 17 kap. 24 § 9, 13).
    """
    rows = sorted(amounts.items(), key=lambda row: (-row[0].percent, _ORDER[row[0].category], row[0].ground))
    return tuple(
        VatBreakdown(
            category=vat.category,
            percent=vat.percent,
            base=Money(base, currency),
            amount=Money(tax, currency),
            reason=reason_of(vat, language),
            reason_code=reason_code_of(vat),
        )
        for vat, (base, tax) in rows
    )


def reason_of(vat: Vat, language: Language) -> str:
    """Return why no VAT is charged, as printed (BT-120); empty for ordinary and zero-rated VAT."""
    if vat.category in _NO_REASON:
        return ""
    ground = ground_of(vat)
    known = STATEMENTS.get(ground)
    return known.text.say(language) if known is not None else ground


def reason_code_of(vat: Vat) -> str:
    """Return the VATEX code of the ground (BT-121), or empty."""
    known = STATEMENTS.get(ground_of(vat))
    return known.code if known is not None and vat.category not in _NO_REASON else ""

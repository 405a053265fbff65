"""Green technology (grön teknik): what an installation gives, and standard shares of a fixed price.

Labour and material including VAT count, each installation at its own percentage (GRÖNFL 7 §). Travel,
machines and administration do not; at a fixed price a standard share may be used.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> str(green_amount("INSTALLATION_SOLCELLER", sek(100_000), on=date(2025, 7, 1), law=SWEDEN))
'15000.00 SEK'
>>> [str(part) for part in split_fixed_price(sek(200_000), law=SWEDEN, on=date(2026, 3, 1))]
['194000.00 SEK', '6000.00 SEK']
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from faktura.core.dated import DatedTable, Row
from faktura.core.deduction import DeductionBuyer, WorkDone
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.rules.deduction_split import ORE, green_room_left, split_between
from faktura.rules.law.book import LawBook
from faktura.rules.law.green_technology_act import INSTALLATIONS, SOLAR
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

FINAL: Final = "final"


def green_percent(installation: str, on: date, law: LawBook) -> Row[Decimal]:
    """Return the percentage of *installation* for a final payment *on* that day, with its row of the law."""
    table = law.green_solar_percent if _solar(installation) else law.green_storage_percent
    return table.row_at(on)


def green_limit(installation: str, on: date, law: LawBook) -> Fraction:
    """Return the largest payout for *installation* as a fraction of what the buyer paid for it."""
    table: DatedTable[Fraction] = law.green_solar_limit if _solar(installation) else law.green_storage_limit
    return table.at(on)


def green_amount(installation: str, cost: Money, *, on: date, law: LawBook) -> Money:
    """Return what labour and material of *cost* give, before any cap: whole kronor, öre dropped."""
    percent = green_percent(installation, on, law).value
    return Money(int(Fraction(percent) * cost.minor / (100 * ORE)) * ORE)


def final_payment_decides(on: date, law: LawBook) -> bool:
    """Whether only the final payment of the whole installation counts, for a payment *on* that day."""
    return law.green_deciding_payment.at(on) == FINAL


def split_fixed_price(price: Money, *, on: date, law: LawBook) -> tuple[Money, Money]:
    """Return what of a fixed *price* including VAT counts as labour and material, and the rest.

    The standard share is second-hand knowledge (`law.green_fixed_price_share` is marked S): the host chooses it.
    """
    return _share(price, law.green_fixed_price_share.at(on))


def split_heat_pump(price: Money, *, on: date, law: LawBook) -> tuple[Money, Money]:
    """Return what of the contract for an air-to-air heat pump counts as labour for ROT, and the rest (HFD 2017:46).

    For a house at a fixed price, where the labour cannot be told; öre dropped.

    >>> from faktura.core.money import sek
    >>> from faktura.rules.law.book import SWEDEN
    >>> [str(part) for part in split_heat_pump(sek(25_000), on=date(2026, 3, 1), law=SWEDEN)]
    ['7500.00 SEK', '17500.00 SEK']
    """
    return _share(price, law.heat_pump_share.at(on))


def grant_green(
    buyers: Sequence[DeductionBuyer], works: tuple[WorkDone, ...], *, on: date, law: LawBook
) -> tuple[list[int], tuple[WorkDone, ...]] | Refused:
    """Return each buyer's whole kronor, and *works* with their percentage and part of the deduction."""
    wanted = [green_amount(work.type, work.labour + work.material, on=on, law=law).minor // ORE for work in works]
    cap = law.green_cap.at(on)
    rooms = [green_room_left(buyer, cap) for buyer in buyers]
    kronor = split_between(sum(wanted), buyers, rooms)
    if isinstance(kronor, Refused):
        return kronor
    granted = Money(sum(kronor)).allocate(wanted) if any(wanted) else tuple(Money(0) for _ in wanted)
    counted = tuple(
        attrs.evolve(work, percent=green_percent(work.type, on, law).value, granted=Money(part.minor * ORE))
        for work, part in zip(works, granted, strict=True)
    )
    return kronor, counted


def _share(price: Money, share: Fraction) -> tuple[Money, Money]:
    counted = Money(int(share * price.minor), price.currency)
    return counted, price - counted


def _solar(installation: str) -> bool:
    if installation not in INSTALLATIONS:
        raise Refused(
            code="deduction.installation",
            law="GRÖNFL",
            facts=(("type", installation), ("types", ", ".join(INSTALLATIONS))),
        ).error()
    return installation == SOLAR

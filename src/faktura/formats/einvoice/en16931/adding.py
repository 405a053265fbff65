"""Sums as checks: what is stated beside what its parts make."""

from collections.abc import Callable
from decimal import Decimal

from faktura.formats.einvoice.en16931.wording import SUMS
from faktura.formats.einvoice.preflight.book import Check, Holds
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.wording import REMEDY

Pair = tuple[Decimal | None, Decimal | None]
"""An amount as it is stated, and as its parts make it; none where there is none."""


def adds_up(code: str, pair: Callable[[Element], Pair], holds: Holds | None = None) -> Check:
    """Return the check of a sum, whose sentence says what stands there and what its parts make.

    Without *holds* the two must be equal, and what is not stated never is.
    """

    def equal(node: Element) -> bool:
        stated_, made = pair(node)
        return stated_ is not None and stated_ == made

    def facts(node: Element) -> tuple[tuple[str, str], ...]:
        stated_, made = pair(node)
        return ("stated", _shown(stated_)), ("computed", _shown(made))

    return Check(code, holds or equal, SUMS[code], REMEDY, facts=facts)


def _shown(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount:f}"

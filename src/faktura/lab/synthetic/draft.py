"""A payment being made up, and the drawing of kinds by their weights."""

from itertools import accumulate
from random import Random

from attrs import define, field

from faktura.lab.synthetic.amounts import Paid
from faktura.lab.synthetic.books import Claim, Payer
from faktura.lab.synthetic.profiles import Weights


@define(kw_only=True, eq=False)
class Draft:
    """A payment being made up: what it is for, and what the bank will say."""

    structure: str
    booked: int
    paid: Paid
    claims: list[Claim] = field(factory=list)
    currency: str = "SEK"
    reference_kind: str = "none"
    payer_kind: str = "unknown"
    channel: str = "bankgiro"
    reference: str = ""
    extra: str = ""
    message: str = ""
    payer: Payer
    order: float = 0.0
    copy_of: "Draft | None" = None
    copied: "Draft | None" = None
    name: str = ""
    damage: str = ""
    account: str = ""
    org: str = ""


class Drawn:
    """A kind drawn by its weight."""

    def __init__(self, weights: Weights) -> None:
        """Prepare *weights*."""
        self._kinds = tuple(weights)
        self._sums = tuple(accumulate(weights.values()))

    def by(self, chance: Random) -> str:
        """Return a kind."""
        return chance.choices(self._kinds, cum_weights=self._sums)[0]

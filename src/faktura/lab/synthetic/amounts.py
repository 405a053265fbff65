"""How much is paid for a set of claims, and what of it belongs where: exact to the öre.

Of every payment, what is placed on claims plus the remainder less what is written off is its amount.
"""

from random import Random
from typing import Final

from attrs import frozen

from faktura.lab.synthetic.books import Claim

FEES: Final = (25_00, 35_00, 50_00, 75_00, 100_00, 150_00)
"""What banks abroad keep of a payment in these ledgers, in minor units of the payment's currency."""

REMINDER_FEE: Final = 60_00


@frozen(kw_only=True)
class Paid:
    """An amount and where it belongs.

    Attributes:
        kind: How the amount relates to what is open.
        placed: What belongs on each claim of the set, in its order.
        remainder: What belongs to no claim.
        written_off: What the creditor gives up: öre, discount, a bank's fee.
        original: What the payer sent, as minor units and currency, where the bank tells.
    """

    kind: str
    amount: int
    placed: tuple[int, ...]
    remainder: int = 0
    written_off: int = 0
    original: tuple[int, str] | None = None


def discounted(claim: Claim) -> int:
    """Return what is to pay of a claim with its early-payment discount, rounded down to the öre."""
    return claim.open - claim.open * claim.discount // 100


def exactly(claims: list[Claim], kind: str = "exact") -> Paid:
    """Return the payment of all that is open."""
    placed = tuple(one.open for one in claims)
    return Paid(kind=kind, amount=sum(placed), placed=placed)


def less(claims: list[Claim], amount: int, kind: str, original: tuple[int, str] | None = None) -> Paid:
    """Return a payment that settles all of *claims* with *amount*, the difference being written off or left over."""
    placed = tuple(one.open for one in claims)
    gap = sum(placed) - amount
    return Paid(
        kind=kind, amount=amount, placed=placed, remainder=max(-gap, 0), written_off=max(gap, 0), original=original
    )


def partly(claim: Claim, amount: int, kind: str) -> Paid:
    """Return a payment of *amount* towards one claim: what is above it is a remainder."""
    placed = min(amount, claim.open)
    return Paid(kind=kind, amount=amount, placed=(placed,), remainder=amount - placed)


def paid_for(claims: list[Claim], kind: str, chance: Random) -> Paid:
    """Return what is paid for *claims* under the drawn *kind*, or exactly what is open where the kind cannot be."""
    base = sum(one.open for one in claims)
    if kind == "ore" and base % 100 and base > 100:
        krona = base // 100 * 100
        return less(claims, krona + (100 if base % 100 >= 50 and chance.random() < 0.5 else 0), "ore")
    if len(claims) == 1 and kind == "part" and base > 300_00:
        shares = (
            base // 2,
            base // 3,
            base // 2 // 100 * 100,
            base // 3 // 100_00 * 100_00,
            base * 2 // 3 // 100 * 100,
        )
        return partly(claims[0], chance.choice(shares), "part")
    if len(claims) == 1 and kind == "too_much":
        return _too_much(claims[0], chance)
    return exactly(claims)


def _too_much(claim: Claim, chance: Random) -> Paid:
    base = claim.open
    digits = str(base // 100)
    swapped = int(digits[1] + digits[0] + digits[2:]) * 100 + base % 100 if len(digits) > 1 else 0
    choices = (base // 100_00 * 100_00 + 100_00, base + REMINDER_FEE, base + 10_00, swapped)
    amount = chance.choice([one for one in choices if one > base])
    return partly(claim, amount, "too_much")


def abroad(claims: list[Claim], chance: Random) -> Paid:
    """Return what arrives from abroad: less a bank's fee, or converted at a bank's rate."""
    base, currency = sum(one.open for one in claims), claims[0].currency
    if currency == "SEK" and base >= 100_00 and chance.random() < 0.5:
        cents = base * 100 // chance.randrange(1_080, 1_180)
        return less(claims, base + base * chance.randrange(-12, 9) // 1000, "exchanged", (cents, "EUR"))
    fee = chance.choice(FEES)
    if fee * 4 >= base:
        return exactly(claims)
    return less(claims, base - fee, "bank_fee", (base, currency) if chance.random() < 0.5 else None)


def deducted(claim: Claim, chance: Random) -> Paid:
    """Return what a buyer pays who misunderstands the deduction: all, less it twice, or less a figure of their own."""
    kind = chance.choice(("rot_total", "rot_twice", "rot_own_figure"))
    if kind == "rot_twice" and claim.open - claim.deduction <= 0:
        kind = "rot_total"
    if kind == "rot_total":
        return partly(claim, claim.open + claim.deduction, kind)
    if kind == "rot_twice":
        return partly(claim, claim.open - claim.deduction, kind)
    share = chance.choice((20, 35, 40, 45))
    return partly(claim, max(claim.total - claim.total * share // 100, 1_00), kind)

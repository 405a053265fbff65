"""How a paid amount relates to what some claims have open: exact, or different by something declared."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from attrs import frozen

from faktura.core.claim import OpenItem
from faktura.core.early_payment import percent_of
from faktura.core.money import exponent
from faktura.core.payment import IncomingPayment, PaymentChannel
from faktura.core.sender import MatchingPolicy

Relation = Literal["exact", "rounded", "discount", "deduction", "fee", "part", "over"]
"""`deduction`: Skatteverket's share was paid by the customer, or taken off twice. `fee`: the bank's, or its rate."""

EXPLAINED: Final[frozenset[Relation]] = frozenset({"exact", "rounded", "discount", "deduction", "fee"})
"""What needs no person: the difference is declared."""

_HUNDRED: Final = 100
_TEN: Final = 10_00
_FEE_PART: Final = 4
"""A bank's fee is at most one part in so many: who pays less pays a part."""

_SMALL_PART: Final = 20
"""Rounding is at most one part in so many of what is open."""


@frozen(kw_only=True)
class Fit:
    """What a payment settles of some claims, in minor units.

    Attributes:
        parts: One for each claim, in their order; together with `rest` they are the payment.
        open: What the claims have open together.
        difference: What stays open and is given away (discount, rounding, fee); negative: what is paid
            above it and taken as rounding.
        usual: A part of a usual size (half, a third, a quarter), or a round sum above what is open.
        tolerated: By how much the payment is further from what is open than any figure tells: only a tolerance
            explains it. A discount of 20.00 that is taken as 20.50 has 0.50 of it, as 19.50 it has -0.50.
    """

    relation: Relation
    parts: tuple[int, ...]
    open: int
    rest: int = 0
    difference: int = 0
    usual: bool = False
    tolerated: int = 0


def fit(payment: IncomingPayment, items: Sequence[OpenItem], policy: MatchingPolicy) -> Fit:
    """Return how *payment* fits *items*; credit notes among them count negative."""
    opens = (items[0].open.minor,) if len(items) == 1 else tuple([item.open.minor for item in items])
    paid, open_ = payment.amount.minor, sum(opens)
    if paid == open_:
        return _exactly(opens)
    declared = _declared(payment, items, opens, policy)
    over = paid - open_
    if declared is not None:
        relation, told = declared
        tolerated = abs(over) - told
        if over > 0:
            given = -over if relation == "rounded" else 0
            return Fit(relation=relation, parts=opens, open=open_, rest=over, difference=given, tolerated=tolerated)
        if (parts := _short(opens, -over)) is not None:
            return Fit(relation=relation, parts=parts, open=open_, difference=-over, tolerated=tolerated)
    if over > 0:
        return Fit(relation="over", parts=opens, open=open_, rest=over, usual=_usual_surplus(paid, over))
    parts, rest = _spread(opens, paid)
    usual = bool([share for share in (2, 3, 4) if abs(paid * share - open_) < share * _HUNDRED])
    return Fit(relation="part", parts=parts, open=open_, rest=rest, usual=usual)


@lru_cache(maxsize=4096)
def _exactly(opens: tuple[int, ...]) -> Fit:
    return Fit(relation="exact", parts=opens, open=sum(opens))


def _declared(
    payment: IncomingPayment, items: Sequence[OpenItem], opens: Sequence[int], policy: MatchingPolicy
) -> tuple[Relation, int] | None:
    """Return what explains the difference, and how much of it is told to the minor unit; the rest is within a tolerance.

    A discount is told to the minor unit of each claim: payers round a percentage up, down or to the nearest.
    """
    paid, open_ = payment.amount.minor, sum(opens)
    over = paid - open_
    near = tolerance(payment, policy)
    if [item for item in items if item.discount_percent is not None]:
        discount = sum([discount_of(item, open_, payment) for item, open_ in zip(items, opens, strict=True)])
        if discount and abs(over + discount) <= min(near, abs(over)):
            return "discount", -over if abs(over + discount) <= len(items) else discount
    if abs(over) <= near and abs(over) * _SMALL_PART <= open_:
        return "rounded", 0
    shares = sum([item.deduction.minor for item in items if item.deduction is not None])
    if shares and abs(abs(over) - shares) <= near:
        return "deduction", shares
    told = _by_the_bank(payment, open_, near, policy)
    return None if told is None else ("fee", told)


def tolerance(payment: IncomingPayment, policy: MatchingPolicy) -> int:
    """Return the largest difference taken as rounding, in minor units."""
    limit = policy.write_off
    return limit.minor if limit.currency == payment.amount.currency else 0


def worths_of(items: Sequence[OpenItem], payment: IncomingPayment) -> Iterator[Sequence[int]]:
    """Yield what each of *items* has open, and, where there is a discount, that less the discount."""
    opens = [item.open.minor for item in items]
    yield opens
    if any(item.discount_percent is not None for item in items):
        less = [discount_of(item, open_, payment) for item, open_ in zip(items, opens, strict=True)]
        if any(less):
            yield [open_ - one for open_, one in zip(opens, less, strict=True)]


def discount_of(item: OpenItem, open_: int, payment: IncomingPayment) -> int:
    """Return the early-payment discount of *item* on the day the payment was booked, in whole minor units.

    Half a minor unit is rounded up. None is left once a part is paid.
    """
    if item.discount_percent is None or item.discount_until is None or payment.booked_on > item.discount_until:
        return 0
    return _offered(item, open_)


def late_discount_of(item: OpenItem, open_: int, payment: IncomingPayment) -> int:
    """Return the early-payment discount that the payment takes after its last day, as far as it was paid less; or nothing."""
    if item.discount_until is None or payment.booked_on <= item.discount_until:
        return 0
    short = open_ - payment.amount.minor
    return short if short > 0 and abs(short - _offered(item, open_)) <= 1 else 0


def _offered(item: OpenItem, open_: int) -> int:
    if item.discount_percent is None or open_ <= 0 or (item.total is not None and item.total.minor != open_):
        return 0
    return percent_of(open_, item.discount_percent)


def _by_the_bank(payment: IncomingPayment, open_: int, near: int, policy: MatchingPolicy) -> int | None:
    """Return how much of the difference the bank tells that it kept; none when neither a fee nor a rate explains it.

    Where the bank says what was sent, its fee is known: what was not sent it did not keep. (Some banks repeat what
    they booked, which says nothing.) A fee only takes away; a rate may give more.
    """
    original, paid = payment.original, payment.amount.minor
    over = paid - open_
    if original is None or original == payment.amount:
        return 0 if payment.channel is PaymentChannel.FOREIGN and _fee(payment, open_, over, policy) else None
    if original.currency != payment.amount.currency:
        rate = abs(over) * _HUNDRED <= open_ * policy.exchange_percent
        return 0 if rate or _fee(payment, open_, over, policy) else None
    return original.minor - paid if over < 0 and abs(original.minor - open_) <= near else None


def _fee(payment: IncomingPayment, open_: int, over: int, policy: MatchingPolicy) -> bool:
    """Whether so little too little may be the fee of a bank; what is too much never is."""
    limit = policy.bank_fee * 10 ** exponent(payment.amount.currency)
    return over < 0 and -over <= limit and -over * _FEE_PART <= open_


def _short(opens: Sequence[int], short: int) -> tuple[int, ...] | None:
    """Return *opens* less *short*, taken from the last debt; none when that would be more than it has."""
    last = max(place for place, one in enumerate(opens) if one > 0) if any(one > 0 for one in opens) else -1
    if last < 0 or opens[last] <= short:
        return None
    return tuple(one - short if place == last else one for place, one in enumerate(opens))


def _usual_surplus(paid: int, over: int) -> bool:
    """Whether *paid* is a round sum somewhat above what is open, or a round sum, such as a fee, above it."""
    small = over <= _HUNDRED * _HUNDRED or over * 4 <= paid - over
    return small and (paid % _TEN == 0 or over % _TEN == 0)


def _spread(opens: Sequence[int], paid: int) -> tuple[tuple[int, ...], int]:
    """Return what *paid* settles, in order; credit notes are used only where the debts need no more than that."""
    debts = sum(one for one in opens if one > 0)
    credits = sum(one for one in opens if one < 0)
    use = paid - credits <= debts
    reach = paid - credits if use else paid
    parts = []
    for one in opens:
        part = (one if use else 0) if one < 0 else min(one, reach)
        reach -= part if one > 0 else 0
        parts.append(part)
    return tuple(parts), reach

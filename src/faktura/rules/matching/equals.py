"""Claims of one customer that nothing tells apart: one stands for all, by a month, by a number not quite its own, or by age."""

import re
from collections.abc import Container, Sequence
from math import log2
from typing import Final

from attrs import frozen
from rapidfuzz.distance import OSA

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.called import text_of
from faktura.rules.matching.claim_set import ClaimSet
from faktura.rules.matching.days import Reading, month_said, readings
from faktura.rules.matching.weighed import Told, Weighed, order_of

_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{4,25}(?![0-9])", re.ASCII)


def merged(
    weighed: list[Weighed], payment: IncomingPayment, policy: MatchingPolicy, named: Container[str] = ()
) -> list[Weighed]:
    """Return the sets with those of one customer that nothing tells apart as one.

    The one that the payer of *payment* tells from the others stands for them, unless the *policy* is to take the oldest
    first; or else the oldest of those that no other payment has *named*.
    """
    if len(weighed) < 2 and not (weighed and weighed[0].same):
        return weighed
    alike: dict[tuple[object, ...], list[Weighed]] = {}
    for one in weighed:
        items = one.set.items
        if len(items) == 1:
            item = items[0]
            who: tuple[object, ...] = (
                item.customer_id or item.id,
                "" if item.customer_id else "nobody",
                item.open.minor,
            )
        else:
            who = _who(items)
        key = (who, one.set.fit.relation, one.reference, round(one.weight, 6))
        alike.setdefault(key, []).append(one)
    apart: list[Weighed] = []
    written: _Written | None = None
    for some in alike.values():
        first = some[0]
        if len(some) > 1 or first.same:
            sets = [(its, one) for one in some for its in (one.set, *one.same)]
            if written is None:
                written = _NOTHING if policy.oldest_first else _Written.by(payment)
            told, meant = _told_apart(sets, written)
            chosen, first = min(
                meant, key=lambda pair: (sum([item.id in named for item in pair[0].items]), order_of(pair[0]))
            )
            first.set, first.same, first.equals, first.told = chosen, (), len(sets), told
            first.weight += log2(len(sets))
        apart.append(first)
    return apart


_Pairs = Sequence[tuple[ClaimSet, Weighed]]


@frozen
class _Written:
    """What the payer writes that may tell equal claims apart.

    Attributes:
        month: From 1; 0 when none is written, or several.
        readings: How it may be meant, the surest way first.
        numbers: Digits that may be a number with a slip, or cut.
    """

    month: int = 0
    readings: Sequence[Reading] = ()
    numbers: Sequence[str] = ()

    @classmethod
    def by(cls, payment: IncomingPayment) -> "_Written":
        """Return what stands in the texts of *payment*."""
        texts = (*[one.text for one in payment.references], payment.message)
        text = text_of(payment)
        month = month_said(text, payment.booked_on.month)
        numbers = [found for one in texts for found in _NUMBER.findall(one)]
        return cls(month, readings(text) if month else (), numbers)


_NOTHING: Final = _Written()


def _told_apart(sets: _Pairs, written: _Written) -> tuple[Told, _Pairs]:
    """Return which of *sets* the payer means, and by what he tells them from the others: all, when by nothing.

    By a number only one alone: in a dense series others are soon one slip away.
    """
    for reading in written.readings:
        if meant := [pair for pair in sets if _is_for(written.month, pair[0].items, reading)]:
            return "month", meant
    near = [pair for pair in sets if len(pair[0].items) == 1 and _is_nearly(written.numbers, pair[0].items[0])]
    return ("number", near) if len(near) == 1 else ("", sets)


def _is_for(month: int, items: Sequence[OpenItem], reading: Reading) -> bool:
    """Whether all of *items* are for that *month*; a fee goes with what it is for."""
    owed = [item for item in items if item.kind is not ItemKind.FEE] or items
    return all(reading(month, item.due, item.issued) for item in owed)


def _is_nearly(written: Sequence[str], item: OpenItem) -> bool:
    """Whether one of the numbers *written* is one slip away from the reference or the number of *item*, or its beginning.

    A transfer has room for twelve characters.
    """
    own = [one for one in (item.reference, item.number) if _NUMBER.fullmatch(one)]
    return any(
        OSA.distance(one, other, score_cutoff=1) == 1 or (one != other and other.startswith(one))
        for one in written
        for other in own
    )


def _who(items: Sequence[OpenItem]) -> tuple[object, ...]:
    """Return whose claims of which amounts these are; those of several customers, or of nobody, are like no others."""
    customers = {item.customer_id for item in items}
    own = "" if len(customers) == 1 and "" not in customers else "".join(item.id for item in items)
    return (own, tuple(sorted(customers)), tuple(sorted(item.open.minor for item in items)))

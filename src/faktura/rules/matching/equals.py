"""Claims of one customer that nothing tells apart: one of them stands for all, by the month the payer writes or by age."""

from collections.abc import Container, Sequence
from math import log2

from faktura.core.claim import OpenItem
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.called import text_of
from faktura.rules.matching.days import is_for, month_said
from faktura.rules.matching.weighed import Weighed, order_of


def merged(
    weighed: list[Weighed], payment: IncomingPayment, policy: MatchingPolicy, named: Container[str] = ()
) -> list[Weighed]:
    """Return the sets with those of one customer that nothing tells apart as one.

    The one for the month that the payer of *payment* writes stands for them, unless the *policy* is to take the oldest
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
    apart = []
    for some in alike.values():
        first = some[0]
        if len(some) > 1 or first.same:
            sets = [(its, one) for one in some for its in (one.set, *one.same)]
            month = 0 if policy.oldest_first else month_said(text_of(payment), payment.booked_on.month)
            meant = [pair for pair in sets if month and _is_for(month, pair[0].items)]
            chosen, first = min(
                meant or sets, key=lambda pair: (sum([its.id in named for its in pair[0].items]), order_of(pair[0]))
            )
            first.set, first.same, first.equals, first.month = chosen, (), len(sets), bool(meant)
            first.weight += log2(len(sets))
        apart.append(first)
    return apart


def _is_for(month: int, items: Sequence[OpenItem]) -> bool:
    return len(items) == 1 and is_for(month, items[0].due)


def _who(items: Sequence[OpenItem]) -> tuple[object, ...]:
    """Return whose claims of which amounts these are; those of several customers, or of nobody, are like no others."""
    customers = {item.customer_id for item in items}
    own = "" if len(customers) == 1 and "" not in customers else "".join(item.id for item in items)
    return (own, tuple(sorted(customers)), tuple(sorted(item.open.minor for item in items)))

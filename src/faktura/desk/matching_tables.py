"""Matching over tables: open items, payments and history of many creditors in, a decision for each payment out.

The unit of work is (creditor, currency): nothing of one partition can settle anything of another, so partitions
run side by side, over the processes of one machine (`match_tables`) or an engine's workers (`match_partition`). Of the
creditor's claims in other currencies a partition has those that its payments name: they can settle nothing, but a
payment that names one is told the true reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from typing import Final

from attrs import define, field, frozen

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import OpenItem, number_keys
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import MatchDecision
from faktura.rules.matching.match import match
from faktura.rules.matching.reading import mentions
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.uncollected import Uncollected

Key = tuple[str, str]
"""Creditor and currency."""

_PLAIN: Final = MatchingPolicy()


@frozen(kw_only=True)
class Partition:
    """One creditor's claims and payments in one currency, with what is known of its payers; it can be pickled.

    Attributes:
        links: Payer account and the customers it has paid for.
        elsewhere: Its claims in other currencies that the payments name.
    """

    creditor: str
    currency: str
    items: tuple[OpenItem, ...]
    payments: tuple[IncomingPayment, ...]
    elsewhere: tuple[OpenItem, ...] = ()
    links: Mapping[str, tuple[PayerLink, ...]] = field(factory=dict)
    policy: MatchingPolicy = _PLAIN


def match_partition(partition: Partition) -> tuple[MatchDecision, ...]:
    """Decide the payments of one partition, in their order: a pure function of its argument."""
    items = (*partition.items, *partition.elsewhere) if partition.elsewhere else partition.items
    with Uncollected():
        return match(
            partition.payments,
            InMemoryCandidates(items, partition.links),
            partition.policy,
            creditor=partition.creditor,
            statistics=Statistics.of(partition.items),
        )


@define
class _Gathered:
    items: list[OpenItem] = field(factory=list)
    payments: list[IncomingPayment] = field(factory=list)
    places: list[int] = field(factory=list)


def match_tables(
    items: Iterable[OpenItem],
    payments: Iterable[tuple[str, IncomingPayment]],
    links: Iterable[tuple[str, str, PayerLink]] = (),
    *,
    policy: MatchingPolicy = _PLAIN,
    processes: int = 1,
) -> tuple[MatchDecision, ...]:
    """Decide each of *payments*, given with its creditor, in their order.

    Args:
        items: Open and paid items of any creditors.
        payments: Creditor and payment.
        links: Creditor, payer account and link of confirmed earlier payments.
        policy: What may be decided without a person.
        processes: So many partitions are decided at once; the decisions are the same.
    """
    partitions, places = partitioned(items, payments, links, policy=policy)
    if processes > 1 and len(partitions) > 1:
        with ProcessPoolExecutor(min(processes, len(partitions))) as pool:
            decided = list(pool.map(match_partition, partitions))
    else:
        decided = [match_partition(one) for one in partitions]
    order = {at: one for some, its in zip(places, decided, strict=True) for at, one in zip(some, its, strict=True)}
    return tuple([order[at] for at in range(len(order))])


def partitioned(
    items: Iterable[OpenItem],
    payments: Iterable[tuple[str, IncomingPayment]],
    links: Iterable[tuple[str, str, PayerLink]] = (),
    *,
    policy: MatchingPolicy = _PLAIN,
) -> tuple[list[Partition], list[Sequence[int]]]:
    """Return the partitions that have payments, by creditor and currency, and the places of each one's payments."""
    gathered: dict[Key, _Gathered] = {}
    unpaid: dict[str, list[OpenItem]] = {}
    for at, (creditor, payment) in enumerate(payments):
        one = gathered.setdefault((creditor, payment.amount.currency), _Gathered())
        one.payments.append(payment)
        one.places.append(at)
        unpaid[creditor] = []
    for item in items:
        if (one_ := gathered.get((item.creditor, item.open.currency))) is not None:
            one_.items.append(item)
        elif item.creditor in unpaid:
            unpaid[item.creditor].append(item)
    payers: dict[str, dict[str, list[PayerLink]]] = {}
    for creditor, account, link in links:
        payers.setdefault(creditor, {}).setdefault(account, []).append(link)
    keys = sorted(gathered)
    partitions = [
        Partition(
            creditor=key[0],
            currency=key[1],
            items=tuple(gathered[key].items),
            payments=tuple(gathered[key].payments),
            elsewhere=tuple(_named_elsewhere(key, gathered, unpaid[key[0]])),
            links={account: tuple(some) for account, some in payers.get(key[0], {}).items()},
            policy=policy,
        )
        for key in keys
    ]
    return partitions, [gathered[key].places for key in keys]


def _named_elsewhere(key: Key, gathered: Mapping[Key, _Gathered], unpaid: Sequence[OpenItem]) -> Iterator[OpenItem]:
    """Yield the creditor's claims in other currencies that a payment of the partition names, *unpaid* among them."""
    others = [one.items for (creditor, currency), one in gathered.items() if creditor == key[0] and currency != key[1]]
    if not unpaid and not any(others):
        return
    named = {one for payment in gathered[key].payments for said in mentions(payment) for one in said.keys}
    for item in chain(unpaid, *others):
        if item.reference in named or not named.isdisjoint(number_keys(item.number)):
            yield item

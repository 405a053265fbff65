"""Whom a booking concerns: what waits is decided again only where something it depends on has changed."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Generic, TypeVar

from attrs import define, field, frozen

from faktura.core.claim import ItemKind, OpenItem, settles
from faktura.core.payer_name import name_keys, payer_keys
from faktura.rules.matching.case import Case
from faktura.rules.matching.plain_payments import PlainPayments

Key = TypeVar("Key")


@frozen
class Reach:
    """What the decision on a payment depends on.

    Attributes:
        claims: Ids of the claims that it may settle, names, or denies; among them what the customers have open.
        pointed: The customers it points at.
        others: Customers of whom it is asked what they have of some amount.
        names: Keys by which customers are looked for, with the amounts they may have open.
        minor: The amount; `minors` are all amounts that customers are asked about.
        by_amount: Whether it is asked who has the amount open.
        requests: Whether it is asked what is open on Skatteverket.
    """

    claims: AbstractSet[str]
    pointed: AbstractSet[str]
    others: AbstractSet[str]
    names: AbstractSet[tuple[str, int]]
    minor: int
    minors: AbstractSet[int]
    by_amount: bool
    requests: bool

    @classmethod
    def of(cls, case: Case) -> "Reach":
        """Return what a decision on *case* depends on."""
        minor, name = case.payment.amount.minor, case.payment.payer.name
        called = payer_keys(name) if name and not (case.links or case.organisations) else ()
        names = case.sought | {(key, minor) for key in called}
        return cls(
            claims={*[item.id for item in case.seen()], *case.denied},
            pointed=set(case.pointed),
            others={
                *case.customers,
                *case.same,
                *case.passed,
                *[link.customer_id for link in case.links],
                *[one for group in case.called for one in group],
            },
            names=names,
            minor=minor,
            minors={minor, *[one for _, one in names]},
            by_amount=not (case.customers or case.namesakes),
            requests=case.from_tax_agency,
        )


@define
class Changed:
    """What was booked, and what those who are booked pointed at.

    Attributes:
        plain: The plain payments that are booked.
        claims: Ids of claims that others have settled or named.
        amounts: For each customer the amounts that concern who asks about him: what his claims had open, what they have
            and what they were last paid by, and what those paid who pointed at him.
        plainly: The amounts of a customer's plain payments, for those who were asked about.
        left: What was paid in part, as it is now.
        requests: Whether something open on Skatteverket was settled.
    """

    plain: PlainPayments
    claims: set[str] = field(factory=set)
    amounts: dict[str, set[int]] = field(factory=lambda: defaultdict(set))
    plainly: dict[str, AbstractSet[int]] = field(factory=dict)
    left: list[OpenItem] = field(factory=list)
    requests: bool = False

    def settled(self, case: Case, items: Iterable[OpenItem]) -> None:
        """Note that *case* has settled *items*."""
        minor = case.payment.amount.minor
        for customer in case.pointed:
            self.amounts[customer].add(minor)
        for hit in case.hits:
            self.claims.update([item.id for item in hit.open])
        for item in items:
            self.claims.add(item.id)
            self.amounts[item.customer_id].update((item.open.minor, minor))
            self.requests |= item.kind is ItemKind.TAX_AGENCY

    def left_over(self, item: OpenItem) -> None:
        """Note that *item* was paid in part, or by another amount than it had open, and is now as it is here."""
        self.left.append(item)
        self.amounts[item.customer_id].update((item.open.minor, settles(item).minor))

    def is_of(self, customer: str, amounts: AbstractSet[int]) -> bool:
        """Whether something of *customer*'s changed that is one of *amounts*."""
        odd = self.amounts.get(customer)
        if odd is not None and not odd.isdisjoint(amounts):
            return True
        if (plain := self.plainly.get(customer)) is None:
            plain = self.plainly[customer] = {one.item.open.minor for one in self.plain.of_customer(customer)}
        return not plain.isdisjoint(amounts)


@define
class _Places(Generic[Key]):
    """Who has each key, by place."""

    of: dict[Key, set[int]] = field(factory=dict)

    def add(self, at: int, keys: Iterable[Key]) -> None:
        """Note that what stands *at* a place has *keys*."""
        for key in keys:
            self.of.setdefault(key, set()).add(at)

    def take(self, at: int, keys: Iterable[Key]) -> None:
        """Forget it."""
        for key in keys:
            places = self.of[key]
            places.discard(at)
            if not places:
                del self.of[key]


@define
class Waiting:
    """Those of a batch that wait, by place, with what each depends on.

    Attributes:
        reach: What each depends on; `claims` and `pointed` are who depends on a claim, or points at a customer with an amount.
    """

    reach: dict[int, Reach] = field(factory=dict)
    claims: _Places[str] = field(factory=_Places)
    pointed: _Places[tuple[str, int]] = field(factory=_Places)

    def add(self, at: int, one: Reach) -> None:
        """Note that what stands *at* a place depends on *one*, and on nothing else."""
        before = self.reach.get(at)
        if before is not None:
            self.take(at)
        self.reach[at] = one
        self.claims.add(at, one.claims)
        self.pointed.add(at, _pairs(one))

    def take(self, at: int) -> None:
        """Take out what stands *at* a place: it waits no longer."""
        one = self.reach.pop(at)
        self.claims.take(at, one.claims)
        self.pointed.take(at, _pairs(one))

    def concerned(self, changed: Changed, first: Iterable[int]) -> list[int]:
        """Return the *first* and who else, by place, may be decided otherwise now, with all their rivals."""
        minors = {item.open.minor for item in changed.left}
        names = {(key, item.open.minor) for item in changed.left for key in name_keys(item.customer_name)}
        claims = self.claims.of
        seen = (claims.keys() & changed.claims) | (claims.keys() & changed.plain.of_claim.keys())
        found = set(chain(first, *[claims[claim] for claim in seen]))
        theirs, odd = changed.plain.customers, changed.amounts.keys()
        for at, one in self.reach.items():
            if at in found:
                continue
            of = [*one.pointed, *one.others]
            if (
                (one.by_amount and one.minor in minors)
                or (one.requests and changed.requests)
                or not names.isdisjoint(one.names)
                or any(
                    (customer in theirs or customer in odd) and changed.is_of(customer, one.minors) for customer in of
                )
            ):
                found.add(at)
        return self.with_rivals(found)

    def short_of(self, some: Iterable[int]) -> set[int]:
        """Return who of all has rivals both among *some* and beside them, so that *some* cannot be decided without the others."""
        beside = set(self.with_rivals(some)).difference(some)
        return set(self.with_rivals(beside)) if beside else beside

    def with_rivals(self, some: Iterable[int]) -> list[int]:
        """Return, in their order, *some* and all that may want a claim, or point at a customer, as one of them does, or one who does so."""
        every = set(some)
        new = [at for at in every if at in self.reach]
        claims: set[str] = set()
        pointed: set[tuple[str, int]] = set()
        while new:
            one = self.reach[new.pop()]
            more, pairs = one.claims - claims, _pairs(one) - pointed
            claims |= more
            pointed |= pairs
            found = set(chain(*[self.claims.of[key] for key in more], *[self.pointed.of[key] for key in pairs])) - every
            new += found
            every |= found
        return sorted(every)


def _pairs(one: Reach) -> set[tuple[str, int]]:
    """Return the customers that a payment points at with its amount: only as much may be the same payment twice."""
    return {(customer, one.minor) for customer in one.pointed}

"""Whom a booking concerns: what waits is decided again only where something it depends on has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from attrs import define, field, frozen

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.payer_name import name_keys, payer_keys
from faktura.rules.matching.called import shares
from faktura.rules.matching.case import Case
from faktura.rules.matching.plain_payments import PlainPayments


@frozen
class Reach:
    """What the decision on a payment depends on.

    Attributes:
        claims: Ids of the claims that it may settle, or that it names.
        pointed: The customers it points at.
        others: Customers of whom it is asked what they have open, or have of the amount.
        names: Keys by which customers are looked for, with the amounts they may have open.
        minor: The amount, where it is asked who has that open.
        requests: Whether it is asked what is open on Skatteverket.
    """

    claims: AbstractSet[str]
    pointed: AbstractSet[str]
    others: AbstractSet[str]
    names: AbstractSet[tuple[str, int]]
    minor: int | None
    requests: bool

    @classmethod
    def of(cls, case: Case) -> "Reach":
        """Return what a decision on *case* depends on."""
        minor, name = case.payment.amount.minor, case.payment.payer.name
        called = payer_keys(name) if name and not (case.links or case.organisations) else ()
        return cls(
            claims={item.id for item in case.seen()},
            pointed=set(case.pointed),
            others={
                *case.customers,
                *case.same,
                *[link.customer_id for link in case.links],
                *[one for group in case.called for one in group],
            },
            names={*[(key, minor) for key in called], *[(key, one) for key in case.names for one in shares(minor)]},
            minor=None if case.customers or case.namesakes else minor,
            requests=case.from_tax_agency,
        )


@define
class Changed:
    """What was booked, and what those who are booked pointed at.

    Attributes:
        plain: The plain payments that are booked.
        claims: Ids of claims that others have settled or named.
        customers: Whose claims they are, and who else was pointed at.
        left: What was paid in part, as it is now.
        requests: Whether something open on Skatteverket was settled.
    """

    plain: PlainPayments
    claims: set[str] = field(factory=set)
    customers: set[str] = field(factory=set)
    left: list[OpenItem] = field(factory=list)
    requests: bool = False

    def settled(self, case: Case, items: Iterable[OpenItem]) -> None:
        """Note that *case* has settled *items*."""
        self.customers.update(case.pointed)
        for hit in case.hits:
            self.claims.update([item.id for item in hit.open])
        for item in items:
            self.claims.add(item.id)
            self.customers.add(item.customer_id)
            self.requests |= item.kind is ItemKind.TAX_AGENCY

    def concerned(self, waiting: Mapping[int, Reach], first: Iterable[int]) -> list[int]:
        """Return the *first* and who else of *waiting*, by place, may be decided otherwise now, with all their rivals."""
        minors = {item.open.minor for item in self.left}
        names = {(key, item.open.minor) for item in self.left for key in name_keys(item.customer_name)}
        booked = [one for one in self.plain.beside if self.plain.decided[one.at] is not None]
        self.customers.update([item.customer_id for one in booked for item, _ in one.rivals])
        settled, theirs = self.plain.of_claim.keys(), self.plain.customers
        found = {
            at
            for at, one in waiting.items()
            if not (self.claims.isdisjoint(one.claims) and settled.isdisjoint(one.claims))
            or not (self.customers.isdisjoint(one.pointed) and theirs.isdisjoint(one.pointed))
            or not (self.customers.isdisjoint(one.others) and theirs.isdisjoint(one.others))
            or not names.isdisjoint(one.names)
            or one.minor in minors
            or (one.requests and self.requests)
        }
        return with_rivals(found.union(first), waiting)


def short_of(some: Iterable[int], reach: Mapping[int, Reach]) -> set[int]:
    """Return who of all has rivals both among *some* and beside them, so that *some* cannot be decided without the others."""
    beside = set(with_rivals(some, reach)).difference(some)
    return set(with_rivals(beside, reach)) if beside else beside


def with_rivals(some: Iterable[int], reach: Mapping[int, Reach]) -> list[int]:
    """Return, in their order, *some* and all that may want a claim, or point at a customer, as one of them does, or one who does so."""
    claims, customers = defaultdict(list), defaultdict(list)
    for at, one in reach.items():
        for claim in one.claims:
            claims[claim].append(at)
        for customer in one.pointed:
            customers[customer].append(at)
    every = set(some)
    if not every:
        return []
    new = [at for at in every if at in reach]
    while new:
        one = reach[new.pop()]
        found = [at for claim in one.claims for at in claims.pop(claim, ())]
        found += [at for customer in one.pointed for at in customers.pop(customer, ())]
        new += [at for at in dict.fromkeys(found) if at not in every]
        every.update(found)
    return sorted(every)

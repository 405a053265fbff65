"""A payment with everything looked up about it: what it names, who pays, and what may be settled with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from attrs import define

from faktura.core.check_digit import shown
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink
from faktura.core.payer_name import folded
from faktura.core.payment import IncomingPayment

Hindered = Literal["", "account", "currency"]
Strength = Literal["exact", "text", "number", "loose"]

TAX_AGENCY: Final = "2021005448"
"""Skatteverket's organisation number."""

MOST_CUSTOMERS: Final = 12
"""So many customers that a payment points at are looked at."""


TOGETHER: Final = 500
"""So many payments are looked up together: what was found of them is at hand still when it is needed next."""

T = TypeVar("T")

_NOTHING: Final[Mapping[str, tuple[OpenItem, ...]]] = MappingProxyType({})
_NONE_DENIED: Final[Mapping[str, tuple[str, OpenItem]]] = MappingProxyType({})


def in_parts(values: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    """Yield *values* in parts of `TOGETHER`, each with the place of its first."""
    for first in range(0, len(values), TOGETHER):
        yield first, values[first : first + TOGETHER]


@define(kw_only=True)
class Hit:
    """One number of the payment that is one of ours.

    Attributes:
        strength: `exact`: a reference that stands alone. `text`: a reference among other words. `number`: a document
            number with a word or a list that says so. `loose`: digits that happen to be a document number.
        open: The open items it names; `paid`: those that are settled already.
    """

    label: str
    strength: Strength
    by_number: bool
    open: tuple[OpenItem, ...]
    paid: tuple[OpenItem, ...] = ()
    amount: Money | None = None
    credit: bool = False
    alone: bool = False

    def is_just(self, amount: Money) -> bool:
        """Whether one of the open items that it names has just that *amount* open."""
        return any(item.open == amount for item in self.open)


@define
class Case:
    """A payment with what it names and who pays; everything in it is looked up, nothing decided.

    Attributes:
        links: What confirmed payments say of the payer's account.
        organisations: Customers with the payer's organisation number.
        namesakes: Customers called as the payer who have exactly the amount open, as far as few are.
        called: Customers whom the text calls by name or number and who owe the amount or a share of it, namesakes together.
        names: The name of each of those in the text, folded, as customers are found by; empty where it is a number.
        near: Open items whose reference is one slip away from one that nothing has.
        unknown: Numbers given as references of which nothing is known.
        hindered: Why what is named may not be settled, when nothing of it may; with the label.
        denied: Items by id that the payer says he does not pay, with the number he wrote; `unclear`: it may be others.
        sent: The number of a claim that is named and has open exactly what was sent, in the currency it was sent in.
        pointed: The customers it points at, the surest first.
        customers: Open items of every customer the payment points at, oldest first.
        same: What those customers have, or had, of exactly the payment's amount.
        sought: What customers were looked for by, found or not: keys of names, with what they would owe.
        passed: Customers found by a name or a number who are not called so, or owe nothing that is his business.
        by_amount: The few items of the ledger with the amount, where nothing else is known.
        requests: Skatteverket's claims by request, those that the payment names or may be the sum of.
    """

    payment: IncomingPayment
    hits: tuple[Hit, ...] = ()
    links: tuple[PayerLink, ...] = ()
    organisations: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    called: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    near: tuple[OpenItem, ...] = ()
    unknown: tuple[str, ...] = ()
    hindered: Hindered = ""
    hindered_label: str = ""
    denied: Mapping[str, tuple[str, OpenItem]] = _NONE_DENIED
    unclear: bool = False
    sent: str = ""
    pointed: tuple[str, ...] = ()
    customers: Mapping[str, tuple[OpenItem, ...]] = _NOTHING
    same: Mapping[str, tuple[OpenItem, ...]] = _NOTHING
    sought: AbstractSet[tuple[str, int]] = frozenset()
    passed: tuple[str, ...] = ()
    by_amount: tuple[OpenItem, ...] = ()
    requests: Mapping[str, tuple[OpenItem, ...]] = _NOTHING
    from_tax_agency: bool = False

    def pointed_at(self) -> tuple[str, ...]:
        """Return the customers this payment points at, the surest first, at most a dozen."""
        known = self.told_of()
        return tuple(dict.fromkeys((*known, *self.namesakes)))[:MOST_CUSTOMERS] if self.namesakes else known

    def told_of(self) -> tuple[str, ...]:
        """Return the same without those who are only called as the payer."""
        if not (self.hits or self.called or self.organisations or self.near) and len(self.links) == 1:
            only = self.links[0].customer_id
            return (only,) if only else ()
        every = {item.customer_id: None for hit in self.hits for item in (*hit.open, *hit.paid)}
        for group in self.called:
            every.update(dict.fromkeys(group))
        if len(self.links) > 1:
            linked = sorted(self.links, key=lambda link: (-link.count, link.customer_id))
            every.update({link.customer_id: None for link in linked})
        elif self.links:
            every[self.links[0].customer_id] = None
        if self.organisations:
            every.update(dict.fromkeys(self.organisations))
        if self.near:
            every.update({item.customer_id: None for item in self.near})
        every.pop("", None)
        return tuple(every)[:MOST_CUSTOMERS]

    @property
    def is_silent(self) -> bool:
        """Whether the payer names nothing, but for digits that may be a day's."""
        return not [hit for hit in self.hits if hit.open or hit.strength != "loose"]

    def payers_of_as_much(self) -> Sequence[str]:
        """Return whose equal payment this one may repeat: a copy gives the same number or none, so only theirs it names."""
        named = {item.customer_id for hit in self.hits if hit.strength != "loose" for item in (*hit.open, *hit.paid)}
        return [one for one in self.pointed if one in named] if named else self.pointed

    def seen(self) -> Iterable[OpenItem]:
        """Yield every item a decision may depend on; some more than once."""
        for hit in self.hits:
            yield from hit.open
        for items in (*self.customers.values(), *self.same.values(), *self.requests.values()):
            yield from items
        yield from self.near
        yield from self.by_amount


def eligible(item: OpenItem, case: Case, creditor: str) -> Literal["yes", "no", "account", "currency"]:
    """Return whether the payment may settle *item*, or what hinders it; `no` when it is none of its business."""
    payment = case.payment
    if item.creditor != creditor:
        return "no"
    if item.kind is ItemKind.TAX_AGENCY and not _pays_for_tax_agency(item, case):
        return "no"
    if item.accounts and payment.account and payment.account not in item.accounts:
        return "account"
    return "yes" if item.open.currency == payment.amount.currency else "currency"


def _pays_for_tax_agency(item: OpenItem, case: Case) -> bool:
    return case.from_tax_agency or any(link.customer_id == item.customer_id for link in case.links)


def is_tax_agency(payment: IncomingPayment) -> bool:
    """Whether Skatteverket pays, by its number or its name."""
    number, name = payment.payer.organisation_number, payment.payer.name
    if number and digits(number) == TAX_AGENCY:
        return True
    return bool(name) and "verket" in name.casefold() and "skatteverket" in "".join(folded(name))


def digits(text: str) -> str:
    """Return an organisation or personal number without century, hyphen and country."""
    if not text:
        return ""
    plain = "".join(one for one in text if one in "0123456789")
    return plain[-10:] if len(plain) == 12 and plain[:2] in {"16", "19", "20"} else plain[:10]


def label_of(text: str) -> str:
    """Return what a payer wrote, for a sentence: masked when it is long enough to hold a personal number."""
    return shown(text) or "–"

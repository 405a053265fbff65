"""Look-ups among open items held in memory: the reference that every other way to look them up decides alike with."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, TypeVar

from faktura.core.claim import (
    MOST_BY_AMOUNT,
    MOST_BY_CUSTOMER,
    MOST_BY_NAME,
    MOST_BY_ORGANISATION,
    MOST_ON_TAX_AGENCY,
    ItemKind,
    OpenItem,
    number_keys,
    of_one_amount,
    settles,
)
from faktura.core.money import Money
from faktura.core.payer_account import payer_account_key
from faktura.core.payer_link import PayerLink, together
from faktura.core.payer_name import name_keys

Key = TypeVar("Key", str, int)

_Held = OpenItem | list[OpenItem] | tuple[OpenItem, ...]
"""An item where nobody shares its key, as most; a list that is not in order yet, or a tuple that was put in order."""

_Called = OpenItem | list[OpenItem] | tuple[str, ...]
"""Who is called so: an item of his, items as they come, or, when somebody has asked, the customers' ids in order."""

_FEW: Final = 12
"""A customer with more items than this has an index of amounts."""


class InMemoryCandidates:
    """Look-ups over items held in memory; names and the amounts of large customers are indexed when first asked for.

    >>> from datetime import date
    >>> from faktura.core.money import sek
    >>> item = OpenItem(id="F1", creditor="A", customer_id="C", number="1", reference="12351",
    ...                 open=sek(100), due=date(2026, 3, 1))
    >>> InMemoryCandidates([item]).by_reference(["12351"])["12351"][0].id
    'F1'
    """

    def __init__(
        self, items: Iterable[OpenItem], payers: Mapping[str, Sequence[str | PayerLink]] | None = None
    ) -> None:
        """Index *items*; *payers* maps payer accounts to the customers that their newest payments were for.

        An account that stands there in several writings is one.
        """
        every = tuple(items)
        self._reference = _by_key([item.reference for item in every], every)
        self._number = _by_number(every)
        self._customer = _by_key([item.customer_id for item in every], every)
        self._organisation = _by_key([item.customer_org for item in every], every)
        self._amount = _by_open(every)
        self._payers = _by_account(payers or {})
        self._companies: dict[str, tuple[str, ...]] = {}
        self._names: dict[Money, dict[str, _Called]] = {}
        self._amounts_of: dict[str, dict[Money, list[OpenItem]]] = {}
        self._open_of: dict[str, tuple[OpenItem, ...]] = {}

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items that carry each payment reference."""
        return _found(self._reference, references)

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items of each document number."""
        return _found(self._number, numbers)

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first."""
        answer = {}
        for key in customer_ids:
            items = _ordered(self._customer, key)
            open_ = self._oldest_of(key, items) if len(items) > _FEW else _oldest(items)
            if open_:
                answer[key] = open_
        return answer

    def by_customer_amount(
        self, asked: Sequence[tuple[str, Money]]
    ) -> Mapping[tuple[str, Money], tuple[OpenItem, ...]]:
        """Return each customer's items with that amount open, or paid in that amount."""
        answer = {}
        for key in asked:
            customer, amount = key
            held = self._customer.get(customer, ())
            if isinstance(held, OpenItem):
                same = _of_amount((held,), amount)
            elif len(held) > _FEW:
                same = self._of_large(customer, held).get(amount, ())
            else:
                same = _of_amount(held, amount)
                if len(same) > 1 and isinstance(held, list):
                    same = _of_amount(_ordered(self._customer, customer), amount)
            if same:
                answer[key] = of_one_amount(same)
        return answer

    def _oldest_of(self, customer: str, items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
        found = self._open_of.get(customer)
        if found is None:
            found = self._open_of[customer] = _oldest(items)
        return found

    def _of_large(self, customer: str, items: Iterable[OpenItem]) -> Mapping[Money, Sequence[OpenItem]]:
        index = self._amounts_of.get(customer)
        if index is None:
            index = self._amounts_of[customer] = {}
            for item in by_age(items):
                index.setdefault(settles(item), []).append(item)
        return index

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open."""
        answer = {}
        for key in amounts:
            items = _ordered(self._amount.get(key.currency, {}), key.minor)
            if items:
                answer[key] = items[:MOST_BY_AMOUNT]
        return answer

    def by_account(self, accounts: Sequence[str]) -> Mapping[str, tuple[PayerLink, ...]]:
        """Return the customers each payer account has paid for."""
        found = {}
        for account in accounts:
            held = self._payers.get(account)
            if held is None:
                held = self._payers.get(payer_account_key(account))
            if held is not None:
                found[account] = (held,) if isinstance(held, PayerLink) else held
        return found

    def by_organisation(self, numbers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers with each organisation number."""
        return {key: some for key in numbers if (some := self._with_number(key))}

    def _with_number(self, number: str) -> tuple[str, ...]:
        if (found := self._companies.get(number)) is None:
            customers = dict.fromkeys([item.customer_id for item in _ordered(self._organisation, number)])
            found = self._companies[number] = tuple(customers)[:MOST_BY_ORGANISATION]
        return found

    def by_name(self, asked: Sequence[tuple[str, Money]]) -> Mapping[tuple[str, Money], tuple[str, ...]]:
        """Return the customers under each key who have exactly that amount open."""
        made: dict[Money, dict[str, _Called]] = {}
        answer = {}
        for pair in asked:
            key, amount = pair
            if (names := made.get(amount)) is None:
                names = made[amount] = self._names_with(amount)
            if some := _customers_called(names, key):
                answer[pair] = some
        return answer

    def _names_with(self, amount: Money) -> dict[str, _Called]:
        """Return the items with *amount* open by the names of their customers; kept where they are many."""
        if (kept := self._names.get(amount)) is not None:
            return kept
        names: dict[str, _Called] = {}
        items = _alone_or_all(self._amount.get(amount.currency, {}).get(amount.minor, ()))
        for item in items:
            for key in name_keys(item.customer_name):
                held = names.setdefault(key, item)
                if isinstance(held, list):
                    held.append(item)
                elif isinstance(held, OpenItem) and held is not item:
                    names[key] = [held, item]
        if len(items) > _FEW:
            self._names[amount] = names
        return names

    def on_tax_agency(self) -> tuple[OpenItem, ...]:
        """Return the open claims on Skatteverket."""
        owed = (held for same in self._amount.values() for minor, held in same.items() if minor > 0)
        mine = [item for held in owed for item in _alone_or_all(held) if item.kind is ItemKind.TAX_AGENCY]
        return tuple(sorted(by_age(mine)[:MOST_ON_TAX_AGENCY], key=_BY_NUMBER))


def _oldest(items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
    return tuple([item for item in items if item.open.minor][:MOST_BY_CUSTOMER])


def _of_amount(items: Sequence[OpenItem], amount: Money) -> Sequence[OpenItem]:
    """Return those of *items* that have *amount* open, or are paid in it."""
    minor, currency = amount.minor, amount.currency
    same = []
    for item in items:
        whole = item.open if item.open.minor else settles(item)
        if whole.minor == minor and whole.currency == currency:
            same.append(item)
    return same


def by_age(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Return *items* the oldest due first, then by number and id: of many, a sort for each is faster than one by all three."""
    every = list(items)
    if len(every) <= _SHORT:
        every.sort(key=_AGE)
        return every
    every.sort(key=_BY_ID)
    every.sort(key=_BY_NUMBER)
    every.sort(key=lambda item: item.due.toordinal())
    return every


_SHORT: Final = 8
_AGE: Final = attrgetter("due", "number", "id")
_BY_ID: Final = attrgetter("id")
_BY_NUMBER: Final = attrgetter("number")


def _by_key(keys: Sequence[Key], items: Sequence[OpenItem]) -> dict[Key, _Held]:
    """Return *items* by their *keys*, those without one left out.

    They stand as they come: what shares a key is put in order when it is asked for, and most never is.
    """
    index: dict[Key, _Held] = {}
    put = index.setdefault
    for key, item in zip(keys, items, strict=True):
        if key and (held := put(key, item)) is not item:
            _beside(index, key, held, item)
    return index


def _by_number(items: Sequence[OpenItem]) -> dict[str, _Held]:
    """Return *items* by the keys of their document numbers."""
    numbers = [item.number for item in items]
    index = _by_key(numbers, items)
    every = "".join(numbers)
    if every.isdigit() and every.isascii():
        return index  # each has one key
    for item in items:
        number = item.number
        for key in () if number.isdigit() and number.isascii() else number_keys(number)[1:]:
            if (held := index.setdefault(key, item)) is not item:
                _beside(index, key, held, item)
    return index


def _by_open(items: Sequence[OpenItem]) -> dict[str, dict[int, _Held]]:
    """Return *items* by currency and by what they have open, in minor units."""
    index: dict[str, dict[int, _Held]] = {}
    for item in items:
        open_ = item.open
        if minor := open_.minor:
            if (same := index.get(open_.currency)) is None:
                same = index[open_.currency] = {}
            if (held := same.setdefault(minor, item)) is not item:
                _beside(same, minor, held, item)
    return index


def _beside(index: dict[Key, _Held], key: Key, held: _Held, item: OpenItem) -> None:
    """Add *item* to what is *held* under a *key*."""
    if isinstance(held, list):
        held.append(item)
    else:
        index[key] = [*_alone_or_all(held), item]


def _alone_or_all(held: _Held) -> Sequence[OpenItem]:
    return (held,) if isinstance(held, OpenItem) else held


def _ordered(index: dict[Key, _Held], key: Key) -> tuple[OpenItem, ...]:
    """Return what is under *key*, the oldest first."""
    held: _Held | None = index.get(key)
    if held is None:
        return ()
    if isinstance(held, OpenItem):
        return (held,)
    if isinstance(held, tuple):
        return held
    ordered = index[key] = tuple(by_age(held))
    return ordered


def _customers_called(names: dict[str, _Called], key: str) -> tuple[str, ...]:
    """Return whose items are under *key*, who has owed the longest first; put in order when it is asked for."""
    held = names.get(key)
    if isinstance(held, list):
        found = dict.fromkeys([item.customer_id for item in by_age(held)])
        held = names[key] = tuple(found)[:MOST_BY_NAME]
    return (held.customer_id,) if isinstance(held, OpenItem) else held or ()


def _found(index: dict[str, _Held], keys: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
    found: dict[str, tuple[OpenItem, ...]] = {}
    for key in keys:
        if (held := index.get(key)) is not None:
            found[key] = (held,) if isinstance(held, OpenItem) else _ordered(index, key)
    return found


def _by_account(payers: Mapping[str, Sequence[str | PayerLink]]) -> dict[str, PayerLink | tuple[PayerLink, ...]]:
    """Return the links by the key of each account, and by each writing of it: payers mostly write as they did before."""
    found: dict[str, PayerLink | tuple[PayerLink, ...]] = {}
    written: dict[str, list[str]] = {}
    for account, links in payers.items():
        if links:
            if (key := payer_account_key(account)) == account:
                only = links[0]
                found[account] = only if len(links) == 1 and isinstance(only, PayerLink) else _links(links)
            else:
                written.setdefault(key, []).append(account)
    for key, accounts in written.items():
        every = [one for account in (key, *accounts) for one in payers.get(account, ())]
        found.update(dict.fromkeys((key, *accounts), _links(every)))
    return found


def _links(links: Sequence[str | PayerLink]) -> PayerLink | tuple[PayerLink, ...]:
    """Return one link for each customer, by customer id; an only one alone."""
    if len(links) == 1:
        return links[0] if isinstance(links[0], PayerLink) else PayerLink(customer_id=links[0])
    made = (one if isinstance(one, PayerLink) else PayerLink(customer_id=one) for one in links)
    merged: dict[str, PayerLink] = {}
    for one in made:
        merged[one.customer_id] = together(merged[one.customer_id], one) if one.customer_id in merged else one
    return tuple(merged[customer] for customer in sorted(merged))

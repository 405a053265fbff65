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
from faktura.core.payer_link import PayerLink, together
from faktura.core.payer_name import name_keys

Key = TypeVar("Key")
Value = TypeVar("Value", OpenItem, str)

_Items = dict[str, OpenItem | list[OpenItem]]
"""An item by key, or a list where several share it: most keys have one, and a list each would double the memory."""

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
        """Index *items*; *payers* maps payer accounts to the customers that their newest payments were for."""
        self._reference: _Items = {}
        self._number: _Items = {}
        self._customer: _Items = {}
        self._amount: dict[str, dict[int, OpenItem | list[OpenItem]]] = {}
        self._organisation: dict[str, str | list[str]] = {}
        for item in by_age(items):
            self._index(item)
        self._payers = {account: _links(links) for account, links in (payers or {}).items() if links}
        self._names: dict[Money, Mapping[str, str | list[str]]] = {}
        self._amounts_of: dict[str, dict[Money, list[OpenItem]]] = {}
        self._open_of: dict[str, tuple[OpenItem, ...]] = {}

    def _index(self, item: OpenItem) -> None:
        if item.reference and self._reference.setdefault(item.reference, item) is not item:
            _add(self._reference, item.reference, item)
        if item.number:
            for number in number_keys(item.number):
                if self._number.setdefault(number, item) is not item:
                    _add(self._number, number, item)
        if item.customer_id and self._customer.setdefault(item.customer_id, item) is not item:
            _add(self._customer, item.customer_id, item)
        minor = item.open.minor
        if minor:
            same = self._amount.setdefault(item.open.currency, {})
            if same.setdefault(minor, item) is not item:
                _add(same, minor, item)
        organisation, customer = item.customer_org, item.customer_id
        if organisation and self._organisation.setdefault(organisation, customer) != customer:
            _add_once(self._organisation, organisation, customer, MOST_BY_ORGANISATION)

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
            items = _listed(self._customer.get(key))
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
            items = _listed(self._customer.get(customer))
            if len(items) > _FEW:
                items = self._of_large(customer, items).get(amount, ())
            minor, currency = amount.minor, amount.currency
            same = []
            for item in items:
                whole = settles(item)
                if whole.minor == minor and whole.currency == currency:
                    same.append(item)
            if same:
                answer[key] = of_one_amount(same)
        return answer

    def _oldest_of(self, customer: str, items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
        found = self._open_of.get(customer)
        if found is None:
            found = self._open_of[customer] = _oldest(items)
        return found

    def _of_large(self, customer: str, items: Sequence[OpenItem]) -> Mapping[Money, Sequence[OpenItem]]:
        index = self._amounts_of.get(customer)
        if index is None:
            index = self._amounts_of[customer] = {}
            for item in items:
                index.setdefault(settles(item), []).append(item)
        return index

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open."""
        answer = {}
        for key in amounts:
            items = _listed(self._amount.get(key.currency, {}).get(key.minor))
            if items:
                answer[key] = tuple(items[:MOST_BY_AMOUNT])
        return answer

    def by_account(self, accounts: Sequence[str]) -> Mapping[str, tuple[PayerLink, ...]]:
        """Return the customers each payer account has paid for."""
        payers = self._payers
        return {key: payers[key] for key in accounts if key in payers}

    def by_organisation(self, numbers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers with each organisation number."""
        known = self._organisation
        return {key: tuple(_listed(known[key])) for key in numbers if key in known}

    def by_name(self, asked: Sequence[tuple[str, Money]]) -> Mapping[tuple[str, Money], tuple[str, ...]]:
        """Return the customers under each key who have exactly that amount open."""
        made: dict[Money, Mapping[str, str | list[str]]] = {}
        answer = {}
        for pair in asked:
            key, amount = pair
            if (names := made.get(amount)) is None:
                names = made[amount] = self._names_with(amount)
            if (held := names.get(key)) is not None:
                answer[pair] = tuple(_listed(held))
        return answer

    def _names_with(self, amount: Money) -> Mapping[str, str | list[str]]:
        """Return the customers with *amount* open by name; kept where they are many."""
        if (kept := self._names.get(amount)) is not None:
            return kept
        names: dict[str, str | list[str]] = {}
        items = _listed(self._amount.get(amount.currency, {}).get(amount.minor))
        for customer, name in dict.fromkeys([(item.customer_id, item.customer_name) for item in items]):
            for key in name_keys(name):
                _add_once(names, key, customer, MOST_BY_NAME)
        if len(items) > _FEW:
            self._names[amount] = names
        return names

    def on_tax_agency(self) -> tuple[OpenItem, ...]:
        """Return the open claims on Skatteverket."""
        owed = (some for same in self._amount.values() for minor, some in same.items() if minor > 0)
        mine = [item for some in owed for item in _listed(some) if item.kind is ItemKind.TAX_AGENCY]
        return tuple(sorted(by_age(mine)[:MOST_ON_TAX_AGENCY], key=_BY_NUMBER))


def _oldest(items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
    return tuple([item for item in items if item.open.minor][:MOST_BY_CUSTOMER])


def by_age(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Return *items* the oldest due first, then by number and id: a sort for each is faster than one by all three."""
    ordered = sorted(items, key=_BY_ID)
    ordered.sort(key=_BY_NUMBER)
    ordered.sort(key=lambda item: item.due.toordinal())
    return ordered


_BY_ID: Final = attrgetter("id")
_BY_NUMBER: Final = attrgetter("number")


def _add(index: dict[Key, Value | list[Value]], key: Key, value: Value) -> None:
    """Add *value* under *key*: alone while it is alone."""
    held = index.setdefault(key, value)
    if held is value:
        return
    if isinstance(held, list):
        held.append(value)
    else:
        index[key] = [held, value]


def _add_once(index: dict[Key, Value | list[Value]], key: Key, value: Value, most: int) -> None:
    held = _listed(index.get(key))
    if len(held) < most and value not in held:
        _add(index, key, value)


def _listed(held: Value | list[Value] | None) -> Sequence[Value]:
    if held is None:
        return ()
    return held if isinstance(held, list) else (held,)


def _found(index: dict[str, OpenItem | list[OpenItem]], keys: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
    found: dict[str, tuple[OpenItem, ...]] = {}
    for key in keys:
        if (held := index.get(key)) is not None:
            found[key] = tuple(held) if isinstance(held, list) else (held,)
    return found


def _links(links: Sequence[str | PayerLink]) -> tuple[PayerLink, ...]:
    """Return one link for each customer, by customer id."""
    made = (one if isinstance(one, PayerLink) else PayerLink(customer_id=one) for one in links)
    merged: dict[str, PayerLink] = {}
    for one in made:
        merged[one.customer_id] = together(merged[one.customer_id], one) if one.customer_id in merged else one
    return tuple(merged[customer] for customer in sorted(merged))

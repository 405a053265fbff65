"""`Candidates` over the store: what matching asks, answered from index rows, a batch at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import Final

from faktura.core.claim import (
    MOST_BY_ACCOUNT,
    MOST_BY_AMOUNT,
    MOST_BY_CUSTOMER,
    MOST_BY_NAME,
    MOST_BY_ORGANISATION,
    MOST_ON_TAX_AGENCY,
    OpenItem,
    of_one_amount,
)
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink, together
from faktura.core.payment import IncomingPayment
from faktura.desk import index
from faktura.desk.look_up_keys import Keys, keys_of
from faktura.formats import json
from faktura.ports.store import IndexRow, Reading
from faktura.rules.matching.statistics import Statistics, has_check_digit
from faktura.rules.matching.weights import PRIOR, Seen

_ITEMS_OF_ONE: Final = 4
"""So many items of each customer are read at first where customers are looked for."""

_MOST_COUNTED: Final = 10_000
_MOST_CONFIRMED: Final = PRIOR
"""So many of the newest confirmed payments teach what the signs are worth: as much as the table says, and no habit for ever."""

_SAMPLE: Final = 20


class StoreCandidates:
    """The store-backed look-ups of one sender; decides as `InMemoryCandidates` over the same items."""

    def __init__(self, reading: Reading) -> None:
        """Answer from *reading*."""
        self._reading = reading

    @cached_property
    def _keys(self) -> Keys:
        return keys_of(self._reading)

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items that carry each payment reference."""
        return self._items(index.BY_REFERENCE, references)

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items of each document number."""
        return self._items(index.BY_NUMBER, numbers)

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first."""
        return self._items(index.BY_CUSTOMER, [one for one in customer_ids if one], most=MOST_BY_CUSTOMER)

    def by_customer_amount(
        self, asked: Sequence[tuple[str, Money]]
    ) -> Mapping[tuple[str, Money], tuple[OpenItem, ...]]:
        """Return each customer's items with that amount open, or paid in that amount."""
        keys = {index.customer_amount_key(customer, amount): (customer, amount) for customer, amount in asked}
        found = self._items(index.BY_CUSTOMER_AMOUNT, tuple(keys))
        return {keys[key]: of_one_amount(items) for key, items in found.items()}

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open."""
        keys = {index.amount_key(amount): amount for amount in amounts}
        found = self._items(index.BY_AMOUNT, tuple(keys), most=MOST_BY_AMOUNT)
        return {keys[key]: items for key, items in found.items()}

    def by_account(self, accounts: Sequence[str]) -> Mapping[str, tuple[PayerLink, ...]]:
        """Return the customers each payer account has paid for, once for each payment that still stands."""
        keys = {account: index.account_key(self._keys, account) for account in accounts}
        found = _by_key(self._reading.rows(index.PAID_BY, _unique(list(keys.values())), most=MOST_BY_ACCOUNT))
        ids = _unique([one for rows in found.values() for row in rows for one in row.body.split()])
        rows = self._reading.rows(index.ITEM, ids)
        customers = {row.key: json.load(OpenItem, row.body).customer_id for row in rows}
        made = {key: links for key, some in found.items() if (links := _links(some, customers))}
        return {account: made[key] for account, key in keys.items() if key in made}

    def by_organisation(self, numbers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers with each organisation number; personal numbers are in no row."""
        keys = {index.payer_key(self._keys, number): number for number in numbers}
        found = (
            (number, self._customers(index.BY_ORGANISATION, key, MOST_BY_ORGANISATION)) for key, number in keys.items()
        )
        return {number: customers for number, customers in found if customers}

    def by_name(self, asked: Sequence[tuple[str, Money]]) -> Mapping[tuple[str, Money], tuple[str, ...]]:
        """Return the customers under each key who have exactly that amount open."""
        keys = {index.name_key(self._keys, *pair): pair for pair in asked}
        found = ((pair, self._customers(index.BY_NAME, key, MOST_BY_NAME)) for key, pair in keys.items())
        return {pair: customers for pair, customers in found if customers}

    def on_tax_agency(self) -> tuple[OpenItem, ...]:
        """Return the open claims on Skatteverket."""
        items = (json.load(OpenItem, row.body) for row in self._reading.rows(index.ON_TAX_AGENCY))
        oldest = islice((one for one in items if one.open.minor > 0), MOST_ON_TAX_AGENCY)
        return tuple(sorted(oldest, key=lambda one: (one.number, *_age(one))))

    def _items(self, kind: str, keys: Sequence[str], most: int | None = None) -> Mapping[str, tuple[OpenItem, ...]]:
        rows = self._reading.rows(kind, _unique(keys), most=most)
        found = {key: [json.load(OpenItem, row.body) for row in some] for key, some in _by_key(rows).items()}
        return {key: tuple(sorted(items, key=_age)) for key, items in found.items()}

    def _customers(self, kind: str, key: str, most: int) -> tuple[str, ...]:
        """Return the first *most* customers of the items under *key*."""
        found: dict[str, None] = {}
        for row in self._rows(kind, key, few=_ITEMS_OF_ONE * most):
            found[json.load(OpenItem, row.body).customer_id] = None
            if len(found) == most:
                break
        return tuple(found)

    def _rows(self, kind: str, key: str, few: int) -> Iterator[IndexRow]:
        """Yield the rows of *key*: those after the first *few*, which as a rule are all or enough, only when asked for."""
        first = list(self._reading.rows(kind, [key], most=few))
        yield from first
        if len(first) == few:
            yield from self._reading.rows(kind, [key], after=first[-1])


def statistics_for(reading: Reading, payments: Iterable[IncomingPayment]) -> Statistics:
    """Return what is to be known of a ledger to match *payments*, from bounded look-ups.

    An amount that more claims have than a look-up gives counts as if every claim had it: the careful side.
    """
    claims = sum(1 for _ in islice(reading.rows(index.OPEN), _MOST_COUNTED))
    amounts = {index.amount_key(one.amount): one.amount for one in payments}
    counted: dict[str, dict[int, int]] = {}
    for key, rows in _by_key(reading.rows(index.BY_AMOUNT, tuple(amounts), most=MOST_BY_AMOUNT)).items():
        amount = amounts[key]
        of_currency = counted.setdefault(amount.currency, {})
        of_currency[amount.minor] = claims if len(rows) == MOST_BY_AMOUNT else len(rows)
    some = [json.load(OpenItem, row.body).reference for row in reading.rows(index.OPEN, most=_SAMPLE)]
    printed = [one for one in some if one]
    checked = sum(map(has_check_digit, printed)) * 10 >= len(printed) * 9
    return Statistics(
        claims=max(claims, 1), customers=max(claims, 1), amounts=counted, check_digits=checked, seen=signs_seen(reading)
    )


def signs_seen(reading: Reading) -> Seen:
    """Return how often each sign stood with a link that stands, among the newest payments that have one.

    A payment counts once for each set of signs its links were made by, so a link that is undone is not counted, and
    the counts are made of the events like every other look-up.
    """
    seen: Counter[str] = Counter()
    for row in reading.rows(index.CONFIRMED, most=_MOST_CONFIRMED):
        for signs in row.body.split("\n"):
            seen.update(signs.split(" "))
    return MappingProxyType(dict(sorted(seen.items())))


def _links(rows: Sequence[IndexRow], customers: Mapping[str, str]) -> tuple[PayerLink, ...]:
    """Return one link for each customer that the payments of *rows* have settled something of."""
    links: dict[str, PayerLink] = {}
    for row in rows:
        alone, _, by_hand = row.body.partition("\n")
        on = index.day_of(row.order)
        told = {customers[one]: False for one in alone.split() if one in customers}
        told |= {customers[one]: True for one in by_hand.split() if one in customers}
        for customer, manual in told.items():
            link = PayerLink(customer_id=customer, last_on=on, manual=manual)
            links[customer] = together(links[customer], link) if customer in links else link
    return tuple(links[customer] for customer in sorted(links))


def _age(item: OpenItem) -> tuple[date, str, str]:
    return (item.due, item.number, item.id)


def _unique(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _by_key(rows: Iterator[IndexRow]) -> dict[str, list[IndexRow]]:
    found: dict[str, list[IndexRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found

"""`Candidates` over the store: what matching asks, answered from index rows, a batch at a time."""

from collections.abc import Iterator, Mapping, Sequence

from faktura.core.claim import MOST_BY_AMOUNT, OpenItem
from faktura.core.money import Money
from faktura.desk import index
from faktura.formats import json
from faktura.ports.store import IndexRow, Reading


class StoreCandidates:
    """The store-backed look-ups of one sender; decides as `InMemoryCandidates` over the same items."""

    def __init__(self, reading: Reading) -> None:
        """Answer from *reading*."""
        self._reading = reading

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items that carry each payment reference."""
        return self._items(index.BY_REFERENCE, references)

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items of each document number."""
        return self._items(index.BY_NUMBER, numbers)

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first."""
        return self._items(index.BY_CUSTOMER, customer_ids)

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open."""
        keys = {index.amount_key(amount): amount for amount in amounts}
        found = self._items(index.BY_AMOUNT, tuple(keys), most=MOST_BY_AMOUNT)
        return {keys[key]: items for key, items in found.items()}

    def by_payer(self, accounts: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers whose confirmed payments came from each payer account."""
        answer: dict[str, tuple[str, ...]] = {}
        keys = {index.payer_key(account): account for account in accounts}
        for key, rows in _by_key(self._reading.rows(index.PAID_BY, tuple(keys))).items():
            account = keys[key]
            receivables = _unique([one for row in rows for one in row.body.split()])
            items = [json.load(OpenItem, row.body) for row in self._reading.rows(index.ITEM, receivables)]
            answer[account] = tuple(sorted({item.customer_id for item in items}))
        return answer

    def _items(self, kind: str, keys: Sequence[str], most: int | None = None) -> Mapping[str, tuple[OpenItem, ...]]:
        rows = self._reading.rows(kind, _unique(keys), most=most)
        found = {key: [json.load(OpenItem, row.body) for row in some] for key, some in _by_key(rows).items()}
        return {
            key: tuple(sorted(items, key=lambda one: (one.due, one.number, one.id))) for key, items in found.items()
        }


def _unique(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _by_key(rows: Iterator[IndexRow]) -> dict[str, list[IndexRow]]:
    found: dict[str, list[IndexRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found

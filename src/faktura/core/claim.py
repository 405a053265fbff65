"""What matching sees: open items, and the look-ups that find them without loading a whole ledger.

`Candidates` has an in-memory implementation (`InMemoryCandidates`) and a store-backed one in the
desk; the two decide alike, because matching asks nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

from attrs import frozen

from faktura.core.money import Money


class ItemKind(StrEnum):
    """What is open."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    TAX_AGENCY = "tax_agency"


@frozen(kw_only=True)
class OpenItem:
    """An open item (öppen post) as matching sees it.

    Attributes:
        id: Receivable id.
        reference: OCR number printed on the document; may be shared by all of a customer's.
        number: Document number.
        open: What is left, negative on a credit note; zero when it is paid and kept for look-up.
        accounts: Receiving accounts it may be paid to, as `bankgiro:9912346`; empty: any of the creditor's.
    """

    id: str
    creditor: str
    customer_id: str
    number: str
    reference: str
    open: Money
    due: date
    kind: ItemKind = ItemKind.INVOICE
    accounts: tuple[str, ...] = ()
    customer_name: str = ""


class Candidates(Protocol):
    """Batch look-ups of one creditor's items; each answer maps the asked key to items in a stable order.

    Keys without a hit are left out. Paid items may be returned by reference and number with
    nothing open, so that a double payment is told from an unknown one.
    """

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items that carry each payment reference, exactly as printed."""
        ...

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items of each document number."""
        ...

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first."""
        ...

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open, at most `MOST_BY_AMOUNT` of each."""
        ...

    def by_payer(self, accounts: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers whose confirmed payments came from each payer account."""
        ...


MOST_BY_AMOUNT = 25
"""More items of one amount than this say nothing about a payment; a look-up stops there."""


class InMemoryCandidates:
    """`Candidates` over items held in memory, for hosts' own data, tests and notebooks.

    >>> from faktura.core.money import sek
    >>> item = OpenItem(id="F1", creditor="A", customer_id="C", number="1", reference="12351",
    ...                 open=sek(100), due=date(2026, 3, 1))
    >>> InMemoryCandidates([item]).by_reference(["12351"])["12351"][0].id
    'F1'
    """

    def __init__(self, items: Iterable[OpenItem], payers: Mapping[str, Sequence[str]] | None = None) -> None:
        """Index *items*; *payers* maps payer accounts to the customers they have paid for."""
        ordered = sorted(items, key=lambda item: (item.due, item.number, item.id))
        self._reference: dict[str, list[OpenItem]] = defaultdict(list)
        self._number: dict[str, list[OpenItem]] = defaultdict(list)
        self._customer: dict[str, list[OpenItem]] = defaultdict(list)
        self._amount: dict[Money, list[OpenItem]] = defaultdict(list)
        for item in ordered:
            if item.reference:
                self._reference[item.reference].append(item)
            self._number[item.number].append(item)
            if item.open:
                self._customer[item.customer_id].append(item)
                self._amount[item.open].append(item)
        known = ((account, tuple(sorted(set(customers)))) for account, customers in (payers or {}).items())
        self._payers = {account: customers for account, customers in known if customers}

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items that carry each payment reference."""
        return {key: tuple(self._reference[key]) for key in references if key in self._reference}

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return the items of each document number."""
        return {key: tuple(self._number[key]) for key in numbers if key in self._number}

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first."""
        return {key: tuple(self._customer[key]) for key in customer_ids if key in self._customer}

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open."""
        return {key: tuple(self._amount[key][:MOST_BY_AMOUNT]) for key in amounts if key in self._amount}

    def by_payer(self, accounts: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers each payer account has paid for."""
        return {key: self._payers[key] for key in accounts if key in self._payers}

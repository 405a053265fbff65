"""What matching sees: open items, and the look-ups that find them without loading a whole ledger.

`Candidates` has an in-memory implementation (`core.candidates`) and a store-backed one in the
desk; the two decide alike, because matching asks nothing else.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from attrs import frozen

from faktura.core.money import Money
from faktura.core.payer_link import PayerLink


class ItemKind(StrEnum):
    """What is open."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    TAX_AGENCY = "tax_agency"
    FEE = "fee"


@frozen(kw_only=True)
class LastPayment:
    """The payment that settled something of a claim last.

    Attributes:
        part: What of it was for the claim.
        amount: All of it; unknown: no more than the part.
        said: The digits of the payer's words; empty when they are not kept.
    """

    part: Money
    amount: Money | None = None
    said: str = ""


@frozen(kw_only=True)
class OpenItem:
    """An open item (öppen post) as matching sees it.

    Attributes:
        id: Receivable id.
        reference: OCR number printed on the document; may be shared by all of a customer's.
        number: Document number; for a claim on Skatteverket without one, the name of its request.
        open: What is left, negative on a credit note; zero when it is paid and kept for look-up.
        accounts: Receiving accounts it may be paid to, as `bankgiro:9912346`; empty: any of the creditor's.
        customer_org: The customer's organisation or personal number, digits only; empty when unknown.
        issued: Issue date, if known: nobody pays an invoice that is not written.
        total: What it was issued for; unknown: what is open.
        deduction: The ROT or RUT part that Skatteverket pays, not within `open`.
        discount_percent: Early-payment discount (kassarabatt), to be taken until `discount_until`.
        paid_on: When it was paid last, in part or in full.
        last: The payment that paid it then, as far as the ledger tells.
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
    customer_org: str = ""
    issued: date | None = None
    total: Money | None = None
    deduction: Money | None = None
    discount_percent: Decimal | None = None
    discount_until: date | None = None
    paid_on: date | None = None
    last: LastPayment | None = None


class Candidates(Protocol):
    """Batch look-ups of one creditor's items; each answer maps the asked key to items, those due first before the others.

    Of what is due the same day the order is by number, then by id. Keys without a hit are left out. Paid items are
    returned by reference and number with nothing open, so that a double payment and a saved reference are told from an
    unknown one. A look-up that stops has one limit, the same in every implementation; what a payment names itself is
    given whole.
    """

    def by_reference(self, references: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return all items that carry each payment reference, exactly as printed."""
        ...

    def by_number(self, numbers: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return all items under each of their `number_keys`."""
        ...

    def by_customer(self, customer_ids: Sequence[str]) -> Mapping[str, tuple[OpenItem, ...]]:
        """Return each customer's open items, oldest due first, at most `MOST_BY_CUSTOMER` of each."""
        ...

    def by_customer_amount(
        self, asked: Sequence[tuple[str, Money]]
    ) -> Mapping[tuple[str, Money], tuple[OpenItem, ...]]:
        """Return each customer's items with exactly that amount open, or paid in exactly that amount.

        At most `MOST_BY_CUSTOMER` of the open, and of the paid (`of_one_amount`).
        """
        ...

    def by_amount(self, amounts: Sequence[Money]) -> Mapping[Money, tuple[OpenItem, ...]]:
        """Return the items with exactly each amount open, at most `MOST_BY_AMOUNT` of each."""
        ...

    def by_account(self, accounts: Sequence[str]) -> Mapping[str, tuple[PayerLink, ...]]:
        """Return the customers whose confirmed payments came from each payer account, by id.

        The newest `MOST_BY_ACCOUNT` of its payments tell.
        """
        ...

    def by_organisation(self, numbers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the customers with each organisation or personal number, digits only: who owed first before the others.

        At most `MOST_BY_ORGANISATION` of each.
        """
        ...

    def by_name(self, asked: Sequence[tuple[str, Money]]) -> Mapping[tuple[str, Money], tuple[str, ...]]:
        """Return the customers under each of `core.payer_name`'s keys who have exactly that amount open.

        Who has owed it longest before the others; at most `MOST_BY_NAME` of each: more say nothing about a payer.
        """
        ...

    def on_tax_agency(self) -> tuple[OpenItem, ...]:
        """Return the open claims on Skatteverket by request, the oldest `MOST_ON_TAX_AGENCY` at the most."""
        ...


MOST_BY_AMOUNT: Final = 25
"""More items of one amount than this say nothing about a payment; a look-up stops there."""

MOST_BY_CUSTOMER: Final = 64
"""Of a customer with more open items only the oldest are weighed together; one by amount is found anyhow."""

MOST_BY_ACCOUNT: Final = 500
"""So many payments from one account, the newest, tell whom it pays for."""

MOST_BY_ORGANISATION: Final = 300
"""So many customers of one number are known as the payer's: the offices of a large municipality are, each on its own."""

MOST_BY_NAME: Final = 25
"""More customers of one name than this say nothing about a payer."""

MOST_ON_TAX_AGENCY: Final = 5_000
"""So many claims on Skatteverket, the oldest, are weighed by request."""


def number_keys(number: str) -> tuple[str, ...]:
    """Return what a document number is looked up by: itself, and its digits where people leave the rest out.

    >>> number_keys("F-1023"), number_keys("1023"), number_keys("")
    (('F-1023', '1023'), ('1023',), ())
    """
    if not number or (number.isascii() and number.isdigit()):
        return (number,) if number else ()
    digits = "".join([one for one in number if one in "0123456789"])
    return (number, digits) if len(digits) >= _SHORTEST else (number,)


_SHORTEST: Final = 3


def settles(item: OpenItem) -> Money:
    """Return what is open of *item*, or, when it is paid, what was paid last of it."""
    if item.open.minor:
        return item.open
    return (item.last.part if item.last is not None else item.total) or item.open


def of_one_amount(items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
    """Return the open of *items*, the oldest `MOST_BY_CUSTOMER` at the most, and as many of the paid, those due last."""
    if len(items) <= MOST_BY_CUSTOMER:
        return tuple(items)
    open_ = [item for item in items if item.open.minor]
    paid = [item for item in items if not item.open.minor]
    return (*paid[-MOST_BY_CUSTOMER:], *open_[:MOST_BY_CUSTOMER])

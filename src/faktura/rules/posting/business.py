"""Events that are posted by themselves: what a card acquirer pays out, and client funds in and out.

>>> from datetime import date
>>> from faktura.core.money import sek
>>> paid = CardSettled(settlement_id="S1", on=date(2026, 3, 5), paid_out=sek(490), fee=sek(10))
>>> (item,) = business_items(Movement(paid, "file"), Books())
>>> [(str(row.account), row.amount.minor) for row in item.rows]
[('1930', 49000), ('6570', 1000), ('1580', -50000)]
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from faktura.core.bookkeeping_event import CardSettled, ClientFundsPaidOut, ClientFundsReceived
from faktura.core.ledger import AccountRole, VoucherKind, VoucherRow
from faktura.core.money import Money
from faktura.core.product import ProductKind
from faktura.core.rounding import half_up
from faktura.rules.posting.books import Books, Movement
from faktura.rules.posting.item import Item
from faktura.rules.posting.reasons import reason
from faktura.rules.posting.sales import sales_role, vat_role


def business_items(movement: Movement, books: Books) -> Iterator[Item]:
    """Yield what a business event is booked as; nothing for events that belong to a document."""
    match movement.event:
        case CardSettled() as event:
            money = AccountRole.UNMATCHED_PAYMENTS if event.payment_id else AccountRole.BANK
            told = (
                (money, event.paid_out),
                (AccountRole.BANK_CHARGES, event.fee),
                (AccountRole.CARD_RECEIVABLE, -(event.paid_out + event.fee)),
            )
            yield _item(movement, VoucherKind.CARD_SETTLEMENT, "card_settled", event.settlement_id, told, books)
        case ClientFundsReceived() as event:
            came = ((AccountRole.CLIENT_FUNDS_BANK, event.amount), (AccountRole.CLIENT_FUNDS_DEBT, -event.amount))
            yield _item(movement, VoucherKind.CLIENT_FUNDS, "client_in", event.funds_id, came, books)
        case ClientFundsPaidOut() as event:
            yield _item(movement, VoucherKind.CLIENT_FUNDS, "client_out", event.funds_id, _paid_out(event), books)
        case _:
            pass


def _paid_out(event: ClientFundsPaidOut) -> Sequence[tuple[AccountRole, Money]]:
    """The client's money leaves debt and account at once; our part of it is income on our own bank account."""
    whole = event.to_client + event.commission
    rows = [(AccountRole.CLIENT_FUNDS_DEBT, whole), (AccountRole.CLIENT_FUNDS_BANK, -whole)]
    if event.invoiced or not event.commission:
        return rows
    tax = vat_within(event.commission, event.vat.percent)
    rows.append((AccountRole.BANK, event.commission))
    rows.append((sales_role(event.vat, ProductKind.SERVICE), -(event.commission - tax)))
    return [*rows, (vat_role(event.vat), -tax)] if tax else rows


def vat_within(amount: Money, percent: Decimal) -> Money:
    """Return the VAT that *amount* includes at *percent*, rounded half up.

    >>> print(vat_within(Money(1000_00), Decimal(25)))
    200.00 SEK
    """
    return Money(half_up(Decimal(amount.minor) * percent / (100 + percent)), amount.currency)


def _item(
    movement: Movement,
    kind: VoucherKind,
    what: str,
    id: str,
    rows: Sequence[tuple[AccountRole, Money]],
    books: Books,
) -> Item:
    return Item(
        key=(kind.value, id, movement.on, movement.cause),
        kind=kind,
        what=what,
        source=id,
        cause=movement.cause or id,
        rows=tuple(VoucherRow(books.chart.account(role), amount) for role, amount in rows if amount),
        reason=reason(what, event=movement.event.name),
    )

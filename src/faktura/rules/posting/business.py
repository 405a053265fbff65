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

from faktura.core.bookkeeping_event import BusinessEvent, CardSettled, ClientFundsPaidOut, ClientFundsReceived
from faktura.core.ledger import AccountRole, VoucherKind, VoucherRow
from faktura.core.money import Money
from faktura.core.product import ProductKind
from faktura.core.rounding import half_up
from faktura.rules.posting.account import Rows
from faktura.rules.posting.books import Books, Movement
from faktura.rules.posting.item import Item
from faktura.rules.posting.periods import business_id
from faktura.rules.posting.rates import Around, Scale, scale_for
from faktura.rules.posting.reasons import reason
from faktura.rules.posting.sales import sales_role, vat_role


def currency_of(event: BusinessEvent) -> str:
    """Return the one currency that the amounts of *event* are in.

    Raises:
        CurrencyMismatch: They are in two.
    """
    match event:
        case CardSettled():
            return (event.paid_out + event.fee).currency
        case ClientFundsReceived():
            return event.amount.currency
        case ClientFundsPaidOut():
            return (event.to_client + event.commission).currency


def business_items(movement: Movement, books: Books, around: Around | None = None) -> Iterator[Item]:
    """Yield what a business event is booked as; nothing for events that belong to a document.

    In another currency than the books it is worth what the payment it came as was, else what the rate of its day says.

    Raises:
        RuleRefused: There is no such rate (`posting.rate`).
    """
    if not isinstance(movement.event, BusinessEvent):
        return
    scale = _scale(movement.event, books, around or Around())
    match movement.event:
        case CardSettled() as event:
            money = AccountRole.UNMATCHED_PAYMENTS if event.payment_id else AccountRole.BANK
            told = (
                (money, event.paid_out),
                (AccountRole.BANK_CHARGES, event.fee),
                (AccountRole.CARD_RECEIVABLE, -(event.paid_out + event.fee)),
            )
            yield _item(movement, VoucherKind.CARD_SETTLEMENT, "card_settled", told, books, scale)
        case ClientFundsReceived() as event:
            came = ((AccountRole.CLIENT_FUNDS_BANK, event.amount), (AccountRole.CLIENT_FUNDS_DEBT, -event.amount))
            yield _item(movement, VoucherKind.CLIENT_FUNDS, "client_in", came, books, scale)
        case ClientFundsPaidOut() as event:
            yield _item(movement, VoucherKind.CLIENT_FUNDS, "client_out", _paid_out(event), books, scale)


def _scale(event: BusinessEvent, books: Books, around: Around) -> Scale:
    """The rate of the payment it came as, if that is in its currency; else of its day."""
    currency, known = currency_of(event), around.scales.get(getattr(event, "payment_id", ""), Scale()).rate
    rate = known if known is not None and known.currency == currency else None
    return scale_for(currency, books.currency, rate, around.rates, what=business_id(event), on=event.on)


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
    rows: Sequence[tuple[AccountRole, Money]],
    books: Books,
    scale: Scale,
) -> Item:
    event = movement.event
    id = str(getattr(event, "settlement_id", "") or getattr(event, "funds_id", ""))
    return Item(
        key=(kind.value, id, movement.on, movement.cause),
        kind=kind,
        what=what,
        source=id,
        cause=movement.cause or id,
        rows=_valued(rows, books, scale),
        reason=reason(what, event=event.name),
        rates=(scale.rate,) if scale.rate is not None else (),
    )


def _valued(rows: Sequence[tuple[AccountRole, Money]], books: Books, scale: Scale) -> Rows:
    """The rows in the currency of the books; the last that is no VAT takes what rounding leaves."""
    minors = [scale.at(amount.minor) for _, amount in rows]
    last = max(at for at, (role, _) in enumerate(rows) if not role.value.startswith("vat_"))
    minors[last] -= sum(minors)
    return tuple(
        VoucherRow(
            books.chart.account(role),
            Money(minor, books.currency),
            foreign=amount if scale.ratio is not None else None,
        )
        for (role, amount), minor in zip(rows, minors, strict=True)
        if amount
    )

"""A payment's own movements: the money comes in unmatched, and is then kept, paid back or set aside.

What settles a document is posted from the document's side (`receivables`), where its account and its
revenue are known; both sides meet on the account of unmatched payments and cancel out within a command.
A payment in another currency is worth what it was when it came; its parts sum to that exactly.
"""

from collections.abc import Iterator

from faktura.core.ledger import AccountCode, AccountRole, Rates, VoucherKind, VoucherRow
from faktura.core.money import Money
from faktura.core.payment import (
    PartAllocated,
    PartReleased,
    PaymentChannel,
    PaymentReceived,
    RestIgnored,
    RestKept,
    RestRefunded,
)
from faktura.rules.posting.books import Books, Movement, PaymentHistory
from faktura.rules.posting.item import Item
from faktura.rules.posting.portion import Line
from faktura.rules.posting.rates import Scale, scale_for
from faktura.rules.posting.reasons import reason


class PaymentAccount:
    """One payment in the books: where it stands, and what each part of it is worth.

    Attributes:
        worth: Worth of each allocation by its id, once `items` has been walked.
    """

    def __init__(self, history: PaymentHistory, books: Books, rates: Rates) -> None:
        """Begin with the payment's first movement.

        Raises:
            RuleRefused: It is in another currency than the books and there is no rate (`posting.rate`).
        """
        self._history, self._books = history, books
        self.worth: dict[str, int] = {}
        came = history.received
        amount = came.amount if came is not None else _first_amount(history)
        self._foreign = amount.currency if amount is not None and amount.currency != books.currency else ""
        self._line = Line(0, came.amount.minor if came is not None else 0)
        self.scale = Scale()
        if amount is not None and self._foreign:
            what, on = history.id, history.movements[0].on
            self.scale = scale_for(amount.currency, books.currency, history.rate, rates, what=what, on=on)

    def items(self) -> Iterator[Item]:
        """Yield what each movement is booked as.

        Money set aside as not ours (`RestIgnored`) stays on the account of unmatched payments: where it belongs
        is for the bookkeeper to say. A small surplus taken as rounding goes to the rounding account.
        """
        unmatched = AccountRole.UNMATCHED_PAYMENTS
        for movement in self._history.movements:
            event = movement.event
            match event:
                case PaymentReceived(amount=amount):
                    sign, what = (-1, "taken_back") if event.reversal else (1, "received")
                    value = sign * self.scale.at(amount.minor)
                    yield self._item(movement, what, value, sign * amount.minor, self._money_account(event), unmatched)
                case PartAllocated() | PartReleased():
                    back = isinstance(event, PartReleased)
                    value = self._value(event.allocation_id, -event.amount.minor if back else event.amount.minor)
                    self.worth[event.allocation_id] = abs(value)
                case RestKept(amount=amount):
                    value = self._value("kept", amount.minor)
                    yield self._item(movement, "kept", value, amount.minor, unmatched, AccountRole.CUSTOMER_CREDIT)
                case RestRefunded(amount=amount):
                    value = self._value(f"refunded {event.refund_id}", amount.minor)
                    yield self._item(movement, "refunded", value, amount.minor, unmatched, self._account_of_refund())
                case RestIgnored(amount=amount):
                    value = self._value(f"ignored {event.allocation_id}", amount.minor)
                    if event.allocation_id:
                        yield self._item(movement, "rounding", value, amount.minor, unmatched, AccountRole.ROUNDING)
                case _:
                    pass  # a decision moves no money

    def _value(self, name: str, minor: int) -> int:
        """Return what a part of the payment is worth, signed as *minor*: exact over all its parts."""
        if not self._foreign:
            return minor
        moved = self._line.move(("", name), minor)
        return moved.sign * (self.scale.value(moved.stretches) + self.scale.at(moved.beyond))

    def _account_of_refund(self) -> AccountCode:
        """Where a transfer back leaves: the ledger account of the account the money came in on, if it has its own."""
        came = self._history.received
        own = self._books.chart.banks.get(came.account) if came is not None else None
        return own or self._books.chart.account(AccountRole.BANK)

    def _money_account(self, event: PaymentReceived) -> AccountCode:
        """Where the money is: the ledger account of the account it came in on, else that of its channel."""
        own = self._books.chart.banks.get(event.account)
        return own or self._books.chart.account(_CHANNELS.get(event.channel, AccountRole.BANK))

    def _item(
        self,
        movement: Movement,
        what: str,
        value: int,
        minor: int,
        debit: AccountRole | AccountCode,
        credit: AccountRole | AccountCode,
    ) -> Item:
        payment_id, event = self._history.id, movement.event
        refund = what == "refunded"
        return Item(
            key=("payment", payment_id, movement.on, movement.cause),
            kind=VoucherKind.REFUND if refund else VoucherKind.PAYMENT,
            what=what,
            source=payment_id,
            cause=movement.cause or payment_id,
            rows=(self._row(debit, value, minor), self._row(credit, -value, -minor)),
            reason=reason(what, event=event.name, accrual=self._books.accrual),
            rates=(self.scale.rate,) if self.scale.rate is not None else (),
        )

    def _row(self, account: AccountRole | AccountCode, value: int, minor: int) -> VoucherRow:
        code = account if isinstance(account, AccountCode) else self._books.chart.account(account)
        own = Money(minor, self._foreign) if self._foreign else None
        return VoucherRow(code, Money(value, self._books.currency), foreign=own)


def _first_amount(history: PaymentHistory) -> Money | None:
    found = (getattr(one.event, "amount", None) for one in history.movements)
    return next((one for one in found if isinstance(one, Money)), None)


_CHANNELS = {
    PaymentChannel.CARD.value: AccountRole.CARD_RECEIVABLE,
    PaymentChannel.CASH.value: AccountRole.CASH,
}
"""A card sale is a claim on the acquirer until it pays out; cash is in the till."""

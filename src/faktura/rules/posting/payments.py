"""A payment's own movements: the money comes in unmatched, and is then kept, paid back or set aside.

What settles a document is posted from the document's side (`receivables`), where its account and its
revenue are known; both sides meet on the account of unmatched payments and cancel out within a command.
"""

from collections.abc import Iterator

from faktura.core.errors import RuleRefused
from faktura.core.ledger import AccountRole
from faktura.core.money import Money
from faktura.core.payment import PaymentReceived, RestIgnored, RestKept, RestRefunded
from faktura.rules.posting.books import Books, Movement, PaymentHistory
from faktura.rules.posting.item import Item, row
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences


def payment_items(history: PaymentHistory, books: Books) -> Iterator[Item]:
    """Yield what each movement of a payment is booked as.

    Money set aside as not ours (`RestIgnored`) stays on the account of unmatched payments: where it belongs
    is for the bookkeeper to say. A small surplus taken as rounding goes to the rounding account.

    Raises:
        RuleRefused: The payment is in another currency than the books.
    """
    for movement in history.movements:
        match movement.event:
            case PaymentReceived(amount=amount, reversal=True):
                yield _item(movement, -amount, "taken_back", AccountRole.BANK, AccountRole.UNMATCHED_PAYMENTS, books)
            case PaymentReceived(amount=amount):
                yield _item(movement, amount, "received", AccountRole.BANK, AccountRole.UNMATCHED_PAYMENTS, books)
            case RestKept(amount=amount):
                yield _item(
                    movement, amount, "kept", AccountRole.UNMATCHED_PAYMENTS, AccountRole.CUSTOMER_CREDIT, books
                )
            case RestRefunded(amount=amount):
                yield _item(movement, amount, "refunded", AccountRole.UNMATCHED_PAYMENTS, AccountRole.BANK, books)
            case RestIgnored(amount=amount, reason="rounding"):
                yield _item(movement, amount, "rounding", AccountRole.UNMATCHED_PAYMENTS, AccountRole.ROUNDING, books)
            case _:
                pass  # an allocation is posted with its document


def _item(movement: Movement, amount: Money, what: str, debit: AccountRole, credit: AccountRole, books: Books) -> Item:
    event = movement.event
    assert isinstance(event, PaymentReceived | RestKept | RestRefunded | RestIgnored)  # noqa: S101 - the cases above
    if amount.currency != books.currency:
        raise RuleRefused("posting.currency", what=event.payment_id, found=amount.currency, books=books.currency)
    return Item(
        key=("payment", event.payment_id, movement.on, movement.cause),
        what=what,
        source=event.payment_id,
        cause=movement.cause or event.payment_id,
        rows=(
            row(books.chart.account(debit), amount.minor, books),
            row(books.chart.account(credit), -amount.minor, books),
        ),
    )

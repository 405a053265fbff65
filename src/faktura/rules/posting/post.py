"""Posting (bokföring): from what has happened to balanced vouchers, by the accrual or the cash method.

One pure function. It is given whole histories, so the same events give the same vouchers however a period
is cut; the caller keeps those whose day falls in the period. A voucher is known by its `id` for ever.

>>> from faktura.rules.posting.books import Movement
>>> from faktura.core.payment import PaymentReceived
>>> from faktura.core.money import sek
>>> from datetime import date
>>> came = PaymentReceived(payment_id="P1", on=date(2026, 3, 2), amount=sek(100), account="bankgiro:9912346",
...                        channel="bankgiro", content="", source_digest="")
>>> for voucher in post(payments=(PaymentHistory((Movement(came, "file-1"),)),), books=Books()):
...     print(voucher.text, *(f"{row.account} {row.amount}" for row in voucher.rows), sep=" | ")
Inbetalning, ej avprickad | 1930 100.00 SEK | 2999 -100.00 SEK
"""

from collections.abc import Iterable

from faktura.core.ledger import ExchangeRate, Rates, Voucher
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.business import business_items
from faktura.rules.posting.dimensions import tagged
from faktura.rules.posting.documents import document_items
from faktura.rules.posting.item import Item, vouchers
from faktura.rules.posting.payments import PaymentAccount
from faktura.rules.posting.rates import Around
from faktura.rules.posting.spreading import spread_items


def post(
    documents: Iterable[DocumentHistory] = (),
    payments: Iterable[PaymentHistory] = (),
    *,
    business: Iterable[Movement] = (),
    books: Books,
    rates: Rates = Rates(),  # noqa: B008 - a frozen value
) -> tuple[Voucher, ...]:
    """Return the vouchers of everything in the histories, by day; the order of the histories does not matter.

    Netting between documents that are both the customer's debt moves nothing in accrual books, so it
    gives no voucher there; give both documents in one call, and their legs meet in one voucher under the cash method.

    Args:
        documents: Issued documents with what has happened to their debts.
        payments: Incoming payments with what became of them.
        business: Events that are posted by themselves (`core.bookkeeping_event.BusinessEvent`).
        books: How the books are kept.
        rates: Exchange rates for what is in another currency and has no rate of its own.

    Raises:
        RuleRefused: No exchange rate (`posting.rate`), a VAT rate without an account role (`posting.vat_rate`),
            or a dimension that is required and missing, or not in the register (`posting.dimensions`).
        InputError: A role that the chart leaves open.
    """
    return vouchers(
        tagged(posted_items(documents, payments, business=business, books=books, rates=rates), books), books
    )


def posted_items(
    documents: Iterable[DocumentHistory] = (),
    payments: Iterable[PaymentHistory] = (),
    *,
    business: Iterable[Movement] = (),
    books: Books,
    rates: Rates = Rates(),  # noqa: B008 - a frozen value
) -> list[Item]:
    """Return what everything is booked as, each thing by itself and with the document it is about."""
    told = sorted(documents, key=lambda history: (history.document.issue_date, history.document.id))
    items, around = surroundings(told, payments, books=books, rates=rates)
    for one in told:
        items += document_items(one, books, around)
        items += spread_items(one, books, rates)
    for movement in business:
        items += business_items(movement, books, around)
    return items


def surroundings(
    documents: Iterable[DocumentHistory], payments: Iterable[PaymentHistory], *, books: Books, rates: Rates
) -> tuple[list[Item], Around]:
    """Return what the payments are booked as, and what each document must know of them and of each other."""
    items: list[Item] = []
    worth: dict[str, int] = {}
    scales = {}
    for payment in sorted(payments, key=lambda history: history.id):
        account = PaymentAccount(payment, books, rates)
        items += account.items()
        worth |= account.worth
        scales[payment.id] = account.scale
    return items, Around(rates=rates, worth=worth, scales=scales, issued=_issue_rates(documents, books, rates))


def _issue_rates(documents: Iterable[DocumentHistory], books: Books, rates: Rates) -> dict[str, ExchangeRate]:
    found = {}
    for one in documents:
        if one.document.currency != books.currency:
            rate = one.rate or rates.at(one.document.currency, one.document.issue_date)
            if rate is not None:
                found[one.document.id] = rate
    return found

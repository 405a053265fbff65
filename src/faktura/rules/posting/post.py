"""Posting (bokföring): from what has happened to balanced vouchers, by the accrual or the cash method.

One pure function. It is given whole histories, so the same events give the same vouchers however a period
is cut; the caller keeps those whose day falls in the period. A voucher is known by its `source` (document or
payment) and `cause`.

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

from faktura.core.ledger import Voucher
from faktura.rules.posting.books import Books, DocumentHistory, PaymentHistory
from faktura.rules.posting.item import vouchers
from faktura.rules.posting.payments import payment_items
from faktura.rules.posting.receivables import document_items


def post(
    documents: Iterable[DocumentHistory] = (), payments: Iterable[PaymentHistory] = (), *, books: Books
) -> tuple[Voucher, ...]:
    """Return the vouchers of everything in the histories, by day; the order of the histories does not matter.

    Netting between documents that are both the customer's debt moves nothing in accrual books, so it
    gives no voucher there; give both documents in one call, and their legs meet in one voucher under the cash method.

    Raises:
        RuleRefused: A document or payment in another currency than the books (`posting.currency`), or a
            VAT rate without an account role (`posting.vat_rate`).
        InputError: A role that the chart leaves open.
    """
    items = [item for history in sorted(payments, key=_payment_id) for item in payment_items(history, books)]
    for one in sorted(documents, key=lambda history: (history.document.issue_date, history.document.id)):
        items += document_items(one, books)
    return vouchers(items, books)


def _payment_id(history: PaymentHistory) -> str:
    return str(getattr(history.movements[0].event, "payment_id", "")) if history.movements else ""

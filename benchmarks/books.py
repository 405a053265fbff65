"""Per invoice with its payment: two vouchers, and the open items against the accounts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from benchmarks.material import ON, invoice
from benchmarks.measure import Row, Scale, in_turns, row
from faktura.core.document import Document
from faktura.core.payment import PaymentReceived
from faktura.core.receivable_event import Parts, PaymentAllocated
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post
from faktura.rules.posting.reconciliation import reconcile

Voucher = dict[str, int]
_SALES: Final = {25: ("3001", "2611"), 12: ("3002", "2621"), 6: ("3003", "2631"), 0: ("3004", "")}


def rows(scale: Scale, _folder: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    documents, payments = paid_invoices(scale.invoices)
    told = [one.document for one in documents]
    books, rounds, units = Books(), scale.slow_rounds, scale.invoices
    times = in_turns(lambda: post(documents, payments, books=books), lambda: by_hand(told), rounds=rounds, units=units)
    yield row("post: an invoice and its payment", "invoice", times, "sums by account in a dictionary")
    times = in_turns(
        lambda: reconcile(documents, payments, books=books, on=ON), lambda: by_hand(told), rounds=rounds, units=units
    )
    yield row("reconcile: open items and accounts", "invoice", times, "sums by account in a dictionary")


def paid_invoices(number: int) -> tuple[list[DocumentHistory], list[PaymentHistory]]:
    """Return so many invoices of ten lines, each paid in full by a payment of its own."""
    documents, payments = [], []
    for at in range(number):
        document = attrs.evolve(invoice(), id=f"D{at}", number=str(1001 + at))
        due, id, cause = document.amount_due, f"P{at}", f"file {at}"
        paid = PaymentAllocated(
            receivable_id=document.id, allocation_id=id, payment_id=id, on=ON, parts=Parts.of_principal(due)
        )
        came = PaymentReceived(
            payment_id=id, on=ON, amount=due, account="", channel="bankgiro", content="", source_digest=""
        )
        documents.append(DocumentHistory(document, (Movement(paid, cause),), f"issue {at}"))
        payments.append(PaymentHistory((Movement(came, cause),)))
    return documents, payments


def by_hand(documents: list[Document]) -> list[Voucher]:
    """The same vouchers without classes, dimensions, reasons or part payments: öre by account, in balance."""
    made = []
    for document in documents:
        sale: Voucher = {"1510": document.amount_due.minor}
        for line in document.lines:
            account, _ = _SALES[int(line.vat.percent)]
            sale[account] = sale.get(account, 0) - line.net.minor
        for rate in document.totals.breakdown:
            _, tax = _SALES[int(rate.percent)]
            if rate.amount:
                sale[tax] = -rate.amount.minor
        payment = {"1930": document.amount_due.minor, "1510": -document.amount_due.minor}
        for voucher in (sale, payment):
            if sum(voucher.values()):
                raise ValueError("out of balance")
            made.append(voucher)
    return made

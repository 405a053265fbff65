"""Which look-up rows each stream stands for: pure functions from states to rows.

All rows of a stream are replaced when it changes, so an index never lags behind its events.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.bank_event import OrderSent
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.document import Document, DocumentKind, Draft
from faktura.core.lifecycle import DocumentState, DocumentStatus
from faktura.core.money import Money
from faktura.core.outgoing import PayoutOrder
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.core.receivable import DebtorKind, EntryKind, Receivable
from faktura.formats import json
from faktura.ports.store import IndexRow

ITEM: Final = "item"
OPEN: Final = "item.open"
BY_REFERENCE: Final = "item.reference"
BY_NUMBER: Final = "item.number"
BY_CUSTOMER: Final = "item.customer"
BY_AMOUNT: Final = "item.amount"
NETTED: Final = "item.netting"
PAYMENT: Final = "payment"
UNMATCHED: Final = "payment.unmatched"
PAID_BY: Final = "payment.payer"
DEPOSIT: Final = "payment.deposit"
DRAFT: Final = "draft"
ISSUED: Final = "document"
CREDITS: Final = "document.credits"
BANK_ORDER: Final = "bank-order"
MANDATE: Final = "mandate"
WITHDRAWAL: Final = "withdrawal"


@frozen(kw_only=True)
class DocumentRow:
    """What a list or a search shows of an issued document without loading it."""

    id: str
    number: str
    kind: str
    issue_date: str
    due_date: str
    buyer_id: str
    buyer_name: str
    amount_due: Money
    deduction: Money


def amount_key(amount: Money) -> str:
    """Return the look-up key of an amount."""
    return f"{amount.currency} {amount.minor}"


def deposit_key(kind: str, day: date, deposit: BankDeposit) -> str:
    """Return the look-up key of a deposit that a report of *kind* tells: what reports of other kinds agree on."""
    return f"{kind} {day.isoformat()} {amount_key(deposit.amount)}"


def reference_key(kind: str, deposit: BankDeposit) -> str:
    """Return the look-up key of a deposit among those of its own kind: the day and the bank's reference."""
    return f"{kind} {deposit.id.split(':', 3)[-1]}"


def payer_key(account: str) -> str:
    """Return the look-up key of a payer's account: a digest, for the account may be a personal number."""
    return hashlib.sha256(account.encode()).hexdigest()


def receivable_rows(stream: str, state: Receivable, *, creditor: str, customer_name: str) -> Sequence[IndexRow]:
    """Return the rows of a receivable: by id, reference, number, customer and amount, and whether it is open."""
    kind = ItemKind.CREDIT_NOTE if state.is_credit else ItemKind.INVOICE
    if state.debtor is DebtorKind.TAX_AGENCY:
        kind = ItemKind.TAX_AGENCY
    item = OpenItem(
        id=state.id,
        creditor=creditor,
        customer_id=state.debtor_id,
        number=state.number,
        reference=state.reference,
        open=state.outstanding,
        due=state.due,
        kind=kind,
        customer_name=customer_name,
    )
    keys = [(ITEM, state.id), (BY_NUMBER, state.number)]
    if state.reference:
        keys.append((BY_REFERENCE, state.reference))
    if state.outstanding:
        keys += [(OPEN, ""), (BY_CUSTOMER, state.debtor_id), (BY_AMOUNT, amount_key(state.outstanding))]
    nettings = dict.fromkeys(e.id.rpartition(":")[0] for e in state.entries if e.kind is EntryKind.NETTED)
    keys += [(NETTED, netting_id) for netting_id in nettings]
    order, body = f"{state.due.isoformat()} {state.number}", json.dump(item)
    return [IndexRow(kind=kind, key=key, order=order, subject=stream, body=body) for kind, key in keys]


def payment_rows(stream: str, state: PaymentState, content: str, payment: IncomingPayment) -> Sequence[IndexRow]:
    """Return the rows of a payment: by id, whether anything is unallocated, and whom the payer has paid for.

    The body is the digest of the stored payment: payers' names stay out of the index.
    """
    order = f"{payment.booked_on.isoformat()} {state.id}"
    rows = [IndexRow(kind=PAYMENT, key=state.id, order=order, subject=stream, body=content)]
    if payment.deposit is not None:
        kind = payment.source.format.partition(".")[0]
        keys = (deposit_key(kind, payment.booked_on, payment.deposit), reference_key(kind, payment.deposit))
        rows += [IndexRow(kind=DEPOSIT, key=key, order=order, subject=stream, body=content) for key in keys]
    if state.unallocated:
        rows.append(IndexRow(kind=UNMATCHED, order=order, subject=stream, body=content))
    if payment.payer.account and state.allocations:
        links = " ".join(sorted({link.receivable_id for link in state.allocations}))
        rows.append(
            IndexRow(kind=PAID_BY, key=payer_key(payment.payer.account), order=order, subject=stream, body=links)
        )
    return rows


def draft_rows(stream: str, state: DocumentState, draft: Draft) -> Sequence[IndexRow]:
    """Return the row of a live draft; a deleted or issued one has none."""
    if state.status is not DocumentStatus.DRAFT:
        return ()
    return [IndexRow(kind=DRAFT, key=draft.id, order=draft.id, subject=stream, body=state.content)]


def document_rows(stream: str, document: Document) -> Sequence[IndexRow]:
    """Return the row of an issued document, ordered by issue date and number, and what a credit note credits."""
    row = DocumentRow(
        id=document.id,
        number=document.number,
        kind=document.kind.value,
        issue_date=document.issue_date.isoformat(),
        due_date=document.due_date.isoformat() if document.due_date else "",
        buyer_id=document.buyer.id,
        buyer_name=document.buyer.name,
        amount_due=document.amount_due,
        deduction=document.totals.deduction,
    )
    order = f"{row.issue_date} {document.number:0>12}"
    rows = [IndexRow(kind=ISSUED, key=document.id, order=order, subject=stream, body=json.dump(row))]
    if document.kind is DocumentKind.CREDIT_NOTE:
        originals = dict.fromkeys(one.document_id for one in document.preceding if one.document_id)
        rows += [IndexRow(kind=CREDITS, key=id, order=order, subject=stream, body=document.id) for id in originals]
    return rows


def order_rows(stream: str, sent: OrderSent, order: PayoutOrder) -> Sequence[IndexRow]:
    """Return the rows of a payment order: by its own id and by every id the bank may name it by."""
    ids = (order.id, *(batch.id for batch in order.batches), *(payment.id for payment in order.payments))
    at = f"{sent.on.isoformat()} {order.id}"
    return [
        IndexRow(kind=BANK_ORDER, key=id, order=at, subject=stream, body=order.id) for id in ("", *dict.fromkeys(ids))
    ]

"""Which look-up rows each stream stands for: pure functions from states to rows.

All rows of a stream are replaced when it changes, so an index never lags behind its events.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.bank_event import OrderSent, WithdrawalFileMade
from faktura.core.claim import ItemKind, LastPayment, OpenItem, number_keys, settles
from faktura.core.document import Document, DocumentKind, Draft
from faktura.core.lifecycle import DeliveryStatus, DocumentIssued, DocumentState, DocumentStatus
from faktura.core.mandate import MandateNotice, WithdrawalAttempt
from faktura.core.money import Money
from faktura.core.outgoing import PayoutOrder
from faktura.core.payer_account import payer_account_key
from faktura.core.payer_name import name_keys
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.core.receivable import DebtorKind, EntryKind, Receivable
from faktura.core.receivable.balance import standing
from faktura.desk.look_up_keys import Keys
from faktura.formats import json
from faktura.ports.store import IndexRow

ITEM: Final = "item"
OPEN: Final = "item.open"
BY_REFERENCE: Final = "item.reference"
BY_NUMBER: Final = "item.number"
BY_CUSTOMER: Final = "item.customer"
BY_AMOUNT: Final = "item.amount"
BY_CUSTOMER_AMOUNT: Final = "item.customer.amount"
BY_ORGANISATION: Final = "item.organisation"
BY_NAME: Final = "item.name"
ON_TAX_AGENCY: Final = "item.tax_agency"
NETTED: Final = "item.netting"
PAYMENT: Final = "payment"
UNMATCHED: Final = "payment.unmatched"
PAID_BY: Final = "payment.payer"
KEPT: Final = "payment.kept"
CONFIRMED: Final = "payment.confirmed"
DEPOSIT: Final = "payment.deposit"
DRAFT: Final = "draft"
ISSUED: Final = "document"
CREDITS: Final = "document.credits"
UNDELIVERED: Final = "document.undelivered"
BANK_ORDER: Final = "bank-order"
WITHDRAWAL: Final = "withdrawal"
WITHDRAWAL_FILE: Final = "withdrawal-file"
MANDATE: Final = "mandate"
ERASED_NOTICE: Final = "mandate.erased-notice"


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


def customer_amount_key(customer_id: str, amount: Money) -> str:
    """Return the look-up key of a customer's claims of an amount."""
    return f"{customer_id} {amount_key(amount)}"


def name_key(keys: Keys, key: str, amount: Money) -> str:
    """Return the look-up key of a customer's name (`core.payer_name`) among those with an amount."""
    return keys.of(key, amount_key(amount))


def deposit_key(kind: str, day: date, deposit: BankDeposit) -> str:
    """Return the look-up key of a deposit that a report of *kind* tells: what reports of other kinds agree on."""
    return f"{kind} {day.isoformat()} {amount_key(deposit.amount)}"


def reference_key(kind: str, deposit: BankDeposit) -> str:
    """Return the look-up key of a deposit among those of its own kind: the day and the bank's reference."""
    return f"{kind} {deposit.id.split(':', 3)[-1]}"


def newest_first(day: date, id: str) -> str:
    """Return the order of what is looked up the newest first."""
    return f"{date.max.toordinal() - day.toordinal():07} {id}"


def day_of(order: str) -> date:
    """Return the day that stands in an order by `newest_first`."""
    return date.fromordinal(date.max.toordinal() - int(order.partition(" ")[0]))


def payer_key(keys: Keys, number: str) -> str:
    """Return the look-up key of a payer's organisation number, which may be a personal number."""
    return keys.of(number)


def account_key(keys: Keys, account: str) -> str:
    """Return the look-up key of a payer's account, however it is written; it may be a personal number."""
    return keys.of(payer_account_key(account))


def payer_number_key(keys: Keys, payee: str, payer_number: str) -> str:
    """Return the look-up key of a payer of direct debit, whose number may be a personal number."""
    return keys.of(payee, payer_number)


@frozen(kw_only=True)
class Debtor:
    """What matching wants to know of a receivable's debtor and document; kept with the first row of the stream.

    Attributes:
        organisation: The organisation number, digits only; a personal number is kept out of every row.
        deduction: What Skatteverket is to pay of the same document.
    """

    name: str = ""
    organisation: str = ""
    deduction: Money | None = None


def receivable_rows(stream: str, state: Receivable, *, keys: Keys, creditor: str, debtor: Debtor) -> Sequence[IndexRow]:
    """Return the rows of a receivable: by id, reference, number, customer, name and amount, and whether it is open."""
    kind = ItemKind.CREDIT_NOTE if state.is_credit else ItemKind.INVOICE
    if state.debtor is DebtorKind.TAX_AGENCY:
        kind = ItemKind.TAX_AGENCY
    paid_on, last = _last_paid(state)
    item = OpenItem(
        id=state.id,
        creditor=creditor,
        customer_id=state.debtor_id,
        number=state.number,
        reference=state.reference,
        open=state.outstanding,
        due=state.due,
        kind=kind,
        customer_name=debtor.name,
        customer_org=debtor.organisation,
        issued=state.opened_on,
        total=state.principal,
        deduction=debtor.deduction,
        discount_percent=state.early_payment.percent if state.early_payment is not None else None,
        discount_until=state.early_payment.until if state.early_payment is not None else None,
        paid_on=paid_on,
        last=last,
    )
    found = [(ITEM, state.id), *((BY_NUMBER, number) for number in number_keys(state.number))]
    if state.reference:
        found.append((BY_REFERENCE, state.reference))
    if state.outstanding:
        found += [(OPEN, ""), (BY_CUSTOMER, state.debtor_id), (BY_AMOUNT, amount_key(state.outstanding))]
        found += [(BY_NAME, name_key(keys, key, state.outstanding)) for key in name_keys(debtor.name)]
        if kind is ItemKind.TAX_AGENCY:
            found.append((ON_TAX_AGENCY, ""))
    if state.debtor_id:
        found.append((BY_CUSTOMER_AMOUNT, customer_amount_key(state.debtor_id, settles(item))))
    if debtor.organisation:
        found.append((BY_ORGANISATION, payer_key(keys, debtor.organisation)))
    nettings = dict.fromkeys(e.id.rpartition(":")[0] for e in state.entries if e.kind is EntryKind.NETTED)
    found += [(NETTED, netting_id) for netting_id in nettings]
    order, body = f"{state.due.isoformat()} {state.number}", json.dump(item)
    return [IndexRow(kind=kind, key=key, order=order, subject=stream, body=body) for kind, key in found]


def _last_paid(state: Receivable) -> tuple[date, LastPayment] | tuple[None, None]:
    """Return the day of the last payment that stands, and its part; all of it and its words are in no row."""
    paid = [entry for entry in standing(state.entries) if entry.kind is EntryKind.PAID]
    last = max(paid, key=lambda entry: entry.on, default=None)
    return (None, None) if last is None else (last.on, LastPayment(part=-last.parts.sum))


def payment_rows(
    stream: str, state: PaymentState, content: str, payment: IncomingPayment | None, *, keys: Keys
) -> Sequence[IndexRow]:
    """Return the rows of a payment: by id, whether anything is unallocated, and whom the payer has paid for.

    The body is the digest of the stored payment: payers' names stay out of the index. That of the payer's row
    has the receivables settled by matching in its first line, those linked by hand in its second. A payment that was
    erased has no payer. Whom a payer has paid for, and what spoke for links, the newest payments tell first.
    """
    order, newest = f"{state.received_on.isoformat()} {state.id}", newest_first(state.received_on, state.id)
    rows = [IndexRow(kind=PAYMENT, key=state.id, order=order, subject=stream, body=content)]
    if payment is not None and payment.deposit is not None:
        kind = payment.source.format.partition(".")[0]
        told = (deposit_key(kind, payment.booked_on, payment.deposit), reference_key(kind, payment.deposit))
        rows += [IndexRow(kind=DEPOSIT, key=key, order=order, subject=stream, body=content) for key in told]
    if state.unallocated:
        rows.append(IndexRow(kind=UNMATCHED, order=order, subject=stream, body=content))
    if state.kept:
        rows.append(IndexRow(kind=KEPT, key=state.kept_for, order=order, subject=stream, body=json.dump(state.kept)))
    if signs := sorted({" ".join(link.signs) for link in state.allocations if link.signs}):
        rows.append(IndexRow(kind=CONFIRMED, order=newest, subject=stream, body="\n".join(signs)))
    if payment is not None and payment.payer.account and state.allocations:
        by_hand = {link.receivable_id for link in state.allocations if link.by == "manual"}
        alone = {link.receivable_id for link in state.allocations} - by_hand
        links = "\n".join((" ".join(sorted(alone)), " ".join(sorted(by_hand))))
        payer = account_key(keys, payment.payer.account)
        rows.append(IndexRow(kind=PAID_BY, key=payer, order=newest, subject=stream, body=links))
    return rows


def draft_rows(stream: str, state: DocumentState, draft: Draft) -> Sequence[IndexRow]:
    """Return the row of a live draft; a deleted or issued one has none."""
    if state.status is not DocumentStatus.DRAFT:
        return ()
    return [IndexRow(kind=DRAFT, key=draft.id, order=draft.id, subject=stream, body=state.content)]


def document_rows(stream: str, state: DocumentState, document: Document | DocumentIssued) -> Sequence[IndexRow]:
    """Return the rows of an issued document, ordered by issue date and number.

    Its own, one for each invoice that a credit note credits, and one when its newest delivery has failed. Of a document
    that was erased only the event is left, which says all but the buyer's name and the due date.
    """
    row, originals = _row(document)
    order = f"{row.issue_date} {row.number:0>12}"
    rows = [IndexRow(kind=ISSUED, key=row.id, order=order, subject=stream, body=json.dump(row))]
    rows += [IndexRow(kind=CREDITS, key=id, order=order, subject=stream, body=row.id) for id in originals]
    if state.deliveries and state.deliveries[-1][1] is DeliveryStatus.FAILED:
        rows.append(IndexRow(kind=UNDELIVERED, order=order, subject=stream, body=row.id))
    return rows


def _row(document: Document | DocumentIssued) -> tuple[DocumentRow, tuple[str, ...]]:
    """Return what a list shows of *document*, and the ids of the invoices it credits."""
    if isinstance(document, DocumentIssued):
        row = DocumentRow(
            id=document.document_id,
            number=document.number,
            kind=document.kind,
            issue_date=document.on.isoformat(),
            due_date="",
            buyer_id=document.buyer_id,
            buyer_name="",
            amount_due=document.sum_due,
            deduction=document.deduction,
        )
        return row, ()
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
    note = document.kind is DocumentKind.CREDIT_NOTE
    originals = [one.document_id for one in document.preceding if one.document_id] if note else []
    return row, tuple(dict.fromkeys(originals))


def order_rows(stream: str, sent: OrderSent, order: PayoutOrder | None) -> Sequence[IndexRow]:
    """Return the rows of a payment order: by its own id and by every id the bank may name it by.

    Of an order that was erased only its own id is left.
    """
    ids = [sent.order_id]
    if order is not None:
        ids += [*(batch.id for batch in order.batches), *(payment.id for payment in order.payments)]
    at = f"{sent.on.isoformat()} {sent.order_id}"
    return [
        IndexRow(kind=BANK_ORDER, key=id, order=at, subject=stream, body=sent.order_id)
        for id in ("", *dict.fromkeys(ids))
    ]


def withdrawal_rows(stream: str, attempts: Iterable[WithdrawalAttempt], *, keys: Keys) -> Sequence[IndexRow]:
    """Return the rows of a receivable's withdrawals: by each payer from whose bank an answer is awaited."""
    orders = [one.order for one in attempts if one.waiting]
    awaited = dict.fromkeys(payer_number_key(keys, one.payee, one.payer_number) for one in orders)
    return [IndexRow(kind=WITHDRAWAL, key=key, order=stream, subject=stream, body="") for key in awaited]


def withdrawal_file_rows(stream: str, made: WithdrawalFileMade) -> Sequence[IndexRow]:
    """Return the row of a withdrawal file: in the list of all, by the day it was made."""
    order = f"{made.on.isoformat()} {made.file_id}"
    return [IndexRow(kind=WITHDRAWAL_FILE, order=order, subject=stream, body=made.file_id)]


def mandate_rows(stream: str, told: Sequence[tuple[str, MandateNotice | None]], *, keys: Keys) -> Sequence[IndexRow]:
    """Return the rows of a mandate: by its payer, and by the id of each notice that was erased.

    *told* are the ids of the notices and what they said. The stream's own name says nothing of the payer; once all is erased
    nothing finds it by the payer, and its notices are known when they come again.
    """
    payers = dict.fromkeys(payer_number_key(keys, one.payee, one.payer_number) for _, one in told if one is not None)
    rows = [IndexRow(kind=MANDATE, key=key, order=stream, subject=stream) for key in payers]
    erased = dict.fromkeys(id for id, one in told if one is None)
    return rows + [IndexRow(kind=ERASED_NOTICE, key=id, order=stream, subject=stream) for id in erased]

"""Open items, payments and links as rows of text, the columns of `match`: from a file, a frame or a query."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Final

from faktura.core.check_digit import is_digits, modulus_10, shown
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.errors import FakturaError, MalformedFile
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.rules.matching.case import digits

Row = Mapping[str, str]

_KINDS: Final = {
    "": ItemKind.INVOICE,
    "invoice": ItemKind.INVOICE,
    "fee": ItemKind.FEE,
    "credit_note": ItemKind.CREDIT_NOTE,
    "tax_deduction": ItemKind.TAX_AGENCY,
}
_NO_NUMBER: Final = re.compile(r"[^0-9., +-]")
_CHANNELS: Final = {one.value: one for one in PaymentChannel}
_YES: Final = frozenset({"1", "true", "yes", "ja"})


def item_of(row: Row, line: int) -> OpenItem:
    """Return the open item a row says; *line* is told when something is wrong with it.

    A paid item has nothing open, whatever stands there; without a status it is what its amount says. What has no due
    date, as a credit note need not, is due the day it is issued.
    """
    get = row.get
    kind = get("kind", "")
    if kind not in _KINDS:
        raise wrong("open-items", line, "kind", kind, "invoice, credit_note, tax_deduction or fee")
    currency = get("currency") or "SEK"
    paid = get("status", "") == "paid"
    total = _optional(row, "total", currency, "open-items", line)
    open_ = _amount("0", currency) if paid and not get("open") else _money(row, "open", currency, "open-items", line)
    deduction = _optional(row, "deduction", currency, "open-items", line)
    if paid:
        total = _settled_by(total, open_, deduction, currency)
        open_ = _amount("0", currency)
    issued = _optional_day(row, "issue_date", "open-items", line)
    return OpenItem(
        id=needed(row, "claim_id", "open-items", line),
        creditor=intern(get("creditor", "")),
        customer_id=intern(get("customer_id", "")),
        number=get("invoice_number", ""),
        reference=get("ocr", ""),
        open=open_,
        due=_optional_day(row, "due_date", "open-items", line) or issued or _day(row, "due_date", "open-items", line),
        kind=_KINDS[kind],
        customer_name=intern(get("customer_name", "")),
        customer_org=intern(digits(get("customer_org", ""))),
        issued=issued,
        total=open_ if total == open_ else total,
        deduction=deduction if deduction else None,
        discount_percent=_percent(row, line),
        discount_until=_optional_day(row, "discount_until", "open-items", line),
        paid_on=_optional_day(row, "paid_on", "open-items", line),
    )


def _settled_by(total: Money | None, open_: Money, deduction: Money | None, currency: str) -> Money | None:
    """Return what paid the claim: what was open of it, or its total less Skatteverket's part."""
    if open_.minor or total is None:
        return open_ if open_.minor else None
    return Money(total.minor - (deduction.minor if deduction else 0), currency)


def payment_of(row: Row, line: int) -> IncomingPayment:
    """Return the payment a row says; *line* is told when something is wrong with it.

    A channel of another name than ours counts as a transfer: nothing but `foreign` changes what is decided.
    """
    get = row.get
    currency = get("currency") or "SEK"
    reference, extra = get("reference", "").strip(), get("extra_references", "")
    references = [_reference(reference)] if reference else []
    references += [_extra(one, currency, line) for one in filter(None, extra.split(";"))] if extra else []
    original = get("original_currency", "")
    return IncomingPayment(
        id=needed(row, "payment_id", "payments", line),
        account="",
        booked_on=_day(row, "booked_on", "payments", line),
        amount=_money(row, "amount", currency, "payments", line),
        references=tuple(references),
        message=get("message", ""),
        payer=_payer(get("payer_name", ""), get("payer_account", ""), get("payer_org", "")),
        channel=_CHANNELS.get(get("channel", "").strip().lower(), PaymentChannel.TRANSFER),
        original=_optional(row, "original_amount", original or currency, "payments", line),
        source=_TABLE,
    )


_TABLE: Final = Source(format="table", digest="", place="")


def _extra(text: str, currency: str, line: int) -> PaymentReference:
    """Return one of the extra references; what stands after a colon and is no number belongs to the text."""
    name, _, tail = text.rpartition(":")
    if not name or _NO_NUMBER.search(tail):
        return PaymentReference(text=text.strip())
    part = _parsed(tail.strip(), currency, "payments", line, "extra_references") if tail.strip() else None
    return PaymentReference(text=name.strip(), amount=part)


def _payer(name: str, account: str, organisation: str) -> Payer:
    return Payer(name=name, account=account, organisation_number=organisation)


def link_of(row: Row, line: int) -> tuple[str, str, PayerLink]:
    """Return creditor, payer account and link that a row of history says; without a count it counts once."""
    count = row.get("count", "").strip() or "1"
    if not is_digits(count) or len(count) > 9:
        raise wrong("links", line, "count", count, "a whole number")
    link = PayerLink(
        customer_id=intern(needed(row, "customer_id", "links", line)),
        count=int(count),
        last_on=_optional_day(row, "last_on", "links", line),
        manual=row.get("manual", "").strip().lower() in _YES,
    )
    return row.get("creditor", ""), needed(row, "payer_account", "links", line), link


def _reference(text: str) -> PaymentReference:
    """Return the reference field as an OCR number when it has the form of one, else as what was typed."""
    if len(text) <= 25 and is_digits(text) and len(text) > 1 and modulus_10(text[:-1]) == text[-1]:
        return PaymentReference(text=text, kind="ocr")
    return PaymentReference(text=text)


def needed(row: Row, column: str, name: str, line: int) -> str:
    """Return what stands in *column*, which may not be empty."""
    value = row.get(column, "").strip()
    if not value:
        raise wrong(name, line, column, "nothing", "a value")
    return value


def _money(row: Row, column: str, currency: str, name: str, line: int) -> Money:
    return _parsed(needed(row, column, name, line), currency, name, line, column)


def _optional(row: Row, column: str, currency: str, name: str, line: int) -> Money | None:
    text = row.get(column, "")
    return _parsed(text.strip(), currency, name, line, column) if text else None


def _parsed(text: str, currency: str, name: str, line: int, column: str) -> Money:
    try:
        return _amount(text, currency)
    except FakturaError:
        raise wrong(name, line, column, text, "an amount such as 1250.50") from None


def _percent(row: Row, line: int) -> Decimal | None:
    text = row.get("discount_percent", "")
    if not text:
        return None
    try:
        return Money.parse(text, "SEK").major
    except FakturaError:
        raise wrong("open-items", line, "discount_percent", text, "a percentage such as 2.5") from None


def _optional_day(row: Row, column: str, name: str, line: int) -> date | None:
    return _day(row, column, name, line) if row.get(column) else None


def _day(row: Row, column: str, name: str, line: int) -> date:
    text = needed(row, column, name, line)
    try:
        return _date(text)
    except ValueError:
        raise wrong(name, line, column, text, "a date YYYY-MM-DD") from None


_date = lru_cache(maxsize=4096)(date.fromisoformat)
_amount = lru_cache(maxsize=1 << 14)(Money.parse)  # of a ledger's amounts most are many claims' and payments'


def wrong(name: str, line: int, column: str, found: str, expected: str) -> MalformedFile:
    """Return the error that *found* stands there; what could hold a personal number is masked."""
    return MalformedFile(format=name, line=line, field=column, found=shown(found), expected=expected)

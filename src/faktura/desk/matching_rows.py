"""Open items and payments as rows of text, the columns of `matching_files`: from a file, a frame or a query."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from faktura.core.check_digit import shown
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.errors import FakturaError, MalformedFile
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.core.reference import OcrReference
from faktura.core.wording import Language
from faktura.rules.matching.decision import Claimed, MatchDecision, Matched, Suggested

Row = Mapping[str, str]

_KINDS: Final = {
    "": ItemKind.INVOICE,
    "invoice": ItemKind.INVOICE,
    "fee": ItemKind.INVOICE,
    "credit_note": ItemKind.CREDIT_NOTE,
    "tax_deduction": ItemKind.TAX_AGENCY,
}


def item_of(row: Row, line: int) -> OpenItem:
    """Return the open item a row says; *line* is told when something is wrong with it."""
    kind = row.get("kind", "")
    if kind not in _KINDS:
        raise wrong("open-items", line, "kind", kind, "invoice, credit_note, tax_deduction or fee")
    currency = row.get("currency") or "SEK"
    return OpenItem(
        id=needed(row, "claim_id", "open-items", line),
        creditor=row.get("creditor", ""),
        customer_id=row.get("customer_id", ""),
        number=row.get("invoice_number", ""),
        reference=row.get("ocr", ""),
        open=_money(row, "open", currency, "open-items", line),
        due=_day(row, "due_date", "open-items", line),
        kind=_KINDS[kind],
        customer_name=row.get("customer_name", ""),
    )


def payment_of(row: Row, line: int) -> IncomingPayment:
    """Return the payment a row says; *line* is told when something is wrong with it."""
    currency = row.get("currency") or "SEK"
    channel = row.get("channel") or PaymentChannel.TRANSFER.value
    if channel not in set(PaymentChannel):
        raise wrong("payments", line, "channel", channel, ", ".join(PaymentChannel))
    references = [_reference(row["reference"].strip())] if row.get("reference", "").strip() else []
    for extra in filter(None, row.get("extra_references", "").split(";")):
        text, _, amount = extra.partition(":")
        part = _parsed(amount, currency, "payments", line, "extra_references") if amount else None
        references.append(PaymentReference(text=text, amount=part))
    return IncomingPayment(
        id=needed(row, "payment_id", "payments", line),
        account="",
        booked_on=_day(row, "booked_on", "payments", line),
        amount=_money(row, "amount", currency, "payments", line),
        references=tuple(references),
        message=row.get("message", ""),
        payer=Payer(
            name=row.get("payer_name", ""),
            account=row.get("payer_account", ""),
            organisation_number=row.get("payer_org", ""),
        ),
        channel=PaymentChannel(channel),
        source=Source(format="table", digest="", place=f"line {line}"),
    )


def _reference(text: str) -> PaymentReference:
    """Return the reference field as an OCR number when it has the form of one, else as what was typed."""
    try:
        OcrReference.parse(text)
    except FakturaError:
        return PaymentReference(text=text)
    return PaymentReference(text=text, kind="ocr")


def record_of(decision: MatchDecision, language: Language) -> Mapping[str, object]:
    """Return a decision as plain values, the columns that come out of `match`."""
    outcome = {Matched: "auto", Suggested: "suggest"}.get(type(decision), "unmatched")
    matched = isinstance(decision, Matched)
    return {
        "payment_id": decision.payment_id,
        "outcome": outcome,
        "claims": _claims(decision.allocations) if isinstance(decision, Matched) else [],
        "remainder": f"{decision.rest.major:f}" if isinstance(decision, Matched) else None,
        "explanation": decision.explain(language),
        "reasons": [reason.code for reason in decision.reasons],
        "suggestions": []
        if matched or not isinstance(decision, Suggested)
        else [
            {"claims": _claims(one.allocations), "explanation": one.explain(language)} for one in decision.suggestions
        ],
    }


def _claims(allocations: tuple[Claimed, ...]) -> list[dict[str, str]]:
    return [{"claim_id": one.item_id, "amount": f"{one.amount.major:f}"} for one in allocations]


def needed(row: Row, column: str, name: str, line: int) -> str:
    """Return what stands in *column*, which may not be empty."""
    value = row.get(column, "").strip()
    if not value:
        raise wrong(name, line, column, "nothing", "a value")
    return value


def _money(row: Row, column: str, currency: str, name: str, line: int) -> Money:
    return _parsed(needed(row, column, name, line), currency, name, line, column)


def _parsed(text: str, currency: str, name: str, line: int, column: str) -> Money:
    try:
        return Money.parse(text, currency)
    except FakturaError:
        raise wrong(name, line, column, text, "an amount such as 1250.50") from None


def _day(row: Row, column: str, name: str, line: int) -> date:
    text = needed(row, column, name, line)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong(name, line, column, text, "a date YYYY-MM-DD") from None


def wrong(name: str, line: int, column: str, found: str, expected: str) -> MalformedFile:
    """Return the error that *found* stands there; what could hold a personal number is masked."""
    return MalformedFile(format=name, line=line, field=column, found=shown(found), expected=expected)

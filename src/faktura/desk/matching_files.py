"""Matching over files: open items and payments in, decisions with their reasons out.

CSV with a header (comma or semicolon, UTF-8) or JSON lines, told apart by the first character;
payments may be a bank file instead. Unknown columns are ignored, missing optional ones are empty.
Amounts are decimals with a point, in the unit of the currency. The columns:

Open items: `creditor, claim_id, kind, invoice_number, ocr, customer_id, customer_name, due_date,
currency, open`. Payments: `creditor, payment_id, booked_on, amount, currency, channel, reference,
extra_references, message, payer_name, payer_account, payer_org`. Links: `creditor, payer_account,
customer_id`. Out: `payment_id, outcome, claims, remainder, explanation, suggestions`.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from faktura.core.check_digit import shown
from faktura.core.claim import InMemoryCandidates, ItemKind, OpenItem
from faktura.core.errors import FakturaError, MalformedFile
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.core.reference import OcrReference
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import Language
from faktura.formats.bank import read_payments
from faktura.formats.detect import detect
from faktura.rules.matching.decision import Claimed, MatchDecision, Matched, Suggested
from faktura.rules.matching.match import match

Table = list[tuple[int, Mapping[str, str]]]
"""Rows with the line each stood on."""

_KINDS: Final = {
    "": ItemKind.INVOICE,
    "invoice": ItemKind.INVOICE,
    "fee": ItemKind.INVOICE,
    "credit_note": ItemKind.CREDIT_NOTE,
    "tax_deduction": ItemKind.TAX_AGENCY,
}
_BANK_FILES: Final = frozenset({"autogiro", "bgmax", "camt.053", "camt.054"})


def match_files(
    open_items: bytes,
    payments: bytes,
    *,
    links: bytes | None = None,
    creditor: str = "",
    language: Language = "en",
    policy: MatchingPolicy | None = None,
) -> Iterator[str]:
    """Yield one JSON object for each payment, in the file's order: what it settles, and why.

    With *creditor* only that creditor's items and payments count; a bank file is wholly its own.

    Raises:
        MalformedFile: A row lacks what it needs or holds what cannot be read; the line is told.
    """
    items: dict[str, list[OpenItem]] = defaultdict(list)
    for line, row in _table(open_items, "open-items"):
        item = _item(row, line)
        items[item.creditor].append(item)
    payers = _payers(links) if links is not None else {}
    received = _payments(payments, creditor)
    decided: dict[tuple[str, str], MatchDecision] = {}
    for owner in dict.fromkeys(owner for owner, _ in received):
        if creditor in ("", owner):
            mine = [payment for one, payment in received if one == owner]
            candidates = InMemoryCandidates(items[owner], payers.get(owner))
            for decision in match(mine, candidates, policy or MatchingPolicy(), creditor=owner):
                decided.setdefault((owner, decision.payment_id), decision)
    for owner, payment in received:
        if (owner, payment.id) in decided:
            yield json.dumps(_record(decided[owner, payment.id], language), ensure_ascii=False)


def _record(decision: MatchDecision, language: Language) -> Mapping[str, object]:
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


def _item(row: Mapping[str, str], line: int) -> OpenItem:
    kind = row.get("kind", "")
    if kind not in _KINDS:
        raise _wrong("open-items", line, "kind", kind, "invoice, credit_note, tax_deduction or fee")
    currency = row.get("currency") or "SEK"
    return OpenItem(
        id=_needed(row, "claim_id", "open-items", line),
        creditor=row.get("creditor", ""),
        customer_id=row.get("customer_id", ""),
        number=row.get("invoice_number", ""),
        reference=row.get("ocr", ""),
        open=_money(row, "open", currency, "open-items", line),
        due=_day(row, "due_date", "open-items", line),
        kind=_KINDS[kind],
        customer_name=row.get("customer_name", ""),
    )


def _payments(data: bytes, creditor: str) -> list[tuple[str, IncomingPayment]]:
    try:
        bank_file = detect(data) in _BANK_FILES
    except MalformedFile:
        bank_file = False
    if bank_file:
        return [(creditor, payment) for payment in read_payments(data)]
    return [(row.get("creditor", ""), _payment(row, line)) for line, row in _table(data, "payments")]


def _payment(row: Mapping[str, str], line: int) -> IncomingPayment:
    currency = row.get("currency") or "SEK"
    channel = row.get("channel") or PaymentChannel.TRANSFER.value
    if channel not in set(PaymentChannel):
        raise _wrong("payments", line, "channel", channel, ", ".join(PaymentChannel))
    references = [_reference(row["reference"].strip())] if row.get("reference", "").strip() else []
    for extra in filter(None, row.get("extra_references", "").split(";")):
        text, _, amount = extra.partition(":")
        part = _parsed(amount, currency, "payments", line, "extra_references") if amount else None
        references.append(PaymentReference(text=text, amount=part))
    return IncomingPayment(
        id=_needed(row, "payment_id", "payments", line),
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


def _payers(data: bytes) -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line, row in _table(data, "links"):
        account = _needed(row, "payer_account", "links", line)
        found[row.get("creditor", "")][account].append(_needed(row, "customer_id", "links", line))
    return found


def _table(data: bytes, name: str) -> Table:
    """Read CSV or JSON lines into rows of text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(name, data[: error.start].count(b"\n") + 1, "encoding", "other bytes", "UTF-8") from None
    return _json_lines(text, name) if text.lstrip().startswith("{") else _csv(text, name)


def _json_lines(text: str, name: str) -> Table:
    rows: Table = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            fields = None
        if not isinstance(fields, dict):
            raise _wrong(name, number, "row", f"{len(line)} characters", "one JSON object")
        rows.append((number, {key: "" if value is None else str(value) for key, value in fields.items()}))
    return rows


def _csv(text: str, name: str) -> Table:
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    try:
        return [(reader.line_num, {str(key): str(value or "") for key, value in row.items()}) for row in reader]
    except csv.Error:
        raise _wrong(name, reader.line_num, "row", "a field without end", "comma-separated values") from None


def _needed(row: Mapping[str, str], column: str, name: str, line: int) -> str:
    value = row.get(column, "").strip()
    if not value:
        raise _wrong(name, line, column, "nothing", "a value")
    return value


def _money(row: Mapping[str, str], column: str, currency: str, name: str, line: int) -> Money:
    return _parsed(_needed(row, column, name, line), currency, name, line, column)


def _parsed(text: str, currency: str, name: str, line: int, column: str) -> Money:
    try:
        return Money.parse(text, currency)
    except FakturaError:
        raise _wrong(name, line, column, text, "an amount such as 1250.50") from None


def _day(row: Mapping[str, str], column: str, name: str, line: int) -> date:
    text = _needed(row, column, name, line)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong(name, line, column, text, "a date YYYY-MM-DD") from None


def _wrong(name: str, line: int, column: str, found: str, expected: str) -> MalformedFile:
    """Return the error that *found* stands there; what could hold a personal number is masked."""
    return MalformedFile(format=name, line=line, field=column, found=shown(found), expected=expected)

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
from typing import Final

from faktura.core.claim import InMemoryCandidates, OpenItem
from faktura.core.errors import MalformedFile
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import Language
from faktura.desk.matching_rows import item_of, needed, payment_of, record_of, wrong
from faktura.formats.bank import read_payments
from faktura.formats.detect import detect
from faktura.rules.matching.decision import MatchDecision
from faktura.rules.matching.match import match

Table = list[tuple[int, Mapping[str, str]]]
"""Rows with the line each stood on."""

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
        item = item_of(row, line)
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
            yield json.dumps(record_of(decided[owner, payment.id], language), ensure_ascii=False)


def _payments(data: bytes, creditor: str) -> list[tuple[str, IncomingPayment]]:
    try:
        bank_file = detect(data) in _BANK_FILES
    except MalformedFile:
        bank_file = False
    if bank_file:
        return [(creditor, payment) for payment in read_payments(data)]
    return [(row.get("creditor", ""), payment_of(row, line)) for line, row in _table(data, "payments")]


def _payers(data: bytes) -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line, row in _table(data, "links"):
        account = needed(row, "payer_account", "links", line)
        found[row.get("creditor", "")][account].append(needed(row, "customer_id", "links", line))
    return found


def _table(data: bytes, name: str) -> Table:
    """Read CSV or JSON lines into rows of text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong(name, data[: error.start].count(b"\n") + 1, "encoding", "other bytes", "UTF-8") from None
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
            raise wrong(name, number, "row", f"{len(line)} characters", "one JSON object")
        rows.append((number, {key: "" if value is None else str(value) for key, value in fields.items()}))
    return rows


def _csv(text: str, name: str) -> Table:
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    try:
        return [(reader.line_num, {str(key): str(value or "") for key, value in row.items()}) for row in reader]
    except csv.Error:
        raise wrong(name, reader.line_num, "row", "a field without end", "comma-separated values") from None

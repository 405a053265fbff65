"""Matching over files: open items, payments and history in, decisions with their reasons out.

CSV with a header (comma or semicolon, UTF-8) or JSON lines, told apart by the first character; payments may be a
bank file instead. Unknown columns are ignored, missing optional ones are empty. Amounts are decimals with a point,
in the unit of the currency. The columns:

Open items: `creditor, claim_id, kind (invoice|credit_note|tax_deduction|fee), invoice_number, ocr, customer_id,
customer_name, customer_org, issue_date, due_date, currency, total, open`, and where there is one `deduction,
discount_percent, discount_until, status (open|paid), paid_on` (the day of the last payment, also of a part).
Payments: `creditor, payment_id, booked_on, amount, currency, channel, reference, extra_references, message,
payer_name, payer_account, payer_org`, and `original_amount, original_currency`. Links: `creditor, payer_account,
customer_id, count, last_on, manual`. Needed are `claim_id`, `open` and a `due_date` or `issue_date`; `payment_id`,
`booked_on` and `amount`; `payer_account` and `customer_id`. What comes out: `desk.matching_records`.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from faktura.core.claim import OpenItem
from faktura.core.errors import MalformedFile
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import Language
from faktura.desk.matching_records import csv_lines, json_lines
from faktura.desk.matching_rows import item_of, link_of, payment_of, wrong
from faktura.desk.matching_tables import match_tables
from faktura.formats.bank import read_payments
from faktura.formats.detect import detect
from faktura.rules.matching.decision import MatchDecision

Table = Iterator[tuple[int, Mapping[str, str]]]
"""Rows with the line each stood on."""

_BANK_FILES: Final = frozenset({"autogiro", "bgmax", "camt.053", "camt.054"})
_PLAIN: Final = MatchingPolicy()
_OBJECT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def match_files(
    open_items: bytes,
    payments: bytes,
    *,
    links: bytes | None = None,
    creditor: str = "",
    language: Language = "en",
    policy: MatchingPolicy | None = None,
    processes: int = 1,
    as_csv: bool = False,
) -> Iterator[str]:
    """Yield one line for each payment, in the file's order: what it settles, and why; with *as_csv* a header first.

    With *creditor* only that creditor's items and payments count; a bank file is wholly its own.

    Raises:
        MalformedFile: A row lacks what it needs or holds what cannot be read; the line is told.
    """
    decisions = decide_files(
        open_items, payments, links=links, creditor=creditor, policy=policy or _PLAIN, processes=processes
    )
    yield from csv_lines(decisions, language) if as_csv else json_lines(decisions, language)


def decide_files(
    open_items: bytes,
    payments: bytes,
    *,
    links: bytes | None = None,
    creditor: str = "",
    policy: MatchingPolicy = _PLAIN,
    processes: int = 1,
) -> tuple[MatchDecision, ...]:
    """Return the decisions themselves, in the file's order.

    Rows that say no creditor are *creditor*'s, and so is a bank file; without one, those of the only creditor there is.
    """
    items = _items(open_items)
    owners = {item.creditor for item in items}
    owner = creditor or (next(iter(owners)) if len(owners) == 1 else "")
    mine = [attrs.evolve(item, creditor=owner) if owner and not item.creditor else item for item in items]
    received = [(whose or owner, payment) for whose, payment in _payments(payments)]
    if owners and "" not in owners and any(not whose for whose, _ in received):
        raise wrong("payments", 1, "creditor", "nothing", "whose they are: a creditor on each row, or `--creditor`")
    history: list[tuple[str, str, PayerLink]] = []
    if links is not None:
        read = (link_of(row, line) for line, row in _table(links, "links"))
        history = [(whose or owner, account, link) for whose, account, link in read]
    wanted = [one for one in received if creditor in ("", one[0])]
    return match_tables(mine, wanted, history, policy=policy, processes=processes)


def _items(data: bytes) -> list[OpenItem]:
    """Return the open items; one that stands twice would be settled twice."""
    items: list[OpenItem] = []
    seen: set[tuple[str, str]] = set()
    for line, row in _table(data, "open-items"):
        item = item_of(row, line)
        key = (item.creditor, item.id)
        if key in seen:
            raise wrong("open-items", line, "claim_id", item.id, "an id of its own; it stands on an earlier line")
        seen.add(key)
        items.append(item)
    return items


def _payments(data: bytes) -> list[tuple[str, IncomingPayment]]:
    try:
        name = detect(data)
    except MalformedFile:
        name = ""
    if name in _BANK_FILES:
        return [("", payment) for payment in read_payments(data)]
    if name:
        raise wrong("payments", 1, "format", name, f"CSV, JSON lines or a file of {', '.join(sorted(_BANK_FILES))}")
    return [(row.get("creditor", ""), payment_of(row, line)) for line, row in _table(data, "payments")]


def _table(data: bytes, name: str) -> Table:
    """Read CSV or JSON lines into rows of text, one at a time."""
    try:
        yield from _json_lines(data, name) if _OBJECT.match(data) else _csv(data, name)
    except UnicodeDecodeError:
        yield from _not_utf_8(data, name)


def _not_utf_8(data: bytes, name: str) -> Table:
    """Refuse *data*, which is no UTF-8, with the line of the first byte that is none."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong(name, data[: error.start].count(b"\n") + 1, "encoding", "other bytes", "UTF-8") from None
    return iter(())


def _json_lines(data: bytes, name: str) -> Table:
    for number, line in enumerate(_lines(data), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            fields = None
        if not isinstance(fields, dict):
            raise wrong(name, number, "row", f"{len(line)} characters", "one JSON object")
        yield number, {key: _cell(value) for key, value in fields.items()}


def _lines(data: bytes) -> io.TextIOWrapper:
    """Return the lines of *data*, ends kept, decoded as they are read: a ledger is large enough once."""
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")


def _cell(value: object) -> str:
    """Return *value* as a cell of CSV would have it; a list joined by `;`, of texts or of reference and amount."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join([_cell(one) for one in value])
    if isinstance(value, dict):
        return ":".join([_cell(one) for one in (value.get("reference"), value.get("amount")) if one is not None])
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _csv(data: bytes, name: str) -> Table:
    head = data[: data.find(b"\n") + 1 or None]
    delimiter = ";" if head.count(b";") > head.count(b",") else ","
    reader = csv.reader(_lines(data), delimiter=delimiter)
    try:
        columns = next(reader, [])
        for cells in reader:
            if cells:
                yield reader.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error:
        raise wrong(name, reader.line_num, "row", "a field without end", "comma-separated values") from None

r"""The rows of a file as plain values: dictionaries, or columns that Arrow, polars and pandas take as they are.

>>> from faktura.formats.sie.reader import read
>>> file = read(b"#KONTO 1510 Kund\n#VER A 1 20260102 x\n{\n#TRANS 1510 {1 100} 12.50\n#TRANS 3001 {} -12.50\n}\n")
>>> [(row["line"], row["account_name"], row["cost_centre"], row["amount"]) for row in rows(file)]
[(4, 'Kund', '100', Decimal('12.50')), (5, '', '', Decimal('-12.50'))]
>>> columns(file)["account"]
['1510', '3001']
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypedDict

from faktura.formats.sie.field import day
from faktura.formats.sie.record import Record, Row, RowKind, SieFile, SieVoucher, kronor

_COST_CENTRE: Final = "1"
_PROJECT: Final = "6"


class RowRecord(TypedDict):
    """A row with what its verification says; texts are empty and days none where the file says nothing.

    `amount` is in major units (kronor), exact, debit positive; `balance_amount` is the same for rows that count
    and zero for history (`RTRANS`, `BTRANS`), so that its sum is the balance. `objects` is dimension and object
    in turn; `row_date` is the row's own day or else its verification's.
    """

    line: int
    series: str
    number: str
    date: date | None
    voucher_text: str
    kind: RowKind
    account: str
    account_name: str
    amount: Decimal
    balance_amount: Decimal
    cost_centre: str
    project: str
    objects: list[str]
    row_date: date | None
    text: str
    quantity: str
    sign: str


def rows(file: SieFile | Iterable[SieVoucher]) -> Iterator[RowRecord]:
    """Yield the rows of *file*, or of verifications as `reader.vouchers` streams them (without account names)."""
    names: Mapping[str, str] = file.accounts if isinstance(file, SieFile) else {}
    days: dict[str, date | None] = {}
    for voucher in file.vouchers if isinstance(file, SieFile) else file:
        on = _day(voucher.on, days)
        for line, row in zip(voucher.row_lines or [0] * len(voucher.rows), voucher.rows, strict=True):
            amount = kronor(row.amount)
            objects = dict(zip(row.objects[::2], row.objects[1::2], strict=False))
            yield {
                "line": line,
                "series": voucher.series,
                "number": voucher.number,
                "date": on,
                "voucher_text": voucher.text,
                "kind": row.kind,
                "account": row.account,
                "account_name": names.get(row.account, ""),
                "amount": amount,
                "balance_amount": amount if row.kind == "TRANS" else Decimal("0.00"),
                "cost_centre": objects.get(_COST_CENTRE, ""),
                "project": objects.get(_PROJECT, ""),
                "objects": list(row.objects),
                "row_date": _day(row.on, days) or on,
                "text": row.text,
                "quantity": row.quantity,
                "sign": row.sign,
            }


def columns(file: SieFile | Iterable[SieVoucher]) -> dict[str, list[object]]:
    """Return the rows of *file* as columns of equal length, each name with its values.

    `pyarrow.table(columns(file))` and `polars.DataFrame(columns(file))` take them as they are.
    """
    found: dict[str, list[object]] = {name: [] for name in RowRecord.__annotations__}
    for row in rows(file):
        for name, value in row.items():
            found[name].append(value)
    return found


def _day(written: str, known: dict[str, date | None]) -> date | None:
    if written not in known:
        known[written] = day(written)
    return known[written]


def plain(file: SieFile) -> list[dict[str, object]]:
    """Return every record and verification as plain values for JSON, amounts as decimal text, what is empty left out."""
    return [_plain_voucher(item) if isinstance(item, SieVoucher) else _plain_record(item) for item in file.items]


def _plain_record(record: Record) -> dict[str, object]:
    fields = [one if isinstance(one, str) else list(one) for one in record.fields]
    return {"line": record.line, "tag": record.tag, "fields": fields}


def _plain_voucher(voucher: SieVoucher) -> dict[str, object]:
    named = {
        "series": voucher.series,
        "number": voucher.number,
        "date": voucher.on,
        "text": voucher.text,
        "registered": voucher.registered,
        "sign": voucher.sign,
        "extra": list(voucher.extra),
        "rows": [_plain_row(row, line) for row, line in zip(voucher.rows, voucher.row_lines, strict=True)],
        "others": list(map(_plain_record, voucher.others)),
    }
    return {"line": voucher.line, "tag": "VER", **{name: value for name, value in named.items() if value}}


def _plain_row(row: Row, line: int) -> dict[str, object]:
    named = {
        "objects": list(row.objects),
        "date": row.on,
        "text": row.text,
        "quantity": row.quantity,
        "sign": row.sign,
        "extra": list(row.extra),
    }
    amount = row.written or f"{kronor(row.amount):f}"
    filled = {name: value for name, value in named.items() if value}
    return {"line": line, "tag": row.kind, "account": row.account, "amount": amount, **filled}

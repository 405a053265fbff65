"""Rows as plain values: what a notebook gets sums to what the file says."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from faktura.formats.sie.reader import read, vouchers
from faktura.formats.sie.record import SieFile
from faktura.formats.sie.summary import summary
from faktura.formats.sie.table import columns, plain, rows
from tests.formats.sie.files import files
from tests.formats.sie.test_reader import BALANCED, HEAD

TEXT = BALANCED.replace("#VER", '#KONTO 1510 "Kundfordringar"\n#VER').replace(
    "#TRANS 3001 {}", '#BTRANS 4010 {} 7.00\n#TRANS 3001 {1 "100" 6 "P1"}'
)


def test_a_row_says_what_its_verification_says() -> None:
    """Line, series, day and text stand on every row; cost centre and project have columns of their own."""
    first, removed, last = rows(read(TEXT.encode()))
    assert (first["line"], first["series"], first["date"], first["row_date"]) == (
        10,
        "K",
        date(2026, 1, 5),
        date(2026, 1, 5),
    )
    assert (first["account_name"], first["amount"], first["voucher_text"]) == (
        "Kundfordringar",
        Decimal("100.00"),
        "Faktura 1",
    )
    assert (removed["kind"], removed["amount"], removed["balance_amount"]) == (
        "BTRANS",
        Decimal("7.00"),
        Decimal("0.00"),
    )
    assert (last["cost_centre"], last["project"], last["objects"]) == ("100", "P1", ["1", "100", "6", "P1"])


@given(files())
def test_columns_are_as_long_as_the_rows_and_sum_exactly(file: SieFile) -> None:
    """Nothing is lost between the records and the columns, and amounts are exact."""
    found = columns(file)
    count = sum(len(voucher.rows) for voucher in file.vouchers)
    assert {len(column) for column in found.values()} == {count}
    amounts = [amount for amount in found["balance_amount"] if isinstance(amount, Decimal)]
    assert sum(amounts) == sum(voucher.balance for voucher in file.vouchers)


def test_arrow_takes_the_columns_as_they_are(shared: Callable[..., Path]) -> None:
    """A real file becomes a table with dates, decimals and lists; a stream gives the same rows without names."""
    data = shared("sie", "samples", "briljant-4e.se").read_bytes()
    file = read(data)
    table = pa.table(columns(file))
    assert table.num_rows == summary(file).rows == 1464
    assert pa.types.is_decimal(table.schema.field("amount").type)
    assert pa.types.is_date(table.schema.field("date").type)
    streamed = [{**row, "account_name": ""} for row in rows(file)]
    assert streamed == list(rows(vouchers(data)))


@pytest.mark.parametrize("text", [TEXT, HEAD + "skräp\n#EGEN {1 2} x\n", BALANCED.replace("100.00", "tio")])
def test_the_plain_form_is_json_and_leaves_nothing_out(text: str) -> None:
    """`show --full` prints every record with its line; an amount that is none stands as written."""
    file = read(text.encode())
    shown = json.loads(json.dumps(plain(file)))
    assert [one["line"] for one in shown] == [item.line for item in file.items]
    assert sum(len(one.get("rows", ())) for one in shown) == sum(len(voucher.rows) for voucher in file.vouchers)
    assert ("tio" in json.dumps(shown)) is ("tio" in text)

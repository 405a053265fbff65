"""Matching over files: tables in, one decision for each payment out, the same whatever the table looks like."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.core.sender import MatchingPolicy
from faktura.desk.matching_files import decide_files, match_files
from faktura.desk.matching_records import COLUMNS
from faktura.testing.bank_files import bgmax_file
from tests.formats.damage import read_or_refused

Row = Mapping[str, str]

ITEMS: list[dict[str, str]] = [
    {"creditor": "A", "claim_id": "F1", "kind": "invoice", "invoice_number": "1001", "ocr": "100164",
     "customer_id": "K1", "customer_name": "Kund; \"AB\"", "due_date": "2026-10-31", "currency": "SEK", "open": "125.00"},
    {"creditor": "A", "claim_id": "F2", "kind": "", "invoice_number": "1002", "ocr": "100263",
     "customer_id": "K2", "customer_name": "Ån", "due_date": "2026-10-31", "currency": "", "open": "80.50"},
    {"creditor": "B", "claim_id": "F3", "kind": "fee", "invoice_number": "1", "ocr": "100164",
     "customer_id": "K9", "customer_name": "", "due_date": "2026-10-31", "currency": "SEK", "open": "7.00"},
]  # fmt: skip
PAYMENTS: list[dict[str, str]] = [
    {"creditor": "A", "payment_id": "P1", "booked_on": "2026-10-20", "amount": "125.00", "reference": "100164"},
    {"creditor": "A", "payment_id": "P2", "booked_on": "2026-10-20", "amount": "80.50", "reference": "99"},
    {"creditor": "B", "payment_id": "P3", "booked_on": "2026-10-20", "amount": "7.00", "reference": "100164"},
]
HEADS = {
    "items": [
        "claim_id",
        "due_date",
        "open",
        "creditor",
        "kind",
        "invoice_number",
        "ocr",
        "customer_id",
        "customer_name",
        "currency",
    ],
    "payments": ["payment_id", "booked_on", "amount", "reference", "creditor"],
}


def as_csv(rows: Sequence[Row], *, delimiter: str = ",", ends: str = "\n", mark: bytes = b"") -> bytes:
    """A CSV file of *rows*."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator=ends)
    writer.writeheader()
    writer.writerows(rows)
    return mark + text.getvalue().encode()


def as_lines(rows: Sequence[Row]) -> bytes:
    """JSON lines of *rows*, a blank line among them."""
    return "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode() + b"\n"


def decided(items: bytes, payments: bytes, **options: object) -> list[dict[str, object]]:
    """What is yielded, read back."""
    return [json.loads(line) for line in match_files(items, payments, **options)]  # type: ignore[arg-type]


def test_each_payment_is_decided_in_the_files_order() -> None:
    """What it settles and what is over; what is not certain is suggested or left, each with its reasons."""
    first, second, third = decided(as_csv(ITEMS), as_csv(PAYMENTS))
    assert (first["payment_id"], first["outcome"]) == ("P1", "auto")
    assert first["claims"] == [{"claim_id": "F1", "amount": "125.00"}]
    assert first["remainder"] == "0.00"
    assert (second["payment_id"], second["outcome"] != "auto", second["claims"]) == ("P2", True, [])
    assert (second["remainder"], second["remainder_reason"]) == ("80.50", "unmatched")
    assert (third["payment_id"], third["claims"]) == ("P3", [{"claim_id": "F3", "amount": "7.00"}])
    assert all(one["explanation"] for one in (first, second, third))
    assert set(first) == set(COLUMNS)


@pytest.mark.parametrize(
    ("items", "payments"),
    [
        (as_csv(ITEMS, delimiter=";"), as_csv(PAYMENTS, delimiter=";")),
        (as_csv(ITEMS, ends="\r\n", mark=b"\xef\xbb\xbf"), as_csv(PAYMENTS, ends="\r\n", mark=b"\xef\xbb\xbf")),
        (as_lines(ITEMS), as_lines(PAYMENTS)),
        (as_csv([{**row, "unknown": "x"} for row in ITEMS]), as_lines([{**row, "unknown": "x"} for row in PAYMENTS])),
        (as_csv(list(reversed(ITEMS))), as_csv(PAYMENTS)),
    ],
    ids=["semicolons", "as a spreadsheet saves it", "JSON lines", "more columns", "another order"],
)
def test_the_look_of_the_table_decides_nothing(items: bytes, payments: bytes) -> None:
    """Delimiter, line ends, byte order mark, JSON or CSV: the same decisions."""
    assert decided(items, payments) == decided(as_csv(ITEMS), as_csv(PAYMENTS))


def test_numbers_in_json_are_read_as_they_are_written() -> None:
    """12.50 is no float on its way to an amount; null is nothing."""
    items = b'{"claim_id":"F1","invoice_number":1001,"ocr":100164,"due_date":"2026-10-31","open":125.10,"kind":null}'
    payments = b'{"payment_id":"P1","booked_on":"2026-10-20","amount":125.10,"reference":100164}'
    (one,) = decided(items, payments)
    assert (one["outcome"], one["claims"]) == ("auto", [{"claim_id": "F1", "amount": "125.10"}])


def test_only_one_creditors_when_it_is_asked_for() -> None:
    """The other's items and payments do not count."""
    (one,) = decided(as_csv(ITEMS), as_csv(PAYMENTS), creditor="B")
    assert (one["payment_id"], one["claims"]) == ("P3", [{"claim_id": "F3", "amount": "7.00"}])


def test_a_bank_file_is_one_creditors() -> None:
    """Read by its own reader, told apart by its contents."""
    data = bgmax_file("100164", "125.00", on=date(2026, 10, 20))
    (one,) = decided(as_csv(ITEMS), data, creditor="A")
    assert (one["outcome"], one["claims"]) == ("auto", [{"claim_id": "F1", "amount": "125.00"}])
    (other,) = decided(as_csv(ITEMS), data, creditor="B")
    assert other["claims"] != one["claims"]


@pytest.mark.parametrize(
    "payments", [bgmax_file("100164", "125.00", on=date(2026, 10, 20)), as_csv([{**PAYMENTS[0], "creditor": ""}])]
)
def test_payments_that_may_be_several_creditors_are_refused(payments: bytes) -> None:
    """Nobody's payments would match nothing, and nothing would tell why."""
    with pytest.raises(MalformedFile) as refused:
        decided(as_csv(ITEMS), payments)
    assert refused.value.field == "creditor"


def test_a_claim_that_stands_twice_is_refused() -> None:
    """It would be settled twice; another creditor may use the same id."""
    with pytest.raises(MalformedFile) as refused:
        decided(as_csv([*ITEMS, ITEMS[0]]), as_csv(PAYMENTS))
    assert (refused.value.line, refused.value.field) == (5, "claim_id")
    assert decided(as_csv([*ITEMS, {**ITEMS[0], "creditor": "C"}]), as_csv(PAYMENTS))


def test_a_file_of_another_kind_is_no_list_of_payments() -> None:
    """Its own kind is told, not that a column is missing in it."""
    with pytest.raises(MalformedFile) as refused:
        decided(as_csv(ITEMS), b"#FLAGGA 0\n#SIETYP 4\n", creditor="A")
    assert (refused.value.field, refused.value.found) == ("format", "sie")


@pytest.mark.parametrize(
    "extra",
    [
        "100164:100.00;1002:25.00",
        ["100164:100.00", "1002:25.00"],
        [{"reference": "100164", "amount": 100.0}, {"reference": 1002, "amount": "25.00"}],
    ],
    ids=["joined", "texts", "objects"],
)
def test_extra_references_in_json_may_be_a_list(extra: object) -> None:
    """Of texts, or of objects with a reference and an amount; all mean the same."""
    payment = {**PAYMENTS[0], "reference": "", "extra_references": extra}
    (one,) = decide_files(as_csv(ITEMS), json.dumps(payment).encode())
    assert [(said.text, said.amount) for said in one.grounds.payment.references] == [
        ("100164", sek(100)),
        ("1002", sek(25)),
    ]


def test_known_payers_are_a_reason() -> None:
    """Whom an account has paid for before is told, and finds what no reference names."""
    links = as_csv([{"creditor": "A", "payer_account": "bankgiro:1", "customer_id": "K1"}])
    for changes, outcomes in (({}, ("auto", "auto")), ({"reference": "", "amount": "1"}, ("suggest", "unmatched"))):
        payments = as_csv([{**PAYMENTS[0], "payer_account": "bankgiro:1", **changes}])
        (known,), (stranger,) = decided(as_csv(ITEMS), payments, links=links), decided(as_csv(ITEMS), payments)
        assert (known["outcome"], stranger["outcome"]) == outcomes
        assert (known["explanation"], known["suggestions"]) != (stranger["explanation"], stranger["suggestions"])


def test_a_small_difference_is_taken_only_where_the_policy_takes_it() -> None:
    """Without one a person is asked."""
    data = bgmax_file("100164", "124.60", on=date(2026, 10, 20))
    (strict,) = decided(as_csv(ITEMS), data, creditor="A", policy=MatchingPolicy(write_off=sek(0)))
    (lenient,) = decided(as_csv(ITEMS), data, creditor="A", policy=MatchingPolicy(write_off=sek("0.50")))
    assert (strict["outcome"], strict["claims"]) == ("suggest", [])
    assert lenient["claims"] == [{"claim_id": "F1", "amount": "124.60"}]
    assert (lenient["remainder"], lenient["remainder_reason"]) == ("0.00", "rounded")


def test_the_explanation_is_in_the_language_asked_for() -> None:
    """Swedish or English; codes and amounts are the same."""
    english, swedish = (decided(as_csv(ITEMS), as_csv(PAYMENTS), language=language) for language in ("en", "sv"))
    for one, other in zip(english, swedish, strict=True):
        assert one["explanation"] != other["explanation"]
        assert {**one, "explanation": ""} == {**other, "explanation": ""}


def changed(rows: Sequence[Row], column: str, value: str | None) -> bytes:
    """The rows with *column* of the second changed, or missing."""
    second = {key: one for key, one in rows[1].items() if value is not None or key != column}
    return as_lines([rows[0], {**second, **({column: value} if value is not None else {})}])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("open-items", "kind", "boat"),
        ("open-items", "open", "1E+1000000"),
        ("open-items", "open", "12,345.00"),
        ("open-items", "open", None),
        ("open-items", "claim_id", ""),
        ("open-items", "due_date", "31/10/2026"),
        ("open-items", "currency", "kr"),
        ("payments", "amount", "NaN"),
        ("payments", "booked_on", "2026-02-30"),
        ("payments", "payment_id", " "),
        ("payments", "extra_references", "123:1.2.3"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(table: str, column: str, value: str | None) -> None:
    """File, line and column, and what should stand there."""
    items = changed(ITEMS, column, value) if table == "open-items" else as_csv(ITEMS)
    payments = changed(PAYMENTS, column, value) if table == "payments" else as_csv(PAYMENTS)
    with pytest.raises(MalformedFile) as refused:
        decided(items, payments)
    assert (refused.value.format, refused.value.line) == (table, 3)
    assert refused.value.field in (column, "open")
    assert refused.value.expected


NO_TABLES = [
    ("cut", b'{"payment_id": "P1"', 1),
    ("no object", b'{"payment_id":"P","booked_on":"2026-10-20","amount":1}\n[1]', 2),
    ("not UTF-8", b"\xff\xfe1", 1),
    ("Latin-1", b"payment_id,amount\nP\xe5,1\n", 2),
]


@pytest.mark.parametrize(("payments", "line"), [row[1:] for row in NO_TABLES], ids=[row[0] for row in NO_TABLES])
def test_a_file_that_is_no_table_is_refused(payments: bytes, line: int) -> None:
    """With the line where reading stopped."""
    with pytest.raises(MalformedFile) as refused:
        decided(as_csv(ITEMS), payments)
    assert refused.value.line == line


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_make_it_fail_otherwise(data: bytes) -> None:
    """Whatever stands in either file, it is refused by the name of its table, or every payment in it gets a decision."""
    payments, items = as_csv(PAYMENTS), as_csv(ITEMS)
    made = read_or_refused(partial(decided, payments=payments), data, "open-items")
    assert made is None or [one["payment_id"] for one in made] == [row["payment_id"] for row in PAYMENTS]
    assert not read_or_refused(partial(decided, items), data, "payments")


@given(st.permutations(PAYMENTS), st.permutations(ITEMS))
def test_the_order_of_rows_decides_nothing(payments: list[dict[str, str]], items: list[dict[str, str]]) -> None:
    """Each payment gets the decision it would get in any order; they stand in the order they were given."""
    wanted = {one["payment_id"]: one for one in decided(as_csv(ITEMS), as_csv(PAYMENTS))}
    assert decided(as_csv(items), as_csv(payments)) == [wanted[row["payment_id"]] for row in payments]

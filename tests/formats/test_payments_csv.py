"""Payments and card settlements from CSV: every row answered for, no amount guessed, no payment lost or counted twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import FakturaError, MalformedFile
from faktura.core.money import Money, sek
from faktura.core.payment import PaymentChannel
from faktura.formats.card_settlement import CardColumns, read_settlements
from faktura.formats.payments_csv import PaymentColumns, read_payments_csv
from faktura.formats.table_cells import Row, read_table

COLUMNS = PaymentColumns(
    booked_on="Bokföringsdag", amount="Belopp", reference="Referens", message="Meddelande", payer_name="Namn"
)
HEAD = "Bokföringsdag;Belopp;Referens;Meddelande;Namn"
ACCOUNT = "iban:SE4550000000058398257466"


def file(*rows: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return end.join([HEAD, *rows, ""]).encode(encoding)


AMOUNTS = [
    # cell, öre with a decimal comma, öre with a point (None: refused)
    ("1 234,56", 123_456, None),
    ("1234,56", 123_456, None),
    ("1.234,56", 123_456, None),
    ("1,234.56", None, 123_456),
    ("1234.56", None, 123_456),
    ("1\u00a0234\u00a0567,5", 123_456_750, None),
    ("1\u202f234", 123_400, 123_400),
    ("-99,00", -9_900, None),
    ("\u221299,00", -9_900, None),
    ("+5", 500, 500),
    ("100 kr", 10_000, 10_000),
    ("1.234", 123_400, None),
    ("12 34,00", None, None),
    ("1_000", None, None),
    ("１２", None, None),
    ("1e3", None, None),
    ("NaN", None, None),
    ("", None, None),
    ("1,2,3", None, None),
    ("--5", None, None),
    ("9" * 50, None, None),
]


@pytest.mark.parametrize(("cell", "comma", "point"), AMOUNTS)
def test_amounts(cell: str, comma: int | None, point: int | None) -> None:
    """What a Swedish and an English sheet write; nothing else, and never one taken for the other."""
    for decimal, expected in ((",", comma), (".", point)):
        row = Row(2, {"a": cell})
        if expected is None:
            with pytest.raises(MalformedFile) as refused:
                row.amount("A", "SEK", decimal)  # type: ignore[arg-type]
            assert (refused.value.line, refused.value.field) == (2, "A")
        else:
            assert row.amount("A", "SEK", decimal).minor == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["2026-02-30", "02/11/2026", "2026-1-1", "", "2026-11/02", "igår"])
def test_a_day_is_written_year_first(cell: str) -> None:
    """Or refused: 02/11 is one day here and another there."""
    assert Row(2, {"d": "2026-11-02 08:15:00"}).day("d") == Row(2, {"d": "20261102"}).day("d") == date(2026, 11, 2)
    with pytest.raises(MalformedFile):
        Row(2, {"d": cell}).day("d")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_row_is_answered_for(encoding: str, end: str) -> None:
    """Read, money out, nothing, refused with line and column; a quoted cell may hold anything."""
    read = read_payments_csv(
        file(
            '2026-11-02;1 250,50;12351;"Tack; för\nhjälpen";Åsa Öberg',
            "2026-11-02;-99,00;;Avgift;",
            "2026-11-02;0,00;;;",
            "2026-11-02;tolv;;;",
            "2026-13-02;12;;;",
            "2026-11-02;12;;;;extra",
            ";;;;",
            "2026-11-03;12",
            encoding=encoding,
            end=end,
        ),
        COLUMNS,
        account=ACCOUNT,
    )
    assert [(row.line, row.outcome, row.problem and row.problem.field) for row in read.rows] == [
        (2, "read", None), (4, "money_out", None), (5, "nothing", None), (6, "refused", "Belopp"),
        (7, "refused", "Bokföringsdag"), (8, "refused", "row"), (10, "read", None),
    ]  # fmt: skip
    first, last = read.payments
    assert (first.amount, first.payer.name, first.message) == (sek("1250.50"), "Åsa Öberg", "Tack; för\nhjälpen")
    assert [(one.kind, one.text) for one in first.references] == [("ocr", "12351")]
    assert (last.amount, last.references, last.channel) == (sek(12), (), PaymentChannel.TRANSFER)
    assert [row.line for row in read.refused] == [6, 7, 8]


def test_equal_rows_are_payments_of_their_own_and_another_export_repeats_their_ids() -> None:
    """Rows before and after, another order of columns: the same row has the same id, twins have two."""
    twin = "2026-11-02;100;;;Anna Ek"
    one = read_payments_csv(file(twin, twin), COLUMNS, account=ACCOUNT)
    more = read_payments_csv(file("2026-11-01;5;;;", twin, twin, encoding="cp1252"), COLUMNS, account=ACCOUNT)
    assert len({payment.id for payment in one.payments}) == 2
    assert [payment.id for payment in more.payments[1:]] == [payment.id for payment in one.payments]


REFUSED = [
    # the bytes, the field told
    (b"", "head"),
    (b"a;b\r\n1;2\r\n", "column"),
    (b"A;a\r\n1;2\r\n", "head"),
    (b'Bokf\xf6ringsdag;Belopp;Referens;Meddelande;Namn\r\n2026-11-02;"1', "row"),
]


@pytest.mark.parametrize(("data", "field"), REFUSED)
def test_what_is_no_such_file_is_refused(data: bytes, field: str) -> None:
    """With the line; the host has named columns that are not there, or the file is cut."""
    with pytest.raises(MalformedFile) as refused:
        read_payments_csv(data, COLUMNS, account=ACCOUNT)
    assert refused.value.field == field
    assert refused.value.line > 0


@given(st.binary(max_size=200), st.sampled_from([b"", HEAD.encode() + b"\n"]))
def test_anything_is_read_or_refused(data: bytes, head: bytes) -> None:
    """Never another error; each row that is no payment says why."""
    try:
        read = read_payments_csv(head + data, COLUMNS, account=ACCOUNT)
    except FakturaError:
        return
    assert len(read.payments) == sum(row.outcome == "read" for row in read.rows)
    assert all(row.problem is not None for row in read.refused)


CARD = CardColumns(
    settlement="payout", paid_on="date", gross="gross", fee="fee", net="net", transaction="sale", reference="order"
)


SALES = (
    b"payout,date,sale,gross,fee,net,order\n"
    b"S1,2026-11-02,T1,100.00,1.50,98.50,12351\nS1,2026-11-02,T2,-40.00,0.00,-40.00,\n"
    b"S2,2026-11-03,T3,10.00,-0.20,9.80,\nS2,2026-11-03,T4,10.00,0.20,9.80,\n"
)


def test_sales_less_fees_are_the_deposit() -> None:
    """Each sale in full, a refund of one taken back, the fees of a settlement as one sum beside what was paid out."""
    read = read_settlements(SALES, CARD, account="card:acquirer")
    assert [(one.amount, one.reversal) for one in read.payments] == [
        (sek(100), False), (sek(40), True), (sek(10), False), (sek(10), False),
    ]  # fmt: skip
    assert [(one.paid_out, one.fee) for one in read.settled] == [
        (sek("58.50"), sek("1.50")),
        (sek("19.60"), sek("0.40")),
    ]
    deposits = {one.deposit.id: one.deposit.amount for one in read.payments if one.deposit is not None}
    assert list(deposits.values()) == [sek("58.50"), sek("19.60")]
    assert read.payments[0].channel is PaymentChannel.CARD


@pytest.mark.parametrize(
    ("right", "wrong", "lines", "field"),
    [
        (b"T4,10.00,0.20,9.80", b"T4,10.00,0.20,9.90", [4, 5], "net"),
        (b"S2,2026-11-03,T4", b"S2,03/11,T4", [4, 5], "date"),
        (b"S2,2026-11-03,T4", b",2026-11-03,T4", [2, 3, 4, 5], "payout"),
        (b"T4,10.00,0.20,9.80,", b"T4,10.00,0.20,9.80,,more", [2, 3, 4, 5], "row"),
    ],
)
def test_a_settlement_is_read_whole_or_not_at_all(right: bytes, wrong: bytes, lines: list[int], field: str) -> None:
    """Its fees are one sum: part of them, and all of them once the row is put right, would be counted twice."""
    read = read_settlements(SALES.replace(right, wrong), CARD, account="card:acquirer")
    assert [row.line for row in read.refused] == lines
    assert read.refused[-1].problem is not None
    assert read.refused[-1].problem.field == field
    mended = read_settlements(SALES, CARD, account="card:acquirer")
    assert {one.id for one in read.payments} == {row.payment_id for row in mended.rows if row.line not in lines}
    assert read.settled == mended.settled[: len(read.settled)]
    assert all(any(row.line == line for row in read.rows) for line in range(2, 6))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(-10_000, 10_000), st.integers(0, 300)), max_size=8))
def test_no_sale_and_no_fee_is_lost(sales: list[tuple[int, int, int]]) -> None:
    """Payments less what was taken back are what was paid out and the fees; each above zero, each with its own id."""
    rows = [
        f"S{group},2026-11-02,T{at},{_kronor(gross)},{_kronor(fee)},{_kronor(gross - fee)},"
        for at, (group, gross, fee) in enumerate(sales)
    ]
    data = "\n".join(["payout,date,sale,gross,fee,net,order", *rows]).encode()
    read = read_settlements(data, CARD, account="card:a")
    made = read.payments
    assert all(one.amount.minor > 0 for one in made)
    assert len({one.id for one in made}) == len(made)
    signed = sum(-one.amount.minor if one.reversal else one.amount.minor for one in made)
    assert signed == sum(gross for _, gross, _ in sales)
    assert sum(one.fee.minor for one in read.settled) == sum(fee for _, _, fee in sales)
    assert sum((one.paid_out + one.fee).minor for one in read.settled) == signed
    assert len({one.settlement_id for one in read.settled}) == len(read.settled)


def _kronor(minor: int) -> str:
    return f"{Money(minor).major:f}"


def test_a_table_is_read_by_its_separator() -> None:
    """Semicolons, tabs and commas; named when the head has none."""
    for between in ";\t,":
        table = read_table(f"a{between}b\n1{between}2\n".encode())
        assert (table.columns, table.rows[0].cells) == (("a", "b"), {"a": "1", "b": "2"})
    assert read_table(b"a|b\n1|2\n", delimiter="|").columns == ("a", "b")


def test_sales_of_one_settlement_in_two_currencies_have_ids_of_their_own() -> None:
    """The same place, and the same transaction, in kronor and in euro."""
    columns = CardColumns(
        settlement="payout",
        paid_on="date",
        gross="gross",
        fee="fee",
        net="net",
        transaction="sale",
        currency="currency",
    )
    lines = ["payout,date,sale,gross,fee,net,currency"]
    lines += [f"S1,2026-11-02,{sale},10,0,10,{money}" for sale in ("", "T1") for money in ("SEK", "EUR")]
    read = read_settlements("\n".join(lines).encode(), columns, account="card:acquirer")
    assert len({one.id for one in read.payments}) == 4
    assert {one.id for one in read.payments} == {row.payment_id for row in read.rows}
    deposits = {one.deposit.id for one in read.payments if one.deposit is not None}
    assert deposits == {one.settlement_id for one in read.settled}
    assert len(deposits) == 2

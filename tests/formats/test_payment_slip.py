"""The code line of the payment slip: its 83 positions, and that everything written can be read back."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.account import BankgiroNumber
from faktura.core.errors import InputError, MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.core.reference import OcrReference, issue_ocr
from faktura.formats.payment_slip import WIDTH, CodeLine, code_line, read_code_line
from faktura.testing.identities import BANKGIRO

REFERENCES = st.integers(1, 10**23 - 1).map(lambda serial: issue_ocr(str(serial)))
AMOUNTS = st.none() | st.integers(1, 99_999_999_99).map(Money)
ACCOUNTS = st.sampled_from(BANKGIRO)
LINE = code_line(OcrReference("12351"), sek("1250.50"), BANKGIRO[0])


def test_lines_of_the_reference_material(shared: Callable[..., Path]) -> None:
    """Each line of the table is written to the last blank, and read back."""
    with shared("bank", "ocr", "scan_lines.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert rows
    for row in rows:
        amount = sek(row["amount"]) if row["amount"] else None
        reference, account = OcrReference(row["ocr"]), BankgiroNumber(row["account_digits"])
        assert code_line(reference, amount, account) == row["code_line_83_positions"].ljust(WIDTH)
        assert read_code_line(row["code_line_83_positions"]) == CodeLine(
            reference=reference, amount=amount, account=account
        )


@given(REFERENCES, AMOUNTS, ACCOUNTS)
def test_what_is_written_is_read(reference: OcrReference, amount: Money | None, account: BankgiroNumber) -> None:
    """Every line is 83 positions wide and says what it was given."""
    line = code_line(reference, amount, account)
    assert len(line) == WIDTH
    assert read_code_line(line) == CodeLine(reference=reference, amount=amount, account=account)
    assert read_code_line(line.removeprefix("H").strip()) == read_code_line(line)


def test_positions() -> None:
    """The fields stand where the slip has them, counted from 1."""
    assert LINE[4] == LINE[32] == "#"
    assert LINE[6:31].strip() == "12351"
    assert LINE[33:41] == "    1250"
    assert LINE[42:44] == "50"
    assert LINE[47] == "5"
    assert LINE[49] == ">"
    assert LINE[67:75] == " 9912346"
    assert LINE[75:79] == "#41#"


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "H   #",
        LINE.replace("50   5", "50   6"),  # the amount's check digit
        LINE.replace("12351", "12352"),  # the reference's
        LINE.replace("9912346", "9912347"),  # the account's
        LINE.replace("#41#", "#16#"),  # a plusgiro form
        LINE.replace("#41#", "#42#"),  # an amount where none is announced
        LINE.replace("1250 50", "1250 5²"),
        LINE + " " * 200,
        "#" * 10_000,
    ],
)
def test_a_spoilt_line_is_refused(spoilt: str) -> None:
    """A line with a wrong check digit, or of another form, is nothing to act on."""
    with pytest.raises(MalformedFile):
        read_code_line(spoilt)


def test_nothing_to_pay_has_no_line() -> None:
    """Zero and less: no payable line."""
    for amount in (sek(0), sek(-1)):
        with pytest.raises(InputError) as refused:
            code_line(OcrReference("12351"), amount, BANKGIRO[0])
        assert refused.value.code == "payment_slip.nothing_to_pay"


@pytest.mark.parametrize("amount", [sek("100000000"), Money(100, "EUR")])
def test_what_has_no_room_is_not_expressible(amount: Money) -> None:
    """Eight digits of kronor, and no other currency."""
    with pytest.raises(NotExpressible):
        code_line(OcrReference("12351"), amount, BANKGIRO[0])

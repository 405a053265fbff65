"""Cancelled and moved payments: only what was done is in the sums."""

from datetime import date

import pytest

from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.change_list import ChangeList, ListedChange

HEAD = Head(created="20261102", customer_number="471117", bankgiro="0009912346")
ROWS = [
    ("23202611030000000000000101" "82" "000000021000" "REFERENS" "00000000" "F1              " "12"),
    ("11202611030000000000000102" "82" "000000025000" "REFERENS" "00000000" "F200000000000000" "12"),
    ("25202611310000000000000103" "82" "000000007500" "REFERENS" "00000000" "F3              " "01"),
    ("29202611030000000000000104" "32" "000000077500" "REFERENS" "20261109" "F4              " "14"),
    ("2600000000                " "00" "000000000000" "00000033" "20261130" "0000000000000000" "14"),
]  # fmt: skip
END = "09202611029900              0000000775000000010000020000000000046000000000000000"


def data(*rows: str, end: str = END) -> bytes:
    head = f"01{'AUTOGIRO':<22}{'20261102':<20}{'MAKULERING/ÄNDRING':<20}4711170009912346"
    return "".join(f"{row:<80}\r\n" for row in (head, *rows, end)).encode("latin-1")


def test_each_field_is_read_and_comes_back_byte_for_byte() -> None:
    """What was cancelled for the payee, by the payer, moved, and not done."""
    read = autogiro.read(data(*ROWS))
    assert isinstance(read, ChangeList)
    assert read.head == HEAD
    assert read.records[3] == ListedChange(
        code="29", written_day="20261103", payer_number="0000000000000104", direction="32", amount=sek(775),
        note="REFERENS", written_new_day="20261109", reference="F4", comment="14",
    )  # fmt: skip
    assert [one.carried_out for one in read.records] == [True, True, False, True, True]
    assert [one.on for one in read.records] == [*[date(2026, 11, 3)] * 2, None, date(2026, 11, 3), None]
    assert (read.records[3].new_on, read.records[0].new_on) == (date(2026, 11, 9), None)
    assert autogiro.write(read) == data(*ROWS)


def test_the_sums_are_of_what_was_done_in_each_direction() -> None:
    """A change of both directions, or one that failed, is in neither."""
    with pytest.raises(MalformedFile) as error:
        autogiro.read(data(*ROWS[:1], *ROWS[2:]))
    assert (error.value.field, error.value.found, error.value.expected) == ("charges", "2", "1")
    less = autogiro.read(data(*ROWS[:2], *ROWS[3:]))
    assert less.findings == ()


def test_a_change_has_one_of_its_codes() -> None:
    """Another is an unknown record, told and passed over."""
    read = autogiro.read(data("30", *ROWS))
    assert [one.code for one in read.findings] == ["autogiro.unknown_record"]
    with pytest.raises(ValueError, match="code"):
        ListedChange(
            code="30", written_day="", payer_number="", direction="", amount=sek(1), note="", written_new_day="",
            reference="", comment="",
        )  # fmt: skip

"""Mandates asked for in internet banks: each with its details, and a count of all records."""

from datetime import date

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.internet import InternetMandate, InternetMandates
from faktura.formats.bankgirot.autogiro.private import PrivateDigits
from faktura.formats.show import show

ROWS = [
    "512026110299000009912346AG-EMEDGIV",
    "52000991234600000000000001113300001212121212191212121212     1",
    "53Jag vill betala månadsvis",
    f"54{'Tolvan Tolvansson':<36}c/o Elva",
    "55Storgatan 2",
    "5612345Storåker",
    "520009912346000000000000011200000000000000000           ".ljust(61) + "0",
    "592026110299000000006",
]  # fmt: skip


def data(*rows: str) -> bytes:
    return "".join(f"{row:<80}\r\n" for row in rows).encode("latin-1")


def test_each_field_is_read_and_comes_back() -> None:
    """Payer, account, message, name and address; a reminder is marked."""
    read = autogiro.read(data(*ROWS))
    assert isinstance(read, InternetMandates)
    assert (read.created, read.bankgiro) == (date(2026, 11, 2), "0009912346")
    assert read.records[0] == InternetMandate(
        payer_number="111", account=PrivateDigits("3300001212121212"), identity=PrivateDigits("191212121212"), kind="1",
        message="Jag vill betala månadsvis", name="Tolvan Tolvansson", second="c/o Elva", third="Storgatan 2",
        postal_code="12345", town="Storåker",
    )  # fmt: skip
    assert (read.records[1].payer_number, read.records[1].line) == ("112", 7)
    assert autogiro.read(autogiro.write(read)) == read
    assert show(data(*ROWS)).summary["mandates"] == 2


@pytest.mark.parametrize(
    ("rows", "line", "field"),
    [
        ([ROWS[0], ROWS[2], ROWS[7]], 2, "record 53"),
        ([*ROWS[:3], ROWS[2], *ROWS[3:]], 4, "record 53"),
        ([*ROWS[:7], "592026110299000000007"], 8, "records"),
        (ROWS[:7], 7, "record type"),
        ([*ROWS, ROWS[1]], 9, "record 52"),
        ([ROWS[0].replace("20261102", "20261302"), *ROWS[1:7], ROWS[7].replace("20261102", "20261302")], 1, "created"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(rows: list[str], line: int, field: str) -> None:
    """And told in a tolerant reading."""
    with pytest.raises(MalformedFile) as error:
        autogiro.read(data(*rows))
    assert (error.value.line, error.value.field) == (line, field)
    assert "error" in {one.severity for one in autogiro.read(data(*rows), strict=False).findings}

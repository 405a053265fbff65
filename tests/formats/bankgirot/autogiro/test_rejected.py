"""Rejected orders: what was wrong stands as it was sent."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.orders import Direction
from faktura.formats.bankgirot.autogiro.rejected import RejectedFile, RejectedOrder


def sample(shared: Callable[..., Path]) -> bytes:
    return shared("bank", "autogiro", "from_bank_rejected_payments.txt").read_bytes()


def test_the_sample_with_its_reasons(shared: Callable[..., Path]) -> None:
    """An interval 9 and a 33rd of June are kept as text, and are no values."""
    read = autogiro.read(sample(shared))
    assert isinstance(read, RejectedFile)
    assert [one.comment for one in read.records] == ["02", "06", "08", "01", "12", "10", "13", "01"]
    assert read.records[1] == RejectedOrder(
        direction=Direction.CHARGE, written_day="20080611", interval="9", repeats="011",
        payer_number="0000000000004444", written_amount="000000025000", reference="FAKTNR158", comment="06",
    )  # fmt: skip
    assert (read.records[0].on, read.records[0].amount) == (date(2008, 6, 11), sek(75))
    assert (read.records[4].written_day, read.records[4].on) == ("20080633", None)


@pytest.mark.parametrize(
    ("there", "instead", "field"),
    [
        (b"9900000005", b"9900000004", "payouts"),
        (b"000000128200", b"000000128201", "payout_total"),
        (b"000003000000087551", b"000004000000087551", "charges"),
        (b"000000087551", b"000000087552", "charge_total"),
    ],
)
def test_sums_that_disagree_are_refused(shared: Callable[..., Path], there: bytes, instead: bytes, field: str) -> None:
    """Each of the four in the last record."""
    with pytest.raises(MalformedFile) as error:
        autogiro.read(sample(shared).replace(there, instead))
    assert (error.value.line, error.value.field) == (10, field)


def test_an_amount_that_is_no_number_adds_nothing(shared: Callable[..., Path]) -> None:
    """It is what comment 08 is for."""
    data = sample(shared).replace(b"000000055051FAKTNR160", b"0000000550X1FAKTNR160").replace(b"87551", b"32500")
    read = autogiro.read(data)
    assert isinstance(read, RejectedFile)
    assert (read.records[2].amount, read.records[2].written_amount) == (None, "0000000550X1")

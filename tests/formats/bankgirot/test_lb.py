"""LB files from archives: the money of the samples, totals proved, refusals with their reasons."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faktura.core.errors import MalformedFile
from faktura.core.money import sek
from faktura.formats.bankgirot import lb
from faktura.formats.show import show


def test_the_orders_of_the_sample(shared: Callable[..., Path]) -> None:
    """15 payments of 45 960.00 and 3 credit notes of 5 543.00 make 40 417.00; the last record agrees."""
    data = shared("bank", "lb", "to_bank_example1.txt").read_bytes()
    file = lb.read(data)
    paid = [one for one in file.records if one.code == "14"]
    noted = [one for one in file.records if one.code == "16"]
    assert (len(paid), sum(one.amount.minor for one in paid)) == (15, 45_960_00)
    assert (len(noted), sum(one.amount.minor for one in noted)) == (3, 5_543_00)
    assert file.findings == ()
    assert (paid[0].reference, paid[0].amount, paid[0].on, paid[0].note) == (
        "56897456986", sek(980), date(2006, 3, 30), "VERIF 12",
    )  # fmt: skip
    shown = show(data)
    assert (shown.summary["payments"], shown.summary["deductions"], shown.summary["total"]) == (
        15,
        3,
        {"SEK": "40417.00"},
    )


def test_the_refused_ones_of_the_sample(shared: Callable[..., Path]) -> None:
    """Five, of which three carry the bank's reason themselves."""
    file = lb.read(shared("bank", "lb", "from_bank_rejected.txt").read_bytes())
    assert (len(file.records), file.findings) == (5, ())
    assert [one.reasons for one in file.records if one.code == "14"][-1] == (("0064", "ORIMLIGT DATUM"),)


def test_totals_that_disagree_are_told(shared: Callable[..., Path]) -> None:
    """With line and both numbers; a record that cannot be read is left out and told."""
    data = shared("bank", "lb", "to_bank_example1.txt").read_bytes()
    wrong = data.replace(b"00000018000004041700", b"00000019000004041701").replace(
        b"000000098000060330", b"00000009800X060330", 1
    )
    found = [(one.code, one.path) for one in lb.read(wrong).findings]
    assert found == [("bgmax.field", "line 3"), ("bgmax.count", "line 28"), ("bgmax.deposit", "line 28")]
    with pytest.raises(MalformedFile) as refused:
        lb.read(b"14" + b" " * 78)
    assert (refused.value.format, refused.value.line) == ("lb", 1)
    with pytest.raises(MalformedFile):
        lb.read(b"")

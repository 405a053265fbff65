"""Mandate advice: each record, and a count that must agree."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faktura.core.errors import MalformedFile
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.private import PrivateDigits

HEAD = Head(created="20261102", customer_number="471117", bankgiro="0009912346")


def test_the_sample_record_by_record(shared: Callable[..., Path]) -> None:
    """Payer, information and status of all ten, and every field of one."""
    read = autogiro.read(shared("bank", "autogiro", "from_bank_mandate_advice.txt").read_bytes())
    assert isinstance(read, AdviceFile)
    assert [(one.payer_number, one.information, one.status) for one in read.records] == [
        ("103", "04", "32"), ("2222101", "03", "33"), ("103", "03", "33"), ("2222101", "46", "02"), ("102", "43", "07"),
        ("3331022", "04", "29"), ("101", "42", "32"), ("7771014", "03", "21"), ("104", "05", "32"), ("105", "05", "33"),
    ]  # fmt: skip
    assert read.records[6] == AdviceRecord(
        payer_number="101", account=PrivateDigits("3300001212121212"), identity=PrivateDigits("191212121212"),
        information="42", status="32", on=date(2008, 6, 11),
    )  # fmt: skip


def test_newer_files_name_the_first_day() -> None:
    """Six digits, of this century."""
    record = AdviceRecord(
        payer_number="101", information="04", status="32", on=date(2026, 11, 2), first_day=date(2026, 11, 9)
    )
    data = autogiro.write(AdviceFile(head=HEAD, records=(record,)))
    assert data.split(b"\r\n")[1][61:] == b"043220261102261109 "
    assert autogiro.read(data) == AdviceFile(head=HEAD, records=(record,))


def test_zeros_are_no_first_day() -> None:
    """A mandate that was refused has none."""
    record = AdviceRecord(payer_number="101", information="04", status="20", on=date(2026, 11, 2))
    data = autogiro.write(AdviceFile(head=HEAD, records=(record,)))
    assert autogiro.read(data.replace(b"20261102       \r\n", b"20261102000000 \r\n")).findings == ()


def test_a_wrong_count_is_refused_but_not_after_a_record_was_left_out() -> None:
    """What could not be read is told once."""
    record = AdviceRecord(payer_number="101", information="04", status="32", on=date(2026, 11, 2))
    data = autogiro.write(AdviceFile(head=HEAD, records=(record, record)))
    with pytest.raises(MalformedFile) as error:
        autogiro.read(data.replace(b"99000000002", b"99000000003"))
    assert (error.value.line, error.value.field, error.value.found, error.value.expected) == (4, "records", "3", "2")
    spoilt = data.replace(b"043220261102", b"043220261302", 1)
    assert [one.code for one in autogiro.read(spoilt, strict=False).findings] == ["autogiro.field"]


def test_a_personal_number_is_masked_in_errors() -> None:
    """Where the identity should be digits, the error tells its shape only."""
    record = AdviceRecord(
        payer_number="101", identity=PrivateDigits("191212121212"), information="04", status="32", on=date(2026, 11, 2)
    )
    data = autogiro.write(AdviceFile(head=HEAD, records=(record,))).replace(b"191212121212", b"19121212X121")
    with pytest.raises(MalformedFile) as error:
        autogiro.read(data)
    assert (error.value.field, error.value.found) == ("identity", "########X###")

"""Payment specifications: heads count what was carried out, and a file that does not add up is refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.specification import (
    PaymentSpecification,
    Section,
    SectionKind,
    SpecifiedPayment,
)

DAY = date(2026, 11, 2)
HEAD = Head(created="20261102", customer_number="471117", bankgiro="0009912346")


def paid(ore: int = 100_00, status: str = "0") -> SpecifiedPayment:
    return SpecifiedPayment(on=DAY, payer_number="101", amount=Money(ore), reference="F1", status=status)


def file(*payments: SpecifiedPayment, kind: SectionKind = SectionKind.CHARGES) -> PaymentSpecification:
    section = Section(kind=kind, account="8901", paid_on=DAY, serial="00001", payments=payments)
    return PaymentSpecification(head=HEAD, sections=(section,))


def test_the_sample_counts_only_what_was_carried_out(shared: Callable[..., Path]) -> None:
    """Eight charges of 3 000.00 stand under a head of 15 000.00 and 5; status 1, 2 and 9 came to nothing."""
    read = autogiro.read(shared("bank", "autogiro", "from_bank_payment_specification.txt").read_bytes())
    assert isinstance(read, PaymentSpecification)
    assert [(one.kind.value, str(one.amount), one.count, len(one.payments)) for one in read.sections] == [
        ("15", "15000.00 SEK", 5, 8), ("16", "3000.00 SEK", 3, 4), ("17", "200.00 SEK", 1, 1), ("17", "500.00 SEK", 1, 1),
    ]  # fmt: skip
    assert "".join(one.status for one in read.sections[0].payments) == "00000129"
    refund = read.sections[2].payments[0]
    assert refund == SpecifiedPayment(
        on=date(2009, 11, 3), payer_number="114", amount=sek(200), reference="0000000FAKTNR150",
        refunded_on=date(2009, 11, 10), refund_code="02",
    )  # fmt: skip
    assert (refund.line, read.sections[2].line) == (17, 16)
    assert (read.head.created, read.head.bankgiro) == ("20091110193055123456", "0009912346")


SPOILT = [
    # what stands, what is put in its place, line, field, finding
    ("000000000000010000   ", "000000000000010001   ", 2, "amount", "autogiro.section"),
    ("00000001 \r\n82", "00000002 \r\n82", 2, "count", "autogiro.section"),
    ("9900000001000000000001", "9900000002000000000001", 5, "charge_sections", "autogiro.count"),
    ("9900000001000000000001", "9900000001000000000002", 5, "charges", "autogiro.count"),
    ("46F1" + " " * 24 + "1", "46F1" + " " * 24 + "0", 2, "amount", "autogiro.section"),
    ("46F1" + " " * 24 + "1", "46F1" + " " * 24 + "3", 4, "status", "autogiro.field"),
    ("\r\n15", "\r\n16", 3, "record 82", "autogiro.order"),
    ("00001000", "00001X00", 2, "amount", "autogiro.field"),
    ("0000000000010000   ", "0000000000010000EUR", 2, "currency", "autogiro.field"),
    ("\r\n09", "\r\n01", 5, "record 01", "autogiro.order"),
    ("0009912346F1" + " " * 24 + "1", "0055555551F1" + " " * 24 + "1", 4, "bankgiro", "autogiro.field"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "instead", "line", "field", "code"), SPOILT)
def test_what_does_not_add_up_is_refused_or_told(there: str, instead: str, line: int, field: str, code: str) -> None:
    """Strictly with line and field; tolerantly as a finding of severity error."""
    data = autogiro.write(file(paid(), paid(ore=50_00, status="1"))).decode("ascii")
    assert there in data
    spoilt = data.replace(there, instead, 1).encode()
    with pytest.raises(MalformedFile) as error:
        autogiro.read(spoilt)
    assert (error.value.line, error.value.field) == (line, field)
    findings = autogiro.read(spoilt, strict=False).findings
    assert (findings[0].code, findings[0].path, findings[0].severity) == (code, f"line {line}", "error")


def test_a_last_record_of_another_day_is_odd_only() -> None:
    """Nothing depends on it."""
    data = autogiro.write(file(paid())).replace(b"\r\n0920261102", b"\r\n0920261103")
    assert [(one.code, one.severity) for one in autogiro.read(data).findings] == [("autogiro.day", "warning")]


def test_nothing_carried_out_of_nothing_is_no_payment() -> None:
    """A charge of zero that was carried out cannot be."""
    with pytest.raises(MalformedFile):
        autogiro.read(autogiro.write(file(paid(ore=0))))


def test_the_payments_of_an_unreadable_head_are_passed_over() -> None:
    """One finding, for the head; not one for each payment, and none for sums that cannot be known."""
    data = autogiro.write(file(paid(), paid())).replace(b"3220261102", b"", 1)
    spoilt = data.replace(b"8901" + b" " * 31 + b"20261102", b"8901" + b" " * 31 + b"20261302", 1)
    read = autogiro.read(spoilt, strict=False)
    assert isinstance(read, PaymentSpecification)
    assert [one.code for one in read.findings] == ["autogiro.field"]
    assert read.sections == ()


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        (paid(status=""), SectionKind.CHARGES),
        (paid(status="0"), SectionKind.REFUNDS),
        (paid(status="7"), SectionKind.PAYOUTS),
    ],
)
def test_a_payment_in_the_wrong_section_is_not_written(payment: SpecifiedPayment, kind: SectionKind) -> None:
    """A refund has a day and a code; a payment has a status."""
    with pytest.raises(NotExpressible):
        autogiro.write(file(payment, kind=kind))

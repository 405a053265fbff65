"""BgMax: what is read from the samples, what a strict reading refuses, and what is written comes back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.formats.bankgirot import bgmax
from faktura.formats.bankgirot.bgmax import BgMaxFile, Deposit, ExtraReference, PaymentRecord
from tests.formats.bankgirot.strategies import files

SAMPLES = [
    # file, deposits, payments, deductions, extra references, warnings
    ("autogiro_payments_in_bgmax", ["700.00 SEK"], 4, 0, 0, []),
    ("bgc_no_agreement", ["850.00 SEK"], 5, 0, 0, []),
    ("bgc_no_agreement_utf8", ["850.00 SEK"], 5, 0, 0, ["bgmax.encoding"]),
    ("bgc_ocr_extended_registration", ["3700.00 SEK", "2000.00 SEK", "2900.00 SEK", "4000.00 EUR"], 9, 0, 13, []),
    ("bgc_ocr_length_tabs_short_lines", ["1900.00 SEK", "8000.00 SEK"], 6, 1, 6, []),
    ("minimal", ["1100.00 SEK"], 1, 0, 0, []),
    ("synthetic_edge_cases", ["2249.50 SEK", "10150.00 SEK", "3500.00 SEK"], 6, 3, 5, ["bgmax.unknown_record"]),
    ("synthetic_empty", [], 0, 0, 0, []),
]  # fmt: skip

LINE = "{:<80}\r\n"
RECORDS = {
    "01": "01BGMAX               0120261102060000123456P",
    "05": "050009912346          SEK",
    "20": "200003783511                 10000180000000000000125050210000000000010",
    "22": "220003783511                 10000289000000000000000000220000000000010",
    "25": "25Tack",
    "26": "26Kalles",
    "15": "15000000000000000000058410000010098232026110200101000000000000125050SEK00000001",
    "70": "7000000001000000000000000000000001",
}


def file(*codes: str, **changed: str) -> bytes:
    """A file of these records, in this order; a changed record is given as `r20="..."`."""
    lines = {code: changed.get(f"r{code}", RECORDS[code]) for code in dict.fromkeys(codes)}
    return "".join(LINE.format(lines[code]) for code in codes).encode("latin-1")


def sample(shared: Callable[..., Path], name: str) -> bytes:
    return shared("bank", "bgmax", f"{name}.txt").read_bytes()


@pytest.mark.parametrize(("name", "deposits", "payments", "deductions", "extras", "warnings"), SAMPLES)
def test_samples_hold_what_their_list_says(
    shared: Callable[..., Path],
    name: str,
    deposits: list[str],
    payments: int,
    deductions: int,
    extras: int,
    warnings: list[str],
) -> None:
    """Deposits, counts and oddities of the reference list, in a strict reading."""
    read = bgmax.read(sample(shared, name))
    summary = bgmax.summary(read)
    records = [record for deposit in read.deposits for record in deposit.records]
    assert [str(deposit.amount) for deposit in read.deposits] == deposits
    assert (summary.payments, summary.deductions, summary.deposits) == (payments, deductions, len(deposits))
    assert sum(len(record.extras) for record in records) == extras
    assert [finding.code for finding in read.findings] == warnings
    assert {finding.severity for finding in read.findings} <= {"warning"}


@pytest.mark.parametrize("name", [row[0] for row in SAMPLES])
def test_samples_come_back_from_what_is_written(shared: Callable[..., Path], name: str) -> None:
    """All that a file says is in its records; odd spelling is mended."""
    read = bgmax.read(sample(shared, name))
    again = bgmax.read(bgmax.write(read))
    assert again == read
    assert again.findings == ()


def test_a_well_written_sample_comes_back_byte_for_byte(shared: Callable[..., Path]) -> None:
    """Where a file keeps all the manual's customs, the writer keeps them too."""
    data = sample(shared, "bgc_no_agreement")
    assert bgmax.write(bgmax.read(data)).splitlines() == data.splitlines()


def test_utf8_by_mistake_is_the_same_file(shared: Callable[..., Path]) -> None:
    """Only the finding tells the two apart."""
    assert bgmax.read(sample(shared, "bgc_no_agreement_utf8")) == bgmax.read(sample(shared, "bgc_no_agreement"))


def test_a_false_footer_is_refused_or_reported(shared: Callable[..., Path]) -> None:
    """70 says 8 payments and 5 deposits; there are 9 and 4, and 13 letters are lost."""
    data = sample(shared, "broken_footer_utf8")
    with pytest.raises(MalformedFile) as error:
        bgmax.read(data)
    assert (error.value.line, error.value.field, error.value.found, error.value.expected) == (67, "payments", "8", "9")
    read = bgmax.read(data, strict=False)
    assert [(one.code, dict(one.facts)["found"]) for one in read.findings] == [
        ("bgmax.encoding", "UTF-8"), ("bgmax.letters_lost", "13"), ("bgmax.count", "8"), ("bgmax.count", "5"),
    ]  # fmt: skip
    assert bgmax.summary(read).payments == 9


def test_a_fragment_is_refused_or_read_as_far_as_it_goes(shared: Callable[..., Path]) -> None:
    """No first and no last record: one deposit of 4 000.00 EUR with two payments."""
    data = sample(shared, "fragment_without_start")
    with pytest.raises(MalformedFile):
        bgmax.read(data)
    read = bgmax.read(data, strict=False)
    assert [finding.code for finding in read.findings] == ["bgmax.start", "bgmax.end"]
    assert [(str(one.amount), len(one.records)) for one in read.deposits] == [("4000.00 EUR", 2)]


def test_tabs_stand_for_blanks_where_the_record_is_short(shared: Callable[..., Path]) -> None:
    """Stops every eight columns put the reference where it belongs."""
    read = bgmax.read(sample(shared, "bgc_ocr_length_tabs_short_lines"))
    payment = read.deposits[0].records[2]
    assert [extra.reference for extra in payment.extras] == ["657866", "658765", "657767", "657965"]
    assert payment.extras[3].line == 17


def test_each_field_of_a_payment_is_read(shared: Callable[..., Path]) -> None:
    """Names, addresses, numbers and text stand where the manual says, and the line is kept."""
    read = bgmax.read(sample(shared, "synthetic_edge_cases"))
    assert read.test
    assert read.created == "20261102060000123456"
    first = read.deposits[0]
    assert (first.plusgiro, first.type, first.serial, first.paid_on) == ("0008156086", "K", "00101", date(2026, 11, 2))
    payment = first.records[1]
    assert payment == PaymentRecord(
        bankgiro="0003783511", reference="faktura 1001 kund nr 1234", amount=sek("999"), reference_code="3",
        channel="1", serial="000000000002", image="0", information=("56 betalas av Kalle",), name="Kalles Plåt AB",
        extra_name="c/o Ekonomi", street="Storgatan 2", postal_code="123 45", town="Storåker",
        organisation_number="005500001234",
    )  # fmt: skip
    assert (payment.line, first.line) == (5, 2)
    foreign = read.deposits[1].records[4]
    assert (foreign.country, foreign.country_code, foreign.image) == ("Norge", "NO", "1")
    assert [record.deduction_code for record in read.deposits[1].records] == ["", "0", "1", "2", ""]


def test_a_whole_file_of_ours_is_accepted() -> None:
    """The records that the tables below spoil are right to begin with."""
    assert (
        bgmax.read(
            file("01", "05", "20", "22", "25", "26", "15", "70", r70="7000000001000000000000000100000001")
        ).findings
        == ()
    )


SPOILT = [
    # what is wrong, the file, line, field
    ("nothing at all", b"", 1, "record type"),
    ("no first record", file("05", "20", "15", "70"), 1, "record type"),
    ("not this layout", file("01", "70", r01="01XXMAX", r70="70"), 1, "layout"),
    ("two first records", file("01", "01", "70", r70="70"), 2, "record 01"),
    ("no last record", file("01", "05", "20", "15"), 5, "record type"),
    ("records after the last", file("01", "05", "20", "15", "70", "25"), 6, "record type"),
    ("a payment outside a section", file("01", "20", "70"), 2, "record 20"),
    ("a deposit without a section", file("01", "15", "70"), 2, "record 15"),
    ("text without a payment", file("01", "05", "25", "15", "70"), 3, "record 25"),
    ("an extra reference without a payment", file("01", "05", "22", "15", "70"), 3, "record 22"),
    ("a section in a section", file("01", "05", "20", "05", "20", "15", "70"), 4, "record 05"),
    ("a section never closed", file("01", "05", "20", "70"), 4, "record 05"),
    ("two names", file("01", "05", "20", "26", "26", "15", "70"), 5, "record 26"),
    ("no amount", file("01", "05", "20", "15", "70", r20="200003783511"), 3, "amount"),
    ("a payment of nothing", file("01", "05", "20", "15", "70", r20=RECORDS["20"].replace("125050", "000000")), 3, "amount"),
    ("letters in an amount", file("01", "05", "20", "15", "70", r20=RECORDS["20"].replace("125050", "12S050")), 3, "amount"),
    ("no such currency", file("01", "05", "20", "15", "70", r05="050009912346          kr"), 2, "currency"),
    ("no such day", file("01", "05", "20", "15", "70", r15=RECORDS["15"].replace("20261102", "20261302")), 4, "payment date"),
    ("a false deposit", file("01", "05", "20", "15", "70", r15=RECORDS["15"].replace("125050", "125051")), 4, "amount"),
    ("a false count", file("01", "05", "20", "15", "70", r15=RECORDS["15"].replace("K00000001", "K00000002")), 4, "count"),
    ("another currency", file("01", "05", "20", "15", "70", r15=RECORDS["15"].replace("SEK", "EUR")), 4, "currency"),
    ("too few payments said", file("01", "05", "20", "15", "70", r70="7000000000000000000000000000000001"), 5, "payments"),
    ("a deduction said", file("01", "05", "20", "15", "70", r70="7000000001000000010000000000000001"), 5, "deductions"),
    ("an extra said", file("01", "05", "20", "15", "70", r70="7000000001000000000000000100000001"), 5, "extras"),
    ("two deposits said", file("01", "05", "20", "15", "70", r70="7000000001000000000000000000000002"), 5, "deposits"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "line", "field"), [row[1:] for row in SPOILT], ids=[row[0] for row in SPOILT])
def test_a_strict_reading_stops_where_the_format_is_broken(data: bytes, line: int, field: str) -> None:
    """Line and field of the first fault."""
    with pytest.raises(MalformedFile) as error:
        bgmax.read(data)
    assert (error.value.format, error.value.line, error.value.field) == ("bgmax", line, field)


@pytest.mark.parametrize("data", [row[1] for row in SPOILT], ids=[row[0] for row in SPOILT])
def test_a_tolerant_reading_reports_the_same_fault(data: bytes) -> None:
    """Nothing is dropped silently: at least one finding of severity error, said in both languages."""
    read = bgmax.read(data, strict=False)
    wrong = [finding for finding in read.findings if finding.severity == "error"]
    assert wrong
    for finding in read.findings:
        for said in (finding.explain("en"), finding.explain("sv"), finding.advise("en"), finding.advise("sv")):
            assert said
            assert "{" not in said
            assert not said.startswith("bgmax.")


def test_a_broken_payment_takes_nothing_with_it() -> None:
    """Its texts are passed over with it; the sound payment of the next section is read."""
    two = file("01", "05", "20", "26", "15", r20="20")[:-82] + file("15", "05", "20", "15")
    read = bgmax.read(two, strict=False)
    assert [[str(record.amount) for record in deposit.records] for deposit in read.deposits] == [[], ["1250.50 SEK"]]
    assert [finding.code for finding in read.findings] == ["bgmax.field", "bgmax.end"]


def test_what_real_files_get_away_with() -> None:
    """Line feeds alone, blank lines, short records and stray characters past the last position."""
    plain = file("01", "05", "20", "15", "70")
    ragged = b"\n".join(line.rstrip() for line in plain.split(b"\r\n")) + b"\n\n  \n"
    assert bgmax.read(ragged) == bgmax.read(plain)
    longer = bgmax.read(plain.replace(b"P" + b" " * 35, b"P" + b" " * 35 + b"X"))
    assert [finding.code for finding in longer.findings] == ["bgmax.long_line"]


def test_a_line_ends_at_a_line_feed_only() -> None:
    """Byte 0x85 is a letter of some old code pages and no end of a line."""
    read = bgmax.read(file("01", "05", "20", "25", "15", "70", r25="25A\x85B"))
    assert read.deposits[0].records[0].information == ("A\x85B",)


def test_parts_that_do_not_make_the_payment_are_a_warning() -> None:
    """22 records with amounts that miss the sum are kept, and said to be odd."""
    record = PaymentRecord(amount=sek("500"), extras=(ExtraReference(reference="1", amount=sek("499")),))
    deposit = Deposit(bankgiro="0009912346", paid_on=date(2026, 11, 2), records=(record,))
    read = bgmax.read(bgmax.write(BgMaxFile(deposits=(deposit,))))
    assert [finding.code for finding in read.findings] == ["bgmax.split"]
    assert not read.deposits[0].records[0].split


@given(files())
def test_what_is_written_is_read_back(written: BgMaxFile) -> None:
    """Every file the format can hold, and the same bytes each time."""
    data = bgmax.write(written)
    assert bgmax.read(data) == written
    assert bgmax.write(bgmax.read(data)) == data


@given(files())
def test_every_record_is_eighty_positions(written: BgMaxFile) -> None:
    """In bytes, CR LF after each."""
    lines = bgmax.write(written).split(b"\r\n")
    assert lines.pop() == b""
    assert {len(line) for line in lines} == {80}


@pytest.mark.parametrize(
    "record",
    [
        PaymentRecord(amount=sek(1), name="Ł"),
        PaymentRecord(amount=sek(1), name="A" * 36),
        PaymentRecord(amount=sek(1), information=("a\nb",)),
        PaymentRecord(amount=sek(-1)),
        PaymentRecord(amount=sek(1), deduction_code="1"),
    ],
)
def test_what_the_format_cannot_hold_is_refused(record: PaymentRecord) -> None:
    """Never cut, never replaced."""
    deposit = Deposit(bankgiro="0009912346", paid_on=date(2026, 11, 2), records=(record,))
    with pytest.raises(NotExpressible):
        bgmax.write(BgMaxFile(deposits=(deposit,)))


def test_a_section_cannot_be_negative() -> None:
    """More deducted than paid has no place in the format."""
    record = PaymentRecord(amount=Money(1), deduction=True)
    deposit = Deposit(bankgiro="0009912346", paid_on=date(2026, 11, 2), records=(record,))
    with pytest.raises(NotExpressible):
        bgmax.write(BgMaxFile(deposits=(deposit,)))

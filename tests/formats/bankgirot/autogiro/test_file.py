"""Every Autogiro file: what the samples hold, that what is written comes back, and that nothing breaks the reader."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.summary import AutogiroSummary, summary
from faktura.formats.show import show
from tests.formats.bankgirot.autogiro.strategies import files

SAMPLES = [
    # name, content, payments with sum, payouts, refunds, what was stopped, mandates
    ("to_bank_payment_orders", "orders", (5, "7450.75 SEK"), (4, "510.00 SEK"), (0, ""), 0, 0),
    ("to_bank_payment_orders_sealed", "orders", (3, "1950.00 SEK"), (0, ""), (0, ""), 0, 0),
    ("to_bank_mandates", "orders", (0, ""), (0, ""), (0, ""), 0, 13),
    ("from_bank_mandate_advice", "mandate_advice", (0, ""), (0, ""), (0, ""), 0, 10),
    ("from_bank_payment_specification", "payment_specification",
     (5, "15000.00 SEK"), (3, "3000.00 SEK"), (2, "700.00 SEK"), 4, 0),
    ("from_bank_rejected_payments", "rejected_orders", (3, "875.51 SEK"), (5, "1282.00 SEK"), (0, ""), 0, 0),
]  # fmt: skip


def sample(shared: Callable[..., Path], name: str) -> bytes:
    return shared("bank", "autogiro", f"{name}.txt").read_bytes()


def counted(found: AutogiroSummary) -> list[tuple[int, str]]:
    pairs = (
        (found.payments, found.total),
        (found.payouts, found.payout_total),
        (found.refunds, found.refund_total),
    )
    return [(number, " ".join(map(str, sums))) for number, sums in pairs]


@pytest.mark.parametrize(("name", "content", "charges", "payouts", "refunds", "stopped", "mandates"), SAMPLES)
def test_samples_hold_what_their_list_says(
    shared: Callable[..., Path],
    name: str,
    content: str,
    charges: tuple[int, str],
    payouts: tuple[int, str],
    refunds: tuple[int, str],
    stopped: int,
    mandates: int,
) -> None:
    """Counts and sums of the reference list, in a strict reading without any finding."""
    read = autogiro.read(sample(shared, name))
    found = summary(read)
    assert read.findings == ()
    assert (found.content, found.stopped, found.mandates) == (content, stopped, mandates)
    assert counted(found) == [charges, payouts, refunds]


@pytest.mark.parametrize("name", [row[0] for row in SAMPLES if "sealed" not in row[0]])
def test_samples_come_back_byte_for_byte(shared: Callable[..., Path], name: str) -> None:
    """Bankgirot's own examples keep all their customs, and so does the writer."""
    data = sample(shared, name)
    assert autogiro.write(autogiro.read(data)) == data


def test_the_records_of_a_sealed_file_come_back_without_the_seal(shared: Callable[..., Path]) -> None:
    """The seal is made anew of what is sent."""
    data = sample(shared, "to_bank_payment_orders_sealed")
    lines = data.split(b"\r\n")
    assert autogiro.write(autogiro.read(data)).split(b"\r\n") == [*lines[1:-1], b""]


@pytest.mark.parametrize("name", [row[0] for row in SAMPLES])
def test_show_names_the_file_and_its_sums(shared: Callable[..., Path], name: str) -> None:
    """Under the trade's words, amounts as decimal text."""
    view = show(sample(shared, name))
    assert (view.format, view.findings) == ("autogiro", ())
    wanted = {row[0]: row[2] for row in SAMPLES}[name]
    assert view.summary["payments"] == wanted[0]
    assert view.summary["total"] == ({"SEK": wanted[1].removesuffix(" SEK")} if wanted[0] else {})


def test_show_never_prints_the_digits_of_a_person(shared: Callable[..., Path]) -> None:
    """Neither the account nor the identity of a mandate, in `repr` or with everything shown."""
    from faktura.formats.show import plain

    read = autogiro.read(sample(shared, "from_bank_mandate_advice"))
    for text in (repr(read), str(plain(read))):
        assert "191212121212" not in text
        assert "1300001212121212" not in text


@given(files())
def test_what_is_written_comes_back(file: AutogiroFile) -> None:
    """Every kind of file, in a strict reading, without findings."""
    again = autogiro.read(autogiro.write(file))
    assert again == file
    assert again.findings == ()


@given(files())
def test_every_record_has_80_positions(file: AutogiroFile) -> None:
    """And ends with CR LF."""
    lines = autogiro.write(file).split(b"\r\n")
    assert lines.pop() == b""
    assert {len(line) for line in lines} == {80}


@given(files(), st.data())
def test_a_cut_file_is_refused_or_told(file: AutogiroFile, data: st.DataObject) -> None:
    """A strict reading of what Bankgirot sends never believes a part of it; a tolerant one says so."""
    whole = autogiro.write(file)
    lines = whole.split(b"\r\n")[:-1]
    kept = data.draw(st.integers(1, len(lines) - 1)) if len(lines) > 1 else 1
    part = b"\r\n".join(lines[:kept])
    if lines[-1][:2] in (b"09", b"59"):
        with pytest.raises(MalformedFile):
            autogiro.read(part)
        assert {one.code for one in autogiro.read(part, strict=False).findings} >= {"autogiro.end"}
    else:
        assert len(autogiro.write(autogiro.read(part)).split(b"\r\n")) == kept + 1


@given(files(), st.data())
def test_no_bytes_break_the_reader(file: AutogiroFile, data: st.DataObject) -> None:
    """Changed, cut or doubled anywhere: only ever the one error, and a line with each finding."""
    whole = autogiro.write(file)
    at = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=30))
    width = data.draw(st.integers(0, 200))
    spoilt = whole[:at] + junk + whole[at + width :]
    for strict in (True, False):
        try:
            read = autogiro.read(spoilt, strict=strict)
        except MalformedFile as error:
            assert error.format == "autogiro"  # noqa: PT017 - either answer is right
        else:
            assert all(finding.path.startswith("line ") and finding.problem for finding in read.findings)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No other error, whatever comes."""
    for beginning in (b"", b"01AUTOGIRO              20080611            AG-MEDAVI           ", b"0120080611AUTOGIRO"):
        try:
            autogiro.read(beginning + data, strict=False)
        except MalformedFile as error:
            assert error.line <= 1  # noqa: PT017 - a tolerant reading refuses only what is no such file


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\r\n", b"01BGMAX", b"0120041027AUTOGIRO9900", b"01AUTOGIRO              20080611            BEVAKNINGSREG",
        b"820", b"51200806119900",
    ],
)  # fmt: skip
def test_other_files_are_refused(data: bytes) -> None:
    """Files of other formats, of the old layout, and reports that are not read."""
    with pytest.raises(MalformedFile):
        autogiro.read(data, strict=False)


def test_utf8_short_lines_and_blank_lines_are_let_through(shared: Callable[..., Path]) -> None:
    """What mail programs and editors do to a file loses nothing, and is told where it is odd."""
    data = sample(shared, "to_bank_payment_orders")
    lines = [line.rstrip() for line in data.decode("latin-1").split("\r\n")]
    spoilt = "\n".join([*lines, "", "  "]).replace("KUNDNR5", "KUNDÅR5").encode()
    read = autogiro.read(spoilt)
    assert [finding.code for finding in read.findings] == ["autogiro.encoding"]
    assert counted(summary(read)) == [(5, "7450.75 SEK"), (4, "510.00 SEK"), (0, "")]

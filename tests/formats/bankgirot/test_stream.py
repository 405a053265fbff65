"""BgMax payment by payment: the same as when the file is read whole, proved first, in memory that does not grow."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO, RawIOBase
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.core.errors import FakturaError, MalformedFile
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment
from faktura.formats import rereadable
from faktura.formats.bankgirot import bgmax, heads, stream
from faktura.formats.bankgirot.bgmax import BgMaxFile, Deposit, PaymentRecord
from faktura.formats.rereadable import Rereadable
from tests.formats.bankgirot.strategies import files
from tests.reference import ROOT
from tests.tried import tried

SAMPLES = (
    "autogiro_payments_in_bgmax", "bgc_no_agreement", "bgc_no_agreement_utf8", "bgc_ocr_extended_registration",
    "bgc_ocr_length_tabs_short_lines", "broken_footer_utf8", "fragment_without_start", "minimal", "synthetic_edge_cases",
    "synthetic_empty",
)  # fmt: skip
HELD = pytest.mark.parametrize("held", [0, 1, 2_048])


def whole(data: bytes) -> tuple[IncomingPayment, ...] | str:
    """What the careful reading says: the payments, or why not."""
    try:
        return bgmax.payments(bgmax.read(data), "digest")
    except FakturaError as error:
        return str(error)


def streamed(data: bytes) -> tuple[IncomingPayment, ...] | str:
    """What the streamed reading says."""
    try:
        return tuple(stream.payments(Rereadable(BytesIO(data)), "digest"))
    except FakturaError as error:
        return str(error)


@HELD
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_reads_alike(
    shared: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, name: str, held: int
) -> None:
    """Tabs, short lines, UTF-8, deductions, broken totals: the same payments or the same refusal, however few are held."""
    set_held(monkeypatch, held)
    data = shared("bank", "bgmax", f"{name}.txt").read_bytes()
    assert streamed(data) == whole(data)


def set_held(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    """Let only so many payments be held back for their deposit."""
    monkeypatch.setattr(heads, "HELD", held)


@HELD
@settings(max_examples=settings().max_examples // 3)  # for each of the three bounds
@given(file=files())
def test_every_file_reads_alike(held: int, file: BgMaxFile) -> None:
    """Splits, deductions, several deposits and currencies: payment for payment."""
    data = bgmax.write(file)
    with pytest.MonkeyPatch.context() as patched:
        set_held(patched, held)
        assert streamed(data) == whole(data)


@settings(max_examples=settings().max_examples // 3)
@given(file=files(), held=st.sampled_from([0, 1, 2_048]), piece=st.sampled_from([1, 7, 81, 82, 83, 170, 500]))
def test_every_file_reads_alike_wherever_its_pieces_end(file: BgMaxFile, held: int, piece: int) -> None:
    """Within a record, between CR and LF, between a payment and its details, between a payment and its deposit."""
    data = bgmax.write(file)
    with pytest.MonkeyPatch.context() as patched:
        set_held(patched, held)
        patched.setattr(rereadable, "_PIECE", piece)
        assert streamed(data) == whole(data)


@tried(0.6)
@given(files(), st.data())
def test_a_damaged_file_is_refused_alike(file: BgMaxFile, data: st.DataObject) -> None:
    """A byte changed, a line lost or doubled, a cut: the quick proof lets nothing through that the careful one does not."""
    good = bgmax.write(file)
    lines = good.split(b"\r\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(st.sampled_from(["byte", "lose", "double", "cut", "short", "swap"]))
    if damage == "byte":
        place = data.draw(st.integers(0, len(good) - 1))
        bad = good[:place] + bytes([data.draw(st.integers(0, 255))]) + good[place + 1 :]
    elif damage == "cut":
        bad = good[: data.draw(st.integers(0, len(good)))]
    elif damage == "short":
        bad = b"\n".join(line.rstrip() for line in lines)
    else:
        changed = {"lose": [], "double": [lines[at]] * 2, "swap": lines[at : at + 2][::-1]}[damage]
        end = at + 2 if damage == "swap" else at + 1
        bad = b"\r\n".join([*lines[:at], *changed, *lines[end:]])
    assert streamed(bad) == whole(bad)


def test_nothing_is_told_of_a_file_whose_last_record_is_wrong() -> None:
    """The proof comes before the first payment."""
    data = bgmax.write(many(3)).replace(b"7000000003", b"7000000004")
    with pytest.raises(MalformedFile) as refused:
        next(stream.payments(Rereadable(data), "digest"))
    assert (refused.value.line, refused.value.field, refused.value.expected) == (7, "payments", "3")


def test_a_file_without_line_ends_is_refused_before_it_fills_the_memory() -> None:
    """One line of two megabytes is no record."""
    with pytest.raises(MalformedFile, match="an end of line"):
        list(stream.payments(Rereadable(b"01BGMAX" + b" " * 2**21), "digest"))


def many(payments: int) -> BgMaxFile:
    """One deposit of so many payments."""
    one = PaymentRecord(bankgiro="0003783511", reference="12351", reference_code="2", amount=Money(100), channel="1")
    records = tuple(attrs.evolve(one, serial=f"{at:012}") for at in range(payments))
    deposit = Deposit(bankgiro="0009912346", paid_on=date(2026, 11, 2), serial="00101", records=records)
    return BgMaxFile(created="20261102060000123456", deposits=(deposit,))


class Repeated(RawIOBase):
    """A BgMax file of one deposit with so many equal payments, which stands nowhere: made as it is read."""

    def __init__(self, payments: int) -> None:
        head, rest = bgmax.write(many(1)).split(b"20000378", 1)
        self._head, self._one = head, b"20000378" + rest[:74]
        tail = rest[74:]
        tail = tail.replace(b"%018dSEK%08d" % (100, 1), b"%018dSEK%08d" % (100 * payments, payments))
        self._tail = tail.replace(b"70%08d" % 1, b"70%08d" % payments)
        self._times, self._at = payments, 0
        self.size = len(head) + 82 * payments + len(self._tail)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = offset + (self.size if whence else 0)
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        found = b"".join(self._between(self._at, self._at + size))
        self._at += len(found)
        return found

    def _between(self, start: int, end: int) -> Iterator[bytes]:
        yield self._head[start:end]
        first, records = len(self._head), 82 * self._times
        begin, until = max(start - first, 0), min(end - first, records)
        if begin < until:
            lines = self._one * (until // 82 - begin // 82 + 1)
            yield lines[begin % 82 : begin % 82 + until - begin]
        yield self._tail[max(start - first - records, 0) : max(end - first - records, 0)]


def peak(payments: int) -> int:
    """Bytes at most in use while so many payments are read and let go."""
    source = Rereadable(Repeated(payments))  # type: ignore[arg-type]
    tracemalloc.start()
    assert sum(one.amount.minor for one in stream.payments(source, source.digest())) == 100 * payments
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return used


PEAKS = """
import sys
from tests.formats.bankgirot.test_stream import peak
print(*(peak(int(payments)) for payments in sys.argv[1:]))
"""


def test_ten_times_the_payments_need_no_more_memory() -> None:
    """In one deposit, whose day comes last; results aside.

    In a process of its own: the watch over the tests is told of every object that is given its class late.
    """
    command = [sys.executable, "-c", PEAKS, "2500", "25000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    small, big = map(int, done.stdout.split())
    assert big < small * 1.1


MEASURE = """
import resource, sys
from faktura.formats.bank import stream_payments
from tests.formats.bankgirot.test_stream import Repeated
print(sum(1 for _ in stream_payments(Repeated(int(sys.argv[1])))), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def resident(payments: int) -> int:
    """Kilobytes at most in use by a process that reads so many payments and lets them go."""
    command = [sys.executable, "-c", MEASURE, str(payments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    count, used = map(int, done.stdout.split())
    assert count == payments
    return used


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_a_million_payments_need_no_more_memory_than_ten_thousand() -> None:
    """A file of 82 megabytes, a hundred times as long."""
    assert resident(1_000_000) < resident(10_000) * 1.1


def changed(data: bytes, *, ends: bytes) -> bytes:
    """*data* with what real files have: records of unknown types, blank lines, details in another order, other ends."""
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    strangers = [b"24stranger".ljust(80), b"2Astranger".ljust(80), b"99", b"", b"2"]
    made = [lines[0]]
    for at, line in enumerate(lines[1:-1]):
        made += [line, strangers[at % len(strangers)]]
    return ends.join([*made, lines[-1], b""])


@HELD
@settings(max_examples=15)
@given(file=files(), ends=st.sampled_from([b"\r\n", b"\n", b"\r\r\n"]))
def test_strangers_among_the_records_are_passed_over_alike(held: int, file: BgMaxFile, ends: bytes) -> None:
    """Unknown record types and blank lines between all records, whatever ends a line: the lines are still told rightly."""
    data = changed(bgmax.write(file), ends=ends)
    with pytest.MonkeyPatch.context() as patched:
        set_held(patched, held)
        assert streamed(data) == whole(data)


@pytest.mark.parametrize("amount", ["100".ljust(18), "100".rjust(18), "  100".ljust(18), "0" * 15 + "100"])
def test_an_amount_is_read_however_it_is_filled(amount: str) -> None:
    """Blanks before or after it: the careful reading takes them, so does the quick one."""
    data = bgmax.write(many(2)).replace(b"%018d" % 100, amount.encode(), 1)
    assert streamed(data) == whole(data)
    assert len(streamed(data)) == 2


@pytest.mark.parametrize("stray", [b" " * 85 + b"x", b"\t" * 12 + b"x"])
@pytest.mark.parametrize("at", [0, 1, 3, 6])
def test_a_line_with_text_beyond_its_blank_record_is_not_blank(stray: bytes, at: int) -> None:
    """Before the first record it is refused, elsewhere it is a record of an unknown type: by both readings."""
    lines = bgmax.write(many(2)).split(b"\r\n")
    data = b"\r\n".join([*lines[:at], stray, *lines[at:]])
    assert streamed(data) == whole(data)
    assert isinstance(whole(data), str) is (at in {0, 6})


def test_the_order_of_the_details_is_free() -> None:
    """Number before name, text last, and further references after them."""
    lines = bgmax.write(many(2)).split(b"\r\n")
    details = [b"29005599990008", b"26Kund AB", b"25Text", b"220000000000".ljust(80), b"28" + b"Ort".ljust(70) + b"SE"]
    data = b"\r\n".join([*lines[:3], *(one.ljust(80) for one in details), *lines[3:]])
    data = data.replace(b"70%08d%08d%08d" % (2, 0, 0), b"70%08d%08d%08d" % (2, 0, 1))
    first = whole(data)[0]
    assert isinstance(first, IncomingPayment)
    assert (first.payer.name, first.message, first.payer.address) == ("Kund AB", "Text", ("Ort", "SE"))
    assert streamed(data) == whole(data)


@pytest.mark.parametrize(
    "stray", [b"\x00", b"\x0b", b"\x0c", b"\x1c", b"\x1f", b"\x85", b"\xa0", b"\xb2", b"\t", b"_", b"-"]
)
@pytest.mark.parametrize(
    ("line", "position"),
    [(2, 37), (2, 45), (2, 54), (4, 37), (4, 44), (4, 50), (4, 67), (4, 71), (4, 75), (4, 78), (5, 2), (5, 5), (5, 33)],
)
def test_nothing_but_digits_and_blanks_round_them_is_a_number(line: int, position: int, stray: bytes) -> None:
    """Amounts, days and counts with anything else in them are refused, by both readings, and never with a bare error."""
    lines = bgmax.write(many(2)).split(b"\r\n")
    lines[line] = lines[line][:position] + stray + lines[line][position + 1 :]
    data = b"\r\n".join(lines)
    assert isinstance(whole(data), str)
    assert streamed(data) == whole(data)


@pytest.mark.parametrize("count", [b"0000 002", b"2 000000", b"0000000x"])
def test_a_count_with_a_blank_in_it_is_no_count(count: bytes) -> None:
    """It is refused; one with blanks round it is read."""
    data = bgmax.write(many(2))
    assert data.count(b"SEK00000002") == 1
    broken = data.replace(b"SEK00000002", b"SEK" + count)
    assert "count" in whole(broken)
    assert streamed(broken) == whole(broken)
    for filled in (b"       2", b"2       ", b"   002  "):
        data = bgmax.write(many(2)).replace(b"SEK00000002", b"SEK" + filled)
        assert len(whole(data)) == 2
        assert streamed(data) == whole(data)

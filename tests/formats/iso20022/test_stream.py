"""camt payment by payment: the same as when the message is read whole, in memory that does not grow."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from faktura.core.errors import MalformedFile
from faktura.core.payment import IncomingPayment
from faktura.formats.iso20022 import camt, incoming, layout, stream
from faktura.formats.iso20022.records import CamtFile
from faktura.formats.rereadable import Rereadable
from tests.formats.iso20022.strategies import agreeing, files
from tests.reference import ROOT

SAMPLES = [
    *(f"synthetic_se_camt.{kind}.001.{version}" for kind in ("053", "054") for version in ("02", "08")),
    "generic_camt053.v2.minimal", "generic_camt053.v8", "generic_camt054.v2", "generic_camt054.v8",
]  # fmt: skip
BOUNDS = pytest.mark.parametrize("held", [1, 2, 2_048])


def whole(data: bytes) -> tuple[IncomingPayment, ...]:
    return camt.payments(camt.read(data), "digest")


def streamed(data: bytes) -> tuple[IncomingPayment, ...]:
    return tuple(stream.payments(Rereadable(BytesIO(data)), "digest"))


def bounded(patched: pytest.MonkeyPatch, held: int) -> None:
    """Hold only so many payments, keep only so many names in mind, and so many layouts."""
    patched.setattr(stream, "HELD", held)
    patched.setattr(stream, "_BATCH", 1)
    patched.setattr(incoming, "_KEPT_IN_MIND", held)
    patched.setattr(layout, "_MOST", max(held, 1))


@BOUNDS
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_reads_alike(
    shared: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, name: str, held: int
) -> None:
    """However little may be held."""
    bounded(monkeypatch, held)
    data = shared("bank", "iso20022", f"{name}.xml").read_bytes()
    assert streamed(data) == whole(data)


@BOUNDS
@settings(max_examples=settings().max_examples // 3)  # for each of the three bounds
@given(file=files(agreeing()) | files())
def test_every_message_reads_alike(held: int, file: CamtFile) -> None:
    """Entries that agree and entries that do not, references that come again, money in and out."""
    data = camt.write(file)
    with pytest.MonkeyPatch.context() as patched:
        bounded(patched, held)
        assert streamed(data) == whole(data)


def test_references_that_come_again_are_numbered_however_far_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bookings under one name stay two payments when names are no longer kept in mind."""
    monkeypatch.setattr(incoming, "_KEPT_IN_MIND", 3)
    data = message(entry(f"R{at % 20}", ["1.00"]) for at in range(40))
    ids = [one.id for one in streamed(data)]
    assert len(set(ids)) == 40
    assert ids == [one.id for one in whole(data)]


def test_a_large_entry_is_one_payment_when_its_payments_do_not_make_it() -> None:
    """An öre wrong among three thousand: nobody guesses which."""
    amounts = ["1.00"] * 3_000
    assert len(streamed(message([entry("A", amounts)]))) == 3_000
    wrong = message([entry("A", amounts)]).replace(b">3000.00<", b">3000.01<")
    (one,) = streamed(wrong)
    assert str(one.amount) == "3000.01 SEK"
    assert (one,) == whole(wrong)


def test_an_entry_a_bank_adds_on_its_own_is_none() -> None:
    """What stands in SplmtryData may be called as it likes."""
    added = b"<SplmtryData><Envlp><Stmt><Ntry><Amt>?</Amt><NtryDtls><TxDtls/></NtryDtls></Ntry></Stmt></Envlp></SplmtryData>"
    data = message([entry("A", ["1.00"])])
    more = data.replace(b"</BkToCstmrDbtCdtNtfctn>", added + b"</BkToCstmrDbtCdtNtfctn>")
    assert camt.read(more) == camt.read(data)
    assert [one.id for one in streamed(more)] == [one.id for one in streamed(data)]


def test_an_error_is_told_with_its_line() -> None:
    """In a large entry too."""
    data = message([entry("A", ["1.00"] * 3_000)]).replace(b'"SEK">1.00<', b'"SEK">1,00<', 2_500)
    with pytest.raises(MalformedFile) as refused:
        streamed(data)
    assert refused.value.line > 1
    assert refused.value.field.endswith("/TxDtls[1]/Amt")


def message(entries: Iterator[str] | list[str]) -> bytes:
    """A notification of these entries."""
    text = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.04"><BkToCstmrDbtCdtNtfctn>'
        "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-02T18:00:00</CreDtTm></GrpHdr><Ntfctn><Id>N</Id>"
        "<Acct><Id><IBAN>SE4550000000058398257466</IBAN></Id></Acct>\n"
        + "".join(entries)
        + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )
    return text.encode()


def entry(reference: str, amounts: list[str]) -> str:
    """A booked entry of these payments, one a line."""
    details = "\n".join(f'<TxDtls><Amt Ccy="SEK">{one}</Amt></TxDtls>' for one in amounts)
    cents = sum(int(one.replace(".", "")) for one in amounts)
    return (
        f'<Ntry><Amt Ccy="SEK">{cents // 100}.{cents % 100:02}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>"
        f"<NtryDtls>\n{details}\n</NtryDtls></Ntry>"
    )


MEASURE = """
import resource, sys
from tests.formats.iso20022.test_stream import large
from faktura.formats.bank import stream_payments
for payments in map(int, sys.argv[3:]):
    with large(payments, int(sys.argv[2]) or payments, sys.argv[1]) as file:
        assert sum(1 for _ in stream_payments(file)) == payments
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def large(payments: int, deposit: int, path: str) -> BytesIO:
    """A file at *path* of so many payments, so many to a deposit, open for reading."""
    head, tail = message([]).split(b"\n", 1)
    with Path(path).open("wb") as out:
        out.write(head)
        for first in range(0, payments, deposit):
            begin, one, end = entry(f"R{first}", ["1.00"]).encode().split(b"\n")
            out.write(begin.replace(b">1.00<", b">%d.00<" % deposit))
            for _ in range(deposit):
                out.write(b"\n" + one)
            out.write(b"\n" + end)
        out.write(tail)
    return Path(path).open("rb")  # type: ignore[return-value]


def resident(folder: Path, deposit: int, *payments: int) -> list[int]:
    """Kilobytes at most in use by a process that reads so many payments and lets them go, then so many and no more."""
    command = [sys.executable, "-c", MEASURE, str(folder / "camt.xml"), str(deposit), *map(str, payments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [int(used) for used in done.stdout.split()]


WAYS = pytest.mark.parametrize("deposit", [0, 1], ids=["one entry", "an entry each"])


@WAYS
def test_twice_the_payments_need_no_more_memory(tmp_path: Path, deposit: int) -> None:
    """In one entry that holds them all, and in entries of one; results aside."""
    small, big = resident(tmp_path, deposit, 9_000, 18_000)
    assert big < small * 1.15


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@WAYS
def test_a_million_payments_need_no_more_memory_than_ten_thousand(tmp_path: Path, deposit: int) -> None:
    """A hundred times as long a file; an entry each needs a megabyte for the references that may come again."""
    (small,), (big,) = (resident(tmp_path, deposit, count) for count in (10_000, 1_000_000))
    assert big < small * 1.1

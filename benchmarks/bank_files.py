"""Per payment: a hundred thousand of them read one by one out of a bank file, in BgMax and in camt.054."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import attrs

from benchmarks import plain
from benchmarks.material import bgmax_file, camt_file, open_items
from benchmarks.measure import Row, Scale, in_turns, row
from faktura.formats.bank import stream_payments
from faktura.formats.bankgirot import bgmax

_DEPOSIT: Final = 50
_ROUNDS: Final = 3


def rows(scale: Scale, _folder: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    count, times, rounds = scale.payments, scale.repeats, scale.slow_rounds
    slicing, texts = "a bare loop slicing the same fields", "bare lxml iterparse, the same texts"
    for work, written in (("one record", one_record), ("six records", six_records)):
        content = giro(count, times, written)
        yield _row(f"stream BgMax, {work} each", content, count * times, plain.slices, slicing, rounds=rounds)
    some, one = notified(count, times, deposit=_DEPOSIT), notified(count, times, deposit=count)
    yield _row(f"stream camt.054, {_DEPOSIT} to a deposit", some, count * times, plain.entries, texts)
    yield _row("stream camt.054, all in one deposit", one, count * times, plain.entries, texts)


def one_record(record: bgmax.PaymentRecord) -> bgmax.PaymentRecord:
    """Return *record* with nothing but the payment itself."""
    return attrs.evolve(record, name="", street="", postal_code="", town="", information=())


def six_records(record: bgmax.PaymentRecord) -> bgmax.PaymentRecord:
    """Return *record* with a text, name, address, town and number."""
    return attrs.evolve(record, information=("Tack för gott arbete",), organisation_number="005599990008")


def giro(count: int, times: int, written: Callable[[bgmax.PaymentRecord], bgmax.PaymentRecord]) -> bytes:
    """Return a BgMax file with so many *times* a deposit of *count* payments, each *written* so."""
    (deposit,) = bgmax.read(bgmax_file(open_items(count), count)).deposits
    records = tuple(map(written, deposit.records))
    one = bgmax.write(bgmax.BgMaxFile(deposits=(attrs.evolve(deposit, records=records),)))
    start, *section, end, _ = one.split(b"\r\n")
    counted = end[:2] + b"".join(b"%08d" % (int(end[at : at + 8]) * times) for at in range(2, 34, 8))
    return b"\r\n".join([start, *section * times, counted.ljust(80), b""])


def notified(count: int, times: int, *, deposit: int) -> bytes:
    """Return a camt.054 file with so many *times* the same *count* payments, *deposit* to an entry; or all in one."""
    one = camt_file(open_items(count), count, deposit=deposit)
    if deposit == count:
        head, *details, tail = re.split(rb"(?=<TxDtls>)|(?<=</TxDtls>)(?=\s*</NtryDtls>)", one)
        whole = re.sub(rb'(<Ntry>\s*<Amt Ccy="SEK">)([0-9.]+)', partial(_multiplied, times), head)
        return whole + b"".join(details) * times + tail
    head, *entries, tail = re.split(rb"(?=<Ntry>)|(?<=</Ntry>)(?=\s*</Ntfctn>)", one)
    block = b"".join(entries)
    return head + b"".join(block.replace(b"BOOKED", b"B%d-" % at) for at in range(times)) + tail


def _multiplied(times: int, found: re.Match[bytes]) -> bytes:
    minor = int(found[2].replace(b".", b"")) * times
    return found[1] + b"%d.%02d" % divmod(minor, 100)


def _row(
    work: str,
    content: bytes,
    units: int,
    baseline: Callable[[BinaryIO], Iterable[object]],
    what: str,
    *,
    rounds: int = _ROUNDS,
) -> Row:
    ours, bare = partial(_through, stream_payments, content), partial(_through, baseline, content)
    return row(work, "payment", in_turns(ours, bare, rounds=rounds, units=units), what)


def _through(read: Callable[[BinaryIO], Iterable[object]], content: bytes) -> None:
    """Read *content* to its end, letting go of each payment as the next one comes."""
    for _ in read(BytesIO(content)):
        pass

"""What reading costs in memory: a whole file a few times its size, a stream next to nothing."""

import tracemalloc
from collections.abc import Callable
from io import BytesIO

from benchmarks.sie import material
from faktura.formats.sie.reader import read, vouchers
from faktura.formats.sie.source import PART
from faktura.formats.sie.writer import written

DATA = material(3 * 2**20)


def peak(work: Callable[[], object]) -> int:
    """The most memory that *work* held at once, what it returns included."""
    tracemalloc.start()
    kept = work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return most


def test_a_whole_file_takes_less_than_five_times_its_size() -> None:
    """The limit is ten; every row can be had of it as often as wanted."""
    assert peak(lambda: read(DATA)) < 5 * len(DATA)


def test_a_stream_takes_the_memory_of_a_part() -> None:
    """However long the file is: a part, the verifications in it, and what is remembered of accounts and series."""
    whole = peak(lambda: sum(len(voucher.rows) for voucher in vouchers(BytesIO(DATA))))
    third = peak(lambda: sum(len(voucher.rows) for voucher in vouchers(BytesIO(DATA[: len(DATA) // 3]))))
    assert whole < 16 * PART
    assert whole - third < PART


def test_writing_in_parts_takes_the_memory_of_a_part() -> None:
    """A file is handed on while it is written."""
    file = read(DATA)
    assert peak(lambda: sum(map(len, written(file)))) < 8 * PART

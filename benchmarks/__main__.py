"""What an invoice and a payment cost: CPU time beside that of the same work done plainly, in one run.

python -m benchmarks            some two minutes
python -m benchmarks --quick    once each on small material: that everything runs, not how long it takes
"""

import argparse
import os
import platform
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    bank_files,
    books,
    einvoices,
    imports,
    invoices,
    matching,
    payments,
    sie,
    store,
    svefaktura,
)
from benchmarks.measure import FULL, QUICK, Row

_HEAD = ("work", "per", "faktura µs", "plain µs", "ratio", "plain is")


def main() -> None:
    """Measure everything and print the table."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks", description="what an invoice and a payment cost")
    arguments.add_argument("--quick", action="store_true", help="once each on small material, to see that it runs")
    scale = QUICK if arguments.parse_args().quick else FULL
    imported, verdict = imports.rows(scale.slow_rounds)
    with TemporaryDirectory() as folder:
        parts = (invoices, einvoices, svefaktura, store, payments, bank_files, matching, sie, books)
        measured = (part.rows(scale, Path(folder)) for part in parts)
        rows = [*chain.from_iterable(measured), *imported]
    print(f"CPU time, medians; CPython {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    print(table(rows))
    print(matching.verdict(scale))
    print(verdict)


def table(rows: Iterable[Row]) -> str:
    """Return *rows* as aligned text, numbers to the right; a ratio below one says that faktura is faster."""
    texts = [_HEAD, *(_texts(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return "\n".join(_aligned(one, widths) for one in texts)


def _texts(row: Row) -> tuple[str, ...]:
    return (row.work, row.per, _number(row.ours), _number(row.plain), _number(row.ratio), row.baseline)


def _number(value: float) -> str:
    """Return *value* with three figures that count, or all before the point."""
    decimals = next((places for places, least in ((0, 100), (1, 10), (2, 1)) if value >= least), 3)
    return f"{value:,.{decimals}f}"


def _aligned(texts: Sequence[str], widths: Sequence[int]) -> str:
    work, per, *numbers, baseline = texts
    padded = (f"{text:>{width}}" for text, width in zip(numbers, widths[2:-1], strict=True))
    return "  ".join((f"{work:<{widths[0]}}", f"{per:<{widths[1]}}", *padded, baseline))


if __name__ == "__main__":
    main()

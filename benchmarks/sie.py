"""Per row of a SIE 4 file: reading with every check, every row as an object, and writing.

python -m benchmarks.sie        these lines alone
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from benchmarks.measure import FULL, Row, Scale, in_turns, row
from faktura.formats.sie.reader import read, vouchers
from faktura.formats.sie.record import SieFile
from faktura.formats.sie.writer import write

_FULL_BYTES: Final = 20_000_000
_QUICK_BYTES: Final = 50_000
_HEAD: Final = (
    '#FLAGGA 0\r\n#PROGRAM "Prov" 1.0\r\n#FORMAT PC8\r\n#GEN 20260131\r\n#SIETYP 4\r\n#FNAMN "Övningsbolaget AB"\r\n'
    '#RAR 0 20260101 20261231\r\n#KONTO 1510 "Kundfordringar"\r\n#KONTO 2611 "Utgående moms"\r\n'
    '#KONTO 3001 "Försäljning"\r\n#DIM 1 "Kostnadsställe"\r\n#OBJEKT 1 "100" "Butik"\r\n'
)


def rows(scale: Scale, _folder: Path) -> Iterator[Row]:
    """Yield the lines of the table."""
    size = _FULL_BYTES if scale.slow_rounds > 1 else _QUICK_BYTES
    data = material(size)
    file = read(data)
    objects = SieFile(items=tuple(file.items))
    count = sum(len(voucher.rows) for voucher in file.vouchers)
    rounds, bare = scale.slow_rounds, "a bare loop: split, amount to Decimal"
    times = in_turns(lambda: read(data), lambda: loop(data), rounds=rounds, units=count)
    yield row(f"read SIE 4, {size // 1000:,} kB, all checks", "row", times, bare)
    times = in_turns(lambda: walked(data), lambda: loop(data), rounds=rounds, units=count)
    yield row("read SIE 4, then every row as an object", "row", times, bare)
    times = in_turns(lambda: write(file), lambda: read(data), rounds=rounds, units=count)
    yield row("write SIE 4, a file that was read", "row", times, "reading it")
    times = in_turns(lambda: write(objects), lambda: read(data), rounds=rounds, units=count)
    yield row("write SIE 4, from objects", "row", times, "reading it")


def material(size: int) -> bytes:
    """Return a file of about *size* bytes: sales of three rows, no two with the same amounts, made by arithmetic."""
    parts = [_HEAD]
    length = number = 0
    while length < size:
        number += 1
        net = 100 + number * 7919 % 9_999_900
        vat = net // 4
        day = f"2026{1 + number % 12:02d}{1 + number % 28:02d}"
        part = (
            f'#VER A {number} {day} "Faktura {number} Övning {number % 977} AB" {day}\r\n{{\r\n'
            f'#TRANS 1510 {{}} {_kronor(net + vat)} {day} "Faktura {number} Övning {number % 977} AB"\r\n'
            f'#TRANS 3001 {{1 "100"}} {_kronor(-net)} {day} "Faktura {number}"\r\n'
            f'#TRANS 2611 {{}} {_kronor(-vat)} {day} "Faktura {number}"\r\n}}\r\n'
        )
        length += len(part)
        parts.append(part)
    return "".join(parts).encode("cp437")


def _kronor(ore: int) -> str:
    return f"{Decimal(ore).scaleb(-2):.2f}"


def loop(data: bytes) -> Decimal:
    """Split each line of *data* and convert its amount: the least that can be done. Return the sum of the debit rows."""
    total = Decimal(0)
    for line in data.decode("cp437").split("\n"):
        fields = line.split()
        if fields and fields[0] == "#TRANS":
            amount = Decimal(fields[3] if fields[2] == "{}" else fields[4])
            if amount > 0:
                total += amount
    return total


def walked(data: bytes) -> int:
    """Stream *data* and look at every row as an object; return the sum of the debit rows in öre."""
    return sum(
        row.amount
        for voucher in vouchers(data)
        for row in voucher.rows
        if isinstance(row.amount, int) and row.amount > 0
    )


if __name__ == "__main__":
    from benchmarks.__main__ import table

    print(table(rows(FULL, Path())))

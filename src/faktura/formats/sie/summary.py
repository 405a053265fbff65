"""A SIE file in a few words, as `python -m faktura show` prints it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from attrs import frozen

from faktura.formats.sie.joined import Joined
from faktura.formats.sie.record import Checksum, Record, SieFile, SieVoucher, exact_total, kronor
from faktura.formats.sie.run import Run


@frozen(kw_only=True)
class Summary:
    """Counts and sums under the trade's words.

    Attributes:
        type: `#SIETYP`, 1 to 4.
        rows: `#TRANS` rows; the history rows `#RTRANS` and `#BTRANS` are not counted.
        accounts: `#KONTO` records.
        balanced: Whether every verification sums to zero.
        debit_total: The sum of all debit rows in major units of the file's currency.
    """

    company: str
    organisation_number: str
    type: int
    vouchers: int
    rows: int
    accounts: int
    balanced: bool
    checksum: Checksum
    debit_total: Decimal


def summary(file: SieFile) -> Summary:
    """Return the summary of *file*; verifications kept in columns are counted there."""
    counts = [_run(part) if isinstance(part, Run) else _items(part) for part in _parts(file)]
    unreadable = any(problem.code == "SIE-AMOUNT" for problem in file.findings)
    return Summary(
        company=file.company,
        organisation_number=file.organisation_number,
        type=file.type,
        vouchers=sum(count.vouchers for count in counts),
        rows=sum(count.rows for count in counts),
        accounts=len(file.records("KONTO")),
        balanced=not unreadable and all(count.balanced for count in counts),
        checksum=file.checksum,
        debit_total=kronor(exact_total(count.debit for count in counts)),
    )


class _Count(NamedTuple):
    vouchers: int
    rows: int
    balanced: bool
    debit: int | Decimal


def _parts(file: SieFile) -> Sequence[Sequence[Record | SieVoucher]]:
    return file.items.parts if isinstance(file.items, Joined) else (file.items,)


def _run(run: Run) -> _Count:
    begins = (0, *run.ends)
    balanced = not any(sum(run.amounts[begin:end]) for begin, end in zip(begins, run.ends, strict=False))
    return _Count(len(run), len(run.amounts), balanced, sum(ore for ore in run.amounts if ore > 0))


def _items(items: Sequence[Record | SieVoucher]) -> _Count:
    vouchers = [item for item in items if isinstance(item, SieVoucher)]
    amounts = [row.amount for voucher in vouchers for row in voucher.rows if row.kind == "TRANS"]
    debit = exact_total(ore for ore in amounts if ore > 0)
    return _Count(len(vouchers), len(amounts), not any(voucher.balance for voucher in vouchers), debit)

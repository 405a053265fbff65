"""A SIE file in a few words, as `python -m faktura show` prints it."""

from decimal import Decimal

from attrs import frozen

from faktura.formats.sie.record import Checksum, SieFile, kronor


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
    """Return the summary of *file*."""
    vouchers = file.vouchers
    rows = [row for voucher in vouchers for row in voucher.rows if row.kind == "TRANS"]
    unbalanced = any(problem.code in {"SIE-UNBALANCED", "SIE-AMOUNT"} for problem in file.findings)
    return Summary(
        company=file.company,
        organisation_number=file.organisation_number,
        type=file.type,
        vouchers=len(vouchers),
        rows=len(rows),
        accounts=len(file.records("KONTO")),
        balanced=not unbalanced and not any(voucher.balance for voucher in vouchers),
        checksum=file.checksum,
        debit_total=kronor(sum(row.amount for row in rows if row.amount > 0)),
    )

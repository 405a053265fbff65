"""A SIE 5 file in a few words and as plain values, as `python -m faktura show` prints it."""

from decimal import Decimal

import attrs
from attrs import frozen

from faktura.formats.sie.field import amount_text
from faktura.formats.sie.record import Checksum, exact_total, kronor
from faktura.formats.sie5.record import Sie5File


@frozen(kw_only=True)
class Summary:
    """Counts and sums under the same words as for SIE 4.

    Attributes:
        type: `entry` for an entry file, `full` for a full export.
        rows: Rows that have not been struck out.
        checksum: `uncheckable` where a signature stands in its place, else `absent`: SIE 5 has none of its own.
        debit_total: The sum of all debit rows in major units of the accounting currency.
    """

    company: str
    organisation_number: str
    type: str
    vouchers: int
    rows: int
    accounts: int
    balanced: bool
    checksum: Checksum
    debit_total: Decimal
    documents: int
    signed: bool


def summary(file: Sie5File) -> Summary:
    """Return the summary of *file*."""
    rows = [row for entry in file.entries for row in entry.rows if row.struck is None]
    unreadable = any(finding.code == "SIE5-AMOUNT" for finding in file.findings)
    return Summary(
        company=file.company,
        organisation_number=file.organisation_number,
        type="full" if file.full else "entry",
        vouchers=len(file.entries),
        rows=len(rows),
        accounts=len(file.accounts),
        balanced=not unreadable and not any(entry.balance for entry in file.entries),
        checksum=Checksum.UNCHECKABLE if file.signed else Checksum.ABSENT,
        debit_total=kronor(exact_total(row.amount for row in rows if row.amount > 0)),
        documents=len(file.documents),
        signed=file.signed,
    )


def plain(file: Sie5File) -> dict[str, object]:
    """Return everything in *file* as plain values: amounts as decimal text, documents by their size, nothing empty."""
    found = _plain(file)
    return found if isinstance(found, dict) else {}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    kind = type(value)
    if not attrs.has(kind):
        return value if isinstance(value, bool | int) else str(value)
    shown: dict[str, object] = {}
    for field in attrs.fields(kind):
        one = getattr(value, field.name)
        if field.name == "amount":
            shown["amount"] = amount_text(one)
        elif field.name == "original" and isinstance(one, tuple):
            shown["original"] = [str(one[0]), amount_text(one[1])]
        elif field.name != "findings" and one not in ("", (), None, b"", False):
            shown[field.name] = _plain(one)
    return shown

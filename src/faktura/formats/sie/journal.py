"""The journal: vouchers as a SIE 4I file that bookkeeping programs take at the first try.

What importers demand beyond the standard, and where one of them stops without it: unquoted `#SIETYP`,
`#FLAGGA`, `#ORGNR`, `#FORMAT`; texts of at most 50 characters (Fortnox); `#FORMAT` present (Spiris); every
used account and object declared; one financial year in a file; no balances; two decimals; no zero rows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import field, frozen

from faktura.core.errors import NotExpressible
from faktura.core.ledger import AccountCode, Chart, Dimension, FinancialYear, Voucher, VoucherRow
from faktura.core.money import exponent
from faktura.formats.sie.letters import Letters
from faktura.formats.sie.record import Record, Row, SieFile, SieVoucher
from faktura.formats.sie.tags import DIMENSIONS
from faktura.formats.sie.wording import finding

LONGEST_TEXT: Final = 50
"""The longest verification and row text that every importer takes."""

_NUMBER: Final = re.compile(r"[0-9]{6}-[0-9]{4}", re.ASCII)
_USUAL_ACCOUNT: Final = re.compile(r"[1-8][0-9]{3}", re.ASCII)
_DECIMALS: Final = 2


@frozen(kw_only=True)
class JournalHead:
    """What the file says of its company and its maker.

    Attributes:
        company: `#FNAMN`. organisation_number: `#ORGNR` as `nnnnnn-nnnn`, or empty.
        year: The financial year of all its vouchers; none leaves `#RAR` out, and then nothing is held against it.
        generated: `#GEN`, the day the file is made.
        version: The program's version. program: its name.
        dimensions: Names of dimensions by number, beside those the standard reserves.
        objects: Names of objects (cost centres, projects); one without a name is named by its code.
        checksum: Whether to write `#KSUMMA`; off unless asked, for few readers know it and some count it wrongly.
    """

    company: str
    organisation_number: str = ""
    year: FinancialYear | None = None
    generated: date
    version: str
    program: str = "faktura"
    dimensions: Mapping[int, str] = field(factory=dict)
    objects: Mapping[Dimension, str] = field(factory=dict)
    checksum: bool = False


def journal(vouchers: Sequence[Voucher], head: JournalHead, *, chart: Chart) -> SieFile:
    """Return *vouchers* as a file of type 4I, in their order, ready for `writer.write`.

    Characters that code page 437 lacks are replaced by the likest it has; `findings` tells each, and each
    account number that importers may not take.

    Raises:
        NotExpressible: A voucher outside the financial year, of another currency than the first or one
            without two decimals, a text above 50 characters, or an organisation number of another form.
    """
    written = Letters()
    kept = tuple(one for one in vouchers if _says_something(one))
    left_out = tuple(finding("SIE-EMPTY", 0, found=one.text) for one in vouchers if not _says_something(one))
    rows = [row for voucher in kept for row in voucher.rows if row.amount]
    items: tuple[Record | SieVoucher, ...] = (
        *_identification(head, _currency(rows), written),
        *_accounts(rows, chart, written),
        *_objects(rows, head, written),
        *(_voucher(one, head.year, written) for one in kept),
    )
    unusual = sorted({row.account.number for row in rows if not _USUAL_ACCOUNT.fullmatch(row.account.number)})
    findings = (*written.findings(), *left_out, *(finding("SIE-ACCOUNT", 0, found=number) for number in unusual))
    return SieFile(items=items, checksummed=head.checksum, findings=findings)


def _says_something(voucher: Voucher) -> bool:
    return any(row.amount for row in voucher.rows)


def _currency(rows: Iterable[VoucherRow]) -> str:
    currencies = sorted({row.amount.currency for row in rows}) or ["SEK"]
    if len(currencies) > 1 or exponent(currencies[0]) != _DECIMALS:
        raise NotExpressible(
            format="sie", rule="one currency of two decimals in a file (#VALUTA)", what=" and ".join(currencies)
        )
    return currencies[0]


def _identification(head: JournalHead, currency: str, written: Letters) -> tuple[Record, ...]:
    if head.organisation_number and not _NUMBER.fullmatch(head.organisation_number):
        raise NotExpressible(format="sie", rule="#ORGNR nnnnnn-nnnn", what="an organisation number of another form")
    year = head.year
    found = (
        Record("FLAGGA", ("0",)),
        Record("PROGRAM", (written(head.program), written(head.version))),
        Record("FORMAT", ("PC8",)),
        Record("GEN", (_day(head.generated),)),
        Record("SIETYP", ("4",)),
        Record("FNAMN", (written(head.company),)),
        Record("ORGNR", (head.organisation_number,)) if head.organisation_number else None,
        Record("RAR", ("0", _day(year.start), _day(year.end))) if year else None,
        Record("KPTYP", ("EUBAS97",)),
        Record("VALUTA", (currency,)) if currency != "SEK" else None,
    )
    return tuple(record for record in found if record is not None)


def _day(on: date) -> str:
    return f"{on.year:04d}{on.month:02d}{on.day:02d}"


def _accounts(rows: Iterable[VoucherRow], chart: Chart, written: Letters) -> tuple[Record, ...]:
    used: set[AccountCode] = {row.account for row in rows}
    return tuple(
        Record("KONTO", (code.number, written(chart.name(code)))) for code in sorted(used, key=lambda one: one.number)
    )


def _objects(rows: Iterable[VoucherRow], head: JournalHead, written: Letters) -> tuple[Record, ...]:
    used = sorted({one for row in rows for one in row.dimensions}, key=lambda one: (one.number, one.code))
    names = {**DIMENSIONS, **head.dimensions}
    declared = (
        Record("DIM", (str(number), written(names.get(number, f"Dimension {number}"))))
        for number in sorted({one.number for one in used})
    )
    objects = (
        Record("OBJEKT", (str(one.number), written(one.code), written(head.objects.get(one, one.code)))) for one in used
    )
    return (*declared, *objects)


def _voucher(voucher: Voucher, year: FinancialYear | None, written: Letters) -> SieVoucher:
    if year is not None and not year.holds(voucher.on):
        raise NotExpressible(
            format="sie", rule="one financial year in a file (#RAR)", what=f"a voucher of {voucher.on.isoformat()}"
        )
    return SieVoucher(
        series=written(voucher.series),
        number=voucher.number,
        on=_day(voucher.on),
        text=written(voucher.text, LONGEST_TEXT),
        rows=tuple(_row(row, written) for row in voucher.rows if row.amount),
    )


def _row(row: VoucherRow, written: Letters) -> Row:
    objects = tuple(text for one in row.dimensions for text in (str(one.number), written(one.code)))
    return Row(
        kind="TRANS",
        account=row.account.number,
        objects=objects,
        amount=row.amount.minor,
        text=written(row.text, LONGEST_TEXT),
    )

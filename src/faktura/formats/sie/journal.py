"""The journal: vouchers as a SIE 4I file that bookkeeping programs take at the first try, or a year as a 4E file.

What importers demand beyond the standard, and where one of them stops without it: unquoted `#SIETYP`,
`#FLAGGA`, `#ORGNR`, `#FORMAT`; texts of at most 50 characters (Fortnox); `#FORMAT` present (Spiris); every
used account and object declared; one financial year in a file; no balances; two decimals; no zero rows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import field, frozen

from faktura.core.errors import Finding, NotExpressible
from faktura.core.ledger import AccountCode, Chart, Dimension, FinancialYear, Voucher, VoucherRow
from faktura.core.money import Money, exponent
from faktura.formats.sie.field import amount_text
from faktura.formats.sie.letters import Letters
from faktura.formats.sie.record import Record, Row, SieFile, SieVoucher
from faktura.formats.sie.tags import DIMENSIONS
from faktura.formats.sie.wording import finding

LONGEST_TEXT: Final = 50
"""The longest verification and row text that every importer takes (Fortnox is the one that stops)."""


@frozen(kw_only=True)
class Receiver:
    """What the program that will read the file takes.

    Attributes:
        longest_text: The longest verification or row text; 0 when there is no limit.
        shorten: Whether a longer text is cut, which a finding tells; else it is refused.
    """

    longest_text: int = LONGEST_TEXT
    shorten: bool = False


ANY_PROGRAM: Final = Receiver()
"""Takes what every known program takes, and refuses the rest."""

ANY_PROGRAM_SHORTENED: Final = Receiver(shorten=True)
"""The same, with long texts cut and told."""

BY_THE_STANDARD: Final = Receiver(longest_text=0)
"""Whatever the standard allows: texts of any length."""

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
        receiver: What the reading program takes.
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
    receiver: Receiver = ANY_PROGRAM


def journal(vouchers: Sequence[Voucher], head: JournalHead, *, chart: Chart) -> SieFile:
    """Return *vouchers* as a file of type 4I, in their order, ready for `writer.write`.

    Characters that code page 437 lacks are replaced by the likest it has; `findings` tells each, each text
    that was cut where the receiver is given so, and each account number that importers may not take.

    Raises:
        NotExpressible: A voucher outside the financial year, of another currency than the first or one
            without two decimals, a text above the receiver's limit, or an organisation number of another form.
    """
    return _file(vouchers, head, chart, opening={})


def annual(
    vouchers: Sequence[Voucher], head: JournalHead, *, chart: Chart, opening: Mapping[AccountCode, Money]
) -> SieFile:
    """Return the *vouchers* of a whole financial year as a file of type 4E, with the balances they lead to.

    *opening* holds the balances at the year's beginning, debit positive. Accounts of classes 1 and 2 get `#IB`
    and `#UB`, the others `#RES`; zeros are left out, as the standard allows. That the opening balances do not
    sum to zero is told, not refused.

    Raises:
        NotExpressible: As `journal`; or there is no financial year in *head*.
    """
    if head.year is None:
        raise NotExpressible(format="sie", rule="#RAR is mandatory in 4E", what="a year without its days")
    return _file(vouchers, head, chart, opening=opening, closing=True)


def _file(
    vouchers: Sequence[Voucher],
    head: JournalHead,
    chart: Chart,
    *,
    opening: Mapping[AccountCode, Money],
    closing: bool = False,
) -> SieFile:
    letters = Letters()
    kept = tuple(one for one in vouchers if is_written(one))
    left_out = tuple(finding("SIE-EMPTY", 0, found=one.text) for one in vouchers if not is_written(one))
    rows = [row for voucher in kept for row in voucher.rows if row.amount]
    currency = _currency((*(row.amount for row in rows), *opening.values()))
    used = {row.account for row in rows} | {code for code, amount in opening.items() if amount}
    items: tuple[Record | SieVoucher, ...] = (
        *_identification(head, currency, letters),
        *_accounts(used, chart, letters),
        *_objects(rows, head, letters),
        *(_balances(rows, opening) if closing else ()),
        *(_voucher(one, head, letters) for one in kept),
    )
    unusual = sorted({code.number for code in used if not _USUAL_ACCOUNT.fullmatch(code.number)})
    findings = (
        *letters.findings(),
        *left_out,
        *(finding("SIE-ACCOUNT", 0, found=number) for number in unusual),
        *_opening_findings(opening),
    )
    return SieFile(items=items, checksummed=head.checksum, findings=findings)


def _opening_findings(opening: Mapping[AccountCode, Money]) -> tuple[Finding, ...]:
    difference = sum(amount.minor for amount in opening.values())
    return (finding("SIE-OPENING", 0, found=amount_text(difference)),) if difference else ()


def _balances(rows: Iterable[VoucherRow], opening: Mapping[AccountCode, Money]) -> Iterator[Record]:
    """Yield `#IB`, `#UB` and `#RES` of this year: the opening balances, and what was booked on top of them."""
    booked: dict[str, int] = defaultdict(int)
    for row in rows:
        booked[row.account.number] += row.amount.minor
    brought = {code.number: amount.minor for code, amount in opening.items()}
    for tag, balances in (
        ("IB", brought),
        (
            "UB",
            {number: brought.get(number, 0) + booked[number] for number in (*booked, *brought) if _is_balance(number)},
        ),
        ("RES", {number: ore for number, ore in booked.items() if not _is_balance(number)}),
    ):
        for number in sorted(balances):
            if balances[number]:
                yield Record(tag, ("0", number, amount_text(balances[number])))


def _is_balance(number: str) -> bool:
    """Return whether an account is of the balance sheet: classes 1 and 2 of BAS."""
    return number[0] in {"1", "2"}


def is_written(voucher: Voucher) -> bool:
    """Return whether *voucher* gets into the file: not all its rows are zero."""
    return any(row.amount for row in voucher.rows)


def _currency(amounts: Iterable[Money]) -> str:
    currencies = sorted({amount.currency for amount in amounts}) or ["SEK"]
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


def _accounts(used: Iterable[AccountCode], chart: Chart, written: Letters) -> tuple[Record, ...]:
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


def _voucher(voucher: Voucher, head: JournalHead, written: Letters) -> SieVoucher:
    if head.year is not None and not head.year.holds(voucher.on):
        raise NotExpressible(
            format="sie", rule="one financial year in a file (#RAR)", what=f"a voucher of {voucher.on.isoformat()}"
        )
    limit, shorten = head.receiver.longest_text, head.receiver.shorten
    return SieVoucher(
        series=written(voucher.series),
        number=voucher.number,
        on=_day(voucher.on),
        text=written(voucher.text, limit, shorten=shorten),
        rows=tuple(
            Row(
                kind="TRANS",
                account=row.account.number,
                objects=tuple(text for one in row.dimensions for text in (str(one.number), written(one.code))),
                amount=row.amount.minor,
                text=written(row.text, limit, shorten=shorten),
            )
            for row in voucher.rows
            if row.amount
        ),
    )

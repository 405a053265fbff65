"""Reading line by line: every record, and verifications written in any unusual way. The long way, which knows all."""

import re
from typing import Final, cast

from faktura.core.errors import Finding
from faktura.formats.sie import checks
from faktura.formats.sie.consistency import Consistency
from faktura.formats.sie.field import amount, amount_text, day, split, texts
from faktura.formats.sie.record import Record, Row, RowKind, SieVoucher, kronor, row_total
from faktura.formats.sie.run import voucher
from faktura.formats.sie.tags import TAGS
from faktura.formats.sie.wording import finding

_ROWS: Final = frozenset({"TRANS", "RTRANS", "BTRANS"})
_TAG: Final = re.compile(r"#[0-9A-Za-zÅÄÖåäö_.:+-]+").fullmatch
_BLANK: Final = " \t\r\x1a\0"


class LineReader:
    """Takes in lines, and keeps the verification that is open until it is closed.

    Attributes:
        items: What has been read and not yet been taken.
        findings: What was odd.
        sums: Line and value of each `#KSUMMA`.
        known: Whether any record of the standard has been seen.
    """

    def __init__(self, facts: Consistency) -> None:
        """Begin with nothing open."""
        self.items: list[Record | SieVoucher] = []
        self.findings = facts.findings
        self.sums: list[tuple[int, str]] = []
        self.known = False
        self.open = False
        self._facts = facts
        self._head = Record("VER")
        self._braced = self._implied = False
        self._rows: list[Row] = []
        self._row_lines: list[int] = []
        self._others: list[Record] = []

    def _tell(self, code: str, number: int, field: str = "", found: str = "") -> None:
        self.findings.append(finding(code, number, field=field, found=found))

    def line(self, number: int, line: str) -> None:
        """Take in one line."""
        stripped = line.strip(_BLANK)
        if not stripped:
            return
        if not stripped.startswith("#"):
            self._brace(number, stripped)
            return
        parts = split(stripped)
        first = parts.fields[0] if parts.fields else ""
        if not isinstance(first, str) or not _TAG(first):
            self._no_record(number, stripped)
            return
        tag = first[1:]
        if tag.upper() in TAGS and tag not in TAGS:
            self._tell("SIE-TAG-CASE", number, found=f"#{tag}")
            tag = tag.upper()
        if parts.problem:
            self._tell(parts.problem, number, f"#{tag}", stripped)
        self._record(Record(tag, parts.fields[1:], number), opened=parts.opened)

    def _brace(self, number: int, text: str) -> None:
        if text == "{" and self.open and not self._braced:
            self._braced = True
        elif text == "}" and self.open and self._braced:
            self._close()
        elif text in {"{", "}"}:
            self._tell("SIE-BRACE", number, text)
        else:
            self._no_record(number, text)

    def _no_record(self, number: int, text: str) -> None:
        self._tell("SIE-LINE", number, found=text)
        self._keep(Record("", (text,), number))

    def _record(self, record: Record, *, opened: bool) -> None:
        tag = record.tag
        self.known = self.known or tag in TAGS
        if tag in _ROWS:
            self._row(record)
            return
        if self.open and (tag in TAGS or not self._braced):
            self.interrupt(record.line, tag)
        if tag == "KSUMMA":
            self.sums.append((record.line, record.text(0)))
            return
        self.findings += checks.record(record)
        self._facts.record(record)
        if tag == "VER":
            self._head, self._braced, self.open = record, opened, True
            self._facts.dated(record.text(2), record.line)
            self._facts.numbered(record.text(0), record.text(1), record.line)
        else:
            self._keep(record)

    def _keep(self, record: Record) -> None:
        if self.open:
            self._others.append(record)
        else:
            self.items.append(record)

    def _row(self, record: Record) -> None:
        if not self.open:
            self._tell("SIE-ROW-ALONE", record.line, f"#{record.tag}")
            self.items.append(record)
            return
        if not self._braced:  # the rows follow all the same, so the brace is taken as read
            self._tell("SIE-BRACE", record.line, f"#{record.tag}")
            self._braced = self._implied = True
        row, problems = unusual_row(record)
        self.findings += problems
        if row.on and day(row.on) is None:
            self._tell("SIE-DATE", record.line, f"#{record.tag}", row.on)
        self._facts.used(row.account, row.objects, record.line)
        self._rows.append(row)
        self._row_lines.append(record.line)

    def interrupt(self, number: int, tag: str) -> None:
        """Close the open verification because line *number* begins another record."""
        if self._braced and not self._implied:
            self._tell("SIE-BRACE", number, f"#{tag}")
        self._close()

    def _close(self) -> None:
        head, rows, lines = self._head, tuple(self._rows), self._row_lines
        together = bool(lines) and lines[-1] - lines[0] + 1 == len(lines)
        row_lines = range(lines[0], lines[-1] + 1) if together else tuple(lines)
        made = voucher(head.fields, line=head.line, rows=rows, row_lines=row_lines, others=self._others)
        self.items.append(made)
        total = row_total(rows)
        if total:
            shown = amount_text(total) if isinstance(total, int) else f"{kronor(total):f}"
            self._tell("SIE-UNBALANCED", head.line, f"{made.series} {made.number}".strip(), shown)
        self.findings += checks.mirrors(made)
        self._facts.booked(made)
        self.open = self._braced = self._implied = False
        self._rows, self._row_lines, self._others = [], [], []

    def end(self, number: int) -> None:
        """Close what is open at the end of the file."""
        if self.open:
            if self._braced and not self._implied:
                self._tell("SIE-CUT", number)
            self._close()


def unusual_row(record: Record) -> tuple[Row, tuple[Finding, ...]]:
    """Return the row that *record* writes in an unusual way, and what is odd about it."""
    fields, tag, line = list(record.fields), f"#{record.tag}", record.line
    problems: list[Finding] = []
    objects: tuple[str, ...] = ()
    if len(fields) > 1 and isinstance(fields[1], tuple):
        objects = fields.pop(1) or ()  # type: ignore[assignment]
    if len(objects) % 2 or len(fields) == len(record.fields):
        problems.append(finding("SIE-OBJECTS", line, field=tag))
    written_as = texts(tuple(fields))
    account, written, on, text, quantity, sign = (*written_as[:6], *[""] * (6 - len(written_as)))
    read_amount = amount(written)
    if len(written_as) < _MUST:
        problems.append(finding("SIE-FIELD", line, field=tag, found=str(len(record.fields))))
    elif read_amount.code:
        problems.append(finding(read_amount.code, line, found=written))
    if not usual_account(account):
        problems.append(finding("SIE-ACCOUNT", line, found=account))
    row = Row(
        cast("RowKind", record.tag), account, objects, read_amount.ore or 0, on, text, quantity, sign, written_as[6:],
        written if read_amount.ore is None else "",
    )  # fmt: skip
    return row, tuple(problems)


_MUST: Final = 2
_ACCOUNT: Final = re.compile(r"[0-9]{3,8}", re.ASCII)


def usual_account(number: str) -> bool:
    """Return whether *number* is an account number of three to eight digits."""
    return _ACCOUNT.fullmatch(number) is not None

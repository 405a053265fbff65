r"""Reading SIE 4: any file of types 1 to 4 from any program, with line numbers, nothing dropped silently.

>>> file = read(b'#FLAGGA 0\n#FNAMN "Exempel AB"\n#VER A 1 20260102\n{\n#TRANS 1510 {} 1.00\n#TRANS 3001 {} -1\n}\n')
>>> file.company, file.vouchers[0].rows[1].amount, [finding.code for finding in file.findings]
('Exempel AB', -100, ['SIE-MISSING', 'SIE-MISSING', 'SIE-MISSING'])
"""

import re
from typing import Final, cast

from faktura.core.errors import Finding
from faktura.formats.sie import checks
from faktura.formats.sie.checksum import checksum
from faktura.formats.sie.encoding import decode
from faktura.formats.sie.field import Field, amount, amount_text, day, split
from faktura.formats.sie.record import Checksum, Record, Row, RowKind, SieFile, SieVoucher, row_total
from faktura.formats.sie.tags import TAGS
from faktura.formats.sie.wording import MalformedSie, finding, malformed

# The row as nearly every program writes it; anything else takes the long way.
_PLAIN_ROW: Final = re.compile(
    r"[ \t]*#TRANS[ \t]+([0-9]{4})[ \t]+\{([^{}]*)\}[ \t]+(-?[0-9]{1,16})(?:\.([0-9]{1,2}))?"
    r'(?:[ \t]+(?:([0-9]{8})|"")(?:[ \t]+"([^"\\]*)")?)?[ \t]*\r?',
    re.ASCII,
).fullmatch
_ROWS: Final = frozenset({"TRANS", "RTRANS", "BTRANS"})
_CENTS: Final = {0: "00", 1: "0", 2: ""}


def read(data: bytes, *, strict: bool = False) -> SieFile:
    """Read a SIE 4 file; what is odd in it becomes findings, each with its line.

    Raises:
        MalformedFile: It is no SIE file at all; or, when *strict*, at the first finding that is an error
            (what the standard forbids and no reader can mend: a sum that fails, a brace or an amount missing).
    """
    decoded = decode(data)
    lines = decoded.text.split("\n" if "\n" in decoded.text else "\r")
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        reading.line(number, line)
    reading.end(len(lines))
    if not reading.known:
        first = next((line.strip() for line in lines if line.strip()), "")
        raise MalformedSie(format="sie", line=1, field="file", found=first, expected="#FLAGGA", code="SIE-NOT")
    result, findings = _checksum(lines, reading.sums)
    found = (
        *checks.letters(decoded),
        *checks.whole(reading.items),
        *reading.findings,
        *findings,
    )
    ordered = tuple(sorted(found, key=_line_of))
    if strict:
        for problem in ordered:
            if problem.severity == "error":
                raise malformed(problem)
    return SieFile(
        items=tuple(reading.items),
        checksummed=bool(reading.sums),
        encoding=decoded.encoding,
        checksum=result,
        findings=ordered,
    )


def _line_of(problem: Finding) -> int:
    return int(problem.path[5:]) if problem.path.startswith("line ") else 0


def _checksum(lines: list[str], sums: list[tuple[int, str]]) -> tuple[Checksum, tuple[Finding, ...]]:
    opening = next((number for number, value in sums if not value), 0)
    closing, written = next(((number, value) for number, value in sums if value), (0, ""))
    if not sums:
        return Checksum.ABSENT, ()
    if not closing:
        return Checksum.WRONG, (finding("SIE-CHECKSUM-CUT", len(lines)),)
    computed = checksum(lines[opening : closing - 1])
    if computed is None:
        return Checksum.UNCHECKABLE, (finding("SIE-UNCHECKABLE", closing),)
    if str(computed) == (written.lstrip("0") or "0"):
        return Checksum.OK, ()
    return Checksum.WRONG, (finding("SIE-CHECKSUM", closing, field=str(computed), found=written),)


class _Reading:
    """The records read so far and the verification that is open, if any."""

    def __init__(self) -> None:
        self.items: list[Record | SieVoucher] = []
        self.findings: list[Finding] = []
        self.sums: list[tuple[int, str]] = []
        self.known = False
        self._head: Record | None = None
        self._braced = self._implied = False
        self._rows: list[Row] = []
        self._row_lines: list[int] = []
        self._others: list[Record] = []
        self._objects: dict[str, tuple[str, ...]] = {"": (), " ": ()}
        self._days: dict[str, bool] = {"": True}

    def line(self, number: int, line: str) -> None:
        """Take in one line."""
        plain = _PLAIN_ROW(line) if self._braced else None
        if plain is None:
            self._unusual(number, line)
            return
        account, listed, whole, decimals, on, text = plain.groups("")
        objects = self._objects.get(listed)
        if objects is None:
            objects = self._listed(number, listed)
        if on not in self._days:
            self._check_day(number, "TRANS", on)
        ore = int(whole + decimals + _CENTS[len(decimals)])
        self._rows.append(Row("TRANS", account, objects, ore, on, text))
        self._row_lines.append(number)

    def _listed(self, number: int, listed: str) -> tuple[str, ...]:
        """Return an object list without its braces as a tuple; most lists recur, so they are remembered."""
        found = split("{" + listed + "}")
        objects = found.fields[0] if found.fields and isinstance(found.fields[0], tuple) else ()
        if len(objects) % 2 or found.problem:
            self._tell("SIE-OBJECTS", number, "#TRANS")
        else:
            self._objects[listed] = objects
        return objects

    def _check_day(self, number: int, tag: str, written: str) -> None:
        if written in self._days:
            return
        if day(written) is None:
            self._tell("SIE-DATE", number, f"#{tag}", written)
        else:
            self._days[written] = True

    def _tell(self, code: str, number: int, field: str = "", found: str = "") -> None:
        self.findings.append(finding(code, number, field=field, found=found))

    def _unusual(self, number: int, line: str) -> None:
        stripped = line.strip(" \t\r\x1a")
        if not stripped:
            return
        if not stripped.startswith("#"):
            self._brace(number, stripped)
            return
        parts = split(stripped)
        tag = cast("str", parts.fields[0])[1:]
        if tag.upper() in TAGS and tag not in TAGS:
            self._tell("SIE-TAG-CASE", number, found=f"#{tag}")
            tag = tag.upper()
        if parts.problem:
            self._tell(parts.problem, number, f"#{tag}", stripped)
        self._record(Record(tag, parts.fields[1:], number), opened=parts.opened)

    def _brace(self, number: int, text: str) -> None:
        if text == "{" and self._head is not None and not self._braced:
            self._braced = True
        elif text == "}" and self._head is not None and self._braced:
            self._close()
        elif text in {"{", "}"}:
            self._tell("SIE-BRACE", number, text)
        else:
            self._tell("SIE-LINE", number, found=text)
            self._keep(Record("", (text,), number))

    def _record(self, record: Record, *, opened: bool) -> None:
        tag = record.tag
        self.known = self.known or tag in TAGS
        if tag in _ROWS:
            self._row(record)
            return
        if self._head is not None and (tag in TAGS or not self._braced):
            if self._braced and not self._implied:
                self._tell("SIE-BRACE", record.line, f"#{tag}")
            self._close()
        if tag == "KSUMMA":
            self.sums.append((record.line, record.text(0)))
            return
        self.findings += checks.record(record)
        if tag == "VER":
            self._head, self._braced = record, opened
        else:
            self._keep(record)

    def _keep(self, record: Record) -> None:
        (self.items if self._head is None else self._others).append(record)

    def _row(self, record: Record) -> None:
        if self._head is None:
            self._tell("SIE-ROW-ALONE", record.line, f"#{record.tag}")
            self.items.append(record)
            return
        if not self._braced:  # the rows follow all the same, so the brace is taken as read
            self._tell("SIE-BRACE", record.line, f"#{record.tag}")
            self._braced = self._implied = True
        row, problems = unusual_row(record)
        self.findings += problems
        self._check_day(record.line, record.tag, row.on)
        self._rows.append(row)
        self._row_lines.append(record.line)

    def _close(self) -> None:
        head = self._head
        if head is None:
            return
        rows, lines = tuple(self._rows), self._row_lines
        together = bool(lines) and lines[-1] - lines[0] + 1 == len(lines)
        voucher = _voucher(head, rows, range(lines[0], lines[-1] + 1) if together else tuple(lines), self._others)
        self.items.append(voucher)
        total = row_total(rows)
        if total:
            shown = amount_text(total) if isinstance(total, int) else str(voucher.balance)
            self._tell("SIE-UNBALANCED", head.line, f"{voucher.series} {voucher.number}".strip(), shown)
        self.findings += checks.mirrors(voucher)
        self._head, self._braced, self._implied = None, False, False
        self._rows, self._row_lines, self._others = [], [], []

    def end(self, number: int) -> None:
        """Close what is open at the end of the file."""
        if self._head is not None and self._braced and not self._implied:
            self._tell("SIE-CUT", number)
        self._close()


def _voucher(head: Record, rows: tuple[Row, ...], lines: "range | tuple[int, ...]", others: list[Record]) -> SieVoucher:
    written = _texts(head.fields)
    series, number, on, text, registered, sign = (*written[:6], *[""] * (6 - len(written)))
    return SieVoucher(
        series=series,
        number=number,
        on=on,
        text=text,
        registered=registered,
        sign=sign,
        extra=written[6:],
        rows=rows,
        others=tuple(others),
        line=head.line,
        row_lines=lines,
    )


def unusual_row(record: Record) -> tuple[Row, tuple[Finding, ...]]:
    """Return the row that *record* writes in an unusual way, and what is odd about it."""
    fields, tag, line = list(record.fields), f"#{record.tag}", record.line
    problems: list[Finding] = []
    objects: tuple[str, ...] = ()
    if len(fields) > 1 and isinstance(fields[1], tuple):
        objects = fields.pop(1) or ()  # type: ignore[assignment]
    if len(objects) % 2 or len(fields) == len(record.fields):
        problems.append(finding("SIE-OBJECTS", line, field=tag))
    texts = _texts(tuple(fields))
    account, written, on, text, quantity, sign = (*texts[:6], *[""] * (6 - len(texts)))
    read_amount = amount(written)
    if len(texts) < _MUST:
        problems.append(finding("SIE-FIELD", line, field=tag, found=str(len(record.fields))))
    elif read_amount.ore is None:
        problems.append(finding("SIE-AMOUNT", line, found=written))
    elif not read_amount.plain:
        problems.append(finding("SIE-AMOUNT-FORM", line, found=written))
    if not _ACCOUNT(account):
        problems.append(finding("SIE-ACCOUNT", line, found=account))
    row = Row(
        cast("RowKind", record.tag), account, objects, read_amount.ore or 0, on, text, quantity, sign, texts[6:],
        written if read_amount.ore is None else "",
    )  # fmt: skip
    return row, tuple(problems)


_MUST: Final = 2
_ACCOUNT: Final = re.compile(r"[0-9]{3,8}", re.ASCII).fullmatch


def _texts(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Fields as text; an object list where none belongs is joined with blanks."""
    return tuple(one if isinstance(one, str) else " ".join(one) for one in fields)

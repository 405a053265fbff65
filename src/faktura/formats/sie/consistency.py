"""What the records of a file say of each other: order, declarations, numbers, days, and balances that must agree.

Reading tells it every record and verification as they come, so that a file of any length is checked while it
streams by; `end` says what can only be known at the end.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from faktura.core.errors import Finding
from faktura.formats.sie.field import amount, amount_text, day
from faktura.formats.sie.record import Record, SieVoucher, exact_sum
from faktura.formats.sie.tags import DIMENSIONS, GROUPS, MANDATORY, MANDATORY_BALANCES, ONCE, TAGS
from faktura.formats.sie.wording import finding

_OF_ACCOUNT: Final = frozenset({"KTYP", "ENHET", "SRU"})
_THIS_YEAR: Final = "0"
_BALANCES: Final = frozenset({"IB", "UB", "RES"})


class Consistency:
    """Gathers what a file says, and finds where it contradicts itself.

    Attributes:
        findings: What was found so far; the reader adds its own.
        following: The next number of each series, as long as they follow each other.
        inside: Days known to lie in the financial year, as written.
    """

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self.findings: list[Finding] = []
        self.following: dict[str, int] = {}
        self.inside: set[str] = set()
        self._first: dict[str, int] = {}
        self._group = 0
        self._accounts: set[str] = set()
        self._declared: set[tuple[str, str]] = set()
        self._dimensions: set[str] = {str(number) for number in DIMENSIONS}
        self._of_dimension: dict[str, int] = {}
        self._used: dict[str, int] = {}
        self._objects: dict[tuple[str, str], int] = {}
        self._year = ("", "")
        self._numbers: dict[str, list[list[int]]] = {}
        self._disordered: set[str] = set()
        self._named: set[tuple[str, str]] = set()
        self._balances: dict[tuple[str, str], tuple[int | Decimal, int]] = {}
        self._sums: dict[str, int | Decimal] = {}
        self._type = "1"

    def _tell(self, code: str, line: int, field: str = "", found: str = "") -> None:
        self.findings.append(finding(code, line, field=field, found=found))

    def record(self, record: Record) -> None:
        """Take in *record*, a verification's head included."""
        tag, line = record.tag, record.line
        group = GROUPS.get(tag, 0)
        if tag not in self._first:
            self._first[tag] = line
            if 0 < group < self._group:
                self._tell("SIE-ORDER", line, field=f"#{tag}")
        elif tag in ONCE:
            self._tell("SIE-REPEATED", line, field=f"#{tag}")
        self._group = max(self._group, group)
        if tag == "KONTO":
            self._account(record.text(0), line)
        elif tag in _OF_ACCOUNT and record.text(0) not in self._accounts:
            self._tell("SIE-ORDER", line, field=f"#{tag} {record.text(0)}")
        elif tag in {"DIM", "UNDERDIM"}:
            self._dimensions.add(record.text(0))
        elif tag == "OBJEKT":
            self._object(record)
        elif tag == "RAR" and record.text(0) == _THIS_YEAR:
            self._year = (record.text(1), record.text(2)) if day(record.text(1)) and day(record.text(2)) else ("", "")
            self.inside.clear()
        elif tag == "SIETYP":
            self._type = record.text(0)
        elif tag in _BALANCES:
            self._balance(record)

    def verifications(self, line: int) -> None:
        """Take in that verifications begin on *line*."""
        self._first.setdefault("VER", line)
        self._group = GROUPS["VER"]

    def _account(self, number: str, line: int) -> None:
        if number in self._accounts:
            self._tell("SIE-TWICE", line, found=number)
        self._accounts.add(number)

    def _object(self, record: Record) -> None:
        dimension, code = record.text(0), record.text(1)
        if (dimension, code) in self._declared:
            self._tell("SIE-OBJECT-TWICE", record.line, found=f"{dimension} {code}")
        self._declared.add((dimension, code))
        self._of_dimension.setdefault(dimension, record.line)

    def _balance(self, record: Record) -> None:
        self.used(record.text(1), (), record.line)
        found = amount(record.text(2))
        if record.text(0) == _THIS_YEAR and found.ore is not None:
            self._balances[record.tag, record.text(1)] = (found.ore, record.line)

    def used(self, account: str, objects: tuple[str, ...], line: int) -> None:
        """Take in that *line* books on *account* and *objects*."""
        self._used.setdefault(account, line)
        for pair in zip(objects[::2], objects[1::2], strict=False):
            if pair not in self._declared:
                self._objects.setdefault(pair, line)
                self._of_dimension.setdefault(pair[0], line)

    def dated(self, on: str, line: int) -> None:
        """Take in the day of the verification on *line*."""
        first, last = self._year
        if day(on) is None:
            return
        if not first or first <= on <= last:
            self.inside.add(on)
        else:
            self._tell("SIE-YEAR", line, found=on)

    def numbered(self, series: str, number: str, line: int) -> None:
        """Take in the number of the verification on *line*: twice the same, or a lower one after a higher, is told."""
        if not number:
            return
        value = int(number) if number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER else 0
        if not value:
            if (series, number) in self._named and number.strip("0"):
                self._tell("SIE-DUPLICATE", line, found=f"{series} {number}".strip())
            self._named.add((series, number))
            return
        spans = self._numbers.setdefault(series, [])
        if series in self.following:
            spans[-1][1] = self.following[series] - 1
        at = bisect_right(spans, [value, _HIGHEST])
        if at and value <= spans[at - 1][1]:
            self._tell("SIE-DUPLICATE", line, found=f"{series} {number}".strip())
        elif spans and value < spans[-1][0]:
            if series not in self._disordered:  # once is enough: a file sorted by day would have it on every line
                self._disordered.add(series)
                self._tell("SIE-NUMBERS", line, found=f"{series} {number}".strip())
            spans.insert(at, [value, value])
        elif spans and value == spans[-1][1] + 1:
            self.following[series] = value + 1
        else:
            spans.append([value, value])
            self.following[series] = value + 1

    def booked(self, voucher: SieVoucher) -> None:
        """Take in the rows of *voucher* as a part of the year's turnover."""
        if self.holds(voucher.on):
            for row in voucher.rows:
                if row.kind == "TRANS":
                    self._sums[row.account] = exact_sum(self._sums.get(row.account, 0), row.amount)

    def holds(self, on: str) -> bool:
        """Return whether the day *on* counts in this year's balances: it lies in the year, or no year is stated."""
        first, last = self._year
        return not first or first <= on <= last

    def add(self, account: str, total: int) -> None:
        """Take in *total* öre more as booked on *account* this year."""
        if total:
            self._sums[account] = exact_sum(self._sums.get(account, 0), total)

    def end(self) -> None:
        """Tell what is missing, undeclared, or does not agree."""
        for tag in MANDATORY + (MANDATORY_BALANCES if self._type in {"1", "2", "3"} else ()):
            if tag not in self._first:
                self._tell("SIE-MISSING", 0, field=f"#{tag}")
        for tag, line in self._first.items():
            if tag in TAGS and self._type not in TAGS[tag].types:
                self._tell("SIE-PLACE", line, field=f"#{tag}", found=self._type)
        if self._accounts:
            self._undeclared(self._used, self._accounts, "SIE-ACCOUNT-UNKNOWN")
        if self._declared:
            known = {f"{dimension} {code}" for dimension, code in self._declared}
            named = {f"{dimension} {code}": line for (dimension, code), line in self._objects.items()}
            self._undeclared(named, known, "SIE-OBJECT-UNKNOWN")
        self._undeclared(self._of_dimension, self._dimensions, "SIE-DIMENSION")
        if self._first.get("VER") and self._first.get("UB"):
            self.findings += self._differences()

    def _undeclared(self, used: dict[str, int], declared: Iterable[str], code: str) -> None:
        for name, line in used.items():
            if name not in declared:
                self._tell(code, line, found=name)

    def _differences(self) -> Iterator[Finding]:
        """Yield each balance that is not what the year began with and what was booked."""
        for (tag, account), (written, line) in self._balances.items():
            if tag == "IB":
                continue
            brought = self._balances.get(("IB", account), (0, 0))[0] if tag == "UB" else 0
            expected = exact_sum(brought, self._sums.get(account, 0))
            if expected != written:
                yield finding(
                    _DIFFERENCE[tag], line, field=account, found=amount_text(written), expected=amount_text(expected)
                )


_DIFFERENCE: Final = {"UB": "SIE-UB", "RES": "SIE-RES"}
_LONGEST_NUMBER: Final = 19
_HIGHEST: Final = 10**_LONGEST_NUMBER

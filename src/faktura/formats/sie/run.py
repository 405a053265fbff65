"""Verifications kept as columns: what makes reading fast and small, and looks like objects all the same.

A year's file has a million rows. Kept as a million objects they would cost more to make, and to be looked
after by the garbage collector, than all the reading; so rows that are written the usual way stay in columns,
and a `SieVoucher` with its `Row`s is made when it is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, overload

from faktura.formats.sie.field import Field, split, texts
from faktura.formats.sie.record import Record, Row, SieVoucher


class Target:
    """Where rows are booked; one object for all rows of a file that are written alike.

    Attributes:
        account: The account. objects: Dimension and object in turn.
        total: The sum of the rows booked here, in öre, as far as the file has been read.
    """

    __slots__ = ("account", "objects", "total")

    def __init__(self, account: str, objects: tuple[str, ...]) -> None:
        """Begin with nothing booked."""
        self.account = account
        self.objects = objects
        self.total = 0


class Run(Sequence[SieVoucher]):
    """Verifications that follow each other, as columns; each is made anew when it is asked for.

    Attributes:
        heads: What follows `#VER` on its line. lines: the line of each. ends: how many rows there are to its last.
        targets, amounts: of each row, amounts in öre. written: the line of each, as it stands in the file.
        keep: What appends to those three.
    """

    __slots__ = ("amounts", "ends", "heads", "keep", "lines", "targets", "written")

    def __init__(self) -> None:
        """Begin empty."""
        self.heads: list[str] = []
        self.lines: list[int] = []
        self.ends: list[int] = []
        self.targets: list[Target] = []
        self.amounts: list[int] = []
        self.written: list[str] = []
        self.keep = (self.targets.append, self.amounts.append, self.written.append)

    def __len__(self) -> int:
        return len(self.heads)

    @overload
    def __getitem__(self, at: int) -> SieVoucher: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[SieVoucher, ...]: ...
    def __getitem__(self, at: int | slice) -> SieVoucher | tuple[SieVoucher, ...]:
        if isinstance(at, slice):
            return tuple(self._made(one) for one in range(len(self))[at])
        return self._made(range(len(self))[at])

    def __iter__(self) -> Iterator[SieVoucher]:
        return map(self._made, range(len(self)))

    def _made(self, at: int) -> SieVoucher:
        line, rows, head = self.lines[at], self.rows(at), self.heads[at]
        row_lines = range(line + 2, line + 2 + len(rows))
        found = _USUAL_HEAD(head)
        if not found:
            return voucher(split(head).fields, line=line, rows=rows, row_lines=row_lines)
        quoted, series, quoted_number, number, on, text, registered = found.groups("")
        return SieVoucher(
            series=series or quoted,
            number=number or quoted_number,
            on=on,
            text=text,
            registered=registered,
            rows=rows,
            line=line,
            row_lines=row_lines,
        )

    def rows(self, at: int) -> tuple[Row, ...]:
        """Return the rows of verification *at*."""
        start, end = self.ends[at - 1] if at else 0, self.ends[at]
        columns = zip(self.targets[start:end], self.amounts[start:end], self.written[start:end], strict=True)
        made = tuple.__new__  # what a named tuple's own constructor calls, three times as fast
        return tuple(
            made(Row, ("TRANS", target.account, target.objects, ore, *after_amount(line), (), ""))
            for target, ore, line in columns
        )

    def uncount(self, since: int) -> None:
        """Take the rows after the first *since* out of what is booked where."""
        for target, ore in zip(self.targets[since:], self.amounts[since:], strict=True):
            target.total -= ore

    def forget_rows(self, since: int) -> None:
        """Let go of the rows after the first *since*."""
        self.uncount(since)
        for column in (self.targets, self.amounts, self.written):
            del column[since:]


def after_amount(line: str) -> tuple[str, str, str, str]:
    """Return day, text, quantity and sign of a row as written; what is missing is empty.

    >>> after_amount('#TRANS 1510 {} -100.00 20260105 "Faktura 1" 3'), after_amount("#TRANS 3001 {} 100")
    (('20260105', 'Faktura 1', '3', ''), ('', '', '', ''))
    """
    rest = line.partition("}")[2]
    found = _USUAL(rest)
    if found:
        on, text, quantity = found.groups("")
        return on.strip('"'), text, quantity, ""
    _, on, text, quantity, sign, *_ = (*texts(split(rest).fields), "", "", "", "")
    return on, text, quantity, sign


_USUAL_HEAD: Final = re.compile(
    r' (?:"([^"]*)"|([^ "{}]+)) (?:"([^"]*)"|([^ "{}]+)) ([0-9]{8})(?: "([^"]*)"(?: ([0-9]{8}))?)?', re.ASCII
).fullmatch
_USUAL: Final = re.compile(r' [0-9.-]+(?: (""|[0-9]{8})(?: "([^"]*)"(?: (-?[0-9.]+))?)?)?', re.ASCII).fullmatch


def voucher(
    fields: tuple[Field, ...],
    *,
    line: int,
    rows: tuple[Row, ...],
    row_lines: Sequence[int],
    others: Sequence[Record] = (),
) -> SieVoucher:
    """Return the verification whose `#VER` has *fields*; those that are missing are empty."""
    written = texts(fields)
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
        line=line,
        row_lines=row_lines,
    )

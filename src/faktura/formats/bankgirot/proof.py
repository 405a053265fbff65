"""Proving a BgMax file before anything is read from it, without keeping it.

Most files are regular, and that is seen quickly; the others are left to the careful reading, which knows what may be
let through and says precisely what is wrong. Regular is less than right: what is found regular passes there too.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import define, field

from faktura.core.money import LARGEST
from faktura.formats.bankgirot.heads import Learnt
from faktura.formats.bankgirot.lines import blocks
from faktura.formats.bankgirot.reading import Reading
from faktura.formats.rereadable import Rereadable

_START, _OUTSIDE, _OPEN, _PAID, _END = range(5)
"""Before the first record, outside, in a deposit, at a payment of it, after the last record."""

_DETAILS: Final = {"26": 1, "27": 2, "28": 4, "29": 8}
_CURRENCY: Final = re.compile(r"[A-Z]{3}|   ")


def prove(file: Rereadable, written: str) -> Learnt:
    """Read *file*, whose encoding is *written*, once, and return what was learnt of its deposits.

    Raises:
        MalformedFile: It breaks its format, as a strict `bgmax.read` says.
    """
    regular = Regular()
    if all(map(regular.block, blocks(file, written))) and regular.ended:
        return regular.learnt
    learnt = Learnt()
    reading = Reading(strict=True, learnt=learnt)
    number = last = 0
    for block in blocks(file, written):
        for line in block:
            number += 1
            line = line.rstrip("\r")
            if line.strip():
                reading.take(number, line)
                last = number
    reading.finished(last + 1)
    return learnt


@define
class Regular:
    """The file as far as it has been seen: whether it is regular, and what was learnt of it."""

    learnt: Learnt = field(factory=Learnt)
    _state: int = _START
    _payments: int = 0
    _deductions: int = 0
    _extras: int = 0
    _gross: int = 0
    _opening: str = ""
    _made: int = 0
    _count: int = 0
    _netted: bool = False
    _seen: int = 0

    @property
    def ended(self) -> bool:
        """Whether the last record has come."""
        return self._state == _END

    def block(self, lines: Sequence[str]) -> bool:
        """Take the next *lines*; False as soon as one is not what it is in every regular file."""
        state, seen, stated = self._state, self._seen, []
        for line in lines:
            code = line[:2]
            if code == "20":
                if state not in (_PAID, _OPEN):
                    return False
                stated.append(line[37:55])
                state, seen = _PAID, 0
            elif code == "25":
                if state != _PAID:
                    return False
            elif bit := _DETAILS.get(code):
                if state != _PAID or seen & bit:
                    return False
                seen |= bit
            else:
                if not (self._take(stated, state) and self._other(code, line)):
                    return False
                state, seen, stated = self._state, 0 if code == "21" else seen, []
        self._seen = seen
        return self._take(stated, state)

    def _take(self, stated: list[str], state: int) -> bool:
        """Add up what was *stated* since the last record of another kind."""
        self._state = state
        if not stated:
            return True
        if not _decimal("".join(stated)):
            return False
        amounts = list(map(int, stated))
        made = sum(amounts)
        self._made += made
        self._gross += made
        self._count += len(stated)
        self._payments += len(stated)
        return 0 not in amounts and self._gross <= LARGEST

    def _other(self, code: str, line: str) -> bool:
        match code, self._state:
            case (("22" | "23"), 3):
                self._extras += 1
                return _decimal(line[37:55]) and int(line[37:55]) <= LARGEST
            case "21", (2 | 3):
                return self._deduct(line)
            case "05", 1:
                self._opening, self._state = line, _OPEN
                self._made = self._count = 0
                self._netted = False
                return bool(_CURRENCY.fullmatch(line[22:25]))
            case "15", (2 | 3):
                return self._close(line)
            case "01", 0:
                self._state = _OUTSIDE
                return line[2:22].rstrip() == "BGMAX"
            case "70", 1:
                return self._end(line)
        return not line.strip()

    def _deduct(self, line: str) -> bool:
        stated = line[37:55]
        minor = int(stated) if _decimal(stated) else 0
        self._made -= minor
        self._gross += minor
        self._count += 1
        self._deductions += 1
        self._netted, self._state = True, _PAID
        return minor > 0

    def _close(self, line: str) -> bool:
        stated, count, day = line[50:68], line[71:79], line[37:45]
        self._state = _OUTSIDE
        if not (_decimal(stated) and _decimal(count) and _decimal(day) and _is_day(day)):
            return False
        currency = self._opening[22:25].strip() or "SEK"
        if int(stated) != self._made or int(count) != self._count or line[68:71] not in (currency, "   "):
            return False
        self.learnt.closed(self._opening[2:12].rstrip(), currency, line, count=self._count, netted=self._netted)
        return self._gross <= LARGEST

    def _end(self, line: str) -> bool:
        self._state = _END
        stated = (line[2:10], line[10:18], line[18:26], line[26:34])
        there = (self._payments, self._deductions, self._extras, self.learnt.deposits)
        return all(map(_decimal, stated)) and tuple(map(int, stated)) == there


def _decimal(text: str) -> bool:
    return text.isdecimal() and text.isascii()


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True

"""Proving a BgMax file before anything is read from it, without keeping it.

Most files are regular, and that is seen quickly; the others are left to the careful reading, which knows what may be
let through and says precisely what is wrong. Regular is less than right: what is found regular passes there too.
"""

import re
from datetime import date
from typing import Final

from attrs import define, field

from faktura.core.money import LARGEST
from faktura.formats.bankgirot.heads import Learnt
from faktura.formats.bankgirot.lines import RECORD, blocks, evened, records
from faktura.formats.bankgirot.reading import Reading
from faktura.formats.rereadable import Rereadable

_START, _OUTSIDE, _OPEN, _PAID, _END = range(5)
"""Before the first record, outside, in a deposit, at a payment of it, after the last record."""

_CURRENCY: Final = re.compile(r"[A-Z]{3}|   ")
_NOT_PAID: Final = re.compile(r"[^2]")
_IN_ORDER: Final = re.compile(r"(?:[01][23]*+5*+6?+7?+8?+9?+)*+")
_ANY_ORDER: Final = re.compile(r"(?:[01][2356789]*+)*+")
_TWICE: Final = re.compile(r"([6-9])[^01]*\1")
_FURTHER: Final = re.compile(r"[123]")
_AMOUNTS: Final = re.compile(r"\n20.{35}+(.{18}+)", re.DOTALL)
_DIGITS: Final = 18


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
        for line in block.removesuffix("\n").split("\n"):
            number += 1
            line = evened(line)
            if line.strip():
                reading.take(number, line)
                last = number
    reading.finished(last + 1)
    return learnt


@define
class Regular:
    """The file as far as it has been seen: whether it is regular, and what was learnt of it."""

    learnt: Learnt = field(factory=lambda: Learnt(even=True))
    _state: int = _START
    _begun: str = ""
    _payments: int = 0
    _deductions: int = 0
    _extras: int = 0
    _gross: int = 0
    _opening: str = ""
    _made: int = 0
    _count: int = 0
    _netted: bool = False

    @property
    def ended(self) -> bool:
        """Whether the last record has come."""
        return self._state == _END

    def block(self, lines: str) -> bool:
        """Take the next lines; False as soon as one is not what it is in every regular file."""
        text = records(lines)
        self.learnt.even = self.learnt.even and text is lines
        start = 0
        for other in _NOT_PAID.finditer(text[::RECORD]):
            at = other.start() * RECORD
            line = text[at : at + RECORD]
            if not (self._paid(text[start:at]) and self._other(line[:2], line)):
                return False
            start = at + RECORD
        return self._paid(text[start:])

    def _paid(self, text: str) -> bool:
        """Take the records of *text*, each of which is one of the types 20 to 29."""
        if not text:
            return True
        if self._state not in {_OPEN, _PAID}:
            return False
        kinds = text[1::RECORD]
        if not (
            self._follow(kinds) and all(self._further(one[0], text, one.start()) for one in _FURTHER.finditer(kinds))
        ):
            return False
        count = kinds.count("0")
        if not count:
            return True
        made = (
            _sum(text, 37, RECORD) if count == len(kinds) else _sum("".join(_AMOUNTS.findall(f"\n{text}")), 0, _DIGITS)
        )
        if made is None:
            return False
        self._made += made
        self._gross += made
        self._count += count
        self._payments += count
        return self._gross <= LARGEST

    def _follow(self, kinds: str) -> bool:
        """Whether records of *kinds*, the second digits of their types, can follow what has come."""
        of = self._begun + kinds
        if of.strip("0") and not _IN_ORDER.fullmatch(of) and (not _ANY_ORDER.fullmatch(of) or _TWICE.search(of)):
            return False
        last = max(of.rfind("0"), of.rfind("1"))
        self._begun, self._state = of[last] + "".join(sorted(set(of[last + 1 :]))), _PAID
        return True

    def _further(self, kind: str, text: str, place: int) -> bool:
        line = text[place * RECORD : (place + 1) * RECORD]
        return self._deduct(line) if kind == "1" else self._refer(line)

    def _other(self, code: str, line: str) -> bool:
        match code, self._state:
            case "05", 1:
                self._opening, self._state, self._begun = line, _OPEN, ""
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
        self._netted = True
        return minor > 0

    def _refer(self, line: str) -> bool:
        self._extras += 1
        return _decimal(line[37:55]) and int(line[37:55]) <= LARGEST

    def _close(self, line: str) -> bool:
        stated, count, day = line[50:68], line[71:79], line[37:45]
        self._state = _OUTSIDE
        if not (_decimal(stated) and _decimal(count) and _decimal(day) and _is_day(day)):
            return False
        currency = self._opening[22:25].strip() or "SEK"
        if int(stated) != self._made or int(count) != self._count or line[68:71] not in (currency, "   "):
            return False
        self.learnt.closed(self._opening[2:12].rstrip(" "), currency, line, count=self._count, netted=self._netted)
        return self._gross <= LARGEST

    def _end(self, line: str) -> bool:
        self._state = _END
        stated = (line[2:10], line[10:18], line[18:26], line[26:34])
        there = (self._payments, self._deductions, self._extras, self.learnt.deposits)
        return all(map(_decimal, stated)) and tuple(map(int, stated)) == there


def _sum(text: str, first: int, stride: int) -> int | None:
    """Return the sum of the amounts that stand below each other in *text*; None when one is zero or no number.

    Each column of digits is added up at once. A place that is 0 in every column, all laid upon each other, is a zero.
    """
    count = len(text[first::stride])
    zeros = b"0" * count
    made = digits = 0
    for at in range(first, first + _DIGITS):
        column = text[at::stride].encode("ascii", "replace")
        made *= 10
        if column != zeros:
            if not column.isdigit():
                return None
            made += sum(column) - count * ord("0")
            digits |= int.from_bytes(column, "big")
    return made if digits and b"0" not in digits.to_bytes(count, "big") else None


def _decimal(text: str) -> bool:
    return text.isdecimal() and text.isascii()


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True

"""Reading verifications as nearly every program writes them, as fast as may be. The short way, which knows little.

A verification goes this way only when each of its lines is of the usual form, whatever the blanks between its
fields. All that the long way (`lines`) could say of it is then said here: its balance, its number, its day, and
the accounts and objects it uses. Anything else is left alone, for the long way.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from faktura.formats.sie.consistency import Consistency
from faktura.formats.sie.field import amount_text, day, split, texts
from faktura.formats.sie.run import Run, Target
from faktura.formats.sie.wording import finding

# A row: what stands before the brace, amount, and if given day, text, quantity and sign; with single blanks, and
# with any. No text holds an escaped quotation mark, for a verification with one goes the long way.
_TIGHT: Final = re.compile(
    r'([^}]*)\} (-?[0-9]{1,18})(?:\.([0-9][0-9]?))?(?: (""|[0-9]{8})(?: "[^"]*"([^"]*))?)? ?', re.ASCII
).fullmatch
_LOOSE: Final = re.compile(
    r"([^}]*)\}[ \t]*(-?[0-9]{1,18})(?:\.([0-9][0-9]?))?"
    r'(?:[ \t]+("[0-9]*"|[0-9]{8})'
    r'(?:[ \t]+(?:"[^"]*"|[^ \t"{}]+)((?:[ \t]+"?-?[0-9.]*"?)?)(?:[ \t]+"[^"]*")?)?)?[ \t]*',
    re.ASCII,
).fullmatch
_START: Final = re.compile(
    r'[ \t]*#TRANS[ \t]+([0-9]{3,8})[ \t]*\{[ \t]*((?:(?:"[^"]*"|[^ \t"{}]+)(?:[ \t]+|\Z))*)', re.ASCII
).fullmatch
_OBJECT: Final = re.compile(r'"([^"]*)"|([^ \t"]+)').findall
_QUANTITY: Final = re.compile(r'[ \t]*(?:(-?[0-9.]+)|"(-?[0-9.]*)")?[ \t]*', re.ASCII).fullmatch
_USUAL_HEAD: Final = re.compile(
    r' (?:"([^" ]*)"|([^" {}]+)) (?:"([0-9]{0,18})"|([0-9]{1,18})) ([0-9]{8})(?: "[^"]*"([^"]*))?', re.ASCII
).fullmatch
_HEAD: Final = re.compile(
    r'[ \t]+("[^"]*"|[^ \t"{}]+)[ \t]+("[^"]*"|[^ \t"{}]+)[ \t]+("[0-9]{8}"|[0-9]{8})'
    r'((?:[ \t]+(?:"[^"]*"|[^ \t"{}]+))*[ \t]*)',
    re.ASCII,
).fullmatch
_ESCAPE: Final = '\\"'
_FEWEST_LINES: Final = 3
_MARKS_OF_ONE_TEXT: Final = 2
_BLANK: Final = " \t\r\x1a\0"
_CENTS: Final = 2
_MOST_REMEMBERED: Final = 100_000


class ShortReader:
    """Reads verifications into runs; what recurs in a file is judged once and remembered."""

    def __init__(self, facts: Consistency) -> None:
        """Begin with nothing remembered."""
        self._facts = facts
        self._targets: dict[str, Target] = {}
        self._days = {"", '""'}
        self._tails: set[str] = {""}

    def read(
        self,
        blocks: Iterable[str],
        line: int,
        run: Run,
        odd: Callable[[str, int], Run],
        *,
        escapes: bool,
    ) -> int:
        """Append to *run* the verifications whose texts after `#VER` are *blocks*, the first on *line*.

        A verification of another form, or with an escaped quotation mark where there are
        *escapes*, is handed to *odd* with its line, which returns the run to go on with. Returns the line after
        the last.
        """
        tails, inside, following = self._tails, self._facts.inside, self._facts.following
        series = number = ""
        for text in blocks:
            lines = text.split("\n")
            size = len(lines)
            if size < _FEWEST_LINES or lines[1] != "{" or lines[-1] != "}":
                lines = _trimmed(lines)
            head = lines[0]
            found = _USUAL_HEAD(head)
            usual = False
            if found:
                quoted, series, quoted_number, number, on, tail = found.groups("")
                series, number = series or quoted, number or quoted_number
                follows = not number or following.get(series) == int(number)
                usual = follows and on in inside and tail in tails
            since = len(run.amounts)
            total = self._rows(lines, line, run) if usual or self._is_head(head) else None
            if escapes and _ESCAPE in text:
                total = None
            if total is None:
                run.forget_rows(since)
                run = odd(text, line)
            else:
                if usual and number:
                    following[series] += 1
                elif not usual:
                    self._unusual_head(head, line, run, since)
                if total:
                    self._unbalanced(head, total, line)
                run.heads.append(head)
                run.lines.append(line)
                run.ends.append(len(run.amounts))
            line += size
        return line

    def _rows(self, lines: list[str], line: int, run: Run) -> int | None:
        """Append the rows of a verification and return their sum; none when one is of another form."""
        known, days, tails = self._targets, self._days, self._tails
        keep_target, keep_amount, keep_written = run.keep
        total = 0
        for written in lines[2:-1]:
            found = _TIGHT(written) or _LOOSE(written)
            if found is None:
                return None
            start, whole, decimals, on, quantity = found.groups("")
            target = known.get(start) or self._target(start, line + lines.index(written))
            if target is None or (on not in days and not self._is_day(on)):
                return None
            if quantity and quantity not in tails and not self._is_quantity(quantity):
                return None
            ore = int(whole + decimals)
            if len(decimals) != _CENTS:
                ore *= 10 ** (_CENTS - len(decimals))
            total += ore
            target.total += ore
            keep_target(target)
            keep_amount(ore)
            keep_written(written)
        return total

    def _target(self, start: str, line: int) -> Target | None:
        """Return where a row that begins with *start* is booked; none when it is no usual `#TRANS`."""
        found = _START(start)
        if found is None:
            return None
        account = found[1]
        objects = tuple(quoted or bare for quoted, bare in _OBJECT(found[2]))
        if len(objects) % 2:
            return None
        if len(self._targets) >= _MOST_REMEMBERED:
            self.settle()
        self._facts.used(account, objects, line)
        self._targets[start] = target = Target(account, objects)
        return target

    def _is_day(self, written: str) -> bool:
        found = day(written.strip('"')) is not None
        if found:
            self._days.add(written)
        return found

    def _is_quantity(self, written: str) -> bool:
        if _QUANTITY(written) is None:
            return False
        if len(self._tails) < _MOST_REMEMBERED:
            self._tails.add(written)
        return True

    def _is_head(self, head: str) -> bool:
        """Return whether *head* is of the usual form, and remember what follows its text."""
        found = _HEAD(head)
        if found is None or day(found[3].strip('"')) is None:
            return False
        if len(self._tails) < _MOST_REMEMBERED and head.count('"') == _MARKS_OF_ONE_TEXT:
            self._tails.add(head.rpartition('"')[2])
        return True

    def _unusual_head(self, head: str, line: int, run: Run, since: int) -> None:
        """Say what is to be said of a number that does not follow the last and of a day not seen before."""
        found = _HEAD(head)
        series, number, on = (one.strip('"') for one in found.groups()[:3]) if found else ("", "", "")
        self._facts.dated(on, line)
        self._facts.numbered(series, number, line)
        if not self._facts.holds(on):
            run.uncount(since)

    def _unbalanced(self, head: str, total: int, line: int) -> None:
        series, number = texts(split(head).fields)[:2]
        name = f"{series} {number}".strip()
        self._facts.findings.append(finding("SIE-UNBALANCED", line, field=name, found=amount_text(total)))

    def settle(self) -> None:
        """Hand over what has been booked on each account, and begin anew."""
        for target in self._targets.values():
            self._facts.add(target.account, target.total)
        self._targets.clear()


def _trimmed(lines: list[str]) -> list[str]:
    """Return *lines* without the blank ones at the end; none when no braces stand where they should."""
    while lines and not lines[-1].strip(_BLANK):
        lines.pop()
    if len(lines) < _FEWEST_LINES or lines[1].strip(_BLANK) != "{" or lines[-1].strip(_BLANK) != "}":
        return [""]
    return lines

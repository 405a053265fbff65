"""The lines of an Autogiro file while it is read, and what was wrong with them.

A strict reading stops at the first fault; a tolerant one notes it and leaves the record out. Both
take short lines, tabs for blanks, blank lines at the end and UTF-8 instead of ISO 8859-1.
"""

from collections.abc import Callable, Iterator
from typing import Final, Literal, TypeVar

import faktura.formats.bankgirot.autogiro.wording  # noqa: F401 - the sentences of the findings
from faktura.core.errors import Finding, MalformedFile
from faktura.formats.fields import Place

FORMAT: Final = "autogiro"
LENGTH: Final = 80
_TAB: Final = 8

_T = TypeVar("_T")


class Lines:
    """The records of a file, one by one, with their numbers.

    Attributes:
        left_out: How many records a tolerant reading could not read; totals are then not compared.
    """

    def __init__(self, data: bytes, *, strict: bool) -> None:
        self._strict = strict
        self._findings: list[Finding] = []
        self.left_out = 0
        self.number = 0
        self._text = self._decoded(data)

    def _decoded(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("latin-1")
        self.odd("autogiro.encoding", 1, found="UTF-8", expected="ISO 8859-1")
        return text

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was odd or wrong so far."""
        return tuple(self._findings)

    @property
    def first(self) -> str:
        """The first record, as far as it goes; empty in an empty file."""
        return next((line for _, line in self._written()), "")[:LENGTH]

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Give each record with its line number, filled with blanks to 80 positions."""
        for number, line in self._written():
            self.number = number
            if line[LENGTH:].strip():
                self.odd("autogiro.long_line", number, found=str(len(line)), expected=str(LENGTH))
            yield number, line[:LENGTH].ljust(LENGTH)

    def _written(self) -> Iterator[tuple[int, str]]:
        for number, line in enumerate(self._text.split("\n"), start=1):
            line = line.rstrip("\r")
            if "\t" in line and len(line) < LENGTH:
                line = line.expandtabs(_TAB)
            if line.strip():
                yield number, line

    def odd(self, code: str, line: int, *, found: str, expected: str, field: str = "") -> None:
        """Note what loses nothing, whatever the reading."""
        self._note(code, "warning", line, field, found, expected)

    def wrong(self, code: str, line: int, *, found: str, expected: str, field: str) -> None:
        """Stop a strict reading here; note the fault in a tolerant one."""
        if self._strict:
            raise MalformedFile(format=FORMAT, line=line, field=field, found=found, expected=expected)
        self._note(code, "error", line, field, found, expected)

    def differs(self, field: str, found: str, expected: str) -> None:
        """Refuse or note a total or count of the current record that its records do not make."""
        if found != expected and not self.left_out:
            self.wrong("autogiro.count", self.number, field=field, found=found, expected=expected)

    def attempt(self, read: Callable[[], _T]) -> _T | None:
        """Return what *read* gives; none when a tolerant reading must leave the record out."""
        try:
            return read()
        except MalformedFile as error:
            if self._strict:
                raise
            self.left_out += 1
            self._note("autogiro.field", "error", error.line, error.field, error.found, error.expected)
            return None

    def unknown(self, number: int, line: str) -> None:
        """Note a record type that is not known here; it is passed over."""
        self.odd("autogiro.unknown_record", number, found=repr(line[:2]), expected="")

    def _note(
        self, code: str, severity: Literal["error", "warning"], line: int, field: str, found: str, expected: str
    ) -> None:
        facts = (("field", field), ("found", found), ("expected", expected))
        self._findings.append(Finding(code=code, path=f"line {line}", severity=severity, facts=facts))


def place(number: int, name: str) -> Place:
    """Return where the field *name* of line *number* stands."""
    return Place(format=FORMAT, line=number, field=name)

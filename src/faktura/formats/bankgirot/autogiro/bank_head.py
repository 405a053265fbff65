"""What every file from Bankgirot begins and ends with, and the reading of those that hold one list."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from attrs import AttrsInstance, frozen

from faktura.formats.bankgirot.autogiro.codec import RecordType, count, pack
from faktura.formats.bankgirot.autogiro.lines import Lines
from faktura.formats.bankgirot.layout import Layout

LENGTH: Final = 80
OPENING: Final = Layout("01", LENGTH, """
     3-24  layout           text    AUTOGIRO
    25-44  created          text    YYYYMMDD, or with hhmmss and microseconds
    45-64  content          text
    65-70  customer_number  text
    71-80  bankgiro         text    the payee's
""")  # fmt: skip
WORD: Final = "AUTOGIRO"
CLEARING: Final = "9900"
END: Final = "09"

_T = TypeVar("_T")
_R = TypeVar("_R", bound=AttrsInstance)


@frozen(kw_only=True)
class Head:
    """The first record of a file from Bankgirot.

    Attributes:
        created: YYYYMMDD, in a payment specification with hhmmss and six digits of microseconds, as it stands.
        customer_number: The payee's number at Bankgirot, six digits.
        bankgiro: The payee's bankgiro number in ten digits.
    """

    created: str
    customer_number: str
    bankgiro: str

    @property
    def day(self) -> str:
        """The day the file was made, YYYYMMDD."""
        return self.created[:8]


def head_line(head: Head, content: str) -> str:
    """Return the first record of a file with *content*."""
    return pack(
        OPENING,
        layout=WORD,
        created=head.created,
        content=content,
        customer_number=head.customer_number,
        bankgiro=head.bankgiro,
    )


def read_head(line: str) -> Head:
    """Return the head that stands in the first record."""
    of = OPENING.unpack(line)
    return Head(created=of["created"], customer_number=of["customer_number"], bankgiro=of["bankgiro"])


def read_list(
    lines: Lines,
    record: Callable[[int, str, str], _T | None],
    end: Callable[[str, tuple[_T, ...]], None],
) -> tuple[Head, tuple[_T, ...]]:
    """Read a file of one list: 01, records, 09.

    Args:
        record: Makes a record of line number, line and payee's bankgiro number; gives none for a type it does not know.
        end: Compares the last record with the list.

    Raises:
        MalformedFile: In a strict reading: no first or last record, or one of them where it cannot stand.
    """
    head: Head | None = None
    ended = False
    found: list[_T] = []
    for number, line in lines:
        code = line[:2]
        if head is None:
            head = read_head(line)
        elif code == OPENING.code or ended:
            lines.wrong("autogiro.order", number, field=f"record {code}", found="a later one", expected="none there")
        elif code == END:
            ended = True
            compare_day(lines, head.day, line)
            end(line, tuple(found))
        else:
            _keep(lines, number, line, head.bankgiro, record, found)
    if not ended:
        lines.wrong("autogiro.end", lines.number, field="record type", found="nothing", expected=END)
    return head or Head(created="", customer_number="", bankgiro=""), tuple(found)


def read_counted(
    lines: Lines, kinds: Mapping[str, RecordType[_R]], last: Layout, sums: Callable[[tuple[_R, ...]], dict[str, str]]
) -> tuple[Head, tuple[_R, ...]]:
    """Read a file of one list whose last record says *sums* of it.

    Args:
        kinds: The record types of the list, by their codes.
        last: The layout of the last record.

    Raises:
        MalformedFile: In a strict reading: as `read_list`, or counts and sums that the list does not make.
    """

    def record(number: int, line: str, _bankgiro: str) -> _R | None:
        kind = kinds.get(line[:2])
        return kind.read(number, line) if kind else None

    def end(line: str, found: tuple[_R, ...]) -> None:
        of = last.unpack(line)
        for name, expected in sums(found).items():
            lines.differs(name, count(of[name]), expected)

    return read_list(lines, record, end)


def _keep(
    lines: Lines,
    number: int,
    line: str,
    bankgiro: str,
    record: Callable[[int, str, str], _T | None],
    found: list[_T],
) -> None:
    before = lines.left_out
    made = lines.attempt(lambda: record(number, line, bankgiro))
    if made is not None:
        found.append(made)
    elif lines.left_out == before:
        lines.unknown(number, line)


def compare_day(lines: Lines, day: str, line: str) -> None:
    """Note a last record of another day than the first; nothing depends on it."""
    if line[2:10] != day:
        lines.odd("autogiro.day", lines.number, found=line[2:10].strip(), expected=day)

"""How records and verifications are laid out as lines: one way only, so that equal files have equal bytes."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from faktura.core.errors import NotExpressible
from faktura.formats.sie.field import Field, amount_text, bare, quoted
from faktura.formats.sie.record import Record, Row, SieVoucher
from faktura.formats.sie.run import Run, after_amount
from faktura.formats.sie.tags import TAGS, Tag

_UNKNOWN: Final = Tag()

# A row, what follows its object list, and what follows a `#VER` but for its quotation marks: as laid out here. All
# rows of a run are looked at together, without a way back (`*+`), which would take memory for each.
_AFTER: Final = r'(?: (?:[0-9]{8}|"")(?: "[^"\\]*"(?: -?[0-9.]+)?)?(?<!""))?'
_REST: Final = rf" (?!-0\.00)-?(?:0|[1-9][0-9]*)\.[0-9][0-9]{_AFTER}"
_ROW: Final = r'#TRANS [0-9]+ \{(?:[0-9]+ "[^"\\]*"(?: [0-9]+ "[^"\\]*")*)?\}' + _REST
_ALL_ROWS: Final = re.compile(f"(?:{_ROW}\n)*+", re.ASCII).fullmatch
_ALL_RESTS: Final = re.compile(f"(?:{_REST}\n)*+", re.ASCII).fullmatch
_OTHER_AMOUNT: Final = re.compile(rf" *-?[0-9.]+({_AFTER}) *", re.ASCII).fullmatch
_NEARLY: Final = re.compile(
    r' (?:"([^"\\]*)"|([^ "\\]+)) (?:"([^"\\]*)"|([^ "\\]+)) ([0-9]{8}(?: "[^"\\]+"(?: [0-9]{8})?)?) *', re.ASCII
).fullmatch


def of_items(items: Iterable[Record | SieVoucher]) -> list[str]:
    """Return the lines of *items*."""
    lines: list[str] = []
    starts: dict[_Start, str] = {}
    for item in items:
        if isinstance(item, SieVoucher):
            _voucher(item, lines, starts)
        else:
            lines.append(_record(item) if item.tag else item.text(0))
    return lines


def of_run(run: Run) -> list[str]:
    """Return the lines of the verifications of *run*; what is laid out as here already is not taken apart."""
    rows = run.written if _ALL_ROWS("\n".join((*run.written, ""))) else _rows(run)
    lines: list[str] = []
    begin = 0
    for at, (head, end) in enumerate(zip(run.heads, run.ends, strict=True)):
        found = _NEARLY(head)
        if found is None:
            lines.append(_head(run.without_rows(at)))
        else:
            series, bare_series, number, bare_number, more = found.groups("")
            lines.append(f'#VER "{series or bare_series}" "{number or bare_number}" {more}')
        lines.append("{")
        lines += rows[begin:end]
        lines.append("}")
        begin = end
    return lines


def _rows(run: Run) -> list[str]:
    """Return the rows of *run* laid out as here, of which not every one was."""
    starts = {target: _start("TRANS", target.account, target.objects) for target in set(run.targets)}
    rests = [row.partition("}")[2] for row in run.written]
    if not _ALL_RESTS("\n".join((*rests, ""))):
        rests = [_rest_of_row(ore, row, rest) for ore, row, rest in zip(run.amounts, run.written, rests, strict=True)]
    return [starts[target] + rest for target, rest in zip(run.targets, rests, strict=True)]


def _rest_of_row(ore: int, row: str, rest: str) -> str:
    found = _OTHER_AMOUNT(rest)
    return f" {amount_text(ore)}{found[1]}" if found else _rest(ore, *after_amount(row))


def _record(record: Record) -> str:
    names = TAGS.get(record.tag, _UNKNOWN).quote
    last = len(record.fields) - 1
    written = (
        _field(one, always=position in names, last=position == last) for position, one in enumerate(record.fields)
    )
    return " ".join((f"#{record.tag}", *written))


def _field(one: Field, *, always: bool = False, last: bool = False) -> str:
    if isinstance(one, tuple):
        return _object_list(one)
    if one.endswith("\\") and not last:
        text = bare(one)
        if text.startswith('"'):
            raise NotExpressible(format="sie", rule="SIE 4B 5.7", what=f"{one!r}, which ends in a backslash,")
        return text
    return quoted(one) if always else bare(one)


def _object_list(objects: tuple[str, ...]) -> str:
    """Dimension bare, object in quotation marks, in turn."""
    written = (_field(one, always=bool(position % 2)) for position, one in enumerate(objects))
    return "{" + " ".join(written) + "}"


_Start = tuple[str, str, tuple[str, ...]]


def _voucher(voucher: SieVoucher, lines: list[str], starts: dict[_Start, str]) -> None:
    """Add the lines of *voucher*; *starts* has those of its rows that were made before, up to the object list."""
    add = lines.append
    add(_head(voucher))
    add("{")
    for row in voucher.rows:  # most of the millions are plain, and laid out without a further call
        kind, account, objects, ore, on, text, quantity, sign, extra, written = row
        if quantity or sign or extra or written or not text or '"' in text or "\\" in text or not on.isdigit():
            add(_row(row))
        elif len(digits := str(ore)) > _LESS_THAN_A_KRONA and type(ore) is int:
            key = kind, account, objects
            start = starts.get(key)
            if start is None:
                start = starts[key] = _start(*key)
            add(f'{start} {digits[:-2]}.{digits[-2:]} {on} "{text}"')
        else:
            add(_row(row))
    if voucher.others:
        lines += of_items(voucher.others)
    add("}")


def _head(voucher: SieVoucher) -> str:
    """Return the `#VER` line of *voucher*, the usual ones quickly."""
    series, number, on, text, registered = (
        voucher.series, voucher.number, voucher.on, voucher.text, voucher.registered,
    )  # fmt: skip
    if on.isdigit() and text and not (voucher.sign or voucher.extra) and (not registered or registered.isdigit()):
        written = f'#VER "{series}" "{number}" {on} "{text}" {registered}'
        if "\\" not in written and written.count('"') == _MARKS_OF_A_HEAD:
            return written if registered else written[:-1]
    fields = (series, number, on, text, registered, voucher.sign, *voucher.extra)
    return _record(Record("VER", fields if voucher.extra else _shortened(fields, 3)))


_MARKS_OF_A_HEAD: Final = 6
_LESS_THAN_A_KRONA: Final = len("-99")


@lru_cache(maxsize=4096)
def _start(kind: str, account: str, objects: tuple[str, ...]) -> str:
    """Return a row up to its object list; there are few of them in a file."""
    return f"#{kind} {bare(account)} {_object_list(objects)}"


def _row(row: Row) -> str:
    kind, account, objects, ore, on, text, quantity, sign, extra, written = row
    start = _start(kind, account, objects)
    if written:
        return f"{start} {bare(written)}{_fields((on, text, quantity, sign, *extra))}"
    if extra:
        return f"{start} {amount_text(ore)}{_fields((on, text, quantity, sign, *extra))}"
    return start + _rest(ore, on, text, quantity, sign)


def _rest(ore: int | Decimal, on: str, text: str, quantity: str, sign: str) -> str:
    """Return what follows the object list of a row that has no more than these, the usual ones quickly."""
    if isinstance(ore, Decimal) or -100 < ore < 100:
        amount = amount_text(ore)
    else:
        digits = str(ore)
        amount = f"{digits[:-2]}.{digits[-2:]}"
    if not (on or text or quantity or sign):
        return f" {amount}"
    if sign or '"' in text or "\\" in text or not (on.isdigit() or not on):
        return f" {amount}{_fields((on, text, quantity, sign))}"
    if not quantity:
        return f' {amount} {on or _EMPTY} "{text}"' if text else f" {amount} {on}"
    return f' {amount} {on or _EMPTY} "{text}" {bare(quantity)}'


_OF_A_ROW: Final = 4
_EMPTY: Final = '""'


def _fields(fields: tuple[str, ...]) -> str:
    """Return day, text and what follows them, each after a blank, without the empty ones at the end.

    Beyond the fields of the standard nothing is known to be idle, and all is kept.
    """
    rest = fields if len(fields) > _OF_A_ROW else _shortened(fields, 0)
    last = len(rest) - 1
    written = (_field(one, always=position == 1, last=position == last) for position, one in enumerate(rest))
    return "".join(f" {one}" for one in written)


def _shortened(fields: tuple[str, ...], least: int) -> tuple[str, ...]:
    """*fields* without the empty ones at the end, but never fewer than *least*."""
    size = len(fields)
    while size > least and not fields[size - 1]:
        size -= 1
    return fields[:size]
